"""Sessions to keep."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID, uuid4

from posecoach.history.entries import (
    Finding,
    HoldEntry,
    PainEntry,
    SafetyAnswers,
    ScreenEntry,
    SessionEntry,
    StretchEntry,
    Suggestion,
)

INDIA = timezone(timedelta(hours=5, minutes=30))
NEW_YEAR = datetime(2026, 1, 1, 0, 30, 0, 123456, tzinfo=INDIA)
"""In UTC still the year before."""


def hold(number: int = 0, **changes: object) -> HoldEntry:
    values = {
        "side": "left" if number % 2 else "right",
        "start_s": 40.0 * number,
        "end_s": 40.0 * number + 31.25,
        "held_s": 30.1,
        "completed": True,
        "value_deg": 61.0 + number / 3,
        "error_deg": 4.2,
        "peak_deg": 66.6,
    }
    return HoldEntry.model_validate(values | changes)


def stretch(*holds: HoldEntry, **changes: object) -> StretchEntry:
    values = {
        "stretch": "straight_leg_raise",
        "name": "Straight-leg raise",
        "measure": "hip_flexion",
        "dose": "static",
        "hold_goal_s": 30.0,
        "repetition_goal": 3,
        "holds": holds,
    }
    return StretchEntry.model_validate(values | changes)


def session(*stretches: StretchEntry, **changes: object) -> SessionEntry:
    values = {"person": "me", "began_at": NEW_YEAR, "kind": "live", "stretches": stretches}
    return SessionEntry.model_validate(values | changes)


def full_session() -> SessionEntry:
    """Every field holds something else than it would without a word."""
    attempt = hold(
        3,
        side="both",
        completed=False,
        why="too_short",
        faults=("knee_bent", "back_arched"),
        yaw_deg=-80.5,
        pitch_deg=3.25,
        near="left",
    )
    full = stretch(
        hold(1),
        attempt,
        variant="hold 30 s",
        spine_load="flexion",
        view="side",
        led=2,
        pains=(PainEntry(time_s=12.5, rating=4), PainEntry(time_s=14)),
    )
    return session(
        full,
        stretch(stretch="knee_to_chest", name="Knee to chest, “slowly”, één keer"),
        person="=Anna Müller, 李",
        kind="recording",
        source="@clip; 1.mp4",
        digest="sha256:" + "0f" * 32,
        camera="0 front, wide",
        finished=False,
        pain_before=3,
        pain_after=0,
        felt="moved_down",
        diagnosis="disc",
    )


def answers(**changes: object) -> SafetyAnswers:
    values = {"person": "me", "answered_at": NEW_YEAR, "diagnosis": "facet"}
    return SafetyAnswers.model_validate(values | changes)


def full_answers() -> SafetyAnswers:
    return answers(flags=("numb_saddle", "fever"), cleared=True)


def screen(**changes: object) -> ScreenEntry:
    values = {"person": "me", "taken_at": NEW_YEAR}
    return ScreenEntry.model_validate(values | changes)


def full_screen() -> ScreenEntry:
    return screen(
        findings=(
            Finding(screen="standing", measure="trunk_lean", value=0.25, error=0.1, unit="torso"),
            Finding(screen="slr", measure="hip_flexion", side="left", value=52.5, flagged=True),
        ),
        suggestions=(Suggestion(stretch="knee_to_chest", side="left", why="It is stiff."),),
        left_out={"thomas": "no bench"},
        answers=("pain_when_bending",),
    )


def later(minutes: float) -> datetime:
    return NEW_YEAR.astimezone(UTC) + timedelta(minutes=minutes)


def an_id(beginning: str) -> UUID:
    return UUID(beginning + str(uuid4())[len(beginning) :])
