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

__all__ = [
    "NAME",
    "SHORT_GAP",
    "UPPER",
    "ByInitial",
    "any_of",
    "entries",
    "languages",
    "lines",
    "of_language",
    "plain",
    "shared",
    "whole_line",
]

_APOSTROPHES = "'’"
_GAP = r"[^.!?…\n]{1,90}"
SHORT_GAP = r"[^.,:;!?…\n]{1,50}"
"""What "…" stands for where it stops at a comma or colon."""
_GROUP = re.compile(r"(?<!\\)\((?!\?)")


UPPER = "".join(
    letter
    for first, last in ((0xC0, 0x17F), (0x386, 0x3AB), (0x490, 0x493), (0x1EA0, 0x1EF9))
    for letter in map(chr, range(first, last + 1))
    if letter.isupper()
)
UPPER = f"A-Z{UPPER}ƠƯȘȚЀ-Я"
"""The inside of a character class: capital letters of Latin (Vietnamese too), Greek and Cyrillic."""

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


def languages(name: str) -> list[str]:
    """The languages of ``data/<name>.toml``."""
    return [language for language, entry in _table(name).items() if isinstance(entry, dict)]


def of_language(name: str, language: str, key: str) -> list[str]:
    """The entries of one language."""
    return list(_table(name)[language].get(key, ()))


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


class ByInitial:
    """Whole-line patterns, tried only where their first letter fits; compiled when first met."""

    def __init__(self, patterns: Iterable[str], before: str, behind: str, gap: str = _GAP) -> None:
        """``before`` and ``behind``: classes of signs that may stand around the line."""
        self._around = (before, behind)
        self._gap = gap
        self._lead = re.compile(before)
        self._patterns: dict[str, list[str]] = {}
        for pattern in patterns:
            for letter in _initials(pattern) or {_ANY}:
                self._patterns.setdefault(letter, []).append(pattern)
        self._compiled: dict[str, re.Pattern[str]] = {}

    def match(self, line: str) -> bool:
        """Whether the line is one of the patterns and nothing else."""
        lead = self._lead.match(line)
        first = line[lead.end() if lead else 0 :][:1].lower()
        return any(self._of(letter).match(line) for letter in (first, _ANY) if letter in self._patterns)

    def _of(self, letter: str) -> re.Pattern[str]:
        if letter not in self._compiled:
            before, behind = self._around
            self._compiled[letter] = whole_line(rf"{before}{lines(self._patterns[letter], self._gap)}{behind}")
        return self._compiled[letter]


_ANY = ""


def _initials(pattern: str) -> set[str] | None:
    """Letters that a match of ``pattern`` may begin with, in lower case; ``None`` when that is hard to tell.

    Knows letters, digits, groups and question marks: what the tables use.
    """
    letters: set[str] = set()
    for branch in _branches_of(pattern):
        found = _initials_of_branch(branch)
        if found is None:
            return None
        letters |= found
    return letters


def _initials_of_branch(branch: str) -> set[str] | None:
    letters: set[str] = set()
    at = 0
    while at < len(branch):
        if branch[at] == "(":
            end = _closing(branch, at)
            found = _initials(branch[at + 1 : end])
        elif branch.startswith("\\d", at):
            end = at + 1
            found = set("0123456789")
        elif branch[at].isalpha() or branch[at] in "¿¡ ":
            end = at
            found = {branch[at].lower()} if branch[at] != " " else set()
        else:
            return None
        if found is None:
            return None
        letters |= found
        at = end + 1
        if branch[at : at + 1] not in ("?", "*") and "" not in found:
            return letters - {""} if found or letters else None
        letters.discard("")
        at += branch[at : at + 1] in ("?", "*")
    return letters | {""}


def _closing(pattern: str, start: int) -> int:
    """Where the group that opens at ``start`` closes."""
    depth = 0
    for at in range(start, len(pattern)):
        if pattern[at - 1 : at] == "\\":
            continue
        depth += (pattern[at] == "(") - (pattern[at] == ")")
        if depth == 0:
            return at
    raise ValueError(f"group without an end: {pattern}")


def _branches_of(pattern: str) -> list[str]:
    """The alternatives of a pattern, split at its outermost bars."""
    branches, depth = [""], 0
    for at, letter in enumerate(pattern):
        escaped = pattern[at - 1 : at] == "\\"
        depth += 0 if escaped else (letter == "(") - (letter == ")")
        if letter == "|" and depth == 0 and not escaped:
            branches.append("")
        else:
            branches[-1] += letter
    return branches


def whole_line(pattern: str) -> re.Pattern[str]:
    """``pattern`` for a whole line in any letter case."""
    return re.compile(rf"(?:{pattern})\Z", re.IGNORECASE)


def lines(patterns: Iterable[str], gap: str = _GAP) -> str:
    """Patterns of a table as one group: "(…)" does not capture, "…" is a stretch of a sentence."""
    return "(?:" + "|".join(_written_out(pattern, gap) for pattern in patterns) + ")"


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
