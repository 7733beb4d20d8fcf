"""A time limit for one article."""

from __future__ import annotations

import ctypes
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from audit.errors import InputTooLarge

__all__ = ["time_limit"]


class _Over(BaseException):
    """Not an ``Exception``: what catches those, to go on with the next rule, must not catch this."""


@contextmanager
def time_limit(seconds: float, what: str) -> Iterator[None]:
    """Raise ``InputTooLarge`` when the block takes longer than ``seconds`` (0: no limit).

    By Unix interval timers in the main thread; elsewhere, and on Windows, by a thread that watches.
    Either way the block ends at its next step of Python, not inside a call of compiled code.
    """
    if not seconds:
        yield
        return
    in_main = threading.current_thread() is threading.main_thread()
    stop = _alarm(seconds) if hasattr(signal, "setitimer") and in_main else _watched(seconds)
    try:
        try:
            yield
        finally:
            stop()
    except _Over:
        raise InputTooLarge(
            f"{what}: not finished after {seconds:g} seconds", hint="split it, or raise time-limit-seconds"
        ) from None


def _alarm(seconds: float) -> Callable[[], None]:
    def over(_: int, __: FrameType | None) -> None:
        raise _Over

    before = signal.signal(signal.SIGALRM, over)
    signal.setitimer(signal.ITIMER_REAL, seconds)

    def stop() -> None:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)

    return stop


def _watched(seconds: float) -> Callable[[], None]:
    """Python has no way but this to interrupt a thread: an exception that it meets at its next step."""
    thread = threading.get_ident()
    lock = threading.Lock()
    done = False

    def over() -> None:
        with lock:
            if not done:
                ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), ctypes.py_object(_Over))

    timer = threading.Timer(seconds, over)
    timer.daemon = True
    timer.start()

    def stop() -> None:
        nonlocal done
        with lock:
            done = True
            ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), None)  # one that is still on its way
        timer.cancel()

    return stop
