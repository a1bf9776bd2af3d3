"""From recordings to the shifts of every joint, by what is known of a frame.

A recording has one vote, which the postures in it share: a long hold counts no more than a short one.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.stats import median_abs_deviation

from benchmarks.joint_centres.recording import JOINTS, Recording
from posecoach.kinematics.camera import Floats

NEARNESS = ("near", "far")
Model = dict[tuple[str, str], Floats]
"""``near`` or ``far``, joint → (features, 2): along and anterior, torso lengths."""

CELL_DEG = 20.0
"""Frames with hip and knee flexion in the same cell show the same posture."""
LEAST_FRAMES = 3
USUAL_OFF = 0.06
"""Torso lengths, between recordings; what is further off pulls less and less."""
RIDGE = 0.5
"""That scatter over how much a feature is expected to matter: what is seldom seen stays near no effect."""
ROUNDS = 20


def trained(recordings: Sequence[Recording], features: int) -> Model:
    """The shifts by the first so many of the recordings' features."""
    return {
        (nearness, joint): _fitted([_votes(r, nearness, joint, features) for r in recordings])
        for nearness in NEARNESS
        for joint in JOINTS
    }


def scatter(recordings: Sequence[Recording], model: Model) -> Model:
    """(1, 2) of every joint: how recordings' medians differ once the model is taken off. It is the mean of
    their standard deviation and of 1.4826 times their median absolute deviation, which the odd ones spare."""
    found: Model = {}
    for (nearness, joint), shifts in model.items():
        medians = []
        for r in recordings:
            side, usable = r.side(nearness), r.usable[:, r.side(nearness)]
            if usable.any():
                expected = r.features[usable, side, : len(shifts)] @ shifts
                medians.append(np.median(r.off[usable, side, JOINTS.index(joint)] - expected, axis=0))
        spreads = np.std(medians, axis=0, ddof=1), median_abs_deviation(medians, axis=0, scale="normal")
        found[nearness, joint] = np.mean(spreads, axis=0, keepdims=True)
    return found


def _votes(r: Recording, nearness: str, joint: str, features: int) -> tuple[Floats, Floats, Floats]:
    """Of each posture seen its features (n, features), its shift (n, 2), and its part (n,) of the vote."""
    side = r.side(nearness)
    usable = r.usable[:, side]
    known, off = r.features[usable, side], r.off[usable, side, JOINTS.index(joint)]
    cells = np.round(known[:, 2:] * 90 / CELL_DEG)
    postures = [(cells == cell).all(axis=1) for cell in np.unique(cells, axis=0)]
    postures = [frames for frames in postures if frames.sum() >= LEAST_FRAMES]
    return (
        np.array([known[frames, :features].mean(axis=0) for frames in postures]).reshape(-1, features),
        np.array([np.median(off[frames], axis=0) for frames in postures]).reshape(-1, 2),
        np.full(len(postures), 1 / max(1, len(postures))),
    )


def _fitted(votes: Sequence[tuple[Floats, Floats, Floats]]) -> Floats:
    """(features, 2): robust ridge regression by iteratively reweighted least squares, soft L1."""
    known, off, parts = (np.concatenate(arrays) for arrays in zip(*votes, strict=True))
    ridge = RIDGE * np.eye(known.shape[1])[1:]
    trust = np.ones(len(off))
    for _ in range(ROUNDS):
        pull = np.sqrt(parts * trust)[:, None]
        equations = np.vstack([pull * known, ridge]), np.vstack([pull * off, np.zeros((len(ridge), 2))])
        shifts: Floats = np.linalg.lstsq(*equations)[0]
        trust = 1 / np.hypot(1, np.linalg.norm(off - known @ shifts, axis=1) / USUAL_OFF)
    return shifts
