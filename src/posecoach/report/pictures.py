"""A picture of the best moment of each hold and attempt."""

from __future__ import annotations

import base64
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

import cv2
import numpy as np

from posecoach.analysis import Analysis
from posecoach.coaching.events import Hold
from posecoach.feedback.colours import MIST
from posecoach.feedback.figure import draw_figure
from posecoach.kinematics.camera import cut_and_scaled
from posecoach.kinematics.points import Point
from posecoach.pose.pose import Pose
from posecoach.pose.track import PoseTrack
from posecoach.report.words import angle, clock, side_name
from posecoach.video.frame import Image, Turn
from posecoach.video.reader import read_frames

WIDTH_PX = 720
MARGIN = 0.2
"""Room around the body, as a share of its longer side."""


@dataclass(frozen=True, slots=True)
class Picture:
    """``data_uri``: a JPEG that needs no other file. ``alt``: what it shows, for those who cannot see it."""

    data_uri: str
    alt: str


def best_moments(analysis: Analysis, track: PoseTrack, video: Path | None) -> list[Picture | None]:
    """One picture for each of ``analysis.holds``, then of ``analysis.attempts``, from ``video`` or, without
    it, of the limbs alone on a plain ground; None where nobody was measured.
    """
    return [_moment(hold, analysis, track, video) for hold in (*analysis.holds, *analysis.attempts)]


def _moment(hold: Hold, analysis: Analysis, track: PoseTrack, video: Path | None) -> Picture | None:
    pose = track[int(np.argmin(np.abs(track.time_s - hold.best_s)))]
    if not pose.measured:
        return None
    image, pose, left_top = _around(_ground(pose, video, track.source.turn_deg), pose)
    camera = cut_and_scaled(hold.camera, left_top, 1.0) if hold.camera else None
    draw_figure(image, pose, analysis.stretch, hold.side, hold.value_deg, hold.faults, camera)
    where = "Video frame" if video else "Drawing of the limbs"
    value = "" if hold.value_deg is None else f", angle {angle(hold.value_deg, hold.error_deg)}"
    alt = f"{where} at {clock(hold.best_s)}: {analysis.stretch.name}, {side_name(hold.side)}{value}."
    return Picture(_jpeg(image), alt)


def _ground(pose: Pose, video: Path | None, turn_deg: Turn) -> Image:
    frame = next(read_frames(video, start_s=pose.time_s - 1e-3, turn_deg=turn_deg), None) if video else None
    if frame is not None:
        return frame.image
    return np.full((pose.height, pose.width, 3), MIST, np.uint8)


def _around(image: Image, pose: Pose) -> tuple[Image, Pose, Point]:
    """The part of the picture with the body in it, as wide as a page needs, the pose moved with it, and where
    in the picture the part begins."""
    bounds = np.array([pose.width, pose.height])
    low, high = pose.image.min(axis=0), pose.image.max(axis=0)
    room = MARGIN * (high - low).max()
    low = np.clip(low - room, 0, bounds - 2).astype(int)
    high = np.clip(high + room, low + 2, bounds).astype(int)
    size = high - low
    scale = WIDTH_PX / size[0]
    seen = image[low[1] : high[1], low[0] : high[0]]
    part = cv2.resize(seen, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    moved = replace(pose, image=pose.image - low, width=int(size[0]), height=int(size[1]))
    return cast(Image, part), moved, (float(low[0]), float(low[1]))


def _jpeg(image: Image) -> str:
    _, data = cv2.imencode(".jpg", cv2.cvtColor(image, cv2.COLOR_RGB2BGR), [cv2.IMWRITE_JPEG_QUALITY, 82])
    return "data:image/jpeg;base64," + base64.b64encode(data.tobytes()).decode("ascii")
