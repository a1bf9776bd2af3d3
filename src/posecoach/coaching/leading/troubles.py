"""What a person is told about their camera, and how often."""

from __future__ import annotations

from posecoach.stretches.rules import Live


class Troubles:
    """Each trouble is told when it comes, and again when it comes back after a while: a camera that fails in
    two ways in turn does not nag. sentence: what is wrong now."""

    def __init__(self, words: Live) -> None:
        self._sentences = words.trouble
        self._again_s = words.trouble_again_s.value
        self._told_s: dict[str, float] = {}
        self._now: str | None = None
        self.sentence: str | None = None

    def step(self, now_s: float, trouble: str | None, *, tell: bool) -> str | None:
        """The sentence to say now, if there is one. trouble: its id. tell: whether there is an ear for it."""
        self.sentence = self._sentences[trouble] if trouble else None
        if not tell:
            return None
        came, self._now = trouble != self._now, trouble
        if trouble is None or not came:
            return None
        if now_s - self._told_s.get(trouble, float("-inf")) < self._again_s:
            return None
        self._told_s[trouble] = now_s
        return self.sentence
