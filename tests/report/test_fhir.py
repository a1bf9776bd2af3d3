"""Bundles are read back by the part of HL7's own JSON schema of FHIR 4.0.1 that lies beside this file."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from random import Random
from typing import Any

import jsonschema
import pytest

from posecoach.coaching.events import Side
from posecoach.errors import PosecoachError
from posecoach.history.entries import HoldEntry, PainEntry, SessionEntry, StretchEntry
from posecoach.report.fhir import LEGS, NOTE, PAIN, RANGE, bundle

pytest.importorskip("fhirclient", reason="needs the extra: pip install 'posecoach[fhir]'")

SCHEMA = json.loads(Path(__file__).with_name("fhir_r4.schema.json").read_text(encoding="utf-8"))
BEGAN = datetime(2026, 3, 29, 1, 30, tzinfo=timezone(timedelta(hours=1)))
Json = dict[str, Any]


def hold(side: Side = "right", **changes: Any) -> HoldEntry:
    usual: Json = {
        "side": side,
        "start_s": 6.1,
        "end_s": 26.3,
        "held_s": 20.2,
        "completed": True,
        "value_deg": 68.4,
        "error_deg": 3.1,
        "peak_deg": 70.2,
    }
    return HoldEntry(**usual | changes)


def stretch(*holds: HoldEntry, **changes: Any) -> StretchEntry:
    usual: Json = {
        "stretch": "active_straight_leg_raise",
        "name": "Active straight-leg raise",
        "measure": "leg_elevation",
        "dose": "usual",
        "hold_goal_s": 20,
        "repetition_goal": 3,
    }
    return StretchEntry(holds=holds, **usual | changes)


def session(*stretches: StretchEntry, **changes: Any) -> SessionEntry:
    usual: Json = {"person": "Ann", "began_at": BEGAN, "kind": "live"}
    return SessionEntry(stretches=stretches, **usual | changes)


def read(*sessions: SessionEntry) -> list[Json]:
    """The resources, after HL7's schema has accepted the whole and every reference has been found."""
    whole = json.loads(bundle(sessions))
    jsonschema.Draft6Validator(SCHEMA).validate(whole)
    entries = whole.get("entry", [])
    urls = [entry["fullUrl"] for entry in entries]
    assert len(set(urls)) == len(urls)
    resources = [entry["resource"] for entry in entries]
    references = {value for resource in resources for key, value in leaves(resource) if key == "reference"}
    assert references <= set(urls)
    return resources


def observations(*sessions: SessionEntry) -> list[Json]:
    return [resource for resource in read(*sessions) if resource["resourceType"] == "Observation"]


def leaves(value: Any, key: str = "") -> list[tuple[str, Any]]:
    if isinstance(value, dict):
        return [leaf for name, inner in value.items() for leaf in leaves(inner, name)]
    if isinstance(value, list):
        return [leaf for inner in value for leaf in leaves(inner, key)]
    return [(key, value)]


def test_a_hold_is_an_observation_with_its_error_and_its_time() -> None:
    (seen,) = observations(session(stretch(hold())))
    assert seen["code"] == {
        "text": "Active straight-leg raise, right side: how far the leg is raised above the floor"
    }
    assert seen["status"] == "final"
    assert seen["effectiveDateTime"] == "2026-03-29T01:30:00+01:00"
    assert seen["valueQuantity"]["value"] == 68.4
    assert seen["valueQuantity"]["code"] == "deg"
    assert seen["bodySite"]["coding"] == [LEGS["right"]]
    assert [(part["code"]["text"], part["valueQuantity"]["value"]) for part in seen["component"]] == [
        ("Time held", 20.2),
        ("Half-width of the 95 % interval", 3.1),
    ]
    assert seen["note"] == [{"text": NOTE}]
    assert seen["category"][0]["coding"][0]["code"] == "activity"


def test_the_coded_range_of_movement_is_a_joints_alone() -> None:
    bent, raised = observations(session(stretch(hold(), measure="hip_flexion"), stretch(hold("left"))))
    assert bent["code"]["coding"] == [RANGE]
    assert "coding" not in raised["code"]
    assert raised["bodySite"]["coding"] == [LEGS["left"]]


def test_an_angle_of_the_trunk_is_at_no_leg() -> None:
    (seen,) = observations(session(stretch(hold(), measure="trunk_inclination")))
    assert "bodySite" not in seen
    assert "right side" in seen["code"]["text"]


def test_a_hold_without_an_angle_is_its_time() -> None:
    no_angle: Json = {"value_deg": None, "error_deg": None, "peak_deg": None}
    (seen,) = observations(session(stretch(hold(**no_angle), variant="held 20 s")))
    assert seen["code"]["text"] == "Active straight-leg raise (held 20 s), right side: time held"
    assert (seen["valueQuantity"]["value"], seen["valueQuantity"]["code"]) == (20.2, "s")
    assert "component" not in seen


def test_attempts_are_left_out() -> None:
    assert observations(session(stretch(hold(completed=False, why="too_short")))) == []


