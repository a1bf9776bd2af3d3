"""A recording cut into overlapping parts, and the parts' poses put together as if read in one go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from posecoach.pose.anatomy import TRUNK_M, farthest_move, torso_px
from posecoach.pose.legs import MEMORY_S, lie_together
from posecoach.pose.pose import Pose, Status
from posecoach.pose.sides import Exchange, relabelled
from posecoach.pose.track import COLUMNS, PoseTrack
from posecoach.video.frame import VideoInfo

OVERLAP_S = 2.0
"""How long a part is read before it counts. Within the first second what is known of the body and its place
settles; the second shows whether it is the body of the part before. The network's own trembling never
settles: two starts differ for good, in 99 % of frames by less than 1.1° at trunk and knees in a clear side
view, by 4° at knees seen obliquely, by 9° at knees that hide each other in a small picture."""
_SETTLED_S = OVERLAP_S / 2
_SAME_BODY = 0.2
"""Torso lengths, for the farthest landmark in the image and in the world. Two starts on one body differ by
less than 0.13 on real clips, on two bodies by more than 0.9."""

Indices = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Part:
    """The frames with from_s <= time_s < until_s; None is the recording's beginning or end."""

    from_s: float | None
    until_s: float | None

    @property
    def read_from_s(self) -> float | None:
        return None if self.from_s is None else self.from_s - OVERLAP_S


def cut(info: VideoInfo, count: int) -> list[Part]:
    """``count`` parts of equal length, which together hold every frame once."""
    inner = np.linspace(info.start_s, info.start_s + info.duration_s, count + 1)[1:-1].tolist()
    return [Part(*ends) for ends in pairwise([None, *inner, None])]


def unbroken(parts: Sequence[Part], tracks: Sequence[PoseTrack]) -> list[Part]:
    """The parts, but one that does not follow the body of the part before is made one with that part.

    Two people, or two ways to misread one, are told apart by what both parts say of the frames that both
    have read. What this returns beside the parts themselves is to be tracked anew, in one go.
    """
    whole = [parts[0]]
    for part, (before, after) in zip(parts[1:], pairwise(tracks), strict=True):
        if _goes_on(before, after):
            whole.append(part)
        else:
            whole[-1] = Part(whole[-1].from_s, part.until_s)
    return whole


def join(parts: Sequence[Part], tracks: Sequence[PoseTrack]) -> PoseTrack:
    """One track out of the tracks of all parts, each read from ``read_from_s``: scenes are counted on,
    and left and right are those of the part before."""
    joined = tracks[0]
    for part, track in zip(parts[1:], tracks[1:], strict=True):
        joined = _joined(joined, track, int(np.searchsorted(track.time_s, part.from_s or 0.0)))
    return joined


def _goes_on(before: PoseTrack, after: PoseTrack) -> bool:
    """Whether both were made anew by the same cut, or say the same of most of the frames that both have read
    once ``after`` has settled."""
    theirs, ours = _shared(before, after)
    if theirs.size == 0:
        return len(after) == 0
    if _begins_scene(before, theirs[0]) and _begins_scene(after, ours[0]):
        return True
    settled = before.time_s[theirs] > before.time_s[-1] - _SETTLED_S
    _, exchange = _exchange(before, after)
    agreed = [
        _agree(before[i], relabelled(after[j], exchange))
        for i, j in zip(theirs[settled].tolist(), ours[settled].tolist(), strict=True)
    ]
    return 2 * sum(agreed) > len(agreed)


def _begins_scene(track: PoseTrack, index: int) -> bool:
    return index > 0 and bool(track.scene[index] > track.scene[index - 1])


def _agree(ours: Pose, theirs: Pose) -> bool:
    """Not of nobody, whose NaN agree with nothing: whom a search finds depends on when it began."""
    return (
        ours.status is theirs.status
        and farthest_move(ours.image, theirs.image) < _SAME_BODY * torso_px(ours)
        and farthest_move(ours.world, theirs.world) < _SAME_BODY * TRUNK_M
    )


def _joined(before: PoseTrack, after: PoseTrack, overlap: int) -> PoseTrack:
    """``after`` without its first ``overlap`` poses, put behind ``before``."""
    theirs, ours = _shared(before, after)
    if theirs.size:
        after = replace(after, scene=after.scene + before.scene[theirs[-1]] - after.scene[ours[-1]])
    after = _exchanged(after, *_exchange(before, after))
    columns: dict[str, Any] = {
        name: np.concatenate([getattr(before, name), getattr(after, name)[overlap:]]) for name in COLUMNS
    }
    return replace(before, **columns)


def _shared(before: PoseTrack, after: PoseTrack) -> tuple[Indices, Indices]:
    """The indices in ``before`` and in ``after`` of the frames that both have read, since the last cut."""
    _, theirs, ours = np.intersect1d(before.time_s, after.time_s, return_indices=True)
    same_scene = before.scene[theirs] == before.scene[-1:]
    return theirs[same_scene], ours[same_scene]


def _exchange(before: PoseTrack, after: PoseTrack) -> tuple[int, Exchange]:
    """What ``after`` calls otherwise than ``before``, and its last pose that shows it. Depth tells, for seen
    from the side left and right are at the same place in the picture."""
    theirs, ours = _shared(before, after)
    both = (before.status[theirs] == Status.MEASURED) & (after.status[ours] == Status.MEASURED)
    if not both.any():
        return 0, Exchange.NONE
    last = int(ours[both][-1])
    world, pose = before[int(theirs[both][-1])].world, after[last]
    return last, min(Exchange, key=lambda labels: farthest_move(world, relabelled(pose, labels).world))


def _exchanged(track: PoseTrack, last: int, exchange: Exchange) -> PoseTrack:
    """``track`` relabelled from pose ``last`` on, until a cut or a loss after which sides are new, or until
    legs lie together: whichever part was wrong about them, it is not so for good."""
    if exchange is Exchange.NONE:
        return track
    measured = last + np.flatnonzero(track.status[last:] == Status.MEASURED)
    lost = measured[1:][np.diff(track.time_s[measured]) > MEMORY_S]
    changed = np.flatnonzero(track.scene > track.scene[last])
    together = [] if exchange is Exchange.BODY else [i for i in measured.tolist() if lie_together(track[i])]
    end = min([len(track), *lost[:1], *changed[:1], *together[:1]])
    order = list(exchange.value)
    columns: dict[str, Any] = {
        name: getattr(track, name).copy() for name in ("image", "world", "visibility", "presence")
    }
    for column in columns.values():
        column[last:end] = column[last:end, order]
    return replace(track, **columns)
