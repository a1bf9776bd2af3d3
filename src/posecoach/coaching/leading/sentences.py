"""What a voice may have to say in a session, so that it can get ready."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from posecoach.coaching.leading.part import Part
from posecoach.stretches.rules import Rules


def sentences(parts: Sequence[Part], rules: Rules) -> Iterator[str]:
    """Those that are known beforehand, the first needed first; some are put together as they are said."""
    live, say = rules.live, rules.say
    yield from (live.pain, live.pain_choices, live.paused, live.go_on)
    yield from (say.person, say.unclear, say.hold_start, f"{say.hold_start} {say.hurts}")
    yield from (say.halfway, say.breathe, say.finished, say.other_side, say.not_yet)
    yield from (f"{count}." for count in say.counts[:10])
    yield from (say.seconds_left.format(seconds=seconds) for seconds in (10, 20))
    for part in parts:
        stretch = part.stretch
        yield from (stretch.start.say, *stretch.steps.moving_in, stretch.view.say, stretch.camera.say)
        yield from (stage.say for stage in stretch.stages)
        yield f"{say.done} {stretch.steps.coming_out[0]}"
        for fault in stretch.faults.values():
            yield fault.say
            if fault.acknowledge:
                yield fault.acknowledge
