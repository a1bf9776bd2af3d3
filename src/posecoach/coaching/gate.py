"""Whether a person can be coached now, and the first thing that is wrong if not.

The order is that of what helps first: somebody there, the right view of them, their joints in the picture,
the right position.
"""

from __future__ import annotations

from dataclasses import dataclass

from posecoach.coaching.conditions import broken, met
from posecoach.kinematics.measure import Measures
from posecoach.kinematics.points import BodySide
from posecoach.kinematics.view import View, out_of_sight
from posecoach.pose.pose import Pose, Status
from posecoach.stretches.model import Stretch
from posecoach.stretches.rules import Rules

IN_VIEW = ("view", "position")
"""Problems of a person who is seen well, and does something else."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Why nobody is coached now, as an id and a sentence."""

    id: str
    text: str


def first_problem(
    pose: Pose,
    view: View | None,
    measures: Measures,
    stretch: Stretch,
    rules: Rules,
    working_sides: tuple[BodySide, ...],
    *,
    coached: bool,
    in_target: bool,
) -> Problem | None:
    """coached: until now; what is hidden for a while then says nothing against the posture. in_target: in the
    middle of a repetition, which ends by itself where it cannot be seen any more."""
    if pose.status is Status.ABSENT:
        return Problem("person", rules.say.person)
    if view is None:
        return Problem("unclear", rules.say.unclear)
    off_deg = view.yaw_deg if stretch.view.kind == "side" else 90.0 - view.yaw_deg
    if off_deg > stretch.view.widest_yaw_deg:
        return Problem("view", stretch.view.say)
    unseen = [] if in_target else out_of_sight(pose, list(stretch.needs), working_sides)
    if unseen:
        return Problem("joints", rules.say.joints.format(joint=rules.say.joints_names[unseen[0]]))
    if (
        broken(stretch.posture, view.near, measures)
        if coached
        else not met(stretch.posture, view.near, measures)
    ):
        return Problem("position", stretch.start.say)
    return None
