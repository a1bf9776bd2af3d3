"""The frames that are furthest off, as a list and as pictures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from benchmarks.accuracy.agreement import Floats
from benchmarks.accuracy.clip import Clip
from benchmarks.accuracy.series import Series
from benchmarks.accuracy.sheet import Cell, Sheet
from posecoach.feedback.colours import BLACK, SKY_BLUE, VERMILLION, WHITE, Colour
from posecoach.feedback.figure import SEGMENTS
from posecoach.feedback.text import write
from posecoach.pose.landmarks import Landmark
from posecoach.video.frame import Image
from posecoach.video.reader import read_frames

MOST = 10
APART_S = 1.0
"""Frames of one clip that lie closer together show the same mistake."""
TRUE_COLOUR, READ_COLOUR = SKY_BLUE, VERMILLION


@dataclass(frozen=True, slots=True)
class Worst:
    """One frame; read and true in the measure's unit. reported: the product tells this number."""

    clip: str
    column: str
    time_s: float
    read: float
    true: float
    reported: bool


def worst(series: Sequence[Series], measure: str) -> list[Worst]:
    """The frames of a measure that are furthest off, the worst first."""
    ours = [s for s in series if s.measure == measure]
    frames = sorted(
        (
            Worst(s.clip_name, s.column, *row[:3], reported=bool(np.isfinite(row[3])))
            for s in ours
            for row in zip(s.time_s.tolist(), s.read.tolist(), s.true.tolist(), s.reported, strict=True)
            if np.isfinite(row[1] - row[2])
        ),
        key=lambda frame: -abs(frame.read - frame.true),
    )
    found: list[Worst] = []
    for frame in frames:
        if len(found) == MOST:
            break
        if all(frame.clip != other.clip or abs(frame.time_s - other.time_s) >= APART_S for other in found):
            found.append(frame)
    return found


def worst_sheet(series: Sequence[Series]) -> Sheet:
    """The worst frames of every measure."""
    rows: list[tuple[Cell, ...]] = [
        (w.column, w.clip, w.time_s, w.read, w.true, w.read - w.true, "yes" if w.reported else "no")
        for measure in sorted({s.measure for s in series})
        for w in worst(series, measure)
    ]
    headings = ("measure", "clip", "time_s", "read", "true", "error", "reported")
    note = f"Frames of one clip lie {APART_S:g} s apart or more. reported: the product tells this number."
    return Sheet("Worst frames", note, headings, tuple(rows))


def draw_worst(series: Sequence[Series], clips: Sequence[Clip], videos: Path, out: Path) -> None:
    """A picture of each of the worst frames: the true joints in blue, the network's in red."""
    named = {clip.name: clip for clip in clips}
    out.mkdir(parents=True, exist_ok=True)
    for measure in sorted({s.measure for s in series}):
        for rank, frame in enumerate(worst(series, measure), start=1):
            picture = _picture(named[frame.clip], frame, videos)
            path = out / f"{measure}_{rank:02d}_{frame.clip}_{frame.time_s:.2f}s.png"
            cv2.imwrite(str(path), cv2.cvtColor(picture, cv2.COLOR_RGB2BGR))


def _picture(clip: Clip, frame: Worst, videos: Path) -> Image:
    video = videos / clip.truth.video
    shown = next(read_frames(video, start_s=frame.time_s - 1e-6))
    image = shown.image.copy()
    index = int(np.searchsorted(clip.track.time_s, frame.time_s))
    _draw(image, clip.truth.image()[clip.frames[index]], TRUE_COLOUR)
    _draw(image, clip.track.image[index].astype(float), READ_COLOUR)
    words = f"{frame.column}: read {frame.read:.1f} (red), true {frame.true:.1f} (blue)"
    image[:24] = BLACK
    write(image, words, (6, 17), 14, WHITE)
    return image


def _draw(image: Image, points: Floats, colour: Colour) -> None:
    for side in ("LEFT", "RIGHT"):
        for a, b in SEGMENTS:
            ends = [points[Landmark[f"{side}_{joint.upper()}"]] for joint in (a, b)]
            if np.isfinite(ends).all():
                start, end = (tuple(np.round(point).astype(int).tolist()) for point in ends)
                cv2.line(image, start, end, colour, 2, cv2.LINE_AA)
                cv2.circle(image, end, 3, colour, -1, cv2.LINE_AA)
