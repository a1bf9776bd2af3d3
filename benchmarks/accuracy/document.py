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
    """Write the sheets into their places in a Markdown file. Raises ValueError where a place is for a sheet
    that there is not."""
    named = {sheet.title: sheet for sheet in sheets}

    def table(place: re.Match[str]) -> str:
        title = place["title"]
        if title not in named:
            raise ValueError(f"{document} has a place for {title!r}; the sheets are {', '.join(named)}")
        return f"<!-- {title} -->\n{as_markdown(named[title])}\n<!-- end -->"

    document.write_text(_BLOCK.sub(table, document.read_text(encoding="utf-8")), encoding="utf-8")
