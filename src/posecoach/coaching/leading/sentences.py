"""What a voice may have to say in a session, so that it can get ready."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from posecoach.coaching.leading.part import Part
from posecoach.stretches.rules import Rules


def sentences(parts: Sequence[Part], rules: Rules, advice: Sequence[str] = ()) -> Iterator[str]:
    """Those that are known beforehand, the first needed first; some are put together as they are said."""
    live, say = rules.live, rules.say
    if advice:
        yield from (*advice, live.first.format(name=parts[0].stretch.name))
    yield from _of(parts[0], rules)
    yield from (live.pain, live.pain_choices, live.noted, live.paused, live.paused_in_target, live.go_on)
    yield from (say.person, say.unclear, say.hold_start, f"{say.hold_start} {say.hurts}")
    yield from (say.halfway, say.breathe, say.finished, say.other_side, say.not_yet, say.one_left)
    yield from (f"{count}." for count in say.counts[:10])
    yield from (say.seconds_left.format(seconds=seconds) for seconds in (10, 20))
    for part, upcoming in pairwise(parts):
        yield live.rest.format(seconds=round(part.rest_s), name=upcoming.stretch.name)
        yield from _of(upcoming, rules)
    yield from (live.go_on_gently, live.gap, live.stuck, live.waiting, *live.trouble.values())


def _of(part: Part, rules: Rules) -> Iterator[str]:
    stretch = part.stretch
    yield part.introduction(rules.live)
    yield from (stretch.start.say, *stretch.steps.moving_in, stretch.view.say, stretch.camera.say)
    yield from (stage.say for stage in stretch.stages)
    yield f"{rules.say.done} {stretch.steps.coming_out[0]}"
    if stretch.led:
        yield from (stretch.led.begin, stretch.led.end)
    for fault in stretch.faults.values():
        yield from (text for text in (fault.say, fault.acknowledge) if text)
