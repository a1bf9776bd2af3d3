"""Sentences here are sounds of one level each, so that what is heard says which one it is."""

from __future__ import annotations

import numpy as np
import pytest

from posecoach.coaching.leading.state import Said, Urgency
from posecoach.feedback.voice.mixer import BREATH_S, DUCKED, FADE_S, PATIENCE_S, SPEECH_LEVEL, Mixer
from posecoach.feedback.voice.samples import RATE_HZ, Samples
from posecoach.feedback.voice.tones import tone

LEVELS = {"one": 0.1, "two": 0.2, "three": 0.3, "stop": 0.4, "pain": 0.5}
LASTS_S = 1.0
BLOCK = RATE_HZ // 100


class Room:
    """A mixer, and all that has been heard of it."""

    def __init__(self) -> None:
        self.spoken = {
            text: np.full(round(LASTS_S * RATE_HZ), level, np.float32) for text, level in LEVELS.items()
        }
        self.mixer = Mixer(self.spoken)
        self.heard: Samples = np.zeros(0, np.float32)

    def say(self, text: str, urgency: Urgency = Urgency.PLAIN) -> None:
        self.mixer.say(Said(text, urgency))

    def go_on(self, seconds: float) -> None:
        left, blocks = round(seconds * RATE_HZ), [self.heard]
        while left > 0:
            blocks.append(self.mixer.render(min(BLOCK, left)))
            left -= BLOCK
        self.heard = np.concatenate(blocks)

    def sentences(self) -> list[tuple[str, float, float]]:
        """(which, from, to) in seconds, of the parts that stay at a sentence's own level."""
        steady = np.diff(self.heard, prepend=np.nan) == 0
        steady[:-1] |= steady[1:]
        found = []
        for text, level in LEVELS.items():
            at = np.flatnonzero(steady & (np.abs(self.heard - level * SPEECH_LEVEL) < 1e-4))
            if len(at):
                found.append((text, at[0] / RATE_HZ, (at[-1] + 1) / RATE_HZ))
        return sorted(found, key=lambda part: part[1])


@pytest.fixture
def room() -> Room:
    return Room()


def test_a_sentence_begins_at_once(room: Room) -> None:
    room.go_on(0.5)
    room.say("one")
    assert room.mixer.is_speaking
    room.go_on(2)
    assert room.sentences() == [("one", pytest.approx(0.5), pytest.approx(1.5))]
    assert not room.mixer.is_speaking


def test_the_next_waits_for_the_end_and_a_breath(room: Room) -> None:
    room.say("one")
    room.go_on(0.5)
    room.say("two")
    room.go_on(3)
    assert [text for text, *_ in room.sentences()] == ["one", "two"]
    assert room.sentences()[1][1] == pytest.approx(LASTS_S + BREATH_S, abs=0.011)


def test_what_waits_is_said_in_the_order_in_which_it_came(room: Room) -> None:
    room.say("one")
    room.go_on(0.3)
    room.say("two")
    room.go_on(0.3)
    room.say("three")
    room.go_on(4)
    assert [text for text, *_ in room.sentences()] == ["one", "two", "three"]


def test_what_is_said_together_is_heard_in_order(room: Room) -> None:
    for text in ("one", "two", "three"):
        room.say(text)
    room.go_on(5)
    assert [text for text, *_ in room.sentences()] == ["one", "two", "three"]


def test_a_long_sentence_is_waited_for_to_its_end(room: Room) -> None:
    room.spoken["one"] = np.full(8 * RATE_HZ, 0.1, np.float32)
    room.say("one")
    room.go_on(0.5)
    room.say("two")
    room.go_on(10)
    assert [text for text, *_ in room.sentences()] == ["one", "two"]


def test_what_others_went_before_for_too_long_is_dropped(room: Room) -> None:
    room.spoken["two"] = np.full(4 * RATE_HZ, 0.2, np.float32)
    for text in ("one", "two", "three"):
        room.say(text)
        room.go_on(0.3)
    room.go_on(10)
    assert [text for text, *_ in room.sentences()] == ["one", "two"]
    assert not room.mixer.is_speaking


def test_an_aside_is_said_into_silence_only(room: Room) -> None:
    room.say("one")
    room.go_on(0.5)
    room.say("two", Urgency.ASIDE)
    room.go_on(2)
    room.say("three", Urgency.ASIDE)
    room.go_on(2)
    assert [text for text, *_ in room.sentences()] == ["one", "three"]


@pytest.mark.parametrize("urgency", [Urgency.ASIDE, Urgency.PLAIN])
def test_an_urgent_sentence_cuts_short_what_is_less_so(room: Room, urgency: Urgency) -> None:
    room.say("one", urgency)
    room.go_on(0.5)
    room.say("stop", Urgency.URGENT)
    room.go_on(3)
    first, second = room.sentences()
    assert first[2] == pytest.approx(0.5, abs=0.01)
    assert second[:2] == ("stop", pytest.approx(0.5 + FADE_S + BREATH_S, abs=0.02))


def test_what_waits_is_said_after_an_urgent_sentence(room: Room) -> None:
    room.say("one")
    room.go_on(0.3)
    room.say("two")
    room.go_on(0.3)
    room.say("stop", Urgency.URGENT)
    room.go_on(4)
    assert [text for text, *_ in room.sentences()] == ["one", "stop", "two"]


def test_an_urgent_sentence_waits_for_another(room: Room) -> None:
    room.say("stop", Urgency.URGENT)
    room.go_on(0.5)
    room.say("two", Urgency.URGENT)
    room.go_on(3)
    assert [(text, to - since) for text, since, to in room.sentences()] == [
        ("stop", pytest.approx(LASTS_S)),
        ("two", pytest.approx(LASTS_S)),
    ]


