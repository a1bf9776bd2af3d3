"""Every rule that the stretches come from is in docs/rules.md, with the test that shows it or the sentence
that says why no camera does."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
import yaml

from posecoach.stretches.load import specs_folder, stretch_ids
from tests.test_wheel import ROOT

DOCS = ROOT / "docs"
TESTS = ROOT / "tests"
RULES_OF_EACH_ARTICLE = (13, 12, 14, 8, 16)
"""R0-1 to R0-13, R1-1 to R1-12 and so on."""
ALL = [f"R{n}-{k}" for n, last in enumerate(RULES_OF_EACH_ARTICLE) for k in range(1, last + 1)]
EVERY = "every stretch"
FOR_RULES = "test_rules_in_"
"""Files of tests that were written for this table."""


@dataclass(frozen=True)
class Row:
    rule: str
    asks: str
    files: str
    shown_by: str

    @property
    def specs(self) -> list[str]:
        """Ids of stretches, and common.yaml."""
        return re.findall(r"`([^`]+)`", self.files)

    @property
    def tests(self) -> list[tuple[str, str]]:
        """File below tests/, and function."""
        return re.findall(r"`([\w/]+\.py)::(\w+)`", self.shown_by)

    @property
    def quoted(self) -> list[tuple[str, str]]:
        """Sentence, and the file below docs/ that has it."""
        return re.findall(r"“([^”]+)” \(\[[^]]+\]\(([^)]+)\)\)", self.shown_by)


def rows() -> list[Row]:
    lines = (DOCS / "rules.md").read_text(encoding="utf-8").splitlines()
    return [
        Row(*(cell.strip() for cell in line.strip("|").split("|")))
        for line in lines
        if line.startswith("| R")
    ]


@cache
def module(name: str) -> tuple[str, dict[str, ast.FunctionDef], dict[str, str]]:
    """A test file's functions, and the source of everything else that it defines."""
    text = (TESTS / name).read_text(encoding="utf-8")
    functions: dict[str, ast.FunctionDef] = {}
    others: dict[str, str] = {}
    for node in ast.parse(text).body:
        source = ast.get_source_segment(text, node) or ""
        if isinstance(node, ast.FunctionDef):
            functions[node.name] = node
            others[node.name] = source
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            for target in targets:
                names = target.elts if isinstance(target, ast.Tuple) else [target]
                others |= {name.id: source for name in names if isinstance(name, ast.Name)}
    return text, functions, others


def words_of(name: str, function: str) -> str:
    """A test with its decorators, and what it calls upon in its own file."""
    text, functions, others = module(name)
    node = functions[function]
    source = "\n".join(ast.get_source_segment(text, part) or "" for part in (node, *node.decorator_list))
    used = {part.id for part in ast.walk(node) if isinstance(part, ast.Name)} - {function}
    return "\n".join([source, *(others[part] for part in sorted(used) if part in others)])


def by_rule(row: Row) -> str:
    return row.rule


def test_every_rule_is_there_once_and_in_order() -> None:
    assert [row.rule for row in rows()] == ALL


@pytest.mark.parametrize("row", rows(), ids=by_rule)
def test_a_row_says_what_is_asked_and_where_that_is_shown(row: Row) -> None:
    assert row.asks.endswith((".", ".)"))
    assert row.tests or "Not for a camera: " in row.shown_by
    assert row.files == "—" or row.files == EVERY or row.specs
    known = {*stretch_ids(), "common.yaml"}
    assert set(row.specs) <= known
    if row.files != "—":
        assert row.tests, "what is in a file can be tested"


@pytest.mark.parametrize("row", [row for row in rows() if row.tests], ids=by_rule)
def test_the_tests_that_are_named_exist_and_run(row: Row) -> None:
    for name, function in row.tests:
        node = module(name)[1].get(function)
        assert node is not None, f"{name}::{function}"
        marks = " ".join(ast.unparse(mark) for mark in node.decorator_list)
        assert "xfail" not in marks
        assert "skip" not in marks


@pytest.mark.parametrize("row", [row for row in rows() if row.tests], ids=by_rule)
def test_the_tests_that_are_named_are_about_the_rule(row: Row) -> None:
    """Those that are written for rules name it; of all together one names it, or a stretch that does it."""
    numbered = re.compile(rf"\b{row.rule}\b")
    words = {(name, function): words_of(name, function) for name, function in row.tests}
    for (name, function), text in words.items():
        assert FOR_RULES not in name or numbered.search(text), f"{name}::{function} does not name {row.rule}"
    whole = "\n".join(words.values())
    assert row.files in ("—", EVERY) or numbered.search(whole) or any(spec in whole for spec in row.specs)


@pytest.mark.parametrize("row", [row for row in rows() if row.quoted], ids=by_rule)
def test_the_sentences_that_are_quoted_are_in_the_docs(row: Row) -> None:
    for sentence, file in row.quoted:
        text = (DOCS / file).read_text(encoding="utf-8")
        assert " ".join(sentence.split()) in " ".join(text.split()), (sentence, file)


@pytest.mark.parametrize("row", [row for row in rows() if row.specs], ids=by_rule)
def test_the_files_that_are_named_name_the_rule_or_a_test_names_them(row: Row) -> None:
    for spec in row.specs:
        path = specs_folder() / (spec if spec.endswith(".yaml") else f"{spec}.yaml")
        named = re.search(rf"\b{row.rule}\b", path.read_text(encoding="utf-8"))
        assert named or any(spec in words_of(*test) for test in row.tests), f"{spec} does not name {row.rule}"


@pytest.mark.parametrize("path", sorted(specs_folder().glob("*.yaml")), ids=lambda path: path.stem)
def test_every_rule_that_a_file_names_is_in_the_table(path: Path) -> None:
    table = {row.rule: row for row in rows()}
    text = path.read_text(encoding="utf-8")
    assert set(re.findall(r"\bR\d-\d+\b", text)) <= set(table)
    source = yaml.safe_load(text).get("source", "")
    for rule in re.findall(r"\bR\d-\d+\b", source):
        assert path.stem in table[rule].specs, f"{path.stem} says that it comes from {rule}"
