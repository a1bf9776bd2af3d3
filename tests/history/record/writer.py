"""A program that keeps sessions, for those who kill it, or start two.

    python -m tests.history.record.writer HOW WHERE

``live WHERE``: one session after the other, each kept again with every hold, as a live session is; tells
"<id> <holds>" when a hold is kept. ``many WHERE COUNT``: that many sessions.
"""

from __future__ import annotations

import sys
from itertools import count

from posecoach.history.record.record import open_record
from tests.history.record.sessions import hold, later, session, stretch

HOLDS = 6


def main(how: str, where: str, number: str = "0") -> None:
    with open_record(where) as record:
        if how == "live":
            for done in count():
                begun = session(began_at=later(done), finished=False)
                for holds in range(1, HOLDS + 1):
                    kept = stretch(*map(hold, range(holds)))
                    record.keep(begun.model_copy(update={"stretches": (kept,), "finished": holds == HOLDS}))
                    print(begun.id, holds, flush=True)
        for done in range(int(number)):
            record.keep(session(stretch(*map(hold, range(HOLDS))), began_at=later(done)))


if __name__ == "__main__":
    main(*sys.argv[1:])
