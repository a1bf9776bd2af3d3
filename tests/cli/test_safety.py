"""Safety first, as somebody new tries it: in a terminal, and in a script."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import get_args

import pytest

from posecoach.history.entries import Diagnosis, SafetyAnswers, SessionEntry
from posecoach.history.record.record import open_record
from posecoach.history.safety import disclaimer, load_pain, load_profiles, load_questions
from posecoach.stretches.load import load_rules
from tests.cli.terminal import COLUMNS, CTRL_C, CTRL_D, Terminal, terminal
from tests.cli.test_analyse import posecoach
from tests.cli.test_coach import FILM, RAISE, SILENT

QUESTIONS, PROFILES, PAIN = load_questions(), load_profiles(), load_pain()
URGENT = [flag for flag, question in QUESTIONS.questions.items() if question.urgency == "now"]
LESS_URGENT = [flag for flag, question in QUESTIONS.questions.items() if question.urgency == "first"]
ALL_NO = ["n"] * len(QUESTIONS.questions)
NUMBERS = {diagnosis: str(number) for number, diagnosis in enumerate(get_args(Diagnosis), 1)}
FOLDS, ARCHES, NEITHER = "double_knee_to_chest", "prone_press_up", "glute_bridge"
NOW = datetime.now(UTC)


@pytest.fixture
def session(tmp_path: Path, model_path: Path) -> list[object]:
    """What every session here has. There is no such camera: who gets that far may start."""
    return [*SILENT, "--camera", "no_camera.mp4", "--out", tmp_path, "--model", model_path]


def kept() -> SafetyAnswers | None:
    with open_record(os.environ["POSECOACH_DATABASE"]) as record:
        return record.answers("me")


def keep(*flags: str, cleared: bool = False, diagnosis: Diagnosis = "neither", days_ago: float = 1) -> None:
    answered_at = NOW - timedelta(days=days_ago)
    with open_record(os.environ["POSECOACH_DATABASE"]) as record:
        record.keep_answers(
            SafetyAnswers(
                person="me", answered_at=answered_at, flags=flags, cleared=cleared, diagnosis=diagnosis
            )
        )


def started(shown: str) -> bool:
    return "no_camera.mp4" in shown


def yes_to(flag: str) -> list[str]:
    return ["y" if flag == asked else "n" for asked in QUESTIONS.questions]


def test_the_first_time_it_says_what_it_is_and_asks_everything(session: list[object]) -> None:
    with terminal("coach", RAISE, *session) as at:
        shown = at.answer(*ALL_NO, NUMBERS["neither"], "0")
        code, end = at.ends()
    assert shown.startswith(disclaimer())
    places = [shown.index(question.ask) for question in QUESTIONS.questions.values()]
    assert places == sorted(places)
    assert PAIN.ask_before in shown
    assert (code, started(end)) == (1, True)
    assert max(map(len, at.text.splitlines()[:50])) <= COLUMNS
    answers = kept()
    assert answers
    assert (answers.flags, answers.cleared, answers.diagnosis) == ((), False, "neither")


@pytest.mark.parametrize("flag", URGENT)
def test_an_urgent_yes_sends_to_a_doctor_and_asks_no_more(flag: str) -> None:
    asked = yes_to(flag)
    with terminal("safety") as at:
        at.answer(*asked[: asked.index("y") + 1])
        code, end = at.ends()
    assert code == 1
    assert " ".join(QUESTIONS.now.say) in end
    assert QUESTIONS.now.refusal in end
    answers = kept()
    assert answers
    assert answers.flags == (flag,)


@pytest.mark.parametrize(
    ("flag", "refusal"), [(URGENT[0], QUESTIONS.now.refusal), (LESS_URGENT[0], QUESTIONS.first.refusal)]
)
def test_no_session_starts_after_a_yes(session: list[object], flag: str, refusal: str) -> None:
    asked = yes_to(flag)[: 1 if flag in URGENT else None]
    with terminal("coach", RAISE, *session) as at:
        at.answer(*asked, *([] if flag in URGENT else ["n"]))
        code, end = at.ends()
    assert (code, started(end)) == (1, False)
    assert refusal in end


def test_the_advice_comes_again_until_it_is_answered_anew(session: list[object]) -> None:
    keep(URGENT[0], days_ago=400)
    for _ in range(2):
        with terminal("coach", RAISE, *session) as at:
            code, end = at.ends()
        assert code == 1
        assert QUESTIONS.now.say[0] in end
    with terminal("safety") as at:
        at.answer(*ALL_NO, NUMBERS["neither"])
        assert at.ends()[0] == 0
    with terminal("coach", RAISE, *session) as at:
        at.answer("0")
        assert started(at.ends()[1])


@pytest.mark.parametrize("flag", LESS_URGENT)
def test_another_yes_waits_for_a_clinician(flag: str) -> None:
    with terminal("safety") as at:
        shown = at.answer(*yes_to(flag), "n")
        code, end = at.ends()
    assert code == 1
    assert " ".join(QUESTIONS.first.say) in shown
    assert QUESTIONS.first.cleared in shown
    assert QUESTIONS.first.refusal in end
    answers = kept()
    assert answers
    assert (answers.flags, answers.cleared) == ((flag,), False)


def test_who_was_told_that_it_is_all_right_goes_on(session: list[object]) -> None:
    with terminal("coach", RAISE, *session) as at:
        at.answer(*yes_to("age"), "y", NUMBERS["facet"], "2")
        assert started(at.ends()[1])
    answers = kept()
    assert answers
    assert (answers.flags, answers.cleared, answers.diagnosis) == (("age",), True, "facet")


@pytest.mark.parametrize(
    ("diagnosis", "left_out", "fits"),
    [
        ("disc", [FOLDS], ARCHES),
        ("facet", [ARCHES], FOLDS),
        ("both", [FOLDS, ARCHES], NEITHER),
        ("unsure", [FOLDS, ARCHES], NEITHER),
        ("neither", [], FOLDS),
    ],
)
def test_every_profile_leaves_out_what_may_not_suit(
    session: list[object], diagnosis: Diagnosis, left_out: list[str], fits: str
) -> None:
    with terminal("safety") as at:
        at.answer(*ALL_NO, NUMBERS[diagnosis])
        code, end = at.ends()
    assert code == 0
    assert PROFILES.profiles[diagnosis].say in end
    for stretch in left_out:
        with terminal("coach", stretch, *session) as at:
            code, end = at.ends()
        assert code == 1
        assert "left out" in end
        assert NEITHER in end.partition("These fit: ")[2]
        assert not started(end)
    with terminal("coach", fits, *session) as at:
        at.answer("1")
        assert started(at.ends()[1])


def test_a_disc_is_told_what_to_watch_for(session: list[object]) -> None:
    keep(diagnosis="disc")
    with terminal("coach", ARCHES, *session) as at:
        at.answer("1")
        assert PROFILES.watch.say in at.ends()[1]


def test_a_routine_goes_without_what_does_not_suit(session: list[object]) -> None:
    keep(diagnosis="disc")
    with terminal("coach", "--routine", "morning_ten_minutes", *session) as at:
        shown = at.answer("0")
        assert started(at.ends()[1])
    assert shown.count("so it is left out") == 2


@pytest.mark.parametrize(("pain", "starts"), [("5", True), ("6", False)])
def test_much_pain_is_a_day_for_rest(session: list[object], pain: str, starts: bool) -> None:
    keep()
    with terminal("coach", RAISE, *session) as at:
        at.answer(pain)
        code, end = at.ends()
    assert code == 1
    assert started(end) is starts
    assert ("a day for rest" in end) is not starts


def test_only_an_answer_is_one(session: list[object]) -> None:
    with terminal("safety") as at:
        shown = at.answer("", "perhaps", "1", " NO ", *ALL_NO[1:], "", "0", "6", "2")
        assert at.ends()[0] == 0
    assert shown.count("y for yes") == 3
    assert shown.count("from 1 to 5") == 3
    with terminal("coach", RAISE, *session) as at:
        shown = at.answer("", "-1", "11", "2.5", "five", "3")
        assert started(at.ends()[1])
    assert shown.count("from 0 to 10") == 5


@pytest.mark.parametrize(
    ("after", "key"), [([], CTRL_D), (ALL_NO[:5], CTRL_C), (ALL_NO, CTRL_C), (ALL_NO, CTRL_D)]
)
def test_who_stops_answering_keeps_nothing_and_does_not_start(
    session: list[object], after: list[str], key: str
) -> None:
    with terminal("coach", RAISE, *session) as at:
        at.answer(*after, key)
        code, end = at.ends()
    assert code == 1
    assert not started(end)
    assert "Traceback" not in at.text
    assert kept() is None


@pytest.mark.parametrize("key", [CTRL_C, CTRL_D])
@pytest.mark.parametrize(
    "after",
    [
        yes_to("injury"),  # whether somebody has looked at it
        yes_to("injury")[:7],
        [*yes_to("injury"), "y"],  # the profile
    ],
    ids=["cleared", "questions", "profile"],
)
def test_a_yes_is_kept_whatever_comes_after_it(session: list[object], after: list[str], key: str) -> None:
    keep(diagnosis="disc", days_ago=40)
    with terminal("coach", RAISE, *session) as at:
        at.answer(*after, key)
        code, end = at.ends()
    assert (code, started(end)) == (1, False)
    answers = kept()
    assert answers
    assert (answers.flags, answers.cleared, answers.diagnosis) == (("injury",), False, "disc")
    for done in (posecoach("coach", RAISE, *session), posecoach("screen", *session)):
        assert done.returncode == 1
        assert QUESTIONS.first.refusal in done.stderr


def test_answers_dated_into_the_future_do_not_beat_later_ones(session: list[object]) -> None:
    keep(days_ago=-400)
    with terminal("coach", RAISE, *session) as at:
        at.answer(*yes_to(URGENT[0])[:1])
        assert at.ends()[0] == 1
    assert QUESTIONS.now.refusal in posecoach("coach", RAISE, *session).stderr
    assert QUESTIONS.now.say[0] in " ".join(posecoach("plan").stdout.split())


def test_after_four_weeks_it_is_asked_again(session: list[object]) -> None:
    keep(days_ago=29, diagnosis="disc")
    with terminal("coach", RAISE, *session) as at:
        shown = at.answer(*ALL_NO, NUMBERS["facet"], "0")
        assert started(at.ends()[1])
    assert QUESTIONS.once_more in shown
    assert disclaimer() not in shown
    answers = kept()
    assert answers
    assert answers.diagnosis == "facet"


def test_pain_that_moved_down_a_leg_asks_again(session: list[object]) -> None:
    keep()
    with open_record(os.environ["POSECOACH_DATABASE"]) as record:
        record.keep(SessionEntry(person="me", began_at=NOW, kind="live", felt="moved_down"))
    for command in (("coach", RAISE), ("screen",)):
        done = posecoach(*command, *session)
        assert done.returncode == 1
        assert not started(done.stderr)
        assert QUESTIONS.moved_down.refusal in done.stderr
        assert " ".join(QUESTIONS.moved_down.say) in " ".join(done.stdout.split())
    with terminal("coach", RAISE, *session) as at:
        assert QUESTIONS.once_more in at.answer(*ALL_NO)
        assert QUESTIONS.first.cleared in at.answer("n")
        assert not started(at.ends()[1])
    assert QUESTIONS.first.refusal in posecoach("coach", RAISE, *session).stderr
    with terminal("safety") as at:
        assert QUESTIONS.first.cleared in at.answer(*ALL_NO, "y", NUMBERS["disc"])
        at.ends()
    assert started(posecoach("coach", RAISE, *session).stderr)


def test_a_script_is_not_asked_and_told_so(session: list[object]) -> None:
    done = posecoach("coach", RAISE, *session)
    assert done.returncode == 1
    assert started(done.stderr)
    assert "`posecoach safety`" in done.stdout.splitlines()[0]
    assert kept() is None


def test_a_script_goes_by_what_was_answered(session: list[object]) -> None:
    keep(URGENT[0])
    done = posecoach("coach", RAISE, *session)
    assert done.returncode == 1
    assert QUESTIONS.now.refusal in done.stderr
    keep(LESS_URGENT[0], days_ago=0.5)
    assert QUESTIONS.first.refusal in posecoach("coach", RAISE, *session).stderr
    keep(diagnosis="disc", days_ago=0.2)
    assert "left out" in posecoach("coach", FOLDS, *session).stderr
    [line] = posecoach("coach", RAISE, *session).stderr.splitlines()
    assert started(line)


def test_the_questions_can_be_answered_from_a_file(tmp_path: Path) -> None:
    answers = tmp_path / "answers.txt"
    answers.write_text("n\n" * len(ALL_NO) + "1\n", encoding="utf-8")
    done = posecoach("safety", "--person", "Ada", stdin=answers.open())
    assert done.returncode == 0
    assert PROFILES.profiles["disc"].say in " ".join(done.stdout.split())
    assert "asked again on" in done.stdout
    assert kept() is None
    with open_record(os.environ["POSECOACH_DATABASE"]) as record:
        ada = record.answers("Ada")
    assert ada
    assert ada.diagnosis == "disc"


def holding(at: Terminal) -> None:
    at.answer("1")
    at.wait_for("Stay there and breathe")


@pytest.fixture
def raising(tmp_path: Path, model_path: Path) -> list[object]:
    keep()
    return ["coach", RAISE, *SILENT, "--camera", FILM, "--out", tmp_path, "--model", model_path]


def test_a_rating_that_is_too_much_stops_the_stretch(raising: list[object]) -> None:
    """All the way: before, meanwhile, after, and what is kept of it."""
    live = load_rules().live
    with terminal(*raising) as at:
        holding(at)
        at.type("2")
        at.wait_for(live.noted)
        at.type("3")
        at.wait_for(live.pain)
        at.wait_for(live.pain_choices)
        at.type("q")
        shown = at.answer("3", "3")
        code, end = at.ends()
    assert code == 0, at.text
    assert PAIN.ask_after in shown
    assert PAIN.ask_felt in shown
    assert PAIN.advice["worse"] in end
    with open_record(os.environ["POSECOACH_DATABASE"]) as record:
        [session] = record.sessions("me")
    assert (session.pain_before, session.pain_after, session.felt) == (1, 3, "worse")
    [stretch] = session.stretches
    assert [pain.rating for pain in stretch.pains] == [2, 3]
    assert [hold.why for hold in stretch.holds] == ["pain"]


def test_what_was_typed_too_much_is_no_answer_to_what_is_asked_next(raising: list[object]) -> None:
    with terminal(*raising) as at:
        holding(at)
        at.type("q\n1\n1")
        at.answer("5", "1")
        assert at.ends()[0] == 0
    with open_record(os.environ["POSECOACH_DATABASE"]) as record:
        [session] = record.sessions("me")
    assert (session.pain_after, session.felt) == (5, "same")


@pytest.mark.parametrize("key", [CTRL_C, CTRL_D])
def test_who_does_not_say_how_it_was_loses_nothing(raising: list[object], key: str) -> None:
    with terminal(*raising) as at:
        holding(at)
        at.type("q")
        at.answer(key)
        code, _ = at.ends()
    assert code == 0
    with open_record(os.environ["POSECOACH_DATABASE"]) as record:
        [session] = record.sessions("me")
    assert session.pain_before == 1
    assert session.pain_after is None
    assert session.stretches
