"""Options that several commands share, and how they become settings."""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from pathlib import Path
from typing import Any, TypeVar

import click

from audit.settings import Settings, load

__all__ = ["common", "settings_from", "sources_options"]

Command = TypeVar("Command", bound=Callable[..., Any])
_SEVERITY = click.Choice(["minor", "major", "critical", "never"])


def _codes(_: click.Context, __: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(part.strip() for value in values for part in value.split(",") if part.strip())


def _stack(command: Command, options: list[Callable[[Command], Command]]) -> Command:
    return reduce(lambda wrapped, option: option(wrapped), reversed(options), command)


def common(command: Command) -> Command:
    """Options of `run` and `check` alike."""
    return _stack(
        command,
        [
            click.option("--language", metavar="CODE", help="Main language of the articles, instead of finding it."),
            click.option("--select", multiple=True, callback=_codes, metavar="CODES", help="Run only these rules."),
            click.option("--ignore", multiple=True, callback=_codes, metavar="CODES", help="Do not run these rules."),
            click.option(
                "--profile",
                type=click.Choice(["desk", "editor", "linguist"]),
                help="Who reads the report: desk (surest findings), editor (default), linguist (all).",
            ),
            click.option("--jobs", type=click.IntRange(0), metavar="N", help="Worker processes (default: one a core)."),
            click.option("--fail-on", type=_SEVERITY, help="Exit with 1 when a finding is at least this severe."),
            click.option(
                "--config", "config", type=click.Path(path_type=Path), metavar="FILE", help="Configuration file (TOML)."
            ),
        ],
    )


def sources_options(command: Command) -> Command:
    """Where probable originals come from."""
    return _stack(
        command,
        [
            click.option(
                "--sources",
                multiple=True,
                type=click.Path(path_type=Path),
                metavar="PATH",
                help="File or folder of probable originals, read on the fly; may be repeated.",
            ),
            click.option(
                "--archive",
                type=click.Path(path_type=Path),
                metavar="FILE",
                help="Archive of probable originals, made by `audit archive add`.",
            ),
        ],
    )


def settings_from(
    *,
    language: str | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    profile: str | None,
    jobs: int | None,
    fail_on: str | None,
    config: Path | None,
    **rest: Any,
) -> Settings:
    """Settings of a call. Raises ``SettingsError``."""
    flags = {
        "language": language,
        "select": select,
        "ignore": ignore,
        "profile": profile,
        "jobs": jobs,
        "fail_on": fail_on,
        **rest,
    }
    return load(flags, file=config)[0]
