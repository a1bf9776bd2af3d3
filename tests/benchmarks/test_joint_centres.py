"""The training of where landmarks lie of the joints, on people made of numbers."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import yaml

from benchmarks.accuracy.clip import Clip, together
from benchmarks.joint_centres.__main__ import as_yaml
from benchmarks.joint_centres.left_out import MODELS, comparison, errors_deg, left_out
from benchmarks.joint_centres.recording import (
    JOINTS,
    LEAST_USABLE,
    SKIP,
    Recording,
    recording,
    true_camera,
)
from benchmarks.joint_centres.training import LEAST_FRAMES, NEARNESS, scatter, trained
from posecoach.kinematics.camera import from_plane, onto_plane
from posecoach.kinematics.joint_centres import Shift, usual
from posecoach.pose.pose import Pose, Status
from posecoach.pose.track import Source, collect
from simulator.scene.camera import Camera, project
from simulator.truth.file import LANDMARK_NAMES, Frames, Truth, true_posture
from simulator.truth.measures import true_measures, true_rest
from tests.bodies import HOOK, PEOPLES_LATERAL, Body, joints_m, knee_pulled, landmarks_m, straight

SUPINE = [Body(left=HOOK, right=straight(float(angle))) for angle in (0, 30, 60)] + [
    Body(left=HOOK, right=knee_pulled(110.0))
]
PRONE = [Body(face_up=False, trunk_deg=float(angle)) for angle in (0, 15, 30)]
ON_BACK, ON_FRONT = Camera(near="right"), Camera(near="left", prone=True)
FLOOR_M = (0.0, 0.0, 0.1)


def clip_of(scene: Camera, person: str = "maria", *, clicked: bool = True) -> Clip:
    """A body in some postures, each for a while, at the network's landmarks or, unclicked, at its joints."""
    bodies = PRONE if scene.prone else SUPINE
    rest = true_rest(joints_m(bodies[0]) + FLOOR_M)
    postures, poses = [], []
    for body in bodies:
        world_m = joints_m(body) + FLOOR_M
        image, _ = project(scene, world_m)
        postures.append(true_posture(image, world_m, [False] * len(image), true_measures(world_m, rest)))
        seen, _ = project(scene, (landmarks_m(body) if clicked else joints_m(body)) + FLOOR_M)
        ones = np.ones(len(seen), np.float32)
        for _ in range(SKIP * LEAST_FRAMES):
            size = scene.width, scene.height
            poses.append(Pose(len(poses) / 15, seen.astype(np.float32), world_m, ones, ones, *size))
    truth = Truth(
        schema_="posecoach.truth/1",
        video="none.mp4",
        stretch="prone_press_up" if scene.prone else "active_straight_leg_raise",
        dose="standard",
        person=person,
        seed=1,
        camera=scene.model_dump(),
        scene={},
        landmarks=LANDMARK_NAMES,
        postures=postures,
        frames=Frames(
            time_s=[pose.time_s for pose in poses],
            posture=[frame // (SKIP * LEAST_FRAMES) for frame in range(len(poses))],
            phase=["rest"] * len(poses),
        ),
        holds=[],
        attempts=[],
        faults=[],
    )
    source = Source(str(Path("none.mp4")), 0.0, len(poses) / 15, len(poses), scene.width, scene.height)
    return together("none", truth, collect(poses, source))


@pytest.fixture
def joints_are_landmarks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beside the plane too, where the network's own stand otherwise."""
    both = {"near": PEOPLES_LATERAL, "far": PEOPLES_LATERAL}
    monkeypatch.setattr("posecoach.kinematics.camera.LATERAL", both)


@pytest.fixture(scope="module")
def recordings() -> list[Recording]:
    people = ("amara", "bruno", "diego", "helga")
    yaws = (-20.0, 0.0, 0.0, 20.0)
    return [
        recording(clip_of(scene.model_copy(update={"yaw_deg": yaw}), person))
        for scene in (ON_BACK, ON_FRONT)
        for person, yaw in zip(people, yaws, strict=True)
    ]


@pytest.mark.parametrize(
    "scene",
    [
        Camera(),
        Camera(near="right", yaw_deg=-40.0, height_m=1.1, roll_deg=3.0, hfov_deg=75.0),
        Camera(near="left", prone=True, yaw_deg=25.0, roll_deg=-4.0, width=360, height=640),
        Camera(near="right", prone=True, yaw_deg=-10.0),
    ],
)
def test_the_true_camera_sees_the_plane_as_the_simulators_does(scene: Camera) -> None:
    world_m = np.random.default_rng(0).uniform((-0.8, 0.0, 0.0), (0.8, 0.0, 0.9), (20, 3))
    pixels, _ = project(scene, world_m)
    camera = true_camera(scene)
    met = onto_plane(camera, pixels)
    assert from_plane(camera, met) == pytest.approx(pixels)
    metre = np.ptp(met[:, 1]) / np.ptp(world_m[:, 2])
    assert met[:, 1] - met[0, 1] == pytest.approx(metre * (world_m[:, 2] - world_m[0, 2]))
    assert np.abs(met[:, 0] - met[0, 0]) == pytest.approx(metre * np.abs(world_m[:, 0] - world_m[0, 0]))


@pytest.mark.parametrize("yaw_deg", [0.0, -30.0, 30.0])
@pytest.mark.parametrize("scene", [ON_BACK, ON_FRONT, Camera(near="left")])
@pytest.mark.usefixtures("joints_are_landmarks")
def test_nothing_is_off_where_landmarks_are_joints(scene: Camera, yaw_deg: float) -> None:
    seen = recording(clip_of(scene.model_copy(update={"yaw_deg": yaw_deg}), clicked=False))
    assert seen.usable.all()
    assert np.abs(seen.off).max() < 0.01
    assert seen.features[:3, :, 1] == pytest.approx(-1.0 if scene.prone else 1.0, abs=0.01)
    assert errors_deg(seen, {}) == pytest.approx(0.0, abs=0.5)


@pytest.mark.usefixtures("joints_are_landmarks")
def test_hips_and_knees_are_known_by_their_flexion() -> None:
    seen = recording(clip_of(ON_BACK, clicked=False))
    left, right = np.median(seen.features * 90, axis=0)[:, 2:], seen.features[-1, 1, 2:] * 90
    assert left[0] == pytest.approx((HOOK.thigh_deg, 180 - HOOK.knee_deg), abs=2)
    assert right == pytest.approx((110.0, 120.0), abs=2)


def test_frames_that_are_far_off_are_left_out_and_sides_that_mostly_are() -> None:
    clip = clip_of(ON_BACK)
    image = clip.track.image.copy()
    image[: len(image) // 2] += 200.0
    halved = recording(replace(clip, track=replace(clip.track, image=image)))
    assert halved.usable.mean() == pytest.approx(0.5, abs=0.1)
    image[: round(len(image) * (1 - LEAST_USABLE / 2))] = 0.5 * clip.track.image[0] + 100.0
    assert not recording(replace(clip, track=replace(clip.track, image=image))).usable.any()


def test_only_measured_frames_count() -> None:
    clip = clip_of(ON_BACK)
    status = np.full_like(clip.track.status, Status.ABSENT)
    status[::2] = Status.MEASURED
    assert len(recording(replace(clip, track=replace(clip.track, status=status))).points) == np.ceil(
        np.count_nonzero(status == Status.MEASURED) / SKIP
    )


def test_training_finds_where_landmarks_lie(recordings: list[Recording]) -> None:
    model = trained(recordings, 2)
    expected = usual("left")[0]
    for joint in JOINTS:
        for nearness, name in (("near", f"{joint}_left"), ("far", f"{joint}_right")):
            (along, anterior), (along_up, anterior_up) = model[nearness, joint]
            found = Shift(along, anterior, along_up, anterior_up)
            for field in ("along", "anterior", "along_up", "anterior_up"):
                assert getattr(found, field) == pytest.approx(getattr(expected[name], field), abs=0.012)


def test_who_trained_nobody_is_read_better(recordings: list[Recording]) -> None:
    clicked, same, facing, _ = (left_out(recordings, features).mean() for features in MODELS.values())
    assert facing < 0.5 * same < 0.5 * clicked


def test_an_odd_recording_pulls_little_and_a_long_one_no_more_than_a_short_one(
    recordings: list[Recording],
) -> None:
    supine = recordings[:4]
    usually = trained(supine, 1)["near", "hip"]
    odd = replace(supine[0], off=supine[0].off + 0.2)
    assert trained([odd, *supine[1:]], 1)["near", "hip"] == pytest.approx(usually, abs=0.03)
    times = 50
    long = replace(
        supine[0],
        off=np.tile(supine[0].off + 0.03, (times, 1, 1, 1)),
        features=np.tile(supine[0].features, (times, 1, 1)),
        usable=np.tile(supine[0].usable, (times, 1)),
    )
    short = replace(supine[0], off=supine[0].off + 0.03)
    as_short = trained([short, *supine[1:]], 1)["near", "hip"]
    assert trained([long, *supine[1:]], 1)["near", "hip"] == pytest.approx(as_short, abs=1e-6)


def test_scatter_is_what_recordings_differ_by(recordings: list[Recording]) -> None:
    steps = np.linspace(-0.06, 0.06, len(recordings))
    apart = [replace(r, off=r.off + step) for r, step in zip(recordings, steps, strict=True)]
    model = trained(recordings, 2)
    usual_spread = np.std(steps, ddof=1)
    for nearness in NEARNESS:
        assert scatter(recordings, model)[nearness, "knee"] == pytest.approx(0.0, abs=0.012)
        assert scatter(apart, model)[nearness, "knee"] == pytest.approx(usual_spread, rel=0.3)


def test_the_table_is_what_the_product_reads(recordings: list[Recording]) -> None:
    text = as_yaml(recordings)
    table = yaml.safe_load(text)
    assert list(table) == list(NEARNESS)
    assert all(len(line) <= 110 for line in text.splitlines())
    assert "8 recordings" in text
    assert "amara, bruno, diego, helga" in text
    (mean, up) = trained(recordings, 2)["near", "hip"]
    assert table["near"]["hip"]["face_up"] == pytest.approx(mean + up, abs=0.001)
    assert table["near"]["hip"]["face_down"] == pytest.approx(mean - up, abs=0.001)
    assert set(table["far"]) == set(JOINTS)


def test_every_model_has_a_row_a_side(recordings: list[Recording]) -> None:
    assert comparison(recordings).row_count == len(MODELS) * len(NEARNESS)
