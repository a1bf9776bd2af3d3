"""The next items are made in another thread while this one works on the last."""

from __future__ import annotations

from collections import deque
from collections.abc import Generator, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar, cast

T = TypeVar("T")

_END = object()


def ahead(items: Iterable[T], most: int = 4) -> Generator[T]:
    """The same items in the same order, with up to ``most`` of them made in advance.

    Worth it where making an item leaves Python's lock (decoding, drawing). Errors come out where they
    would have; a consumer that stops early waits for one item at the most.
    """
    iterator = iter(items)
    with ThreadPoolExecutor(1) as thread:
        pending = deque(thread.submit(next, iterator, _END) for _ in range(most))
        try:
            while (item := pending.popleft().result()) is not _END:
                pending.append(thread.submit(next, iterator, _END))
                yield cast(T, item)
        finally:
            for future in pending:
                future.cancel()
