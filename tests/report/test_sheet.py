from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from posecoach.history.safety import disclaimer
from posecoach.report.sheet import MOST_FAULTS, MOST_ROWS, sheet_page
from tests.report.conftest import Open
from tests.report.over_days import ANSWERS, crowded, nothing_yet, sessions, sixty_days
from tests.report.test_html import Page

ANNA = sheet_page(sixty_days("Anna Larsen"), sessions("Anna Larsen"), ANSWERS)
FULL = sheet_page(*crowded())
LATER = sheet_page(
    replace(crowded()[0], today=crowded()[0].today + timedelta(days=800)), crowded()[1], crowded()[2]
)
EMPTY = sheet_page(nothing_yet(), [], None)


def test_who_when_how_often_and_what_was_told() -> None:
    text = Page(ANNA).text
    for words in (
        "Stretching at home: Anna Larsen",
        "2 February to 2 April: 51 sessions on 49 days; 23 days of the last 28.",
        "night, leg or walking; a clinician who knows of it agrees",
        "A disc problem",
        "first fortnight 5.0 → 4.5, last fortnight 3.0 → 2.5",
        "Piriformis stretch on the back: 114 holds",
        "knee bent: 74 of 294 holds (Passive straight-leg raise)",
        "These are not goniometer readings",
        disclaimer(),
    ):
        assert re.sub(r"\s+", " ", words) in text, words


def test_the_table_has_first_best_latest_change_and_what_is_detectable() -> None:
    lines = sixty_days().stretches[0].lines
    text = Page(ANNA).text
    for line in lines:
        first, last = line.readings[0], line.readings[-1]
        change = last.value_deg - first.value_deg
        assert f"{first.value_deg:.0f}° ± 3°, {first.at.day} {first.at:%b}" in text
        assert f"{last.value_deg:.0f}° ± 3°, {last.at.day} {last.at:%b} +{change:.0f}° 6° yes, better" in text
    assert "21° ± 4°, 2 Apr — — first" in text


def test_less_is_best_where_less_is_better() -> None:
    story = sixty_days()
    fewer = replace(story.stretches[0], less_is_better=True)
    least = min(fewer.lines[1].readings, key=lambda reading: reading.value_deg)
    told = f"{least.value_deg:.0f}° ± 3°, {least.at.day} {least.at:%b}"
    assert told in Page(sheet_page(replace(story, stretches=(fewer,)), [], None)).text
    assert told not in Page(sheet_page(story, [], None)).text


def test_it_praises_nothing_and_needs_no_script() -> None:
    text = Page(ANNA).text
    assert not re.search(r"[Ww]ell done|[Gg]reat|[Gg]ood\b|!", text)
    assert "<script" not in ANNA
    assert Page(ANNA).loads == []


def test_what_does_not_fit_is_counted() -> None:
    rows = FULL.count('data-name="Latest"')
    assert rows == MOST_ROWS
    assert f"Not shown: {12 * 8 - rows} more lines" in Page(FULL).text
    assert "number 9" in Page(FULL).text


def test_nothing_kept_and_nothing_answered_is_said() -> None:
    text = Page(EMPTY).text
    assert "No session is kept." in text
    assert "The safety questions were not answered." in text
    assert "Angles reached" not in text


def test_faults_that_were_seen_as_often_keep_their_order() -> None:
    seen = [
        word for word in ("knee bent", "hips lifted", "too fast", "bouncing") if f"{word}: 294 of 294" in FULL
    ]
    assert len(seen) == MOST_FAULTS
    assert seen == sorted(seen, key=FULL.index)


@pytest.mark.parametrize("html", [ANNA, FULL, LATER, EMPTY], ids=["anna", "full", "later", "empty"])
def test_it_is_one_page_of_paper(opened: Open, html: str) -> None:
    page = opened(html)
    assert page.asked == []
    assert page.errors == []
    assert page.sheets() == 1


@pytest.mark.parametrize("width", [390, 1366])
@pytest.mark.parametrize("html", [ANNA, FULL], ids=["anna", "full"])
def test_it_fits_a_screen(opened: Open, html: str, width: int) -> None:
    assert not opened(html, width).overflows()


def test_a_name_brings_no_markup(opened: Open) -> None:
    name = "<script>document.title = 'owned'</script><b>Anna</b>"
    page = opened(sheet_page(sixty_days(name), [], None))
    assert page.page.locator("b").count() == 0
    assert name in (page.page.locator("h1").text_content() or "")
    assert "owned" in page.page.title()
    assert page.page.title() != "owned"


def test_faults_are_counted_over_the_holds_that_counted() -> None:
    story = sixty_days()
    kept = sessions()[:1]
    of = kept[0].stretches[0]
    clean = [hold.model_copy(update={"faults": ()}) for hold in of.holds[:3]]
    bent = clean[0].model_copy(update={"faults": ("knee_bent",)})
    attempt = bent.model_copy(update={"completed": False, "why": "fault"})
    done = of.model_copy(update={"holds": (bent, *clean[1:], attempt, attempt)})
    text = Page(sheet_page(story, [kept[0].model_copy(update={"stretches": (done,)})], None)).text
    assert "knee bent: 1 of 3 holds" in text
