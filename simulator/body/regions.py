"""Where on a standing body something is: how far inside a garment's edge each vertex lies."""

from __future__ import annotations

import numpy as np

from simulator.body.mesh import Mesh
from simulator.body.person import Bottom, Top
from simulator.skeleton import Floats, Skeleton

OUTSIDE_M = -1.0
WAIST_ABOVE_HIP_M = 0.1
HEM_BELOW_HIP_M = 0.02
NECK_HOLE_M = 0.115
SCOOP_PER_M = 13.0
"""How fast a tank top's neckline rises sidewards into its straps: metres for a square metre."""


def inside_top(mesh: Mesh, skeleton: Skeleton, top: Top) -> Floats:
    """(v,): metres to the nearest of neckline, sleeve end and hem, positive on the covered side."""
    x, y, z = mesh.vertices.T
    neck = _joint(skeleton, "neck01")
    hem = z - (_joint(skeleton, "upperleg01.L")[2] - HEM_BELOW_HIP_M)
    forwards = np.maximum(y - neck[1], -0.09)
    neckline = np.maximum(neck[2] + 0.01 + 0.7 * forwards - z, np.hypot(x, y - neck[1]) - NECK_HOLE_M)
    if top.sleeve:
        end = _sleeve(mesh, skeleton, top.sleeve)
        trunk = np.minimum(np.minimum(hem, neckline), neck[2] + 0.04 - z)
        return np.where(_arms(mesh, skeleton) > 0.5, end, trunk)
    shoulder = _joint(skeleton, "upperarm01.L")
    armhole = np.maximum(0.8 * shoulder[0] - abs(x), shoulder[2] - 0.12 - z)
    scoop = neck[2] - 0.05 + 0.7 * forwards + SCOOP_PER_M * x**2 - z
    trunk = np.minimum(np.minimum(hem, neck[2] + 0.04 - z), np.minimum(armhole, scoop))
    return np.where(_arms(mesh, skeleton) > 0.5, OUTSIDE_M, trunk)


def inside_bottom(mesh: Mesh, skeleton: Skeleton, bottom: Bottom) -> Floats:
    """(v,): metres to the nearest of waistband and leg end, positive on the covered side."""
    z = mesh.vertices[:, 2]
    hip, ankle = _joint(skeleton, "upperleg01.L")[2], _joint(skeleton, "foot.L")[2]
    waist = hip + WAIST_ABOVE_HIP_M - z
    leg = z - (hip + bottom.leg * (ankle - hip))
    return np.where(_arms(mesh, skeleton) > 0.2, OUTSIDE_M, np.minimum(waist, leg))


def top_off_m(mesh: Mesh, skeleton: Skeleton, top: Top, bottom: Bottom) -> Floats:
    """(v,): how far the top stands off the body: little on the shoulders, past the bottom around the hips."""
    under_shoulder = _joint(skeleton, "upperarm01.L")[2] - mesh.vertices[:, 2]
    hang = np.where(_arms(mesh, skeleton) > 0.5, 0.6, np.clip(0.15 + under_shoulder / 0.3, 0.15, 1))
    below_waist = _joint(skeleton, "upperleg01.L")[2] + WAIST_ABOVE_HIP_M + 0.02 - mesh.vertices[:, 2]
    over_bottom = np.clip(below_waist / 0.04, 0, 1) * (0.006 + bottom_off_m(mesh, skeleton, bottom))
    return np.asarray(np.maximum(top.loose_m * hang, over_bottom * 1.4))


def bottom_off_m(mesh: Mesh, skeleton: Skeleton, bottom: Bottom) -> Floats:
    """(v,): how far the bottom stands off the body: not at all at the waistband."""
    below_waist = _joint(skeleton, "upperleg01.L")[2] + WAIST_ABOVE_HIP_M - mesh.vertices[:, 2]
    return np.asarray(bottom.loose_m * np.clip(below_waist / 0.25, 0, 1))


def _weight_of(mesh: Mesh, skeleton: Skeleton, bone: str) -> Floats:
    """(v,): the share of a vertex that hangs on the bone and what hangs on that."""
    family = skeleton.families[skeleton.index[bone]]
    return np.asarray((mesh.bone_weights * family[mesh.bone_indices]).sum(axis=1))


def _arms(mesh: Mesh, skeleton: Skeleton) -> Floats:
    return _weight_of(mesh, skeleton, "upperarm01.L") + _weight_of(mesh, skeleton, "upperarm01.R")


def _sleeve(mesh: Mesh, skeleton: Skeleton, share: float) -> Floats:
    shoulder, wrist = _joint(skeleton, "upperarm01.L"), _joint(skeleton, "wrist.L")
    length = np.linalg.norm(wrist - shoulder)
    on_the_left = np.column_stack([abs(mesh.vertices[:, 0]), mesh.vertices[:, 1:]])
    return np.asarray(share * length - (on_the_left - shoulder) @ (wrist - shoulder) / length)


def _joint(skeleton: Skeleton, bone: str) -> Floats:
    return np.asarray(skeleton.heads[skeleton.index[bone]])
