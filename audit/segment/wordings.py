"""Word lists and patterns of ``data/*.toml`` as regular expressions for trimmed, plain lines.

All languages are tried on every line: a scraped line often keeps the language of the page it
came from. Word lists become prefix trees, so that a line is tried once against all words
rather than once against each.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from audit._resources import package_file

__all__ = ["NAME", "UPPER", "any_of", "entries", "lines", "plain", "shared", "short_lines", "whole_line"]

_APOSTROPHES = "'’"
_GAP = r"[^.!?…\n]{1,90}"
_SHORT_GAP = r"[^.,:;!?…\n]{1,50}"
_LAST_ALPHABET = 0x2000
"""Latin, Greek, Cyrillic, Armenian and Vietnamese letters stand below."""
_GROUP = re.compile(r"(?<!\\)\((?!\?)")


def _upper() -> str:
    """Capital letters as ranges of a character class; ``re`` has no name for them."""
    runs: list[list[int]] = []
    for code in range(_LAST_ALPHABET):
        if chr(code).isupper():
            if runs and runs[-1][1] == code - 1:
                runs[-1][1] = code
            else:
                runs.append([code, code])
    return "".join(chr(a) if a == b else f"{chr(a)}-{chr(b)}" for a, b in runs)


UPPER = _upper()
"""The inside of a character class: capital letters of the European alphabets."""

_PARTICLE = r"(?:de|da|do|dos|das|di|della|du|des|von|van|der|den|zu|zur|la|le|el|al|bin|ibn|af|av|ter|ten|y|e|d[’'])"
_PART = rf"(?:[LDO][’'])?[{UPPER}][\w'’-]*\.?"
NAME = rf"{_PART}(?: (?:{_PARTICLE} ){{0,2}}{_PART}){{1,3}}"
"""A name of two to four capitalised words; never use it with ``re.IGNORECASE``."""


@cache
def _table(name: str) -> dict[str, Any]:
    with package_file("segment", "data", f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


def entries(name: str, key: str) -> list[str]:
    """The entries of every language for one key of ``data/<name>.toml``."""
    tables = (entry for entry in _table(name).values() if isinstance(entry, dict))
    return sorted({word for entry in tables for word in entry.get(key, [])})


def shared(name: str, key: str) -> list[str]:
    """A list that stands outside the languages of ``data/<name>.toml``."""
    return list(_table(name)[key])


def any_of(words: Iterable[str]) -> str:
    """A group that matches any of ``words``, the longest first."""
    tree: dict[str, Any] = {}
    for word in words:
        node = tree
        for letter in word:
            node = node.setdefault("'" if letter in _APOSTROPHES else letter, {})
        node[""] = {}
    return _branches(tree)


def _branches(tree: dict[str, Any]) -> str:
    inner = [
        (f"[{_APOSTROPHES}]" if letter == "'" else re.escape(letter)) + _branches(below)
        for letter, below in tree.items()
        if letter
    ]
    if not inner:
        return ""
    group = inner[0] if len(inner) == 1 and "" not in tree else f"(?:{'|'.join(inner)})"
    return group + "?" if "" in tree else group


def whole_line(pattern: str) -> re.Pattern[str]:
    """``pattern`` for a whole line in any letter case."""
    return re.compile(rf"(?:{pattern})\Z", re.IGNORECASE)


def lines(patterns: Iterable[str], gap: str = _GAP) -> str:
    """Patterns of a table as one group: "(…)" does not capture, "…" is a stretch of a sentence."""
    return "(?:" + "|".join(_written_out(pattern, gap) for pattern in patterns) + ")"


def short_lines(patterns: Iterable[str]) -> str:
    """The same where "…" stops at a comma or colon."""
    return lines(patterns, _SHORT_GAP)


def _written_out(pattern: str, gap: str) -> str:
    return "".join(_letters(_GROUP.sub("(?:", pattern), gap))


def _letters(pattern: str, gap: str) -> Iterator[str]:
    for letter in pattern:
        if letter == "…":
            yield gap
        elif letter in _APOSTROPHES:
            yield f"[{_APOSTROPHES}]"
        else:
            yield letter


def plain(line: str) -> str:
    """The line with every run of blanks as one simple blank."""
    return " ".join(line.split())
