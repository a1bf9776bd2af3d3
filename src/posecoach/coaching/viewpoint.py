"""Whether a target can be measured from where the camera stands, and what to say if not."""

from __future__ import annotations

from dataclasses import replace

from posecoach.coaching.gate import Problem
from posecoach.kinematics.error import best_half_width_deg
from posecoach.kinematics.rest import Rest
from posecoach.kinematics.view import View
from posecoach.stretches.model import Stretch
from posecoach.stretches.rules import Rules


def view_problem(stretch: Stretch, rules: Rules, rest: Rest | None, view: View | None) -> Problem | None:
    """Why nothing can be measured from here, and which way to turn where that is known."""
    if not stretch.target.graded:
        return None
    if rest is None or rest.calibration is None or stretch.view.kind != "side":
        off = view is not None and view.kind != stretch.view.kind
        return Problem("view", stretch.view.say) if off else None
    if _is_told(stretch, rules, rest):
        return None
    fitting = replace(rest, calibration=replace(rest.calibration, misfit=1.0))
    if _is_told(stretch, rules, fitting):
        return Problem("start", stretch.start.say)
    if not _is_told(stretch, rules, replace(fitting, yaw_deg=0.0)):
        return None
    feet_away = rest.calibration.feet_away_deg > 0
    return Problem("view", rules.say.feet_nearer if feet_away else rules.say.head_nearer)


def _is_told(stretch: Stretch, rules: Rules, rest: Rest) -> bool:
    half_width_deg = best_half_width_deg(stretch.target.measure, rest)
    return half_width_deg is not None and half_width_deg <= rules.numbers.report_within_deg.value
