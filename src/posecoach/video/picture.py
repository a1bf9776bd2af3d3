"""From a decoded frame to an upright RGB picture in square pixels."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import cast

import cv2
import numpy as np
from av.sidedata.sidedata import SideDataContainer, Type
from av.video.frame import VideoFrame
from av.video.reformatter import Colorspace, Interpolation, VideoReformatter
from av.video.stream import VideoStream

from posecoach.video.frame import Image, Turn
from posecoach.video.shrink import shrunk_size

# The colour matrices that libswscale converts, by their numbers in ISO/IEC 23091-2; it refuses the rest
# (YCgCo, ICtCp and the like), which are read with slightly wrong colours rather than not at all.
_CONVERTIBLE = {0, 1, 2, 4, 5, 6, 7, 9}


@dataclass(frozen=True, slots=True)
class Orientation:
    """Transpose first, then mirror: together they give all eight ways that a picture can be stored."""

    transpose: bool = False
    mirror_x: bool = False
    mirror_y: bool = False

    def apply(self, image: Image) -> Image:
        """The upright picture, contiguous."""
        if self.transpose:
            image = cast(Image, cv2.transpose(image))
        if self.mirror_x or self.mirror_y:
            image = cast(
                Image, cv2.flip(image, -1 if self.mirror_x and self.mirror_y else int(self.mirror_x))
            )
        return np.ascontiguousarray(image)


def orientation_of(frame: VideoFrame) -> Orientation:
    """How the frame's display matrix wants it turned; upright where it has none, or one that is askew."""
    matrix = cast(SideDataContainer, frame.side_data).get(Type.DISPLAYMATRIX)
    if matrix is None:
        return Orientation()
    # Nine 32-bit numbers, a b u c d v x y w: a stored (x, y) is shown at (a·x + c·y, b·x + d·y).
    a, b, _, c, d = np.frombuffer(bytes(matrix), np.int32)[:5].tolist()
    straight, crossed = min(abs(a), abs(d)), min(abs(b), abs(c))
    if crossed > 100 * max(abs(a), abs(d)):
        return Orientation(transpose=True, mirror_x=c < 0, mirror_y=b < 0)
    if straight > 100 * max(abs(b), abs(c)):
        return Orientation(mirror_x=a < 0, mirror_y=d < 0)
    return Orientation()


def further_turned(orientation: Orientation, turn_deg: Turn) -> Orientation:
    """The orientation, and then turned clockwise."""
    for _ in range(turn_deg // 90):
        # A quarter turn transposes what is shown, and mirrors it sideways.
        orientation = Orientation(
            transpose=not orientation.transpose,
            mirror_x=not orientation.mirror_y,
            mirror_y=orientation.mirror_x,
        )
    return orientation


class Developer:
    """Turns every decoded frame of one stream into a picture of the same size.

    ``width`` and ``height`` are those of the upright picture, in square pixels.
    """

    def __init__(
        self,
        stream: VideoStream,
        first: VideoFrame,
        longest_side_px: int | None = None,
        turn_deg: Turn = 0,
    ) -> None:
        """The first frame of the file decides for all, so that a part reads like the whole.

        turn_deg: clockwise, on top of what the file itself says, which may be wrong.
        """
        self._aspect = _pixel_aspect(stream)
        self._orientation = further_turned(orientation_of(first), turn_deg)
        self._reformatter = VideoReformatter()
        self._square_size = self._square(first)
        self._stored_size = shrunk_size(*self._square_size, longest_side_px)
        # Averaging over areas keeps thin limbs that plain sampling would skip over.
        shrinks = self._stored_size != self._square_size
        self._interpolation = Interpolation.AREA if shrinks else Interpolation.BILINEAR
        width, height = self._stored_size
        self.width, self.height = (height, width) if self._orientation.transpose else (width, height)

    def picture(self, frame: VideoFrame) -> Image:
        """(height, width, 3) RGB, upright, contiguous."""
        width, height = self._square(frame)
        full_width, full_height = size = self._stored_size
        if (width, height) != self._square_size:
            scale = min(full_width / width, full_height / height)
            size = (max(1, round(width * scale)), max(1, round(height * scale)))
        matrix = None if frame.colorspace in _CONVERTIBLE else Colorspace.ITU709
        rgb = self._reformatter.reformat(
            frame,
            *size,
            format="rgb24",
            src_colorspace=matrix,
            dst_colorspace=matrix,
            interpolation=self._interpolation,
            threads=1,
        )
        image = cast(Image, rgb.to_ndarray())
        if size != self._stored_size:
            image = _centre(image, full_width, full_height)
        return self._orientation.apply(image)

    def _square(self, frame: VideoFrame) -> tuple[int, int]:
        """The stored frame's size with its pixels made square; stretched, never squeezed, to lose nothing."""
        if self._aspect > 1:
            return round(frame.width * self._aspect), frame.height
        return frame.width, round(frame.height / self._aspect)


def _pixel_aspect(stream: VideoStream) -> Fraction:
    aspect = stream.sample_aspect_ratio or Fraction(1)
    # Real formats stay within 1:2 to 2:1; beyond that the header is damaged.
    return aspect if Fraction(1, 4) <= aspect <= 4 else Fraction(1)


def _centre(image: Image, width: int, height: int) -> Image:
    """The picture on a black canvas: where a recording changes its shape on the way, bodies keep theirs."""
    canvas = np.zeros((height, width, 3), np.uint8)
    top, left = (height - image.shape[0]) // 2, (width - image.shape[1]) // 2
    canvas[top : top + image.shape[0], left : left + image.shape[1]] = image
    return canvas
