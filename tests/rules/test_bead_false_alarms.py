"""Bead rules on professional human translation: how often they speak, and what they find of planted errors."""

from __future__ import annotations

import importlib.util
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest

pytestmark = pytest.mark.quality


@pytest.fixture(scope="module")
def benchmark(root: Path, evaluation_data: Path) -> ModuleType:
    """``benchmarks/bead_rules.py`` as a module, reading the evaluation data."""
    if not (evaluation_data / "data" / "ntrex").is_dir():
        pytest.skip(f"no parallel news in {evaluation_data}")
    spec = importlib.util.spec_from_file_location("bead_rules_benchmark", root / "benchmarks" / "bead_rules.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.DATA = evaluation_data / "data"
    return module


@pytest.mark.parametrize("pair", ["en-fr", "en-de", "en-es", "en-vi", "wmt21"])
def test_human_translation_is_left_in_peace(benchmark: ModuleType, pair: str) -> None:
    words, found = benchmark.flags(pair, benchmark.rules(""))
    shown = [hit for rule, _, hit in found if rule.profile != "linguist"]
    assert len(found) * 1000 / words <= 1.0
    assert len(shown) * 1000 / words <= 0.4


def test_planted_errors(benchmark: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    counts: dict[str, Counter[str]] = benchmark.recall(["en-fr", "en-de"], benchmark.rules("AC2"), 0)
    capsys.readouterr()
    floors = {"number": (0.92, 0.97), "weekday": (0.92, 0.97), "month": (0.92, 0.99), "negation": (0.12, 0.98), "name": (0.6, 0.9)}  # fmt: skip
    for kind, (recall, precision) in floors.items():
        found, planted, false = (counts[kind][key] for key in ("found", "planted", "false"))
        assert found / planted >= recall, kind
        assert found / (found + false) >= precision, kind
