"""Tables in a document."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.accuracy.document import rewrite
from benchmarks.accuracy.sheet import Sheet

SHEET = Sheet("Knees", "In degrees.", ("side", "MAE", "frames"), (("left", 3.14, 12), ("right", None, 0)))


def test_a_table_is_written_into_its_place_and_again(tmp_path: Path) -> None:
    document = tmp_path / "doc.md"
    document.write_text("# Title\n\n<!-- Knees -->\n<!-- end -->\n\nThe end.\n", encoding="utf-8")
    rewrite(document, [SHEET])
    once = document.read_text(encoding="utf-8")
    assert (
        "| side | MAE | frames |\n| --- | --- | --- |\n| left | 3.1 | 12 |\n| right | — | 0 |\n\nIn degrees."
        in once
    )
    assert once.startswith("# Title\n\n")
    assert once.endswith("<!-- end -->\n\nThe end.\n")
    rewrite(document, [SHEET])
    assert document.read_text(encoding="utf-8") == once


def test_a_place_for_another_sheet_stays(tmp_path: Path) -> None:
    document = tmp_path / "doc.md"
    elbows = "<!-- Elbows -->\nas they were\n<!-- end -->"
    document.write_text(f"{elbows}\n\n<!-- Knees -->\n<!-- end -->", encoding="utf-8")
    rewrite(document, [SHEET])
    written = document.read_text(encoding="utf-8")
    assert written.startswith(elbows)
    assert "| left | 3.1 | 12 |" in written


def test_a_document_without_a_place_is_named(tmp_path: Path) -> None:
    document = tmp_path / "doc.md"
    document.write_text("<!-- Elbows -->\n<!-- end -->", encoding="utf-8")
    with pytest.raises(ValueError, match=r"doc\.md.*Knees"):
        rewrite(document, [SHEET])
