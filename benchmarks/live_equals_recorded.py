"""Whether ``posecoach coach`` finds in a stream what ``posecoach analyse`` finds in the file of it.

    python -m benchmarks.live_equals_recorded [SAMPLE ...] [--protocol mjpeg|rtsp]

Each sample is played once, at its own speed, by a camera on this machine; both commands run as a person runs
them. One row a sample: the holds of both, and every difference beyond what is allowed.
"""

from __future__ import annotations

import argparse
import json
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from rich.console import Console
from rich.table import Table

from benchmarks.playing import Protocol, played
from posecoach.cli.demo import samples_folder
from posecoach.pose.track import load
from posecoach.report.files import POSES, SUMMARY

WITHIN_S, WITHIN_DEG = 0.3, 1.5
LAST_PICTURE_S = 0.3
"""The last picture is seen and coached by then, and no camera has been looked for again."""
PATIENCE_S = 120.0

# Whoever started this may have told its children to ignore Ctrl-C.
_COMMAND = (
    "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); "
    "from posecoach.cli.main import run; run()"
)

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Found:
    """What one command wrote. Times in it count back from the last picture: of a stream the first ones may be
    lost, while its codec is learnt."""

    holds: list[Row]
    cues: list[Row]
    pictures: int


def live(video: Path, stretch: str, dose: str, protocol: Protocol, out: Path) -> Found:
    """What ``coach`` finds in the stream until it is over. Raises RuntimeError where it ends before that."""
    asked = [stretch, "--dose", dose, "--no-window", "--no-voice", "--out", str(out)]
    with played(video, protocol) as stream:
        session = _started("coach", *asked, "--camera", stream.url)
        while session.poll() is None and not stream.over.wait(0.1):
            pass
        time.sleep(LAST_PICTURE_S)
        session.send_signal(signal.SIGINT)
        early = session.returncode is not None
        _finished(session)
    if early:
        raise RuntimeError(f"the session of {video.name} ended before the film did")
    [folder] = [path for path in out.iterdir() if path.is_dir()]
    return _found(folder)


def recorded(video: Path, stretch: str, dose: str, out: Path) -> Found:
    """What ``analyse`` finds in the file."""
    _finished(_started("analyse", str(video), "--stretch", stretch, "--dose", dose, "--out", str(out)))
    return _found(out / video.stem)


def differences(live: Found, recorded: Found) -> list[str]:
    """What of the two is further apart than is allowed, in words."""
    return [*_of_holds(live.holds, recorded.holds), *_of_cues(live.cues, recorded.cues)]


def _of_holds(live: list[Row], recorded: list[Row]) -> list[str]:
    if [hold["side"] for hold in live] != [hold["side"] for hold in recorded]:
        return [f"holds: {_held(live)} / {_held(recorded)}"]
    found = []
    for one, other in zip(live, recorded, strict=True):
        for name, within in (("start_s", WITHIN_S), ("held_s", WITHIN_S), ("value_deg", WITHIN_DEG)):
            if (one[name] is None) != (other[name] is None):
                found.append(f"{name}: {one[name]} / {other[name]}")
            elif one[name] is not None and abs(one[name] - other[name]) > within:
                found.append(f"{name}: {one[name]:.2f} / {other[name]:.2f}")
    return found


def _of_cues(live: list[Row], recorded: list[Row]) -> list[str]:
    if [cue["id"] for cue in live] != [cue["id"] for cue in recorded]:
        return [f"cues: {_said(live)} / {_said(recorded)}"]
    return [
        f"{one['id']}: {one['time_s']:.2f} / {other['time_s']:.2f}"
        for one, other in zip(live, recorded, strict=True)
        if abs(one["time_s"] - other["time_s"]) > WITHIN_S
    ]


def _held(holds: list[Row]) -> str:
    return ", ".join(f"{hold['side']} {hold['start_s']:.1f} {hold['held_s']:.1f} s" for hold in holds)


def _said(cues: list[Row]) -> str:
    return ", ".join(f"{cue['time_s']:.1f} {cue['id']}" for cue in cues)


def _started(*arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", _COMMAND, *arguments]
    return subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )


def _finished(process: subprocess.Popen[str]) -> None:
    printed, _ = process.communicate(timeout=PATIENCE_S)
    if process.returncode:
        raise RuntimeError(printed)


def _found(folder: Path) -> Found:
    summary = json.loads((folder / SUMMARY).read_text(encoding="utf-8"))
    time_s = load(folder / POSES).time_s
    last_s = float(time_s[-1])

    def counted(row: Row) -> Row:
        return row | {name: row[name] - last_s for name in ("start_s", "end_s", "time_s") if name in row}

    holds, cues = ([counted(row) for row in summary[name]] for name in ("holds", "cues"))
    return Found(holds, cues, len(time_s))


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.live_equals_recorded")
    parser.add_argument("samples", nargs="*", help="all of them if none is named")
    parser.add_argument("--protocol", choices=("mjpeg", "rtsp"), default="mjpeg")
    options = parser.parse_args()
    names = options.samples or sorted(path.stem for path in samples_folder().glob("*.mp4"))
    console = Console()
    table = Table("sample", "pictures", "holds", "cues", "too far apart (live / recorded)", show_lines=True)
    for name in names:
        truth = json.loads((samples_folder() / f"{name}.truth.json").read_text(encoding="utf-8"))
        video, asked = samples_folder() / truth["video"], (truth["stretch"], truth["dose"])
        with tempfile.TemporaryDirectory() as folder:
            there = recorded(video, *asked, Path(folder) / "recorded")
            (Path(folder) / "live").mkdir()
            here = live(video, *asked, cast(Protocol, options.protocol), Path(folder) / "live")
        found = differences(here, there)
        table.add_row(
            name,
            f"{here.pictures} / {there.pictures}",
            f"{len(here.holds)} / {len(there.holds)}",
            f"{len(here.cues)} / {len(there.cues)}",
            "\n".join(found) or "nothing",
        )
    console.print(table)


if __name__ == "__main__":
    main()
