"""Word lists and patterns that rules read: TOML files in ``data/``, loaded once."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any

from audit._resources import package_file

__all__ = ["per_language", "table", "words"]


@cache
def table(name: str) -> Mapping[str, Any]:
    """The parsed file ``data/<name>.toml``."""
    with package_file("rules", "data", f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


def per_language(name: str, language: str) -> Mapping[str, Any]:
    """The table of one language in ``data/<name>.toml``; empty when the file has none."""
    found = table(name).get(language, {})
    return found if isinstance(found, dict) else {}


@cache
def words(name: str, language: str, key: str) -> frozenset[str]:
    """The words under ``key`` of one language; empty when there are none."""
    found = per_language(name, language).get(key, ())
    return frozenset(found.split() if isinstance(found, str) else found)
