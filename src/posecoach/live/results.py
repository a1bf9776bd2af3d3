"""What a live session leaves behind: the same files as the analysis of a recording."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from posecoach.coaching.session import Session
from posecoach.live.keeping import Keeping
from posecoach.report.files import Results, write_session_folder


def analyses(sessions: Sequence[Session], keeping: Keeping, *, quickly: bool = False) -> list[Results]:
    """Of each stretch that was begun in front of the camera, in order. quickly: without the measures over
    time, which take a tenth of the time that the session took."""
    found = []
    for number, session in enumerate(sessions, start=1):
        if keeping.saw_somebody(number):
            track = keeping.track(number, count=0 if quickly else None)
            found.append(Results(session.analysis(track, live=True), track))
    return found


def write_results(folder: Path, keeping: Keeping, parts: Sequence[Results]) -> None:
    """Write ``folder``; of several stretches each has a folder in it.

    Raises PosecoachError where it cannot be written.
    """
    write_session_folder(folder, keeping.track(), parts, video=keeping.video)
