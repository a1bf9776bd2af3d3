"""Where the network's landmarks lie of the joints' centres, learnt from rendered people.

    python -m benchmarks.joint_centres [--clips DIR] [--write]

Trained on the development set, whose cameras are known, with the poses that lie beside the clips (made by the
network where they are missing). ``--write`` puts the adopted shifts into ``joint_centres.yaml``: those by how
the trunk faces. Without it, only what each model is worth is told, of people who did not train it.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from platformdirs import user_cache_path
from rich.console import Console

from benchmarks.accuracy.clip import clips_of, names_in
from benchmarks.joint_centres.left_out import comparison
from benchmarks.joint_centres.recording import JOINTS, Recording, recording
from benchmarks.joint_centres.training import NEARNESS, scatter, trained
from posecoach.kinematics import joint_centres
from posecoach.pose.model.resolve import resolve_model

TABLE = Path(joint_centres.__file__).with_suffix(".yaml")
ADOPTED = 2
"""Features: 1 and how far up the trunk's front faces. Flexion does not help people left out."""
HEADER = """\
# From the network's landmarks to the body's joint centres: where a landmark lies of its joint, in torso
# lengths, seen in the body's own plane. [along, anterior]
#   along: of shoulder, hip and ear along the trunk towards the head, of the knee along the thigh and of the
#   ankle along the shank towards the hip. anterior: to the front of each.
#   face_up, face_down: of a body that lies on its back, on its front. near, far: of the side that the camera
#   sees, and of the other. sd: between recordings, after the mean is taken off.
# Written by `python -m benchmarks.joint_centres --write` from {recordings} recordings of the people
# of the development set: {people}.
"""


def as_yaml(recordings: Sequence[Recording]) -> str:
    """The adopted shifts, by everybody."""
    model = trained(recordings, ADOPTED)
    spread = scatter(recordings, model)
    people = ", ".join(sorted({r.person for r in recordings}))
    text = HEADER.format(recordings=len(recordings), people=people)
    for nearness in NEARNESS:
        text += f"{nearness}:\n"
        for joint in JOINTS:
            mean, up = model[nearness, joint]
            numbers = {"face_up": mean + up, "face_down": mean - up, "sd": spread[nearness, joint][0]}
            pairs = ", ".join(f"{key}: [{along:.3f}, {front:.3f}]" for key, (along, front) in numbers.items())
            text += f"  {joint}: {{{pairs}}}\n"
    return text


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.joint_centres")
    parser.add_argument("--clips", type=Path, help="where the clips are, instead of the user's cache folder")
    parser.add_argument("--write", action="store_true", help=f"write the adopted shifts into {TABLE.name}")
    options = parser.parse_args()
    folder = options.clips or user_cache_path("posecoach") / "accuracy" / "development"
    names = names_in(folder)
    if not names:
        parser.exit(2, f"No clips in {folder}: python -m benchmarks.accuracy development --render\n")
    recordings = [recording(clip) for clip in clips_of(folder, names, lambda: resolve_model("full"))]
    Console(width=140).print(comparison(recordings))
    if options.write:
        TABLE.write_text(as_yaml(recordings), encoding="utf-8")


if __name__ == "__main__":
    main()
