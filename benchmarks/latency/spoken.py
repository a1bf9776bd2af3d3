"""From a fault to the word for it: bodies that make one at every moment of a session, and the voice's sound.

The mixer's clock is the sound that it renders, so a session is heard as fast as it can be computed, and each
moment in it is true to one picture. What the camera and the network take comes on top; see the delays.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np
from scipy.signal import fftconvolve

from posecoach.coaching.leading.leader import Leader
from posecoach.coaching.leading.part import Part
from posecoach.feedback.voice.mixer import SPEECH_LEVEL, Mixer
from posecoach.feedback.voice.samples import RATE_HZ, Samples
from posecoach.feedback.voice.speech import find_speaker
from posecoach.pose.pose import Pose
from posecoach.stretches.load import load_rules, load_stretch
from tests.bodies import HOOK, Body, Leg, Lens, photographed
from tests.coaching.scripts import angle_over_time, minimum_jerk

STRETCH = load_stretch("active_straight_leg_raise")
FPS, LASTS_S, NOISE_PX = 30, 24.0, 0.4
RAISED = [(0.0, 0.0), (3.0, 0.0), (7.0, 60.0), (LASTS_S, 60.0)]
ONSETS_S = np.arange(8.0, 16.0, 0.5)
"""In the hold, while now something is being said and now nothing is."""
CHECKED = RATE_HZ // 5
"""Samples of a sentence, to know it by."""
MOST_UNLIKE = 0.5
"""A tone may lie over it."""
BLOCKS = 3
"""So often between two pictures a sound output asks for more."""

Posture = Callable[[float, float], Body]


def knee_bends(time_s: float, onset_s: float) -> Body:
    bend = 50.0 * minimum_jerk((time_s - onset_s) / 0.4)
    return Body(left=HOOK, right=Leg(angle_over_time(RAISED, time_s), 180.0 - bend))


def bounces(time_s: float, onset_s: float) -> Body:
    swing = 6.0 * np.sin(2 * np.pi * 1.5 * (time_s - onset_s)) if time_s > onset_s else 0.0
    return Body(left=HOOK, right=Leg(angle_over_time(RAISED, time_s) + swing))


def other_foot_lifts(time_s: float, onset_s: float) -> Body:
    lift = 30.0 * minimum_jerk((time_s - onset_s) / 0.6)
    lifted = Leg(HOOK.thigh_deg + lift, HOOK.knee_deg + lift)
    return Body(left=lifted, right=Leg(angle_over_time(RAISED, time_s)))


FAULTS: dict[str, Posture] = {
    "knee_bent": knee_bends,
    "bouncing": bounces,
    "support_leg_lifted": other_foot_lifts,
}


@dataclass(frozen=True, slots=True)
class Heard:
    """When, in the session's seconds: the condition is first true; the coach has its sentence; its first
    sample is heard. over: something else was being said."""

    fault: str
    true_s: float
    cue_s: float
    heard_s: float
    over: bool


def heard_faults() -> Iterator[Heard]:
    """Every fault at each of the onsets, the first time that it is spoken of."""
    sounds: dict[str, Samples] = {}
    for fault, posture in FAULTS.items():
        for number, onset_s in enumerate(ONSETS_S):
            heard = _session(fault, _poses(posture, onset_s, seed=number), sounds)
            if heard:
                yield heard


def _poses(posture: Posture, onset_s: float, seed: int) -> Iterator[Pose]:
    random = np.random.default_rng(seed)
    for time_s in np.arange(0.0, LASTS_S, 1 / FPS).tolist():
        pose = photographed(posture(time_s, onset_s), Lens(), time_s, clicked=True)
        jitter = random.normal(0.0, NOISE_PX, pose.image.shape).astype(np.float32)
        yield replace(pose, image=pose.image + jitter)


def _session(fault: str, poses: Iterator[Pose], sounds: dict[str, Samples]) -> Heard | None:
    """sounds: sentences that were spoken before."""
    speaker, mixer = find_speaker(), Mixer(sounds)
    leader = Leader([Part(STRETCH, STRETCH.dose(), ("right",))], load_rules())
    text = STRETCH.faults[fault].say if fault in STRETCH.faults else load_rules().faults[fault].say
    cue_s: float | None = None
    over = False
    heard: list[Samples] = []
    for pose in poses:
        state = leader.step(pose)
        for sound in state.sounds:
            mixer.sound(sound)
        for said in state.say:
            if said.text not in sounds:
                sounds[said.text] = speaker(said.text)
            if said.text == text and cue_s is None:
                cue_s, over = state.time_s, mixer.is_speaking
            mixer.say(said)
        # Of the time from this picture to the next.
        heard += [mixer.render(RATE_HZ // FPS // BLOCKS) for _ in range(BLOCKS)]
    coach = leader.sessions[0].coach
    coach.finish()
    true_s = [span.start_s for span in coach.faults if span.id == fault]
    if cue_s is None or not true_s:
        return None
    return Heard(fault, true_s[0], cue_s, _begins_s(np.concatenate(heard), sounds[text], cue_s), over)


def _begins_s(heard: Samples, sound: Samples, after_s: float) -> float:
    """When this sound is first in what was heard; tones may lie over it, but not over all of it."""
    first = int(after_s * RATE_HZ)
    there, wanted = heard[first : first + 4 * RATE_HZ], sound[:CHECKED] * np.float32(SPEECH_LEVEL)
    energy = float(wanted @ wanted)
    likeness = fftconvolve(there, wanted[::-1], "valid")
    unlike = fftconvolve(there**2, np.ones_like(wanted), "valid") - 2 * likeness + energy
    at = int(unlike.argmin())
    return (first + at) / RATE_HZ if unlike[at] < MOST_UNLIKE * energy else float("inf")
