from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest

from posecoach.coaching.events import Side
from posecoach.history.progress.values import Progress
from posecoach.report.progress_page import progress_page
from tests.report.conftest import Open
from tests.report.over_days import (
    BEGAN,
    TODAY,
    by_time,
    held,
    nothing_yet,
    raise_of_sixty_days,
    single_session,
    sixty_days,
)
from tests.report.test_html import Page

SIDES: tuple[Side, ...] = ("left", "right")
NASTY = "<script>document.title = 'owned'</script><img src=x onerror=alert(1)>"
A4_INSIDE_PX = (688, 1001)
"""Of 210 by 297 mm, less the margins of the page."""


@pytest.fixture(scope="module")
def html() -> str:
    return progress_page(sixty_days())


def words_of(subject: Progress) -> str:
    return Page(progress_page(subject)).text


def test_what_is_known_stands_there_in_words(html: str) -> None:
    story = sixty_days()
    text = Page(html).text
    sentences = [*story.sentences, *(sentence for s in story.stretches for sentence in s.sentences)]
    for words in (
        *sentences,
        "Your progress",
        "2 February to 2 April: 51 sessions on 49 days",
        "left, camera elsewhere since 4 March",
        "The difference is within measurement error (10°).",
        "not medical advice, diagnosis or treatment",
        "does not cure",
    ):
        assert words in text, words


def test_headings_are_in_order_and_the_language_is_told(html: str) -> None:
    tags = Page(html).tags
    levels = [int(tag[1]) for tag, _ in tags if tag in ("h1", "h2", "h3")]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert dict(tags)["html"] == {"lang": "en-GB"}
    assert all(attributes.get("aria-label") for _, attributes in tags if attributes.get("role") == "img")
    assert all("scope" in attributes for tag, attributes in tags if tag == "th")


def test_plotly_is_there_once(html: str) -> None:
    assert sum(len(script) > 1_000_000 for script in Page(html).scripts) == 1


def test_every_reading_is_in_the_table(html: str) -> None:
    text = Page(html).text
    for line in raise_of_sixty_days().lines:
        for reading in line.readings:
            assert f"{reading.value_deg:.0f}° ± 3°" in text
    assert "camera on your left, about 20° off square" in text


def test_no_degrees_of_what_is_held_by_time() -> None:
    text = words_of(replace(sixty_days(), stretches=(by_time(),))).split("Please read")[0]
    assert "°" not in text
    assert "60 s" in text
    assert "How it is measured" not in text


def test_a_variant_is_told_with_the_name() -> None:
    counted = replace(raise_of_sixty_days(), variant="held 30 s")
    assert "Passive straight-leg raise (held 30 s)" in words_of(replace(sixty_days(), stretches=(counted,)))


def test_nothing_kept_says_how_it_fills_and_keeps_the_disclaimer() -> None:
    text = words_of(nothing_yet())
    assert "After the first session" in text
    assert "not medical advice" in text
    assert "The days" not in text


def test_a_stretch_without_numbers_or_holds_still_has_its_sentences() -> None:
    bare = replace(by_time(), done=(), sentences=("Led by the voice, twice.",))
    assert "Led by the voice, twice." in words_of(replace(sixty_days(), stretches=(bare,)))


@pytest.mark.parametrize("width", [390, 1366])
@pytest.mark.parametrize(
    "story", [sixty_days(), single_session(), nothing_yet(), sixty_days("W" * 200), sixty_days(NASTY)]
)
def test_it_asks_for_nothing_reports_no_error_and_fits(opened: Open, story: Progress, width: int) -> None:
    page = opened(progress_page(story), width)
    page.page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    assert page.asked == []
    assert page.errors == []
    assert not page.overflows()
    assert page.page.title() != "owned"


def test_hovering_over_a_point_tells_its_day_and_value(opened: Open, html: str) -> None:
    page = opened(html).page
    point = page.locator("#chart-1 .scatterlayer .trace").nth(1).locator(".point").first
    point.scroll_into_view_if_needed()
    box = point.bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    told = page.locator("#chart-1 .hoverlayer text").first
    told.wait_for()
    first = raise_of_sixty_days().lines[0].readings[0]
    assert f"2 February: {first.value_deg:.0f}° ± 3°" in (told.text_content() or "")
    assert "left, 3 holds" in (told.text_content() or "")


