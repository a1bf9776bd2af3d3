"""Where the time goes: how long each stage takes, and how much of a processor."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


class Stopwatch:
    """taken_s, processor_s: of each call, by stage; the latter of the calling thread alone. Stages that
    several threads run have names of their own."""

    def __init__(self) -> None:
        self.taken_s: defaultdict[str, list[float]] = defaultdict(list)
        self.processor_s: defaultdict[str, list[float]] = defaultdict(list)

    def timed(self, stage: str, function: Callable[P, R]) -> Callable[P, R]:
        def timed(*args: P.args, **kwargs: P.kwargs) -> R:
            began_s, used_s = time.perf_counter(), time.thread_time()
            try:
                return function(*args, **kwargs)
            finally:
                self.taken_s[stage].append(time.perf_counter() - began_s)
                self.processor_s[stage].append(time.thread_time() - used_s)

        return timed
