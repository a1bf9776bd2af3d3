"""The pages about the stretches are those that the files give."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

from posecoach.stretches.load import load_stretch, stretch_ids
from posecoach.stretches.page import pages, write_pages
from posecoach.stretches.place import drawing
from tests.test_wheel import ROOT

PAGES = ROOT / "docs" / "stretches"


def test_the_pages_in_the_docs_are_up_to_date() -> None:
    """`posecoach stretches pages docs/stretches` writes them anew."""
    written = {path.name: path.read_text(encoding="utf-8") for path in PAGES.iterdir()}
    made = pages()
    assert sorted(written) == sorted(made)
    for name, text in made.items():
        assert written[name] == text, name


def test_every_stretch_has_a_page_a_drawing_and_a_line_in_the_index() -> None:
    made = pages()
    for stretch_id in stretch_ids():
        assert f"]({stretch_id}.svg)" in made[f"{stretch_id}.md"]
        assert f"]({stretch_id}.md)" in made["README.md"]
    assert len(made) == 2 * len(stretch_ids()) + 1


def test_writing_makes_the_folder(tmp_path: Path) -> None:
    paths = write_pages(tmp_path / "a" / "b")
    assert {path.name for path in paths} == set(pages())
    assert all(path.read_text(encoding="utf-8") for path in paths)


@pytest.mark.parametrize("stretch_id", stretch_ids())
def test_a_page_says_everything_that_is_said(stretch_id: str) -> None:
    stretch, text = load_stretch(stretch_id), pages()[f"{stretch_id}.md"]
    said = [sentence for _, sentences in stretch.steps for sentence in sentences]
    said += [fault.say for fault in stretch.faults.values()] + [stage.say for stage in stretch.stages]
    said += [stretch.summary, stretch.start.say, stretch.camera.say, *stretch.cannot_see]
    said += [stretch.interpretation] if stretch.interpretation else []
    for sentence in said:
        assert sentence in text


@pytest.mark.parametrize("stretch_id", stretch_ids())
def test_a_drawing_is_a_picture_with_the_camera_in_it(stretch_id: str) -> None:
    stretch = load_stretch(stretch_id)
    root = ElementTree.fromstring(drawing(stretch))
    left, top, width, height = map(float, root.attrib["viewBox"].split())
    words = {element.text: element.attrib for element in root.iter("{http://www.w3.org/2000/svg}text")}
    camera = words[f"camera, {100 * stretch.camera.height_m:.0f} cm high"]
    assert left < float(camera["x"]) < left + width
    assert top < float(camera["y"]) < top + height
    assert f"{stretch.camera.distance_m:g} m" in words
