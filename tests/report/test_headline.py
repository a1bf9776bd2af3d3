from __future__ import annotations

from dataclasses import replace

from posecoach.report.headline import headline, spoken_headline
from posecoach.stretches.load import load_stretch
from tests.report.examples import ATTEMPT, HOLD, analysis, curl_ups, empty, held_by_time

ONE = analysis().dose.model_copy(update={"sets": 1})
PRESS_UP = load_stretch("prone_press_up")


def press_ups(count: int) -> str:
    hold = replace(HOLD, side="both", held_s=2.4, value_deg=41.0)
    deeper = replace(hold, held_s=3.0, value_deg=44.0, error_deg=4.4)
    done = (hold, deeper, *[hold] * count)[:count]
    return headline(replace(analysis(), stretch=PRESS_UP, dose=PRESS_UP.dose(), holds=done, attempts=()))


def test_one_hold_that_is_all_of_the_dose() -> None:
    words = headline(replace(analysis(), dose=ONE))
    assert words == "One hold on the right: 20.2 s, at 68° ± 3°."


def test_a_part_of_the_dose_is_told_with_the_whole_of_it() -> None:
    assert headline(analysis()) == "1 of 3 holds done on the right: 20.2 s, at 68° ± 3°."
    assert press_ups(3) == "3 of 10 holds done: 2.4 to 3 s each, at 41° to 44° ± 4°."
    assert press_ups(1) == "1 of 10 holds done: 2.4 s, at 41° ± 3°."


def test_the_whole_dose_and_more_than_that() -> None:
    assert press_ups(10) == "All 10 holds done: 2.4 to 3 s each, at 41° to 44° ± 4°. Well done."
    assert press_ups(11).startswith("11 holds done, 10 were due: 2.4 to 3 s each")


def test_the_sides_are_told_apart() -> None:
    left = replace(HOLD, side="left", held_s=21.0, value_deg=None, error_deg=None)
    words = headline(replace(analysis(), holds=(HOLD, left, replace(HOLD, held_s=25.0))))
    assert words == (
        "2 of 3 holds done on the right: 20.2 to 25 s each, at 68° ± 3°. 1 of 3 holds done on the left: 21 s."
    )


def test_a_side_of_which_nothing_is_seen_is_still_to_come() -> None:
    assert headline(replace(analysis(), attempts=())).endswith("± 3°. The left side is still to come.")


def test_attempts_say_how_much_was_missing() -> None:
    words = headline(replace(analysis(), holds=()))
    assert words == "No hold counted yet: 1 attempt, 3.1 s of 20 s, at 41° ± 3°."
    several = replace(analysis(), holds=(), attempts=(replace(ATTEMPT, held_s=1.0), ATTEMPT))
    assert headline(several) == "No hold counted yet: 2 attempts, the longest 3.1 s of 20 s, at 41° ± 3°."


def test_nothing() -> None:
    assert headline(empty(analysis())) == "No hold and no attempt at this stretch was seen."


def test_repetitions_without_a_hold_have_no_seconds() -> None:
    assert headline(curl_ups()) == "3 of 20 repetitions (2 sets of 10) done, at 41° to 45° ± 3°."
    stopped = replace(curl_ups(), holds=())
    assert headline(stopped) == "No repetition counted yet: 1 attempt, at 41° ± 3°."


def test_what_is_held_by_time_has_no_angle() -> None:
    assert headline(held_by_time()) == "1 of 5 holds done on the right: 30.2 s."


def test_what_no_camera_sees_is_not_missed() -> None:
    flat = load_stretch("back_flattening")
    words = headline(replace(empty(analysis()), stretch=flat, dose=flat.dose()))
    assert words == "This stretch is led by the voice; no camera sees how well it is done."


def test_the_ear_gets_no_figures() -> None:
    left = replace(HOLD, side="left")
    sides = {
        "One of three on the right. Well done.": (HOLD,),
        "All three on the right. Well done.": (HOLD,) * 3,
        "Four holds on the right. Well done.": (HOLD,) * 4,
        "Two of three on each side. Well done.": (HOLD, left, HOLD, left),
        "Two of three on the right. One of three on the left. Well done.": (HOLD, left, HOLD),
        "Nothing counted this time.": (),
    }
    assert [spoken_headline(replace(analysis(), holds=holds)) for holds in sides.values()] == list(sides)
    assert spoken_headline(replace(analysis(), dose=ONE)) == "One hold on the right. Well done."
    assert spoken_headline(curl_ups()) == "Three of twenty. Well done."


def test_nobody_is_praised_for_pain() -> None:
    hurt = replace(analysis(), live=True, pain_s=(31.0,))
    assert spoken_headline(hurt) == "One of three on the right. You stopped when it hurt: that was right."
    assert spoken_headline(replace(hurt, holds=())).startswith("Nothing counted this time. You stopped")
