"""``posecoach analyse`` as a user runs it: in a process of its own."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import av
import numpy as np
import pytest

from tests.conftest import FilmMaker
from tests.films import moving_pictures

SLR = "active_straight_leg_raise"
POSECOACH = [sys.executable, "-c", "from posecoach.cli.main import run; run()"]


def posecoach(*arguments: object, **options: object) -> subprocess.CompletedProcess[str]:
    command = [*POSECOACH, *map(str, arguments)]
    # Nobody is asked anything, whoever runs the tests in a terminal.
    options = {"stdin": subprocess.DEVNULL, **options}
    return subprocess.run(command, capture_output=True, text=True, timeout=300, **options)  # type: ignore[call-overload,no-any-return]


def analyse(
    video: Path, out: Path, model: Path, *more: str, stretch: str = SLR
) -> subprocess.CompletedProcess[str]:
    return posecoach("analyse", video, "--stretch", stretch, "--out", out, "--model", model, *more)


def assert_one_line(done: subprocess.CompletedProcess[str], code: int, *words: str) -> None:
    lines = done.stderr.splitlines()
    assert done.returncode == code, done.stderr
    assert len(lines) == 1, done.stderr
    assert lines[0].startswith("posecoach: ")
    for word in words:
        assert word in lines[0]
    assert done.stdout == ""


def assert_nothing_written(folder: Path) -> None:
    assert not folder.exists() or list(folder.rglob("*")) == []


def sound_only(tmp_path: Path) -> Path:
    path = tmp_path / "sound.m4a"
    with av.open(str(path), "w") as container:
        stream = container.add_stream("aac", rate=44100, layout="mono")
        for _ in range(20):
            frame = av.AudioFrame.from_ndarray(np.zeros((1, 1024), np.float32), format="fltp", layout="mono")
            frame.sample_rate = 44100
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def written(tmp_path: Path, name: str, content: bytes) -> Path:
    path = tmp_path / name
    path.write_bytes(content)
    return path


def test_a_missing_file(tmp_path: Path, model_path: Path) -> None:
    assert_one_line(analyse(tmp_path / "none.mp4", tmp_path / "out", model_path), 1, "none.mp4", "no file")
    assert_nothing_written(tmp_path / "out")


@pytest.mark.parametrize(
    ("name", "content", "word"),
    [("empty.mp4", b"", "empty"), ("text.mp4", b"Dear diary, today I stretched.\n" * 40, "not a video")],
)
def test_a_file_that_is_no_video(
    tmp_path: Path, model_path: Path, name: str, content: bytes, word: str
) -> None:
    path = written(tmp_path, name, content)
    assert_one_line(analyse(path, tmp_path / "out", model_path), 1, name, word)
    assert_nothing_written(tmp_path / "out")


def test_an_audio_only_file(tmp_path: Path, model_path: Path) -> None:
    assert_one_line(analyse(sound_only(tmp_path), tmp_path / "out", model_path), 1, "no moving picture")
    assert_nothing_written(tmp_path / "out")


def test_a_truncated_video_without_its_index(film: FilmMaker, tmp_path: Path, model_path: Path) -> None:
    whole = film("whole.mp4", count=60).read_bytes()
    path = written(tmp_path, "cut.mp4", whole[: len(whole) // 2])
    assert_one_line(analyse(path, tmp_path / "out", model_path), 1, "cut.mp4", "cut off")
    assert_nothing_written(tmp_path / "out")


def test_a_truncated_video_that_still_plays_is_analysed(
    clips: Path, tmp_path: Path, model_path: Path
) -> None:
    content = remuxed(clips / "prone_press_up_one_hold.mp4", tmp_path / "whole.mkv").read_bytes()
    path = written(tmp_path, "cut.mkv", content[: int(len(content) * 0.75)])
    done = analyse(path, tmp_path / "out", model_path, stretch="prone_press_up")
    assert (done.returncode, done.stderr) == (0, "")
    summary = json.loads((tmp_path / "out" / "cut" / "summary.json").read_text(encoding="utf-8"))
    assert len(summary["holds"]) == 1
    assert 300 < summary["source"]["frames"] < 500


def remuxed(source: Path, target: Path) -> Path:
    with av.open(str(source)) as whole, av.open(str(target), "w") as copy:
        stream = copy.add_stream_from_template(whole.streams.video[0])
        for packet in whole.demux(whole.streams.video[0]):
            if packet.dts is not None:
                packet.stream = stream
                copy.mux(packet)
    return target


def test_a_video_with_nobody_in_it(film: FilmMaker, tmp_path: Path, model_path: Path) -> None:
    path = film("nobody.mp4", count=50, size=(320, 240))
    assert_one_line(
        analyse(path, tmp_path / "out", model_path, "--video"), 1, "nobody was found in any of 50 frames"
    )
    assert_nothing_written(tmp_path / "out")


def test_a_video_of_three_frames(film: FilmMaker, tmp_path: Path, model_path: Path) -> None:
    path = film("short.mp4", count=3, size=(320, 240))
    assert_one_line(analyse(path, tmp_path / "out", model_path), 1, "3 frames", "too short")
    assert_nothing_written(tmp_path / "out")


def test_a_video_of_sixteen_pixels(film: FilmMaker, tmp_path: Path, model_path: Path) -> None:
    path = film("tiny.mp4", count=50, pictures=moving_pictures(50, 16, 16))
    assert_one_line(analyse(path, tmp_path / "out", model_path), 1, "tiny.mp4", "16×16", "too small")
    assert_nothing_written(tmp_path / "out")


def test_a_video_of_too_few_frames_a_second(film: FilmMaker, tmp_path: Path, model_path: Path) -> None:
    path = film("slow.mp4", count=12, size=(320, 240), fps=3)
    assert_one_line(analyse(path, tmp_path / "out", model_path), 1, "3.0 frames a second", "too few")
    assert_nothing_written(tmp_path / "out")


def test_a_folder_is_no_video(tmp_path: Path, model_path: Path) -> None:
    assert_one_line(analyse(tmp_path, tmp_path / "out", model_path), 1, "is a folder")


def test_a_name_that_is_no_unicode(clips: Path, tmp_path: Path, model_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/R\xfccken.mp4"))
    shutil.copy(clips / "heel_slide_near_leg.mp4", path)
    done = analyse(path, tmp_path / "out", model_path)
    assert (done.returncode, done.stderr) == (0, "")
    [folder] = (tmp_path / "out").iterdir()
    assert (
        json.loads((folder / "summary.json").read_text(encoding="utf-8"))["source"]["file"]
        == "R\ufffdcken.mp4"
    )


def test_a_terminal_without_a_degree_sign(clips: Path, tmp_path: Path, model_path: Path) -> None:
    clip = clips / "prone_press_up_one_hold.mp4"
    arguments = ["analyse", clip, "--stretch", "prone_press_up", "--out", tmp_path, "--model", model_path]
    done = posecoach(*arguments, env={**os.environ, "PYTHONIOENCODING": "ascii"})
    assert (done.returncode, done.stderr) == (0, "")
    assert re.search(r"at 4\d\? \? \d\?", done.stdout)


def test_an_unknown_stretch(film: FilmMaker, tmp_path: Path, model_path: Path) -> None:
    done = analyse(film("a.mp4"), tmp_path / "out", model_path, stretch="prone_pressup")
    assert_one_line(done, 2, "'prone_pressup'", "did you mean prone_press_up?")
    assert_nothing_written(tmp_path / "out")


def test_a_broken_spec(film: FilmMaker, tmp_path: Path, model_path: Path) -> None:
    spec = tmp_path / "mine.yaml"
    spec.write_text("id: [unclosed\n", encoding="utf-8")
    assert_one_line(
        analyse(film("a.mp4"), tmp_path / "out", model_path, stretch=str(spec)), 1, "mine.yaml", "YAML"
    )
    assert_nothing_written(tmp_path / "out")


def test_a_model_that_is_none(film: FilmMaker, tmp_path: Path) -> None:
    model = written(tmp_path, "odd.task", b"no network")
    assert_one_line(analyse(film("a.mp4"), tmp_path / "out", model), 1, "odd.task")
    assert_one_line(analyse(film("b.mp4"), tmp_path / "out", Path("huge")), 2, "'huge'", "lite, full, heavy")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_an_output_folder_without_permission(film: FilmMaker, tmp_path: Path, model_path: Path) -> None:
    locked = tmp_path / "locked"
    locked.mkdir(mode=0o500)
    assert_one_line(analyse(film("a.mp4", size=(320, 240)), locked / "out", model_path), 1, "locked")


def test_an_output_folder_that_cannot_be(film: FilmMaker, tmp_path: Path, model_path: Path) -> None:
    blocked = written(tmp_path, "a_file", b"in the way")
    path = film("a.mp4", size=(320, 240))
    assert_one_line(analyse(path, blocked / "out", model_path), 1, "a_file")
    assert blocked.read_bytes() == b"in the way"
    assert_one_line(analyse(path, Path("/proc/out"), model_path), 1, "/proc/out")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["analyse", "--stretch", SLR], ["name a video"]),
        (["analyse", "a.mp4"], ["--stretch ID", SLR]),
        (["analyse", "a.mp4", "--stretch", SLR, "--side", "up"], ["--side 'up'", "left"]),
        (["analyse", "a.mp4", "--stretch", SLR, "--dose", "huge"], ["no dose 'huge'", "standard"]),
        (["analyse", "a.mp4", "b/a.mov", "--stretch", SLR], ["several videos are called a"]),
        (["analyse", "a.mp4", "--poses", "p.npz", "--stretch", SLR], ["not both"]),
        (["analyse", "--poses", "p.npz", "--stretch", SLR, "--video"], ["--video needs the video"]),
        (["analyse", "--frames", "a.mp4"], ["--frames"]),
        (["analyse", "a.mp4", "--stretch", SLR, "--turn", "45"], ["--turn 45", "90, 180 or 270"]),
        (["analyse", "--poses", "p.npz", "--stretch", SLR, "--turn", "90"], ["--turn needs the video"]),
        (["analyse", "a.mp4", "--stretch", "prone_press_up", "--side", "left"], ["both sides at once"]),
        (["stretch"], ["stretch"]),
    ],
)
def test_wrong_usage(arguments: list[str], words: list[str]) -> None:
    assert_one_line(posecoach(*arguments), 2, *words)


def test_ctrl_c_in_the_middle(film: FilmMaker, tmp_path: Path, model_path: Path) -> None:
    path = film("long.mp4", pictures=moving_pictures(50, 320, 240) * 60)
    command = [
        *POSECOACH,
        "analyse",
        str(path),
        "--stretch",
        SLR,
        "--out",
        str(tmp_path / "out"),
        "--model",
        str(model_path),
    ]
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        # A shell that runs the tests in the background has them ignore Ctrl-C.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    wait_for_workers(process)
    os.killpg(process.pid, signal.SIGINT)
    stdout, stderr = process.communicate(timeout=60)
    assert_one_line(subprocess.CompletedProcess(command, process.returncode, stdout, stderr), 1, "Stopped")
    assert_nothing_written(tmp_path / "out")
    assert no_process_is_left(process.pid)


def wait_for_workers(process: subprocess.Popen[str]) -> None:
    """Until the analysis has cut the video among its processes, and these have begun."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    for _ in range(300):
        if len(children.read_text().split()) >= 2:
            break
        time.sleep(0.1)
    time.sleep(2)
    assert process.poll() is None, "the analysis was over before it could be interrupted"


