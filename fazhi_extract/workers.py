"""Worker processes that read reports.

The inputs are dealt out in small tasks, and no more of them are under way
than the workers need. A worker that dies costs one report at the most.
"""

from __future__ import annotations

import gc
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing import get_context, parent_process

from .batch import Outcome, Reader, broken
from .inputs import STDIN, Input
from .pace import GC_THRESHOLD

Known = Callable[[Input], str | None]
"""Returns the hash for which the outputs already have an input's share."""
Task = list[tuple[Input, str | None]]
"""Inputs, each with that hash."""
_TASK = 8
"""Reports in one task: few enough that no worker waits long, many enough that the way there costs little."""
_AHEAD = 3
"""Tasks under way for each worker."""


def _start() -> None:
    """Make a worker ready: it leaves Ctrl-C to its parent and does not outlive it."""
    gc.set_threshold(GC_THRESHOLD)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _work(reader: Reader, task: Task) -> list[Outcome]:
    return [reader.outcome(one, known) for one, known in task]


@contextmanager
def _no_interrupt() -> Iterator[None]:
    """Hold Ctrl-C back while workers start: they are born deaf to it, as ``_start`` leaves them."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@dataclass(slots=True)
class _Pool:
    """A pool of workers that is made anew when one of them dies."""

    reader: Reader
    jobs: int
    executor: ProcessPoolExecutor | None = field(default=None)

    def submit(self, task: Task) -> Future[list[Outcome]]:
        if self.executor is None:
            # spawned, not forked: the same on every system, and no thread is copied half-way
            self.executor = ProcessPoolExecutor(
                self.jobs, mp_context=get_context("spawn"), initializer=_start
            )
        with _no_interrupt():
            reader = self.reader.share_for([one for one, _ in task])
            return self.executor.submit(_work, reader, task)

    def alone(self, one: Input, known: str | None) -> Outcome:
        """Read one input in a worker of its own: it may be the one that kills it."""
        single = _Pool(self.reader, 1)
        try:
            return single.submit([(one, known)]).result()[0]
        except BrokenProcessPool:
            return Outcome(one.shown, error=broken(one.shown, "the worker died; is there enough memory?"))
        finally:
            single.stop()

    def stop(self) -> None:
        if self.executor is not None:
            self.executor.shutdown(wait=True, cancel_futures=True)
            self.executor = None


def outcomes(
    reader: Reader, inputs: Sequence[Input], known: Known, jobs: int
) -> Generator[Outcome, None, None]:
    """Yield what becomes of each input, in their order, read by ``jobs`` worker processes."""
    pool = _Pool(reader, jobs)
    under_way: deque[tuple[Task, Future[list[Outcome]] | None]] = deque()
    tasks = _tasks(inputs, known)
    try:
        while True:
            while len(under_way) < jobs * _AHEAD and (task := next(tasks, None)) is not None:
                # standard input is this process's: no worker can read it
                mine = any(one.path == STDIN for one, _ in task)
                under_way.append((task, None if mine else pool.submit(task)))
            if not under_way:
                return
            task, future = under_way.popleft()
            if future is None:
                yield from (reader.outcome(one, known) for one, known in task)
                continue
            try:
                yield from future.result()
            except BrokenProcessPool:
                pool.stop()
                yield from (pool.alone(one, known) for one, known in task)
                under_way = deque((t, f and pool.submit(t)) for t, f in under_way)
    finally:
        pool.stop()


def _tasks(inputs: Sequence[Input], known: Known) -> Iterator[Task]:
    for start in range(0, len(inputs), _TASK):
        yield [(one, known(one)) for one in inputs[start : start + _TASK]]
