from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from posecoach.coaching.events import Cue, Phase, Side
from posecoach.coaching.leading.leader import Leader
from posecoach.coaching.leading.part import Part
from posecoach.coaching.leading.state import LiveState, Mode
from posecoach.feedback.colours import (
    GREEN,
    INK,
    ORANGE,
    PALE,
    SKY_BLUE,
    VERMILLION,
    WHITE,
    YELLOW,
    Colour,
)
from posecoach.feedback.screen.layout import Box, at_work, beside, type_size, whole
from posecoach.feedback.screen.pages import STOPPED_PICTURE
from posecoach.feedback.screen.screen import draw_screen
from posecoach.feedback.text import fitted
from posecoach.pose.pose import Pose, Status
from posecoach.stretches.load import load_rules, load_stretch, stretch_ids
from posecoach.stretches.routine import load_routine, routine_ids
from posecoach.video.frame import Image
from tests.bodies import HEIGHT, WIDTH, scaled
from tests.feedback.screen.scenes import (
    COACH,
    NOBODY,
    POSE,
    RESTING,
    SIZE,
    STATE,
    STRETCH,
    grey,
    in_mode,
    in_phase,
)

ASPECT = WIDTH / HEIGHT


def drawn(
    state: LiveState = STATE,
    pose: Pose | None = POSE,
    image: Image | None = None,
    size: tuple[int, int] = SIZE,
) -> Image:
    return draw_screen(grey() if image is None else image, pose, state, size, ["Leg raise: 61°"])


def picture_of(screen: Image, box: Box | None = None) -> Image:
    return (box or at_work(SIZE, ASPECT).picture).of(screen)


def has(image: Image, colour: Colour) -> bool:
    return bool(np.all(image == colour, axis=2).any())


def differ(a: Image, b: Image) -> bool:
    return not np.array_equal(a, b)


@pytest.mark.parametrize("mode", Mode)
@pytest.mark.parametrize("size", [(1280, 720), (800, 600), (600, 800), (320, 200), (1280, 200), (16, 16)])
@pytest.mark.parametrize("camera", [(640, 360), (360, 640), (640, 480), (1920, 1080), (2, 2)])
def test_every_page_can_be_drawn_at_any_size(
    mode: Mode, size: tuple[int, int], camera: tuple[int, int]
) -> None:
    image = grey(*camera)
    screen = draw_screen(image, scaled(POSE, camera[0] / WIDTH), in_mode(mode), size, ["one", "two"])
    assert screen.shape == (size[1], size[0], 3)
    assert np.array_equal(image, grey(*camera))


@pytest.mark.parametrize("pose", [None, NOBODY, replace(POSE, status=Status.IMPLAUSIBLE), POSE])
@pytest.mark.parametrize("phase", Phase)
def test_every_phase_can_be_drawn_with_and_without_a_person(phase: Phase, pose: Pose | None) -> None:
    nobody = drawn(in_phase(phase), pose=None)
    assert differ(drawn(in_phase(phase), pose=pose), nobody) == (pose is not None and pose is not NOBODY)


@pytest.mark.parametrize("name", stretch_ids())
@pytest.mark.parametrize("phase", [Phase.SETTING_UP, Phase.HOLDING])
def test_every_stretch_can_be_drawn(name: str, phase: Phase) -> None:
    stretch = load_stretch(name)
    side: Side = "right" if stretch.sides == "each" else "both"
    counts: dict[Side, int] = {"left": 0, "right": 1} if stretch.sides == "each" else {"both": 1}
    dose = stretch.dose()
    coach = replace(COACH, phase=phase, side=side, repetitions=counts, hold_goal_s=dose.hold_s)
    state = replace(STATE, stretch=stretch, dose=dose, coach=coach, sentence=None)
    assert differ(drawn(state), drawn(replace(state, coach=replace(coach, phase=Phase.READY, best_deg=None))))