def no_process_is_left(group: int) -> bool:
    """Python's own resource tracker ends a moment after the process that it served."""
    for _ in range(100):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.1)
    return False


def test_help_is_quick_to_load_nothing() -> None:
    code = (
        "import sys; sys.argv = ['posecoach', '--help']\n"
        "from posecoach.cli.main import run\n"
        "try: run()\n"
        "except SystemExit: pass\n"
        "heavy = {'mediapipe', 'cv2', 'av', 'plotly', 'pydantic', 'numpy', 'rich'} & set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "analyse" in done.stdout


def test_a_recording_to_its_files_and_again_from_its_poses(
    clips: Path, tmp_path: Path, model_path: Path
) -> None:
    out = tmp_path / "out"
    done = analyse(
        clips / "prone_press_up_one_hold.mp4", out, model_path, "--video", stretch="prone_press_up"
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "1 of 10 holds done" in done.stdout
    folder = out / "prone_press_up_one_hold"
    files = {"summary.json", "measures.csv", "poses.npz", "report.html", "annotated.mp4"}
    assert {path.name for path in folder.iterdir()} == files
    summary = json.loads((folder / "summary.json").read_text(encoding="utf-8"))
    assert (summary["schema"], summary["repetitions"]) == ("posecoach.summary/1", 1)

    code = (
        "import sys; from posecoach.cli import main\n"
        "status = main._run()\n"
        "assert 'mediapipe' not in sys.modules\n"
        "sys.exit(status)"
    )
    again = tmp_path / "again"
    arguments = ["analyse", "--poses", folder / "poses.npz", "--stretch", "prone_press_up", "--out", again]
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert (again / folder.name / "summary.json").read_bytes() == (folder / "summary.json").read_bytes()
    assert not (again / folder.name / "annotated.mp4").exists()


def test_one_bad_video_of_several_does_not_stop_the_others(
    clips: Path, tmp_path: Path, model_path: Path
) -> None:
    missing = tmp_path / "missing.mp4"
    done = posecoach(
        "analyse",
        missing,
        clips / "heel_slide_near_leg.mp4",
        "--stretch",
        SLR,
        "--out",
        tmp_path / "out",
        "--model",
        model_path,
    )
    assert_one_line(subprocess.CompletedProcess([], done.returncode, "", done.stderr), 1, "missing.mp4")
    assert (tmp_path / "out" / "heel_slide_near_leg" / "summary.json").exists()
