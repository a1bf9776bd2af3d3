"""What many tests share: films made on the spot, the pose model, real recordings, a log without errors."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from posecoach.errors import PosecoachError
from posecoach.pose.model.resolve import resolve_model
from posecoach.video.frame import Image
from tests.films import moving_pictures

TICK = Fraction(1, 90_000)

FilmMaker = Callable[..., Path]

CLIPS = Path(__file__).parents[2] / "shared" / "clips"


@pytest.fixture(autouse=True)
def no_errors_are_logged(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """A test that logs an error fails, whatever else it asserts."""
    yield
    errors = [record for record in caplog.get_records("call") if record.levelno >= logging.ERROR]
    assert not errors


@pytest.fixture(autouse=True)
def own_record(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """No test reads or writes the record of whoever runs it, subprocesses included."""
    folder = tmp_path_factory.mktemp("record")
    monkeypatch.setenv("POSECOACH_DATABASE", str(folder / "record.db"))
    # Where the data folder is on Linux: for what asks for the record without naming it.
    monkeypatch.setenv("XDG_DATA_HOME", str(folder))
    monkeypatch.delenv("POSECOACH_PERSON", raising=False)
    return folder / "record.db"


@pytest.fixture(scope="session")
def model_path() -> Path:
    """The default model, fetched as a user's first run would."""
    try:
        return resolve_model("full")
    except PosecoachError as error:
        pytest.skip(f"needs the pose model: {error}")


@pytest.fixture(scope="session")
def clips() -> Path:
    """The folder of real recordings."""
    if not CLIPS.is_dir():
        pytest.skip("needs the real recordings in ../shared/clips")
    return CLIPS


@pytest.fixture
def film(tmp_path: Path) -> FilmMaker:
    """A function that writes a film into the test's own folder and returns its path."""

    def make(
        name: str,
        codec: str = "libx264",
        *,
        pictures: Sequence[Image] | None = None,
        times_s: Sequence[float] | None = None,
        count: int = 30,
        size: tuple[int, int] = (64, 48),
        fps: int = 25,
        pix_fmt: str = "yuv420p",
        tick: Fraction = TICK,
        options: dict[str, str] | None = None,
        turned: tuple[float, bool, bool] | None = None,
        pixel_aspect: Fraction | None = None,
        colours: dict[str, int] | None = None,
    ) -> Path:
        shown = pictures if pictures is not None else moving_pictures(count, *size)
        height, width = shown[0].shape[:2]
        path = tmp_path / name
        with av.open(str(path), "w") as container:
            stream = container.add_stream(codec, rate=fps, options=options or {})
            context = stream.codec_context
            context.width, context.height, context.pix_fmt, context.time_base = width, height, pix_fmt, tick
            if pixel_aspect is not None:
                context.sample_aspect_ratio = pixel_aspect
            for key, value in (colours or {}).items():
                setattr(context, key, value)
            if turned is not None:
                stream.set_display_rotation(*turned)
            for index, picture in enumerate(shown):
                frame = av.VideoFrame.from_ndarray(picture)
                frame.pts = round((times_s[index] if times_s is not None else index / fps) / tick)
                frame.time_base = tick
                container.mux(stream.encode(frame))
            container.mux(stream.encode(None))
        return path

    return make


@pytest.fixture
def irregular_times_s() -> list[float]:
    """120 moments with gaps of 10 to 200 ms, the first at 0.5 s."""
    gaps = np.random.default_rng(7).choice([0.01, 0.033, 0.04, 0.2], 119)
    return [0.5, *(0.5 + np.cumsum(gaps)).tolist()]
