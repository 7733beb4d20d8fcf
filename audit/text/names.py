"""Names: folding for comparison, and capitalised sequences that are probably names."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from audit.text._tables import primary, table
from audit.types import Span

__all__ = ["Name", "fold", "names", "romanise"]

_FOLDED = str.maketrans({"đ": "d", "Đ": "D", "ß": "ss", "œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ø": "o", "Ø": "O",
                         "ł": "l", "Ł": "L", "ı": "i", "ð": "d", "þ": "th", "’": "'", "‘": "'", "ʼ": "'"})  # fmt: skip
_CYRILLIC = str.maketrans({
    "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "д": "d", "е": "e", "ё": "e", "є": "ie", "ж": "zh", "з": "z",
    "и": "i", "і": "i", "ї": "i", "й": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r",
    "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "",
    "ы": "y", "ь": "", "э": "e", "ю": "iu", "я": "ia",
})  # fmt: skip
_TOKEN = re.compile(r"[^\W\d_]+(?:['’‑-][^\W\d_]+)*")
_SENTENCE_START = re.compile(r"(?:^|[.!?…:;]\s*[\"«»“”„'’)\]]*\s*|[\n\r]\s*|[\"«“„]\s*|[-–—•]\s+)$")


@dataclass(frozen=True, slots=True)
class Name:
    """A capitalised sequence that is probably a name."""

    span: Span
    folded: str
    initial: bool = False
    """Stands where any word would be capitalised."""
    words: tuple[Span, ...] = ()
    """Its words, connecting particles left out."""


def fold(text: str) -> str:
    """Letters without marks, case folded: ``Đà Nẵng`` → ``da nang``. Length may change."""
    decomposed = unicodedata.normalize("NFD", text.translate(_FOLDED))
    bare = "".join(c for c in decomposed if unicodedata.category(c) != "Mn")
    return bare.casefold().translate(_FOLDED)


def romanise(text: str) -> str:
    """:func:`fold`, Cyrillic written in Latin letters."""
    lowered = unicodedata.normalize("NFC", text).casefold().translate(_CYRILLIC)
    return fold(lowered)


@lru_cache(maxsize=1024)
def names(text: str, language: str) -> tuple[Name, ...]:
    """Probable names of ``text``, in order, not overlapping. Never raises.

    In German, where every noun is capitalised, single words are names only beside another
    capitalised word. A sentence-initial function word never starts a name.
    """
    code = primary(language)
    entry = table("names").get(code, {})
    particles = frozenset(entry.get("particles", ())) | frozenset(table("names")["all"]["particles"])
    function = frozenset(entry.get("function", ()))
    found: list[Name] = []
    run: list[re.Match[str]] = []
    for match in _TOKEN.finditer(text):
        word = match[0]
        capital = word[0].isupper() and (len(word) > 1 or text[match.end() : match.end() + 1] == ".")
        gap = text[run[-1].end() : match.start()] if run else ""
        joined = gap in (" ", "\u00a0") or (gap in (". ", ".") and len(run[-1][0]) == 1)
        if run and not joined:
            _close(text, run, particles, function, found, code)
            run = []
        if capital or (run and joined and word.lower() in particles):
            run.append(match)
        elif run:
            _close(text, run, particles, function, found, code)
            run = []
    if run:
        _close(text, run, particles, function, found, code)
    return tuple(found)


def _close(
    text: str, run: list[re.Match[str]], particles: frozenset[str], function: frozenset[str], found: list[Name], code: str
) -> None:
    initial = _SENTENCE_START.search(text[max(0, run[0].start() - 8) : run[0].start()]) is not None
    if initial and run[0][0].lower() in function:
        run = run[1:]
        initial = False
    while run and (run[-1][0][0].islower() or (run[-1][0].lower() in function and len(run) == 1)):
        run = run[:-1]
    while run and run[0][0].lower() in particles and run[0][0][0].islower():
        run = run[1:]
    if not run or (code == "de" and len(run) == 1 and not run[0][0].isupper()):
        return
    span = Span(run[0].start(), run[-1].end())
    words = tuple(Span(m.start(), m.end()) for m in run if m[0][0].isupper())
    found.append(Name(span, fold(span.of(text)), initial, words))
