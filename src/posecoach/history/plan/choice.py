"""Which stretches today's plan holds, and how much of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from posecoach.history.entries import Diagnosis, ScreenEntry, Suggestion
from posecoach.history.filing import POSTURE_TEST
from posecoach.history.plan import course
from posecoach.history.plan.course import Day
from posecoach.history.plan.data import Kind, load_planning, shipped
from posecoach.history.plan.ladder import Rung, ladder, sides_of
from posecoach.history.progress.series import by_key, series
from posecoach.history.progress.sides import difference
from posecoach.history.screening.person import Person
from posecoach.kinematics.points import BodySide


@dataclass(frozen=True, slots=True)
class Chosen:
    """A stretch on a rung of its ladder, and why it is there. top: the highest rung that it may be on.
    first: the side to begin with, where it matters."""

    stretch: str
    rung_index: int
    top: int
    why: str
    first: BodySide | None = None

    @property
    def rung(self) -> Rung:
        return ladder(self.stretch)[self.rung_index]

    @property
    def lasts_s(self) -> float:
        return self.rung.lasts_s(sides_of(shipped()[self.stretch]))

    @property
    def steps(self) -> int:
        return 2 if self.first else 1


@dataclass(frozen=True, slots=True)
class Situation:
    """What the choice depends on. person: what they told, in the posture test too, whenever that was.
    suggestions: of a posture test that is not too old, the first ones first. habits: what was done lately.
    rests: what is left out because it hurt."""

    today: date
    person: Person
    suggestions: Mapping[str, Suggestion]
    habits: frozenset[str]
    rests: frozenset[str]
    days: Sequence[Day]


def situation(
    today: date,
    diagnosis: Diagnosis | None,
    screen: ScreenEntry | None,
    rests: Iterable[str],
    days: Sequence[Day],
) -> Situation:
    fresh = screen and (today - screen.taken_at.date()).days <= load_planning().limits.screen_days.value
    suggestions: dict[str, Suggestion] = {}
    for suggestion in screen.suggestions if screen and fresh else ():
        suggestions.setdefault(suggestion.stretch, suggestion)
    habits = frozenset(course.lately(days, today))
    person = Person(diagnosis, frozenset(screen.answers if screen else ()))
    return Situation(today, person, suggestions, habits, frozenset(rests), days)


def choose(situation: Situation, most_s: float) -> list[Chosen]:
    """One stretch of each kind that fits, within ``most_s`` in all, in the order in which they are done.

    All begin on their easiest rung; what time is left lets those on the lowest rungs rise, none higher than
    it may.
    """
    chosen: list[Chosen] = []
    held_s = _held_today_s(situation)
    for kind in _kinds(situation):
        best = _best_of(kind, situation)
        if best and _fits([*chosen, best], most_s) and _spares(best, held_s):
            chosen.append(best)
    while risen := next(_one_risen(chosen, most_s, held_s), None):
        chosen = risen
    order = load_planning().order
    return sorted(chosen, key=lambda each: order.index(each.stretch))


def left_out_by_answers(person: Person) -> bool:
    """Whether the posture test's answers leave out more than the profile does."""
    without = replace(person, said=frozenset())
    return any(person.why_not(each) and not without.why_not(each) for each in shipped().values())


def lasts_s(chosen: Sequence[Chosen]) -> float:
    """With the rests between them."""
    rests = sum(each.steps for each in chosen) - 1
    return sum(each.lasts_s for each in chosen) + max(0, rests) * load_planning().limits.rest_s.value


def _one_risen(
    chosen: Sequence[Chosen], most_s: float, held_s: Mapping[str, float]
) -> Iterator[list[Chosen]]:
    """The choice with one stretch a rung higher; the lowest are asked first."""
    for index in sorted(range(len(chosen)), key=lambda index: chosen[index].rung_index):
        each = chosen[index]
        if each.rung_index == each.top:
            continue
        higher = replace(each, rung_index=each.rung_index + 1)
        risen = [*chosen[:index], higher, *chosen[index + 1 :]]
        if _fits(risen, most_s) and _spares(higher, held_s):
            yield risen


