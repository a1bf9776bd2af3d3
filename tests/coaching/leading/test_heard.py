"""What the leader says, as the mixer lets it be heard: the rules of both, scripted bodies, virtual time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
import pytest

from posecoach.coaching.leading.leader import Leader
from posecoach.coaching.leading.part import Part
from posecoach.coaching.leading.state import Action, LiveState, Mode, Said, Urgency
from posecoach.feedback.voice.mixer import BREATH_S, FADE_S, Mixer
from posecoach.feedback.voice.samples import RATE_HZ, Samples
from posecoach.feedback.voice.tones import tone
from posecoach.kinematics.points import SIDES
from posecoach.pose.pose import Pose
from posecoach.stretches.load import load_rules, load_stretch
from posecoach.stretches.routine import RoutineStep, load_routine, routine_ids
from tests.bodies import HOOK, STANDING, Body, Lens, photographed, straight
from tests.coaching.scripts import Make, angle_over_time, raise_right

RULES = load_rules()
LIVE = RULES.live
RAISE = load_stretch("active_straight_leg_raise")
RAISE_TWICE = Part(RAISE, RAISE.dose(), rest_s=10.0)
FPS = 10.0
BLOCK = RATE_HZ // 50
SILENCE_S, LONG_S = 30.0, 240.0
AT_ONCE_S = FADE_S + BREATH_S + 2 * BLOCK / RATE_HZ
UP_AND_DOWN = [(0.0, 0.0), (6.0, 0.0), (9.0, 60.0), (31.0, 60.0), (34.0, 0.0), (45.0, 0.0)]
LENS = Lens()


def lasts_s(text: str) -> float:
    return len(text.split()) / RULES.cues.words_per_s.value


class Voice(Mapping[str, Samples]):
    """Every sentence is ready, and as long as the coach reckons with. taken: which began when."""

    def __init__(self) -> None:
        self.now_s = 0.0
        self.taken: list[tuple[float, str]] = []

    def __getitem__(self, text: str) -> Samples:
        self.taken.append((self.now_s, text))
        return np.full(round(lasts_s(text) * RATE_HZ), 0.5, np.float32)

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


@dataclass(frozen=True, slots=True)
class Sentence:
    """One that was asked for, and since when it was heard, for how long; None where it never was.

    gave_way: it was cut short by something more urgent, as it ought to be."""

    said: Said
    at_s: float
    from_s: float | None
    heard_s: float = 0.0
    gave_way: bool = False

    @property
    def is_whole(self) -> bool:
        return self.heard_s >= lasts_s(self.said.text) - 0.05


class Room:
    """Where a session is heard, as the coaching thread lets its voice be heard."""

    def __init__(self) -> None:
        self._voice = Voice()
        self._mixer = Mixer(self._voice)
        self._asked: list[tuple[float, Said]] = []
        self._hushed_s: list[float] = []

    def hear(self, state: LiveState) -> None:
        self._wait_until(state.time_s)
        if state.hush:
            self._mixer.hush()
            self._hushed_s.append(self._voice.now_s)
        for sound in state.sounds:
            self._mixer.sound(sound)
        for said in state.say:
            self._asked.append((self._voice.now_s, said))
            self._mixer.say(said)

    def sentences(self) -> list[Sentence]:
        """All but the asides, once silence has come."""
        self._wait_until(self._voice.now_s + SILENCE_S)
        taken = list(self._voice.taken)
        stops_s = sorted([*self._hushed_s, *(time_s for time_s, _ in taken), self._voice.now_s])
        found = []
        for at_s, said in self._asked:
            from_s = next((time_s for time_s, text in taken if text == said.text and time_s >= at_s), None)
            if from_s is None:
                found.append(Sentence(said, at_s, None))
                continue
            taken.remove((from_s, said.text))
            ends_s = min(time_s for time_s in stops_s if time_s > from_s)
            gave_way = any(
                from_s < time_s < ends_s and other.urgency > max(said.urgency, Urgency.PLAIN)
                for time_s, other in self._asked
            )
            found.append(Sentence(said, at_s, from_s, min(ends_s - from_s, lasts_s(said.text)), gave_way))
        return [sentence for sentence in found if sentence.said.urgency is not Urgency.ASIDE]

    def _wait_until(self, time_s: float) -> None:
        while self._voice.now_s < time_s:
            self._mixer.render(BLOCK)
            self._voice.now_s += BLOCK / RATE_HZ


@cache
def seen(make: Make, angle: float, tall: bool = False) -> Pose:
    pose = photographed(make(angle), LENS, clicked=True)
    return replace(pose, height=2 * pose.height) if tall else pose


def raises(seconds: float) -> Iterator[Pose]:
    for frame in range(round(seconds * FPS)):
        angle = round(angle_over_time(UP_AND_DOWN, frame / FPS), 1)
        yield replace(seen(raise_right, angle), time_s=frame / FPS)


def heard(
    leader: Leader, poses: Iterable[Pose], presses: Sequence[tuple[float, Action]] = ()
) -> list[Sentence]:
    room, later = Room(), list(presses)
    for pose in poses:
        while later and later[0][0] <= pose.time_s:
            leader.press(later.pop(0)[1], pose.time_s)
        state = leader.step(pose)
        room.hear(state)
        if state.mode is Mode.FINISHED:
            break
    return room.sentences()


def texts(sentences: Iterable[Sentence]) -> list[str]:
    return [sentence.said.text for sentence in sentences]


def lost(sentences: Iterable[Sentence]) -> list[str]:
    """Those of which a word was not heard, and for no good reason."""
    return texts(sentence for sentence in sentences if not sentence.is_whole and not sentence.gave_way)


def the_one(sentences: Iterable[Sentence], text: str) -> Sentence:
    [found] = [sentence for sentence in sentences if sentence.said.text == text]
    return found


def delay_s(sentence: Sentence) -> float:
    assert sentence.from_s is not None, sentence.said.text
    return sentence.from_s - sentence.at_s


def test_one_stretch_is_heard_whole() -> None:
    sentences = heard(Leader([RAISE_TWICE], RULES), raises(45.0))
    assert len(sentences) >= 6
    assert lost(sentences) == []
    done = the_one(sentences, f"{RULES.say.done} {RAISE.steps.coming_out[0]}")
    assert delay_s(done) <= AT_ONCE_S


@pytest.mark.parametrize(("at_s", "words"), [(2.0, LIVE.paused), (15.0, LIVE.paused_in_target)])
def test_who_pauses_hears_it_and_what_comes_after(at_s: float, words: str) -> None:
    presses = [(at_s, Action.PAUSE), (at_s + 8.0, Action.PAUSE)]
    sentences = heard(Leader([RAISE_TWICE], RULES), raises(45.0), presses)
    for text, name in ((words, "pause"), (LIVE.go_on, "go_on")):
        assert delay_s(the_one(sentences, text)) <= len(tone(name)) / RATE_HZ + AT_ONCE_S
    assert lost(sentence for sentence in sentences if sentence.at_s >= at_s) == []


@pytest.mark.parametrize("routine_id", routine_ids())
def test_who_pauses_in_the_advice_hears_nothing_more_of_it(routine_id: str) -> None:
    advice = load_routine(routine_id).advice
    leader = Leader([RAISE_TWICE], RULES, advice=advice)
    sentences = heard(leader, raises(20.0), [(1.0, Action.PAUSE)])
    assert lost(sentences) == [*advice, LIVE.first.format(name=RAISE.name), RAISE.start.say]
    assert the_one(sentences, LIVE.paused).is_whole


def test_pain_is_answered_at_once_and_who_quits_then_hears_no_more() -> None:
    presses = [(15.0, Action.PAIN), (18.0, Action.QUIT)]
    sentences = heard(Leader([RAISE_TWICE], RULES), raises(45.0), presses)
    assert delay_s(the_one(sentences, LIVE.pain)) <= AT_ONCE_S
    assert texts(sentences)[-2:] == [LIVE.pain, LIVE.pain_choices]
    assert the_one(sentences, LIVE.pain).heard_s == pytest.approx(18.0 - 15.0, abs=AT_ONCE_S)
    assert the_one(sentences, LIVE.pain_choices).from_s is None


def test_who_is_in_pain_hears_what_to_do() -> None:
    sentences = heard(Leader([RAISE_TWICE], RULES), raises(45.0), [(15.0, Action.PAIN)])
    assert lost(sentences) == []


def test_trouble_that_comes_while_the_coach_speaks_is_heard() -> None:
    """It is told once: it must not be lost behind a sentence that takes longer than anybody's patience."""
    leader, room = Leader([RAISE_TWICE], RULES), Room()
    for pose in raises(20.0):
        room.hear(leader.step(pose, "slow" if 0.3 <= pose.time_s < 6.0 else None))
    assert the_one(room.sentences(), LIVE.trouble["slow"]).is_whole


