"""Tells the user on standard error what is being built: a bar on a terminal, elsewhere a line or two if asked for."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

from audit.modelstore import Progress

__all__ = ["building"]


@contextmanager
def building(what: str, *, quiet: bool = False) -> Iterator[Progress]:
    """A progress callback; nothing is shown until it is first called.

    ``quiet``: nothing at all where standard error is no terminal, so that programs which read it
    see complaints only.
    """
    if not sys.stderr.isatty() and quiet:
        yield lambda *_: None
        return
    if not sys.stderr.isatty():
        said: list[str] = []

        def tell(doing: str, share: float) -> None:
            if not said:
                click.echo(f"{what}: this happens once", err=True)
            if doing.startswith("waiting") and doing not in said:
                click.echo(f"{what}: {doing}", err=True)
            said.append(doing)
            if share >= 1:
                click.echo(f"{what}: ready", err=True)

        yield tell
        return
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    bar = Bar(BarColumn(24), TimeElapsedColumn(), TextColumn("{task.description}"), console=Console(stderr=True))
    task = bar.add_task("", total=1.0, start=False)

    def show(doing: str, share: float) -> None:
        if not bar.live.is_started:
            bar.console.print(f"{what} (this happens once)", highlight=False)
            bar.start()
            bar.start_task(task)
        bar.update(task, completed=share, description=doing)

    try:
        yield show
    finally:
        bar.stop()
