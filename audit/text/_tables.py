"""Reads the word tables beside this package, once."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

__all__ = ["primary", "table"]

_FOLDER = Path(__file__).resolve().parent / "data"


@cache
def table(name: str) -> Mapping[str, Any]:
    """Content of ``data/<name>.toml``."""
    with (_FOLDER / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


def primary(language: str) -> str:
    """Primary subtag in lower case: ``pt-BR`` → ``pt``."""
    return language.replace("_", "-").split("-")[0].lower()
