"""A room and its things as solids in the world's axes, built around the camera. Nothing here needs Blender.

A room is a stage set: it always opens towards the camera, and a side wall that the camera would stand behind
is left out. So nothing ever comes between the camera and the patient.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from simulator.scene import solids
from simulator.scene.camera import Camera, position, side
from simulator.scene.finish import Finish, finishes
from simulator.scene.room import Light, Room, Solid, Thing, Window, kinds
from simulator.scene.solids import Mesh
from simulator.skeleton import Floats

WALL_HEIGHT_M = 2.55
_REACH_M = 7.0
"""The floor and the wall behind go on for so far: more than any camera sees."""
_WALL_MARGIN_M = 0.3


class Piece(NamedTuple):
    """only_seen: it takes no part in the light (walls that lamps stand behind, the ceiling)."""

    mesh: Mesh
    finish: Finish
    only_seen: bool = False


def floor_height_m(room: Room, props: Sequence[Thing]) -> float:
    """How far the room's floor is below what the patient lies on, as a height: 0 or less."""
    return -sum(kinds()[thing.kind].surface_m for thing in _lain_on(room, props))


def pieces(room: Room, light: Light, camera: Camera, props: Sequence[Thing]) -> list[Piece]:
    """Everything but the patient. Props are in the world's axes and do not turn with the room."""
    floor = floor_height_m(room, props)
    facing = 0.0 if side(camera) > 0 else 180.0
    drawn = [
        Piece(solids.moved(mesh, (0, 0, floor), facing), finish, only_seen)
        for mesh, finish, only_seen in _furnished(room, camera)
    ]
    height = floor
    for thing in _lain_on(room, props):
        drawn += _placed(thing, height)
        height += kinds()[thing.kind].surface_m
    for thing in props:
        if not kinds()[thing.kind].surface_m:
            drawn += _placed(thing, 0.0)
    return [_lit(piece, light) for piece in drawn]


def lamp_place(point: tuple[float, float, float], camera: Camera, floor_m: float) -> Floats:
    """(3,): a point of the room's own axes in the world's."""
    return np.array(point) * [side(camera), side(camera), 1] + [0, 0, floor_m]


def _lain_on(room: Room, props: Sequence[Thing]) -> list[Thing]:
    """From below to above."""
    rug = [Thing(kind="rug", finish=room.rug)] if room.rug else []
    return rug + [thing for thing in props if kinds()[thing.kind].surface_m]


def _furnished(room: Room, camera: Camera) -> Iterator[Piece]:
    """The room in its own axes, standing on z=0."""
    finish = finishes()
    yield Piece(solids.panel(2 * _REACH_M, 2 * _REACH_M), finish[room.floor])
    yield from _walls(room, camera)
    yield from _window(room.window, -room.back_m)
    for thing in room.things:
        yield from _placed(thing, 0.0)


def _walls(room: Room, camera: Camera) -> Iterator[Piece]:
    finish = finishes()
    ceiling = solids.moved(solids.panel(2 * _REACH_M, 2 * _REACH_M), (0, 0, WALL_HEIGHT_M))
    yield Piece(ceiling, finish["white_plaster"], only_seen=True)
    camera_x = float(position(camera)[0]) * side(camera)
    walls = [((0.0, -room.back_m, 0.0), 0.0)]
    for x, turn_deg in ((room.half_width_m, 90.0), (-room.half_width_m, -90.0)):
        if abs(x) - _WALL_MARGIN_M > camera_x * np.sign(x):
            walls.append(((x, _REACH_M - room.back_m, 0.0), turn_deg))
    for place, turn_deg in walls:
        upright = solids.upright(solids.panel(2 * _REACH_M, WALL_HEIGHT_M), WALL_HEIGHT_M / 2)
        yield Piece(solids.moved(upright, place, turn_deg), finish[room.walls], only_seen=turn_deg != 0)
        skirting = solids.box((2 * _REACH_M, 0.03, 0.08), 0.004)
        yield Piece(solids.moved(skirting, place, turn_deg), finish["white_paint"])


def _window(window: Window, wall_y: float) -> Iterator[Piece]:
    finish = finishes()
    x, width, sill, height = window.x_m, window.width_m, window.sill_m, window.height_m
    pane = solids.upright(solids.panel(width, height), height / 2)
    yield Piece(solids.moved(pane, (x, wall_y + 0.01, sill)), finish["window_pane"])
    bar = 0.06
    frame = [
        solids.moved(solids.box(size, 0.005), (x + dx, wall_y + 0.02, sill + z))
        for size, dx, z in (
            ((width + 2 * bar, 0.06, bar), 0.0, height),
            ((width + 0.2, 0.12, 0.04), 0.0, -0.04),
            ((bar, 0.06, height), -(width + bar) / 2, 0.0),
            ((bar, 0.06, height), (width + bar) / 2, 0.0),
            ((0.05, 0.05, height), 0.0, 0.0),
        )
    ]
    yield Piece(solids.joined(frame), finish["white_paint"])
    if window.curtains:
        for dx in (-1, 1):
            cloth = solids.curtain(0.32 * width + 0.2, WALL_HEIGHT_M - 0.2, 0.11)
            place = (x + dx * (width / 2 + 0.02), wall_y + 0.15, 0.04)
            yield Piece(solids.moved(cloth, place), finish[window.curtains])
        rail = solids.box((1.7 * width + 0.3, 0.03, 0.03))
        yield Piece(solids.moved(rail, (x, wall_y + 0.15, WALL_HEIGHT_M - 0.16)), finish["black_metal"])


def _placed(thing: Thing, height: float) -> Iterator[Piece]:
    for solid in kinds()[thing.kind].solids:
        mesh = solids.moved(_shaped(solid, thing), solid.at, solid.turn_deg)
        yield Piece(
            solids.moved(mesh, (*thing.at, height + thing.raised_m), thing.turn_deg),
            finishes()[solid.finish or thing.finish],
        )


def _shaped(solid: Solid, thing: Thing) -> Mesh:
    seed = zlib.crc32(f"{thing.kind} {thing.at} {solid.at}".encode())
    if solid.box:
        return solids.box(solid.box, solid.rounding, solid.bulge)
    if solid.turned:
        return solids.turned(solid.turned)
    if solid.ball:
        return solids.ball(solid.ball)
    if solid.books:
        return solids.books(*solid.books, seed=seed)
    assert solid.leaves is not None
    return solids.leaves(*solid.leaves, seed=seed)


def _lit(piece: Piece, light: Light) -> Piece:
    """Windows and lampshades shine as the light of the scene says."""
    glows = {"window_pane": light.pane, "lamp_shade": light.shade}
    for name, glow in glows.items():
        if piece.finish == finishes()[name]:
            return piece._replace(finish=piece.finish.model_copy(update={"glow": glow}))
    return piece
