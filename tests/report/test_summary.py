from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

import jsonschema
import pytest

from posecoach.analysis import Analysis
from posecoach.coaching.events import Hold, Why
from posecoach.report.summary import summary, write_summary
from tests.report.examples import ATTEMPT, HOLD, analysis, curl_ups, empty, held_by_time

NUMBER = {"type": "number"}
NUMBER_OR_NULL = {"type": ["number", "null"]}
SIDE = {"enum": ["left", "right", "both"]}


def thing(**properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


HOLD_KEYS: dict[str, Any] = {
    "side": SIDE,
    "start_s": NUMBER,
    "end_s": NUMBER,
    "held_s": NUMBER,
    "value_deg": NUMBER_OR_NULL,
    "error_deg": NUMBER_OR_NULL,
    "peak_deg": NUMBER_OR_NULL,
    "best_s": NUMBER,
    "faults": {"type": "array", "items": {"type": "string"}},
}

SCHEMA = thing(
    schema={"const": "posecoach.summary/1"},
    source=thing(
        file={"type": "string", "pattern": "^[^/]+$"},
        start_s=NUMBER,
        duration_s=NUMBER,
        frames={"type": "integer"},
        width={"type": "integer"},
        height={"type": "integer"},
    ),
    stretch={"type": "string"},
    dose=thing(
        name={"type": "string"}, hold_s=NUMBER, repetitions={"type": "integer"}, sets={"type": "integer"}
    ),
    coverage={"type": "number", "minimum": 0, "maximum": 1},
    view=thing(
        kind={"enum": ["side", "oblique", "front", "unknown"]}, ok={"type": "boolean"}, yaw_deg=NUMBER_OR_NULL
    ),
    holds={"type": "array", "items": thing(**HOLD_KEYS, completed={"const": True})},
    attempts={
        "type": "array",
        "items": thing(**HOLD_KEYS, completed={"const": False}, why={"enum": list(get_args(Why))}),
    },
    repetitions={"type": "integer"},
    faults={"type": "array", "items": thing(id={"type": "string"}, side=SIDE, start_s=NUMBER, end_s=NUMBER)},
    cues={
        "type": "array",
        "items": thing(
            time_s=NUMBER, id={"type": "string"}, text={"type": "string"}, kind={"type": "string"}
        ),
    },
    pain_s={"type": "array", "items": NUMBER},
)


def refuse(constant: str) -> None:
    raise AssertionError(f"{constant} is no JSON")


@pytest.mark.parametrize(
    "subject",
    [
        analysis(),
        empty(analysis()),
        held_by_time(),
        curl_ups(),
        replace(analysis(), live=True, pain_s=(7.1,)),
    ],
    ids=["full", "empty", "held by time", "without a hold", "live"],
)
def test_file_follows_the_schema(subject: Analysis, tmp_path: Path) -> None:
    path = tmp_path / "summary.json"
    write_summary(summary(subject), path)
    found = json.loads(path.read_text(encoding="utf-8"), parse_constant=refuse)
    jsonschema.validate(found, SCHEMA)
    assert found == summary(subject)


def test_values_are_the_analysis_rounded() -> None:
    found = summary(analysis())
    assert found["holds"] == [
        {
            "side": "right",
            "start_s": 6.1,
            "end_s": 26.3,
            "held_s": 20.2,
            "completed": True,
            "value_deg": 68.4,
            "error_deg": 3.1,
            "peak_deg": 70.2,
            "best_s": 15.0,
            "faults": ["knee_bent"],
        }
    ]
    assert found["attempts"][0]["start_s"] == 30.0
    assert found["attempts"][0]["why"] == "too_short"
    assert found["coverage"] == 0.988
    assert found["view"] == {"kind": "side", "ok": True, "yaw_deg": 7.5}
    assert found["repetitions"] == 1
    assert found["cues"][0]["id"] == found["faults"][0]["id"] == "knee_bent"


def test_a_number_that_is_not_one_becomes_null() -> None:
    odd: Hold = replace(HOLD, value_deg=float("nan"), error_deg=None, peak_deg=float("inf"))
    hold = summary(replace(analysis(), holds=(odd,), attempts=(ATTEMPT,)))["holds"][0]
    assert (hold["value_deg"], hold["error_deg"], hold["peak_deg"]) == (None, None, None)


def test_when_it_hurt_is_told_to_a_hundredth() -> None:
    assert summary(analysis())["pain_s"] == []
    assert summary(replace(analysis(), live=True, pain_s=(7.127, 12.0)))["pain_s"] == [7.13, 12.0]
