from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from posecoach.pose.joining import OVERLAP_S, Part, cut, join, unbroken
from posecoach.pose.landmarks import Landmark
from posecoach.pose.pose import Pose, Status, absent
from posecoach.pose.sides import Exchange, relabelled
from posecoach.pose.track import COLUMNS, PoseTrack, Source, collect
from posecoach.video.frame import VideoInfo
from tests.pose.skeletons import HEIGHT, WIDTH, lying, moved, raising, trembling

SOURCE = Source("long.mp4", 0.0, 12.0, 360, WIDTH, HEIGHT)
WHOLE = raising(12.0)
ANKLES = [Landmark.LEFT_ANKLE, Landmark.RIGHT_ANKLE]


def part(poses: list[Pose], of: Part) -> PoseTrack:
    begin, end = of.read_from_s or -np.inf, of.until_s or np.inf
    return collect([p for p in poses if begin <= p.time_s < end], SOURCE)


def parts(count: int) -> list[Part]:
    return cut(VideoInfo("long.mp4", WIDTH, HEIGHT, 0.0, 12.0, 360), count)


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
    lost = (exchanged.time_s > 8) & (exchanged.time_s < 9.5)
    status = np.where(lost, Status.ABSENT, Status.MEASURED).astype(np.uint8)
    joined = join([first, second], [part(WHOLE, first), replace(exchanged, status=status)])
    whole = collect(WHOLE, SOURCE)
    before, after = whole.time_s <= 8, whole.time_s >= 9.5
    np.testing.assert_array_equal(joined.image[before], whole.image[before])
    np.testing.assert_array_equal(joined.image[after][:, ANKLES], whole.image[after][:, ANKLES[::-1]])


def test_legs_are_what_a_part_itself_calls_them_once_they_have_lain_together() -> None:
    """Whichever of the two was wrong: here it is the first, which believed the network's exchange."""
    whole = [lying(p.time_s, left_deg=70 * abs(np.sin(np.pi * p.time_s / 9))) for p in WHOLE]
    first, second = parts(2)
    joined = join(
        [first, second], [part([relabelled(p, Exchange.LEGS) for p in whole], first), part(whole, second)]
    )
    true = collect(whole, SOURCE)
    at_once, later = (true.time_s >= 6) & (true.time_s < 7.5), true.time_s > 10
    np.testing.assert_array_equal(joined.image[at_once][:, ANKLES], true.image[at_once][:, ANKLES[::-1]])
    np.testing.assert_array_equal(joined.image[later][:, ANKLES], true.image[later][:, ANKLES])


def test_sides_that_the_picture_does_not_tell_are_told_by_depth() -> None:
    """Legs together, seen square from the side: left and right are at the same place until one is raised."""

    def square(pose: Pose) -> Pose:
        return replace(pose, image=(np.float32([300, 200]) + 200 * pose.world[:, :2]).astype(np.float32))

    whole = [square(p) for p in [*(lying(t / 30) for t in range(210)), *raising(12.0)[210:]]]
    first, second = parts(2)
    joined = join(
        [first, second], [part(whole, first), part([relabelled(p, Exchange.BODY) for p in whole], second)]
    )
    np.testing.assert_array_equal(joined.world, collect(whole, SOURCE).world)


def test_parts_that_see_the_same_body_stay_as_they_are() -> None:
    tracks = [
        part(WHOLE, parts(3)[0]),
        part(trembling([relabelled(p, Exchange.LEGS) for p in WHOLE], px=2), parts(3)[1]),
        part(trembling(WHOLE, px=2), parts(3)[2]),
    ]
    assert unbroken(parts(3), tracks) == parts(3)


def test_a_part_that_sees_another_body_is_made_one_with_the_part_before() -> None:
    another = [lying(p.time_s, at=(-100, -60), size=0.9) for p in WHOLE]
    tracks = [part(body, p) for body, p in zip([WHOLE, another, WHOLE], parts(3), strict=True)]
    assert unbroken(parts(3), tracks) == [Part(None, None)]
    tracks[2] = part(another, parts(3)[2])
    assert unbroken(parts(3), tracks) == [Part(None, 8.0), Part(8.0, None)]


def test_bodies_that_lie_alike_at_two_places_are_two() -> None:
    beside = [moved(p, np.float32([0, 40])) for p in WHOLE]
    assert unbroken(parts(2), [part(WHOLE, parts(2)[0]), part(beside, parts(2)[1])]) == [Part(None, None)]


def test_a_skeleton_that_differs_in_depth_alone_is_another() -> None:
    flat = [replace(p, world=(p.world * [1, 1, 0.1]).astype(np.float32)) for p in WHOLE]
    assert unbroken(parts(2), [part(WHOLE, parts(2)[0]), part(flat, parts(2)[1])]) == [Part(None, None)]


def test_a_skeleton_that_only_one_part_believes_is_no_agreement() -> None:
    doubted = [replace(p, status=Status.IMPLAUSIBLE) for p in WHOLE]
    assert unbroken(parts(2), [part(doubted, parts(2)[0]), part(WHOLE, parts(2)[1])]) == [Part(None, None)]
    assert unbroken(parts(2), [part(doubted, p) for p in parts(2)]) == parts(2)


@pytest.mark.parametrize("nobody_seen_by", [(0,), (1,), (0, 1)])
def test_whoever_comes_back_after_the_join_is_for_the_part_before_to_choose(
    nobody_seen_by: tuple[int, ...],
) -> None:
    gone = [absent(p.time_s, WIDTH, HEIGHT) if 4.5 < p.time_s < 7 else p for p in WHOLE]
    tracks = [part(gone if i in nobody_seen_by else WHOLE, p) for i, p in enumerate(parts(2))]
    assert unbroken(parts(2), tracks) == [Part(None, None)]


def test_what_was_before_a_cut_is_of_no_consequence() -> None:
    nurse = [relabelled(lying(p.time_s, at=(-100, -60)), Exchange.BODY) for p in WHOLE]
    another = [n if n.time_s < 5.8 else p for n, p in zip(nurse, WHOLE, strict=True)]
    tracks = [part(WHOLE, parts(2)[0]), part(another, parts(2)[1])]
    assert unbroken(parts(2), tracks) == [Part(None, None)]
    scenes = [replace(t, scene=(t.time_s >= 5.8).astype(np.int32)) for t in tracks]
    assert unbroken(parts(2), scenes) == parts(2)
    nobody = [
        collect([absent(p.time_s, WIDTH, HEIGHT, p.scene) if p.scene else p for p in t], SOURCE)
        for t in scenes
    ]
    assert unbroken(parts(2), nobody) == parts(2)
    joined = join(parts(2), scenes)
    np.testing.assert_array_equal(joined.image, collect(WHOLE, SOURCE).image)


def test_parts_that_have_no_frame_in_common_are_one() -> None:
    late = [p for p in WHOLE if not 3.5 < p.time_s < 6]
    assert unbroken(parts(2), [part(late, Part(None, 3.5)), part(late, parts(2)[1])]) == [Part(None, None)]


def test_a_part_without_any_frame_is_nothing() -> None:
    empty = [part(WHOLE, Part(None, None)), collect([], SOURCE)]
    assert unbroken(parts(2), empty) == parts(2)
    assert unbroken(parts(2), empty[::-1]) == [Part(None, None)]
    joined = join(parts(2), [part(WHOLE, Part(None, None)), collect([], SOURCE)])
    assert len(joined) == len(WHOLE)
