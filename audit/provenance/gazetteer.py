"""Tables of credit: agencies and phrases. Data lies in ``data/*.toml``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from audit._resources import package_file

__all__ = ["Gazetteer", "Phrases", "gazetteer"]


@dataclass(frozen=True, slots=True)
class Phrases:
    """How one language words its credits; every pattern ignores case."""

    source_line: re.Pattern[str]
    """Label at the start of a line: ``Source :``."""
    credit: re.Pattern[str]
    """Ends right before a credited name: ``selon l'``."""
    closing: re.Pattern[str]
    """All that may stand before an agency in a last line: ``Avec``."""
    caption: re.Pattern[str]
    """Picture credit with its label, anywhere in a line; group ``label``."""
    translated: re.Pattern[str]
    """``traduit de l'anglais``; group ``name`` is the word for the language."""
    own: re.Pattern[str]
    """The newsroom says it reported itself."""
    specific: frozenset[str]
    """Caption labels of this language alone."""


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All tables, read once."""

    sources: Mapping[str, str | None]
    """Name to language of first publication; ``None`` where several are written alike."""
    source: re.Pattern[str]
    """Any of the names as a whole word."""
    phrases: Mapping[str, Phrases]


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(package_file("provenance", "data", name).read_text(encoding="utf-8"))


def _any(phrases: list[str]) -> str:
    ordered = sorted(phrases, key=lambda p: (-len(p), p))
    return "|".join(r"[ \t\u00a0]+".join(map(re.escape, p.split())).replace("'", "['’]") for p in ordered)


@cache
def gazetteer() -> Gazetteer:
    """The tables, parsed and compiled on first use."""
    sources: dict[str, str | None] = {}
    for entry in _read("agencies.toml")["source"]:
        sources.update(dict.fromkeys(entry["names"], entry.get("language")))
    return Gazetteer(
        sources=sources,
        source=re.compile(
            rf"(?<!\w)(?:{'|'.join(re.escape(n) for n in sorted(sources, key=lambda n: (-len(n), n)))})(?!\w)"
        ),
        phrases={language: _phrases(table) for language, table in sorted(_read("credits.toml").items())},
    )


def _phrases(table: dict[str, list[str]]) -> Phrases:
    flags = re.IGNORECASE
    return Phrases(
        source_line=re.compile(rf"^[\s(\[*–—-]{{0,6}}(?:{_any(table['source'])})[ \t\u00a0]*[:：]", flags),
        credit=re.compile(rf"(?<!\w)(?:{_any(table['credit'])})[ \t\u00a0]*[\"«“„]?[ \t\u00a0]*$", flags),
        closing=re.compile(rf"(?:{_any(table['closing'] + table['credit'])})", flags),
        caption=re.compile(
            rf"(?<!\w)(?P<label>{_any(table['caption'])})[ \t\u00a0]*[:/：][ \t\u00a0]*[^()\[\]\n]{{2,80}}", flags
        ),
        translated=re.compile(rf"(?<!\w)(?:{_any(table['translated'])})[ \t\u00a0]*(?P<name>[^\W\d_]{{3,20}})", flags),
        own=re.compile(rf"(?<!\w)(?:{_any(table['own'])})(?!\w)", flags),
        specific=frozenset(table["specific"]),
    )
