"""Tables of a document, written anew from figures.

A table stands between ``<!-- Title of the sheet -->`` and ``<!-- end -->``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from benchmarks.accuracy.sheet import Sheet, as_markdown

_BLOCK = re.compile(r"<!-- (?P<title>.+?) -->\n.*?<!-- end -->", re.DOTALL)


def rewrite(document: Path, sheets: Sequence[Sheet]) -> None:
    """Write those of the sheets that have a place in a Markdown file into it; the other places stay. Raises
    ValueError where none has."""
    named = {sheet.title: sheet for sheet in sheets}
    text = document.read_text(encoding="utf-8")
    if not named.keys() & set(places(text)):
        raise ValueError(f"{document} has no place for any of {', '.join(named)}")

    def table(place: re.Match[str]) -> str:
        sheet = named.get(place["title"])
        return f"<!-- {sheet.title} -->\n{as_markdown(sheet)}\n<!-- end -->" if sheet else place[0]

    document.write_text(_BLOCK.sub(table, text), encoding="utf-8")


def places(text: str) -> list[str]:
    """The titles of the sheets that a document shows."""
    return [place["title"] for place in _BLOCK.finditer(text)]
