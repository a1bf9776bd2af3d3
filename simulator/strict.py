"""The base of what is read from YAML and JSON files: nothing unknown, and nothing changed later."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
