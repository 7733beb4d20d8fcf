"""The documents say what the product does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import audit
from audit.cli.main import cli
from audit.settings import describe


def test_every_command_and_setting_is_documented(root: Path) -> None:
    page = (root / "docs/reference/commands.md").read_text(encoding="utf-8")
    for command in cli.list_commands(None):  # type: ignore[arg-type]
        assert f"`audit {command}" in page, command
    for name, default, meaning in describe():
        assert f"| `{name}` | {default or '–'} | {meaning} |" in page, name


def test_links_in_the_documents_lead_somewhere(root: Path) -> None:
    for page in [
        root / "README.md",
        root / "CONTRIBUTING.md",
        *(root / "docs").rglob("*.md"),
        root / "seeds/README.md",
    ]:
        for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            if not target.startswith("http"):
                assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_public_names_are_all_there() -> None:
    assert len(set(audit.__all__)) == len(audit.__all__)
    for name in audit.__all__:
        assert getattr(audit, name) is not None
    with pytest.raises(AttributeError):
        _ = audit.nothing_of_the_kind