@pytest.mark.parametrize("days", [1, 300])
def test_both_sides_of_what_is_held_have_a_column_in_a_day_as_in_a_year(opened: Open, days: int) -> None:
    done = [each for day in range(0, days, 7) for side in SIDES for each in held([day], side)]
    timed = replace(by_time(), done=tuple(done))
    page = opened(progress_page(replace(single_session(), stretches=(timed,)))).page
    page.wait_for_selector(".bars .point path")
    boxes = page.eval_on_selector_all(".bars .point path", "all => all.map(x => x.getBoundingClientRect())")
    assert len(boxes) == len(done)
    left, right = boxes[0], boxes[len(done) // 2]
    assert min(box["width"] for box in boxes) > 0.5
    assert left["x"] + left["width"] <= right["x"] + 0.5


def test_a_line_breaks_where_the_camera_stands_elsewhere(opened: Open, html: str) -> None:
    page = opened(html).page
    symbols = page.evaluate(
        "document.getElementById('chart-1').data.filter(d => d.marker).map(d => d.marker.symbol)"
    )
    assert symbols == ["circle", "circle-open", "diamond", "diamond-open"]


def test_the_line_of_a_camera_that_comes_back_has_a_gap(opened: Open) -> None:
    story = raise_of_sixty_days()
    early, late = story.lines[0], story.lines[1]
    back = replace(early, readings=(*early.readings, replace(late.readings[-1])))
    meanwhile = replace(late, readings=late.readings[:-1])
    page = opened(
        progress_page(replace(sixty_days(), stretches=(replace(story, lines=(back, meanwhile)),)))
    ).page
    values = page.evaluate("document.getElementById('chart-1').data.find(d => d.marker).y")
    assert values[-2] is None
    assert len(values) == len(early.readings) + 2


def test_the_calendar_has_the_right_days(opened: Open, html: str) -> None:
    page = opened(html).page
    shown = page.locator("rect.done").evaluate_all("all => all.map(each => each.dataset.day)")
    assert shown == [str(day) for day in sorted(sixty_days().days)]
    everything = page.locator("rect[data-day]").evaluate_all("all => all.map(each => each.dataset.day)")
    assert everything[0] == str(BEGAN)
    assert everything[-1] == str(TODAY)
    assert page.locator(f"rect[data-day='{TODAY}'] title").text_content() == "2 April: 1 session"
    assert "4 March: rest" not in html
    assert page.locator("rect[data-day='2026-02-07'] title").text_content() == "7 February: rest"


def test_a_keyboard_opens_the_table(opened: Open, html: str) -> None:
    page = opened(html).page
    page.locator("summary").first.focus()
    page.keyboard.press("Enter")
    assert page.locator("details[open] td").first.is_visible()


def test_printed_no_chart_is_cut_or_pushed_out(opened: Open, html: str) -> None:
    """Each chart with its legend is lower than a page, stays in one piece, and is no wider than the page."""
    page = opened(html)
    assert 1 < page.sheets() <= 4
    width, height = A4_INSIDE_PX
    page.page.set_viewport_size({"width": width, "height": height})
    page.page.emulate_media(media="print")
    page.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.page.wait_for_timeout(500)
    assert not page.overflows()
    figures = page.page.locator("figure")
    boxes = [figure.bounding_box() for figure in figures.all()]
    assert boxes
    assert all(box and box["height"] < height for box in boxes)
    rules = figures.evaluate_all("all => all.map(each => getComputedStyle(each).breakInside)")
    assert set(rules) == {"avoid"}
    charts = [chart.bounding_box() for chart in page.page.locator(".main-svg:first-child").all()]
    assert charts
    assert all(box and box["width"] <= width for box in charts)


def test_on_paper_the_ground_is_white(opened: Open, html: str) -> None:
    page = opened(html).page
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def test_of_a_long_time_the_last_year_is_shown_in_blocks_that_fit_a_phone(opened: Open) -> None:
    days = {TODAY - timedelta(days=ago): 1 for ago in range(0, 500, 3)}
    page = opened(progress_page(replace(nothing_yet(), days=days)), 390)
    shown = page.page.locator("rect.done").evaluate_all("all => all.map(each => each.dataset.day)")
    assert shown == [str(day) for day in sorted(days) if day >= date.fromisoformat(shown[0])]
    assert 51 * 7 <= (TODAY - date.fromisoformat(shown[0])).days < 52 * 7
    assert page.page.locator(".blocks svg").count() == 4
    assert "The last year is shown." in (page.page.locator("main").text_content() or "")
    assert not page.overflows()
