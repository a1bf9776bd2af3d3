"""What the leader says, as the mixer lets it be heard: real rules of both, scripted bodies, virtual time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pytest

from posecoach.coaching.leading.leader import Leader
from posecoach.coaching.leading.part import Part
from posecoach.coaching.leading.state import Action, LiveState, Mode, Said, Urgency
from posecoach.feedback.voice.mixer import Mixer
from posecoach.feedback.voice.samples import RATE_HZ, Samples
from posecoach.pose.pose import Pose
from posecoach.stretches.load import load_rules, load_stretch
from posecoach.stretches.routine import load_routine, routine_ids
from tests.bodies import HOOK, STANDING, Body, Leg, straight
from tests.coaching.scripts import Make, raise_right, session

RULES = load_rules()
LIVE = RULES.live
RAISE = load_stretch("active_straight_leg_raise")
FPS = 12.0
BLOCK = RATE_HZ // 50
UP_AND_DOWN = [(0.0, 0.0), (6.0, 0.0), (9.0, 60.0), (31.0, 60.0), (34.0, 0.0), (45.0, 0.0)]


class Voice(Mapping[str, Samples]):
    """Every sentence is ready, and as long as the coach reckons with. begun: when which was taken."""

    def __init__(self) -> None:
        self.now_s = 0.0
        self.begun: list[tuple[float, str]] = []

    def __getitem__(self, text: str) -> Samples:
        self.begun.append((self.now_s, text))
        return np.full(round(lasts_s(text) * RATE_HZ), 0.5, np.float32)

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


def lasts_s(text: str) -> float:
    return len(text.split()) / RULES.cues.words_per_s.value


@dataclass(slots=True)
class Sentence:
    """One that was asked for; when it was heard, None where it never was, and what cut it short."""

    at_s: float
    said: Said
    from_s: float | None = None
    cut_by: Said | str = ""


@dataclass
class Room:
    """What is said in it, and what becomes of that."""

    voice: Voice = field(default_factory=Voice)
    asked: list[tuple[float, Said]] = field(default_factory=list)
    hushed_s: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.mixer = Mixer(self.voice)

    def hear(self, state: LiveState) -> None:
        self.wait_until(state.time_s)
        if state.hush:
            self.hushed_s.append(state.time_s)
            self.mixer.hush()
        for sound in state.sounds:
            self.mixer.sound(sound)
        for said in state.say:
            self.asked.append((state.time_s, said))
            self.mixer.say(said)

    def wait_until(self, time_s: float) -> None:
        while self.voice.now_s < time_s:
            self.mixer.render(BLOCK)
            self.voice.now_s += BLOCK / RATE_HZ

    def sentences(self) -> list[Sentence]:
        begun = list(self.voice.begun)
        found = []
        for at_s, said in self.asked:
            sentence = Sentence(at_s, said)
            taken = next((b for b in begun if b[1] == said.text and b[0] >= at_s - 0.05), None)
            if taken:
                begun.remove(taken)
                sentence.from_s = taken[0]
            found.append(sentence)
        return found


def heard(leader: Leader, poses: Iterable[Pose], presses: Sequence[tuple[float, Action]] = ()) -> Room:
    room, waiting = Room(), list(presses)
    for pose in poses:
        while waiting and waiting[0][0] <= pose.time_s:
            leader.press(waiting.pop(0)[1], pose.time_s)
        room.hear(leader.step(pose))
    room.wait_until(room.voice.now_s + 30)
    return room


def show(room: Room) -> None:
    for s in room.sentences():
        state = f"{s.from_s:7.2f} +{s.from_s - s.at_s:4.1f}" if s.from_s is not None else "   NOT HEARD "
        after = [b for b in room.voice.begun if s.from_s is not None and b[0] > s.from_s]
        hush = [h for h in room.hushed_s if s.from_s is not None and s.from_s < h < s.from_s + lasts_s(s.said.text)]
        cut = "CUT" if after and s.from_s is not None and after[0][0] < s.from_s + lasts_s(s.said.text) - 0.05 else ""
        print(f"{s.at_s:8.2f} {s.said.urgency.name:7}{state} {cut}{' HUSHED' if hush else ''} {s.said.text}")


def test_x():
    L = Leader([Part(RAISE, RAISE.dose())], RULES)
    room = heard(L, session(raise_right, UP_AND_DOWN, fps=FPS))
    show(room)
    for t in (2.0, 15.0):
        print("pause", t)
        L = Leader([Part(RAISE, RAISE.dose())], RULES)
        show(heard(L, session(raise_right, UP_AND_DOWN, fps=FPS), [(t, Action.PAUSE), (t+5, Action.PAUSE)]))
    print("pain quit")
    L = Leader([Part(RAISE, RAISE.dose())], RULES)
    show(heard(L, session(raise_right, UP_AND_DOWN, fps=FPS), [(15, Action.PAIN), (18, Action.QUIT)]))


def bending_back(angle): return Body(left=STANDING.left, right=STANDING.right, trunk_deg=90.0 - angle)
def folded(angle): return Body(left=STANDING.left, right=STANDING.right, trunk_deg=90.0 + angle)
def lying(angle): return Body(left=straight(0.0), right=straight(0.0))
def bridge(a): return Body(left=Leg(50+a,75+a), right=Leg(50+a,75+a), trunk_deg=-a)
def raised(angle): return Body(right=straight(angle))
WHO = {"standing_back_bend": (bending_back, 25), "standing_hamstring": (folded, 60), "back_flattening": (lying,0), "glute_bridge": (bridge, 30), "passive_straight_leg_raise": (raised, 40), "active_straight_leg_raise": (raise_right, 60)}

@pytest.mark.parametrize("rid", routine_ids())
def test_routine(rid):
    routine = load_routine(rid)
    parts = []
    for step in routine.steps:
        st, d = step.prescribed()
        parts.append(Part(st, d, rest_s=step.rest_s))
    L = Leader(parts, RULES, advice=routine.advice)
    room = Room()
    import itertools, time
    t0 = time.time()
    films = {}
    for p in parts[:3]:
        make, top = WHO.get(p.stretch.id, (lying, 0))
        knots = [(0.0, 0.0), (8.0, 0.0)]
        while knots[-1][0] < 300:
            b = knots[-1][0]
            hold = p.dose.hold_s + 1.5
            knots += [(b+3, top), (b+3+hold, top), (b+6+hold, 0.0), (b+10+hold, 0.0)]
        films[p.stretch.id] = list(session(make, knots, fps=FPS))
        if p.stretch.position in ("standing",):
            films[p.stretch.id] = [replace(x, height=2*x.height) for x in films[p.stretch.id]]
    print("films", time.time()-t0)
    since = 0.0; number=0
    for i in range(int(300*FPS)):
        film = films.get(L.stretch.id)
        if film is None: break
        p = film[i]
        if len(L.sessions) != number: number, since = len(L.sessions), p.time_s
        if number == 3: break
        if number and p.time_s - since > 75 : L.press(Action.NEXT, p.time_s); since = 1e9
        st = L.step(p)
        room.hear(st)
    print("led", time.time()-t0)
    room.wait_until(room.voice.now_s+30)
    show(room)
