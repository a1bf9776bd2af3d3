"""The simple solids that rooms and props are built from: (v, 3) vertices in metres and (f, 4) quads.

Each stands on z=0, centred on x and y. Nothing here knows how it is drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.skeleton import Floats


class Mesh(NamedTuple):
    vertices: Floats
    faces: NDArray[np.int64]


def joined(meshes: list[Mesh]) -> Mesh:
    starts = np.cumsum([0] + [len(mesh.vertices) for mesh in meshes[:-1]])
    return Mesh(
        np.concatenate([mesh.vertices for mesh in meshes]),
        np.concatenate([mesh.faces + start for mesh, start in zip(meshes, starts, strict=True)]),
    )


def moved(mesh: Mesh, offset: tuple[float, float, float], turn_deg: float = 0.0) -> Mesh:
    """Turned about the upright axis, then shifted."""
    cosine, sine = np.cos(np.radians(turn_deg)), np.sin(np.radians(turn_deg))
    turn = np.array([[cosine, -sine, 0], [sine, cosine, 0], [0, 0, 1]])
    return Mesh(mesh.vertices @ turn.T + np.array(offset), mesh.faces)


def box(size: tuple[float, float, float], rounding: float = 0.01, bulge: float = 0.0) -> Mesh:
    """A box with rounded edges; with ``bulge`` metres of stuffing amid its top and sides, a cushion."""
    cells = 9 if bulge else 3
    half = np.array(size) / 2
    radius = min(rounding, *half)
    inner = half - radius
    faces, places = _cube(cells)
    lines = np.concatenate([-half[None], np.linspace(-inner, inner, cells - 1), half[None]])
    points = np.take_along_axis(lines, places, axis=0)
    core = np.clip(points, -inner, inner)
    outward = points - core
    points = core + radius * outward / np.maximum(np.linalg.norm(outward, axis=1, keepdims=True), 1e-9)
    fullness = np.prod(1.1 - (points / half) ** 2, axis=1)
    points += points / half * bulge * (fullness / fullness.max())[:, None]
    points[:, 2] = np.maximum(points[:, 2] + half[2], 0)
    return Mesh(points, faces)


def _cube(cells: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Quads, and the (v, 3) grid places, 0 to ``cells``, of a cube whose faces have ``cells``² quads."""
    across, along = np.meshgrid(np.arange(cells + 1), np.arange(cells + 1))
    sides = []
    for axis in range(3):
        for far in (False, True):
            places = np.empty((across.size, 3), np.int64)
            # Seen from outside, the near face's columns run the other way.
            places[:, (axis + 1) % 3] = across.ravel() if far else cells - across.ravel()
            places[:, (axis + 2) % 3] = along.ravel()
            places[:, axis] = cells * far
            sides.append(Mesh(places.astype(np.float64), _grid_faces(cells + 1, cells + 1)))
    cube = joined(sides)
    unique, index = np.unique(cube.vertices.astype(np.int64), axis=0, return_inverse=True)
    return index.reshape(-1)[cube.faces], unique


def _grid_faces(rows: int, columns: int) -> NDArray[np.int64]:
    index = np.arange(rows * columns).reshape(rows, columns)
    return np.stack([index[:-1, :-1], index[:-1, 1:], index[1:, 1:], index[1:, :-1]], axis=-1).reshape(-1, 4)


def turned(profile: Sequence[tuple[float, float]], segments: int = 20) -> Mesh:
    """What a lathe makes of (radius, height) pairs, from below to above: pots, lampshades, poles, bottles."""
    radii, heights = np.array(profile, dtype=np.float64).T
    angles = np.linspace(0, 2 * np.pi, segments + 1)
    rings = np.stack(
        [
            radii[:, None] * np.cos(angles),
            radii[:, None] * np.sin(angles),
            np.repeat(heights[:, None], segments + 1, axis=1),
        ],
        axis=-1,
    )
    return Mesh(rings.reshape(-1, 3), _grid_faces(len(profile), segments + 1))


def ball(radius: float) -> Mesh:
    angles = np.linspace(-np.pi / 2, np.pi / 2, 13)
    profile = [(float(radius * np.cos(angle)), float(radius * (1 + np.sin(angle)))) for angle in angles]
    return turned(profile, 24)


def curtain(width: float, height: float, fold: float) -> Mesh:
    """A hanging cloth in the x–z plane whose folds repeat every ``fold`` metres, about."""
    columns = np.linspace(-width / 2, width / 2, max(12, int(width / fold * 8)))
    phase = 2 * np.pi * columns / fold + 1.3 * np.sin(2 * np.pi * columns / (3.7 * fold))
    rows = np.linspace(0, height, 4)
    depth = 0.3 * fold * np.sin(phase)[None, :] * np.linspace(1.0, 0.6, 4)[:, None]
    grid = np.stack(
        [np.tile(columns, (4, 1)), depth, np.repeat(rows[:, None], len(columns), axis=1)], axis=-1
    )
    return Mesh(grid.reshape(-1, 3), _grid_faces(4, len(columns)))


def leaves(height: float, spread: float, count: int, seed: int) -> Mesh:
    """Long leaves that rise from one spot and bend outwards."""
    rng = np.random.default_rng(seed)
    along = np.linspace(0, 1, 7)
    blades = []
    for heading in np.linspace(0, 360, count, endpoint=False) + rng.uniform(-20, 20, count):
        length, reach = height * rng.uniform(0.6, 1.0), spread * rng.uniform(0.4, 1.0)
        breadth = 0.09 * height * np.sin(np.pi * np.clip(along * 0.94 + 0.06, 0, 1))
        rise = length * np.sin(along * np.pi * 0.55)
        middle = np.stack([reach * along**2, np.zeros(7), rise], axis=-1)
        edges = np.stack(
            [middle - np.outer(breadth, [0, 1, 0]), middle + np.outer(breadth, [0, 1, 0])], axis=1
        )
        blades.append(moved(Mesh(edges.reshape(-1, 3), _grid_faces(7, 2)), (0, 0, 0), float(heading)))
    return joined(blades)


def books(width: float, height: float, depth: float, seed: int) -> Mesh:
    """A row of upright books, some of them lower, a gap here and there."""
    rng = np.random.default_rng(seed)
    row, start = [], -width / 2
    while start < width / 2 - 0.05:
        thickness = rng.uniform(0.018, 0.05)
        size = (thickness - 0.002, depth * rng.uniform(0.75, 1.0), height * rng.uniform(0.7, 1.0))
        if rng.random() > 0.07:
            row.append(moved(box(size, 0.002), (start + thickness / 2, 0, 0)))
        start += thickness
    return joined(row)


def panel(width: float, height: float) -> Mesh:
    """A flat rectangle in the x–y plane."""
    corners = np.array([[-1, -1, 0], [1, -1, 0], [1, 1, 0], [-1, 1, 0]]) / 2 * [width, height, 0]
    return Mesh(corners, np.array([[0, 1, 2, 3]]))


def upright(mesh: Mesh, lift: float) -> Mesh:
    """What lay in the x–y plane, stood up in the x–z plane, facing +y, and lifted."""
    x, y, z = mesh.vertices.T
    return Mesh(np.column_stack([x, -z, y + lift]), mesh.faces)
