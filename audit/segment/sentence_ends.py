"""Full stops behind words that look like an abbreviation and yet end a sentence.

"El mar. Siete", "of art. Critics", "1990 г. Потом": lists of abbreviations hold words of the
language, and abbreviations that go on with a figure or a name also stand last in a sentence.
What follows decides: anything capitalised behind a word of the language, only a word of
grammar (which is no name) behind an abbreviation.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache, lru_cache

import sentencex

from audit._resources import package_file

__all__ = ["sentence_ends"]

_REACH = 80
"""Code points looked at before a full stop."""

_BLANK = "[ \u00a0\u202f\\t]"
_STOP = re.compile(rf"(?<=[^\W\d_])\.{_BLANK}{{1,3}}(?=[«“„\"‘¿¡]?{_BLANK}?[^\W\d_])")
_LAST = re.compile(r"(?<![\w.'’-])[^\W_][\w.-]*$")
_PAIR = re.compile(rf"(?<![\w.'’-])([^\W\d_]{{1,3}}\.){_BLANK}?([^\W\d_][\w.-]*)$")
_FIGURE = re.compile(r"(?:\d|\b[IVXLC]+)\W{0,3}$")
_NEXT = re.compile(r"[\W_]{0,3}([^\W\d_]+)(\.?)")
_ROMAN = re.compile(r"[IVXLC]+")


@cache
def _tables() -> dict[str, dict[str, frozenset[str]]]:
    with package_file("segment", "data", "sentence_ends.toml").open("rb") as file:
        raw = tomllib.load(file)
    return {language: {key: frozenset(words) for key, words in entry.items()} for language, entry in raw.items()}


def sentence_ends(line: str, primary: str, never: frozenset[str], starters: frozenset[str]) -> Iterator[int]:
    """Offsets in ``line`` behind such a full stop and its blanks, ascending; linear time.

    ``never`` are abbreviations always followed by a name, ``starters`` words that start
    sentences, both in lower case and for the language ``primary``.
    """
    table = _tables().get(primary)
    if table is None:
        return
    openers = table["openers"] | starters
    for stop in _STOP.finditer(line):
        following = _NEXT.match(line, stop.end())
        if following is None or not following.group(1)[0].isupper():
            continue
        before = line[max(0, stop.start() - _REACH) : stop.start()]
        last = _LAST.search(before)
        if last is None or before.rfind("(") > before.rfind(")"):
            continue
        joined = last.group().lower() in never or _read_on(primary, last.group())
        if joined and _ends(before, last, following, table, never, openers):
            yield stop.end()


@lru_cache(maxsize=4096)
def _read_on(primary: str, word: str) -> bool:
    """Whether sentencex takes ``word`` for an abbreviation: nothing else joins these two."""
    return len(sentencex.get_sentence_boundaries(primary, f"Zadada zodada {word}. Zodada zadada.")) < 2


def _ends(
    before: str,
    found: re.Match[str],
    following: re.Match[str],
    table: dict[str, frozenset[str]],
    never: frozenset[str],
    openers: frozenset[str],
) -> bool:
    """Whether the full stop behind ``found`` in ``before`` ends its sentence, given the capitalised word ``following``."""
    last = found.group()
    word, stop = following.groups()
    if len(word) == 1 and stop:
        return False  # an initial: "им. А. С. Пушкина"
    opens = word.lower() in openers and (len(word) == 1 or not word.isupper())
    if last in table["words"] and last.lower() not in never:
        return opens or (len(word) > 1 and not _ROMAN.fullmatch(word))
    if len(last) > 2 and last.isalpha() and last.isupper() and not _ROMAN.fullmatch(last):
        return opens or (len(word) > 1 and not word.isupper())
    if not opens:
        return False
    if last in table.get("behind_figure", ()) and _FIGURE.search(before[: found.start()]):
        return True
    if last in table["before_opener"] or last in table["words"] or (_ROMAN.fullmatch(last) and len(last) > 1):
        return True
    pair = _PAIR.search(before)
    if pair and "".join(pair.groups()) in table["before_opener"]:
        return True
    return len(last) > 1 and last.isalpha() and last.islower() and last not in never
