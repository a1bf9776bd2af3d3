"""Draws people in a room with Blender's Cycles.

The room is drawn once, finely; then, for each posture, only the part of the picture around the people and
their shadows is drawn again and let into it.
"""

from __future__ import annotations

import contextlib
import math
import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import bpy
import cv2
import numpy as np
from mathutils import Matrix, Vector
from numpy.typing import NDArray

from simulator.body.model import Body
from simulator.posture.posed import Posed
from simulator.scene import region
from simulator.scene.camera import Camera, pose
from simulator.scene.finish import of_body
from simulator.scene.room import Light, belongings, light_named, room_named
from simulator.scene.solids import Mesh
from simulator.scene.stage import Piece, floor_height_m, lamp_place, pieces
from simulator.scene.surfaces import COLOUR, REST, material
from simulator.skeleton import Floats

Image = NDArray[np.uint8]
Draw = Callable[[Sequence[Posed]], Image]

_SAMPLES = 2
"""Rays for each pixel. Four take twice as long, and look the same once denoised."""
_ROOM_SAMPLES = 12


@contextlib.contextmanager
def studio(
    room: str,
    light: str,
    camera: Camera,
    bodies: Sequence[Body],
    lying_on: str = "mat",
    props: Sequence[str] = (),
    seed: int = 0,
) -> Iterator[Draw]:
    """A function that draws the bodies, in the order given, in a posture each: (height, width, 3) RGB.

    The same calls draw the same pictures. There can be one studio at a time: Blender holds one scene.
    ValueError: a room, light, surface or prop that does not exist.
    """
    chosen, lit = room_named(room), light_named(light)
    things = belongings(lying_on, props)
    floor_m = floor_height_m(chosen, things)
    lamps = [lamp_place(lamp.at, camera, floor_m) for lamp in lit.lamps]
    with tempfile.TemporaryDirectory() as folder:
        _empty_scene(camera, seed, Path(folder) / "picture.bmp")
        _light(lit, camera, floor_m)
        for piece in pieces(chosen, lit, camera, things):
            _add_piece(piece)
        empty = _drawn(_ROOM_SAMPLES)
        meshes = [_add_body(body) for body in bodies]

        def draw(cast: Sequence[Posed]) -> Image:
            for parts, posed in zip(meshes, cast, strict=True):
                for name, mesh in parts.items():
                    mesh.vertices.foreach_set("co", posed.vertices[name].astype(np.float32).ravel())
                    mesh.update()
            points = np.concatenate([v for posed in cast for v in posed.vertices.values()])
            window = region.around(points, lamps, floor_m, camera)
            _look_at(window, camera)
            return region.let_in(empty, _drawn(_SAMPLES), window)

        yield draw


def _empty_scene(camera: Camera, seed: int, picture: Path) -> None:
    bpy.ops.wm.read_factory_settings(use_empty=True)
    scene = bpy.context.scene
    render = scene.render
    render.engine = "CYCLES"
    render.resolution_x, render.resolution_y = camera.width, camera.height
    render.use_persistent_data = True
    render.use_compositing = render.use_sequencer = False
    # A render's pixels can only be had through a file; an uncompressed one is the quickest.
    render.image_settings.file_format = "BMP"
    render.filepath = str(picture)
    scene.view_settings.view_transform = "AgX"
    scene.view_settings.look = "AgX - Medium High Contrast"
    _for_speed(scene.cycles, seed)
    lens = bpy.data.cameras.new("camera")
    lens.angle = math.radians(camera.hfov_deg)
    scene.camera = _add("camera", lens)
    scene.camera.matrix_world = Matrix(pose(camera).tolist())


def _for_speed(cycles: Any, seed: int) -> None:
    cycles.device = "CPU"
    cycles.seed = seed
    cycles.use_adaptive_sampling = False
    cycles.use_denoising = True
    cycles.denoiser = "OPENIMAGEDENOISE"
    # A second less for each picture than the default, and hardly to be told from it at this size.
    cycles.denoising_quality = cycles.denoising_prefilter = "FAST"
    cycles.max_bounces = cycles.diffuse_bounces = 2
    cycles.glossy_bounces = 1
    cycles.transmission_bounces = cycles.volume_bounces = cycles.transparent_max_bounces = 0
    cycles.caustics_reflective = cycles.caustics_refractive = False


