"""One page to print, for a physiotherapist: terse, exact, no praise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import fmean

from posecoach.feedback.text import MISSING, degrees
from posecoach.history.entries import SafetyAnswers, SessionEntry
from posecoach.history.progress.values import Line, PainReading, Progress, Reading, StretchProgress
from posecoach.history.progress.words import counted, day_words
from posecoach.history.safety import disclaimer, load_pain, load_profiles
from posecoach.report.days import reading_words, short_day, signed, span_words
from posecoach.report.marks import Mark, mark
from posecoach.report.progress_page import ME, stretch_title
from posecoach.report.sheet_chart import SmallChart, small_chart
from posecoach.report.templates import TEMPLATES
from posecoach.report.words import fault_name

TITLE = "Stretching at home"
MOST_STRETCHES = 8
MOST_ROWS = 16
"""More would not fit a sheet of A4."""
MOST_FAULTS = 4
HELD = "Held or counted"
SHORT_S = 180
"""Told in seconds; longer in minutes."""
FORTNIGHT = timedelta(days=14)
REAL = {
    "first": "first",
    "same": "no",
    "better": "yes, better",
    "worse": "yes, worse",
    "changed": "yes",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table; title: of the stretch that begins with it, "" for those that follow."""

    title: str
    mark: Mark
    side: str
    setup: str
    count: int
    first: str
    best: str
    latest: str
    change: str
    detectable: str
    real: str


@dataclass(frozen=True, slots=True)
class Drawing:
    title: str
    chart: SmallChart


def sheet_page(p: Progress, sessions: Sequence[SessionEntry], answers: SafetyAnswers | None) -> str:
    """Exactly one page of A4 when it is printed, however much was done: what does not fit is counted.
    sessions: those that the progress is of, as ``sessions_of`` gives them."""
    measured = [stretch for stretch in p.stretches if stretch.lines]
    latest = sorted(measured, key=lambda stretch: max(map(_latest, stretch.lines)), reverse=True)
    shown = [stretch for stretch in measured if stretch in latest[:MOST_STRETCHES]]
    rows = _rows(shown, p.today)
    return TEMPLATES.get_template("sheet.html.j2").render(
        title=TITLE if p.person == ME else f"{TITLE}: {p.person}",
        today=day_words(p.today, p.today) + f" {p.today.year}",
        facts=_facts(p, sessions, answers),
        rows=rows,
        left_out=sum(len(stretch.lines) for stretch in measured) - len(rows),
        others=[stretch_title(stretch) for stretch in measured if stretch not in shown],
        drawings=[Drawing(stretch_title(stretch), small_chart(stretch, p.today)) for stretch in shown],
        columns=4 if len(shown) > 6 else 3,
        faults=_faults(sessions),
        disclaimer=disclaimer(),
    )


def _rows(stretches: Sequence[StretchProgress], today: date) -> list[Row]:
    """The latest set-up of each side first of all; earlier ones while there is room."""
    lines = [(stretch, line) for stretch in stretches for line in stretch.lines]
    newest = {(id(s), line.side): line for s, line in sorted(lines, key=lambda pair: _latest(pair[1]))}
    by_need = sorted(
        lines, key=lambda pair: (newest[id(pair[0]), pair[1].side] is pair[1], _latest(pair[1])), reverse=True
    )
    kept = by_need[:MOST_ROWS]
    rows: list[Row] = []
    for stretch in stretches:
        ours = [line for line in stretch.lines if (stretch, line) in kept]
        rows += [_row(stretch, line, number == 0, today) for number, line in enumerate(ours)]
    return rows


def _row(stretch: StretchProgress, line: Line, is_first: bool, today: date) -> Row:
    best = (min if stretch.less_is_better else max)(line.readings, key=lambda reading: reading.value_deg)
    verdict, first = line.verdict, line.readings[0]
    later = "" if verdict.since == first.at.date() else f" since {short_day(verdict.since, today)}"
    return Row(
        title=stretch_title(stretch) if is_first else "",
        mark=mark(line.side, line.setup),
        side=line.side,
        setup=line.setup_words.removeprefix("camera "),
        count=len(line.readings),
        first=_dated(first, today),
        best=_dated(best, today),
        latest=_dated(line.readings[-1], today),
        change=MISSING if verdict.change_deg is None else signed(verdict.change_deg) + later,
        detectable=degrees(verdict.detectable_deg),
        real=REAL[verdict.kind],
    )


