"""Which stretches a recording shows, one after the other, from their specs alone."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from posecoach.coaching.evidence import SELDOM, Moment, Visit, may_begin, visits
from posecoach.coaching.session import _coach
from posecoach.kinematics.calibration import LEVEL, Gravity
from posecoach.kinematics.measure import measure
from posecoach.kinematics.points import SIDES
from posecoach.kinematics.view import near_side
from posecoach.pose.smoothing import smoothed
from posecoach.pose.track import PoseTrack, collect
from posecoach.stretches.model import Stretch
from posecoach.stretches.rules import Rules

FPS = 10.0
"""Enough for repetitions of a second, and a third of the work."""
_BEGIN = 3.0
"""Nats that visits must tell before a stretch is named: about one sure visit of a second and a half."""
_CHANGE = 5.0
"""Nats for another stretch after the first: most recordings show one."""
_HALF = 0.5
"""A stretch whose visit covers this share of another's was seen at the same time."""


_EVEN_SO = 0.2
"""How likely the other of two stretches that landmarks hardly tell apart still is."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a recording with one stretch in it, and the rest before and after.

    stretch_id: None where none of the stretches was seen. confidence: the probability, 0 to 1, that this is
    right. rival: the stretch that it may be instead, and how likely that is.
    """

    stretch_id: str | None
    start_s: float
    end_s: float
    confidence: float
    rival: tuple[str, float] | None = None


def segments(
    track: PoseTrack, stretches: Sequence[Stretch], rules: Rules, gravity: Gravity = LEVEL
) -> list[Segment]:
    """What is shown, from the beginning to the end; one segment without a stretch where none was seen.

    Every stretch's coach watches the recording, and what they count is weighed; it is cut where two stretches
    in turn explain more of it than one.
    """
    thin = _thinned(smoothed(track))
    plain = [Moment(pose.time_s, measure(pose), near_side(pose), False) for pose in thin if pose.measured]
    found = [
        visit
        for stretch in stretches
        if may_begin(stretch, plain)
        for visit in _watched(thin, stretch, rules, gravity)
    ]
    return told(track, found)


def told(track: PoseTrack, found: Sequence[Visit]) -> list[Segment]:
    """The segments that visits tell of."""
    begins_s, ends_s = float(track.time_s[0]), float(track.time_s[-1])
    chains = _named(_chains(found), found)
    if not chains:
        return [Segment(None, begins_s, ends_s, _likely(_BEGIN - _most(found)))]
    cuts = [begins_s, *(_between(track, a, b) for a, b in pairwise(chains)), ends_s]
    return [_segment(chain, found, *span) for chain, span in zip(chains, pairwise(cuts), strict=True)]


def part_of(track: PoseTrack, segment: Segment) -> PoseTrack:
    """The poses of a segment, at the recording's own times."""
    first, last = np.searchsorted(track.time_s, (segment.start_s, segment.end_s))
    rows = range(int(first), min(int(last) + 1, len(track)))
    start_s, end_s = float(track.time_s[rows[0]]), float(track.time_s[rows[-1]])
    source = replace(track.source, start_s=start_s, duration_s=end_s - start_s, frames=len(rows))
    return collect((track[row] for row in rows), source)


def _thinned(track: PoseTrack) -> PoseTrack:
    kept: list[int] = []
    for row, time_s in enumerate(track.time_s.tolist()):
        if not kept or time_s - track.time_s[kept[-1]] >= 1 / FPS - 1e-3:
            kept.append(row)
    return collect((track[row] for row in kept), track.source)


def _watched(track: PoseTrack, stretch: Stretch, rules: Rules, gravity: Gravity) -> list[Visit]:
    coach = _coach(track, stretch, stretch.dose(), rules, SIDES, gravity)
    moments = []
    for pose in track:
        coach.step(pose)
        now = measure(pose, coach.rest, coach.near)
        moments.append(Moment(pose.time_s, now, coach.near, coach.rest is not None))
    coach.finish()
    return visits(stretch, moments, [*coach.holds, *coach.attempts])


