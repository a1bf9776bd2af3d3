"""Which readings stand in one line."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from posecoach.history.entries import SessionEntry
from posecoach.history.progress.progress import progress
from posecoach.history.progress.setups import CameraSeen, number_setups
from posecoach.history.progress.values import Line, StretchProgress
from tests.history.progress.people import PASSIVE, hold, on_day, session, stretch


def told(sessions: list[SessionEntry]) -> tuple[StretchProgress, ...]:
    return progress(sessions, "me", on_day(90)).stretches


def lines(sessions: list[SessionEntry]) -> dict[tuple[str, int], Line]:
    (only,) = told(sessions)
    return {(line.side, line.setup): line for line in only.lines}


def values(line: Line) -> list[float]:
    return [reading.value_deg for reading in line.readings]


def places(*yaws_deg: float) -> list[int]:
    return number_setups(CameraSeen("", "left", yaw_deg, 0.0) for yaw_deg in yaws_deg)


def test_sides_are_never_mixed() -> None:
    found = lines([session(day, stretch([hold("left", 40), hold("right", 60)])) for day in (1, 2)])
    assert {key: values(line) for key, line in found.items()} == {
        ("left", 1): [40, 40],
        ("right", 1): [60, 60],
    }


def test_a_mean_of_holds_with_the_error_of_one() -> None:
    holds = [hold("left", 60, error_deg=3), hold("left", 70, error_deg=4), hold("left", 90, completed=False)]
    done = stretch(holds, of="active_straight_leg_raise")
    (reading,) = lines([session(1, done)])["left", 1].readings
    assert reading.value_deg == 65
    assert reading.error_deg == pytest.approx(12.5**0.5)
    assert reading.holds == 2


def test_the_best_of_holds_that_go_beyond_each_other_on_purpose() -> None:
    holds = [
        hold("left", 20),
        hold("left", 34, error_deg=5),
        hold("left", 28),
        hold("left", 50, completed=False),
    ]
    (reading,) = lines([session(1, stretch(holds))])["left", 1].readings
    assert (reading.value_deg, reading.error_deg, reading.holds) == (34, 5, 3)


def test_two_sessions_a_day_are_two_readings() -> None:
    day = [session(1, stretch([hold("left", 40)]), hour=hour) for hour in (20, 8)]
    (line,) = lines(day).values()
    assert [reading.at.hour for reading in line.readings] == [8, 20]


def test_one_stretch_twice_in_a_session_is_one_reading() -> None:
    twice = session(1, stretch([hold("left", 30)]), stretch([hold("left", 40)]))
    assert values(lines([twice])["left", 1]) == [40]


def test_variants_and_measures_are_never_mixed() -> None:
    sessions = [
        session(1, stretch([hold("left", 40)], variant="held 10 s")),
        session(2, stretch([hold("left", 50)], variant="held 30 s")),
        session(3, stretch([hold("left", 60)], variant="held 30 s", measure="thigh_elevation")),
    ]
    found = told(sessions)
    assert [(s.variant, s.measure, len(s.lines)) for s in found] == [
        ("held 10 s", "leg_elevation", 1),
        ("held 30 s", "leg_elevation", 1),
        ("held 30 s", "thigh_elevation", 1),
    ]
    assert found[2].expected == ()


def test_the_far_leg_has_a_line_of_its_own() -> None:
    sessions = [
        session(day, stretch([hold("left", 40 + day, near=near)]))
        for day, near in enumerate(["left", "right", "left"], 1)
    ]
    found = lines(sessions)
    assert values(found["left", 1]) == [41, 43]
    assert values(found["left", 2]) == [42]


def test_another_camera_has_a_line_of_its_own() -> None:
    sessions = [
        session(day, stretch([hold("left", 40)]), camera=name) for day, name in enumerate(["", "usb", ""], 1)
    ]
    assert [len(line.readings) for line in lines(sessions).values()] == [2, 1]


def test_a_place_that_is_not_known_is_a_place() -> None:
    unknown = {"near": None, "yaw_deg": None, "pitch_deg": None}
    sessions = [session(1, stretch([hold("left", 40)]))]
    sessions += [session(day, stretch([hold("left", 50, **unknown)])) for day in (2, 3)]  # type: ignore[arg-type]
    found = lines(sessions)
    assert values(found["left", 2]) == [50, 50]
    assert found["left", 2].setup_words == "camera position not known"
    assert found["left", 1].setup_words == "camera on your left, square to you"


def test_going_back_continues_the_line() -> None:
    assert places(0, 2, 40, 38, 1, -2) == [1, 1, 2, 2, 1, 1]


def test_towards_the_feet_is_not_towards_the_head() -> None:
    assert places(20, -20) == [1, 2]


def test_a_few_degrees_do_not_part_readings() -> None:
    rng = np.random.default_rng(4)
    for middle_deg in (0, 8, 15, 23, 30):
        numbers = places(*[0.0] * 20, *(middle_deg + rng.normal(0, 2.5, 40)))
        changes = sum(a != b for a, b in pairwise(numbers))
        assert changes <= 1, middle_deg
        assert len(set(numbers)) <= 2


def test_a_camera_that_was_moved_far_is_always_another_place() -> None:
    rng = np.random.default_rng(4)
    for _ in range(50):
        numbers = places(*rng.normal(0, 3, 20), *rng.normal(32, 3, 20))
        assert numbers == [1] * 20 + [2] * 20


def test_pitch_parts_too() -> None:
    seen = [CameraSeen("", "left", 0.0, pitch_deg) for pitch_deg in (0.0, 25.0, 2.0)]
    assert number_setups(seen) == [1, 2, 1]


def test_left_and_right_swapped_tell_the_same_of_the_other_side() -> None:
    rng = np.random.default_rng(8)
    angles = [(float(rng.normal(50, 4)), float(rng.normal(65, 4))) for _ in range(12)]

    def tell(swapped: bool) -> StretchProgress:
        sides = ("right", "left") if swapped else ("left", "right")
        sign = -1 if swapped else 1
        (only,) = told(
            [
                session(
                    day,
                    stretch(
                        [hold(s, v, yaw_deg=sign * y) for s, v, y in zip(sides, pair, (20, -20), strict=True)]
                    ),
                )
                for day, pair in enumerate(angles, 1)
            ]
        )
        return only

    plain, swapped = tell(False), tell(True)
    by_side = {line.side: line for line in plain.lines}
    for line in swapped.lines:
        other = by_side["left" if line.side == "right" else "right"]
        assert values(line) == values(other)
        assert line.verdict == other.verdict
    assert plain.difference is not None
    assert swapped.difference is not None
    assert swapped.difference.difference_deg == -plain.difference.difference_deg


def test_sides_are_compared_from_like_places_only() -> None:
    def difference(left_yaw_deg: float, right_yaw_deg: float, right_day: int = 1) -> str | None:
        sessions = [
            session(1, stretch([hold("left", 40, yaw_deg=left_yaw_deg)])),
            session(right_day, stretch([hold("right", 65, yaw_deg=right_yaw_deg)]), hour=9),
        ]
        (only,) = told(sessions)
        return only.difference.sentence if only.difference else None

    assert difference(20, -20) == "The right reads 25° more than the left, more than measurement error (10°)."
    assert difference(20, 20) is None
    assert difference(0, 0, right_day=30) is None


def test_sides_within_the_error_are_alike() -> None:
    (only,) = told([session(1, stretch([hold("left", 60), hold("right", 69)]))])
    assert only.difference is not None
    assert only.difference.sentence == "Left and right are alike, within measurement error (10°)."


def test_attempts_alone_make_no_line() -> None:
    (only,) = told([session(1, stretch([hold("left", 40, completed=False)]))])
    assert only.lines == ()
    assert only.stretch == PASSIVE
