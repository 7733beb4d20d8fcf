"""How many tasks are run at once. The core knows nothing of it; a cluster would be another engine."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from audit.batch.writing import leave_unless_writing

__all__ = ["Crashed", "Engine", "Here", "Processes", "engine_for"]

Task = TypeVar("Task")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Crashed:
    """A task whose worker died (out of memory, killed): the others go on."""

    task: Any


class Engine(Protocol):
    """Runs a function over tasks."""

    def map(
        self,
        function: Callable[[Task], Result],
        tasks: Iterable[Task],
        *,
        start: Callable[..., None],
        arguments: tuple[Any, ...],
    ) -> Iterator[Result | Crashed]:
        """Results in the order of ``tasks``, which are drawn lazily; ``start(*arguments)`` once per worker."""


class Here:
    """In this process, one after the other."""

    def map(
        self,
        function: Callable[[Task], Result],
        tasks: Iterable[Task],
        *,
        start: Callable[..., None],
        arguments: tuple[Any, ...],
    ) -> Iterator[Result | Crashed]:
        """See :class:`Engine`."""
        start(*arguments)
        for task in tasks:
            yield function(task)


@dataclass(frozen=True, slots=True)
class Processes:
    """Worker processes on this machine; at most two tasks per worker wait, so memory stays flat."""

    jobs: int

    def map(
        self,
        function: Callable[[Task], Result],
        tasks: Iterable[Task],
        *,
        start: Callable[..., None],
        arguments: tuple[Any, ...],
    ) -> Iterator[Result | Crashed]:
        """See :class:`Engine`."""
        waiting: deque[tuple[Task, Future[Result]]] = deque()
        source = iter(tasks)
        pool = self._pool(self.jobs, start, arguments)
        try:
            while True:
                while len(waiting) < 2 * self.jobs:
                    try:
                        task = next(source)
                    except StopIteration:
                        break
                    waiting.append((task, pool.submit(function, task)))
                if not waiting:
                    return
                task, future = waiting.popleft()
                try:
                    yield future.result()
                except BrokenProcessPool:
                    pool.shutdown(wait=True, cancel_futures=True)
                    # Nobody can tell which task killed the pool: each of them runs once more, alone.
                    suspects = [task, *(t for t, _ in waiting)]
                    waiting.clear()
                    for suspect in suspects:
                        yield self._alone(function, suspect, start, arguments)
                    pool = self._pool(self.jobs, start, arguments)
        except (KeyboardInterrupt, GeneratorExit):
            for process in list((getattr(pool, "_processes", None) or {}).values()):
                process.terminate()
            raise
        finally:
            # Waiting matters: a pool left to the interpreter's exit may close its pipe twice.
            pool.shutdown(wait=True, cancel_futures=True)

    def _alone(
        self, function: Callable[[Task], Result], task: Task, start: Callable[..., None], arguments: tuple[Any, ...]
    ) -> Result | Crashed:
        with self._pool(1, start, arguments) as pool:
            try:
                return pool.submit(function, task).result()
            except BrokenProcessPool:
                return Crashed(task)

    @staticmethod
    def _pool(jobs: int, start: Callable[..., None], arguments: tuple[Any, ...]) -> ProcessPoolExecutor:
        # Forked before any model is loaded (threads do not survive a fork), so the archive is shared, not copied.
        method = "fork" if sys.platform == "linux" else "spawn"
        context = multiprocessing.get_context(method)
        return ProcessPoolExecutor(jobs, mp_context=context, initializer=_begin, initargs=(start, arguments))


def _begin(start: Callable[..., None], arguments: tuple[Any, ...]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides what Ctrl-C means
    signal.signal(signal.SIGTERM, leave_unless_writing)
    start(*arguments)


def engine_for(jobs: int, tasks: int) -> Engine:
    """The engine for ``jobs`` workers (0: one per core this process may use), no more than there are tasks."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    workers = min(jobs or cores, max(1, tasks))
    return Here() if workers <= 1 else Processes(workers)
