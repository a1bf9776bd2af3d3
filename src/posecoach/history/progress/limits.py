"""Thresholds of progress over days, each with its source: ``limits.yaml``."""

from __future__ import annotations

from functools import cache
from importlib import resources
from pathlib import Path

from posecoach.stretches.condition import Strict
from posecoach.stretches.load import read_model
from posecoach.stretches.rules import Number


class ChangeLimits(Strict):
    certain: Number
    body_deg: Number
    least_deg: Number
    week_days: Number
    most_readings: Number
    next_days: Number
    scatter_from: Number
    fortnight_days: Number
    long_days: Number


class CameraLimits(Strict):
    apart_deg: Number


class SideLimits(Strict):
    uneven_deg: Number
    certain: Number
    together_days: Number


class PainLimits(Strict):
    points: Number
    in_a_row: Number
    ratings: Number
    days: Number


class Limits(Strict):
    change: ChangeLimits
    camera: CameraLimits
    sides: SideLimits
    pain: PainLimits
    stale_days: Number


@cache
def limits() -> Limits:
    return read_model(Path(str(resources.files(__package__).joinpath("limits.yaml"))), Limits)
