from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest

from posecoach.coaching.events import CoachState
from posecoach.coaching.session import coach_states
from posecoach.errors import PosecoachError
from posecoach.feedback.overlay import overlay_size
from posecoach.pose.track import PoseTrack
from posecoach.report.annotated import write_annotated
from posecoach.stretches.load import load_rules, load_stretch
from posecoach.video.reader import read_frames
from tests.report.examples import track_at, write_film

STRETCH = load_stretch("active_straight_leg_raise")


def states_of(track: PoseTrack) -> list[CoachState]:
    return list(coach_states(track, STRETCH, STRETCH.dose(), load_rules()))


def irregular(count: int) -> list[float]:
    gaps = np.random.default_rng(3).choice([0.02, 0.033, 0.1], count - 1)
    return [0.0, *np.cumsum(gaps).tolist()]


def test_every_frame_is_there_at_its_own_time_in_h264(tmp_path: Path) -> None:
    times_s = irregular(40)
    write_film(tmp_path / "film.mp4", times_s, 640, 352)
    read_s = [frame.time_s for frame in read_frames(tmp_path / "film.mp4")]
    told: list[int] = []
    track = track_at(read_s)
    out = tmp_path / "annotated.mp4"
    write_annotated(tmp_path / "film.mp4", track, states_of(track), STRETCH, out, told.append)
    with av.open(str(out)) as container:
        stream = container.streams.video[0]
        assert (stream.codec_context.name, stream.codec_context.pix_fmt) == ("h264", "yuv420p")
    frames = list(read_frames(out))
    np.testing.assert_allclose([frame.time_s for frame in frames], times_s, atol=2e-3)
    width, picture, whole = overlay_size(640, 352)
    assert frames[0].image.shape == (whole, width, 3)
    assert told[-1] == 40
    # The strip is dark, the limbs stand out from the grey.
    assert np.median(frames[20].image[picture + 4 :]) < 60
    assert np.ptp(frames[20].image[:picture]) > 100


def test_frames_without_a_pose_are_left_out(tmp_path: Path) -> None:
    write_film(tmp_path / "film.mp4", [0.0, 0.1, 0.2, 0.3, 0.4, 0.5])
    track = track_at([0.1, 0.3, 0.4])
    write_annotated(tmp_path / "film.mp4", track, states_of(track), STRETCH, tmp_path / "out.mp4")
    times_s = [frame.time_s for frame in read_frames(tmp_path / "out.mp4")]
    np.testing.assert_allclose(times_s, [0.0, 0.2, 0.3], atol=2e-3)


def test_another_film_is_refused_and_leaves_nothing(tmp_path: Path) -> None:
    write_film(tmp_path / "film.mp4", [0.0, 0.1, 0.2])
    track = track_at([7.0, 7.1])
    with pytest.raises(PosecoachError, match="is it the video that was analysed"):
        write_annotated(tmp_path / "film.mp4", track, states_of(track), STRETCH, tmp_path / "out.mp4")
    assert [path.name for path in tmp_path.iterdir()] == ["film.mp4"]
