"""Questions in the terminal. An answer that is not understood is asked for again; ENTER alone is none."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from rich.console import Console

from posecoach.errors import PosecoachError

YES_OR_NO = {"y": True, "yes": True, "n": False, "no": False}
MOST_PAIN = 10

Answer = TypeVar("Answer")


def yes(console: Console, question: str) -> bool:
    return _ask(console, f"{question} (y/n)", YES_OR_NO, "Please answer y for yes, or n for no.")


def pain(console: Console, question: str) -> int:
    """0 to 10."""
    known = {str(rating): rating for rating in range(MOST_PAIN + 1)}
    return _ask(console, question, known, f"Please give a whole number from 0 to {MOST_PAIN}.")


def choice(console: Console, question: str, choices: Mapping[Answer, str]) -> Answer:
    """choices: what each one is called. It is answered by its number, from 1."""
    tell(console, question)
    for number, name in enumerate(choices.values(), 1):
        tell(console, f"  {number}  {name}")
    known = {str(number): chosen for number, chosen in enumerate(choices, 1)}
    return _ask(console, "", known, f"Please give a number from 1 to {len(choices)}.")


def _ask(console: Console, question: str, known: Mapping[str, Answer], otherwise: str) -> Answer:
    """Raises PosecoachError where nobody is there to answer any more."""
    if question:
        tell(console, question)
    while True:
        try:
            answer = console.input("> ", markup=False).strip().lower()
        except EOFError:
            console.print()
            raise PosecoachError("There was no answer, so it ends here.") from None
        if answer in known:
            return known[answer]
        tell(console, otherwise)


def tell(console: Console, *sentences: str) -> None:
    """Each on lines of its own, broken between words."""
    for sentence in sentences:
        console.print(sentence, markup=False, highlight=False)
