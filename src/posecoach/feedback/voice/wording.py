"""From a sentence for the eye to one that a voice reads well."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

import yaml
from pydantic import BaseModel, ConfigDict


class Wording(BaseModel):
    """``wording.yaml``. voices: the name of a voice, by command. read: pairs of a pattern and its words."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    voices: dict[str, str]
    read: list[tuple[str, str]]


@cache
def wording() -> Wording:
    text = resources.files(__package__).joinpath("wording.yaml").read_text(encoding="utf-8")
    return Wording.model_validate(yaml.safe_load(text))


def read_aloud(text: str) -> str:
    """Signs and units as words: 68° ± 3° is read as 68 degrees, give or take 3 degrees."""
    for pattern, words in wording().read:
        text = re.sub(pattern, words, text)
    return " ".join(text.split())
