"""``summary.json``: what an analysis found, for other programs. Schema ``posecoach.summary/1``."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from posecoach.analysis import Analysis
from posecoach.coaching.events import Cue, FaultSpan, Hold
from posecoach.coaching.naming import Segment
from posecoach.pose.track import Source

SCHEMA = "posecoach.summary/1"
NONE, SEVERAL = "none", "several"
"""What stands for the stretch where none was recognised, or more than one."""


def summary(analysis: Analysis, recognised: Sequence[Segment] = ()) -> dict[str, Any]:
    """The analysis as plain JSON values: seconds to 0.01, degrees to 0.1, null for what is not known.

    recognised: where nobody said which stretch it was.
    """
    dose, view = analysis.dose, analysis.view
    return {
        "schema": SCHEMA,
        "source": _source(analysis.source),
        "stretch": analysis.stretch.id,
        **({"recognised": [_segment(segment) for segment in recognised]} if recognised else {}),
        "dose": {
            "name": analysis.dose_name,
            "hold_s": dose.hold_s,
            "repetitions": dose.repetitions,
            "sets": dose.sets,
        },
        "coverage": _rounded(analysis.coverage, 3),
        "view": {"kind": view.kind, "ok": view.ok, "yaw_deg": _rounded(view.yaw_deg, 1)},
        "holds": [_hold(hold) for hold in analysis.holds],
        "attempts": [{**_hold(attempt), "why": attempt.why} for attempt in analysis.attempts],
        "repetitions": len(analysis.holds),
        "faults": [_fault(fault) for fault in analysis.faults],
        "cues": [_cue(cue) for cue in analysis.cues],
        "pain_s": [_rounded(time_s, 2) for time_s in analysis.pain_s],
    }


def summary_of_recording(
    source: Source, recognised: Sequence[Segment], folders: Mapping[str, Analysis]
) -> dict[str, Any]:
    """Of a recording that does not show one stretch but several, one after the other, or none.

    recognised: one for each folder where nobody said which stretches they are, else empty. folders: of each
    stretch, in order: the name of the folder that its results are in, and its analysis; empty where none was
    seen.
    """
    whole: dict[str, Any] = {
        "schema": SCHEMA,
        "source": _source(source),
        "stretch": SEVERAL if folders else NONE,
    }
    if recognised or not folders:
        whole["recognised"] = [_segment(segment) for segment in recognised]
    if not folders:
        lists = ("holds", "attempts", "faults", "cues", "pain_s")
        return whole | {name: [] for name in lists} | {"repetitions": 0}
    return whole | {
        "stretches": [
            {"folder": name, **summary(part, recognised[number : number + 1])}
            for number, (name, part) in enumerate(folders.items())
        ]
    }


def write_summary(content: Mapping[str, Any], path: Path) -> None:
    """Write one of the summaries above as JSON, UTF-8."""
    text = json.dumps(content, ensure_ascii=False, allow_nan=False, indent=2)
    path.write_text(text + "\n", encoding="utf-8")


def _source(source: Source) -> dict[str, Any]:
    return {
        "file": Path(source.file).name,
        "start_s": _rounded(source.start_s, 2),
        "duration_s": _rounded(source.duration_s, 2),
        "frames": source.frames,
        "width": source.width,
        "height": source.height,
    }


def _segment(segment: Segment) -> dict[str, Any]:
    rival = segment.rival and {"stretch": segment.rival[0], "confidence": _rounded(segment.rival[1], 2)}
    return {
        "stretch": segment.stretch_id or NONE,
        "start_s": _rounded(segment.start_s, 2),
        "end_s": _rounded(segment.end_s, 2),
        "confidence": _rounded(segment.confidence, 2),
        "rival": rival,
    }


def _hold(hold: Hold) -> dict[str, Any]:
    return {
        "side": hold.side,
        "start_s": _rounded(hold.start_s, 2),
        "end_s": _rounded(hold.end_s, 2),
        "held_s": _rounded(hold.held_s, 2),
        "completed": hold.completed,
        "value_deg": _rounded(hold.value_deg, 1),
        "error_deg": _rounded(hold.error_deg, 1),
        "peak_deg": _rounded(hold.peak_deg, 1),
        "best_s": _rounded(hold.best_s, 2),
        "faults": list(hold.faults),
    }


def _fault(fault: FaultSpan) -> dict[str, Any]:
    return {
        "id": fault.id,
        "side": fault.side,
        "start_s": _rounded(fault.start_s, 2),
        "end_s": _rounded(fault.end_s, 2),
    }


def _cue(cue: Cue) -> dict[str, Any]:
    return {"time_s": _rounded(cue.time_s, 2), "id": cue.id, "text": cue.text, "kind": cue.kind}


def _rounded(value: float | None, digits: int) -> float | None:
    if value is None or not math.isfinite(value):
        return None
    # Adding zero turns -0.0 into 0.0.
    return round(float(value), digits) + 0.0