def _chains(found: Sequence[Visit]) -> list[list[Visit]]:
    """The visits that together tell most: none while another lasts, each change of stretch at its price."""
    visits = sorted(found, key=lambda visit: visit.end_s)
    best: list[tuple[float, int | None]] = []
    for number, visit in enumerate(visits):
        choices: list[tuple[float, int | None]] = [(-_BEGIN, None)]
        for earlier in range(number):
            same = visits[earlier].stretch_id == visit.stretch_id
            if same or visits[earlier].end_s <= visit.start_s:
                choices.append((best[earlier][0] - (0.0 if same else _CHANGE), earlier))
        gain, before = max(choices, key=lambda choice: choice[0])
        best.append((gain + visit.tells, before))
    at = max(range(len(visits)), key=lambda number: best[number][0], default=None)
    if at is None or best[at][0] <= 0:
        return []
    chosen = []
    while at is not None:
        chosen.append(visits[at])
        at = best[at][1]
    return _grouped(chosen[::-1])


def _grouped(visits: Sequence[Visit]) -> list[list[Visit]]:
    groups: list[list[Visit]] = []
    for visit in visits:
        if groups and groups[-1][-1].stretch_id == visit.stretch_id:
            groups[-1].append(visit)
        else:
            groups.append([visit])
    return groups


def _named(chains: Sequence[list[Visit]], found: Sequence[Visit]) -> list[list[Visit]]:
    """Each chain by the stretch that fits its visits best, not by the one that was in its target longest."""
    names = [max(fits, key=lambda name: fits[name]) for fits in (_fits(chain, found) for chain in chains)]
    # Nobody is seen to change between two stretches that cannot be told apart.
    names = [SELDOM[name] if SELDOM.get(name) in names else name for name in names]
    visits = [
        replace(visit, stretch_id=name) for chain, name in zip(chains, names, strict=True) for visit in chain
    ]
    return _grouped(visits)


def _fits(chain: Sequence[Visit], found: Sequence[Visit]) -> dict[str, float]:
    """For each stretch seen during a chain's visits, what it tells of them, in nats, on the average."""
    sure = sum(visit.sure for visit in chain)
    told = {
        stretch_id: sum(_at_the_time(stretch_id, visit, found) for visit in chain)
        for stretch_id in {visit.stretch_id for visit in found}
    }
    return {stretch_id: nats / sure for stretch_id, nats in told.items() if nats > 0}


def _at_the_time(stretch_id: str, visit: Visit, found: Sequence[Visit]) -> float:
    lasts_s = max(visit.end_s - visit.start_s, 1 / FPS)
    told = 0.0
    for other in found:
        if other.stretch_id == stretch_id:
            shared_s = min(visit.end_s, other.end_s) - max(visit.start_s, other.start_s)
            told += other.sure * other.worth * min(1.0, max(0.0, shared_s) / (_HALF * lasts_s))
    return told


def _segment(chain: Sequence[Visit], found: Sequence[Visit], start_s: float, end_s: float) -> Segment:
    name = chain[0].stretch_id
    fits = _fits(chain, found)
    likely = {stretch_id: math.exp(fit - fits[name]) for stretch_id, fit in fits.items()}
    for pair in SELDOM.items():
        for this, other in (pair, reversed(pair)):
            if name == this:
                likely[other] = max(likely.get(other, 0.0), _EVEN_SO)
    seen = _likely(sum(visit.tells for visit in chain) - _BEGIN) / sum(likely.values())
    others = [(stretch_id, seen * share) for stretch_id, share in likely.items() if stretch_id != name]
    rival = max(others, key=lambda other: other[1], default=None)
    return Segment(name, start_s, end_s, seen, rival)


def _most(found: Sequence[Visit]) -> float:
    ids = {visit.stretch_id for visit in found}
    return max((sum(v.tells for v in found if v.stretch_id == i) for i in ids), default=0.0)


def _between(track: PoseTrack, earlier: Sequence[Visit], later: Sequence[Visit]) -> float:
    """Where one ends and the next begins: at a cut of the recording, or in the middle of the time between."""
    ends_s, begins_s = earlier[-1].end_s, later[0].start_s
    times = track.time_s[1:][track.scene[1:] != track.scene[:-1]]
    cuts = [time_s for time_s in times.tolist() if ends_s < time_s <= begins_s]
    return cuts[0] if cuts else (ends_s + begins_s) / 2


def _likely(nats: float) -> float:
    return 1.0 / (1.0 + math.exp(-nats))
