"""Sessions over days, made up with a fixed seed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta, timezone

from posecoach.history.entries import HoldEntry, SessionEntry, StretchEntry

HERE = timezone(timedelta(hours=1))
FIRST_DAY = date(2026, 9, 1)
PASSIVE = "passive_straight_leg_raise"


def hold(
    side: str,
    value_deg: float | None,
    *,
    error_deg: float = 3.0,
    held_s: float = 10,
    completed: bool = True,
    near: str | None = "working",
    yaw_deg: float | None = 5.0,
    pitch_deg: float | None = 3.0,
) -> HoldEntry:
    """near: "working" for the side itself, left of both."""
    return HoldEntry.model_validate(
        {
            "side": side,
            "start_s": 1,
            "end_s": 1 + held_s,
            "held_s": held_s,
            "completed": completed,
            "why": None if completed else "too_short",
            "value_deg": value_deg,
            "error_deg": None if value_deg is None else error_deg,
            "near": (side if side != "both" else "left") if near == "working" else near,
            "yaw_deg": yaw_deg,
            "pitch_deg": pitch_deg,
        }
    )


def stretch(holds: Sequence[HoldEntry], of: str = PASSIVE, **more: object) -> StretchEntry:
    told = {
        "stretch": of,
        "name": of.replace("_", " ").capitalize(),
        "measure": "leg_elevation",
        "dose": "standard",
        "hold_goal_s": 10,
        "repetition_goal": 5,
        "holds": tuple(holds),
    }
    return StretchEntry.model_validate(told | more)


def session(day: int, *stretches: StretchEntry, hour: int = 8, **more: object) -> SessionEntry:
    """day: 1 is FIRST_DAY."""
    at = datetime(FIRST_DAY.year, FIRST_DAY.month, FIRST_DAY.day, hour, tzinfo=HERE) + timedelta(days=day - 1)
    told = {"person": "me", "began_at": at, "kind": "live", "stretches": stretches}
    return SessionEntry.model_validate(told | more)


def on_day(day: int) -> date:
    return FIRST_DAY + timedelta(days=day - 1)
