"""Which clips there are: a development and a test set of different people before different cameras."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from benchmarks.accuracy.cameras import stood_back
from benchmarks.accuracy.short_clips import short_clips
from simulator.body.person import load_person, people
from simulator.motion.script import Side
from simulator.scene.camera import Camera
from simulator.scene_file import Scene
from simulator.skeleton import Floats
from simulator.strict import Strict

SETS = ("development", "test")
LOOK_AT_M = (0.1, 0.0, 0.35)
"""A hand above a lying body, so that a raised foot is in the picture."""

FPS = 15.0
"""Fewer than a telephone's, because each picture takes a second or two to render."""
PORTRAIT_FOV_DEG = 80.0
REACH = np.array(
    [[x, y, z] for x in (-0.5, 0.56) for y in (-0.15, 0.15) for z in (0.0, 0.1)] + [[0.1, 0.0, 0.56]]
)
"""Head, feet and a foot raised, in body heights from the middle of the hips: a man's average proportions."""

Range = tuple[float, float]


class _Stretch(Strict):
    clips: int
    in_s: float
    depth_deg: Range
    scripts: tuple[tuple[dict[str, Any], ...], ...]


class _Light(Strict):
    light: str
    noise: float


class _Plan(Strict):
    off_side_deg: tuple[float, ...]
    height_m: Range
    roll_deg: Range
    hfov_deg: Range
    sizes: tuple[tuple[int, int], ...]
    rooms: tuple[str, ...]
    lights: tuple[_Light, ...]
    stretches: dict[str, _Stretch]


@cache
def planned(set_name: str) -> dict[str, Scene]:
    """Name → scene of every clip of a set; the same every time."""
    which = SETS.index(set_name)
    own = {
        f"{stretch}_{number:02d}": _scene(stretch, number, which)
        for stretch, wanted in _plan().stretches.items()
        for number in range(wanted.clips)
    }
    return own | short_clips(which, _cast(which))


def own_stretches() -> tuple[str, ...]:
    """Those whose angles are judged, in clips of their own."""
    return tuple(_plan().stretches)


def _cast(which: int) -> list[str]:
    """The people of a set."""
    return sorted(people())[which :: len(SETS)]


def _scene(stretch: str, number: int, which: int) -> Scene:
    """number: of the clip within its stretch. which: the set's place in SETS."""
    plan, cast = _plan(), _cast(which)
    place = number * len(plan.stretches) + list(plan.stretches).index(stretch)
    rng = np.random.default_rng([which, place])
    person = cast[place % len(cast)]
    lit = plan.lights[(number + 2 * (place % len(plan.stretches)) + which) % len(plan.lights)]
    return Scene.model_validate(
        {
            "seed": 1000 * which + place,
            "stretch": stretch,
            "person": person,
            "script": _script(plan.stretches[stretch], stretch, number + which, rng),
            "room": plan.rooms[(place + which) % len(plan.rooms)],
            "light": lit.light,
            "camera": _camera(plan, place, which, rng, reach_m(person)),
            "sensor": {"noise": lit.noise, "warmth": round(rng.uniform(-0.4, 0.6), 2)},
            "fps": FPS,
            "crf": int(rng.integers(22, 31)),
        }
    )


@cache
def _plan() -> _Plan:
    text = Path(__file__).with_name("plan.yaml").read_text(encoding="utf-8")
    return _Plan.model_validate(yaml.safe_load(text))


def _camera(plan: _Plan, place: int, which: int, rng: np.random.Generator, reach_m: Floats) -> Camera:
    width, height = plan.sizes[place % len(plan.sizes)]
    off_deg = plan.off_side_deg[(place + 3 * which) % len(plan.off_side_deg)]
    camera = Camera(
        near=("left", "right")[(place // 2 + which) % 2],
        yaw_deg=round(float(rng.choice([-1, 1])) * off_deg + rng.uniform(-5, 5), 1),
        height_m=round(rng.uniform(*plan.height_m), 2),
        roll_deg=round(rng.uniform(*plan.roll_deg), 1),
        hfov_deg=round(rng.uniform(*plan.hfov_deg), 1) if width > height else PORTRAIT_FOV_DEG,
        width=width,
        height=height,
        look_at_m=LOOK_AT_M,
    )
    return stood_back(camera, reach_m, rng)


def reach_m(person: str) -> Floats:
    """(n, 3): how far a lying body goes, and its foot in a leg raise."""
    return REACH * load_person(person).height_m


def _script(stretch: _Stretch, name: str, number: int, rng: np.random.Generator) -> list[dict[str, Any]]:
    """A rest before, between and after the steps of one of the stretch's scripts."""
    sides: tuple[Side, ...] = ("left", "right") if number % 2 else ("right", "left")
    script: list[dict[str, Any]] = [{"do": "rest", "for_s": 2.5}]
    repetitions = 0
    for step in stretch.scripts[number % len(stretch.scripts)]:
        if "to" in step:
            script.append({"do": "move", **step})
        else:
            side = "both" if name == "prone_press_up" else sides[repetitions % 2]
            depth_deg = round(float(rng.uniform(*stretch.depth_deg)), 1)
            script.append(
                {"do": "repetition", "side": side, "depth_deg": depth_deg, "in_s": stretch.in_s, **step}
            )
            repetitions += 1
        script.append({"do": "rest", "for_s": 1.5})
    return script
