"""Workers: order kept, laziness kept, a dying worker does not take the others with it."""

from __future__ import annotations

import os
import signal
import time

import pytest

from audit.batch.engine import Crashed, Engine, Here, Processes
from audit.batch.limits import time_limit
from audit.errors import InputTooLarge

BASE = 0


def begin(base: int) -> None:
    global BASE
    BASE = base


def add(number: int) -> int:
    if number == 13:
        os.kill(os.getpid(), signal.SIGKILL)
    return BASE + number


@pytest.mark.parametrize("engine", [Here(), Processes(2)], ids=["here", "processes"])
def test_results_come_in_order(engine: Engine) -> None:
    assert list(engine.map(add, range(10), start=begin, arguments=(100,))) == list(range(100, 110))


def test_a_killed_worker_costs_one_task() -> None:
    results = list(Processes(2).map(add, [11, 12, 13, 14, 15, 16], start=begin, arguments=(0,)))
    assert results == [11, 12, Crashed(13), 14, 15, 16]


def test_tasks_are_drawn_lazily() -> None:
    drawn = []

    def tasks() -> object:
        for i in range(50):
            drawn.append(i)
            yield i

    results = Processes(2).map(add, tasks(), start=begin, arguments=(0,))  # type: ignore[arg-type]
    next(results)
    assert len(drawn) <= 6


def test_the_time_limit_is_told_with_a_remedy() -> None:
    with (
        pytest.raises(InputTooLarge, match=r"slow\.txt: not finished after 0\.05 seconds") as caught,
        time_limit(0.05, "slow.txt"),
    ):
        time.sleep(5)
    assert "time-limit-seconds" in caught.value.hint
