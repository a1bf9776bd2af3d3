"""``posecoach screen``: the posture and flexibility test, in front of a camera or from recordings."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID, uuid4

from rich.console import Console

from posecoach.cli import asking, safety
from posecoach.cli.coach import begin, keep_outcome
from posecoach.cli.leading import Outcome, Plan, Setting, lead_through, require_setting
from posecoach.cli.person import announce
from posecoach.cli.printing import say
from posecoach.cli.screen_results import show, write
from posecoach.cli.watching import find_model, progress_bars, watch
from posecoach.coaching.leading.part import Part
from posecoach.errors import PosecoachError, UsageError
from posecoach.history.entries import ScreenEntry, SessionEntry
from posecoach.history.record.record import Record, open_record
from posecoach.history.safety import moved_down, refusal
from posecoach.history.screening.findings import Taken, findings, take, why_nothing
from posecoach.history.screening.person import Person, screens_for, told_last
from posecoach.history.screening.suggestions import suggestions
from posecoach.live.diary import Diary
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


@dataclass(frozen=True, slots=True)
class Test:
    """What is known of it before it is done. name: the person's."""

    id: UUID
    name: str
    at: datetime
    record: Record
    console: Console


@dataclass(frozen=True, slots=True)
class Seen:
    """What came of the test. session: what was done before a camera, and as what it began."""

    at: datetime
    person: Person
    taken: Mapping[str, Sequence[Taken]]
    session: tuple[Outcome, SessionEntry] | None = None


def lead_screen(request: Request) -> None:
    """Do the test, say what may be worth trying, keep it and write it down.

    Raises UsageError and PosecoachError.
    """
    shown = _understood(request.recordings)
    console = Console()
    now = datetime.now().astimezone()
    folder = request.setting.out / f"{now:%Y-%m-%d-%H%M%S}-screen"
    check_folder(folder)
    with open_record(request.database) as record:
        record.require_writable()
        announce(record, request.person, console)
        test = Test(uuid4(), request.person, now, record, console)
        seen = _recorded(request, shown, test) if shown else _live(request, folder.name, test)
        entry = _entry(test, seen)
        show(entry, console)
        if entry.findings:
            record.keep_screen(entry)
        if seen.session:
            keep_outcome(*seen.session, record, console)
    if not entry.findings:
        say(console, "Nothing was found, so there are no findings to keep.")
    for path in write(folder, entry, seen.person) if entry.findings else ():
        say(console, f"Written: {path}")
    if seen.session and (complaint := seen.session[0].complaint):
        raise complaint


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


def _recorded(request: Request, shown: Mapping[str, Sequence[Path]], test: Test) -> Seen:
    answers = test.record.answers(test.name)
    advice = refusal(answers) if answers else None
    advice = advice or moved_down(answers, test.record.sessions(test.name))
    if advice:
        for sentence in advice.say:
            say(test.console, sentence)
        raise PosecoachError(advice.refusal)
    for sentence in load_screens().intro:
        say(test.console, sentence)
    person = _asked(Person(answers.diagnosis if answers else None), test)
    may_show, _ = screens_for(person)
    tracks = {
        name: [_track(may_show[name], file, request.setting) for file in files]
        for name, files in shown.items()
        if name in may_show
    }
    dates = [t.source.recorded_at for several in tracks.values() for t in several if t.source.recorded_at]
    taken = {name: [take(may_show[name], track) for track in several] for name, several in tracks.items()}
    return Seen(min([test.at, *map(datetime.fromisoformat, dates)]), person, taken)


def _track(screen: Screen, file: Path, setting: Setting) -> PoseTrack:
    if file.suffix == ".npz":
        return load(file)
    model = find_model(setting.model)
    return watch(file, model, progress_bars(), stretch=screen.to_do(), debug=setting.debug)


def _live(request: Request, name: str, test: Test) -> Seen:
    require_setting(Plan([], name), request.setting)
    everything = [screen.to_do() for screen in load_screens().screens.values()]
    cleared = safety.before(test.record, test.name, everything, test.console, test.at)
    person = _asked(Person(cleared.answers.diagnosis if cleared.answers else None), test)
    screens, _ = screens_for(person)
    to_do = {screen_id: screen.to_do() for screen_id, screen in screens.items()}
    parts = [Part(stretch, stretch.dose(), rest_s=REST_S) for stretch in to_do.values()]
    plan = Plan(parts, name, load_screens().intro, cleared.pain_before)
    begun = begin(test.name, plan, request.setting, cleared)
    outcome = lead_through(plan, request.setting, test.console, Diary(begun, test.record.keep))
    taken: dict[str, list[Taken]] = {}
    for part in outcome.results:
        of = next(name for name, stretch in to_do.items() if stretch.id == part.analysis.stretch.id)
        taken.setdefault(of, []).append(take(screens[of], part.track))
    return Seen(test.at, person, taken, (outcome, begun))


def _asked(person: Person, test: Test) -> Person:
    """With the questions answered, and the answers kept, where somebody sits at a terminal; else with what
    they told the last time."""
    if not sys.stdin.isatty():
        last = told_last(test.record.screens(test.name), test.at.date())
        return Person(person.diagnosis, frozenset(last.answers if last else ()))
    said: set[str] = set()
    for name, question in load_screens().questions.items():
        if question.takes_back in (None, *said) and asking.yes(test.console, question.ask):
            said.add(name)
    told = Person(person.diagnosis, frozenset(said))
    # Whatever the camera sees, and of whatever day a recording is: this was told now.
    test.record.keep_screen(
        ScreenEntry(id=test.id, person=test.name, taken_at=test.at, answers=_answers(told))
    )
    return told


def _entry(test: Test, seen: Seen) -> ScreenEntry:
    """In place of the answers alone, where it is of the same moment."""
    screens, left_out = screens_for(seen.person)
    found = {screen: findings(screen, seen.taken.get(screen, ())) for screen in screens}
    left_out |= {
        screen: why_nothing(screen, seen.taken.get(screen, ()))
        for screen, several in found.items()
        if not several
    }
    listed = [finding for several in found.values() for finding in several]
    suggested, not_suggested = suggestions(listed, seen.person)
    return ScreenEntry(
        id=test.id if seen.at == test.at else uuid4(),
        person=test.name,
        taken_at=seen.at,
        findings=tuple(listed),
        suggestions=tuple(suggested),
        left_out=left_out | not_suggested,
        answers=_answers(seen.person),
    )


def _answers(person: Person) -> tuple[str, ...]:
    return tuple(question for question in load_screens().questions if question in person.said)
