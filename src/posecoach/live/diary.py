"""What a live session has come to goes into the record while it goes on, whatever may end it."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import Self

from posecoach.coaching.session import Session
from posecoach.errors import PosecoachError
from posecoach.history.entries import SessionEntry
from posecoach.history.filing import done_in
from posecoach.live.keeping import Keeping
from posecoach.live.newest import Newest
from posecoach.live.results import analyses

_log = logging.getLogger(__name__)

PATIENCE_S = 0.2
ENDS_WITHIN_S = 35.0
"""Longer than another program may keep a database to itself."""


class Diary:
    """Keeps the session anew with every hold that counts, in a thread of its own: no disk holds the coach up.

    begun: the session, still without stretches. keep: takes it into the record. Use it in a ``with``
    statement. What cannot be kept meanwhile is kept, or told, at the end.
    """

    def __init__(self, begun: SessionEntry, keep: Callable[[SessionEntry], None]) -> None:
        self.begun = begun
        self._keep = keep
        self._known: list[tuple[int, ...]] = []
        self._entries: Newest[SessionEntry] = Newest()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, name="diary", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._thread.join(ENDS_WITHIN_S)

    def note(self, sessions: Sequence[Session], keeping: Keeping) -> None:
        """Call it after every moment: it looks whether anything was finished meanwhile."""
        done = [_events(session) for session in sessions]
        if done != self._known and any(map(any, done)):
            self._entries.put(self._so_far(sessions, keeping))
        self._known = done

    def _so_far(self, sessions: Sequence[Session], keeping: Keeping) -> SessionEntry:
        now = [*sessions[:-1], sessions[-1].so_far()]
        done = done_in(part.analysis for part in analyses(now, keeping, quickly=True))
        return self.begun.model_copy(update={"stretches": done, "finished": False})

    def _run(self) -> None:
        while True:
            over = self._over.is_set()
            entry = self._entries.take(PATIENCE_S)
            if entry:
                try:
                    self._keep(entry)
                except PosecoachError as error:
                    _log.debug("not kept yet: %s", error)
            elif over:
                return


def _events(session: Session) -> tuple[int, ...]:
    coach = session.coach
    done = len(coach.holds), len(coach.attempts), len(session.pains), session.led
    return (*done, session.held_long_enough)
