"""What the user sees: findings on stdout, progress and complaints on stderr."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

from audit.types import Unreadable

__all__ = ["complain", "printable", "progress"]


@contextmanager
def progress() -> Iterator[Callable[[str, int, int], None]]:
    """A progress bar on stderr; nothing at all when stderr is not a terminal."""
    if not sys.stderr.isatty():
        yield lambda *_: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    # No refresh thread: workers are forked, and a fork copies locks but not the threads that hold them.
    with Progress(*columns, console=Console(stderr=True), transient=True, auto_refresh=False) as bar:
        tasks = {}

        def tell(what: str, done: int, total: int) -> None:
            if what not in tasks:
                tasks[what] = bar.add_task(what, total=total or None)
            bar.update(tasks[what], completed=done, total=total or None, refresh=True)

        yield tell


def complain(unreadable: Unreadable, *, label: str = "not audited") -> None:
    """One line with name, reason and remedy."""
    remedy = f" ({unreadable.remedy})" if unreadable.remedy else ""
    click.echo(printable(f"{label}: {unreadable.path}: {unreadable.reason}{remedy}"), err=True)


_JOINERS = "\u200c\u200d\xad"


def printable(text: str) -> str:
    """``text`` in one line, without what would move the cursor or turn the direction of writing."""
    return "".join(c if c.isprintable() or c in _JOINERS else " " if c.isspace() else "�" for c in text)
