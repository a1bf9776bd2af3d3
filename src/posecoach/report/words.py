"""An analysis in plain sentences, for a person with a stiff back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from posecoach.analysis import Analysis
from posecoach.coaching.events import Hold, Side
from posecoach.feedback.text import MISSING, degrees
from posecoach.history.safety import disclaimer
from posecoach.stretches.model import Dose, Stretch

MOST_TIMES = 4

_SOURCES = re.compile(r" \((R\d+-\d+|D-\w+)(, (R\d+-\d+|D-\w+))*\)")

LOW_COVERAGE = 0.8
"""With less than this share of the frames measured, the report says how to be seen better."""


def footer() -> str:
    """What every report ends with."""
    return f"{disclaimer()} Angles from a camera carry an error, which is given beside them."


def repetition_name(analysis: Analysis) -> str:
    """What one of the dose is called: a hold, where there is something to hold."""
    return "hold" if analysis.dose.hold_s else "repetition"


def dose_words(stretch: Stretch, dose: Dose) -> str:
    """``hold for 20 s, 5 times on each side, 3 sets``; ``10 repetitions``."""
    times = "once" if dose.repetitions == 1 else f"{dose.repetitions} times"
    repetitions = "1 repetition" if dose.repetitions == 1 else f"{dose.repetitions} repetitions"
    each = " on each side" if stretch.sides == "each" else ""
    sets = f", {dose.sets} sets" if dose.sets > 1 else ""
    if dose.hold_s:
        return f"hold for {seconds(dose.hold_s)}, {times}{each}{sets}"
    return f"{repetitions}{each}{sets}"


def advice(analysis: Analysis) -> list[str]:
    """What to change next time, the most important first; empty where all went well."""
    lines = _after_pain(analysis)
    lines += _to_be_seen_live(analysis) if analysis.live else _to_be_seen(analysis)
    if not (analysis.holds or analysis.pain_s):
        # Who is in pain is not asked for more.
        lines += _to_complete(analysis) if analysis.attempts else _to_begin(analysis)
    said = " ".join(lines)
    sentences = dict.fromkeys(group.say for group in fault_groups(analysis))
    return lines + [sentence for sentence in sentences if sentence not in said]


def tells_angles(analysis: Analysis) -> bool:
    """Whether a hold or an attempt has its number."""
    return any(hold.value_deg is not None for hold in (*analysis.holds, *analysis.attempts))


def remark(analysis: Analysis) -> str:
    """Why a number is missing though nothing is wrong; empty where none is missing."""
    found = analysis.holds or analysis.attempts
    if not analysis.stretch.target.graded or not analysis.view.ok or not found or tells_angles(analysis):
        return ""
    return (
        "No angle is shown, because it could not be told closely enough. What you did was seen all the same."
    )


def _after_pain(analysis: Analysis) -> list[str]:
    if not analysis.pain_s:
        return []
    return [
        f"You said that it hurt, at {_times(analysis.pain_s)}, and stopped: that was right. Go less far next "
        "time, or leave this stretch out."
    ]


def _to_be_seen_live(analysis: Analysis) -> list[str]:
    stretch, found = analysis.stretch, analysis.holds or analysis.attempts
    if analysis.coverage < LOW_COVERAGE and (found or stretch.led or analysis.pain_s):
        return [f"The camera did not always see the whole of you. {stretch.camera.say}"]
    if found and stretch.target.graded and not analysis.view.ok:
        return [
            f"The camera did not see you {_viewpoint(analysis)}, so the angles are not reliable. "
            f"{stretch.view.say}"
        ]
    return []


def _to_be_seen(analysis: Analysis) -> list[str]:
    view, graded = analysis.stretch.view, analysis.stretch.target.graded
    what = "The angle of this stretch could" if graded else "Your position could"
    lines = []
    if analysis.coverage == 0:
        seen = "measured" if graded else "seen"
        lines.append(
            f"{what} not be {seen} in any frame. Check that this is the right "
            f"recording, and that your whole body is in the picture. {view.say}"
        )
    elif graded and not analysis.view.ok:
        lines.append(
            f"The camera did not see you {_viewpoint(analysis)}, so angles from this recording are not "
            f"reliable. {view.say}"
        )
    elif not graded and not (analysis.holds or analysis.attempts):
        lines.append(f"{analysis.stretch.camera.say} {view.say}")
    if 0 < analysis.coverage < LOW_COVERAGE:
        seen = "measured" if graded else "seen"
        lines.append(
            f"{what} be {seen} in only {share(analysis.coverage)} of the recording. Keep your "
            "whole body in the picture, alone, in good light and in front of a plain background."
        )
    return lines


def _to_begin(analysis: Analysis) -> list[str]:
    """What is needed where nothing was found."""
    stretch, turned_deg = analysis.stretch, analysis.source.turn_deg
    if analysis.live:
        begin = f"Begin in the start posture, and stay there for a moment. {stretch.start.say}"
        return [] if stretch.led else [begin, stretch.camera.say]
    return [
        f"A recording begins in the start posture, kept for a second or more. {stretch.start.say}",
        *stretch.steps.moving_in,
        "If it shows another stretch, name that one with --stretch.",
        f"If its picture stood upright without --turn {turned_deg}, leave that out."
        if turned_deg
        else "If its picture lies on its side, turn it with --turn 90 or --turn 270.",
    ]


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
            f"Stay in the stretch, with no more than a moderate pull, for {seconds(analysis.dose.hold_s)}. "
            "If that is too long, stay as long as is comfortable."
        )
    if "fault" in missed:
        faults = dict.fromkeys(f for a in analysis.attempts if a.why == "fault" for f in a.faults)
        known = analysis.stretch.faults
        says = " ".join(known[fault].say for fault in faults if fault in known)
        lines.append(f"A fault ended an attempt. {says}".strip())
    if "lost" in missed:
        lost = "The camera lost sight of you"
        when = ", or its picture stopped" if analysis.live else " during an attempt"
        lines.append(f"{lost}{when}. Keep your whole body in the picture.")
    return lines


def why_not(attempt: Hold, analysis: Analysis) -> str:
    """Why an attempt did not count."""
    match attempt.why:
        case "too_short":
            return f"held for {seconds(attempt.held_s)} of {seconds(analysis.dose.hold_s)}"
        case "fault":
            names = ", ".join(fault_name(fault) for fault in attempt.faults)
            return f"a fault ended it ({names})" if names else "a fault ended it"
        case "lost":
            gap = ", or its picture stopped," if analysis.live else ""
            return f"the camera lost sight of you{gap} before the time was up"
        case "paused":
            return "you paused"
        case "ended":
            return "you ended it"
        case "pain":
            return "it hurt, and you stopped"
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


def _times(times_s: Sequence[float]) -> str:
    """The first few of them."""
    return ", ".join(map(clock, times_s[:MOST_TIMES])) + (" …" if len(times_s) > MOST_TIMES else "")


def share(fraction: float) -> str:
    """``98 %``; never 100 % or 0 % unless it is all or nothing."""
    percent = round(100 * fraction)
    if 0 < fraction < 1:
        percent = min(99, max(1, percent))
    return f"{percent} %"


def seconds(length_s: float) -> str:
    """``2.5 s``, ``20 s``."""
    return f"{length_s:.1f}".removesuffix(".0") + " s"


def without_sources(sentence: str) -> str:
    """The sentence as a patient reads it: without the numbers of its sources, ``(R4-8)``."""
    return _SOURCES.sub("", sentence)


def view_words(analysis: Analysis) -> str:
    """Where the camera stood."""
    view = analysis.view
    if view.kind == "unknown" or view.yaw_deg is None:
        return "unknown: nobody was seen well enough"
    names = {"side": "from the side", "oblique": "at an angle", "front": "from the front or back"}
    trust = "" if view.ok or not analysis.stretch.target.graded else "; too far off for reliable angles"
    return f"{names[view.kind]}, {round(view.yaw_deg)}° off side-on{trust}"


def _viewpoint(analysis: Analysis) -> str:
    wanted = f"from the {analysis.stretch.view.kind}"
    yaw = analysis.view.yaw_deg
    return wanted if yaw is None else f"{wanted} (it stood about {round(yaw)}° off side-on)"
