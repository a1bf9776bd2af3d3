"""Every way in which a network camera goes wrong, by a server that does it: said, and survived."""

import socket
import time
from collections.abc import Iterator
from functools import partial
from threading import Event

import pytest

from posecoach.errors import PosecoachError
from posecoach.video.camera import stream
from posecoach.video.camera.live import open_camera
from posecoach.video.camera.source import Clock
from posecoach.video.camera.trouble import CameraError, Trouble
from posecoach.video.frame import Frame
from tests.conftest import FilmMaker
from tests.films import moving_pictures
from tests.video.camera.conftest import clock_at, look
from tests.video.camera.servers import MjpegServer, at, garbage, jpeg, part

Troubles = list[Trouble | None]


def back_again(_frames: list[Frame], troubles: Troubles) -> bool:
    return len(troubles) > 1 and troubles[-1] is None


def test_a_good_stream_is_no_trouble(jpegs: list[bytes], clock: Clock) -> None:
    with MjpegServer(at(30, jpegs)) as server, open_camera(server.url, clock) as camera:
        frames, troubles = look(camera, lambda frames, _: len(frames) == 100)
        assert camera.fps == pytest.approx(30, rel=0.2)
        assert camera.size == (160, 120)
    assert troubles == []
    assert frames[0].image.shape == (120, 160, 3)


def test_two_pictures_a_second_are_slow_and_still_pictures(jpegs: list[bytes], clock: Clock) -> None:
    with MjpegServer(at(2, jpegs)) as server, open_camera(server.url, clock) as camera:
        look(camera, lambda _, troubles: troubles == [Trouble.SLOW])
        assert camera.newest(2) is not None


def test_the_same_picture_again_and_again_is_frozen(jpegs: list[bytes], clock: Clock) -> None:
    with MjpegServer(at(30, jpegs[:1])) as server, open_camera(server.url, clock) as camera:
        look(camera, lambda _, troubles: troubles == [Trouble.FROZEN])


def test_a_stop_of_ten_seconds_is_said_and_outlived(jpegs: list[bytes], clock: Clock) -> None:
    stopped_s = []

    def stops() -> Iterator[bytes]:
        yield from at(30, jpegs, 30)()
        stopped_s.append(clock())
        server.stopping.wait(10)
        yield from at(30, jpegs)()

    def silent_as_long() -> Iterator[bytes]:
        server.stopping.wait(max(0.0, stopped_s[0] + 10 - clock()))
        yield from at(30, jpegs)()

    with MjpegServer(stops, silent_as_long) as server, open_camera(server.url, clock) as camera:
        frames, troubles = look(camera, back_again)
    assert troubles == [Trouble.SILENT, None]
    assert frames[-1].time_s > stopped_s[0] + 9


def test_a_camera_switched_off_and_on_again_is_found(jpegs: list[bytes], clock: Clock) -> None:
    with MjpegServer(at(30, jpegs, 30)) as server:
        camera = open_camera(server.url, clock)
        look(camera, lambda frames, _: frames)
        port = server.port
    with camera:
        _, troubles = look(camera, lambda _, troubles: Trouble.MISSING in troubles)
        with MjpegServer(at(30, jpegs), port=port):
            look(camera, lambda frames, _: camera.trouble is None and frames)
    assert troubles[-1] is Trouble.MISSING


def test_connections_that_break_off_every_second_hardly_matter(jpegs: list[bytes], clock: Clock) -> None:
    with MjpegServer(at(30, jpegs, 20)) as server, open_camera(server.url, clock) as camera:
        _, troubles = look(camera, lambda frames, _: len(frames) > 50)
        assert server.connections > 2
    assert troubles == []


