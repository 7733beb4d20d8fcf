"""`audit settings`: every setting, its value here, and where that value comes from."""

from __future__ import annotations

from pathlib import Path

import click

from audit.settings import describe, load

__all__ = ["settings"]


@click.command()
@click.option("--config", type=click.Path(path_type=Path), metavar="FILE", help="Configuration file (TOML).")
def settings(config: Path | None) -> None:
    """Show every setting, its value and its origin."""
    values, origins = load({}, file=config)
    for name, default, meaning in describe():
        field = name.replace("-", "_")
        value = getattr(values, field)
        shown = ",".join(value) if isinstance(value, tuple) else "" if value is None else str(value)
        click.echo(f"{name:20} {shown or '–':12} ({origins[field]}; default {default or '–'})\n{'':20} {meaning}")