def _fits(chosen: Sequence[Chosen], most_s: float) -> bool:
    return lasts_s(chosen) <= most_s


def _spares(each: Chosen, held_s: Mapping[str, float]) -> bool:
    """Whether muscles that were stretched earlier today are not stretched for too long in all."""
    most_s = load_planning().limits.seconds_a_day.value
    return each.rung.held_s + held_s[_kind_of(each.stretch)] <= most_s


def _held_today_s(situation: Situation) -> dict[str, float]:
    held = course.held_today_s(situation.days, situation.today)
    kinds = load_planning().kinds
    return {name: sum(held.get(stretch, 0.0) for stretch in kind.stretches) for name, kind in kinds.items()}


def _kind_of(stretch: str) -> str:
    return next(name for name, kind in load_planning().kinds.items() if stretch in kind.stretches)


def _kinds(situation: Situation) -> list[Kind]:
    """Those that this person gets, the most important first: the ones that are always there, what the posture
    test suggests, what is done already, the others."""
    asked_for = situation.habits | set(situation.suggestions)

    def rank(kind: Kind) -> tuple[bool, int, bool]:
        place = min(_place(stretch, situation) for stretch in kind.stretches)
        return not kind.always, place, not situation.habits & set(kind.stretches)

    kinds = [
        kind
        for kind in load_planning().kinds.values()
        if not kind.only_for or situation.person.diagnosis in kind.only_for or asked_for & set(kind.stretches)
    ]
    return sorted(kinds, key=rank)


def _place(stretch: str, situation: Situation) -> int:
    """Among the suggestions; after them all for what is not suggested."""
    suggested = list(situation.suggestions)
    return suggested.index(stretch) if stretch in suggested else len(suggested)


def _best_of(kind: Kind, situation: Situation) -> Chosen | None:
    """What the posture test suggests before what is done already, and that before the file's order."""
    options = [
        stretch
        for stretch in kind.stretches
        if situation.person.why_not(shipped()[stretch]) is None
        and stretch not in situation.rests
        and (stretch in situation.habits or stretch not in load_planning().with_help)
    ]
    if not options:
        return None
    best = min(options, key=lambda each: (_place(each, situation), each not in situation.habits))
    top = course.level(best, situation.days, situation.today)
    first, why_first = _first_side(best, situation)
    why = _why(best, kind, situation)
    return Chosen(best, 0, top, f"{why} {why_first}".strip(), first)


def _why(stretch: str, kind: Kind, situation: Situation) -> str:
    if stretch in situation.suggestions:
        return situation.suggestions[stretch].why
    if stretch in situation.habits and stretch != kind.stretches[0]:
        return load_planning().say.lately.format(why=kind.why)
    return kind.why


def _first_side(stretch: str, situation: Situation) -> tuple[BodySide | None, str]:
    """Which side to begin with, where it matters, and why."""
    say, spec = load_planning().say, shipped()[stretch]
    if spec.sides == "both" or any(dose.alternate for dose in spec.doses.values()):
        return None, ""
    if side := _moved_less(stretch, situation.days):
        return side, say.side.format(side=side)
    suggestion = situation.suggestions.get(stretch)
    if suggestion and suggestion.side:
        return suggestion.side, say.side_of_screen.format(side=suggestion.side)
    return None, ""


def _moved_less(stretch: str, days: Sequence[Day]) -> BodySide | None:
    """The side that goes less far, if by more than measurement error, of the variant that was done last."""
    sessions = [session for day in days for session in day.sessions]
    lines = {key: parts for key, parts in by_key(sessions).items() if key.stretch == stretch}
    practised = [parts for key, parts in lines.items() if key.variant != POSTURE_TEST]
    if not practised:
        return None
    last = max(practised, key=lambda parts: parts[-1][0].began_at)
    spec = shipped()[stretch]
    found = difference(series(last, spec))
    if found is None or abs(found.difference_deg) <= found.detectable_deg:
        return None
    left_less = (found.difference_deg < 0) == (spec.target.better != "less")
    return "left" if left_less else "right"
