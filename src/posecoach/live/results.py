"""What a live session leaves behind: the same files as the analysis of a recording."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from posecoach.coaching.session import Session
from posecoach.live.keeping import Keeping
from posecoach.pose.track import PoseTrack
from posecoach.report.files import Results, write_session_folder


def analyses(sessions: Sequence[Session], keeping: Keeping) -> list[Results]:
    """Of each stretch that was begun in front of the camera, in order."""
    tracks = [keeping.track(number) for number in range(1, len(sessions) + 1)]
    return [
        Results(session.analysis(track), track)
        for session, track in zip(sessions, tracks, strict=True)
        if _was_seen(track)
    ]


def write_results(folder: Path, keeping: Keeping, parts: Sequence[Results]) -> None:
    """Write ``folder``; of several stretches each has a folder in it.

    Raises PosecoachError where it cannot be written.
    """
    write_session_folder(folder, keeping.track(), parts, video=keeping.video)


def _was_seen(track: PoseTrack) -> bool:
    return any(pose.measured for pose in track)
