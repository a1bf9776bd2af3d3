"""What the screens of the posture and flexibility test read: numbers with their errors, and plain words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from posecoach.analysis import Analysis
from posecoach.coaching.events import Hold
from posecoach.coaching.session import analyse_track
from posecoach.history.entries import Finding
from posecoach.kinematics.definitions import MEASURES, Unit
from posecoach.kinematics.points import SIDES, BodySide
from posecoach.kinematics.posture import posture
from posecoach.kinematics.rest import median_pose
from posecoach.kinematics.view import near_side
from posecoach.pose.smoothing import smoothed
from posecoach.pose.track import PoseTrack
from posecoach.stretches.load import load_rules
from posecoach.stretches.rules import Rules
from posecoach.stretches.screen import POSTURE, Bound, Read, Screen, load_screens

DIFFERENCE = "_difference"
"""Ends the measure of a finding that compares left and right; its side is the one that is to come first."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A recording of a screen, analysed with :func:`screen_rules`, and its poses."""

    analysis: Analysis
    track: PoseTrack


def take(screen: Screen, track: PoseTrack) -> Taken:
    """The same coach as in every session looks at it."""
    stretch = screen.to_do()
    return Taken(analyse_track(track, stretch, stretch.dose(), screen_rules()), track)


def screen_rules() -> Rules:
    """The rules for the coach, but with readings that are too rough to be told as numbers."""
    rules = load_rules()
    numbers = rules.numbers.model_copy(update={"report_within_deg": load_screens().read_within_deg})
    return rules.model_copy(update={"numbers": numbers})


def findings(name: str, taken: Sequence[Taken]) -> list[Finding]:
    """Every number that a screen gives, a side after the other: the median over what was held, the mean of
    several holds. None where nothing was held long enough, or seen well enough."""
    seen = [(one, smoothed(one.track)) for one in taken]
    found: list[Finding] = []
    for read in load_screens().screens[name].reads:
        values: dict[BodySide | None, list[tuple[float, float]]] = {}
        for one, poses in seen:
            for hold in one.analysis.holds:
                value = _value(read, hold, one.analysis, poses)
                if value:
                    values.setdefault(None if hold.side == "both" else hold.side, []).append(value)
        mine = [_finding(name, read, side, values[side]) for side in (*SIDES, None) if side in values]
        found += [*mine, *_differences(read, mine)]
    return found


def why_nothing(name: str, taken: Sequence[Taken]) -> str:
    """What to tell somebody of whom a screen told nothing."""
    screen, words = load_screens().screens[name], load_screens().left_out
    stretch = screen.to_do()
    if not taken:
        return words.not_shown.format(name=screen.name)
    if any(one.analysis.holds for one in taken):
        return words.too_rough.format(name=screen.name, hint=stretch.camera.say)
    if any(one.analysis.attempts for one in taken):
        return words.not_held.format(name=screen.name, seconds=f"{screen.dose.hold_s:g}")
    return words.not_seen.format(name=screen.name, hint=f"{stretch.camera.say} {stretch.start.say}")


def bound_of(finding: Finding) -> Bound | None:
    """The bound that a finding lies beyond; None where it lies beyond none that it can be told from."""
    for bound in _bounds(finding):
        if distance(finding, bound) > ((finding.error or 0.0) if bound.sure else 0.0):
            return bound
    return None


def distance(finding: Finding, bound: Bound) -> float:
    """How far it lies beyond; not above 0 where it does not."""
    return bound.beyond(abs(finding.value) if read_of(finding).two_sided else finding.value)


def _bounds(finding: Finding) -> list[Bound]:
    read = read_of(finding)
    if finding.measure.endswith(DIFFERENCE):
        return [read.differ] if read.differ else []
    return read.bounds


def read_of(finding: Finding) -> Read:
    measure = finding.measure.removesuffix(DIFFERENCE)
    return next(r for r in load_screens().screens[finding.screen].reads if r.measure == measure)


def is_sure(finding: Finding) -> bool:
    """Whether it lies beyond its bound by more than it may be off."""
    bound = bound_of(finding)
    return bound is not None and distance(finding, bound) > (finding.error or 0.0)


def number(finding: Finding) -> str:
    """As people read it, with its error."""
    off = "" if finding.error is None else f" ± {finding.error:.0f}°"
    return f"{abs(finding.value) if read_of(finding).two_sided else finding.value:.0f}°{off}".replace(
        "-", "−"
    )


def is_told(finding: Finding) -> bool:
    """Whether as a number; what is too rough, or no angle, is told in words."""
    within = load_rules().numbers.report_within_deg.value
    rough = finding.error is None or finding.error > within
    return finding.unit == "deg" and read_of(finding).told and not rough


def in_words(finding: Finding) -> str:
    """What a finding means, in a few plain words."""
    bound = bound_of(finding)
    if bound is None:
        unclear = any(distance(finding, other) > 0 for other in _bounds(finding))
        return load_screens().unclear if unclear else read_of(finding).usual
    return bound.say if is_sure(finding) else f"perhaps {bound.say}"


def _value(read: Read, hold: Hold, analysis: Analysis, poses: PoseTrack) -> tuple[float, float] | None:
    """(value, error) in one hold, or None where it was not seen."""
    held = (analysis.time_s >= hold.start_s) & (analysis.time_s <= hold.end_s)
    seen = [pose for pose in (poses[row] for row in np.flatnonzero(held).tolist()) if pose.measured]
    if not seen:
        return None
    typical = median_pose(seen)
    near = near_side(typical)
    if read.measure in POSTURE:
        line = posture(typical, near)[read.measure]
        return None if line is None or read.error is None else (line - read.bias, read.error)
    columns = [_column(measure, hold, near) for measure in (read.measure, read.plus) if measure]
    series = np.sum([analysis.measures[column][held].astype(float) for column in columns], axis=0)
    errors = analysis.error_deg[columns[0]][held].astype(float)
    # Of a measure that is hidden most of the time, the rest is no better.
    if np.isnan(series).mean() > 0.5:
        return None
    error = read.error if read.error is not None else float(np.nanmedian(errors))
    return float(np.nanmedian(series)) - read.bias, error


def _column(measure: str, hold: Hold, near: BodySide) -> str:
    if not MEASURES[measure].sided:
        return measure
    return f"{measure}_{near if hold.side == 'both' else hold.side}"


def _finding(name: str, read: Read, side: BodySide | None, values: Sequence[tuple[float, float]]) -> Finding:
    """The mean of several holds; what is wrong with one of them is wrong with all."""
    value, error = np.mean(values, axis=0).tolist()
    unit = "torso" if read.unit is Unit.TORSO_LENGTHS else "deg"
    finding = Finding(screen=name, measure=read.measure, side=side, value=value, error=error, unit=unit)
    return finding.model_copy(update={"flagged": bound_of(finding) is not None})


def _differences(read: Read, found: Sequence[Finding]) -> Iterator[Finding]:
    """Left against right: how much less the stiffer side has, where it is more than the errors of both."""
    if not read.differ or len(found) != len(SIDES):
        return
    less, more = sorted(found, key=lambda finding: finding.value)
    error = float(np.hypot(less.error or 0.0, more.error or 0.0))
    finding = less.model_copy(
        update={"measure": read.measure + DIFFERENCE, "value": more.value - less.value, "error": error}
    )
    yield finding.model_copy(update={"flagged": bound_of(finding) is not None})
