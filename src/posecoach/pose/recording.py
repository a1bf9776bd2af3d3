"""From a video file to the poses of all its frames, on as many processors as there are."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from posecoach.pose.joining import Part, cut, join, unbroken
from posecoach.pose.pose import Pose
from posecoach.pose.track import PoseTrack, Source, collect
from posecoach.pose.tracker import LONGEST_SIDE_PX, enlarged, track
from posecoach.pose.whom import Preference
from posecoach.pose.workers import Report, run_in_processes
from posecoach.video.frame import Turn, VideoInfo
from posecoach.video.origin import digest, recorded_at
from posecoach.video.reader import probe, read_frames

LEAST_PART_S = 10.0
"""A shorter part is not worth a process: it takes 1 to 2 s to start one, and 2 s are read twice."""

_REPORT_EVERY = 15

OnProgress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class _Job:
    info: VideoInfo
    part: Part
    model_path: Path
    prefers: Preference | None
    debug: bool


def track_video(
    path: str | Path,
    model_path: Path,
    *,
    prefers: Preference | None = None,
    turn_deg: Turn = 0,
    processes: int | None = None,
    on_progress: OnProgress | None = None,
    debug: bool = False,
) -> PoseTrack:
    """The poses of all frames of the video at ``path``: of the one who lies or stands as ``prefers`` says.

    A long video is cut into parts that are tracked at the same time, at most ``processes`` of them (as many
    as there are processors by default); parts that turn out to follow different bodies are tracked again in
    one go. ``on_progress(done, total)`` counts frames, in the calling process; ``total`` grows where frames
    are tracked again. ``turn_deg``: clockwise, for a file that was stored lying on its side. ``debug``
    lets the network library's own log through. Raises PosecoachError where the video or the model cannot be
    read.
    """
    info = probe(path, turn_deg)
    on_progress = on_progress or _nobody_listens
    parts = cut(info, _count(info, processes or _processors()))
    tracks: dict[Part, PoseTrack] = {}
    done, total = 0, info.frames
    while new := [part for part in parts if part not in tracks]:
        jobs = [_Job(info, part, model_path, prefers, debug) for part in new]
        tracks |= zip(new, _track_parts(jobs, partial(_report, on_progress, done, total)), strict=True)
        kept = unbroken(parts, [tracks[part] for part in parts])
        done, total = total, total + sum(len(tracks[part]) for part in parts if part not in kept)
        parts = kept
    whole = join(parts, [tracks[part] for part in parts])
    on_progress(total, total)
    taken_at = recorded_at(Path(info.file)).isoformat()
    source = replace(whole.source, frames=len(whole), recorded_at=taken_at, digest=digest(Path(info.file)))
    return replace(whole, source=source)


def _count(info: VideoInfo, processes: int) -> int:
    return max(1, min(processes, int(info.duration_s / LEAST_PART_S))) if info.seekable else 1


def _processors() -> int:
    # Containers and job schedulers often allow fewer than the machine has.
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _track_parts(jobs: Sequence[_Job], report: Report) -> list[PoseTrack]:
    return [_track_part(jobs[0], report)] if len(jobs) == 1 else run_in_processes(_track_part, jobs, report)


def _track_part(job: _Job, report: Report) -> PoseTrack:
    # Here and not above: the process that only waits for its workers need not load MediaPipe.
    from posecoach.pose.mediapipe_engine import MediaPipeEngine, MediaPipeSearch

    info, part = job.info, job.part
    name = os.fsencode(Path(info.file).name).decode("utf-8", "replace")
    source = Source(name, info.start_s, info.duration_s, info.frames, info.width, info.height, info.turn_deg)
    with (
        MediaPipeEngine(job.model_path, debug=job.debug) as engine,
        MediaPipeSearch(job.model_path, debug=job.debug) as search,
    ):
        frames = read_frames(
            info.file,
            start_s=part.read_from_s,
            end_s=part.until_s,
            longest_side_px=LONGEST_SIDE_PX,
            turn_deg=info.turn_deg,
        )
        poses = track(frames, engine, search, job.prefers)
        full_size = (enlarged(pose, info.width, info.height) for pose in poses)
        return collect(_counted(full_size, part, report), source)


def _counted(poses: Iterable[Pose], part: Part, report: Report) -> Iterator[Pose]:
    done = 0
    for pose in poses:
        done += part.from_s is None or pose.time_s >= part.from_s
        if done % _REPORT_EVERY == 0:
            report(done)
        yield pose


def _report(on_progress: OnProgress, before: int, total: int, done: int) -> None:
    on_progress(min(before + done, total), total)


def _nobody_listens(_done: int, _total: int) -> None:
    pass
