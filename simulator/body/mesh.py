"""What is done to a mesh whose vertices hang on bones: taking a piece, smoothing, making it finer."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array, vstack

from simulator.body.model import Material, Part
from simulator.skeleton import Floats

Faces = NDArray[np.int64]
BONES_PER_VERTEX = 8


@dataclass(frozen=True)
class Mesh:
    """vertices: (v, 3) metres. faces: (f, 4) quads. bone_indices, bone_weights: (v, k)."""

    vertices: Floats
    faces: Faces
    bone_indices: NDArray[np.int64]
    bone_weights: Floats


def as_part(name: str, material: Material, mesh: Mesh, colours: Floats | None = None) -> Part:
    """The mesh, to be drawn; colours: (v, 3) linear RGB where vertices have their own."""
    indices, weights = strongest_bones(mesh.bone_indices, mesh.bone_weights)
    return Part(name, material, mesh.vertices, mesh.faces, indices, weights, colours)


def compact(mesh: Mesh, keep: NDArray[np.bool_]) -> tuple[Mesh, NDArray[np.int64]]:
    """The faces of ``keep`` (f,) with the vertices that they need, and which vertices those were."""
    faces = mesh.faces[keep]
    used, renumbered = np.unique(faces, return_inverse=True)
    piece = Mesh(
        mesh.vertices[used], renumbered.reshape(-1, 4), mesh.bone_indices[used], mesh.bone_weights[used]
    )
    return piece, used


def cut(mesh: Mesh, inside_m: Floats) -> tuple[Mesh, NDArray[np.int64]]:
    """The piece where ``inside_m`` (v,) is positive, its rim drawn onto the line where that is zero, and
    which vertices of ``mesh`` it is made of."""
    deepest = inside_m[mesh.faces].max(axis=1)
    piece, used = compact(mesh, deepest > 0)
    return replace(piece, vertices=_rim_drawn_in(piece, inside_m[used])), used


def _rim_drawn_in(piece: Mesh, inside_m: Floats) -> Floats:
    pairs = edges(piece.faces)
    pairs = np.concatenate([pairs, pairs[:, ::-1]])
    state = inside_m > 0
    outer, inner = pairs[~state[pairs[:, 0]] & state[pairs[:, 1]]].T
    share = inside_m[inner] / (inside_m[inner] - inside_m[outer])
    crossing = piece.vertices[inner] + share[:, None] * (piece.vertices[outer] - piece.vertices[inner])
    vertices, drawn = _mean_at(piece.vertices, outer, crossing)
    # A corner that no edge joins to the inside goes between the two of its face that have been drawn in.
    far, near = pairs[~(state | drawn)[pairs[:, 0]] & drawn[pairs[:, 1]]].T
    return _mean_at(vertices, far, vertices[near])[0]


def _mean_at(
    vertices: Floats, places: NDArray[np.int64], targets: Floats
) -> tuple[Floats, NDArray[np.bool_]]:
    """The vertices with each of ``places`` (n,) at the mean of its ``targets`` (n, 3); which those are."""
    summed, count = np.zeros_like(vertices), np.zeros(len(vertices))
    np.add.at(summed, places, targets)
    np.add.at(count, places, 1)
    moved = count > 0
    return np.where(moved[:, None], summed / np.maximum(count, 1)[:, None], vertices), moved


def normals(vertices: Floats, faces: Faces) -> Floats:
    """(v, 3): unit, outwards, the mean over a vertex's faces weighted by their areas."""
    corners = vertices[faces]
    of_faces = np.cross(corners[:, 2] - corners[:, 0], corners[:, 3] - corners[:, 1])
    summed = np.zeros_like(vertices)
    np.add.at(summed, faces, of_faces[:, None])
    return np.asarray(summed / np.maximum(np.linalg.norm(summed, axis=1, keepdims=True), 1e-12))


def edges(faces: Faces) -> NDArray[np.int64]:
    """(e, 2): each edge once, the lower vertex first."""
    return np.unique(np.sort(_sides(faces), axis=1), axis=0)


def neighbours(faces: Faces, count: int) -> csr_array:
    """(count, count): each vertex's mean over those that share an edge with it; zero where there are none."""
    pairs = edges(faces)
    both = np.concatenate([pairs, pairs[:, ::-1]])
    adjacency = csr_array((np.ones(len(both)), (both[:, 0], both[:, 1])), shape=(count, count))
    degree: Floats = np.asarray(adjacency.sum(axis=1)).ravel()
    return csr_array(adjacency.multiply(1 / np.maximum(degree, 1)[:, None]))


def smoothed(values: Floats, faces: Faces, rounds: int, share: float = 0.5) -> Floats:
    """(v, n) values of vertices, each moved towards its neighbours' mean ``rounds`` times."""
    mean = neighbours(faces, len(values))
    for _ in range(rounds):
        values = (1 - share) * values + share * (mean @ values)
    return values


def subdivided(mesh: Mesh) -> Mesh:
    """Four quads for each, rounded as Catmull and Clark do; an open edge stays where it is."""
    step, faces = _catmull_clark(mesh.faces, len(mesh.vertices))
    indices, weights = _carried(mesh, step)
    return replace(
        mesh, vertices=step @ mesh.vertices, faces=faces, bone_indices=indices, bone_weights=weights
    )


