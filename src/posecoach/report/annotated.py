"""``annotated.mp4``: the recording with what the coach saw and said drawn on it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from posecoach.coaching.events import CoachState
from posecoach.errors import PosecoachError
from posecoach.feedback.overlay import draw
from posecoach.pose.pose import Pose
from posecoach.pose.track import PoseTrack
from posecoach.report.ahead import ahead
from posecoach.stretches.model import Stretch
from posecoach.video.frame import Frame
from posecoach.video.reader import read_frames
from posecoach.video.writer import VideoWriter

SAME_S = 1e-3
"""Times nearer than this are of the same picture: poses are saved with their frames' own times."""


def write_annotated(
    video: Path,
    track: PoseTrack,
    states: Iterable[CoachState],
    stretch: Stretch,
    path: Path,
    on_progress: Callable[[int], None] | None = None,
) -> None:
    """Write ``path``, whole or not at all; frames that have no pose of their own time are left out.

    states: one for each pose of ``track``, in order. on_progress: is told how many frames are written.
    Decoding, drawing and encoding run side by side. Raises PosecoachError where the video cannot be read,
    is not the one of the poses, or ``path`` cannot be written.
    """
    matched = _matched(ahead(_frames(video, track)), track, states)
    drawn = ahead(
        Frame(frame.time_s, draw(frame.image, pose, state, stretch)) for frame, pose, state in matched
    )
    first = next(drawn, None)
    if first is None:
        raise PosecoachError(f"{video}: no frame has the time of a pose; is it the video that was analysed?")
    height, width = first.image.shape[:2]
    with VideoWriter(path, width, height) as writer:
        writer.write(first)
        for count, frame in enumerate(drawn, start=2):
            writer.write(frame)
            if on_progress:
                on_progress(count)


def _frames(video: Path, track: PoseTrack) -> Iterator[Frame]:
    if not len(track):
        return iter(())
    return read_frames(
        video,
        start_s=track.time_s[0] - SAME_S,
        end_s=track.time_s[-1] + SAME_S,
        turn_deg=track.source.turn_deg,
    )


def _matched(
    frames: Iterable[Frame], track: PoseTrack, states: Iterable[CoachState]
) -> Iterator[tuple[Frame, Pose, CoachState]]:
    """Each frame with the pose and the state of its own time; both run forwards only."""
    coached = zip(track, states, strict=True)
    current = next(coached, None)
    for frame in frames:
        while current and current[0].time_s < frame.time_s - SAME_S:
            current = next(coached, None)
        if current and current[0].time_s <= frame.time_s + SAME_S:
            yield frame, *current
