"""Names of countries, regions and well-known cities in every language we speak.

Territories come from CLDR (through babel); cities, regions and persons whose names differ
between languages from ``data/exonyms.tsv``.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from functools import cache

from babel import Locale

from audit._resources import package_file
from audit.rules.tables import table

__all__ = ["LANGUAGES", "directions", "exonyms", "is_place", "place_stems", "places"]

LANGUAGES = ("de", "en", "es", "fr", "it", "nl", "pl", "pt", "ru", "uk", "vi")
_REGION = re.compile(r"[A-Z]{2}|\d{3}")
_WORD = re.compile(r"[^\W\d_]{3,}")
_SHORTEST_STEM = 4


@cache
def exonyms() -> tuple[Mapping[str, str], ...]:
    """One mapping for each place or person: ``kind`` (city, region, person) and a name for each language."""
    with package_file("rules", "data", "exonyms.tsv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader((line for line in file if not line.startswith("#")), delimiter="\t")
        return tuple({key: value for key, value in row.items() if value} for row in rows)


@cache
def places(language: str) -> frozenset[str]:
    """Names of territories, continents and known cities as ``language`` writes them."""
    names = {name for code, name in Locale(language).territories.items() if _REGION.fullmatch(code)}
    names |= {entry[language] for entry in exonyms() if language in entry and entry["kind"] != "person"}
    return frozenset(names)


@cache
def _everywhere() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for language in LANGUAGES:
        for name in places(language):
            found.setdefault(name, set()).add(language)
    return {name: frozenset(languages) for name, languages in found.items()}


def is_place(name: str) -> frozenset[str]:
    """The languages in which ``name`` is the name of a known place; empty when in none."""
    return _everywhere().get(name, frozenset())


@cache
def directions() -> Mapping[str, frozenset[str]]:
    """Words for directions, each with the languages that use it inside names."""
    found: dict[str, set[str]] = {}
    for language, words in table("directions").items():
        if language == "vi":  # its words are too short and too common to tell a direction from a name
            continue
        for word in words:
            found.setdefault(word, set()).add(language)
    return {word: frozenset(languages) for word, languages in found.items()}


@cache
def place_stems() -> Mapping[str, frozenset[str]]:
    """What is left of a place's name without its direction ("Corée" of "Corée du Nord"), with its languages.

    Only names from which a direction was taken count, and of those the capitalised words.
    German names written in one word ("Nordkorea") are cut as well.
    """
    found: dict[str, set[str]] = {}
    for language in LANGUAGES:
        if language == "vi":  # every syllable is a word: no stem could be told from a common one
            continue
        words = set(table("directions")[language])
        for name in places(language):
            for stem in _stems(name, words):
                found.setdefault(stem, set()).add(language)
    known = {stem: frozenset(languages) for stem, languages in found.items()}
    for stem in known:
        known[stem] |= is_place(stem)
    return known


def _stems(name: str, words: set[str]) -> set[str]:
    parts = _WORD.findall(name)
    rest = {p for p in parts if p not in words and p[0].isupper() and len(p) >= _SHORTEST_STEM}
    if len(rest) < len(parts) and any(p in words or p.capitalize() in words for p in parts):
        return rest
    glued = {name.removeprefix(w) for w in words if name.startswith(w) and name != w}
    return {g.capitalize() for g in glued if len(g) >= _SHORTEST_STEM and g.isalpha() and g[0].islower()}
