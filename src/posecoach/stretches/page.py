"""One page of documentation a stretch, made from its file: how it is done, how often, and what is watched."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from posecoach.stretches.load import load_rules, load_stretch, stretch_ids
from posecoach.stretches.model import Dose, Stretch, Target
from posecoach.stretches.place import drawing
from posecoach.stretches.rules import Rules

_STEPS = {
    "setting_up": "Setting up",
    "moving_in": "Moving in",
    "holding": "Holding",
    "coming_out": "Coming out",
}
_POSITIONS = {
    "standing": "Standing",
    "half_kneeling": "On one knee",
    "supine": "On the back",
    "prone": "On the front",
    "side_lying": "On the side",
}
MEASURED = {
    "leg_elevation": "how far the leg is raised above the floor",
    "hip_flexion": "how far the thigh is bent towards the trunk",
    "hip_extension": "how far trunk and thigh are from one straight line, which is 0°",
    "trunk_elevation": "how far the trunk is raised above the floor",
    "trunk_inclination": "how far the trunk is bent from upright",
    "trunk_back_lean": "how far the trunk leans back from upright",
    "thigh_lean": "how far the kneeling thigh leans forwards from upright",
}
"""What the targets measure, in words."""
_MEANING = {"notice": "is said", "blocks_hold": "stops the clock", "stop": "ends the repetition"}


def pages() -> dict[str, str]:
    """Every file of the folder, by its name: a page and a drawing for each shipped stretch, and an index."""
    rules = load_rules()
    stretches = [load_stretch(stretch_id) for stretch_id in stretch_ids()]
    made = {"README.md": index(stretches)}
    for stretch in stretches:
        made[f"{stretch.id}.md"] = page(stretch, rules)
        made[f"{stretch.id}.svg"] = drawing(stretch)
    return made


def write_pages(folder: Path) -> list[Path]:
    """Writes all of :func:`pages` into the folder, which is made where it is missing; the paths written."""
    made = pages()
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in made.items():
        (folder / name).write_text(text, encoding="utf-8")
    return [folder / name for name in made]


def index(stretches: Sequence[Stretch]) -> str:
    lines = [
        "# The stretches",
        "",
        "Made from the files in `stretch_specs/` by `posecoach stretches pages docs/stretches`: edit those.",
        "This is general information, not medical advice. Ask your doctor or physiotherapist what suits you.",
    ]
    for position, title in _POSITIONS.items():
        lines += ["", f"## {title}", "", "| | dose | in short |", "|---|---|---|"]
        lines += [
            f"| [{s.name}]({s.id}.md) | {_dose(s, s.dose())} | {s.summary} |"
            for s in stretches
            if s.position == position
        ]
    return "\n".join([*lines, ""])


def page(stretch: Stretch, rules: Rules) -> str:
    lines = [f"# {stretch.name}", "", stretch.summary]
    if stretch.interpretation:
        lines += ["", f"*{stretch.interpretation}*"]
    if warning := rules.spine_load[stretch.spine_load]:
        lines += ["", f"> **Careful.** {warning}"]
    for part, title in _STEPS.items():
        lines += ["", f"## {title}", "", *_list(getattr(stretch.steps, part))]
    lines += ["", "## How long and how often", "", "| | dose | source |", "|---|---|---|"]
    lines += [f"| {name} | {_dose(stretch, dose)} | {dose.source} |" for name, dose in stretch.doses.items()]
    lines += ["", "## The camera", "", f"![Seen from above]({stretch.id}.svg)", "", stretch.camera.say]
    if stretch.sides == "each":
        lines += ["In the drawing the leg that stretches is orange."]
    lines += ["", "## What counts", "", *_counts(stretch)]
    if stretch.stages:
        lines += ["", "On the way there the coach says, in this order:", ""]
        lines += _list([stage.say for stage in stretch.stages])
    lines += ["", "## What is corrected", "", "| you hear | then | source |", "|---|---|---|"]
    lines += [f"| {f.say} | {_MEANING[f.severity]} | {f.source} |" for f in stretch.faults.values()]
    lines += ["", "## What the camera cannot see", "", *_list(stretch.cannot_see)]
    lines += [
        "",
        f"Source: {stretch.source}. R… and D-… stand in [sources.md](../sources.md). "
        "This is general information, not medical advice.",
        "",
    ]
    return "\n".join(lines)


def _counts(stretch: Stretch) -> list[str]:
    target = stretch.target
    start = f"It begins in the start posture. {stretch.start.say}"
    if not target.graded:
        return [start, "", "The seconds count in which you are in position. No angle is told."]
    return [start, "", *_graded(target)]


def _graded(target: Target) -> list[str]:
    lines = [
        f"What is measured: {MEASURED.get(target.measure, target.measure)}. "
        f"It counts from {_degrees(target.least_deg)} on, if that is {_degrees(target.rise_deg)} or more "
        "past the start.",
        "Your own comfortable end is the goal, wherever it is.",
    ]
    if target.norm:
        low, high = _degrees(target.norm.low_deg), _degrees(target.norm.high_deg)
        lines += ["", f"Usual, and never demanded: {low} to {high} ({target.norm.source})."]
    return lines


def _dose(stretch: Stretch, dose: Dose) -> str:
    each = " on each side" if stretch.sides == "each" else ""
    sets = f", {dose.sets} sets" if dose.sets > 1 else ""
    times = "once" if dose.repetitions == 1 else f"{dose.repetitions} times"
    hold = f"{dose.hold_s:g} s, " if dose.hold_s else ""
    return f"{hold}{times}{each}{sets}"


def _degrees(value: float) -> str:
    return f"{value:g}°".replace("-", "−")


def _list(sentences: Sequence[str]) -> list[str]:
    return [f"- {sentence}" for sentence in sentences]
