"""The command line: one door to the core. Only here do errors become exit codes."""

from __future__ import annotations

import difflib
import importlib
import io
import sys
from pathlib import Path

import click

from audit import __version__
from audit.errors import AuditError

__all__ = ["cli", "main"]

_COMMANDS = {
    "run": ("audit.cli.run", "run_command"),
    "check": ("audit.cli.check", "check_command"),
    "archive": ("audit.cli.archive", "archive"),
    "rules": ("audit.cli.rules", "rules"),
    "explain": ("audit.cli.rules", "explain"),
    "models": ("audit.cli.models", "models"),
    "cache": ("audit.cli.cache", "cache"),
    "settings": ("audit.cli.settings", "settings"),
}


class _Lazy(click.Group):
    """Commands are imported when called, so that ``audit --version`` answers at once."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in _COMMANDS:
            return None
        module, attribute = _COMMANDS[cmd_name]
        command = getattr(importlib.import_module(module), attribute)
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As in :class:`click.Group`, with a guess at what was meant."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            meant = difflib.get_close_matches(args[0], _COMMANDS, 1) if args else []
            if args and Path(args[0]).exists():
                raise click.UsageError(f"{error.message} To audit it: audit run {args[0]}", ctx) from None
            if meant and "Did you mean" not in error.message:
                raise click.UsageError(f"{error.message} Did you mean {meant[0]!r}?", ctx) from None
            raise


@click.group(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="audit")
def cli() -> None:
    """Audit news articles: mixed languages, probable originals, machine-translation artifacts, provenance."""


def main() -> None:
    """Entry point. Exit codes: 2 usage, 3 some inputs failed, 1 findings, 0 clean, 130 interrupted."""
    _speak_anything()
    try:
        cli.main(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (KeyboardInterrupt, click.Abort):
        click.echo("interrupted", err=True)
        sys.exit(130)
    except AuditError as error:
        click.echo(f"audit: {error.line()}", err=True)
        sys.exit(error.exit_code)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    except OSError as error:
        click.echo(f"audit: {error.strerror or error}: {error.filename or ''}".rstrip(": "), err=True)
        sys.exit(2)


def _speak_anything() -> None:
    """Headlines are in any script, file names may be in none: what a terminal cannot show becomes ``?``.

    What goes to a file or another program is UTF-8 on every system, like the reports.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="replace")
