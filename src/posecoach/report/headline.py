"""What was achieved, in one to three short sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from posecoach.analysis import Analysis
from posecoach.coaching.events import Hold, Side
from posecoach.feedback.text import degrees
from posecoach.report.words import angle, repetition_name, seconds
from posecoach.stretches.load import load_rules


def headline(analysis: Analysis) -> str:
    """How many of the dose's repetitions were done on which side, how long and how far."""
    if analysis.holds:
        sides = list(dict.fromkeys(hold.side for hold in analysis.holds))
        return " ".join([*(_of_side(analysis, side) for side in sides), *_to_come(analysis)])
    name = repetition_name(analysis)
    if analysis.attempts:
        return f"No {name} counted yet: {_attempts(analysis)}."
    if analysis.stretch.led:
        return "This stretch is led by the voice; no camera sees how well it is done."
    return f"No {name} and no attempt at this stretch was seen."


def spoken_headline(analysis: Analysis) -> str:
    """The same for the ear, in a few seconds: how many on which side, without times and angles."""
    if analysis.holds:
        done = Counter(hold.side for hold in analysis.holds)
        alike = len(done) > 1 and len({*done.values()}) == 1
        told = {"on each side": done["left"]} if alike else {_where(side): done[side] for side in done}
        counted = [_spoken(analysis, count, where) for where, count in told.items()]
    else:
        counted = ["Nothing counted this time."]
    if analysis.pain_s:
        return " ".join([*counted, "You stopped when it hurt: that was right."])
    return " ".join([*counted, *(["Well done."] if analysis.holds else [])])


def _spoken(analysis: Analysis, done: int, where: str) -> str:
    goal, say = analysis.dose.total, load_rules().say
    count, goal_count = say.count(done), say.count(goal).lower()
    if done < goal:
        words = f"{count} of {goal_count}"
    elif done == goal > 1:
        words = f"All {goal_count}"
    else:
        words = f"{count} {_names(analysis, done)}"
    return f"{words} {where}".rstrip() + "."


def _of_side(analysis: Analysis, side: Side) -> str:
    ours = [hold for hold in analysis.holds if hold.side == side]
    dose, done = analysis.dose, len(ours)
    goal = dose.total
    names = _names(analysis, max(done, goal))
    where = f" {_where(side)}".rstrip()
    sets = f" ({dose.sets} sets of {dose.repetitions})" if min(dose.sets, dose.repetitions) > 1 else ""
    facts = _facts(ours, timed=dose.hold_s > 0)
    if done < goal:
        return f"{done} of {goal} {names}{sets} done{where}{facts}."
    if done == 1:
        return f"One {names}{where}{facts}."
    if done == goal:
        return f"All {goal} {names}{sets} done{where}{facts}. Well done."
    return f"{done} {names} done{where}, {goal} were due{facts}. Well done."


def _names(analysis: Analysis, count: int) -> str:
    name = repetition_name(analysis)
    return name if count == 1 else f"{name}s"


def _where(side: Side) -> str:
    return "" if side == "both" else f"on the {side}"


def _to_come(analysis: Analysis) -> list[str]:
    """The side of which nothing was seen; not a word of it where it was tried."""
    if analysis.stretch.sides == "both":
        return []
    seen = {hold.side for hold in (*analysis.holds, *analysis.attempts)}
    sides: tuple[Side, Side] = ("left", "right")
    return [f"The {side} side is still to come." for side in sides if side not in seen]


def _attempts(analysis: Analysis) -> str:
    attempts, goal_s = analysis.attempts, analysis.dose.hold_s
    longest = max(attempts, key=lambda attempt: attempt.held_s)
    count = "1 attempt" if len(attempts) == 1 else f"{len(attempts)} attempts"
    most = "" if len(attempts) == 1 else "the longest "
    held = f"{most}{seconds(longest.held_s)} of {seconds(goal_s)}" if goal_s else ""
    return ", ".join(part for part in (count, held, _at([longest])) if part)


def _facts(holds: Sequence[Hold], *, timed: bool) -> str:
    """``: 20 to 25 s each, at 66° to 70° ± 3°``."""
    far = _at(holds)
    if not timed:
        return f", {far}" if far else ""
    held = sorted(hold.held_s for hold in holds)
    shortest, longest = seconds(held[0]), seconds(held[-1])
    span = longest if shortest == longest else f"{shortest.removesuffix(' s')} to {longest}"
    each = "" if len(holds) == 1 else " each"
    return f": {span}{each}, {far}" if far else f": {span}{each}"


def _at(holds: Sequence[Hold]) -> str:
    """The angles of those that have one, from the least to the most, and the widest of their errors."""
    told = [(hold.value_deg, hold.error_deg) for hold in holds if hold.value_deg is not None]
    if not told:
        return ""
    least, most = min(value for value, _ in told), max(value for value, _ in told)
    errors = [error for _, error in told if error is not None]
    words = angle(most, max(errors, default=None))
    return f"at {words}" if round(least) == round(most) else f"at {degrees(least)} to {words}"