def test_pain_is_told_before_during_and_after() -> None:
    pains = (PainEntry(time_s=12, rating=4), PainEntry(time_s=20))
    told = session(
        stretch(hold(), pains=pains), pain_before=0, pain_after=5, felt="moved_down", person="Zoë  Ångström"
    )
    before, _, during, unrated, after, felt = observations(told)
    for rated, value in ((before, 0), (during, 4), (after, 5)):
        assert rated["code"]["coding"] == [PAIN]
        assert rated["valueInteger"] == value
        assert rated["performer"] == [rated["subject"]]
        assert "device" not in rated
    assert unrated["valueBoolean"] is True
    assert felt["valueString"] == "it moved down a leg"


def test_of_nobody_there_is_the_program_alone() -> None:
    assert [resource["resourceType"] for resource in read()] == ["Device"]


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ('O\'Brien "Bob" <b@x> & 100 % \\ {}', None),
        ("山田　太郎", "山田 太郎"),
        ("مریم\u200cزاده 👩‍⚕️", None),
        ("x" * 200, None),
    ],
)
def test_a_name_is_an_identifier_and_no_more(name: str, written: str | None) -> None:
    (patient,) = (one for one in read(session(person=name)) if one["resourceType"] == "Patient")
    assert set(patient) == {"resourceType", "id", "identifier"}
    assert patient["identifier"][0]["value"] == (written or name)


def test_everybody_is_one_patient_of_their_own() -> None:
    first, later = session(stretch(hold())), session(stretch(hold()), began_at=BEGAN + timedelta(days=1))
    other = session(stretch(hold()), person="me")
    resources = read(later, other, first)
    assert sum(resource["resourceType"] == "Patient" for resource in resources) == 2
    subjects = [one["subject"]["reference"] for one in resources if one["resourceType"] == "Observation"]
    assert len(subjects) == 3
    assert len(set(subjects)) == 2


def test_the_same_sessions_give_the_same_bundle() -> None:
    first, later = session(stretch(hold())), session(began_at=BEGAN + timedelta(days=1))
    assert bundle([first, later]) == bundle([later, first])


def test_somebody_elses_me_is_another_patient() -> None:
    ids = [read(session(stretch(hold()), person="me"))[1]["id"] for _ in range(2)]
    assert ids[0] != ids[1]


@pytest.mark.parametrize("offset", [timedelta(0), timedelta(hours=-3, minutes=-30), timedelta(hours=14)])
def test_the_zone_is_kept(offset: timedelta) -> None:
    at = BEGAN.astimezone(timezone(offset))
    (seen,) = observations(session(stretch(hold()), began_at=at))
    assert datetime.fromisoformat(seen["effectiveDateTime"]).utcoffset() == offset


@pytest.mark.parametrize("offset", [timedelta(minutes=53, seconds=28), timedelta(hours=-17)])
def test_a_zone_that_fhir_does_not_know_becomes_utc(offset: timedelta) -> None:
    at = BEGAN.astimezone(timezone(offset))
    (seen,) = observations(session(stretch(hold()), began_at=at))
    assert datetime.fromisoformat(seen["effectiveDateTime"]) == BEGAN
    assert seen["effectiveDateTime"].endswith("+00:00")


def test_every_number_is_one_of_the_session() -> None:
    random = Random(7)
    for _ in range(100):
        kept = any_session(random)
        known = {value for _, value in leaves(kept.model_dump(mode="json")) if isinstance(value, int | float)}
        seen = observations(kept)
        numbers = [value for _, value in leaves(seen) if isinstance(value, int | float)]
        assert set(numbers) <= known | {True}
        completed = [one for entry in kept.stretches for one in entry.holds if one.completed]
        activities = [one for one in seen if one["category"][0]["coding"][0]["code"] == "activity"]
        assert len(activities) == len(completed)


def any_session(random: Random) -> SessionEntry:
    def perhaps(value: Any) -> Any:
        return value if random.random() < 0.6 else None

    def any_hold() -> HoldEntry:
        value = perhaps(round(random.uniform(-30, 130), 2))
        return hold(
            random.choice(("left", "right", "both")),
            held_s=round(random.uniform(0, 60), 2),
            completed=random.random() < 0.7,
            value_deg=value,
            error_deg=None if value is None else perhaps(round(random.uniform(0, 12), 2)),
            peak_deg=None,
        )

    def any_stretch() -> StretchEntry:
        pains = (PainEntry(time_s=1, rating=perhaps(random.randrange(11))),) * random.randrange(3)
        measure = random.choice((None, "hip_flexion", "trunk_back_lean", "a measure of one's own"))
        holds = [any_hold() for _ in range(random.randrange(4))]
        return stretch(*holds, measure=measure, pains=pains)

    return session(
        *(any_stretch() for _ in range(random.randrange(4))),
        began_at=datetime.fromtimestamp(random.randrange(2_000_000_000), UTC),
        pain_before=perhaps(random.randrange(11)),
        pain_after=perhaps(random.randrange(11)),
        felt=perhaps(random.choice(("same", "better", "worse", "moved_down"))),
    )


def test_the_schema_can_say_no() -> None:
    whole = json.loads(bundle([session(stretch(hold()))]))
    whole["entry"][-1]["resource"]["valueQuantity"]["value"] = "68.4"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft6Validator(SCHEMA).validate(whole)


def test_without_the_library_one_line_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.split(".")[0] == "fhirclient"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "fhirclient", None)
    with pytest.raises(PosecoachError, match=r"pip install 'posecoach\[fhir\]'"):
        bundle([session()])
