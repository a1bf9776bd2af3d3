"""What the coach says in a session, as text: to be read as somebody on the floor would hear it.

    python -m benchmarks.spoken FILE --stretch ID

FILE holds landmarks (``poses.npz``), or is a scene (``*.scene.yaml``), whose landmarks are then taken from
the simulated body, without a picture. One row a sentence: when, how long it had been silent (below zero: two
at once), what the coach thought was going on, and the words. Below it the holds, when each fault was heard
of, and what would tire a listener.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import platformdirs
from rich.console import Console
from rich.table import Table

from posecoach.coaching.coach import Coach
from posecoach.coaching.events import CoachState, Cue, FaultSpan
from posecoach.kinematics.view import READ_OF_TRUE_YAW
from posecoach.pose.landmarks import COUNT
from posecoach.pose.pose import Pose
from posecoach.pose.track import PoseTrack, Source, collect, load
from posecoach.stretches.load import load_rules, load_stretch
from posecoach.stretches.model import Dose, Stretch
from simulator.body.build import build
from simulator.body.person import load_person
from simulator.motion.bank import bank
from simulator.motion.exercises import load_exercise
from simulator.motion.play import play
from simulator.posture.make import posture
from simulator.scene.camera import pose as camera_pose
from simulator.scene.camera import project
from simulator.scene_file import Scene, read_scene
from simulator.truth.landmarks import landmarks

JITTER_PX = 0.4
"""Standard deviation from frame to frame, as a network's landmarks tremble on a body at rest."""
SPAN_ENDS_S = 0.5
"""A sentence that comes this long after a fault has gone was still meant for it."""
TIRING = 4
"""The same sentence this often in a session nags."""


def spoken_s(cue: Cue, words_per_s: float) -> float:
    return len(cue.text.split()) / words_per_s


def silences_s(cues: Sequence[Cue], words_per_s: float) -> list[float]:
    """Before each sentence, how long nothing was said; below zero where it cuts off the one before."""
    ends = [0.0, *(cue.time_s + spoken_s(cue, words_per_s) for cue in cues)]
    return [cue.time_s - end for cue, end in zip(cues, ends, strict=False)]


def scene_track(scene: Scene, cache: Path) -> PoseTrack:
    """A scene's landmarks where they truly are, but for a little jitter and a turn that is read short."""
    exercise = load_exercise(scene.stretch)
    motion = play(scene.script, exercise, scene.fps, scene.seed, scene.posture)
    body = build(load_person(scene.person), cache)
    camera = scene.camera.model_copy(update={"prone": exercise.position == "prone"})
    read = camera_pose(camera.model_copy(update={"yaw_deg": camera.yaw_deg * READ_OF_TRUE_YAW}))[:3, :3]
    kept, shows = bank(motion.names, motion.values)
    rows = (dict(zip(motion.names, row.tolist(), strict=True)) for row in motion.values[kept])
    seen = [landmarks(posture(exercise.position, body, row)) for row in rows]
    random = np.random.default_rng(scene.seed)
    ones = np.ones(COUNT, np.float32)

    def poses() -> Iterator[Pose]:
        for time_s, shown in zip(motion.time_s.tolist(), shows.tolist(), strict=True):
            points = seen[shown]
            image = project(camera, points)[0] + random.normal(0.0, JITTER_PX, (COUNT, 2))
            world = (points - points.mean(axis=0)) @ read * (1.0, -1.0, -1.0)
            yield Pose(
                time_s,
                image.astype(np.float32),
                world.astype(np.float32),
                ones,
                ones,
                camera.width,
                camera.height,
                0,
            )

    lasts_s = len(motion.time_s) / scene.fps
    return collect(poses(), Source("scene", 0.0, lasts_s, len(motion.time_s), camera.width, camera.height))


@dataclass(frozen=True)
class Session:
    """A coach that has heard all of it, and what it knew at each frame."""

    coach: Coach
    states: list[CoachState]

    def doing(self, time_s: float) -> str:
        """What the coach thought was going on at that moment."""
        state = next(state for state in self.states if state.time_s >= time_s)
        side = f" {state.side}" if state.side and state.side != "both" else ""
        held = f" {state.held_s:.0f}/{state.hold_goal_s:.0f} s" if state.held_s else ""
        return f"{state.phase.value}{side}{held}"

    def heard(self, fault: FaultSpan) -> str:
        """When a fault was first spoken of, as seconds after its beginning."""
        said = [cue.time_s for cue in self.coach.cues if (cue.kind, cue.id) == ("fault", fault.id)]
        while_there = [time_s for time_s in said if fault.start_s <= time_s <= fault.end_s + SPAN_ENDS_S]
        return f"heard after {while_there[0] - fault.start_s:.1f} s" if while_there else "never heard"


def live(track: PoseTrack, stretch: Stretch, dose: Dose) -> Session:
    """As before a camera: nothing is known of what comes later, and nothing is smoothed."""
    coach = Coach(stretch, dose, load_rules())
    states = [coach.step(pose) for pose in track]
    coach.finish()
    return Session(coach, states)


def tell(session: Session, console: Console) -> None:
    words_per_s = load_rules().cues.words_per_s.value
    cues, lasts_s = session.coach.cues, session.states[-1].time_s
    table = Table("at", "silent", "while", "kind", "words", box=None)
    for cue, silent_s in zip(cues, silences_s(cues, words_per_s), strict=True):
        what = f"{cue.kind} {cue.id}"
        table.add_row(f"{cue.time_s:.1f}", f"{silent_s:+.1f}", session.doing(cue.time_s), what, cue.text)
    console.print(table)
    for hold in sorted([*session.coach.holds, *session.coach.attempts], key=lambda hold: hold.start_s):
        what = "hold" if hold.completed else f"attempt ({hold.why})"
        console.print(
            f"{what} {hold.side} {hold.start_s:.1f} to {hold.end_s:.1f} s, held {hold.held_s:.1f} s"
        )
    for fault in session.coach.faults:
        console.print(f"fault {fault.id} {fault.start_s:.1f} to {fault.end_s:.1f} s, {session.heard(fault)}")
    share = sum(spoken_s(cue, words_per_s) for cue in cues) / lasts_s
    console.print(f"{len(cues)} sentences, speaking {share:.0%} of {lasts_s:.0f} s")
    for text, times in Counter(cue.text for cue in cues).items():
        if times >= TIRING:
            console.print(f"[red]{times} times:[/] {text}")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.spoken")
    parser.add_argument("file", type=Path)
    parser.add_argument("--stretch", help="of landmarks; a scene says it itself")
    parser.add_argument("--dose")
    options = parser.parse_args()
    if options.file.name.endswith(".yaml"):
        scene = read_scene(options.file)
        track = scene_track(scene, platformdirs.user_cache_path("posecoach") / "simulator")
        stretch, dose = load_stretch(options.stretch or scene.stretch), options.dose or scene.dose
    elif options.stretch:
        track, stretch, dose = load(options.file), load_stretch(options.stretch), options.dose
    else:
        parser.error("landmarks do not say which stretch they show: name it with --stretch")
    console = Console(width=150)
    console.print(f"[bold]{options.file.name}: {stretch.name}[/]")
    tell(live(track, stretch, stretch.dose(dose)), console)


if __name__ == "__main__":
    main()