def strongest_bones(indices: NDArray[np.int64], weights: Floats) -> tuple[NDArray[np.int64], Floats]:
    """(v, 8) of (v, k): each vertex's strongest bones, whose weights add up to one; fewer are filled up with
    bone 0 of no weight."""
    missing = max(0, BONES_PER_VERTEX - indices.shape[1])
    filled = ((0, 0), (0, missing))
    indices, weights = np.pad(indices, filled), np.pad(weights, filled)
    order = np.argsort(-weights, axis=1, kind="stable")[:, :BONES_PER_VERTEX]
    kept = np.take_along_axis(weights, order, axis=1)
    return np.take_along_axis(indices, order, axis=1), kept / kept.sum(axis=1, keepdims=True)


def _sides(faces: Faces) -> NDArray[np.int64]:
    return np.stack([faces, np.roll(faces, -1, axis=1)], axis=2).reshape(-1, 2)


def _catmull_clark(faces: Faces, count: int) -> tuple[csr_array, Faces]:
    """The (new, old) matrix that makes the finer vertices from the old ones, and the finer faces."""
    sides = np.sort(_sides(faces), axis=1)
    pairs, edge_of_side, uses = np.unique(sides, axis=0, return_inverse=True, return_counts=True)
    edge_of_side = edge_of_side.ravel()
    n_faces, n_edges = len(faces), len(pairs)
    centre = _rows(faces, 0.25, count)
    middle = _rows(pairs, 0.5, count)
    side_faces = np.repeat(np.arange(n_faces), 4)
    edge_faces = csr_array((np.full(len(sides), 0.25), (edge_of_side, side_faces)), shape=(n_edges, n_faces))
    inner = uses == 2
    edge_points = _where(inner, 0.5 * middle + edge_faces @ centre, middle)
    vertex_points = _moved(faces, pairs, inner, centre, middle, count)
    per_face = edge_of_side.reshape(-1, 4)
    centres = np.arange(n_faces) + count + n_edges
    quads = [
        np.stack([faces[:, i], per_face[:, i] + count, centres, per_face[:, i - 1] + count], axis=1)
        for i in range(4)
    ]
    return csr_array(vstack([vertex_points, edge_points, centre])), np.concatenate(quads)


def _moved(
    faces: Faces,
    pairs: NDArray[np.int64],
    inner: NDArray[np.bool_],
    centre: csr_array,
    middle: csr_array,
    count: int,
) -> csr_array:
    """The rule for old vertices: (F + 2R + (n − 3)P) / n; on an open edge (1, 6, 1) / 8."""
    identity = _rows(np.arange(count)[:, None], 1.0, count)
    at_faces = csr_array(
        (np.ones(faces.size), (faces.ravel(), np.repeat(np.arange(len(faces)), 4))), shape=(count, len(faces))
    )
    at_edges = csr_array(
        (np.ones(pairs.size), (pairs.ravel(), np.repeat(np.arange(len(pairs)), 2))), shape=(count, len(pairs))
    )
    valence = np.maximum(np.asarray(at_edges.sum(axis=1)).ravel(), 1)
    share = 1 / valence
    n_faces = np.maximum(np.asarray(at_faces.sum(axis=1)).ravel(), 1)
    rule = (
        _scaled(share / n_faces, at_faces @ centre)
        + _scaled(2 * share / valence, at_edges @ middle)
        + _scaled((valence - 3) * share, identity)
    )
    at_rim = csr_array(at_edges.multiply(~inner))
    on_rim: Floats = np.asarray(at_rim.sum(axis=1)).ravel()
    rim_rule = _scaled(0.5 / np.maximum(on_rim, 1), at_rim @ middle) + 0.5 * identity
    return _where(on_rim == 0, rule, csr_array(rim_rule))


def _rows(columns: NDArray[np.int64], value: float, count: int) -> csr_array:
    rows = np.repeat(np.arange(len(columns)), columns.shape[1])
    return csr_array((np.full(columns.size, value), (rows, columns.ravel())), shape=(len(columns), count))


def _scaled(factors: Floats, matrix: csr_array) -> csr_array:
    return csr_array(matrix.multiply(factors[:, None]))


def _where(condition: NDArray[np.bool_], one: csr_array, other: csr_array) -> csr_array:
    return csr_array(_scaled(condition.astype(float), one) + _scaled((~condition).astype(float), other))


def _carried(mesh: Mesh, step: csr_array) -> tuple[NDArray[np.int64], Floats]:
    """The finer vertices' bones: the strongest few of the blend of their old vertices' bones."""
    count, per_vertex = mesh.bone_indices.shape
    rows = np.repeat(np.arange(count), per_vertex)
    of_old = coo_array((mesh.bone_weights.ravel(), (rows, mesh.bone_indices.ravel()))).tocsr()
    dense = np.maximum((step @ of_old).toarray(), 0)
    every_bone = np.broadcast_to(np.arange(dense.shape[1]), dense.shape)
    return strongest_bones(every_bone, dense)
