"""How a fetch is shown."""

from __future__ import annotations

from collections.abc import Callable

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

Report = Callable[[int, int | None], None]
"""Told the bytes fetched so far and how many there will be, None where that is not known."""


def fetch_progress(console: Console | None = None) -> Progress:
    """A bar for ``resolve_model``, to be used as a context; it vanishes when the model is there, and does
    not show where the console (standard error where none is given) is no terminal."""
    console = console or Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    return Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
