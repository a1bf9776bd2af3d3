from __future__ import annotations

from dataclasses import replace

import numpy as np

from posecoach.pose.joining import OVERLAP_S, Part, cut, join
from posecoach.pose.landmarks import Landmark
from posecoach.pose.pose import Pose, Status
from posecoach.pose.sides import Exchange, relabelled
from posecoach.pose.track import COLUMNS, PoseTrack, Source, collect
from posecoach.video.frame import VideoInfo
from tests.pose.skeletons import HEIGHT, WIDTH, raising

SOURCE = Source("long.mp4", 0.0, 12.0, 360, WIDTH, HEIGHT)
WHOLE = raising(12.0)
ANKLES = [Landmark.LEFT_ANKLE, Landmark.RIGHT_ANKLE]


def part(poses: list[Pose], of: Part) -> PoseTrack:
    begin, end = of.read_from_s or -np.inf, of.until_s or np.inf
    return collect([p for p in poses if begin <= p.time_s < end], SOURCE)


def parts(count: int) -> list[Part]:
    return cut(VideoInfo("long.mp4", WIDTH, HEIGHT, 0.0, 12.0, 360, 30.0), count)


def test_the_parts_hold_every_moment_once() -> None:
    assert parts(1) == [Part(None, None)]
    assert parts(3) == [Part(None, 4.0), Part(4.0, 8.0), Part(8.0, None)]
    assert parts(3)[1].read_from_s == 4.0 - OVERLAP_S


def test_joined_parts_are_the_whole() -> None:
    joined = join(parts(3), [part(WHOLE, p) for p in parts(3)])
    for name in COLUMNS:
        np.testing.assert_array_equal(getattr(joined, name), getattr(collect(WHOLE, SOURCE), name))


def test_scenes_are_counted_on_over_the_joins() -> None:
    """Cuts at 3.5 s (seen by the second part in its overlap), 5 s and 9 s; each part counts from 0."""

    def counted(of: Part) -> PoseTrack:
        track = part(WHOLE, of)
        cuts = [c for c in (3.5, 5.0, 9.0) if c > track.time_s[0]]
        return replace(track, scene=np.searchsorted(cuts, track.time_s, side="right").astype(np.int32))

    joined = join(parts(3), [counted(p) for p in parts(3)])
    np.testing.assert_array_equal(joined.scene, np.searchsorted([3.5, 5.0, 9.0], joined.time_s, side="right"))
    assert joined.scene.dtype == np.int32


def test_a_part_that_began_with_legs_exchanged_is_put_right_until_a_loss() -> None:
    first, second = parts(2)
    exchanged = part([relabelled(p, Exchange.LEGS) for p in WHOLE], second)
    lost = (exchanged.time_s > 8) & (exchanged.time_s < 9)
    status = np.where(lost, Status.ABSENT, Status.MEASURED).astype(np.uint8)
    joined = join([first, second], [part(WHOLE, first), replace(exchanged, status=status)])
    whole = collect(WHOLE, SOURCE)
    before, after = whole.time_s <= 8, whole.time_s >= 9
    np.testing.assert_array_equal(joined.image[before], whole.image[before])
    np.testing.assert_array_equal(joined.image[after][:, ANKLES], whole.image[after][:, ANKLES[::-1]])


def test_a_part_without_any_frame_is_nothing() -> None:
    joined = join(parts(2), [part(WHOLE, Part(None, None)), collect([], SOURCE)])
    assert len(joined) == len(WHOLE)
