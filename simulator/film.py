"""A scene, rendered: a video, and beside it the truth about every frame."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from posecoach.kinematics.definitions import columns
from posecoach.kinematics.rest import Rest
from posecoach.pose.landmarks import Landmark
from posecoach.stretches.load import load_stretch
from posecoach.video.frame import Frame, Image
from posecoach.video.writer import VideoWriter
from simulator.body.build import build
from simulator.body.model import Body
from simulator.body.person import load_person
from simulator.motion.bank import bank
from simulator.motion.exercises import load_exercise
from simulator.motion.play import Motion, play
from simulator.posture.make import posture
from simulator.posture.posed import Parameters, Posed
from simulator.scene.camera import Camera, project
from simulator.scene.occlusion import occluded
from simulator.scene.sensor import expose
from simulator.scene.studio import studio
from simulator.scene_file import Other, Scene
from simulator.skeleton import Floats
from simulator.truth.file import (
    LANDMARK_NAMES,
    SUFFIX,
    Frames,
    TruePosture,
    Truth,
    true_posture,
    write_truth,
)
from simulator.truth.intervals import faults_made, holds_and_attempts
from simulator.truth.landmarks import landmarks
from simulator.truth.measures import true_measures, true_rest

_DESCRIBED = {"room", "light", "lying_on", "props", "others", "posture", "sensor", "fps", "crf"}


def render_scene(
    scene: Scene, name: str, out: Path, cache: Path, on_progress: Callable[[int, int], None]
) -> None:
    """Writes ``out/name.mp4`` and ``out/name.truth.json``. cache: where bodies are kept.
    on_progress: how many pictures are rendered, and how many there will be."""
    exercise = load_exercise(scene.stretch)
    motion = play(scene.script, exercise, scene.fps, scene.seed)
    camera = scene.camera.model_copy(update={"prone": exercise.position == "prone"})
    kept, shows = bank(motion.names, motion.values)
    patient = build(load_person(scene.person), cache)
    others = [build(load_person(other.person), cache) for other in scene.others]
    images: list[Image] = []
    postures: list[TruePosture] = []
    rest: Rest | None = None
    bodies = [patient, *others]
    with studio(scene.room, scene.light, camera, bodies, scene.lying_on, scene.props, scene.seed) as draw:
        for row in motion.values[kept]:
            parameters = scene.posture | dict(zip(motion.names, row.tolist(), strict=True))
            cast = _cast(exercise.position, patient, parameters, others, scene.others)
            images.append(draw(cast))
            points = landmarks(cast[0])
            rest = rest or true_rest(points)
            postures.append(_truth_of(points, rest, camera, cast))
            on_progress(len(images), len(kept))
    out.mkdir(parents=True, exist_ok=True)
    _write_video(out / f"{name}.mp4", scene, motion, images, shows)
    write_truth(_truth(scene, name, camera, motion, postures, shows), out / f"{name}{SUFFIX}")


def _cast(
    position: str, patient: Body, parameters: Parameters, bodies: Sequence[Body], others: Sequence[Other]
) -> list[Posed]:
    """Everybody in the picture, the one who stretches first."""
    lying = posture(position, patient, parameters)
    beside = [
        posture("standing", body, _beside(lying, other)) for body, other in zip(bodies, others, strict=True)
    ]
    return [lying, *beside]


def _beside(lying: Posed, other: Other) -> Parameters:
    place = {
        "x_m": other.x_m,
        "y_m": other.y_m,
        "heading_deg": other.heading_deg,
        "kneel": float(other.kneels),
    }
    if other.holds is None:
        return place
    ankle = landmarks(lying)[Landmark[f"{other.holds}_ankle".upper()]]
    x_m, y_m, z_m = ankle.tolist()
    return place | {"reach": 1.0, "reach_x_m": x_m, "reach_y_m": y_m, "reach_z_m": z_m}


def _truth_of(points: Floats, rest: Rest, camera: Camera, cast: Sequence[Posed]) -> TruePosture:
    image, _ = project(camera, points)
    return true_posture(image, points, occluded(points, camera, cast).tolist(), true_measures(points, rest))


def _write_video(
    path: Path, scene: Scene, motion: Motion, images: Sequence[Image], shows: NDArray[np.int64]
) -> None:
    """Each frame through the camera's sensor, with the frame before it where the movement blurs them."""
    rng = np.random.default_rng([scene.seed, 2])
    height, width = images[0].shape[:2]
    with VideoWriter(path, width, height, crf=scene.crf) as video:
        for frame, time_s in enumerate(motion.time_s):
            exposed = [images[shows[frame - 1]], images[shows[frame]]] if frame else [images[shows[0]]]
            video.write(Frame(float(time_s), expose(exposed, scene.sensor, rng)))


def _truth(
    scene: Scene,
    name: str,
    camera: Camera,
    motion: Motion,
    postures: Sequence[TruePosture],
    shows: NDArray[np.int64],
) -> Truth:
    stretch = load_stretch(scene.stretch)
    dose_name = scene.dose or next(iter(stretch.doses))
    measures = {
        column: np.array([posture.measures[column] for posture in postures], float)[shows]
        for column in columns()
    }
    holds, attempts = holds_and_attempts(motion, measures, stretch, stretch.doses[dose_name])
    return Truth(
        schema_="posecoach.truth/1",
        video=f"{name}.mp4",
        stretch=scene.stretch,
        dose=dose_name,
        person=scene.person,
        seed=scene.seed,
        camera=camera.model_dump(),
        scene=scene.model_dump(mode="json", include=_DESCRIBED),
        landmarks=LANDMARK_NAMES,
        postures=list(postures),
        frames=Frames(
            time_s=[round(t, 4) for t in motion.time_s.tolist()],
            posture=shows.tolist(),
            phase=list(motion.phase),
        ),
        holds=holds,
        attempts=attempts,
        faults=faults_made(motion, measures, stretch),
    )
