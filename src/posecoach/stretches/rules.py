"""What holds for every stretch: ``common.yaml``."""

from __future__ import annotations

from pydantic import Field

from posecoach.stretches.condition import Sentence, Strict
from posecoach.stretches.model import Fault, SpineLoad


class Number(Strict):
    """A threshold and where it comes from."""

    value: float = Field(gt=0)
    source: str


class Timing(Strict):
    start_s: Number
    grace_s: Number
    away_s: Number
    view_s: Number
    fault_clears_s: Number


class HoldRules(Strict):
    still_deg_s: Number
    settled_deg_s: Number
    still_window_s: Number
    leave_deg: Number
    shortest_attempt_s: Number
    shortest_repetition_s: Number
    moving_deg: Number


class NumberRules(Strict):
    report_within_deg: Number


class CueRules(Strict):
    """When something is said, and how often."""

    words_per_s: Number
    pause_between_s: Number
    pause_before_urgent_s: Number
    guide_after_s: Number
    guide_again_s: Number
    guide_often: Number
    guide_rarely_s: Number
    idle_after_s: Number
    same_again_s: Number
    same_rarely_s: Number
    notices_a_hold: Number
    blocks_a_hold: Number
    praise_after_s: Number
    praise_from_s: Number
    praise_again_s: Number
    long_hold_s: Number
    halfway_from_s: Number
    breathe_from_s: Number
    short_by_s: Number
    stale_after_s: Number
    thanks_stale_after_s: Number


class Sentences(Strict):
    person: Sentence
    unclear: Sentence
    joints: Sentence
    feet_nearer: Sentence
    head_nearer: Sentence
    hold_start: Sentence
    hurts: Sentence
    halfway: Sentence
    breathe: Sentence
    done: Sentence
    not_yet: Sentence
    left: Sentence
    one_left: Sentence
    other_side: Sentence
    turn_round: Sentence
    next_round: Sentence
    finished: Sentence
    seconds_left: Sentence
    counts: list[str] = Field(min_length=1)
    joints_names: dict[str, str]

    def count(self, number: int) -> str:
        """A number from 1, as it is said; digits where there is no word for it."""
        return self.counts[number - 1] if number <= len(self.counts) else str(number)


class Live(Strict):
    """What a live session says beside its coaches, and how long it waits."""

    after_last_s: Number
    call_for_s: Number
    gone_s: Number
    stuck_s: Number
    trouble_again_s: Number
    held: str
    held_one_second: str
    times: str
    once: str
    each_side: str
    prepare_s: Number
    first: Sentence
    rest: Sentence
    paused: Sentence
    paused_in_target: Sentence
    go_on: Sentence
    go_on_gently: Sentence
    stuck: Sentence
    gap: Sentence
    waiting: Sentence
    pain: Sentence
    pain_choices: Sentence
    pain_rise: Number
    pain_most: Number
    noted: Sentence
    nothing: Sentence
    not_begun: Sentence
    led_through: Sentence
    broke_off: Sentence
    trouble: dict[str, Sentence]


class Rules(Strict):
    """Shared thresholds (seconds, degrees, degrees per second), faults and sentences."""

    timing: Timing
    hold: HoldRules
    numbers: NumberRules
    cues: CueRules
    say: Sentences
    live: Live
    spine_load: dict[SpineLoad, str]
    faults: dict[str, Fault]
