"""Floors of sentence alignment, on a part of what ``benchmarks/alignment.py`` prints."""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

pytestmark = pytest.mark.quality

FLOORS: dict[str, dict[str, float]] = tomllib.loads(
    (Path(__file__).parent / "alignment_floors.toml").read_text(encoding="utf-8")
)


@pytest.fixture(scope="module")
def benchmark(root: Path, evaluation_data: Path) -> Iterator[ModuleType]:
    """The benchmark's own module, so that both count alike."""
    if not (evaluation_data / "data" / "ntrex").is_dir():
        pytest.skip(f"no news documents in {evaluation_data}")
    sys.path.insert(0, str(root / "benchmarks"))
    try:
        import alignment

        yield alignment
    finally:
        sys.path.remove(str(root / "benchmarks"))


@pytest.fixture(scope="module")
def encoder() -> Any:
    """The default encoder."""
    from audit.encode import load

    return load()


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_floor(benchmark: Any, encoder: Any, name: str) -> None:
    sets = benchmark.sets
    if name == "Text+Berg dev":
        cases = list(sets.textberg())
    elif name == "ParIce":
        cases = list(sets.parice())
    else:
        title, pair = name.rsplit(", ", 1)
        (setting,) = [s for s in sets.SETTINGS if s.name == title]
        cases = list(sets.news(setting, tuple(pair.split("-")), False, encoder.encode))
    figures = benchmark.measure(cases, benchmark.SYSTEMS["audit"], encoder)
    wanted = FLOORS[name]
    too_low = {k: round(figures[k], 4) for k, floor in wanted.items() if k != "claimed" and figures[k] < floor}
    assert not too_low
    assert figures["claimed"] <= wanted.get("claimed", 1.0)
