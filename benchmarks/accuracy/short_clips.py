"""The short clips of ``short_clips.yaml``: the stretches that the plan's own clips leave out, and people who
do none."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, Literal

import numpy as np
import yaml
from pydantic import Field

from benchmarks.accuracy.cameras import stood_back
from posecoach.stretches.load import load_stretch
from simulator.body.person import load_person
from simulator.motion.script import Side
from simulator.scene.camera import Camera
from simulator.scene_file import NO_STRETCH, Scene
from simulator.skeleton import Floats
from simulator.strict import Strict

FIRST_SEED = 10_000
"""Above those of all other clips of the plan."""
SEEDS_OF_A_SET = 1000

Range = tuple[float, float]
Point = tuple[float, float, float]
Step = dict[str, Any]


class _Body(Strict):
    """look_at, reach: what the camera looks at, and points that the body reaches, in its own heights."""

    look_at: Point
    reach: tuple[Point, ...]
    height_m: Range
    sizes: tuple[tuple[int, int], ...]


class _Group(Strict):
    """turn_deg: where the camera is wanted, off square-on. scripts: a clip each. posture, props, dose: the
    scene's. helped: somebody else holds the working leg. seen_from: where from the first side that works;
    near: that side, whatever the clip. repeat: how often the script is done. first: the number of the first
    clip."""

    body: str
    turn_deg: float = 0.0
    seen_from: Literal["its side", "the other side"] = "its side"
    near: Literal["left", "right"] | None = None
    helped: bool = False
    position: str | None = None
    dose: str | None = None
    in_s: float = 3.0
    depth_deg: Range = (0.0, 0.0)
    posture: dict[str, float] = Field(default_factory=dict)
    props: tuple[str, ...] = ()
    repeat: int = 1
    first: int = 0
    scripts: tuple[tuple[Step, ...], ...]


class _Light(Strict):
    light: str
    noise: float


class _Plan(Strict):
    fps: float
    off_deg: tuple[float, ...]
    roll_deg: Range
    hfov_deg: Range
    rooms: tuple[str, ...]
    lights: tuple[_Light, ...]
    bodies: dict[str, _Body]
    stretches: dict[str, _Group]
    none: dict[str, _Group]
    more: dict[str, _Group]


def short_clips(which: int, cast: list[str]) -> dict[str, Scene]:
    """Name → scene. which: the set's place among the sets. cast: its people."""
    plan = _plan()
    scenes = {}
    groups = [*plan.stretches.items(), *plan.none.items(), *plan.more.items()]
    for index, (name, group) in enumerate(groups):
        for number in range(len(group.scripts)):
            scenes[f"{name}_{group.first + number:02d}"] = _scene(name, group, (which, index, number), cast)
    return scenes


@cache
def _plan() -> _Plan:
    text = Path(__file__).with_name("short_clips.yaml").read_text(encoding="utf-8")
    return _Plan.model_validate(yaml.safe_load(text))


def _scene(name: str, group: _Group, key: tuple[int, int, int], cast: list[str]) -> Scene:
    """key: the set, the group within the plan, and the clip within its group."""
    which, index, number = key
    plan, place = _plan(), 3 * index + number
    rng = np.random.default_rng([FIRST_SEED, *key])
    person = cast[place % len(cast)]
    left_first = group.near == "left" if group.near else (index + number + which) % 2 == 1
    sides: tuple[Side, Side] = ("left", "right") if left_first else ("right", "left")
    near = sides[0] if group.seen_from == "its side" else sides[1]
    lit = plan.lights[(place + which) % len(plan.lights)]
    stretch = NO_STRETCH if name in plan.none else name
    both = stretch != NO_STRETCH and load_stretch(stretch).sides == "both"
    content = {
        "seed": FIRST_SEED + SEEDS_OF_A_SET * which + 10 * index + number,
        "stretch": stretch,
        "position": group.position,
        "dose": group.dose,
        "person": person,
        "script": _script(group, number, ("both", "both") if both else sides, rng),
        "posture": _sided(group.posture, sides[0]),
        "others": _helpers(group, sides[0], cast[(place + 4) % len(cast)], person),
        "room": plan.rooms[(place + 3 * which) % len(plan.rooms)],
        "light": lit.light,
        "props": group.props,
        "camera": _camera(group, (which, place), near, rng, load_person(person).height_m),
        "sensor": {"noise": lit.noise, "warmth": round(rng.uniform(-0.4, 0.6), 2)},
        "fps": plan.fps,
        "crf": int(rng.integers(22, 31)),
    }
    return Scene.model_validate(content)


def _camera(
    group: _Group, key: tuple[int, int], near: str, rng: np.random.Generator, height_m: float
) -> Camera:
    plan, body = _plan(), _plan().bodies[group.body]
    which, place = key
    width, height = body.sizes[place % len(body.sizes)]
    off_deg = plan.off_deg[(place + 2 * which) % len(plan.off_deg)]
    camera = Camera(
        near=near,
        yaw_deg=round(group.turn_deg + float(rng.choice([-1, 1])) * off_deg + rng.uniform(-5, 5), 1),
        height_m=round(rng.uniform(*body.height_m), 2),
        roll_deg=round(rng.uniform(*plan.roll_deg), 1),
        hfov_deg=round(rng.uniform(*plan.hfov_deg), 1),
        width=width,
        height=height,
        look_at_m=tuple((np.array(body.look_at) * height_m).round(2).tolist()),
    )
    return stood_back(camera, reach_m(group.body, height_m), rng)


def body_of(group: str) -> str:
    """Whether those of a group of clips, a stretch or what is none, are upright, kneeling or lying."""
    plan = _plan()
    return (plan.stretches | plan.none | plan.more)[group].body


def reach_m(body: str, height_m: float) -> Floats:
    """(n, 3) metres: how far somebody of that height goes."""
    return np.array(_plan().bodies[body].reach) * height_m


def _helpers(group: _Group, side: Side, helper: str, person: str) -> list[dict[str, Any]]:
    """On the floor beyond the leg, out of the camera's way."""
    if not group.helped:
        return []
    beyond = -1.0 if side == "left" else 1.0
    place = {"x_m": round(0.39 * load_person(person).height_m, 2), "y_m": 0.31 * beyond}
    return [{"person": helper, **place, "heading_deg": -90 * beyond, "kneels": True, "holds": side}]


def _script(group: _Group, number: int, sides: tuple[Side, Side], rng: np.random.Generator) -> list[Step]:
    """A rest before and after each repetition, which changes sides unless it says ``same``."""
    script: list[Step] = [{"do": "rest", "for_s": 2.5}]
    side, other = sides
    for step in group.scripts[number] * group.repeat:
        if "to" in step:
            script.append({"do": "move", **step, "to": _sided(step["to"], side)})
        elif "hold_s" not in step:
            script.append({"do": "rest", **step})
        else:
            if step.get("same"):
                side, other = other, side
            depth_deg = round(float(rng.uniform(*group.depth_deg)), 1)
            said = {name: value for name, value in step.items() if name != "same"}
            paced = {"in_s": group.in_s, "out_s": step.get("in_s", group.in_s)}
            script.append({"do": "repetition", "depth_deg": depth_deg, **paced, **said, "side": side})
            script.append({"do": "rest", "for_s": 1.5})
            side, other = other, side
    return script


def _sided(parameters: dict[str, float], side: Side) -> dict[str, float]:
    other = "left" if side == "right" else "right"
    return {name.replace("working", side).replace("support", other): v for name, v in parameters.items()}
