"""Stretch files: found, read, validated, with errors that name file, key, value and what was expected."""

from __future__ import annotations

import difflib
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from posecoach.errors import PosecoachError, UsageError
from posecoach.stretches.model import Stretch
from posecoach.stretches.rules import Rules

Model = TypeVar("Model", bound=BaseModel)

RULES_FILE = "common.yaml"


def specs_folder() -> Path:
    """Where the shipped specs are: inside the installed package, or beside ``src`` in a checkout."""
    installed = Path(str(files("posecoach"))) / "stretch_specs"
    return installed if installed.is_dir() else Path(__file__).parents[3] / "stretch_specs"


def stretch_ids() -> list[str]:
    return sorted(path.stem for path in specs_folder().glob("*.yaml") if path.name != RULES_FILE)


@cache
def load_rules() -> Rules:
    return read_model(specs_folder() / RULES_FILE, Rules)


def load_stretch(id_or_file: str) -> Stretch:
    """A shipped stretch by its id, or one's own by the path of its YAML file, with the faults of every
    stretch added to its own.

    Raises UsageError for an unknown id, PosecoachError for a file that cannot be read or is not valid.
    """
    if id_or_file.endswith((".yaml", ".yml")):
        path = Path(id_or_file)
    elif id_or_file in stretch_ids():
        path = specs_folder() / f"{id_or_file}.yaml"
    else:
        raise UsageError(_unknown(id_or_file))
    stretch = read_model(path, Stretch)
    return stretch.model_copy(update={"faults": load_rules().faults | stretch.faults})


class _NoRepeatedKeys(yaml.SafeLoader):
    """YAML keeps the last of two equal keys without a word; a spec would lose a rule that way."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen = set()
        for key, _ in node.value:
            if key.value in seen:
                raise yaml.MarkedYAMLError(problem=f"{key.value!r} stands twice", problem_mark=key.start_mark)
            seen.add(key.value)
        return super().construct_mapping(node, deep)


def _unknown(name: str) -> str:
    known = stretch_ids()
    close = difflib.get_close_matches(name, known, n=1)
    hint = (
        f"did you mean {close[0]}?" if close else f"known: {', '.join(known)}, or the path of a .yaml file."
    )
    return f"There is no stretch {name!r}: {hint}"


def read_model(path: Path, model: type[Model]) -> Model:
    """A YAML file as ``model``. Raises PosecoachError, one line for each mistake."""
    content = read_yaml(path)
    if not isinstance(content, dict):
        raise PosecoachError(f"{path}: expected keys with values, found {_shown(content)}")
    try:
        return model.model_validate(content)
    except ValidationError as error:
        raise PosecoachError("\n".join(f"{path}: {line}" for line in _explain(error))) from None


def read_yaml(path: Path) -> object:
    """What is in the file. Raises PosecoachError where it is no YAML, or has a key twice."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise PosecoachError(f"{path}: no such file") from None
    except (OSError, UnicodeDecodeError) as error:
        raise PosecoachError(f"{path}: cannot be read as text ({error})") from None
    try:
        content: object = yaml.load(text, _NoRepeatedKeys)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f" in line {mark.line + 1}" if mark else ""
        problem = getattr(error, "problem", None) or "it cannot be parsed"
        raise PosecoachError(f"{path}: not valid YAML{where}: {problem}") from None
    return content


def _explain(error: ValidationError) -> list[str]:
    return [_explain_one(detail) for detail in error.errors(include_url=False)]


def _explain_one(detail: Any) -> str:
    key = ".".join(str(part) for part in detail["loc"]) or "the whole file"
    match detail["type"]:
        case "missing":
            return f"{key}: is missing"
        case "extra_forbidden":
            return f"{key}: is not a key that is known here"
        case "value_error":
            expected = str(detail["ctx"]["error"])
        case _:
            expected = detail["msg"][0].lower() + detail["msg"][1:]
    if isinstance(detail["input"], dict):
        return f"{key}: {expected}"
    return f"{key}: {_shown(detail['input'])}: {expected}"


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."
