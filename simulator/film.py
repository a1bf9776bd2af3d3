"""A scene before it is rendered: everybody in every posture, and the truth about every frame."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from posecoach.kinematics.definitions import columns
from posecoach.kinematics.rest import Rest
from posecoach.pose.landmarks import Landmark
from posecoach.stretches.load import load_stretch
from simulator.body.build import build
from simulator.body.model import Body
from simulator.body.person import load_person
from simulator.motion.bank import bank
from simulator.motion.play import Motion, play
from simulator.posture.make import posture
from simulator.posture.posed import Parameters, Posed
from simulator.scene.camera import Camera, project
from simulator.scene.occlusion import occluded
from simulator.scene_file import NO_STRETCH, Other, Scene
from simulator.truth.conditions import Measures
from simulator.truth.contradictions import contradictions
from simulator.truth.file import (
    LANDMARK_NAMES,
    Frames,
    TruePosture,
    Truth,
    true_posture,
)
from simulator.truth.intervals import Happened, happened
from simulator.truth.landmarks import landmarks
from simulator.truth.measures import true_measures, true_rest

_DESCRIBED = {"room", "light", "lying_on", "props", "others", "posture", "sensor", "fps", "crf"}


@dataclass(frozen=True)
class Film:
    """casts: everybody in each posture that is rendered, the one who stretches first. shows: (n,) which of
    them each frame shows."""

    scene: Scene
    camera: Camera
    casts: list[list[Posed]]
    shows: NDArray[np.int64]
    truth: Truth


def prepared(scene: Scene, name: str, cache: Path) -> Film:
    """All of a film but its pictures. cache: where bodies are kept.

    Raises ValueError for a scene that asks for what does not exist, or that contradicts itself.
    """
    exercise = scene.exercise()
    motion = play(scene.script, exercise, scene.fps, scene.seed, scene.posture)
    camera = scene.camera.model_copy(update={"prone": exercise.position == "prone"})
    kept, shows = bank(motion.names, motion.values)
    patient = build(load_person(scene.person), cache)
    others = [build(load_person(other.person), cache) for other in scene.others]
    casts = [
        _cast(exercise.position, patient, dict(zip(motion.names, row.tolist(), strict=True)), others, scene)
        for row in motion.values[kept]
    ]
    rest = true_rest(landmarks(casts[0][0]))
    postures = [_truth_of(rest, camera, cast) for cast in casts]
    return Film(scene, camera, casts, shows, _truth(scene, name, camera, motion, postures, shows))


def _cast(
    position: str, patient: Body, parameters: Parameters, others: Sequence[Body], scene: Scene
) -> list[Posed]:
    """Everybody in the picture, the one who stretches first."""
    lying = posture(position, patient, parameters)
    beside = [
        posture("standing", body, _beside(lying, other))
        for body, other in zip(others, scene.others, strict=True)
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


def _truth_of(rest: Rest, camera: Camera, cast: Sequence[Posed]) -> TruePosture:
    points = landmarks(cast[0])
    image, _ = project(camera, points)
    return true_posture(image, points, occluded(points, camera, cast).tolist(), true_measures(points, rest))


def true_again(scene: Scene, name: str, before: Truth) -> Truth:
    """The truth of a film that is rendered, by the stretches as they are now: the joints stay as they were.

    Raises ValueError for a scene that is another than the film's, or that contradicts itself.
    """
    motion = play(scene.script, scene.exercise(), scene.fps, scene.seed, scene.posture)
    if len(motion.time_s) != len(before.frames.time_s):
        raise ValueError(f"{name} was made from another scene; render it anew")
    points = [np.array(posture.world_m) for posture in before.postures]
    rest = true_rest(points[0])
    postures = [
        true_posture(np.array(posture.image), joints, posture.occluded, true_measures(joints, rest))
        for posture, joints in zip(before.postures, points, strict=True)
    ]
    shows = np.array(before.frames.posture, np.int64)
    camera = Camera.model_validate(before.camera)
    return _truth(scene, name, camera, motion, postures, shows)


def _truth(
    scene: Scene,
    name: str,
    camera: Camera,
    motion: Motion,
    postures: Sequence[TruePosture],
    shows: NDArray[np.int64],
) -> Truth:
    measures = {
        column: np.array([posture.measures[column] for posture in postures], float)[shows]
        for column in columns()
    }
    dose, found = _happened(scene, name, motion, measures)
    return Truth(
        schema_="posecoach.truth/1",
        video=f"{name}.mp4",
        stretch=scene.stretch,
        dose=dose,
        person=scene.person,
        seed=scene.seed,
        camera=camera.model_dump(mode="json"),
        scene=scene.model_dump(mode="json", include=_DESCRIBED),
        landmarks=LANDMARK_NAMES,
        postures=list(postures),
        frames=Frames(
            time_s=[round(t, 4) for t in motion.time_s.tolist()],
            posture=shows.tolist(),
            phase=list(motion.phase),
        ),
        holds=found.holds,
        attempts=found.attempts,
        faults=found.faults,
    )


def _happened(scene: Scene, name: str, motion: Motion, measures: Measures) -> tuple[str, Happened]:
    """The dose that decides, and what is true by it."""
    if scene.stretch == NO_STRETCH:
        return "", Happened()
    stretch, near = load_stretch(scene.stretch), scene.camera.near
    dose = scene.dose or next(iter(stretch.doses))
    if dose not in stretch.doses:
        raise ValueError(f"{stretch.id} has no dose {dose}; choose one of {', '.join(stretch.doses)}")
    found = happened(motion, measures, stretch, stretch.doses[dose], near)
    if wrong := contradictions(motion, measures, stretch, found, near):
        raise ValueError(f"{name}: {'; '.join(wrong)}")
    return dose, found
