"""A film, rendered: a video, and beside it the truth about every frame."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from posecoach.video.frame import Frame, Image
from posecoach.video.writer import VideoWriter
from simulator.film import Film
from simulator.scene.sensor import expose
from simulator.scene.studio import studio
from simulator.truth.file import SUFFIX, write_truth


def render(film: Film, name: str, out: Path, on_progress: Callable[[int, int], None]) -> None:
    """Writes ``out/name.mp4`` and ``out/name.truth.json``.
    on_progress: how many pictures are rendered, and how many there will be."""
    out.mkdir(parents=True, exist_ok=True)
    scene, bodies = film.scene, [posed.body for posed in film.casts[0]]
    images: list[Image] = []
    with studio(
        scene.room, scene.light, film.camera, bodies, scene.lying_on, scene.props, scene.seed
    ) as draw:
        for cast in film.casts:
            images.append(draw(cast))
            on_progress(len(images), len(film.casts))
    _write_video(out / f"{name}.mp4", film, images)
    write_truth(film.truth, out / f"{name}{SUFFIX}")


def _write_video(path: Path, film: Film, images: Sequence[Image]) -> None:
    """Each frame through the camera's sensor, with the frame before it where the movement blurs them."""
    rng = np.random.default_rng([film.scene.seed, 2])
    height, width = images[0].shape[:2]
    shown = [images[place] for place in film.shows]
    with VideoWriter(path, width, height, crf=film.scene.crf) as video:
        for frame, time_s in enumerate(film.truth.frames.time_s):
            exposed = shown[max(0, frame - 1) : frame + 1]
            video.write(Frame(time_s, expose(exposed, film.scene.sensor, rng)))
