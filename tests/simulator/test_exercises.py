"""The files that say how each stretch moves a body."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from simulator.motion.exercises import Exercise, known_exercises, load_exercise
from simulator.posture.make import at_ease, refuse_unknown

SPECS = Path(__file__).parents[2] / "stretch_specs"


@pytest.mark.parametrize("stretch", known_exercises())
def test_every_exercise_moves_what_its_position_has(stretch):
    exercise = load_exercise(stretch)
    assert (SPECS / f"{stretch}.yaml").is_file()
    known = at_ease(exercise.position)
    for side in ("left", "right"):
        assert set(exercise.depth_parameters(side)) <= set(known)
        assert exercise.depth_parameters(side)
        refuse_unknown(exercise.position, exercise.deepest(side, 20.0))
        for fault in exercise.mistakes:
            refuse_unknown(exercise.position, exercise.mistake(fault, side))


def test_a_position_that_nobody_can_be_placed_in_is_refused():
    with pytest.raises(ValidationError, match="no position 'hovering': take one of supine"):
        Exercise(position="hovering", start={}, stretch={}, mistakes={})
