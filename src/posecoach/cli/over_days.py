"""The commands that look beyond one session: what was kept, progress, the posture test, today's plan.

As in ``main``, everything heavy is imported by the command that needs it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from posecoach.cli.person import ME, named

PersonOption = Annotated[
    str,
    typer.Option(metavar="NAME", envvar="POSECOACH_PERSON", callback=named, help="Whose record it is."),
]
OnlyOption = Annotated[
    str | None, typer.Option("--person", metavar="NAME", callback=named, help="Of that person alone.")
]
"""Without the variable: a backup of everybody is not of one person by an oversight."""
DatabaseOption = Annotated[
    str,
    typer.Option(
        metavar="URL|FILE",
        envvar="POSECOACH_DATABASE",
        help="Where the record is kept; without it, a file in your own data folder.",
    ),
]

history = typer.Typer(help="What is kept of finished sessions.", no_args_is_help=True, rich_markup_mode=None)


@history.command("list")
def list_sessions(
    person: OnlyOption = None,
    every: Annotated[bool, typer.Option("--all", help="All of them, however many there are.")] = False,
    database: DatabaseOption = "",
) -> None:
    """The latest 50 sessions, the latest last; of one person with --person."""
    from posecoach.cli.history import show_sessions

    show_sessions(database, person, every=every)


@history.command("show")
def show_session(
    session: Annotated[str, typer.Argument(metavar="ID", help="The id, or its beginning, from the list.")],
    database: DatabaseOption = "",
) -> None:
    """One session: every stretch, hold and attempt."""
    from posecoach.cli.history import show_session as show

    show(database, session)


@history.command()
def delete(
    sessions: Annotated[
        list[str] | None, typer.Argument(metavar="ID…", help="Ids, or their beginnings, from the list.")
    ] = None,
    everything_of: Annotated[
        str | None,
        typer.Option(metavar="NAME", callback=named, help="All that is kept of that person, answers too."),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Without asking first.")] = False,
    database: DatabaseOption = "",
) -> None:
    """Delete sessions, or a person, for good."""
    from posecoach.cli.history import delete_entries

    delete_entries(database, sessions or [], everything_of, sure=yes)


@history.command()
def export(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help="FILE.json: everything, to import again. FILE.csv: a row for each hold. "
            "FILE.fhir.json: a bundle of FHIR R4 Observations.",
        ),
    ],
    session: Annotated[str, typer.Option(metavar="ID", help="That session alone.")] = "",
    person: OnlyOption = None,
    database: DatabaseOption = "",
) -> None:
    """Write what is kept into a file, for a backup or another program."""
    from posecoach.cli.history import export_entries

    export_entries(database, file, session or None, person)


@history.command("import")
def import_(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A FILE.json or FILE.csv of `history export`.")
    ],
    database: DatabaseOption = "",
) -> None:
    """Add what another record exported; what is here already is left as it is."""
    from posecoach.cli.history import import_entries

    import_entries(database, file)


def progress(
    stretch: Annotated[
        str, typer.Argument(metavar="ID", help="A stretch's id; without it, everything that was done.")
    ] = "",
    html: Annotated[
        Path | None, typer.Option(metavar="FILE.html", help="Write a page with charts, for a browser.")
    ] = None,
    sheet: Annotated[
        Path | None,
        typer.Option(metavar="FILE.html", help="Write one page to print, for a physiotherapist."),
    ] = None,
    person: PersonOption = ME,
    database: DatabaseOption = "",
) -> None:
    """What has changed over days, and whether it is more than measurement error."""
    from posecoach.cli.progress import show_progress

    show_progress(database, person, stretch or None, html, sheet)


def safety(person: PersonOption = ME, database: DatabaseOption = "") -> None:
    """Answer the safety questions and tell what is known of your back; asked by itself every four weeks."""
    from posecoach.cli.safety import ask_anew

    ask_anew(database, person)


def plan(
    out: Annotated[
        Path | None, typer.Option(metavar="FILE.yaml", help="Write it as a routine file of your own.")
    ] = None,
    person: PersonOption = ME,
    database: DatabaseOption = "",
) -> None:
    """What to do today, and why; `posecoach coach --routine today` leads through it."""
    from posecoach.cli.plan import show_plan

    show_plan(database, person, out)


def screen(
    recording: Annotated[
        list[str] | None,
        typer.Option(
            metavar="SCREEN=FILE",
            help="A video, or saved poses (.npz), of one screen; as often as there are recordings. Without "
            "any: in front of a camera. Screens: standing_side, standing_front, leg_raise, floor_thigh, "
            "knee_to_chest, toe_touch, bend_back.",
        ),
    ] = None,
    camera: Annotated[
        str, typer.Option(metavar="0|NAME|FILE|URL", help="The camera, as for `posecoach coach`.")
    ] = "0",
    out: Annotated[
        Path,
        typer.Option(metavar="DIR", help="screen.json and routine.yaml go to DIR/<date and time>-screen/."),
    ] = Path("posecoach-results"),
    full_screen: Annotated[bool, typer.Option("--full-screen", help="Begin with the whole screen.")] = False,
    no_window: Annotated[
        bool, typer.Option("--no-window", help="Sentences in the terminal in place of a window.")
    ] = False,
    no_voice: Annotated[bool, typer.Option("--no-voice", help="Neither speech nor tones.")] = False,
    person: PersonOption = ME,
    database: DatabaseOption = "",
    model: Annotated[
        str, typer.Option(metavar="lite|full|heavy|FILE.task", help="The pose network.")
    ] = "full",
    debug: Annotated[
        bool, typer.Option("--debug", help="Show tracebacks and what the libraries log.")
    ] = False,
) -> None:
    """The posture and flexibility test: which stretches may be worth trying, and why. Not a diagnosis."""
    from posecoach.cli.leading import Setting
    from posecoach.cli.screen import Request, lead_screen

    setting = Setting(
        camera=camera,
        out=out,
        record=False,
        window=not no_window,
        full_screen=full_screen,
        voice=not no_voice,
        voice_file=None,
        model=model,
        debug=debug,
    )
    lead_screen(Request(tuple(recording or ()), person, database, setting))


def register(app: typer.Typer) -> None:
    app.add_typer(history, name="history")
    for command in (progress, safety, screen, plan):
        app.command()(command)
