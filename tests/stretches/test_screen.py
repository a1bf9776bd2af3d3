"""The screens' own files: valid, sourced, and in words that anybody understands."""

from __future__ import annotations

import re

import pytest

from posecoach.stretches.load import load_stretch, specs_folder, stretch_ids
from posecoach.stretches.model import Stretch
from posecoach.stretches.screen import Bound, Read, Screen, load_screens
from tests.stretches.test_sentences import JARGON, LONGEST_WORDS, aloud
from tests.test_wheel import ROOT

FOLDER = specs_folder() / "screens"
OWN = sorted(path.stem for path in FOLDER.glob("*.yaml") if path.stem != "screens")
SCREENS = load_screens().screens
CLAIMS = "treat|relie|cure|heal|diagnos(?!is)|positive|abnormal|patholog|fail|bad posture|wrong"
"""What nothing here may say; "not a diagnosis" it may."""


def told() -> list[str]:
    """Every sentence of the test itself that a person may read or hear."""
    screens = load_screens()
    bounds = [b for s in SCREENS.values() for r in s.reads for b in (*r.bounds, *filter(None, [r.differ]))]
    return [
        *screens.intro,
        *screens.cannot_see,
        *screens.afterwards,
        *screens.routine_advice,
        screens.not_sure,
        screens.when_nothing.why,
        *(sentence for screen in SCREENS.values() for sentence in (screen.name, *screen.cannot_see)),
        *(read.name for screen in SCREENS.values() for read in screen.reads),
        *(text for bound in bounds for text in (bound.say, bound.why, bound.advice or "")),
        *(text for question in screens.questions.values() for text in (question.ask, question.why)),
        *screens.left_out.profile.values(),
        screens.left_out.unknown,
        screens.left_out.worse,
        screens.left_out.leg_pain,
    ]


@pytest.mark.parametrize("name", SCREENS)
def test_a_screen_is_a_stretch_that_the_coach_can_lead(name: str) -> None:
    stretch = SCREENS[name].to_do()
    again = Stretch.model_validate(stretch.model_dump(exclude_unset=True))
    assert again.name == SCREENS[name].name
    assert list(again.doses) == ["screen"]
    assert again.dose().hold_s <= 5


def test_every_own_file_is_used() -> None:
    assert {screen.stretch for screen in SCREENS.values()} >= set(OWN)
    assert len({screen.to_do().id for screen in SCREENS.values()}) == len(SCREENS)


def test_every_source_is_in_the_docs() -> None:
    documented = (ROOT / "docs" / "sources.md").read_text(encoding="utf-8")
    for path in FOLDER.glob("*.yaml"):
        named = set(re.findall(r"\b(?:R\d-\d+|D-[a-z]+)\b", path.read_text(encoding="utf-8")))
        assert named, path
        assert not {name for name in named if not re.search(rf"\b{name}\b", documented)}, path.name


@pytest.mark.parametrize("own", OWN)
def test_what_is_said_is_short_and_plain(own: str) -> None:
    for text in aloud(load_stretch(str(FOLDER / f"{own}.yaml"))):
        assert text[0].isupper(), text
        assert text.endswith("."), text
        assert not re.search(rf"\b({JARGON})", text, re.IGNORECASE), text
        assert all(len(sentence.split()) <= LONGEST_WORDS for sentence in re.split(r"[.:] ", text)), text


def test_nothing_is_claimed_and_nobody_is_blamed() -> None:
    for text in told():
        assert not re.search(rf"\b({CLAIMS})", text.replace("passes or fails", ""), re.IGNORECASE), text
        assert not re.search(rf"\b({JARGON})", text, re.IGNORECASE), text


def test_the_test_says_that_it_is_no_diagnosis() -> None:
    screens = load_screens()
    assert any("not a diagnosis" in sentence for sentence in screens.intro)
    assert any("not a diagnosis" in sentence for sentence in screens.afterwards)


def test_what_is_rough_or_only_ours_is_told_only_where_it_is_sure() -> None:
    for name, screen in SCREENS.items():
        ours = name.startswith("standing")
        reads = [read for read in screen.reads if ours or not read.told]
        assert all(bound.sure for read in reads for bound in read.bounds), name


def test_a_bound_has_one_end() -> None:
    with pytest.raises(ValueError, match="under or over"):
        Bound(why="because", say="so", source="judgement: none")
    with pytest.raises(ValueError, match="expected one of"):
        Bound(over=1, why="because", say="so", source="judgement: none", suggests=["sit_upp"])


def test_a_reading_without_an_error_of_its_own_needs_one() -> None:
    bound = {"over": 1, "why": "because", "say": "so", "source": "judgement: none"}
    with pytest.raises(ValueError, match="expected error"):
        Read.model_validate({"measure": "ears_ahead", "name": "x", "bounds": [bound], "source": "ours"})
    with pytest.raises(ValueError, match="expected one of"):
        Read.model_validate({"measure": "ears", "name": "x", "bounds": [bound], "source": "ours"})


def test_the_screen_of_an_unknown_stretch() -> None:
    read = SCREENS["leg_raise"].reads[0].model_dump()
    dose = SCREENS["leg_raise"].dose.model_dump()
    with pytest.raises(ValueError, match="expected one of"):
        Screen.model_validate({"name": "x", "stretch": "leg_rise", "dose": dose, "reads": [read]})


def test_who_only_stands_still_need_not_come_back_from_it() -> None:
    still = {name for name, screen in SCREENS.items() if screen.to_do().only_keeps_still}
    assert still == {"standing_side", "standing_front"}
    assert not any(load_stretch(name).only_keeps_still for name in stretch_ids())
