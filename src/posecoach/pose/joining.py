"""A recording cut into overlapping parts, and the parts' poses put together as if read in one go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import numpy as np

from posecoach.pose.pose import Status
from posecoach.pose.sides import MEMORY_S, Exchange, find_exchange
from posecoach.pose.track import COLUMNS, PoseTrack
from posecoach.video.frame import VideoInfo

OVERLAP_S = 2.0
"""How long a part is read before it counts: by then what is known of the body and its place has settled. The
network itself does not settle: any two starts differ for good by its own error (well below 1° on clear side
views; on limbs that hide each other several degrees), and no overlap changes that."""


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


def join(parts: Sequence[Part], tracks: Sequence[PoseTrack]) -> PoseTrack:
    """One track out of the tracks of all parts, each read from ``read_from_s``: scenes are counted on,
    and left and right are those of the part before."""
    joined = tracks[0]
    for part, track in zip(parts[1:], tracks[1:], strict=True):
        joined = _joined(joined, track, int(np.searchsorted(track.time_s, part.from_s or 0.0)))
    return joined


def _joined(before: PoseTrack, after: PoseTrack, overlap: int) -> PoseTrack:
    """``after`` without its first ``overlap`` poses, put behind ``before``."""
    _, theirs, ours = np.intersect1d(before.time_s, after.time_s[:overlap], return_indices=True)
    if theirs.size:
        after = replace(after, scene=after.scene + before.scene[theirs[-1]] - after.scene[ours[-1]])
    both = np.flatnonzero(
        (before.status[theirs] == Status.MEASURED) & (after.status[ours] == Status.MEASURED)
    )
    if both.size:
        last = int(ours[both[-1]])
        after = _exchanged(
            after, last, find_exchange(after[last], before[int(theirs[both[-1]])], Exchange.NONE)
        )
    columns: dict[str, Any] = {
        name: np.concatenate([getattr(before, name), getattr(after, name)[overlap:]]) for name in COLUMNS
    }
    return replace(before, **columns)


def _exchanged(track: PoseTrack, last: int, exchange: Exchange) -> PoseTrack:
    """``track`` relabelled from pose ``last`` on, until a cut or a loss after which sides are new."""
    if exchange is Exchange.NONE:
        return track
    measured = last + np.flatnonzero(track.status[last:] == Status.MEASURED)
    lost = measured[1:][np.diff(track.time_s[measured]) > MEMORY_S]
    changed = np.flatnonzero(track.scene > track.scene[last])
    end = min([len(track), *lost[:1], *changed[:1]])
    order = list(exchange.value)
    columns: dict[str, Any] = {
        name: getattr(track, name).copy() for name in ("image", "world", "visibility", "presence")
    }
    for column in columns.values():
        column[last:end] = column[last:end, order]
    return replace(track, **columns)
