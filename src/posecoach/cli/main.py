"""The commands. Everything heavy is imported by the command that needs it, so that ``--help`` is instant."""

from __future__ import annotations

import io
import logging
import sys
from pathlib import Path
from typing import Annotated

import typer

from posecoach.cli import over_days
from posecoach.cli.over_days import DatabaseOption, PersonOption
from posecoach.cli.person import ME
from posecoach.errors import PosecoachError, UsageError

DONE, COULD_NOT, WRONG_USAGE = 0, 1, 2
TYPER_INTERRUPTED = 130

app = typer.Typer(
    name="posecoach",
    help="A stretch coach that watches through a camera: angles, holds, faults, one correction at a time.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
stretches = typer.Typer(
    help="The stretches that posecoach knows.", no_args_is_help=True, rich_markup_mode=None
)
app.add_typer(stretches, name="stretches")
over_days.register(app)

SideOption = Annotated[str, typer.Option(metavar="left|right|auto", help="The side that stretches.")]
DoseOption = Annotated[
    str, typer.Option(metavar="NAME", help="Which dose of the stretch counts; the first if not named.")
]
ModelOption = Annotated[str, typer.Option(metavar="lite|full|heavy|FILE.task", help="The pose network.")]
DebugOption = Annotated[
    bool, typer.Option("--debug", help="Show tracebacks and what the pose and video libraries log.")
]


def run() -> None:
    """The console script: one line for each error, exit code 0 done, 1 could not do it, 2 wrong usage."""
    sys.exit(_run())


def _run() -> int:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # A terminal without "°" shows "?", and does not fail.
    debug = "--debug" in sys.argv
    if debug:
        logging.basicConfig(level=logging.DEBUG, format="%(levelname)s %(name)s: %(message)s")
    try:
        code = app(standalone_mode=False) or DONE
        if code == TYPER_INTERRUPTED:
            raise KeyboardInterrupt
        return code
    except typer.TyperException as error:
        _complain(error.format_message() if hasattr(error, "format_message") else str(error))
        return WRONG_USAGE
    except (KeyboardInterrupt, typer.Abort):
        _complain("Stopped; nothing half-done was kept.")
        return COULD_NOT
    except ImportError as error:
        if debug:
            raise
        _complain(f"{error}; `posecoach doctor` names the command that mends it")
        return COULD_NOT
    except PosecoachError as error:
        if debug:
            raise
        _complain(str(error))
        return WRONG_USAGE if isinstance(error, UsageError) else COULD_NOT


def _complain(message: str) -> None:
    print(f"posecoach: {message}", file=sys.stderr)


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        print(version("posecoach"))
        raise typer.Exit


@app.callback()
def posecoach(
    _version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Exists for the options that come before every command."""


@app.command()
def demo(
    out: Annotated[Path, typer.Option(metavar="DIR", help="Results go to DIR/straight_leg_raise/.")] = Path(
        "posecoach-results"
    ),
    debug: DebugOption = False,
) -> None:
    """Analyse a bundled recording, and print the true angles beside the measured ones."""
    from posecoach.cli.demo import show_demo

    show_demo(out, debug=debug)


@app.command()
def analyse(
    videos: Annotated[
        list[Path] | None, typer.Argument(metavar="VIDEO…", help="Recordings to analyse.")
    ] = None,
    stretch: Annotated[
        str,
        typer.Option(
            metavar="ID|auto",
            help="Which stretch it is: an id of `posecoach stretches list`, or a FILE.yaml; auto: let it be "
            "recognised. Several stretches, one after the other, get a folder each in DIR/<name of the "
            "video>/, whose summary.json lists them; where none is recognised, it says none.",
        ),
    ] = "",
    out: Annotated[Path, typer.Option(metavar="DIR", help="Results go to DIR/<name of the video>/.")] = Path(
        "posecoach-results"
    ),
    side: SideOption = "auto",
    dose: DoseOption = "",
    camera_pitch: Annotated[
        float | None,
        typer.Option(metavar="DEG", help="How far the camera looked down (less than 0: up), if known."),
    ] = None,
    turn: Annotated[
        int, typer.Option(metavar="90|180|270", help="Turn a video clockwise that was stored on its side.")
    ] = 0,
    video: Annotated[bool, typer.Option("--video", help="Write an annotated video too.")] = False,
    opensim: Annotated[
        bool, typer.Option("--opensim", help="Write angles.mot and markers.trc too, for OpenSim.")
    ] = False,
    keep: Annotated[
        bool, typer.Option("--keep/--no-keep", help="Keep what was held in the record, or do not.")
    ] = True,
    date: Annotated[
        str,
        typer.Option(metavar="YYYY-MM-DD", help="When it was recorded, if the file's own date is wrong."),
    ] = "",
    person: PersonOption = ME,
    database: DatabaseOption = "",
    poses: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Analyse saved poses (poses.npz) again, without the model."),
    ] = None,
    model: ModelOption = "full",
    debug: DebugOption = False,
) -> None:
    """Analyse recorded stretches: what was held, for how long, how far, with which faults."""
    from posecoach.cli.analyse import Request, analyse_all

    request = Request(
        videos=tuple(videos or ()),
        poses=poses,
        stretch=stretch,
        dose=dose or None,
        side=side,
        camera_pitch_deg=camera_pitch,
        turn_deg=turn,
        out=out,
        annotate=video,
        opensim=opensim,
        keep=keep,
        person=person,
        date=date,
        database=database,
        model=model,
        debug=debug,
    )
    if not analyse_all(request):
        raise typer.Exit(COULD_NOT)


@app.command()
def coach(
    stretch: Annotated[
        str, typer.Argument(metavar="ID", help="An id of `posecoach stretches list`, or a FILE.yaml.")
    ] = "",
    camera: Annotated[
        str,
        typer.Option(
            metavar="0|NAME|FILE|URL",
            help="A camera by its number or a part of its name, a video played at its own speed, or the "
            "stream of a phone (http://…, rtsp://…).",
        ),
    ] = "0",
    cameras: Annotated[bool, typer.Option("--cameras", help="List the cameras of this machine.")] = False,
    routine: Annotated[
        str,
        typer.Option(
            metavar="NAME|FILE.yaml",
            help="Several stretches, with rests between them; `posecoach stretches routines` lists those "
            "that come with posecoach; today: what `posecoach plan` says.",
        ),
    ] = "",
    side: SideOption = "auto",
    dose: DoseOption = "",
    out: Annotated[
        Path, typer.Option(metavar="DIR", help="Results go to DIR/<date and time>-<stretch>/.")
    ] = Path("posecoach-results"),
    record: Annotated[
        bool, typer.Option("--record", help="Keep the video too; without it no picture is kept.")
    ] = False,
    full_screen: Annotated[bool, typer.Option("--full-screen", help="Begin with the whole screen.")] = False,
    no_window: Annotated[
        bool, typer.Option("--no-window", help="Sentences in the terminal in place of a window.")
    ] = False,
    no_voice: Annotated[bool, typer.Option("--no-voice", help="Neither speech nor tones.")] = False,
    voice_file: Annotated[
        Path | None,
        typer.Option(metavar="FILE.wav", help="Speech and tones into a file, as they would be heard."),
    ] = None,
    person: PersonOption = ME,
    database: DatabaseOption = "",
    model: ModelOption = "full",
    debug: DebugOption = False,
) -> None:
    """Follow a stretch, or a routine, in front of a camera: it watches, counts and corrects, aloud."""
    from posecoach.cli.coach import Request, lead_session, show_cameras
    from posecoach.cli.leading import Setting

    if cameras:
        show_cameras()
        return
    setting = Setting(
        camera=camera,
        out=out,
        record=record,
        window=not no_window,
        full_screen=full_screen,
        voice=not no_voice,
        voice_file=voice_file,
        model=model,
        debug=debug,
    )
    lead_session(
        Request(
            stretch=stretch,
            routine=routine,
            side=side,
            dose=dose or None,
            person=person,
            database=database,
            setting=setting,
        )
    )


@app.command()
def doctor() -> None:
    """Try everything that posecoach needs, and name the command that mends what is missing."""
    from rich.console import Console

    from posecoach.cli.doctor import run_doctor

    raise typer.Exit(run_doctor(Console()))


@stretches.command("list")
def list_stretches() -> None:
    """All stretches: id, name, dose, and what is measured."""
    from posecoach.cli.stretches import show_list

    show_list()


@stretches.command()
def routines() -> None:
    """All routines, for `posecoach coach --routine`: id, name, minutes, how many stretches."""
    from posecoach.cli.stretches import show_routines

    show_routines()


@stretches.command()
def show(
    stretch: Annotated[str, typer.Argument(metavar="ID", help="An id of `stretches list`, or a FILE.yaml.")],
) -> None:
    """One stretch: doses, camera, steps, target, faults, and where each number comes from."""
    from posecoach.cli.show import show_stretch

    show_stretch(stretch)


@stretches.command()
def check(file: Annotated[Path, typer.Argument(metavar="FILE", help="A stretch file of your own.")]) -> None:
    """Validate a stretch file; says file, key, value and what was expected."""
    from posecoach.cli.stretches import check_file

    check_file(file)


@stretches.command()
def new(
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="What it is to be called: small letters, digits and _.")
    ],
    video: Annotated[
        Path, typer.Option("--from", metavar="VIDEO", help="A recording of somebody who shows the stretch.")
    ],
    debug: DebugOption = False,
) -> None:
    """Watch a demonstration, and write the draft of a stretch file, NAME.yaml, to go on with."""
    from posecoach.cli.new_stretch import new_stretch

    if not new_stretch(name, video, debug=debug):
        raise typer.Exit(COULD_NOT)


@stretches.command()
def pages(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A folder for these pages alone.")],
) -> None:
    """Write a page of documentation for every stretch, with a drawing of where the camera stands."""
    from posecoach.cli.stretches import write_documentation

    write_documentation(folder)


@stretches.command()
def schema() -> None:
    """Print the JSON Schema of stretch files, for editors."""
    from posecoach.cli.stretches import print_schema

    print_schema()
