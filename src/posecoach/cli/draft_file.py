"""The draft of a stretch as the text of a file, with comments that tell its author what to look at."""

from __future__ import annotations

import json
from collections.abc import Mapping

import jinja2

from posecoach.coaching.demonstration import Demonstration
from posecoach.coaching.draft import Content, is_held, repetitions
from posecoach.coaching.draft_words import words


def draft_text(draft: Content, shown: Demonstration) -> str:
    """The YAML of a stretch file."""
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("posecoach.cli", "."),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        undefined=jinja2.StrictUndefined,
    )
    environment.filters |= {"text": _scalar, "flow": _flow}
    held_deg = round(shown.target.held_deg)
    return environment.get_template("draft.yaml.j2").render(
        draft=draft,
        shown=shown,
        means=means(shown),
        sides=sides(shown),
        times=times(shown, draft["doses"]["shown"]["hold_s"]),
        start_deg=round(shown.target.start_deg),
        held_deg=held_deg,
        norm=(held_deg - 10, held_deg + 10),
    )


def means(shown: Demonstration) -> str:
    """The target's measure in plain words."""
    found: str = words()["measures"][shown.target.measure]["means"]
    return found


def sides(shown: Demonstration) -> str:
    """Which side works, as a sentence."""
    if not shown.one_side_at_a_time:
        return "Both sides work together."
    worked = shown.working_sides
    return (
        "One side at a time." if len(worked) == 2 else f"One side at a time; the {worked[0]} one was shown."
    )


def times(shown: Demonstration, hold_s: float) -> str:
    """How often and how long, as a sentence."""
    count = repetitions(shown)
    often = "once" if count == 1 else f"{count} times"
    a_side = " on each side" if len(shown.working_sides) == 2 else ""
    return (
        f"It was held {often}{a_side}, for {hold_s:g} s."
        if is_held(shown)
        else f"It was done {often}{a_side}, without a hold."
    )


def _scalar(value: object) -> str:
    """JSON's way to write it is YAML's too."""
    return f"{value:g}" if isinstance(value, float) else json.dumps(value, ensure_ascii=False)


def _flow(values: Mapping[str, object]) -> str:
    plain = {"measure", "side"}
    parts = (f"{key}: {value if key in plain else _scalar(value)}" for key, value in values.items())
    return "{" + ", ".join(parts) + "}"
