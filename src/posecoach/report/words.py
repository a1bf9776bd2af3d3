"""An analysis in plain sentences, for a person with a stiff back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from posecoach.analysis import Analysis
from posecoach.coaching.events import Hold, Side
from posecoach.feedback.text import MISSING, degrees

MOST_TIMES = 4

LOW_COVERAGE = 0.8
"""With less than this share of the frames measured, the report says how to be seen better."""

DISCLAIMER = (
    "This report is general information. It is not medical advice, diagnosis or treatment. Angles from a "
    "camera carry an error, which is given beside them. Stop at once if a stretch causes or increases pain, "
    "numbness or tingling, and ask your doctor or physiotherapist which stretches are right for you."
)


def headline(analysis: Analysis) -> str:
    """What was achieved, in one or two sentences."""
    if analysis.holds:
        return " ".join(_of_side(analysis.holds, side) for side in _sides(analysis.holds))
    goal = _seconds(analysis.dose.hold_s)
    if analysis.attempts:
        longest = max(analysis.attempts, key=lambda attempt: attempt.held_s)
        number = len(analysis.attempts)
        count, most = ("1 attempt", "") if number == 1 else (f"{number} attempts", "the longest ")
        return f"No completed hold: {count}, {most}{_seconds(longest.held_s)} of {goal}{_at(longest)}."
    return "No hold and no attempt at this stretch was seen in this recording."


def advice(analysis: Analysis) -> list[str]:
    """What to change next time, the most important first; empty where all went well."""
    lines = []
    found = [*analysis.holds, *analysis.attempts]
    if analysis.coverage == 0:
        lines.append(
            "The angle of this stretch could not be measured in any frame. Check that this is the right "
            f"recording, and that your whole body is in the picture. {analysis.stretch.view.say}"
        )
    elif not analysis.view.ok:
        lines.append(
            f"The camera did not see you {_viewpoint(analysis)}, so angles from this recording are not "
            f"reliable. {analysis.stretch.view.say}"
        )
    elif found and all(hold.value_deg is None for hold in found):
        lines.append(
            "No angle is shown, because it could not be told closely enough. What you held, and for how "
            "long, was seen all the same."
        )
    if 0 < analysis.coverage < LOW_COVERAGE:
        lines.append(
            f"The angle could be measured in only {share(analysis.coverage)} of the recording. Keep your "
            "whole body in the picture, alone, in good light and in front of a plain background."
        )
    if not found:
        lines.append(
            "A recording begins in the start posture, kept for a second or more. "
            + analysis.stretch.start.say
        )
        lines += analysis.stretch.steps.moving_in
        lines.append("If it shows another stretch, name that one with --stretch.")
        turned_deg = analysis.source.turn_deg
        lines.append(
            f"If its picture stood upright without --turn {turned_deg}, leave that out."
            if turned_deg
            else "If its picture lies on its side, turn it with --turn 90 or --turn 270."
        )
    elif not analysis.holds:
        lines += _to_complete(analysis)
    said = " ".join(lines)
    sentences = [group.say for group in fault_groups(analysis)]
    return lines + [sentence for sentence in sentences if sentence not in said]


@dataclass(frozen=True, slots=True)
class FaultGroup:
    """All spans of one fault on one side. times: when each was, the first few of them."""

    name: str
    side: Side
    count: int
    total_s: float
    times: str
    say: str


def fault_groups(analysis: Analysis) -> list[FaultGroup]:
    """The faults, one group for each and for each side, the longest lasting first."""
    groups = []
    for fault_id, side in dict.fromkeys((span.id, span.side) for span in analysis.faults):
        spans = [span for span in analysis.faults if (span.id, span.side) == (fault_id, side)]
        shown = ", ".join(f"{clock(span.start_s)}–{clock(span.end_s)}" for span in spans[:MOST_TIMES])
        groups.append(
            FaultGroup(
                name=fault_name(fault_id),
                side=side,
                count=len(spans),
                total_s=sum(span.end_s - span.start_s for span in spans),
                times=shown + (" …" if len(spans) > MOST_TIMES else ""),
                say=analysis.stretch.faults[fault_id].say if fault_id in analysis.stretch.faults else "",
            )
        )
    return sorted(groups, key=lambda group: -group.total_s)


def _to_complete(analysis: Analysis) -> list[str]:
    """What would have made an attempt a hold, once for each reason."""
    lines = []
    missed = {attempt.why for attempt in analysis.attempts}
    if "too_short" in missed:
        lines.append(
            f"Stay in the stretch, with no more than a moderate pull, for {_seconds(analysis.dose.hold_s)}. "
            "If that is too long, stay as long as is comfortable."
        )
    if "fault" in missed:
        faults = dict.fromkeys(f for a in analysis.attempts if a.why == "fault" for f in a.faults)
        known = analysis.stretch.faults
        says = " ".join(known[fault].say for fault in faults if fault in known)
        lines.append(f"A fault ended an attempt. {says}".strip())
    if "lost" in missed:
        lines.append("The camera lost sight of you during an attempt. Keep your whole body in the picture.")
    return lines


def why_not(attempt: Hold, analysis: Analysis) -> str:
    """Why an attempt did not count."""
    match attempt.why:
        case "too_short":
            return f"held for {_seconds(attempt.held_s)} of {_seconds(analysis.dose.hold_s)}"
        case "fault":
            names = ", ".join(fault_name(fault) for fault in attempt.faults)
            return f"a fault ended it ({names})" if names else "a fault ended it"
        case "lost":
            return "the camera lost sight of you before the time was up"
        case None:
            return ""


def angle(value_deg: float | None, error_deg: float | None) -> str:
    """``68° ± 3°``; a dash where the view supports no number."""
    if value_deg is None:
        return MISSING
    return degrees(value_deg) if error_deg is None else f"{degrees(value_deg)} ± {max(1, round(error_deg))}°"


def fault_name(fault: str) -> str:
    """``knee_bent`` → ``knee bent``."""
    return fault.replace("_", " ")


def side_name(side: Side) -> str:
    return "both sides" if side == "both" else side


def clock(time_s: float) -> str:
    """``1:04.5``: minutes, seconds and tenths."""
    tenths = round(time_s * 10)
    return f"{tenths // 600}:{tenths % 600 // 10:02d}.{tenths % 10}"


def share(fraction: float) -> str:
    """``98 %``; never 100 % or 0 % unless it is all or nothing."""
    percent = round(100 * fraction)
    if 0 < fraction < 1:
        percent = min(99, max(1, percent))
    return f"{percent} %"


def view_words(analysis: Analysis) -> str:
    """Where the camera stood."""
    view = analysis.view
    if view.kind == "unknown" or view.yaw_deg is None:
        return "unknown: nobody was seen well enough"
    names = {"side": "from the side", "oblique": "at an angle", "front": "from the front or back"}
    trust = "" if view.ok else "; too far off for reliable angles"
    return f"{names[view.kind]}, {round(view.yaw_deg)}° off side-on{trust}"


def _viewpoint(analysis: Analysis) -> str:
    wanted = f"from the {analysis.stretch.view.kind}"
    yaw = analysis.view.yaw_deg
    return wanted if yaw is None else f"{wanted} (it stood about {round(yaw)}° off side-on)"


def _sides(holds: Sequence[Hold]) -> list[Side]:
    return list(dict.fromkeys(hold.side for hold in holds))


def _of_side(holds: Sequence[Hold], side: Side) -> str:
    ours = [hold for hold in holds if hold.side == side]
    where = "" if side == "both" else f" on the {side}"
    longest = max(ours, key=lambda hold: hold.held_s)
    if len(ours) == 1:
        return f"One hold of {_seconds(longest.held_s)}{where}{_at(longest)}."
    return f"{len(ours)} holds{where}, the longest {_seconds(longest.held_s)}{_at(longest)}."


def _at(hold: Hold) -> str:
    return "" if hold.value_deg is None else f", at {angle(hold.value_deg, hold.error_deg)}"


def _seconds(seconds: float) -> str:
    return f"{seconds:.1f}".removesuffix(".0") + " s"
