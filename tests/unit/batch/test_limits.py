"""The time limit ends what takes too long, in any thread, and nothing else."""

from __future__ import annotations

import threading
import time

import pytest

from audit.batch import limits
from audit.errors import InputTooLarge


def busy(seconds: float) -> int:
    end, steps = time.monotonic() + seconds, 0
    while time.monotonic() < end:
        try:
            steps += 1
        except Exception:  # what guards a rule must not swallow the limit
            steps -= 1
    return steps


def over_and_under() -> list[str]:
    said = []
    for limit in (0.05, 5.0, 0.0):
        try:
            with limits.time_limit(limit, "a.txt"):
                busy(0.5 if limit == 0.05 else 0.01)
            said.append("done")
        except InputTooLarge as error:
            said.append(error.line())
    busy(0.1)
    return said


WANTED = ["a.txt: not finished after 0.05 seconds (split it, or raise time-limit-seconds)", "done", "done"]


def test_in_the_main_thread() -> None:
    assert over_and_under() == WANTED


def test_in_another_thread() -> None:
    found: list[list[str]] = []
    thread = threading.Thread(target=lambda: found.append(over_and_under()))
    thread.start()
    thread.join()
    assert found == [WANTED]


def test_without_unix_timers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr("signal.setitimer")
    assert over_and_under() == WANTED


def test_errors_of_the_block_pass() -> None:
    for limit in (0.0, 5.0):
        with pytest.raises(KeyError), limits.time_limit(limit, "a.txt"):
            raise KeyError