def bent_back(angle: float) -> Body:
    return Body(left=STANDING.left, right=STANDING.right, trunk_deg=90.0 - angle)


def folded(angle: float) -> Body:
    """Over the right leg, whose foot stands in front."""
    return Body(left=STANDING.left, right=straight(-60.0), trunk_deg=90.0 + angle)


def flat(_angle: float) -> Body:
    return Body(left=straight(0.0), right=straight(0.0))


def raised(angle: float) -> Body:
    return Body(right=straight(angle))


def knees_bent(_angle: float) -> Body:
    return Body(left=HOOK, right=HOOK)


BODIES: dict[str, tuple[Make, float]] = {
    "standing_back_bend": (bent_back, 25.0),
    "standing_hamstring": (folded, 50.0),
    "back_flattening": (flat, 0.0),
    "glute_bridge": (knees_bent, 0.0),
    "passive_straight_leg_raise": (raised, 30.0),
    "active_straight_leg_raise": (raise_right, 60.0),
}


def one_body(part: Part, time_s: float) -> Pose:
    """Over and over: at rest for 6 s, then as far as it goes, a little longer than the dose says."""
    make, top = BODIES[part.stretch.id]
    hold_s = part.dose.hold_s + 2.0
    knots = [(0.0, 0.0), (6.0, 0.0), (9.0, top), (9.0 + hold_s, top), (12.0 + hold_s, 0.0)]
    angle = round(angle_over_time(knots, time_s % knots[-1][0]), 1)
    return replace(seen(make, angle, part.stretch.position == "standing"), time_s=time_s)


@pytest.mark.parametrize("routine_id", routine_ids())
def test_the_advice_and_the_first_stretches_of_a_routine_are_heard(routine_id: str) -> None:
    routine = load_routine(routine_id)
    parts = [twice(step) for step in routine.steps[:2]]
    part_of = {part.stretch.id: part for part in parts}
    leader, room = Leader(parts, RULES, advice=routine.advice), Room()
    for frame in range(round(LONG_S * FPS)):
        state = leader.step(one_body(part_of[leader.stretch.id], frame / FPS))
        room.hear(state)
        if state.mode is Mode.FINISHED:
            break
    sentences = room.sentences()
    assert texts(sentences)[: len(routine.advice)] == routine.advice
    assert {part.introduction(LIVE) for part in parts} <= {*texts(sentences)}
    assert lost(sentences) == []


def twice(step: RoutineStep) -> Part:
    """On the right, where the sides take turns: the scripted bodies have no other."""
    stretch, dose = step.prescribed()
    twice = dose.model_copy(update={"repetitions": 2, "sets": 1})
    return Part(stretch, twice, ("right",) if stretch.sides == "each" else SIDES, step.rest_s)
