"""A script played: every parameter of the posture at every frame, and what was done when.

People move between two places with the least jerk (Flash & Hogan 1985): no start and no stop is sudden. In a
hold they sway a little.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy.signal import butter, sosfiltfilt

from simulator.motion.exercises import Exercise
from simulator.motion.script import Mistake, Move, Repetition, Rest, Side, Step
from simulator.posture.make import at_ease, refuse_unknown
from simulator.skeleton import Floats

Phase = Literal["rest", "moving_in", "holding", "coming_out", "changing"]

CHANGE_S = 3.0
"""From one side's start posture to the other's."""
RAMP_S = 0.5
"""How long a mistake takes to come, and to go."""
BOUNCE_HZ = 1.5
SWAY_HZ = 1.5
"""Where the sway's spectrum ends: people hold a raised leg with slow corrections, not with a shiver."""


@dataclass(frozen=True)
class Performed:
    """One repetition as commanded, seconds: the way in, the hold, the way out."""

    side: Side
    begins_s: float
    hold_start_s: float
    hold_end_s: float
    ends_s: float


@dataclass(frozen=True)
class Made:
    """A mistake from the moment it is half there to the moment it is half gone."""

    fault: str
    side: Side
    start_s: float
    end_s: float


@dataclass(frozen=True)
class Motion:
    """time_s (n,), values (n, parameters) and a phase for every frame."""

    time_s: Floats
    names: tuple[str, ...]
    values: Floats
    phase: tuple[Phase, ...]
    performed: tuple[Performed, ...]
    made: tuple[Made, ...]


@dataclass(frozen=True)
class _Segment:
    """From one set of parameters to another, with the least jerk."""

    phase: Phase
    start_s: float
    end_s: float
    before: dict[str, float]
    after: dict[str, float]


def play(
    script: Sequence[Step],
    exercise: Exercise,
    fps: float,
    seed: int,
    posture: Mapping[str, float] | None = None,
) -> Motion:
    """Every frame of the script. posture: what is other than the position has it, unless the script moves it.

    Raises ValueError for a mistake that the exercise does not know, or a parameter that its position lacks.
    """
    ease = _ease(exercise.position, script, posture or {})
    segments, repetitions = _segments(script, exercise, ease)
    time_s = np.arange(round(segments[-1].end_s * fps)) / fps
    course = {name: _course(segments, name, time_s) for name in sorted(ease)}
    sway = _sway(len(time_s), fps, seed)
    made = []
    for step, done in repetitions:
        for name in exercise.depth_parameters(done.side):
            course[name] += _unsteadiness(step, done, time_s, sway)
        for mistake in step.mistakes:
            span, adds = _make(mistake, exercise, done, time_s)
            made.append(span)
            for name, added in adds.items():
                course[name] = course[name] + added
    return Motion(
        time_s,
        tuple(course),
        np.column_stack(list(course.values())),
        _phases(segments, time_s),
        tuple(done for _, done in repetitions),
        tuple(made),
    )


def minimum_jerk(share: Floats) -> Floats:
    """How far one is on the way, 0 to 1, when this share of the time has gone."""
    t = np.clip(share, 0.0, 1.0)
    return t**3 * (10.0 - 15.0 * t + 6.0 * t**2)


def _ease(position: str, script: Sequence[Step], posture: Mapping[str, float]) -> dict[str, float]:
    """Every parameter of the position, where nothing moves it."""
    refuse_unknown(position, set(posture).union(*(step.to for step in script if isinstance(step, Move))))
    return at_ease(position) | dict(posture)


