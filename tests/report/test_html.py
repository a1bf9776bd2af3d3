from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest

from posecoach.analysis import Analysis, ViewSummary
from posecoach.report.html import report_html
from posecoach.stretches.load import load_stretch
from tests.report.examples import (
    ATTEMPT,
    HOLD,
    analysis,
    curl_ups,
    empty,
    held_by_time,
    track_at,
    write_film,
)


class Page(HTMLParser):
    """What a browser would load, and what a person would read."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.scripts: list[str] = []
        self._inside: list[str] = []
        self._words: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.loads += [
            value or "" for name, value in attrs if name in ("src", "href", "srcset", "action", "data")
        ]
        self._inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._inside:
            while self._inside.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if "script" in self._inside:
            self.scripts.append(data)
        elif "style" not in self._inside:
            self._words.append(data)

    @property
    def text(self) -> str:
        return re.sub(r"\s+", " ", " ".join(self._words))


def page_of(subject: Analysis, video: Path | None = None) -> Page:
    return Page(report_html(subject, track_at(np.arange(0, 40, 0.5).tolist()), video))


@pytest.fixture(scope="module")
def page() -> Page:
    return page_of(analysis())


def test_facts_are_on_the_page(page: Page) -> None:
    stretch = analysis().stretch
    for fact in (
        stretch.name,
        "slr.mp4",
        "1 of 3 holds done on the right: 20.2 s, at 68° ± 3°.",
        "41° ± 3°",
        "held for 3.1 s of 20 s",
        "0:12.0–0:14.5",
        stretch.faults["knee_bent"].say,
        "from the side, 7° off side-on",
        "99 % of 400 frames",
        *stretch.cannot_see,
    ):
        assert fact in page.text, fact


def test_disclaimer_is_always_there(page: Page) -> None:
    for subject in (page, page_of(empty(analysis()))):
        assert "not medical advice, diagnosis or treatment" in subject.text
        assert "does not cure" in subject.text
        assert "Stop at once" in subject.text


def test_nothing_is_loaded_from_anywhere(page: Page) -> None:
    assert page.loads
    assert all(address.startswith("data:") for address in page.loads)
    policy = next(a["content"] for t, a in page.tags if t == "meta" and "http-equiv" in a)
    assert policy is not None
    assert "default-src 'none'" in policy


def test_plotly_is_there_once(page: Page) -> None:
    assert sum(len(script) > 1_000_000 for script in page.scripts) == 1


def test_chart_holds_angles_bands_and_faults(page: Page) -> None:
    (chart,) = [script for script in page.scripts if "Plotly.newPlot" in script and len(script) < 1_000_000]
    for words in ("counts from 25", "usual: 70", "knee bent", "hold 1, right: 20.2 s", "attempt 1, left"):
        assert words in chart, words
    assert "NaN" not in chart


def test_pictures_and_tables_are_told_to_those_who_cannot_see(page: Page) -> None:
    pictures = [attributes for tag, attributes in page.tags if tag == "img"]
    assert len(pictures) == 2
    assert all(attributes["alt"] for attributes in pictures)
    assert "68° ± 3°" in (pictures[0]["alt"] or "")
    assert all("scope" in attributes for tag, attributes in page.tags if tag == "th")
    assert [tag for tag, _ in page.tags].count("h1") == 1


def test_pictures_come_from_the_video_where_it_is_at_hand(tmp_path: Path) -> None:
    film = tmp_path / "slr.mp4"
    write_film(film, np.arange(0, 40, 0.5).tolist())
    pictures = [attributes for tag, attributes in page_of(analysis(), film).tags if tag == "img"]
    assert [(attributes["alt"] or "").startswith("Video frame") for attributes in pictures] == [True, True]


def test_an_empty_recording_says_what_to_do() -> None:
    page = page_of(empty(analysis()))
    assert "No hold and no attempt" in page.text
    assert "could not be measured in any frame" in page.text
    assert analysis().stretch.start.say in page.text
    assert not [tag for tag, _ in page.tags if tag == "img"]


def test_an_unreliable_view_shows_no_number() -> None:
    unknown = replace(HOLD, value_deg=None, error_deg=None, peak_deg=None)
    oblique = replace(analysis(), view=ViewSummary("oblique", False, 38.0), holds=(unknown,), attempts=())
    text = page_of(oblique).text
    assert "68°" not in text
    assert oblique.stretch.view.say in text


def test_a_missing_number_stands_as_a_dash_beside_others() -> None:
    unknown = replace(ATTEMPT, value_deg=None, error_deg=None, peak_deg=None)
    assert "—" in page_of(replace(analysis(), attempts=(unknown,))).text


def test_what_is_held_by_time_shows_no_angle_and_does_not_excuse_itself() -> None:
    page = page_of(held_by_time())
    (chart,) = [script for script in page.scripts if "Plotly.newPlot" in script and len(script) < 1_000_000]
    assert "counts from" not in chart
    assert "hold 1, right" in chart
    shown = page.text.split("Please read:")[0]
    for line in held_by_time().stretch.cannot_see:
        shown = shown.replace(line, "")
    assert not re.search(r"[Aa]ngle|°(?! off side-on)|—", shown)
    assert "How far you go is not graded" in shown


def test_repetitions_without_a_hold_are_called_so() -> None:
    text = page_of(curl_ups()).text
    for words in ("10 repetitions, 2 sets", "Repetition 1, both sides", "In the target", "45° ± 3°"):
        assert words in text, words
    assert "hold for" not in text
    assert "Completed" not in text


def test_our_reading_of_an_unclear_rule_is_said() -> None:
    ball = load_stretch("ball_psoas")
    assert ball.interpretation
    assert ball.interpretation in page_of(replace(held_by_time(), stretch=ball, faults=())).text


def test_advice_is_coloured_only_where_there_is_some() -> None:
    untold = replace(HOLD, value_deg=None, error_deg=None, peak_deg=None)
    page = page_of(replace(analysis(), faults=(), holds=(untold,), attempts=()))
    assert "No angle is shown" in page.text
    assert "change" not in [attributes.get("class") for _, attributes in page.tags]


def test_a_file_name_cannot_bring_its_own_script() -> None:
    nasty = replace(analysis().source, file="<script>alert(1)</script>.mp4")
    page = page_of(replace(analysis(), source=nasty, attempts=(ATTEMPT,)))
    assert "alert(1)" not in "".join(page.scripts)


def test_a_live_session_that_hurt_says_so_and_speaks_of_no_recording() -> None:
    text = page_of(replace(analysis(), live=True, pain_s=(31.0,))).text
    assert "You said that it hurt, at 0:31.0, and stopped" in text
    assert "recording" not in text
