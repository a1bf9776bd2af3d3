"""A recording's landmarks without their spikes and trembling, and without any lag.

MediaPipe's VIDEO mode smooths already, looking back only. In a recording the later frames are known too, so
that a zero-phase low-pass can take away more. Live poses are left as they are: what a filter that only looks
back could still better is not worth its lag (``benchmarks/smoothing.py``).
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt
from scipy.interpolate import PchipInterpolator
from scipy.ndimage import median_filter
from scipy.signal import butter, sosfiltfilt

from posecoach.pose.anatomy import BODY, torso_px
from posecoach.pose.pose import Status
from posecoach.pose.track import PoseTrack

CUTOFF_HZ, ORDER = 3.0, 4
"""Both passes together leave half of a swing at the cut-off, 96 % at 2 Hz, the quickest bounce, and all at
1 Hz; 60° within 0.3 s keep 96 % of their speed and overshoot by 2°. Of the low-passes that leave as much of a
bounce it has the smallest error (``benchmarks/smoothing.py``)."""

_GAP_S = 0.25
"""Poses further apart are smoothed each on its own side: nothing is known of what lies between."""
_SPIKE_S = 0.3
"""What lasts less than half of this and comes back is a spike."""
_WILD = 0.1
"""A spike is further than so many torso lengths (5 cm, or 4° of a leg) from the median of the frames around.
Bounces of up to 17° at 2 Hz stay within; of wider ones half is left. A leg kicked up in 0.3 s and at once
down again loses a fifth of its height, in 0.5 s nothing."""
_FASTEST = 7.5
"""Torso lengths a second; the ankle of a kicked leg reaches 6. A body that goes on from another place at
once has its sides exchanged or is another one, and the two are not mixed."""
_HIGHEST_SHARE = 0.45
"""Of the frame rate: a cut-off above has nothing to cut off."""
_PAD_PERIODS = 1.5
"""Of the cut-off, by which the ends are continued (turned about their last point, so that slopes go on)."""

Floats = npt.NDArray[np.float64]
Indices = npt.NDArray[np.intp]
Flags = npt.NDArray[np.bool_]


def smoothed(track: PoseTrack, cutoff_hz: float = CUTOFF_HZ, order: int = ORDER) -> PoseTrack:
    """The track with the image and world landmarks of its measured poses low-passed (Butterworth, forwards
    and backwards) after their spikes are out.

    Times, statuses and all other poses stay what they were; no gap, cut or jump is smoothed over. What is
    lost of a measured pose stays where it was guessed, and bends nothing before or after.
    """
    places = np.concatenate([track.image, track.world], axis=2).astype(np.float64)
    torsos_px = np.array([torso_px(pose) if pose.measured else np.nan for pose in track])
    known = (track.status == Status.MEASURED) & np.isfinite(places).all(axis=(1, 2))
    # Presence 0 is the tracker's word for lost; a little of it is the network's, which follows joints a step
    # beyond the edge of the picture as well as within.
    for marks, frames in _seen_together(known[:, None] & (track.presence > 0)):
        for run in _runs(track, frames):
            times_s = track.time_s[run]
            calm = _without_spikes(times_s, places[np.ix_(run, marks)], torsos_px[run])
            for part in _unbroken(times_s, calm[:, np.isin(marks, BODY)], torsos_px[run]):
                places[np.ix_(run[part], marks)] = low_passed(times_s[part], calm[part], cutoff_hz, order)
    image, world = np.split(places.astype(np.float32), [track.image.shape[2]], axis=2)
    return replace(track, image=np.ascontiguousarray(image), world=np.ascontiguousarray(world))


def low_passed(times_s: Floats, values: Floats, cutoff_hz: float, order: int) -> Floats:
    """(n, …) values at (n,) times, even or not, without what changes more quickly than the cut-off; unchanged
    where they are too few or come too seldom for that."""
    if len(times_s) < 3:
        return values
    span_s, spacing_s = float(times_s[-1] - times_s[0]), float(np.median(np.diff(times_s)))
    count = round(span_s / spacing_s) + 1
    rate_hz = (count - 1) / span_s
    if cutoff_hz > _HIGHEST_SHARE * rate_hz:
        return values
    # A digital filter wants even spacing; frames that have it lose nothing here.
    even_s = np.linspace(times_s[0], times_s[-1], count)
    low = sosfiltfilt(
        butter(order, cutoff_hz, fs=rate_hz, output="sos"),
        PchipInterpolator(times_s, values)(even_s),
        axis=0,
        padlen=min(count - 1, round(_PAD_PERIODS * rate_hz / cutoff_hz)),
    )
    return np.asarray(PchipInterpolator(even_s, low)(times_s), np.float64)


def _seen_together(seen: Flags) -> list[tuple[Indices, Indices]]:
    """Of (n, 33) flags, the landmarks that were seen in the same frames, and these frames."""
    patterns, pattern_of = np.unique(seen, axis=1, return_inverse=True)
    return [(np.flatnonzero(pattern_of == i), np.flatnonzero(frames)) for i, frames in enumerate(patterns.T)]


def _runs(track: PoseTrack, frames: Indices) -> list[Indices]:
    """The frames, in parts of one scene without gaps."""
    apart = np.diff(track.time_s[frames]) > _GAP_S
    return np.split(frames, np.flatnonzero(apart | (np.diff(track.scene[frames]) != 0)) + 1)


def _without_spikes(times_s: Floats, places: Floats, torsos_px: Floats) -> Floats:
    """(n, k, 5) places, the wild ones put where the median of the frames around them is."""
    if len(times_s) < 3:
        return places
    reach = round(_SPIKE_S / 2 / float(np.median(np.diff(times_s))))
    # So continued, a run that ends in movement is not taken for one that ends in a spike.
    usual = median_filter(places, size=(2 * reach + 1, 1, 1), mode="nearest")
    wild = np.linalg.norm((places - usual)[..., :2], axis=2) > _WILD * torsos_px[:, None]
    return np.where(wild[..., None], usual, places)


def _unbroken(times_s: Floats, places: Floats, torsos_px: Floats) -> list[Indices]:
    """The indices of (n, k, 5) places, in parts without a jump."""
    moved_px = np.linalg.norm(np.diff(places[..., :2], axis=0), axis=2).max(axis=1, initial=0)
    jumps = moved_px > _FASTEST * np.diff(times_s) * torsos_px[1:]
    return np.split(np.arange(len(times_s)), np.flatnonzero(jumps) + 1)
