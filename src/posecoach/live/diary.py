"""What a live session has come to goes into the record while it goes on, whatever may end it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import Self

from posecoach.coaching.session import Session
from posecoach.history.entries import SessionEntry
from posecoach.history.filing import anything_done, stretch_entry
from posecoach.live.keeping import Keeping
from posecoach.live.newest import Newest
from posecoach.live.results import analyses

PATIENCE_S = 0.2
ENDS_WITHIN_S = 35.0
"""Longer than another program may keep a database to itself."""


class Diary:
    """Keeps the session anew after every hold, in a thread of its own: no disk holds the coach up.

    begun: the session, still without stretches. keep: takes it into the record. Use it in a ``with``
    statement; :attr:`error` is what went wrong, None where nothing did.
    """

    def __init__(self, begun: SessionEntry, keep: Callable[[SessionEntry], None]) -> None:
        self._begun = begun
        self._keep = keep
        self._known = 0
        self._entries: Newest[SessionEntry] = Newest()
        self._over = threading.Event()
        self.error: Exception | None = None
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
        done = sum(map(_events, sessions))
        if done > self._known:
            self._known = done
            self._entries.put(self._so_far(sessions, keeping))

    def _so_far(self, sessions: Sequence[Session], keeping: Keeping) -> SessionEntry:
        parts = [stretch_entry(part.analysis) for part in analyses(sessions, keeping, quickly=True)]
        stretches = tuple(part for part in parts if anything_done(part))
        return self._begun.model_copy(update={"stretches": stretches, "finished": False})

    def _run(self) -> None:
        while True:
            over = self._over.is_set()
            entry = self._entries.take(PATIENCE_S)
            if entry:
                try:
                    self._keep(entry)
                except Exception as error:  # noqa: BLE001 - told at the end: the session goes on
                    self.error = error
            elif over:
                return


def _events(session: Session) -> int:
    return len(session.coach.holds) + len(session.coach.attempts) + len(session.pains) + session.led
