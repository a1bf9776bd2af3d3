"""The benchmark's plan: fixed, spread over what matters, and two sets that share nobody."""

from __future__ import annotations

from collections import Counter

import pytest

from benchmarks.accuracy.cameras import sees
from benchmarks.accuracy.plan import SETS, own_stretches, planned, reach_m
from benchmarks.accuracy.short_clips import FIRST_SEED, body_of
from benchmarks.accuracy.short_clips import reach_m as reach_of_m
from posecoach.stretches.load import load_stretch, stretch_ids
from simulator.body.person import load_person
from simulator.film import prepared
from simulator.motion.exercises import load_exercise
from simulator.motion.play import play
from simulator.motion.script import Repetition
from simulator.scene.room import light_named, room_named
from simulator.scene_file import NO_STRETCH, Scene

both_sets = pytest.mark.parametrize("name", SETS)


def mistakes(name: str, stretch: str) -> set[str]:
    scenes = [scene for scene in planned(name).values() if scene.stretch == stretch]
    repetitions = [s for scene in scenes for s in scene.script if isinstance(s, Repetition)]
    return {mistake.fault for repetition in repetitions for mistake in repetition.mistakes}


def length_s(scene: Scene) -> float:
    return float(play(scene.script, scene.exercise(), scene.fps, scene.seed, scene.posture).time_s[-1])


def test_the_sets_share_no_person_and_no_seed() -> None:
    development, test = (planned(name).values() for name in SETS)
    assert not {s.person for s in development} & {s.person for s in test}
    seeds = [s.seed for s in [*development, *test]]
    assert len(set(seeds)) == len(seeds)
    assert len(development) == len(test) >= 12


@pytest.mark.parametrize("stretch", stretch_ids())
def test_a_stretch_meets_several_lights(stretch: str) -> None:
    scenes = [s for name in SETS for s in planned(name).values() if s.stretch == stretch]
    assert len({s.light for s in scenes}) >= 3


@both_sets
def test_a_plan_is_the_same_every_time(name: str) -> None:
    assert planned(name) == planned(name)


@both_sets
def test_views_sides_stretches_and_faults_are_all_there(name: str) -> None:
    scenes = planned(name).values()
    off = Counter(min((0, 15, 30, 45), key=lambda deg: abs(abs(s.camera.yaw_deg) - deg)) for s in scenes)
    assert set(off) == {0, 15, 30, 45}
    assert off[0] + off[15] >= len(scenes) / 2
    assert {s.camera.near for s in scenes} == {"left", "right"}
    assert {s.camera.width > s.camera.height for s in scenes} == {True, False}
    assert {s.stretch for s in scenes} == {*stretch_ids(), NO_STRETCH}


@both_sets
@pytest.mark.parametrize("stretch", stretch_ids())
def test_every_fault_that_somebody_can_make_is_made(name: str, stretch: str) -> None:
    can_be_made = set(load_stretch(stretch).faults) & set(load_exercise(stretch).mistakes)
    if stretch == "back_flattening":
        # Bouncing shows in the trunk, which lies still.
        can_be_made -= {"bouncing"}
    assert can_be_made <= mistakes(name, stretch)


@both_sets
def test_every_clip_can_be_played_in_a_room_that_there_is(name: str) -> None:
    for scene in planned(name).values():
        room_named(scene.room)
        light_named(scene.light)
        assert 10 < length_s(scene) < 90


@both_sets
def test_a_stretch_is_first_done_as_it_should_be(name: str) -> None:
    for stretch in set(stretch_ids()) - set(own_stretches()):
        repetitions = [s for s in planned(name)[f"{stretch}_00"].script if isinstance(s, Repetition)]
        assert repetitions
        assert not any(repetition.mistakes for repetition in repetitions)


@pytest.mark.parametrize("stretch", stretch_ids())
def test_planned_scenes_do_not_contradict_themselves(
    stretch: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """The shortest of each stretch, at a few pictures a second: the whole plan takes many minutes."""
    pytest.importorskip("anny", reason="building a body needs the body model: pip install -e '.[simulate]'")
    ours = [(name, s) for name, s in planned("development").items() if s.stretch == stretch]
    name, scene = min(ours, key=lambda clip: length_s(clip[1]))
    film = prepared(scene.model_copy(update={"fps": 5.0}), name, tmp_path_factory.getbasetemp() / "bodies")
    assert film.truth.holds or film.truth.attempts


@both_sets
def test_the_camera_sees_the_whole_body_and_how_far_it_reaches(name: str) -> None:
    for clip, scene in planned(name).items():
        if scene.seed < FIRST_SEED:
            assert sees(scene.camera, reach_m(scene.person)), clip
        else:
            body = body_of(clip.rsplit("_", 1)[0])
            assert sees(scene.camera, reach_of_m(body, load_person(scene.person).height_m)), clip
