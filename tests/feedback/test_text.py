from __future__ import annotations

import numpy as np
import pytest

from posecoach.feedback.text import MISSING, degrees, fitted, text_width, write


def test_degrees_never_shows_a_number_that_is_missing() -> None:
    assert [degrees(62.4), degrees(-14.2), degrees(-0.2), degrees(None)] == ["62°", "−14°", "0°", MISSING]


@pytest.mark.parametrize("mark", ["°", "±", "—", "−"])
def test_the_font_has_the_marks(mark: str) -> None:
    def drawn(words: str) -> bytes:
        image = np.zeros((60, 60, 3), np.uint8)
        write(image, words, (10, 45), 40, (255, 255, 255))
        assert image.any()
        return image.tobytes()

    # What the font lacks, OpenCV draws as a question mark.
    assert drawn(mark) != drawn("?")


def test_text_is_placed_by_its_alignment() -> None:
    image = np.zeros((40, 200, 3), np.uint8)
    write(image, "62°", (100, 30), 20, (255, 255, 255), align="right")
    columns = np.flatnonzero(image.any(axis=(0, 2)))
    assert columns.max() <= 100
    assert columns.min() >= 100 - text_width("62°", 20) - 2


def test_long_sentences_are_wrapped_and_shrunk_to_fit() -> None:
    sentence = "Straighten your raised knee. Lower the leg a little if you need to. " * 2
    size, lines = fitted(sentence, 300, 60, 30)
    assert size < 30
    assert " ".join(lines) == sentence.strip()
    assert len(lines) * size * 1.25 <= 60
    assert all(text_width(line, size) <= 300 for line in lines)


def test_a_word_too_long_for_any_box_is_still_drawn() -> None:
    assert fitted("Donaudampfschifffahrt", 5, 5, 20)[1] == ("Donaudampfschifffahrt",)
