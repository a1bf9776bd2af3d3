"""``summary.json``: what an analysis found, for other programs. Schema ``posecoach.summary/1``."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

from posecoach.analysis import Analysis
from posecoach.coaching.events import Cue, FaultSpan, Hold

SCHEMA = "posecoach.summary/1"


def summary(analysis: Analysis) -> dict[str, Any]:
    """The analysis as plain JSON values: seconds to 0.01, degrees to 0.1, null for what is not known."""
    source, dose, view = analysis.source, analysis.dose, analysis.view
    return {
        "schema": SCHEMA,
        "source": {
            "file": Path(source.file).name,
            "start_s": _rounded(source.start_s, 2),
            "duration_s": _rounded(source.duration_s, 2),
            "frames": source.frames,
            "width": source.width,
            "height": source.height,
        },
        "stretch": analysis.stretch.id,
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
    }


def write_summary(analysis: Analysis, path: Path) -> None:
    """Write :func:`summary` as JSON, UTF-8."""
    text = json.dumps(summary(analysis), ensure_ascii=False, allow_nan=False, indent=2)
    path.write_text(text + "\n", encoding="utf-8")


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
