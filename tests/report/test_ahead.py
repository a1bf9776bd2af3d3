from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from posecoach.report.ahead import ahead


def test_order_is_kept_in_another_thread() -> None:
    makers = set()

    def items() -> Iterator[int]:
        for number in range(100):
            makers.add(threading.get_ident())
            yield number

    assert list(ahead(items())) == list(range(100))
    assert makers != {threading.get_ident()}


def test_nothing_comes_of_nothing() -> None:
    assert list(ahead([])) == []


def test_an_error_comes_out_in_its_place() -> None:
    def items() -> Iterator[int]:
        yield 1
        raise ValueError("the film is torn")

    made = ahead(items())
    assert next(made) == 1
    with pytest.raises(ValueError, match="torn"):
        next(made)


def test_stopping_early_stops_the_maker() -> None:
    made = []

    def items() -> Iterator[int]:
        for number in range(10_000):
            made.append(number)
            yield number

    stream = ahead(items(), most=3)
    next(stream)
    stream.close()
    assert len(made) < 20
