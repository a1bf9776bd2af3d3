"""What a model is worth, told by people who took no part in its training."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from rich.table import Table

from benchmarks.joint_centres.recording import ANGLES, Recording, with_side
from benchmarks.joint_centres.training import NEARNESS, Model, trained
from posecoach.kinematics.angles import between
from posecoach.kinematics.camera import Floats
from posecoach.kinematics.definitions import definition_of
from posecoach.kinematics.joint_centres import Shift, joint_centres
from posecoach.kinematics.points import SIDES, Point

MODELS = {
    "none: as clicked": 0,
    "the same everywhere": 1,
    "by how the trunk faces": 2,
    "and by hip and knee flexion": 4,
}
"""Name → how many of a frame's features take part."""


def comparison(recordings: Sequence[Recording]) -> Table:
    people = len({r.person for r in recordings})
    title = f"Mean absolute error, degrees, of people left out: {len(recordings)} recordings, {people} people"
    table = Table("shifts", "side", *ANGLES, title=title, title_justify="left")
    for name, features in MODELS.items():
        means = np.nanmean(left_out(recordings, features), axis=0)
        for nearness, row in zip(NEARNESS, means, strict=True):
            table.add_row(name, nearness, *(f"{error:.2f}" for error in row))
    return table


def left_out(recordings: Sequence[Recording], features: int) -> Floats:
    """(recordings, 2, ANGLES): :func:`errors_deg` of everybody, by a model of everybody else."""
    others = {
        person: trained([r for r in recordings if r.person != person], features) if features else {}
        for person in {r.person for r in recordings}
    }
    return np.array([errors_deg(r, others[r.person]) for r in recordings])


def errors_deg(r: Recording, model: Model) -> Floats:
    """(2, ANGLES): the mean absolute error of a recording's angles, by NEARNESS; NaN where no frame of that
    side is usable."""
    read = np.array([_read(r, frame, model) for frame in range(len(r.points))])
    off = np.abs((read - r.true_deg + 180) % 360 - 180)
    sides = [r.side(nearness) for nearness in NEARNESS]
    return np.array(
        [
            off[r.usable[:, s], s].mean(axis=0) if r.usable[:, s].any() else np.full(len(ANGLES), np.nan)
            for s in sides
        ]
    )


def _read(r: Recording, frame: int, model: Model) -> list[list[float]]:
    shifts = {}
    for (nearness, joint), weights in model.items():
        side = r.side(nearness)
        along, anterior = r.features[frame, side, : len(weights)] @ weights
        shifts[f"{joint}_{SIDES[side]}"] = Shift(along, anterior)
    body = joint_centres(r.points[frame], r.near, shifts)
    return [[_angle(with_side(name, s), body) for name in ANGLES] for s in SIDES]


def _angle(column: str, body: dict[str, Point]) -> float:
    definition, suffix = definition_of(column)
    value = between(definition, body, suffix)
    return math.nan if value is None else value