def test_half_pictures_are_left_out_and_the_whole_ones_kept(clock: Clock) -> None:
    light = jpeg(moving_pictures(1, 160, 120)[0] // 2 + 128)

    def every_other_half() -> Iterator[bytes]:
        for index in range(600):
            yield part(light[: len(light) // 2] if index % 2 else light)
            time.sleep(1 / 60)

    with MjpegServer(every_other_half) as server, open_camera(server.url, clock) as camera:
        frames, _ = look(camera, lambda frames, _: len(frames) > 30)
    # The grey that fills up a half picture would change its lower half.
    assert all((frame.image == frames[0].image).all() for frame in frames)


def test_a_connection_cut_in_the_middle_of_a_picture(jpegs: list[bytes], clock: Clock) -> None:
    def cut() -> Iterator[bytes]:
        yield from at(30, jpegs, 10)()
        yield part(jpegs[0])[: len(jpegs[0]) // 2]

    with MjpegServer(cut, at(30, jpegs)) as server, open_camera(server.url, clock) as camera:
        look(camera, lambda frames, _: len(frames) > 30)
        assert camera.trouble is None


def test_a_picture_that_never_goes_on(jpegs: list[bytes], clock: Clock) -> None:
    def hangs() -> Iterator[bytes]:
        yield from at(30, jpegs, 10)()
        yield part(jpegs[0])[: len(jpegs[0]) // 2]
        server.stopping.wait(60)

    with MjpegServer(hangs, at(30, jpegs)) as server, open_camera(server.url, clock) as camera:
        _, troubles = look(camera, back_again)
    assert troubles == [Trouble.SILENT, None]


def test_damaged_pictures_are_said_and_good_ones_taken_up_again(jpegs: list[bytes], clock: Clock) -> None:
    def damaged() -> Iterator[bytes]:
        yield from at(30, jpegs, 30)()
        yield from at(30, [garbage(5000, seed) for seed in range(20)], 100)()
        yield from at(30, jpegs)()

    with MjpegServer(damaged) as server, open_camera(server.url, clock) as camera:
        _, troubles = look(camera, back_again)
    assert troubles == [Trouble.GARBAGE, None]


def test_garbage_instead_of_parts(jpegs: list[bytes], clock: Clock) -> None:
    def noise() -> Iterator[bytes]:
        for seed in range(3000):
            yield garbage(5000, seed)
            time.sleep(1 / 30)

    scripts = at(30, jpegs, 30), noise, at(30, jpegs)
    with MjpegServer(*scripts) as server, open_camera(server.url, clock) as camera:
        look(camera, lambda frames, _: server.connections > 2 and len(frames) > 60)
        assert camera.trouble is None


def test_a_picture_that_changes_its_size_is_fitted_into_the_first(jpegs: list[bytes], clock: Clock) -> None:
    turned = [jpeg(picture) for picture in moving_pictures(20, 90, 160)]

    def turns() -> Iterator[bytes]:
        yield from at(30, jpegs, 20)()
        yield from at(30, turned, 20)()

    large = [jpeg(picture) for picture in moving_pictures(20, 640, 360)]
    with MjpegServer(turns, at(30, large)) as server, open_camera(server.url, clock) as camera:
        frames, _ = look(camera, lambda frames, _: server.connections > 1 and len(frames) > 60)
    assert {frame.image.shape for frame in frames} == {(120, 160, 3)}


def test_a_covered_lens_is_black(clock: Clock) -> None:
    dark = [jpeg(picture // 12) for picture in moving_pictures(20, 160, 120)]
    with MjpegServer(at(30, dark)) as server, open_camera(server.url, clock) as camera:
        look(camera, lambda _, troubles: troubles == [Trouble.BLACK])


@pytest.fixture
def deaf() -> Iterator[int]:
    """A port that takes connections and never answers."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


@pytest.fixture
def closed() -> int:
    """A port where nobody listens."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def never_comes(url: str) -> str:
    """What is said after eight seconds of a session without any picture."""
    with open_camera(url, clock_at(8)) as camera, pytest.raises(PosecoachError) as caught:
        look(camera, lambda _frames, _troubles: False)
    said = str(caught.value)
    assert "secret" not in said
    assert "\n" not in said
    return said


def test_a_refused_connection(closed: int) -> None:
    assert "refuses" in never_comes(f"http://me:secret@127.0.0.1:{closed}/video?token=secret")
    assert "refuses" in never_comes(f"rtsp://me:secret@127.0.0.1:{closed}/live")


def test_a_wrong_address(jpegs: list[bytes]) -> None:
    with MjpegServer(at(30, jpegs)) as server:
        assert "404" in never_comes(server.url.replace("//", "//me:secret@") + "s")


def test_a_page_that_is_no_stream() -> None:
    page = partial(iter, [b"<html><body>A camera's page</body></html>" * 100])
    with MjpegServer(page) as server:
        assert "video" in never_comes(server.url)


def test_nothing_but_garbage() -> None:
    with MjpegServer(at(30, [garbage(5000, seed) for seed in range(20)])) as server:
        assert "no pictures" in never_comes(server.url)


def test_a_film_at_a_web_address_is_not_mistaken_for_a_camera(film: FilmMaker, clock: Clock) -> None:
    with pytest.raises(CameraError, match="is a film, not a camera"):
        list(stream.pictures(film("a.mp4").as_uri(), clock, Event()))


@pytest.mark.parametrize("protocol", ["http", "rtsp"])
def test_a_server_that_hangs(protocol: str, deaf: int, clock: Clock) -> None:
    with pytest.raises(CameraError, match="does not answer") as caught:
        next(stream.pictures(f"{protocol}://me:secret@127.0.0.1:{deaf}/video", clock, Event()))
    assert caught.value.trouble is Trouble.SILENT
    assert "secret" not in str(caught.value)


def test_an_address_of_an_unknown_kind() -> None:
    assert "unknown" in never_comes("htp://127.0.0.1/video")
