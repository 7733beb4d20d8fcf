"""The development set's figures stay above their floors."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

FLOORS = tomllib.loads((Path(__file__).parent / "floors.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def figures(evaluation_data: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, float]]:
    """Figures of both runs, by title."""
    devset = evaluation_data / "devset"
    out = tmp_path_factory.mktemp("score") / "figures.json"
    done = subprocess.run(
        [sys.executable, devset / "score.py", devset, "--run", f"{sys.executable} -m audit run",
         "--distractors", devset / "archive", "--json", out],
        capture_output=True, text=True, timeout=900, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-2000:]
    loaded: dict[str, dict[str, float]] = json.loads(out.read_text(encoding="utf-8"))
    return loaded


@pytest.mark.quality
@pytest.mark.parametrize("title", ["with sources", "without sources"])
def test_no_report_is_missing_or_broken(figures: dict[str, dict[str, float]], title: str) -> None:
    assert figures[title]["reports"] == figures[title]["cases"] == 10


@pytest.mark.quality
@pytest.mark.parametrize("name, floor", sorted(FLOORS["with_sources"]["at_least"].items()))
def test_floor(figures: dict[str, dict[str, float]], name: str, floor: float) -> None:
    assert figures["with sources"][name] >= floor


@pytest.mark.quality
@pytest.mark.parametrize("name, ceiling", sorted(FLOORS["with_sources"]["at_most"].items()))
def test_ceiling(figures: dict[str, dict[str, float]], name: str, ceiling: float) -> None:
    assert figures["with sources"][name] <= ceiling
