"""Progress over days: which numbers may be compared, how far they changed, and whether that is real."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from posecoach.history.entries import SessionEntry
from posecoach.history.progress.habits import days_sentence, pain_sentences, worse_sentence
from posecoach.history.progress.limits import limits
from posecoach.history.progress.series import Part, Series, SeriesKey, by_key, done, series, spec_of
from posecoach.history.progress.setups import setup_words
from posecoach.history.progress.sides import difference
from posecoach.history.progress.values import (
    Done,
    Expected,
    Line,
    PainReading,
    Progress,
    StretchProgress,
)
from posecoach.history.progress.verdict import Better, expected_days, expected_sentence, lately, verdict
from posecoach.history.progress.words import counted, day_words, degrees, moment_words, words
from posecoach.stretches.model import Stretch

SECONDS_A_MINUTE, LEAST_MINUTES = 60, 3


def sessions_of(
    sessions: Sequence[SessionEntry], person: str, today: date, stretch: str | None = None
) -> list[SessionEntry]:
    """What ``progress`` looks at, oldest first: with that one stretch alone in them where it is named."""
    known = [s for s in sessions if s.person == person and s.began_at.date() <= today]
    known.sort(key=lambda session: session.began_at)
    if stretch is None:
        return known
    parts = ([entry for entry in s.stretches if entry.stretch == stretch] for s in known)
    return [
        session.model_copy(update={"stretches": tuple(done)})
        for session, done in zip(known, parts, strict=True)
        if done
    ]


def progress(
    sessions: Sequence[SessionEntry], person: str, today: date, stretch: str | None = None
) -> Progress:
    """What the sessions of one person tell on that day; of one stretch alone where it is named.

    Sessions of others and of later days are left out.
    """
    known = sessions_of(sessions, person, today, stretch)
    parts = by_key(known)
    pains = tuple(
        PainReading(s.began_at, s.pain_before, s.pain_after, s.felt)
        for s in known
        if (s.pain_before, s.pain_after, s.felt) != (None, None, None)
    )
    days = dict(Counter(session.began_at.date() for session in known))
    said = [worse_sentence(pains), days_sentence(days, today), *pain_sentences(pains, today)]
    return Progress(
        person=person,
        today=today,
        stretches=tuple(_stretch(key, part, today) for key, part in parts.items()),
        days=days,
        pains=pains,
        sentences=tuple(sentence for sentence in said if sentence),
    )


def _stretch(key: SeriesKey, parts: Sequence[Part], today: date) -> StretchProgress:
    spec = spec_of(key)
    target = spec.target if spec else None
    better: Better = target.better if target else "more"
    found = series(parts, spec)
    lines = _told_apart(found, [_line(each, better, today) for each in found])
    began = parts[0][0].began_at.date()
    expected = expected_days(target.expected if target else None)
    counts = done(parts)
    led = sum(entry.led for _, entry in parts)
    said = _measured(found, lines, expected, began, today, spec) if lines else _counted(key, counts, led)
    norm = target.norm if target else None
    return StretchProgress(
        stretch=key.stretch,
        name=parts[-1][1].name,
        variant=key.variant,
        measure=key.measure,
        began=began,
        norm_deg=(norm.low_deg, norm.high_deg) if norm else None,
        expected=expected,
        lines=lines,
        sentences=tuple(sentence for sentence in said if sentence),
        done=counts,
        difference=difference(found),
        less_is_better=better == "less",
    )


def _line(found: Series, better: Better, today: date) -> Line:
    readings = found.readings
    return Line(
        side=found.side,
        setup=found.setup,
        setup_words=setup_words(found.place()),
        readings=readings,
        verdict=verdict(readings, better, today),
        lately=lately(readings, better, today),
    )


def _told_apart(found: Sequence[Series], lines: Sequence[Line]) -> tuple[Line, ...]:
    """With the camera's name where two cameras stood in the same place."""
    words_of = Counter((line.side, line.setup_words) for line in lines)
    return tuple(
        replace(line, setup_words=f"{line.setup_words} ({each.place().camera})")
        if words_of[line.side, line.setup_words] > 1 and each.place().camera
        else line
        for each, line in zip(found, lines, strict=True)
    )


def _measured(
    found: Sequence[Series],
    lines: Sequence[Line],
    expected: Sequence[Expected],
    began: date,
    today: date,
    spec: Stretch | None,
) -> list[str]:
    """Of each side what its latest readings tell; what was seen from elsewhere has its own line."""
    current = [(each, line) for each, line in zip(found, lines, strict=True) if each.current]
    said = [_of(line, line.verdict.sentence) for _, line in current]
    said += [_of(line, line.lately.sentence) for _, line in current if line.lately]
    said += [_stale(lines, today)]
    said += _once([(line, _moved(each, found, today)) for each, line in current])
    said += [_of(line, _before(line, lines, today)) for _, line in current]
    for _, line in current:
        said.append(_of(line, expected_sentence(line.readings[-1], expected, began, today)))
    if spec and spec.target.norm:
        norm = spec.target.norm
        said.append(words().norm.format(low=degrees(norm.low_deg), high=degrees(norm.high_deg)))
    return said


def _once(said: Sequence[tuple[Line, str]]) -> list[str]:
    """What is the same of all sides is said without them."""
    sentences = {sentence for _, sentence in said}
    return list(sentences) if len(sentences) == 1 else [_of(line, sentence) for line, sentence in said]


def _of(line: Line, sentence: str) -> str:
    if line.side == "both" or not sentence:
        return sentence
    return words().side.format(side=line.side.capitalize(), sentence=sentence)


def _stale(lines: Sequence[Line], today: date) -> str:
    last = max(line.readings[-1].at.date() for line in lines)
    if (today - last).days <= limits().stale_days.value:
        return ""
    return words().change.stale.format(when=moment_words(last, today))


def _moved(line: Series, lines: Sequence[Series], today: date) -> str:
    """That the camera stands elsewhere now; empty where it has always stood there."""
    if sum(other.side == line.side for other in lines) == 1:
        return ""
    back = line.began > line.readings[0].at.date()
    sentence = words().camera.back if back else words().camera.elsewhere
    return sentence.format(day=day_words(line.began, today))


def _before(current: Line, lines: Sequence[Line], today: date) -> str:
    """What was known before the camera was moved: it stays true."""
    began = current.readings[0].at
    earlier = [line for line in lines if line.side == current.side and line.readings[-1].at < began]
    if not earlier:
        return ""
    last = max(earlier, key=lambda line: line.readings[-1].at)
    if last.verdict.kind in ("first", "same"):
        return ""
    day = day_words(last.readings[-1].at.date(), today)
    return words().camera.before.format(day=day, sentence=last.verdict.sentence)


def _counted(key: SeriesKey, counts: Sequence[Done], led: int) -> list[str]:
    """Of what is held by time, or has no number yet. led: holds that no camera sees."""
    said = [words().led.format(holds=counted(led, "hold"))] if led else []
    if not counts:
        return said
    holds = counted(sum(each.holds for each in counts), "hold")
    days = counted(len({each.day for each in counts}), "day")
    held_s = sum(each.held_s for each in counts)
    sentence = words().held if held_s else words().counted
    said.append(sentence.format(holds=holds, days=days, time=_duration(held_s)))
    return [*said, words().unread] if key.measure else said


def _duration(length_s: float) -> str:
    minutes = round(length_s / SECONDS_A_MINUTE)
    return counted(minutes, "minute") if minutes >= LEAST_MINUTES else counted(round(length_s), "second")
