"""A finished analysis: what reports are made from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from posecoach.coaching.events import Cue, FaultSpan, Hold, Pain
from posecoach.pose.track import Source
from posecoach.stretches.model import Dose, Stretch


@dataclass(frozen=True, slots=True)
class ViewSummary:
    """How the camera stood to the body over the frames that were coached.

    ``yaw_deg``: degrees off side-on (0 side, 90 front or back), None where nobody was measured.
    ``ok``: angles can be trusted from there.
    """

    kind: Literal["side", "oblique", "front", "unknown"]
    ok: bool
    yaw_deg: float | None


@dataclass(frozen=True, slots=True)
class Analysis:
    """Everything found in one recording of one stretch.

    ``time_s`` (n,) and ``measures`` (name, side spelled out → (n,) float32, NaN where missing) hold every
    frame, without the angles that the view cannot support; ``error_deg`` (likewise) is the 95 % half-width
    that goes with each. ``coverage`` is the share of frames in which the target's joints were seen.
    """

    source: Source
    stretch: Stretch
    dose: Dose
    coverage: float
    view: ViewSummary
    holds: tuple[Hold, ...]
    attempts: tuple[Hold, ...]
    faults: tuple[FaultSpan, ...]
    cues: tuple[Cue, ...]
    time_s: npt.NDArray[np.float64]
    measures: dict[str, npt.NDArray[np.float32]]
    error_deg: dict[str, npt.NDArray[np.float32]]
    live: bool = False
    """Done in front of a camera, and not a recording."""
    led: int = 0
    """Holds that the person was led through and no camera sees."""
    pain_s: tuple[float, ...] = ()
    """When the person said that it hurt, or told so much pain that it was stopped."""
    pains: tuple[Pain, ...] = ()
    """All that they told of pain, these moments too."""

    @property
    def dose_name(self) -> str:
        """The stretch's own word for it; a routine may ask for fewer repetitions than any of its doses."""
        return next((name for name, dose in self.stretch.doses.items() if dose == self.dose), "of a routine")
