"""A time limit for one article."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from audit.errors import InputTooLarge

__all__ = ["time_limit"]


@contextmanager
def time_limit(seconds: float, what: str) -> Iterator[None]:
    """Raise ``InputTooLarge`` when the block takes longer than ``seconds`` (0: no limit).

    Needs Unix interval timers and the main thread; elsewhere (Windows) there is no limit.
    """
    usable = hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()
    if not seconds or not usable:
        yield
        return

    def over(_: int, __: FrameType | None) -> None:
        raise InputTooLarge(
            f"{what}: not finished after {seconds:g} seconds", hint="split it, or raise time-limit-seconds"
        )

    before = signal.signal(signal.SIGALRM, over)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
