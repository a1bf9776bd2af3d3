"""Whether this machine can speak: ``python -m posecoach.feedback.voice.check`` says it in one line.

A program of its own, so that a library that crashes takes nothing else down.
"""

from __future__ import annotations

import sys

from posecoach.errors import PosecoachError
from posecoach.feedback.voice.missing import how_to_hear
from posecoach.feedback.voice.speech import find_speaker


def main() -> None:
    try:
        # Only here: it needs an extra, and a library of the system.
        from posecoach.feedback.voice.device import device_name

        name = device_name()
        find_speaker()("One.")
    except (ImportError, OSError) as error:
        sys.exit(how_to_hear(error))
    except PosecoachError as error:
        sys.exit(str(error))
    print(f"speaks through {name}")


if __name__ == "__main__":
    main()
