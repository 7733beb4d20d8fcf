"""What the documents tell the reader to type is understood by the commands."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest

from audit.cli.main import cli
from audit.rules.catalogue import catalogue

_CODE = re.compile(r"(?<![A-Za-z0-9-])[A-Z]{2}\d{3}(?!\d)")


def pages(root: Path) -> list[Path]:
    return [root / "README.md", *sorted((root / "docs").rglob("*.md"))]


def commands(root: Path) -> list[tuple[str, str]]:
    found = []
    for page in pages(root):
        if page.parent.name == "adr":
            continue
        for block in re.findall(r"```(?:sh|yaml)\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL):
            found += [(page.name, line) for line in block.splitlines() if re.search(r"(?:^|[\s|:])audit \w", line)]
    return found


def test_every_rule_named_in_the_documents_exists(root: Path) -> None:
    known = {rule.code for rule in catalogue()}
    for page in pages(root):
        assert set(_CODE.findall(page.read_text(encoding="utf-8"))) <= known, page.name


def test_every_documented_command_is_understood(root: Path) -> None:
    examples = commands(root)
    assert len(examples) > 20
    for page, line in examples:
        words = shlex.split(line, comments=True)
        arguments = words[words.index("audit") + 1 :]
        arguments = arguments[: next((i for i, w in enumerate(arguments) if w in (">", "|", ">>")), len(arguments))]
        if "entry:" in words:
            arguments.append("changed.txt")  # pre-commit puts the files there
        try:
            command: click.Command = cli
            context = click.Context(cli)
            while isinstance(command, click.Group):
                found = command.get_command(context, arguments.pop(0))
                assert found is not None, line
                command = found
            command.make_context("audit", arguments)
        except click.BadParameter as error:
            if "does not exist" not in error.message:
                pytest.fail(f"{page}: {line.strip()}: {error}")
        except (click.UsageError, IndexError) as error:
            pytest.fail(f"{page}: {line.strip()}: {error}")