def _dated(reading: Reading, today: date) -> str:
    return f"{reading_words(reading)}, {short_day(reading.at.date(), today)}"


def _latest(line: Line) -> datetime:
    return line.readings[-1].at


def _facts(
    p: Progress, sessions: Sequence[SessionEntry], answers: SafetyAnswers | None
) -> list[tuple[str, str]]:
    facts = [("Practice", _practice(p, sessions)), ("Told by the person", _answers(answers, p.today))]
    if pain := _pain(p.pains, p.today):
        facts.append(("Pain, 0 to 10", pain))
    if timed := [stretch for stretch in p.stretches if not stretch.lines and stretch.done]:
        facts.append((HELD, "; ".join(_held(stretch) for stretch in timed)))
    return facts


def _practice(p: Progress, sessions: Sequence[SessionEntry]) -> str:
    if not p.days:
        return "No session is kept."
    count = counted(sum(p.days.values()), "session")
    month = sum(p.today - timedelta(days=28) < day <= p.today for day in p.days)
    broken = sum(not session.finished for session in sessions)
    ended = f"; {broken} not finished" if broken else ""
    return (
        f"{span_words(p.days, p.today)}: {count} on {counted(len(p.days), 'day')}; "
        f"{counted(month, 'day')} of the last 28{ended}."
    )


def _answers(answers: SafetyAnswers | None, today: date) -> str:
    if answers is None:
        return "The safety questions were not answered."
    profile = f"Asked what it is: “{load_profiles().profiles[answers.diagnosis].choice}”."
    day = short_day(answers.answered_at.date(), today)
    if not answers.flags:
        return f"{profile} No red-flag question answered with yes ({day})."
    names = ", ".join(flag.replace("_", " ") for flag in answers.flags)
    cleared = "a clinician who knows of it agrees to gentle stretching" if answers.cleared else "not cleared"
    return f"{profile} Red-flag questions answered with yes: {names}; {cleared} ({day})."


def _pain(pains: Sequence[PainReading], today: date) -> str:
    """Means of the sessions that told both."""
    told = [pain for pain in pains if pain.before is not None and pain.after is not None]
    if not told:
        return ""
    first = [pain for pain in told if pain.at.date() < told[0].at.date() + FORTNIGHT]
    last = [pain for pain in told if pain.at.date() > today - FORTNIGHT]
    parts = [f"before → after, mean of {counted(len(told), 'session')}: {_means(told)}"]
    if last and last[0] not in first:
        parts.append(f"first fortnight {_means(first)}, last fortnight {_means(last)}")
    felt = Counter(pain.felt for pain in pains if pain.felt)
    if felt:
        parts.append(
            "after it: " + ", ".join(f"{n} × {load_pain().felt[kind]}" for kind, n in felt.most_common())
        )
    return "; ".join(parts) + "."


def _means(pains: Sequence[PainReading]) -> str:
    before = fmean(pain.before for pain in pains if pain.before is not None)
    after = fmean(pain.after for pain in pains if pain.after is not None)
    return f"{before:.1f} → {after:.1f}"


def _held(stretch: StretchProgress) -> str:
    days = len({done.day for done in stretch.done})
    held_s = sum(done.held_s for done in stretch.done)
    holds = sum(done.holds for done in stretch.done)
    time = f", {held_s:.0f} s" if held_s < SHORT_S else f", {held_s / 60:.0f} min"
    what = counted(holds, "hold") + time if held_s else counted(holds, "repetition")
    return f"{stretch_title(stretch)}: {what} on {counted(days, 'day')}"


def _faults(sessions: Sequence[SessionEntry]) -> list[str]:
    """``knee bent: 12 of 60 holds (Passive straight-leg raise)``, the most frequent first; then pain."""
    seen: Counter[tuple[str, str]] = Counter()
    holds: Counter[str] = Counter()
    stops = 0
    for stretch in (stretch for session in sessions for stretch in session.stretches):
        completed = [hold for hold in stretch.holds if hold.completed]
        holds[stretch.name] += len(completed)
        seen.update((stretch.name, fault) for hold in completed for fault in dict.fromkeys(hold.faults))
        stops += sum(hold.why == "pain" for hold in stretch.holds)
    lines = [
        f"{fault_name(fault)}: {count} of {holds[name]} holds ({name})"
        for (name, fault), count in seen.most_common(MOST_FAULTS)
    ]
    return lines + ([f"ended by the person because of pain: {counted(stops, 'hold')}"] if stops else [])
