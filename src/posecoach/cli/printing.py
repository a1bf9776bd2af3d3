"""Sentences in the terminal."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text


def say(console: Console, *sentences: str) -> None:
    """Each on a line of its own, as it is: whatever brackets and numbers are in it, unbroken."""
    for sentence in sentences:
        console.print(Text(sentence), soft_wrap=True)
