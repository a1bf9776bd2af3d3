"""The `full` model, out of the networks in a mediapipe wheel."""

from __future__ import annotations

from pathlib import Path

from posecoach.pose.model import wheel
from posecoach.pose.model.bundle import write_bundle
from posecoach.pose.model.metadata import with_normalisation


def assemble_full(wheel_file: Path, target: Path) -> None:
    """Write the bundle; the same wheel gives the same bytes. PosecoachError where the wheel is not the
    expected one."""
    detector = wheel.read_network(wheel_file, wheel.DETECTOR)
    landmarks = wheel.read_network(wheel_file, wheel.LANDMARKS_FULL)
    # The scales of MediaPipe's own graphs: the detector sees −1 to 1, the landmark network 0 to 1.
    write_bundle(
        target,
        detector=with_normalisation(detector, mean=127.5, std=127.5),
        landmarks=with_normalisation(landmarks, mean=0.0, std=255.0),
    )
