"""The camera, read off a posture whose angles are known, and what that does for postures that come after.

Limits are what was measured on these bodies, rounded up: to whole degrees the worst of each group.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
import pytest

from posecoach.coaching.conditions import known
from posecoach.kinematics.calibration import (
    LEVEL,
    READ_PITCH_SD_DEG,
    Calibration,
    Gravity,
    Known,
    calibrate,
)
from posecoach.kinematics.points import SIDES, BodySide, Point
from posecoach.pose.pose import Pose
from posecoach.stretches.load import load_stretch
from tests.bodies import (
    HEIGHT,
    HOOK,
    KNEELING,
    STANDING,
    WIDTH,
    Body,
    Leg,
    Lens,
    mirrored,
    photographed,
    scaled,
    side_on,
    straight,
)
from tests.kinematics.angles import angles_of, points_of


@dataclass(frozen=True)
class Case:
    """start: the posture of the known angles. later: one that is then measured, in these columns."""

    known: tuple[Known, ...]
    start: Body
    later: Body
    columns: tuple[str, ...]

    @property
    def near(self) -> BodySide:
        return "right" if self.start.face_up else "left"


def known_of(stretch_id: str, *sides: BodySide) -> tuple[Known, ...]:
    angles = load_stretch(stretch_id).start.known
    return tuple({item.column: item for side in sides for item in known(angles, side)}.values())


LYING = Leg(thigh_deg=0.5, knee_deg=177.0)
"""As people lie who lie straight: the heel on the floor, the knee a little bent."""
RAISED = Case(
    known_of("active_straight_leg_raise", *SIDES),
    Body(left=HOOK, right=LYING),
    Body(left=HOOK, right=straight(63.0)),
    ("leg_elevation_right", "hip_flexion_right", "knee_right", "trunk_elevation"),
)
PULLED = Case(
    known_of("single_knee_to_chest", *SIDES),
    Body(left=HOOK, right=HOOK),
    Body(left=HOOK, right=Leg(110.0, 60.0)),
    ("hip_flexion_right", "knee_right"),
)
PRONE = Body(left=straight(-5.0), right=straight(-5.0), trunk_deg=3.0, face_up=False)
PRESSED = Case(
    known_of("prone_press_up", "left"),
    PRONE,
    replace(PRONE, trunk_deg=35.0),
    ("trunk_elevation", "leg_elevation_left", "knee_left"),
)
UPRIGHT = Known("trunk_inclination", 0.0, 5.0)
BOWED = Case(
    (UPRIGHT, Known("knee_right", 177.0, 3.0)),
    STANDING,
    replace(STANDING, trunk_deg=40.0),
    ("trunk_inclination", "hip_flexion_right", "knee_right"),
)
LEANT_BACK = Case(
    (UPRIGHT, Known("knee_right", 90.0, 8.0)),
    KNEELING,
    Body(left=Leg(-70.0, 70.0), right=Leg(-70.0, 70.0), trunk_deg=120.0),
    ("trunk_inclination", "thigh_elevation_right", "knee_right"),
)
CASES = {"raised": RAISED, "pulled": PULLED, "pressed": PRESSED, "bowed": BOWED, "leant back": LEANT_BACK}
YAWS_DEG = (-40.0, -20.0, 0.0, 20.0, 40.0)


def clicked(body: Body, lens: Lens) -> dict[str, Point]:
    return points_of(photographed(body, lens, clicked=True))


def calibration_of(
    points: Mapping[str, Point], case: Case, gravity: Gravity = LEVEL, angles: Sequence[Known] = ()
) -> Calibration:
    found = calibrate(points, case.near, (WIDTH, HEIGHT), angles or case.known, gravity)
    assert found is not None
    return found


@cache
def calibrated(case: Case, lens: Lens, gravity: Gravity = LEVEL) -> Calibration:
    return calibration_of(clicked(case.start, lens), case, gravity)


def errors_deg(case: Case, lens: Lens, found: Calibration | None) -> dict[str, float]:
    """Of the later posture; with no calibration, of the picture itself."""
    points: Mapping[str, Point] = clicked(case.later, lens)
    seen = angles_of(found.square_on(points) if found else points)
    truth = angles_of(side_on(case.later))
    return {column: (seen[column] or 0.0) - (truth[column] or 0.0) for column in case.columns}


@pytest.mark.parametrize(
    ("name", "limits_deg"),
    [
        ("raised", {"leg_elevation_right": 3.0, "hip_flexion_right": 3.0, "trunk_elevation": 2.0}),
        ("raised", {"knee_right": 1.0}),
        ("pulled", {"hip_flexion_right": 3.0, "knee_right": 2.0}),
        ("pressed", {"trunk_elevation": 2.0, "leg_elevation_left": 2.0, "knee_left": 3.0}),
        ("bowed", {"trunk_inclination": 4.0, "hip_flexion_right": 5.0, "knee_right": 3.0}),
        ("leant back", {"trunk_inclination": 2.0, "thigh_elevation_right": 3.0, "knee_right": 2.0}),
    ],
)
@pytest.mark.parametrize("yaw_deg", YAWS_DEG)
def test_a_start_posture_puts_what_follows_right(
    name: str, limits_deg: dict[str, float], yaw_deg: float
) -> None:
    lens = Lens(yaw_deg)
    off = errors_deg(CASES[name], lens, calibrated(CASES[name], lens))
    for column, limit_deg in limits_deg.items():
        assert abs(off[column]) <= limit_deg, (column, off[column])


def mean_error_deg(case: Case, column: str, lenses: Sequence[Lens], how: str) -> float:
    """how: ``plain``, ``nothing known`` of the camera, or ``pitch known``."""

    def found(lens: Lens) -> Calibration | None:
        if how == "plain":
            return None
        known_pitch = Gravity(pitch_deg=lens.pitch_deg, pitch_sd_deg=READ_PITCH_SD_DEG)
        return calibrated(case, lens, LEVEL if how == "nothing known" else known_pitch)

    return float(np.mean([abs(errors_deg(case, lens, found(lens))[column]) for lens in lenses]))


def cameras(count: int, pitches_deg: tuple[float, float]) -> list[Lens]:
    random = np.random.default_rng(3)
    return [
        Lens(
            yaw_deg=random.uniform(-45.0, 45.0),
            pitch_deg=random.uniform(*pitches_deg),
            roll_deg=random.normal(0.0, 2.0),
            field_of_view_deg=random.uniform(60.0, 75.0),
            distance_m=random.uniform(2.4, 3.2),
        )
        for _ in range(count)
    ]


@pytest.mark.parametrize(
    ("case", "column", "mean_deg"),
    [
        (RAISED, "leg_elevation_right", 1.5),
        (RAISED, "hip_flexion_right", 2.0),
        (RAISED, "trunk_elevation", 1.5),
        (PULLED, "hip_flexion_right", 2.0),
        (PRESSED, "trunk_elevation", 2.0),
        (BOWED, "trunk_inclination", 2.0),
        (LEANT_BACK, "trunk_inclination", 1.5),
    ],
)
def test_all_kinds_of_cameras_stand_about_level(case: Case, column: str, mean_deg: float) -> None:
    lenses = cameras(12, (0.0, 18.0))
    corrected = mean_error_deg(case, column, lenses, "nothing known")
    assert corrected <= mean_deg
    assert corrected <= 0.7 * mean_error_deg(case, column, lenses, "plain")


@pytest.mark.parametrize(
    ("case", "column"),
    [
        (RAISED, "leg_elevation_right"),
        (PULLED, "hip_flexion_right"),
        (PRESSED, "trunk_elevation"),
        (BOWED, "trunk_inclination"),
        (LEANT_BACK, "trunk_inclination"),
    ],
)
def test_a_camera_that_looks_down_steeply_wants_to_be_known(case: Case, column: str) -> None:
    steep = cameras(10, (20.0, 28.0))
    unknown = mean_error_deg(case, column, steep, "nothing known")
    read_off = mean_error_deg(case, column, steep, "pitch known")
    assert read_off <= 0.8 * unknown
    assert read_off <= 2.5


@pytest.mark.parametrize("yaw_deg", YAWS_DEG)
def test_what_the_network_reads_of_the_yaw_is_believed_by_halves(yaw_deg: float) -> None:
    lens = Lens(yaw_deg)
    points = clicked(RAISED.start, lens)

    def found(read_deg: float | None) -> Calibration:
        calibration = calibrate(points, "right", (WIDTH, HEIGHT), RAISED.known, read_yaw_deg=read_deg)
        assert calibration is not None
        return calibration

    unread, right, wrong = found(None), found(yaw_deg), found(yaw_deg + 12.0)
    assert right.yaw_sd_deg < unread.yaw_sd_deg
    assert abs(right.camera.yaw_deg - yaw_deg) <= abs(unread.camera.yaw_deg - yaw_deg) + 0.5
    assert 0.0 < wrong.camera.yaw_deg - right.camera.yaw_deg < 8.0
    assert abs(errors_deg(RAISED, lens, wrong)["leg_elevation_right"]) <= 4.0


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("yaw_deg", YAWS_DEG)
def test_the_camera_itself_is_found(name: str, yaw_deg: float) -> None:
    camera = calibrated(CASES[name], Lens(yaw_deg)).camera
    assert camera.yaw_deg == pytest.approx(yaw_deg, abs=6.0)
    assert camera.pitch_deg == pytest.approx(8.0, abs=2.0)
    assert camera.roll_deg == pytest.approx(0.0, abs=2.0)


def test_a_camera_that_leans_is_found_to_lean() -> None:
    """By less than it does: most cameras stand straight."""
    assert 2.5 < calibrated(RAISED, Lens(roll_deg=5.0)).camera.roll_deg < 6.0
    assert -6.0 < calibrated(RAISED, Lens(roll_deg=-5.0)).camera.roll_deg < -2.5


@pytest.mark.parametrize("name", ["raised", "pulled", "pressed"])
@pytest.mark.parametrize(("yaw_deg", "sign"), [(-30.0, -1.0), (30.0, 1.0)])
def test_the_feet_are_away_where_the_plane_turns_them_away(name: str, yaw_deg: float, sign: float) -> None:
    """Heads are on the left here, and so on the right in the mirror: the feet are as far away."""
    case, lens = CASES[name], Lens(yaw_deg)
    here = calibrated(case, lens)
    assert here.feet_away_deg * sign > 20.0
    assert in_the_mirror(case, lens).feet_away_deg == pytest.approx(here.feet_away_deg, abs=0.1)


def other_side(column: str) -> str:
    return column.replace("left", "#").replace("right", "left").replace("#", "right")


def in_the_mirror(case: Case, lens: Lens) -> Calibration:
    pose = mirrored(photographed(case.start, lens, clicked=True))
    angles = [replace(item, column=other_side(item.column)) for item in case.known]
    behind: BodySide = "left" if case.near == "right" else "right"
    found = calibrate(points_of(pose), behind, (pose.width, pose.height), angles)
    assert found is not None
    return found


@pytest.mark.parametrize("name", CASES)
def test_a_mirror_changes_no_angle(name: str) -> None:
    case, lens = CASES[name], Lens(-30.0, roll_deg=2.0)
    here, there = calibrated(case, lens), in_the_mirror(case, lens)
    later = photographed(case.later, lens, clicked=True)
    seen = angles_of(here.square_on(points_of(later)))
    behind = angles_of(there.square_on(points_of(mirrored(later))))
    assert there.misfit == pytest.approx(here.misfit, rel=0.01)
    for column in case.columns:
        assert behind[other_side(column)] == pytest.approx(seen[column], abs=0.1)


@pytest.mark.parametrize("factor", [0.25, 3.0])
def test_the_size_of_the_picture_changes_nothing(factor: float) -> None:
    def seen(pose: Pose) -> Calibration:
        found = calibrate(points_of(pose), "right", (pose.width, pose.height), RAISED.known)
        assert found is not None
        return found

    pose = photographed(RAISED.start, Lens(-30.0), clicked=True)
    here, there = seen(pose), seen(scaled(pose, factor))
    assert there.camera.yaw_deg == pytest.approx(here.camera.yaw_deg, abs=0.05)
    assert there.camera.focal_px == pytest.approx(here.camera.focal_px * factor, rel=1e-3)


@pytest.mark.parametrize("raised_deg", [8.0, 15.0, 22.0, 30.0])
@pytest.mark.parametrize("yaw_deg", [-30.0, 0.0, 30.0])
@pytest.mark.parametrize("leg", ["left", "right"])
def test_a_leg_on_a_pillow_does_little_harm(leg: str, raised_deg: float, yaw_deg: float) -> None:
    propped = Case(
        RAISED.known, replace(RAISED.start, **{leg: straight(raised_deg)}), RAISED.later, RAISED.columns
    )
    lens = Lens(yaw_deg)
    off = errors_deg(propped, lens, calibrated(propped, lens))
    # The other leg, on the floor, contradicts: without it a leg would read as much too low as it lies high.
    assert abs(off["leg_elevation_right"]) <= 4.5
    assert abs(off["hip_flexion_right"]) <= 5.5


def test_a_posture_that_is_not_as_it_should_be_fits_badly() -> None:
    propped = replace(RAISED, start=replace(RAISED.start, left=straight(18.0)))
    assert calibrated(RAISED, Lens()).misfit < 0.5
    assert calibrated(propped, Lens()).misfit > 0.9


@pytest.mark.parametrize("yaw_deg", [-30.0, 0.0, 30.0])
@pytest.mark.parametrize(
    "unseen",
    [
        ("ankle_left", "ankle_right"),
        ("knee_left", "knee_right"),
        ("ankle_right",),
        ("knee_left", "ankle_left"),
        ("knee_left", "knee_right", "ankle_left", "ankle_right"),
    ],
)
def test_legs_that_are_not_seen_are_not_needed(unseen: tuple[str, ...], yaw_deg: float) -> None:
    lens = Lens(yaw_deg)
    gone = {*unseen, *(f"mid_{name.split('_')[0]}" for name in unseen)}
    points = {name: point for name, point in clicked(RAISED.start, lens).items() if name not in gone}
    found = calibration_of(points, RAISED)
    assert found.camera.yaw_deg == pytest.approx(yaw_deg, abs=5.0)
    off = errors_deg(RAISED, lens, found)
    assert abs(off["leg_elevation_right"]) <= 2.5
    assert abs(off["hip_flexion_right"]) <= 3.0


def test_who_shows_less_is_calibrated_less_well() -> None:
    points = clicked(RAISED.start, Lens())
    trunk = {name: point for name, point in points.items() if "shoulder" in name or "hip" in name}
    assert 0 < calibrated(RAISED, Lens()).yaw_sd_deg < calibration_of(trunk, RAISED).yaw_sd_deg < 45.0


@pytest.mark.parametrize("unseen", ["shoulder_left", "shoulder_right", "hip_left", "hip_right"])
def test_without_both_shoulders_and_hips_there_is_no_calibration(unseen: str) -> None:
    points = clicked(RAISED.start, Lens())
    del points[unseen]
    assert calibrate(points, "right", (WIDTH, HEIGHT), RAISED.known) is None


def test_angles_that_are_shown_otherwise_by_far_are_left_out() -> None:
    lens = Lens(20.0)
    points = clicked(RAISED.start, lens)
    odd = (Known("knee_right", 120.0, 1.0), Known("leg_elevation_left", 40.0, 0.5))
    honest = [item for item in RAISED.known if item.column not in {"knee_right", "leg_elevation_left"}]
    with_odd, without = (calibration_of(points, RAISED, angles=a) for a in ([*honest, *odd], honest))
    assert with_odd == without
    near_enough = Known("leg_elevation_left", 20.0, 0.5)
    assert calibration_of(points, RAISED, angles=[*honest, near_enough]) != without


@pytest.mark.parametrize("further", [-0.05, 0.05])
def test_how_far_off_this_bodys_hips_are_is_learnt_from_it(further: float) -> None:
    """The landmarks of both hips a standard deviation further to the front than usual, or less far."""

    def own(body: Body) -> dict[str, Point]:
        points = clicked(body, Lens())
        torso_px = np.hypot(*np.subtract(points["mid_shoulder"], points["mid_hip"]))
        for joint in ("hip_left", "hip_right", "mid_hip"):
            x, y = points[joint]
            points[joint] = (x, y - further * float(torso_px))
        return points

    as_usual = calibrated(RAISED, Lens())
    found = calibration_of(own(RAISED.start), RAISED)
    learnt = found.shifts["hip_right"].anterior - as_usual.shifts["hip_right"].anterior
    assert np.sign(learnt) == np.sign(further)
    truth = angles_of(side_on(RAISED.later))["hip_flexion_right"] or 0.0
    off = {
        how: abs((angles_of(c.square_on(own(RAISED.later)))["hip_flexion_right"] or 0.0) - truth)
        for how, c in (("own", found), ("usual", as_usual))
    }
    assert off["own"] < 0.5 * off["usual"]