def _light(light: Light, camera: Camera, floor_m: float) -> None:
    world = bpy.data.worlds.new("sky")
    bpy.context.scene.world = world
    world.use_nodes = True
    world.node_tree.nodes["Background"].inputs["Color"].default_value = (*light.sky, 1)
    for lamp in light.lamps:
        area = bpy.data.lights.new("lamp", "AREA")
        area.shape, area.size, area.energy, area.color = "DISK", lamp.size_m, lamp.power_w, lamp.colour
        place = lamp_place(lamp.at, camera, floor_m)
        towards = Vector(lamp_place(lamp.aim, camera, floor_m) - place)
        hung = _add("lamp", area)
        hung.location = place
        hung.rotation_euler = towards.to_track_quat("-Z", "Y").to_euler()
        hung.visible_camera = hung.visible_glossy = False


def _add(name: str, data: Any) -> Any:
    added = bpy.data.objects.new(name, data)
    bpy.context.scene.collection.objects.link(added)
    return added


def _add_piece(piece: Piece) -> None:
    spans = np.ptp(piece.mesh.vertices, axis=0)
    # Patterns run along the longest side, and never across the thinnest.
    lengthwise = piece.mesh.vertices[:, np.argsort(-spans.round(3), kind="stable")]
    mesh = _mesh(piece.mesh, lengthwise, None)
    mesh.materials.append(material(piece.finish))
    added = _add("piece", mesh)
    if piece.only_seen:
        added.visible_shadow = added.visible_diffuse = added.visible_glossy = False


def _add_body(body: Body) -> dict[str, Any]:
    meshes = {}
    for part in body.parts:
        mesh = _mesh(Mesh(part.vertices, part.faces), part.vertices, part.colours)
        mesh.materials.append(material(of_body(part.material), part.colours is not None))
        _add(part.name, mesh)
        meshes[part.name] = mesh
    return meshes


def _mesh(shape: Mesh, rest: Floats, colours: Floats | None) -> Any:
    mesh = bpy.data.meshes.new("mesh")
    corners = shape.faces.ravel().astype(np.int32)
    mesh.vertices.add(len(shape.vertices))
    mesh.vertices.foreach_set("co", shape.vertices.astype(np.float32).ravel())
    mesh.loops.add(len(corners))
    mesh.loops.foreach_set("vertex_index", corners)
    mesh.polygons.add(len(shape.faces))
    mesh.polygons.foreach_set("loop_start", np.arange(0, len(corners), shape.faces.shape[1], dtype=np.int32))
    mesh.update(calc_edges=True)
    mesh.shade_smooth()
    for name, values in ((REST, rest), (COLOUR, colours)):
        if values is not None:
            attribute = mesh.attributes.new(name, "FLOAT_VECTOR", "POINT")
            attribute.data.foreach_set("vector", values.astype(np.float32).ravel())
    return mesh


def _look_at(window: region.Window, camera: Camera) -> None:
    render = bpy.context.scene.render
    render.use_border = render.use_crop_to_border = True
    # Blender rounds down to whole pixels, also what a rounding error puts just below one.
    render.border_min_x, render.border_max_x = (
        (edge + 0.5) / camera.width for edge in (window.left, window.right)
    )
    render.border_min_y, render.border_max_y = (
        (camera.height - edge + 0.5) / camera.height for edge in (window.bottom, window.top)
    )


def _drawn(samples: int) -> Image:
    scene = bpy.context.scene
    scene.cycles.samples = samples
    with _quiet():
        bpy.ops.render.render(write_still=True)
    picture = cv2.imread(scene.render.filepath)
    if picture is None:
        raise OSError(f"{scene.render.filepath} cannot be read back; is the temporary folder full?")
    return cv2.cvtColor(picture, cv2.COLOR_BGR2RGB).astype(np.uint8)


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Blender reports every picture on the process's own standard output; no switch stops it."""
    sys.stdout.flush()
    kept = os.dup(1)
    try:
        with open(os.devnull, "wb") as nowhere:
            os.dup2(nowhere.fileno(), 1)
            yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)