def _segments(
    script: Sequence[Step], exercise: Exercise, ease: dict[str, float]
) -> tuple[list[_Segment], list[tuple[Repetition, Performed]]]:
    sides: list[Side] = [step.side for step in script if isinstance(step, Repetition)]
    first: Side = sides[0] if sides else "right"
    now = ease | exercise.start_of(first)
    clock = 0.0
    segments: list[_Segment] = []
    steps: list[tuple[Repetition, Performed]] = []

    def go(phase: Phase, to: dict[str, float], for_s: float) -> None:
        nonlocal now, clock
        if for_s > 0:
            segments.append(_Segment(phase, clock, clock + for_s, now, now | to))
        now, clock = now | to, clock + for_s

    for step in script:
        match step:
            case Rest():
                go("rest", now, step.for_s)
            case Move():
                go("changing", step.to, step.in_s)
            case Repetition():
                start = exercise.start_of(step.side)
                if any(now[name] != value for name, value in start.items()):
                    go("changing", start, CHANGE_S)
                    go("rest", now, 1.5)
                begins_s = clock
                deepest = exercise.deepest(step.side, step.depth_deg)
                go("moving_in", deepest, step.in_s)
                hold_start_s = clock
                go("holding", now, step.hold_s)
                hold_end_s = clock
                go("coming_out", {name: ease[name] for name in deepest} | start, step.out_s)
                done = Performed(step.side, begins_s, hold_start_s, hold_end_s, clock)
                steps.append((step, done))
    return segments, steps


def _course(segments: Sequence[_Segment], name: str, time_s: Floats) -> Floats:
    """(n,) one parameter at every frame."""
    values = np.zeros(len(time_s))
    for segment in segments:
        inside = (time_s >= segment.start_s - 1e-9) & (time_s < segment.end_s - 1e-9)
        share = minimum_jerk((time_s[inside] - segment.start_s) / (segment.end_s - segment.start_s))
        values[inside] = segment.before[name] + (segment.after[name] - segment.before[name]) * share
    return values


def _phases(segments: Sequence[_Segment], time_s: Floats) -> tuple[Phase, ...]:
    ends = np.array([segment.end_s for segment in segments])
    return tuple(segments[place].phase for place in np.searchsorted(ends, time_s + 1e-9, side="right"))


def _sway(frames: int, fps: float, seed: int) -> Floats:
    """(frames,): slow noise of standard deviation 1."""
    noise = np.random.default_rng([seed, 1]).standard_normal(max(frames, 64) + 8)
    slow = sosfiltfilt(butter(2, SWAY_HZ, fs=fps, output="sos"), noise)[:frames]
    return slow / max(float(slow.std()), 1e-9)


def _envelope(time_s: Floats, start_s: float, end_s: float) -> Floats:
    """1 between the two moments, rising and falling over the ramp inside them."""
    ramp_s = max(1e-9, min(RAMP_S, (end_s - start_s) / 2))
    return minimum_jerk((time_s - start_s) / ramp_s) * minimum_jerk((end_s - time_s) / ramp_s)


def _unsteadiness(step: Repetition, done: Performed, time_s: Floats, sway: Floats) -> Floats:
    """(n,) degrees: the sway of a hold, and its drift, which the way out takes back."""
    swaying = _envelope(time_s, done.hold_start_s, done.hold_end_s) * step.tremor_deg * sway
    held = max(done.hold_end_s - done.hold_start_s, 1e-9)
    drifted = np.clip((time_s - done.hold_start_s) / held, 0.0, 1.0)
    left = 1.0 - minimum_jerk((time_s - done.hold_end_s) / (done.ends_s - done.hold_end_s))
    return swaying + step.drift_deg * drifted * left


def _make(
    mistake: Mistake, exercise: Exercise, done: Performed, time_s: Floats
) -> tuple[Made, dict[str, Floats]]:
    """When the mistake is there, and what it adds to which parameters."""
    start_s = done.begins_s + mistake.from_s
    end_s = start_s + mistake.for_s
    course = _envelope(time_s, start_s, end_s) * mistake.amount
    if mistake.fault == "bouncing":
        course = course * 0.5 * np.sin(2 * np.pi * BOUNCE_HZ * (time_s - start_s))
    adds = {name: factor * course for name, factor in exercise.mistake(mistake.fault, done.side).items()}
    ramp_s = min(RAMP_S, mistake.for_s / 2)
    return Made(mistake.fault, done.side, start_s + ramp_s / 2, end_s - ramp_s / 2), adds