def test_the_picture_is_a_mirror_and_its_words_are_not() -> None:
    image = grey()
    image[:, : WIDTH // 4] = (255, 0, 0)
    shown = picture_of(drawn(image=image, pose=None))
    assert np.all(shown[:, -5:] == (255, 0, 0))
    assert np.all(shown[:, :5] == 128)
    # The words stand beside the picture: they are those of a screen whose picture was not turned.
    facts = at_work(SIZE, ASPECT).facts
    assert np.array_equal(facts.of(drawn(image=image)), facts.of(drawn(image=image[:, ::-1])))


def test_the_limbs_are_on_the_person_in_the_mirror() -> None:
    shown = picture_of(drawn(replace(STATE, coach=replace(COACH, value_deg=None))))
    columns = np.flatnonzero(np.any(shown != 128, axis=(0, 2)))
    scale = shown.shape[1] / WIDTH
    body = (WIDTH - POSE.image[11:, 0]) * scale
    assert abs(columns.min() - body.min()) < 25
    assert abs(columns.max() - body.max()) < 25


@pytest.mark.parametrize("camera", [(640, 480), (640, 360), (360, 640), (480, 640)])
@pytest.mark.parametrize("size", [(1280, 720), (800, 600), (1024, 768), (720, 1280)])
def test_nothing_covers_the_picture_and_nothing_covers_anything(
    camera: tuple[int, int], size: tuple[int, int]
) -> None:
    aspect = camera[0] / camera[1]
    work, page = at_work(size, aspect), beside(size, aspect)
    for boxes in (
        (work.picture, work.facts, work.sentence, whole(size)[1]),
        (page.picture, page.words, whole(size)[1]),
    ):
        room = np.zeros((size[1], size[0], 1), np.uint8)
        for box in boxes:
            assert box.of(room).shape[:2] == (box.height, box.width)
            box.of(room)[:] += 1
        assert room.max() == 1
    assert work.picture.width / work.picture.height == pytest.approx(aspect, rel=0.02)
    assert work.picture.width * work.picture.height > 0.13 * size[0] * size[1]


@pytest.mark.parametrize("name", stretch_ids())
@pytest.mark.parametrize("aspect", [4 / 3, 16 / 9, 9 / 16])
@pytest.mark.parametrize("size", [(1280, 720), (800, 600)])
def test_what_is_said_during_a_stretch_can_be_read_from_three_metres(
    name: str, aspect: float, size: tuple[int, int]
) -> None:
    em = type_size(size[0])
    box = at_work(size, aspect).sentence.inset(em // 8)
    stretch = load_stretch(name)
    for said in [
        text for fault in stretch.faults.values() for text in (fault.say, fault.acknowledge) if text
    ]:
        assert fitted(said, round(box.width - 1.3 * em), box.height, round(1.3 * em))[0] >= 0.9 * em, said


def test_the_clock_fills_with_the_hold_and_stands_out() -> None:
    def filled(held_s: float) -> int:
        coach = replace(COACH, held_s=held_s, phase=Phase.PAUSED, value_deg=None)
        facts = at_work(SIZE, ASPECT).facts.of(drawn(replace(STATE, coach=coach, sentence=None)))
        return int(np.count_nonzero(np.all(facts == ORANGE, axis=2)))

    assert filled(0.0) < filled(5.0) < filled(10.0) < filled(19.9)


def test_no_number_is_shown_of_what_is_not_measured() -> None:
    unsure = replace(POSE, status=Status.IMPLAUSIBLE)
    unknown = replace(STATE, coach=replace(COACH, value_deg=None))
    facts = at_work(SIZE, ASPECT).facts
    assert np.array_equal(facts.of(drawn(pose=unsure)), facts.of(drawn(unknown)))
    assert differ(facts.of(drawn()), facts.of(drawn(unknown)))


@pytest.mark.parametrize("phase", [Phase.READY, Phase.MOVING, Phase.HOLDING])
@pytest.mark.parametrize(("known", "metered"), [(None, True), (True, True), (False, False)])
def test_where_no_angle_can_be_told_there_is_a_lamp_and_no_meter(
    phase: Phase, known: bool | None, metered: bool
) -> None:
    """Only a meter shows what is usual."""
    coach = replace(COACH, phase=phase, value_deg=None, best_deg=None)
    state = replace(STATE, coach=coach, angle_known=known)
    target = STRETCH.target.model_copy(update={"norm": None})
    no_norm = replace(state, stretch=STRETCH.model_copy(update={"target": target}))
    assert differ(drawn(state), drawn(no_norm)) == metered


def test_before_a_repetition_the_name_and_the_dose_stand_where_the_sentence_will() -> None:
    sentence = at_work(SIZE, ASPECT).sentence
    ready = replace(in_phase(Phase.READY), sentence=None)
    assert has(sentence.of(drawn(ready)), PALE)
    assert not has(sentence.of(drawn(replace(in_phase(Phase.MOVING), sentence=None))), PALE)
    assert not has(sentence.of(drawn(in_phase(Phase.READY))), PALE)


@pytest.mark.parametrize("mode", Mode)
def test_every_page_tells_that_the_sound_is_off(mode: Mode) -> None:
    foot = whole(SIZE)[1]
    silent = draw_screen(grey(), POSE, in_mode(mode), SIZE, muted=True)
    assert has(foot.of(silent), ORANGE)
    assert not has(foot.of(drawn(in_mode(mode))), ORANGE)


def test_the_meter_shows_todays_best_of_the_side_that_works() -> None:
    facts = at_work(SIZE, ASPECT).facts
    plain = facts.of(drawn(replace(STATE, best_deg=None)))
    assert differ(facts.of(drawn()), plain)
    assert np.array_equal(facts.of(drawn(replace(STATE, best_deg={"left": 64.0}))), plain)


def test_a_fault_is_marked_on_the_limb_and_beside_its_sentence() -> None:
    wrong = replace(STATE, coach=replace(COACH, active_faults=("knee_bent",)))
    assert has(picture_of(drawn(wrong)), VERMILLION)
    assert not has(picture_of(drawn()), VERMILLION)
    sentence = at_work(SIZE, ASPECT).sentence
    assert has(sentence.of(drawn()), VERMILLION)
    assert not has(sentence.of(drawn(replace(STATE, sentence=None))), WHITE)


def test_trouble_with_the_camera_comes_before_the_sentence() -> None:
    sentence = at_work(SIZE, ASPECT).sentence
    both = replace(STATE, trouble="The camera is very slow.")
    shown = sentence.of(drawn(both))
    assert has(shown, ORANGE)
    assert np.array_equal(shown, sentence.of(drawn(replace(both, sentence=None))))


@pytest.mark.parametrize("mode", Mode)
def test_without_a_picture_every_page_is_there(mode: Mode) -> None:
    gone = replace(in_mode(mode), trouble="The camera has gone.")
    assert has(draw_screen(None, POSE, gone, SIZE), WHITE)


def test_setting_up_shows_where_to_be_until_the_start_posture_is_found() -> None:
    box = beside(SIZE, ASPECT).picture
    for phase in (Phase.AWAY, Phase.SETTING_UP):
        assert differ(picture_of(drawn(in_phase(phase), pose=None), box), np.full_like(grey(*box[2:]), 128))
    ready = at_work(SIZE, ASPECT).picture
    assert np.all(picture_of(drawn(in_phase(Phase.READY), pose=None), ready) == 128)


def test_setting_up_says_what_to_change_or_else_how_to_start() -> None:
    words = beside(SIZE, ASPECT).words
    start = replace(in_phase(Phase.SETTING_UP), sentence=Cue(1.0, "start", STRETCH.start.say, "guide"))
    turn = replace(start, sentence=Cue(1.0, "view", STRETCH.view.say, "guide"))
    assert np.array_equal(words.of(drawn(start)), words.of(drawn(replace(start, sentence=None))))
    assert differ(words.of(drawn(start)), words.of(drawn(turn)))
    assert np.array_equal(drawn(start), drawn(replace(start, coach=None)))


def test_pain_is_a_page_without_picture_or_numbers() -> None:
    page = drawn(in_mode(Mode.PAIN))
    assert np.array_equal(page, drawn(in_mode(Mode.PAIN), pose=None, image=grey()[::2]))
    for colour in (VERMILLION, GREEN, YELLOW):
        assert not has(page, colour)


def test_without_a_picture_setting_up_says_what_is_wrong_with_the_camera() -> None:
    begun = replace(in_phase(Phase.SETTING_UP), coach=None)
    waits = draw_screen(None, None, begun, SIZE)
    gone = draw_screen(None, None, replace(begun, trouble="The camera has gone."), SIZE)
    assert has(gone, ORANGE)
    assert not has(waits, ORANGE)
    assert np.array_equal(waits, draw_screen(None, None, replace(begun, stretch=RESTING.upcoming), SIZE))


def test_after_the_last_stretch_no_next_one_is_offered() -> None:
    more = replace(in_mode(Mode.PAIN), upcoming=RESTING.upcoming)
    screen, _ = whole(SIZE)
    assert differ(screen.of(drawn(more)), screen.of(drawn(in_mode(Mode.PAIN))))


def test_rest_counts_down_and_shows_what_comes_next() -> None:
    assert differ(drawn(RESTING), drawn(replace(RESTING, rest_left_s=16.0)))
    assert differ(drawn(RESTING), drawn(replace(RESTING, upcoming=load_stretch("prone_press_up"))))


def test_a_rest_shows_how_to_be_in_the_end() -> None:
    assert RESTING.upcoming
    start = RESTING.upcoming.start.model_copy(update={"say": "Sit down."})
    other = RESTING.upcoming.model_copy(update={"start": start})
    assert differ(drawn(RESTING), drawn(replace(RESTING, upcoming=other)))


@pytest.mark.parametrize("name", routine_ids())
def test_everything_that_is_advised_before_a_routine_can_be_read(name: str) -> None:
    """Every sentence stays for as long as it takes to say, in type for three metres."""
    routine = load_routine(name)
    first = load_stretch(routine.steps[0].stretch)
    leader = Leader([Part(first, first.dose())], load_rules(), advice=routine.advice)
    size = (400, 225)
    blank = replace(leader.tick(0.0), time_s=0.0)
    words = beside(size, 4 / 3, STOPPED_PICTURE).words
    below = Box(words.left, words.top + round(0.6 * words.height), words.width, round(0.4 * words.height))
    seen: list[bytes] = []
    for tick in range(round(10 * (blank.rest_left_s or 0))):
        state = leader.tick(0.1 * tick)
        seen.append(below.of(draw_screen(None, None, state, size)).tobytes())
    pages = list(dict.fromkeys(seen))
    assert len(pages) == len(routine.advice) + 1
    said = (*routine.advice, first.start.say)
    for page, text in zip(pages, said, strict=True):
        least_s = len(text.split()) / load_rules().cues.words_per_s.value
        assert seen.count(page) / 10 >= least_s - 0.2, text


def test_the_end_is_celebrated_only_when_everything_was_done() -> None:
    ended = in_mode(Mode.FINISHED)
    assert has(drawn(replace(ended, all_done=True)), GREEN)
    assert not has(drawn(ended), GREEN)


def test_the_end_is_not_empty_while_the_results_are_written() -> None:
    screen = draw_screen(None, None, in_mode(Mode.FINISHED), SIZE)
    title_px = round(4 * type_size(SIZE[0]))
    assert has(screen[title_px : whole(SIZE)[0].height], PALE)


def test_the_end_lists_what_was_done() -> None:
    ended = in_mode(Mode.FINISHED)
    one = draw_screen(None, None, ended, SIZE, ["Leg raise: 61°"])
    two = draw_screen(None, None, ended, SIZE, ["Leg raise: 61°", "Bridge: 10 times"])
    assert differ(one, two)
    many = draw_screen(None, None, ended, SIZE, [f"Stretch {n}: 61°" for n in range(17)])
    rows = np.flatnonzero(np.any(many != INK, axis=(1, 2)))
    assert rows.max() < SIZE[1]


@pytest.mark.parametrize("mode", [mode for mode in Mode if mode is not Mode.FINISHED])
def test_waving_fills_a_ring_on_every_page_before_the_end(mode: Mode) -> None:
    def filled(waved: float) -> int:
        corner = drawn(replace(in_mode(mode), waved=waved), pose=None)[:130, :130]
        return int(np.count_nonzero(np.all(corner == SKY_BLUE, axis=2)))

    assert filled(0.0) < filled(0.3) < filled(0.6) < filled(1.0)


def test_dots_count_the_repetitions_of_each_side() -> None:
    facts = at_work(SIZE, ASPECT).facts
    counts: list[dict[Side, int]] = [
        {"left": 0, "right": 1},
        {"left": 1, "right": 1},
        {"left": 1, "right": 2},
    ]
    shown = [facts.of(drawn(replace(STATE, coach=replace(COACH, repetitions=count)))) for count in counts]
    assert differ(shown[0], shown[1])
    assert differ(shown[1], shown[2])
