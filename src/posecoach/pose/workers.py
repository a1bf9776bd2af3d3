"""The same task on several inputs at once, one process each."""

from __future__ import annotations

import contextlib
import multiprocessing
import signal
import traceback
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.connection import wait
from typing import Any, TypeVar

from posecoach.errors import PosecoachError

Job = TypeVar("Job")
Result = TypeVar("Result")
Report = Callable[[int], None]


def run_in_processes(
    task: Callable[[Job, Report], Result], jobs: Sequence[Job], on_progress: Callable[[int], None]
) -> list[Result]:
    """``task(job, report)`` for every job at once, each in a fresh process; the results in the jobs' order.

    ``task`` is a module's function and calls ``report`` with the amount that it has done; ``on_progress``
    hears the sum over all jobs. An error of one process, or Ctrl-C, ends them all at once.
    Raises the PosecoachError of a task, or one that says that a process died.
    """
    context = multiprocessing.get_context("spawn")
    processes: list[Any] = []
    pipes: list[Any] = []
    try:
        for job in jobs:
            here, there = context.Pipe(duplex=False)
            pipes.append(here)
            with _interrupts_held_back():
                processes.append(context.Process(target=_work, args=(task, job, there), daemon=True))
                processes[-1].start()
            there.close()
        return _results(pipes, on_progress)
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            process.join()
        for pipe in pipes:
            pipe.close()


def _results(pipes: list[Any], on_progress: Callable[[int], None]) -> list[Any]:
    done = dict.fromkeys(pipes, 0)
    results: dict[Any, Any] = {}
    while len(results) < len(pipes):
        for pipe in wait([pipe for pipe in pipes if pipe not in results]):
            kind, value = _message(pipe)
            if kind == "error":
                raise value
            if kind == "result":
                results[pipe] = value
            else:
                done[pipe] = value
                on_progress(sum(done.values()))
    return [results[pipe] for pipe in pipes]


def _message(pipe: Any) -> tuple[str, Any]:
    try:
        kind, value = pipe.recv()
    except EOFError:
        raise PosecoachError(
            "One of the processes that find the poses was ended from outside; "
            "perhaps memory ran out: close other programs and try again."
        ) from None
    return kind, value


def _work(task: Callable[[Any, Report], Any], job: Any, pipe: Any) -> None:
    """What the new process does. Every error is the parent's to tell, and to raise."""
    try:
        message = ("result", task(job, lambda amount: pipe.send(("done", amount))))
    except BrokenPipeError:
        return  # The parent is gone.
    except Exception as error:  # noqa: BLE001 - handed on whole, with its own traceback as a note.
        error.add_note(traceback.format_exc())
        message = ("error", error)
    pipe.send(message)


@contextlib.contextmanager
def _interrupts_held_back() -> Iterator[None]:
    """A process started inside never sees Ctrl-C: its parent does, and ends it."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
