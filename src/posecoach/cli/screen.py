"""``posecoach screen``: the posture and flexibility test, in front of a camera or from recordings."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from rich.console import Console

from posecoach.cli import asking, safety
from posecoach.cli.leading import Plan, Setting, lead_through, require_setting
from posecoach.cli.screen_results import show, write
from posecoach.cli.watching import find_model, progress_bars, watch
from posecoach.coaching.leading.part import Part
from posecoach.errors import PosecoachError, UsageError
from posecoach.history.entries import ScreenEntry
from posecoach.history.record import Record, open_record
from posecoach.history.safety import refusal
from posecoach.history.screen_findings import Taken, findings, take, why_nothing
from posecoach.history.screen_person import Person, screens_for
from posecoach.history.screening import suggestions
from posecoach.pose.track import PoseTrack, load
from posecoach.report.files import check_folder
from posecoach.stretches.screen import Screen, load_screens

REST_S = 20.0
"""Between two screens: the camera is put elsewhere, or the person lies down."""


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked for, as it was asked. recordings: each ``SCREEN=FILE``; none: in front of a camera."""

    recordings: tuple[str, ...]
    person: str
    database: str
    setting: Setting


def lead_screen(request: Request) -> None:
    """Do the test, say what may be worth trying, write it down and keep it.

    Raises UsageError and PosecoachError.
    """
    shown = _understood(request.recordings)
    console = Console()
    now = datetime.now().astimezone()
    folder = request.setting.out / f"{now:%Y-%m-%d-%H%M%S}-screen"
    check_folder(folder)
    with open_record(request.database) as record:
        taken_at, person, taken, complaint = (
            _recorded(request, shown, record, console, now)
            if shown
            else _live(request, folder.name, record, console, now)
        )
        entry = _entry(request.person, taken_at, person, taken)
        show(entry, console)
        if entry.findings:
            for path in write(folder, entry, person):
                _say(console, f"Written: {path}")
            record.keep_screen(entry)
        else:
            _say(console, "Nothing was found, so nothing is kept.")
    if complaint:
        raise complaint


Seen = tuple[datetime, Person, Mapping[str, Sequence[Taken]], Exception | None]


def _understood(recordings: Sequence[str]) -> dict[str, list[Path]]:
    known = load_screens().screens
    shown: dict[str, list[Path]] = {}
    for recording in recordings:
        name, separator, file = recording.partition("=")
        if name not in known or not separator or not file:
            raise UsageError(f"--recording {recording}: expected SCREEN=FILE; screens: {', '.join(known)}")
        if not Path(file).is_file():
            raise PosecoachError(f"There is no file {file}.")
        shown.setdefault(name, []).append(Path(file))
    return shown


def _recorded(
    request: Request, shown: Mapping[str, Sequence[Path]], record: Record, console: Console, now: datetime
) -> Seen:
    answers = record.answers(request.person)
    advice = refusal(answers) if answers else None
    if advice:
        for sentence in advice.say:
            _say(console, sentence)
        raise PosecoachError(advice.refusal)
    for sentence in load_screens().intro:
        _say(console, sentence)
    person = _asked(Person(answers.diagnosis if answers else None), console)
    may_show, _ = screens_for(person)
    tracks = {
        name: [_track(may_show[name], file, request.setting) for file in files]
        for name, files in shown.items()
        if name in may_show
    }
    dates = sorted(
        t.source.recorded_at for several in tracks.values() for t in several if t.source.recorded_at
    )
    taken = {name: [take(may_show[name], track) for track in several] for name, several in tracks.items()}
    return datetime.fromisoformat(dates[0]) if dates else now, person, taken, None


def _track(screen: Screen, file: Path, setting: Setting) -> PoseTrack:
    if file.suffix == ".npz":
        return load(file)
    model = find_model(setting.model)
    return watch(file, model, progress_bars(), stretch=screen.to_do(), debug=setting.debug)


def _live(request: Request, name: str, record: Record, console: Console, now: datetime) -> Seen:
    require_setting(Plan([], name), request.setting)
    everything = [screen.to_do() for screen in load_screens().screens.values()]
    cleared = safety.before(record, request.person, everything, console, now)
    person = _asked(Person(cleared.answers.diagnosis if cleared.answers else None), console)
    screens, _ = screens_for(person)
    to_do = {screen_id: screen.to_do() for screen_id, screen in screens.items()}
    parts = [Part(stretch, stretch.dose(), rest_s=REST_S) for stretch in to_do.values()]
    plan = Plan(parts, name, load_screens().intro, cleared.pain_before)
    outcome = lead_through(plan, request.setting, console)
    taken: dict[str, list[Taken]] = {}
    for part in outcome.results:
        of = next(name for name, stretch in to_do.items() if stretch.id == part.analysis.stretch.id)
        taken.setdefault(of, []).append(take(screens[of], part.track))
    return now, person, taken, outcome.complaint


def _asked(person: Person, console: Console) -> Person:
    """With the questions answered, where somebody sits at a terminal."""
    if not sys.stdin.isatty():
        return person
    said: set[str] = set()
    for name, question in load_screens().questions.items():
        if question.takes_back in (None, *said) and asking.yes(console, question.ask):
            said.add(name)
    return Person(person.diagnosis, frozenset(said))


def _entry(name: str, at: datetime, person: Person, taken: Mapping[str, Sequence[Taken]]) -> ScreenEntry:
    screens, left_out = screens_for(person)
    found = {screen: findings(screen, taken.get(screen, ())) for screen in screens}
    left_out |= {
        screen: why_nothing(screen, taken.get(screen, ())) for screen, several in found.items() if not several
    }
    listed = [finding for several in found.values() for finding in several]
    suggested, not_suggested = suggestions(listed, person)
    return ScreenEntry(
        person=name,
        taken_at=at,
        findings=tuple(listed),
        suggestions=tuple(suggested),
        left_out=left_out | not_suggested,
        answers=tuple(question for question in load_screens().questions if question in person.said),
    )


def _say(console: Console, sentence: str) -> None:
    console.print(sentence, markup=False, highlight=False, soft_wrap=True)
