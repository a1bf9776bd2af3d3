from __future__ import annotations

import pytest

from posecoach.feedback.voice.wording import read_aloud


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Good. Stay there and breathe.", "Good. Stay there and breathe."),
        ("68° ± 3°", "68 degrees, give or take 3 degrees"),
        ("1° more than last time", "one degree more than last time"),
        ("41.1°", "41.1 degrees"),
        ("Hold for 20–30 s.", "Hold for 20 to 30 seconds."),
        ("Hold for 20 - 30 s.", "Hold for 20 to 30 seconds."),
        ("10°/s", "10 degrees a second"),
        ("−5°", "minus 5 degrees"),
        ("3 × 10", "3 times 10"),
        ("3×10, 90 %", "3 times 10, 90 per cent"),
        ("Lie down – slowly.", "Lie down, slowly."),
        ("a half-kneeling hold of 30s", "a half-kneeling hold of 30 seconds"),
        ("25 cm, 10 min", "25 centimetres, 10 minutes"),
    ],
)
def test_signs_are_read_as_words(written: str, read: str) -> None:
    assert read_aloud(written) == read
