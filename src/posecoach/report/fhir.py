"""A FHIR R4 (4.0.1) bundle of sessions: an Observation for each hold, and for each answer about pain.

Codes stand only where they mean just this; everything else is said in words. Where each is from:
docs/exports.md.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from pydantic_core import to_json

from posecoach.errors import PosecoachError
from posecoach.history.entries import HoldEntry, PainEntry, SessionEntry, StretchEntry
from posecoach.history.record.rows import no_collector
from posecoach.history.safety import load_pain
from posecoach.stretches.page import MEASURED

Json = dict[str, Any]

_LOINC, _SNOMED, _UCUM = "http://loinc.org", "http://snomed.info/sct", "http://unitsofmeasure.org"
_CATEGORY = "http://terminology.hl7.org/CodeSystem/observation-category"
PAIN = {
    "system": _LOINC,
    "code": "72514-3",
    "display": "Pain severity - 0-10 verbal numeric rating [Score] - Reported",
}
RANGE = {"system": _SNOMED, "code": "364564000", "display": "Range of joint movement"}
LEGS = {
    "left": {"system": _SNOMED, "code": "32153003", "display": "Structure of left lower limb"},
    "right": {"system": _SNOMED, "code": "62175007", "display": "Structure of right lower limb"},
}
JOINT_ANGLES = frozenset({"hip_flexion", "hip_extension"})
"""Measures that are the movement of a joint; the others are how a limb or the trunk lies in space."""
OF_A_LEG = JOINT_ANGLES | {"leg_elevation", "thigh_lean"}
METHOD = "Pose estimation in the picture of a single camera"
GENERAL = (
    "From posecoach, a stretch coach: general information, not a diagnosis, and not checked by a clinician."
)
NOTE = f"{GENERAL} The time is when the session began."
_FURTHEST_ZONE = timedelta(hours=14)


def bundle(sessions: Sequence[SessionEntry]) -> str:
    """The sessions as JSON. Numbers stand as they are kept; what is not known is left out, attempts too.

    An Observation keeps its id from one bundle to the next. A person's name is an identifier and no more: who
    it is has to be matched by whoever takes the bundle in.
    Raises PosecoachError where the library for FHIR is not installed.
    """
    try:
        from fhirclient.models.bundle import Bundle
    except ModuleNotFoundError as error:
        raise PosecoachError("FHIR needs one more library: pip install 'posecoach[fhir]'.") from error
    oldest_first = sorted(sessions, key=lambda session: session.began_at)
    device = _device()
    patients = {session.person: _patient(session) for session in reversed(oldest_first)}
    with no_collector():
        resources = [device, *reversed(patients.values())]
        for session in oldest_first:
            resources += _observations(session, patients[session.person], device)
        entries = [{"fullUrl": _url(resource), "resource": resource} for resource in resources]
        checked: Json = Bundle({"resourceType": "Bundle", "type": "collection", "entry": entries}).as_json()
        return to_json(checked, indent=2).decode() + "\n"


def _device() -> Json:
    number = version("posecoach")
    return {
        "resourceType": "Device",
        "id": str(uuid5(NAMESPACE_URL, f"posecoach {number}")),
        "deviceName": [{"name": "posecoach", "type": "user-friendly-name"}],
        "type": {"text": "Software that leads stretches and measures angles in the picture of one camera"},
        "version": [{"value": number}],
        "note": [{"text": f"{GENERAL} The version is of the program that wrote this bundle."}],
    }


def _patient(first: SessionEntry) -> Json:
    """The id is of the person's first session: somebody else's "me" is another patient."""
    return {
        "resourceType": "Patient",
        "id": str(uuid5(first.id, "patient")),
        "identifier": [{"type": {"text": "Name in posecoach's record"}, "value": _text(first.person)}],
    }


def _observations(session: SessionEntry, patient: Json, device: Json) -> Iterator[Json]:
    """In the order of what was done."""
    subject, using = {"reference": _url(patient)}, {"reference": _url(device)}
    for key, content in _contents(session):
        yield {
            "resourceType": "Observation",
            "id": str(uuid5(session.id, key)),
            "status": "final",
            **content,
            "subject": subject,
            "effectiveDateTime": _moment(session.began_at),
            **({"device": using} if "method" in content else {"performer": [subject]}),
            "note": [{"text": NOTE}],
        }


def _contents(session: SessionEntry) -> Iterator[tuple[str, Json]]:
    """What was observed, with a key of its own in the session."""
    if session.pain_before is not None:
        yield "before", _rating("Pain before the session", session.pain_before)
    for number, entry in enumerate(session.stretches):
        for place, hold in enumerate(entry.holds):
            if hold.completed:
                yield f"{number}/hold/{place}", _hold(entry, hold)
        for place, pain in enumerate(entry.pains):
            yield f"{number}/pain/{place}", _pain(entry, pain)
    if session.pain_after is not None:
        yield "after", _rating("Pain after the session", session.pain_after)
    if session.felt is not None:
        felt = {"valueString": load_pain().felt[session.felt]}
        yield "felt", _said("Pain after the session against before it") | felt


def _hold(entry: StretchEntry, hold: HoldEntry) -> Json:
    """Its angle, with the error and the time beside it; the time alone where there is no angle."""
    side = "" if hold.side == "both" else f", {hold.side} side"
    variant = f" ({entry.variant})" if entry.variant else ""
    what = _text(f"{entry.name}{variant}{side}")
    common: Json = {"category": _category("activity"), "method": {"text": METHOD}}
    held = _quantity(hold.held_s, "s", "s")
    if hold.value_deg is None or entry.measure is None:
        return common | {"code": {"text": f"{what}: time held"}, "valueQuantity": held}
    components = [{"code": {"text": "Time held"}, "valueQuantity": held}]
    if hold.error_deg is not None:
        error = _quantity(hold.error_deg, "degrees", "deg")
        components.append({"code": {"text": "Half-width of the 95 % interval"}, "valueQuantity": error})
    code: Json = {"text": f"{what}: {_text(MEASURED.get(entry.measure, entry.measure))}"}
    if entry.measure in JOINT_ANGLES:
        code["coding"] = [RANGE]
    if entry.measure in OF_A_LEG and hold.side in LEGS:
        common["bodySite"] = {"coding": [LEGS[hold.side]]}
    value = _quantity(hold.value_deg, "degrees", "deg")
    return common | {"code": code, "valueQuantity": value, "component": components}


def _pain(entry: StretchEntry, pain: PainEntry) -> Json:
    if pain.rating is not None:
        return _rating(_text(f"Pain during {entry.name}"), pain.rating)
    return _said(_text(f"Said that it hurt during {entry.name}")) | {"valueBoolean": True}


def _rating(text: str, rating: int) -> Json:
    return {
        "category": _category("survey"),
        "code": {"coding": [PAIN], "text": text},
        "valueInteger": rating,
    }


def _said(text: str) -> Json:
    return {"category": _category("survey"), "code": {"text": text}}


def _category(code: str) -> list[Json]:
    return [{"coding": [{"system": _CATEGORY, "code": code, "display": code.capitalize()}]}]


def _quantity(value: float, unit: str, code: str) -> Json:
    return {"value": value, "unit": unit, "system": _UCUM, "code": code}


def _url(resource: Json) -> str:
    return UUID(resource["id"]).urn


def _moment(at: datetime) -> str:
    """FHIR knows zones of whole minutes, to 14 hours from Greenwich."""
    offset = at.utcoffset() or timedelta()
    if offset % timedelta(minutes=1) or abs(offset) > _FURTHEST_ZONE:
        at = at.astimezone(UTC)
    return at.isoformat(timespec="seconds")


def _text(words: str) -> str:
    """With plain spaces for other spaces and for control characters, which FHIR's strings may not have."""
    return "".join(
        " " if unicodedata.category(letter) in ("Cc", "Zs", "Zl", "Zp") else letter for letter in words
    )
