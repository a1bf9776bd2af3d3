"""The first record. What is here never changes: records of this version are out there."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "person",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_person"),
        sa.UniqueConstraint("name", name="uq_person_name"),
    )
    _create_sessions()
    _create_stretches()
    _create_holds()
    _create_answers()
    _create_screens()


def _create_sessions() -> None:
    op.create_table(
        "session",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("person_id", sa.Integer, nullable=False),
        sa.Column("began_at_utc", sa.DateTime, nullable=False),
        sa.Column("began_at_offset_s", sa.Integer, nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("digest", sa.String(200)),
        sa.Column("camera", sa.Text, nullable=False),
        sa.Column("finished", sa.Boolean, nullable=False),
        sa.Column("pain_before", sa.Integer),
        sa.Column("pain_after", sa.Integer),
        sa.Column("felt", sa.String(20)),
        sa.Column("diagnosis", sa.String(20)),
        sa.CheckConstraint("pain_before BETWEEN 0 AND 10", name=op.f("ck_session_pain_before")),
        sa.CheckConstraint("pain_after BETWEEN 0 AND 10", name=op.f("ck_session_pain_after")),
        sa.PrimaryKeyConstraint("id", name="pk_session"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_session_person", ondelete="CASCADE"),
        sa.UniqueConstraint("person_id", "digest", name="uq_session_person_id_digest"),
    )
    op.create_index("ix_session_person_id_began_at_utc", "session", ["person_id", "began_at_utc"])


def _create_stretches() -> None:
    op.create_table(
        "stretch",
        sa.Column("session_id", sa.String(36), nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("stretch", sa.String(200), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("variant", sa.Text, nullable=False),
        sa.Column("measure", sa.Text),
        sa.Column("spine_load", sa.String(20), nullable=False),
        sa.Column("dose", sa.Text, nullable=False),
        sa.Column("hold_goal_s", sa.Float, nullable=False),
        sa.Column("repetition_goal", sa.Integer, nullable=False),
        sa.Column("view", sa.String(20), nullable=False),
        sa.Column("led", sa.Integer, nullable=False),
        sa.Column("pains", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("session_id", "position", name="pk_stretch"),
        sa.ForeignKeyConstraint(
            ["session_id"], ["session.id"], name="fk_stretch_session", ondelete="CASCADE"
        ),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_stretch_stretch", "stretch", ["stretch"])


def _create_holds() -> None:
    op.create_table(
        "hold",
        sa.Column("session_id", sa.String(36), nullable=False),
        sa.Column("stretch_position", sa.Integer, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("side", sa.String(20), nullable=False),
        sa.Column("start_s", sa.Float, nullable=False),
        sa.Column("end_s", sa.Float, nullable=False),
        sa.Column("held_s", sa.Float, nullable=False),
        sa.Column("completed", sa.Boolean, nullable=False),
        sa.Column("why", sa.String(20)),
        sa.Column("value_deg", sa.Float),
        sa.Column("error_deg", sa.Float),
        sa.Column("peak_deg", sa.Float),
        sa.Column("faults", sa.JSON, nullable=False),
        sa.Column("yaw_deg", sa.Float),
        sa.Column("pitch_deg", sa.Float),
        sa.Column("near", sa.String(20)),
        sa.PrimaryKeyConstraint("session_id", "stretch_position", "position", name="pk_hold"),
        sa.ForeignKeyConstraint(
            ["session_id", "stretch_position"],
            ["stretch.session_id", "stretch.position"],
            name="fk_hold_stretch",
            ondelete="CASCADE",
        ),
        sqlite_with_rowid=False,
    )


def _create_answers() -> None:
    op.create_table(
        "answers",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("person_id", sa.Integer, nullable=False),
        sa.Column("answered_at_utc", sa.DateTime, nullable=False),
        sa.Column("answered_at_offset_s", sa.Integer, nullable=False),
        sa.Column("flags", sa.JSON, nullable=False),
        sa.Column("cleared", sa.Boolean, nullable=False),
        sa.Column("diagnosis", sa.String(20), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_answers"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_answers_person", ondelete="CASCADE"),
        sa.UniqueConstraint("person_id", "answered_at_utc", name="uq_answers_person_id_answered_at_utc"),
    )


def _create_screens() -> None:
    op.create_table(
        "screen",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("person_id", sa.Integer, nullable=False),
        sa.Column("taken_at_utc", sa.DateTime, nullable=False),
        sa.Column("taken_at_offset_s", sa.Integer, nullable=False),
        sa.Column("findings", sa.JSON, nullable=False),
        sa.Column("suggestions", sa.JSON, nullable=False),
        sa.Column("left_out", sa.JSON, nullable=False),
        sa.Column("answers", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_screen"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_screen_person", ondelete="CASCADE"),
    )
    op.create_index("ix_screen_person_id_taken_at_utc", "screen", ["person_id", "taken_at_utc"])