@pytest.mark.parametrize("urgency", list(Urgency))
def test_pain_cuts_everything_short_and_forgets_what_waits(room: Room, urgency: Urgency) -> None:
    room.say("one", urgency)
    room.go_on(0.3)
    room.say("two")
    room.mixer.sound("done")
    room.go_on(0.2)
    room.say("pain", Urgency.PAIN)
    room.go_on(4)
    cut = round((0.5 + FADE_S) * RATE_HZ)
    assert [text for text, *_ in room.sentences()] == ["one", "pain"]
    assert not room.heard[cut : cut + round(0.1 * RATE_HZ)].any()


def test_hush_leaves_silence(room: Room) -> None:
    room.say("one")
    room.mixer.sound("halfway")
    room.go_on(0.3)
    room.say("two")
    room.mixer.hush()
    assert not room.mixer.is_speaking
    room.go_on(3)
    assert not room.heard[round((0.3 + FADE_S) * RATE_HZ) + 1 :].any()


def test_nothing_that_is_cut_clicks(room: Room) -> None:
    room.say("pain")
    room.go_on(0.5)
    room.mixer.hush()
    room.go_on(0.5)
    end = room.heard[RATE_HZ // 4 :]
    assert np.abs(np.diff(end)).max() < 0.5 * SPEECH_LEVEL / 200


def test_muted_forgets_what_is_asked_for(room: Room) -> None:
    room.mixer.mute(True)
    room.say("one")
    room.mixer.sound("start")
    room.go_on(1)
    assert not room.heard.any()
    room.mixer.mute(False)
    room.go_on(1)
    assert not room.heard.any()
    room.say("two")
    room.go_on(2)
    assert [text for text, *_ in room.sentences()] == ["two"]


def test_once_it_has_ended_nothing_is_waited_for(room: Room) -> None:
    room.say("one")
    room.mixer.end()
    room.mixer.mute(False)
    room.say("two")
    room.mixer.sound("start")
    assert not room.mixer.is_speaking
    room.go_on(1)
    assert not room.heard.any()


def test_a_sentence_waits_for_a_tone_to_ring_out(room: Room) -> None:
    room.mixer.sound("start")
    room.say("one")
    room.go_on(2)
    assert room.sentences()[0][1] == pytest.approx(len(tone("start")) / RATE_HZ, abs=0.011)


def test_an_urgent_sentence_waits_for_no_tone(room: Room) -> None:
    room.mixer.sound("done")
    room.say("stop", Urgency.URGENT)
    room.go_on(2)
    assert room.heard[: BLOCK * 10].mean() == pytest.approx(0.4 * SPEECH_LEVEL, abs=0.02)


def test_a_tone_under_a_sentence_is_softer_and_a_tick_is_left_out(room: Room) -> None:
    room.say("one")
    room.go_on(0.1)
    room.mixer.sound("tick")
    room.go_on(0.2)
    assert room.heard == pytest.approx(0.1 * SPEECH_LEVEL)
    room.mixer.sound("halfway")
    room.go_on(0.6)
    under = room.heard[round(0.3 * RATE_HZ) :] - np.float32(0.1 * SPEECH_LEVEL)
    assert np.abs(under).max() == pytest.approx(DUCKED * np.abs(tone("halfway")).max(), rel=0.01)


def test_a_sentence_that_is_not_ready_is_waited_for(room: Room) -> None:
    late = room.spoken.pop("one")
    room.say("one")
    room.go_on(1)
    room.spoken["one"] = late
    room.go_on(2)
    assert room.sentences() == [("one", pytest.approx(1.0), pytest.approx(2.0))]


def test_a_sentence_that_never_gets_ready_stands_in_nobodys_way(room: Room) -> None:
    room.say("unknown")
    room.go_on(PATIENCE_S[Urgency.PLAIN] + 0.1)
    assert not room.mixer.is_speaking
    room.say("two")
    room.go_on(2)
    assert [text for text, *_ in room.sentences()] == ["two"]


def test_a_sentence_without_a_sound_is_over_at_once(room: Room) -> None:
    room.spoken["mute"] = np.zeros(0, np.float32)
    room.say("mute", Urgency.PAIN)
    room.go_on(0.1)
    assert not room.mixer.is_speaking


def test_an_hour_of_talk_leaves_nothing_behind(room: Room) -> None:
    for second in range(3600):
        room.say(list(LEVELS)[second % 5], Urgency(second % 4))
        room.mixer.sound("tick")
        room.mixer.render(RATE_HZ)
    room.mixer.render(5 * RATE_HZ)
    room.mixer.render(5 * RATE_HZ)
    assert not room.mixer.render(RATE_HZ).any()
    assert not room.mixer.is_speaking


def test_two_sentences_are_never_heard_at_once(room: Room) -> None:
    """Whatever is asked for whenever: every moment is one sentence's level, or its fading."""
    random = np.random.default_rng(6)
    for _ in range(400):
        room.say(str(random.choice(list(LEVELS))), Urgency(int(random.integers(4))))
        room.go_on(float(random.uniform(0.01, 1.2)))
    levels = np.array(sorted({0.0, *LEVELS.values()}), np.float32) * np.float32(SPEECH_LEVEL)
    off_level = np.abs(room.heard[:, None] - levels).min(axis=1) > 1e-4
    edges = np.flatnonzero(np.diff(np.r_[False, off_level, False].astype(int)))
    assert len(edges) > 20, "nothing was cut short"
    assert ((edges[1::2] - edges[::2]) <= round(FADE_S * RATE_HZ)).all()
    for begins in edges[::2]:
        fading = room.heard[begins - 1 : begins + round(FADE_S * RATE_HZ) - 2]
        assert (np.diff(fading) <= 1e-6).all()
