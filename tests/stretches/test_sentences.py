"""What is said and read aloud: short, plain, and never more than a moderate pull."""

from __future__ import annotations

import re

import pytest

from posecoach.stretches.load import load_stretch, stretch_ids
from posecoach.stretches.model import Stretch

JARGON = (
    "abduct|adduct|anterior|dorsi|extensor|extension|femur|femoral|flexion|flexor|glute|gluteal|gluteus|hamstring|"
    "iliopsoas|inclination|lordosis|lumbar|pelvic|pelvis|piriformis|plantar|posterior|prone|psoas|sacrum|sagittal|"
    "spinal|supine|thoracic|trunk|vertebra"
)
PUSHING = "deeper|further|harder|maximum|more pull|push"
LONGEST_WORDS = 26
"""Of one sentence that is read aloud to somebody who lies on the floor."""


def aloud(stretch: Stretch) -> list[str]:
    """Everything that the coach may say or a person is told of this stretch."""
    sentences = [
        stretch.summary,
        stretch.start.say,
        stretch.camera.say,
        stretch.view.say,
        *stretch.cannot_see,
    ]
    sentences += [sentence for _, steps in stretch.steps for sentence in steps]
    sentences += [stage.say for stage in stretch.stages]
    for fault in stretch.faults.values():
        sentences += [fault.say, *filter(None, [fault.acknowledge])]
    return sentences


@pytest.fixture(params=stretch_ids())
def stretch(request: pytest.FixtureRequest) -> Stretch:
    return load_stretch(request.param)


def test_nothing_is_long(stretch: Stretch) -> None:
    for text in aloud(stretch):
        assert len(text) <= 160, text
        for sentence in re.split(r"[.:] ", text):
            assert len(sentence.split()) <= LONGEST_WORDS, sentence


def test_everything_ends_as_a_sentence(stretch: Stretch) -> None:
    for text in aloud(stretch):
        assert text[0].isupper(), text
        assert text.endswith("."), text


def test_there_is_no_jargon(stretch: Stretch) -> None:
    for text in aloud(stretch):
        assert not re.search(rf"\b({JARGON})", text, re.IGNORECASE), text


def test_nobody_is_pushed(stretch: Stretch) -> None:
    told = [text for text in aloud(stretch) if text not in stretch.cannot_see]
    for text in told:
        assert not re.search(rf"\b({PUSHING})\b", text, re.IGNORECASE), text


def test_everybody_is_told_to_stop_when_it_hurts(stretch: Stretch) -> None:
    assert any("Stop at once if it hurts" in text for text in stretch.steps.holding)


def test_a_lost_picture_is_told(stretch: Stretch) -> None:
    """The rules whose picture or method is lost, and the stretch that no rule names."""
    derived = {"rag_doll_fold", "standing_hamstring", "glute_stretch", "ball_psoas", "glute_bridge"}
    assert (stretch.interpretation is not None) == (stretch.id in derived)


def test_what_is_not_measured_is_admitted(stretch: Stretch) -> None:
    """A spoken step that no camera verifies has its word in what the camera cannot see."""
    assert stretch.cannot_see
    if any(not stage.when for stage in stretch.stages):
        assert any(sentence.startswith("Whether") for sentence in stretch.cannot_see)
