"""The tables of the record, as this version of the program reads and writes them.

Columns are called as the fields of :mod:`posecoach.history.entries`. A moment is kept as UTC beside the
offset of the place where it was, because not every database keeps an offset. Whoever changes a table adds a
migration.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

HEAD = "0001"
"""The newest migration. Revisions are numbers of four digits, so that a greater one is a newer program's."""
VERSION_TABLE = "posecoach_version"

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _moment(name: str) -> tuple[Column[object], Column[object]]:
    return Column(f"{name}_utc", DateTime, nullable=False), Column(
        f"{name}_offset_s", Integer, nullable=False
    )


def _person() -> Column[int]:
    return Column("person_id", ForeignKey("person.id", ondelete="CASCADE"), nullable=False)


person = Table(
    "person",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(200), nullable=False, unique=True),
)

session = Table(
    "session",
    metadata,
    Column("id", String(36), primary_key=True),
    _person(),
    *_moment("began_at"),
    Column("kind", String(20), nullable=False),
    Column("source", Text, nullable=False),
    Column("digest", String(200)),
    Column("camera", Text, nullable=False),
    Column("finished", Boolean, nullable=False),
    Column("pain_before", Integer),
    Column("pain_after", Integer),
    Column("felt", String(20)),
    Column("diagnosis", String(20)),
    CheckConstraint("pain_before BETWEEN 0 AND 10", name="pain_before"),
    CheckConstraint("pain_after BETWEEN 0 AND 10", name="pain_after"),
    # A recording is kept once.
    UniqueConstraint("person_id", "digest"),
    Index(None, "person_id", "began_at_utc"),
)

stretch = Table(
    "stretch",
    metadata,
    Column("session_id", ForeignKey("session.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("stretch", String(200), nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("variant", Text, nullable=False),
    Column("measure", Text),
    Column("spine_load", String(20), nullable=False),
    Column("dose", Text, nullable=False),
    Column("hold_goal_s", Float, nullable=False),
    Column("repetition_goal", Integer, nullable=False),
    Column("view", String(20), nullable=False),
    Column("led", Integer, nullable=False),
    Column("pains", JSON, nullable=False),
    sqlite_with_rowid=False,
)

hold = Table(
    "hold",
    metadata,
    Column("session_id", String(36), primary_key=True),
    Column("stretch_position", Integer, primary_key=True, autoincrement=False),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("side", String(20), nullable=False),
    Column("start_s", Float, nullable=False),
    Column("end_s", Float, nullable=False),
    Column("held_s", Float, nullable=False),
    Column("completed", Boolean, nullable=False),
    Column("why", String(20)),
    Column("value_deg", Float),
    Column("error_deg", Float),
    Column("peak_deg", Float),
    Column("faults", JSON, nullable=False),
    Column("yaw_deg", Float),
    Column("pitch_deg", Float),
    Column("near", String(20)),
    ForeignKeyConstraint(
        ["session_id", "stretch_position"], ["stretch.session_id", "stretch.position"], ondelete="CASCADE"
    ),
    sqlite_with_rowid=False,
)

answers = Table(
    "answers",
    metadata,
    Column("id", Integer, primary_key=True),
    _person(),
    *_moment("answered_at"),
    Column("flags", JSON, nullable=False),
    Column("cleared", Boolean, nullable=False),
    Column("diagnosis", String(20), nullable=False),
    UniqueConstraint("person_id", "answered_at_utc"),
)

screen = Table(
    "screen",
    metadata,
    Column("id", String(36), primary_key=True),
    _person(),
    *_moment("taken_at"),
    Column("findings", JSON, nullable=False),
    Column("suggestions", JSON, nullable=False),
    Column("left_out", JSON, nullable=False),
    Column("answers", JSON, nullable=False),
    Index(None, "person_id", "taken_at_utc"),
)
