"""`audit check` and the small commands."""

from __future__ import annotations

import json
from pathlib import Path

import pytest


@pytest.fixture
def draft(root: Path) -> str:
    return (root / "seeds/articles/seed2.txt").read_text(encoding="utf-8")


def test_standard_input_and_exit_code(audit, draft: str) -> None:
    done = audit("check", "-", "--format", "json", stdin=draft)
    assert done.returncode == 1, done.stderr
    (line,) = done.stdout.splitlines()
    report = json.loads(line)
    assert report["document"]["path"] is None
    assert report["document"]["text"] == draft
    for finding in report["findings"]:
        assert draft[finding["start"] : finding["end"]] == finding["text"]
    assert audit("check", "-", "--fail-on", "never", stdin=draft).returncode == 0


def test_profiles_hide_and_count(audit, draft: str) -> None:
    shown = {}
    for profile in ("desk", "editor", "linguist"):
        report = json.loads(audit("check", "-", "--format", "json", "--profile", profile, stdin=draft).stdout)
        shown[profile] = (len(report["findings"]), report["hidden_findings"]["profile"])
    assert shown["desk"][0] <= shown["editor"][0] <= shown["linguist"][0]
    assert len({sum(pair) for pair in shown.values()}) == 1
    assert shown["linguist"][1] == 0


def test_select_and_ignore(audit, draft: str) -> None:
    only = json.loads(audit("check", "-", "--format", "json", "--select", "AC", stdin=draft).stdout)
    assert only["findings"]
    assert all(f["code"].startswith("AC") for f in only["findings"])
    none = json.loads(audit("check", "-", "--format", "json", "--ignore", "AC", stdin=draft).stdout)
    assert not any(f["code"].startswith("AC") for f in none["findings"])


def test_unreadable_input_wins_over_findings(audit, draft: str, tmp_path: Path) -> None:
    (tmp_path / "draft.txt").write_text(draft, encoding="utf-8")
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    done = audit("check", "draft.txt", "empty.txt", "--format", "github")
    assert done.returncode == 3
    assert "::error" in done.stdout
    assert "empty.txt" in done.stderr


def test_every_rule_can_be_explained(audit) -> None:
    rules = json.loads(audit("rules", "--json").stdout)
    assert len(rules) >= 20
    done = audit("explain", rules[0]["code"])
    assert done.returncode == 0
    assert rules[0]["name"] in done.stdout
    assert "What it does" in done.stdout
    wrong = audit("explain", "ZZ999")
    assert wrong.returncode == 2
    assert "audit rules" in wrong.stderr


def test_help_version_and_settings(audit) -> None:
    assert audit("--version").stdout.startswith("audit")
    for command in ("run", "check", "explain", "rules", "models", "cache", "settings"):
        done = audit(command, "--help")
        assert done.returncode == 0, done.stderr
        assert "Usage" in done.stdout
    assert "profile" in audit("settings").stdout
