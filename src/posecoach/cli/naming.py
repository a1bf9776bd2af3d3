"""``--stretch auto``: the stretches of a recording, named, and said how surely."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from posecoach.coaching.naming import Segment, segments
from posecoach.kinematics.calibration import Gravity
from posecoach.pose.track import PoseTrack
from posecoach.report.words import clock
from posecoach.stretches.load import load_rules, load_stretch, stretch_ids

AUTO = "auto"
_CERTAIN, _LIKELY = 0.9, 0.7
_WORTH_SAYING = 0.15
"""A rival less likely than this is not named."""


def named(track: PoseTrack, gravity: Gravity) -> list[Segment]:
    """The segments of a recording, by all the stretches that there are."""
    return segments(track, [load_stretch(name) for name in stretch_ids()], load_rules(), gravity)


def lines(found: Sequence[Segment], track: PoseTrack) -> list[str]:
    """What was recognised, a line each."""
    file = Path(track.source.file).name
    if len(found) == 1:
        return [f"{file}: {_sentence(found[0])}"]
    spans = (f"{clock(segment.start_s)} to {clock(segment.end_s)}" for segment in found)
    return [f"{file}: {len(found)} stretches, one after the other."] + [
        f"{span}: {_sentence(segment)}" for span, segment in zip(spans, found, strict=True)
    ]


def _sentence(segment: Segment) -> str:
    sure = f"{_in_words(segment.confidence)} ({100 * segment.confidence:.0f} %)"
    if segment.stretch_id is None:
        return f"none of the {len(stretch_ids())} stretches was seen, {sure}."
    text = f"{load_stretch(segment.stretch_id).name} ({segment.stretch_id}), {sure}."
    if segment.rival and segment.rival[1] >= _WORTH_SAYING:
        rival_id, share = segment.rival
        text += f" It may be {rival_id} ({100 * share:.0f} %): say so with --stretch {rival_id}."
    return text


def _in_words(confidence: float) -> str:
    if confidence >= _CERTAIN:
        return "almost certainly"
    return "very likely" if confidence >= _LIKELY else "probably"
