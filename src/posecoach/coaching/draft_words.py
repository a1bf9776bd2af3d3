"""What drafts say, and what is known of lying bodies: ``draft_words.yaml``."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Any

import yaml


@cache
def words() -> dict[str, Any]:
    table: dict[str, Any] = yaml.safe_load(
        resources.files(__package__).joinpath("draft_words.yaml").read_text("utf-8")
    )
    return table
