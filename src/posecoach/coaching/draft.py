"""The first draft of a stretch, from a demonstration of it."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Any

from posecoach.coaching import draft_conditions
from posecoach.coaching.demonstration import Demonstration
from posecoach.coaching.draft_words import words
from posecoach.kinematics.definitions import MEASURES
from posecoach.pose.anatomy import TRUNK_M
from posecoach.stretches.condition import Role

HELD_FROM_S = 1.5
"""A shorter rest at the farthest point is a turning point: a repetition without a hold."""
_USUAL_FOCAL = 0.77
"""Of the picture's longer side: a lens that sees 66°."""
_WIDEST_YAW_DEG = 50.0
_FRONT_YAW_DEG = 60.0
_LONGEST_START_S = 1.0
_HALF_WAY = draft_conditions.HALF_WAY

Content = dict[str, Any]


def is_held(shown: Demonstration) -> bool:
    """Whether the position was held, rather than reached and left."""
    times = sorted(movement.still_s for movement in shown.movements)
    return times[len(times) // 2] >= HELD_FROM_S


def repetitions(shown: Demonstration) -> int:
    """On each side that works, the most."""
    sides = [movement.side for movement in shown.movements]
    return max(sides.count(side) for side in sides) if shown.one_side_at_a_time else len(sides)


def dose(shown: Demonstration, shortest_hold_s: float) -> Content:
    """As it was shown: every hold that was seen fulfils it. shortest_hold_s: by the coach's own clock."""
    step_s = 5.0 if shortest_hold_s >= 15 else 1.0
    hold_s = max(1.0, math.floor(shortest_hold_s / step_s) * step_s) if is_held(shown) else 0.0
    times = "once" if repetitions(shown) == 1 else f"{repetitions(shown)} times"
    a_side = " a side" if shown.one_side_at_a_time else ""
    kept = f"held for {shortest_hold_s:.1f} s" if hold_s else "reached, not held"
    return {
        "hold_s": round(hold_s),
        "repetitions": repetitions(shown),
        "sets": 1,
        "source": f"demonstration {shown.file}: {kept}, {times}{a_side}",
    }


def draft(name: str, shown: Demonstration, shortest_hold_s: float) -> Content:
    """A stretch file's content: it is valid, and asks no more than the demonstration shows."""
    target = _target(shown)
    start_when, keep = draft_conditions.start(shown), draft_conditions.keep(shown)
    posture = draft_conditions.posture(shown)
    place = words()["positions"][shown.position]
    move = words()["measures"][shown.target.measure]["move"]
    bent = (shown.at_start("knee", "working") or 180.0) < 130.0
    say = place["start_knee_bent" if bent else "start"]
    camera = _camera(shown)
    kept_s = shown.start.lasts_s(shown.time_s)
    return {
        "id": name,
        "name": name.replace("_", " ").capitalize(),
        "summary": f"{say.removesuffix('.').removesuffix(' and keep still')}. {move}",
        "source": f"demonstration {shown.file}",
        "position": shown.position,
        "spine_load": words()["spine_load"].get(shown.position, {}).get(shown.target.measure, "neutral"),
        "sides": "each" if shown.one_side_at_a_time else "both",
        "view": _view(shown),
        "camera": camera,
        "needs": _needs(shown, [*start_when, *keep, *posture]),
        "doses": {"shown": dose(shown, shortest_hold_s)},
        "posture": posture,
        "start": {
            "say": say,
            **({"for_s": 0.5} if kept_s < _LONGEST_START_S else {}),
            "known": [angle.model_dump(exclude_none=True) for angle in shown.known],
            "when": start_when,
        },
        "target": target | {"keep": keep},
        "faults": {},
        "steps": {
            "setting_up": [camera["say"], say],
            "moving_in": [move],
            "holding": ["Stay there and breathe." if is_held(shown) else "Stop where it is comfortable."],
            "coming_out": ["Come back slowly the same way."],
        },
        "cannot_see": ["How strong the stretch is: stop at once if it hurts."],
    }


def _target(shown: Demonstration) -> Content:
    found = shown.target
    role: Role | None = "working" if MEASURES[found.measure].sided else None
    low = _lowest_between(shown)
    least = low + _HALF_WAY * (found.held_deg - low)
    done = "held" if is_held(shown) else "reached"
    seen = f"{found.start_deg:.0f}° at the start, {done} at {found.held_deg:.0f}°"
    return {
        "measure": found.measure,
        **({"side": role} if role else {}),
        "least_deg": round(least),
        "rise_deg": max(5, round(0.7 * (least - found.start_deg))),
        "release_deg": round(min(12.0, max(5.0, 0.2 * (found.held_deg - low)))),
        "source": f"demonstration {shown.file}: {seen}",
    }


def _lowest_between(shown: Demonstration) -> float:
    """The start, or how far back the body comes between repetitions if that is less far."""
    movements, start_deg = shown.movements, shown.target.start_deg
    if len(movements) < 2:
        return start_deg
    backs = [shown.lowest_deg(a.held.last, b.held.first) for a, b in pairwise(movements) if a.side == b.side]
    return max([start_deg, *backs])


def _view(shown: Demonstration) -> Content:
    front = shown.rest.yaw_deg >= _FRONT_YAW_DEG
    off_deg = 90.0 - shown.rest.yaw_deg if front else shown.rest.yaw_deg
    way = "the front" if front else "the side"
    return {
        "kind": "front" if front else "side",
        "widest_yaw_deg": round(min(90.0, max(_WIDEST_YAW_DEG, off_deg + 15))),
        "say": f"Turn the camera, or yourself, so that it sees you from {way}.",
        "source": f"demonstration {shown.file}: {off_deg:.0f}° off {way}",
    }


def _camera(shown: Demonstration) -> Content:
    place = words()["positions"][shown.position]
    turn_deg = 15 * round(shown.camera_turn_deg / 15)
    distance_m = _USUAL_FOCAL * shown.picture_px * TRUNK_M / shown.rest.torso_px
    distance_m = min(5.0, max(2.0, round(2 * distance_m) / 2))
    where = "from your side" if abs(turn_deg) <= 30 else "where it sees you as in the demonstration"
    return {
        "turn_deg": turn_deg,
        "height_m": place["height_m"],
        "distance_m": distance_m,
        "say": f"Put the camera {place['place']}, about {distance_m:g} metres away, {where}.",
        "source": f"demonstration {shown.file}: where it stood, with a usual lens; height: judgement",
    }


_JOINTS = ("ear", "shoulder", "elbow", "wrist", "hip", "knee", "ankle", "heel", "foot_index")


def _needs(shown: Demonstration, conditions: list[Content]) -> list[str]:
    """The joints that any number of the draft is measured by."""
    points = {
        point.removeprefix("mid_").removeprefix("other_").removesuffix("_left").removesuffix("_right")
        for measure in (shown.target.measure, *(condition["measure"] for condition in conditions))
        for point in MEASURES[measure].points
    }
    return [joint for joint in _JOINTS if joint in points]
