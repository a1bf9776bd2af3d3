"""``posecoach stretches show``: one stretch as a physiotherapist checks it, each number with its source."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.text import Text

from posecoach.cli.conditions import (
    condition_words,
    definition_words,
    dose_in_short,
    measure_words,
    measures_of,
)
from posecoach.stretches.condition import Condition
from posecoach.stretches.load import load_rules, load_stretch
from posecoach.stretches.model import Fault, Stretch

SEVERITIES = {
    "notice": "is said",
    "blocks_hold": "is said, and the clock stands meanwhile",
    "stop": "is said, and ends the repetition",
}


def show_stretch(id_or_file: str) -> None:
    """Print all that the stretch's file says. Raises what :func:`load_stretch` raises."""
    stretch = load_stretch(id_or_file)
    _show(_Sheet(Console(highlight=False)), stretch)


@dataclass(frozen=True)
class _Sheet:
    """Lines under headings: what is said or asked, and dimmed behind it where that comes from."""

    console: Console

    def conditions(self, conditions: Iterable[Condition], indent: int = 2) -> None:
        for condition in conditions:
            self.line(condition_words(condition), condition.source, indent)

    def heading(self, title: str, remark: str = "") -> None:
        self.console.print(f"\n[bold]{title}[/bold]" + (f" ({remark})" if remark else ""))

    def line(self, words: str, source: str = "", indent: int = 2) -> None:
        text = Text.assemble(words, (f"  [{source}]" if source else "", "dim"))
        self.console.print(Padding(text, (0, 0, 0, indent), expand=False))


def _show(sheet: _Sheet, stretch: Stretch) -> None:
    _head(sheet, stretch)
    _steps(sheet, stretch)
    _start(sheet, stretch)
    _target(sheet, stretch)
    sheet.heading("Faults")
    for fault_id, fault in stretch.faults.items():
        _fault(sheet, fault_id, fault)
    sheet.heading("What the camera cannot see")
    for sentence in stretch.cannot_see:
        sheet.line(sentence)
    sheet.heading("Measures")
    for name in measures_of(stretch):
        sheet.line(f"{measure_words(name)}: {definition_words(name)}")
    sheet.console.print(
        "\n[dim]The working side is the one that stretches, the support side the other one. A torso length "
        "is from the middle of the shoulders to that of the hips.[/dim]"
    )
    sheet.console.print("[dim]R… and D-… are the sources of a rule or number: docs/sources.md.[/dim]")


def _head(sheet: _Sheet, stretch: Stretch) -> None:
    sheet.console.print(f"[bold]{escape(stretch.name)}[/bold]  ({stretch.id})", end=" ")
    sheet.console.print(f"[dim]\\[{escape(stretch.source)}][/dim]")
    sheet.console.print(Text(stretch.summary))
    if stretch.interpretation:
        sheet.console.print(Text(stretch.interpretation))
    position = stretch.position.replace("_", " ")
    sides = "one side at a time" if stretch.sides == "each" else "both sides at once"
    sheet.console.print(f"Position: {position}, {sides}. Spine: {stretch.spine_load}.")
    warning = load_rules().spine_load[stretch.spine_load]
    if warning:
        sheet.console.print(Text.assemble(("Careful: ", "bold"), warning))
    sheet.heading("Doses", "the first unless --dose names another")
    for name, dose in stretch.doses.items():
        sheet.line(f"{name}: {dose_in_short(stretch, name)}", dose.source)


def _steps(sheet: _Sheet, stretch: Stretch) -> None:
    camera, view = stretch.camera, stretch.view
    sheet.heading("Camera")
    sheet.line(camera.say)
    sheet.line(f"{camera.distance_m:g} m away, {camera.height_m:g} m high, {_turned(stretch)}", camera.source)
    sheet.line(f"“{view.say}”")
    beyond = f"Nothing counts beyond {view.widest_yaw_deg:g}° off the {view.kind}"
    sheet.line(beyond if view.widest_yaw_deg < 90 else "It counts from wherever it is seen", view.source)
    for title, sentences in stretch.steps:
        sheet.heading(title.replace("_", " ").capitalize())
        for sentence in sentences:
            sheet.line(sentence)


def _start(sheet: _Sheet, stretch: Stretch) -> None:
    sheet.heading("Throughout", "without it the person is doing something else")
    sheet.conditions(stretch.posture)
    for_s = stretch.start.for_s or load_rules().timing.start_s.value
    sheet.heading("Start posture", f"kept for {for_s:g} s")
    sheet.line(f"“{stretch.start.say}”")
    sheet.conditions(stretch.start.when)
    if stretch.start.known:
        sheet.line("As everybody's is, which tells how the camera stands:")
    for known in stretch.start.known:
        name = measure_words(known.measure, known.side)
        sheet.line(f"{name}: about {known.deg:g}°, give or take {known.sd_deg:g}°", known.source, indent=5)
    if stretch.stages:
        sheet.heading("Then, in turn", "these guide; what counts is decided without them")
    for number, stage in enumerate(stretch.stages, start=1):
        sheet.line(f"{number}. “{stage.say}”", stage.source)
        sheet.conditions(stage.when, indent=5)
        if not stage.when:
            sheet.line(f"for {stage.wait_s:g} s: no camera sees whether it is done", indent=5)


def _target(sheet: _Sheet, stretch: Stretch) -> None:
    target = stretch.target
    if target.graded:
        sheet.heading("Target")
        sheet.line(
            f"{measure_words(target.measure, target.side)}: counts from {target.least_deg:g}° and "
            f"{target.rise_deg:g}° past the start, until {target.release_deg:g}° below the best",
            target.source,
        )
        if target.norm:
            norm = target.norm
            sheet.line(f"usual, and never demanded: {norm.low_deg:g} to {norm.high_deg:g}°", norm.source)
        if target.keep:
            sheet.line("It counts only with:")
    else:
        sheet.heading("Target", "held by time, not graded")
        sheet.line("In position, and the clock runs, with:", target.source)
    sheet.conditions(target.keep, indent=5)
    if target.pace:
        paced = measure_words(target.pace.measure, target.pace.side)
        sheet.line(f"Speed and bouncing are watched on: {paced}")


def _fault(sheet: _Sheet, fault_id: str, fault: Fault) -> None:
    during = " or ".join(fault.during)
    sheet.line(f"{fault_id}: {SEVERITIES[fault.severity]}; while {during}, after {fault.for_s:g} s")
    sheet.conditions(fault.when, indent=5)
    thanks = f"  “{fault.acknowledge}”" if fault.acknowledge else ""
    sheet.line(f"“{fault.say}”{thanks}", fault.source, indent=5)


def _turned(stretch: Stretch) -> str:
    turn_deg = stretch.camera.turn_deg
    front, back = ("feet", "head") if stretch.position in ("supine", "prone") else ("front", "back")
    end = front if turn_deg > 0 else back
    if turn_deg == 0:
        return "square to the side"
    return f"from the {end}" if abs(turn_deg) == 90 else f"{abs(turn_deg):g}° from the side towards the {end}"
