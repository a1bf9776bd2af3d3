from __future__ import annotations

import threading
import time

import numpy as np
import pytest

from posecoach.coaching.leading.state import Said
from posecoach.errors import PosecoachError
from posecoach.feedback.voice.mixer import Mixer
from posecoach.feedback.voice.samples import RATE_HZ


def test_the_sound_output_plays_what_is_said() -> None:
    try:
        from posecoach.feedback.voice.device import device, device_name

        device_name()
    except (ImportError, OSError, PosecoachError) as error:
        pytest.skip(f"this machine plays no sound: {error}")
    lost = threading.Event()
    mixer = Mixer({"hush": np.zeros(RATE_HZ // 2, np.float32)})
    with device(mixer, lost.set):
        mixer.say(Said("hush"))
        deadline_s = time.monotonic() + 10
        while mixer.is_speaking and time.monotonic() < deadline_s:
            time.sleep(0.01)
        assert not mixer.is_speaking
    assert not lost.is_set()
