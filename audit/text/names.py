"""Names: folding for comparison, and capitalised sequences that are probably names."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from audit.text._tables import primary, table
from audit.types import Span

__all__ = ["Name", "fold", "is_given_name", "names", "romanise", "same_name", "sounds"]

_FOLDED = str.maketrans({"đ": "d", "Đ": "D", "ß": "ss", "œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ø": "o", "Ø": "O",
                         "ł": "l", "Ł": "L", "ı": "i", "ð": "d", "þ": "th", "’": "'", "‘": "'", "ʼ": "'"})  # fmt: skip
_CYRILLIC = str.maketrans({
    "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "д": "d", "е": "e", "ё": "e", "є": "ie", "ж": "zh", "з": "z",
    "и": "i", "і": "i", "ї": "i", "й": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r",
    "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "",
    "ы": "y", "ь": "", "э": "e", "ю": "iu", "я": "ia",
})  # fmt: skip
_TOKEN = re.compile(r"(?:(?<!\w)O['’])?[^\W\d_]+(?:[‑-][^\W\d_]+)*")
"""A word; an elided article or preposition ("d'Anna") is a word of its own."""
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


_SOUNDS = (
    (r"sch|sh|sz|š|ś|ş|tsch|tch|ch|cz|cs|č|ć|ts|tz|zh|ž|ż|dj|dzh|dsch", "c"), (r"ph", "f"), (r"kh|gh|ck|qu|q|x|g|k", "k"),
    (r"ou|oo|w(?=[bcdfgkpt])", "u"), (r"w", "v"), (r"ie|ei|ij|y|j|i", "i"), (r"th|d", "t"), (r"z", "s"), (r"h", ""),
    (r"ae|ai|eu|oe|ue", "e"), (r"c(?=[aou])", "k"), (r"(.)\1+", r"\1"),
)  # fmt: skip


@lru_cache(maxsize=4096)
def sounds(name: str) -> str:
    """A rough key under which transliterations of one name meet: ``Poutine``, ``Putin``, ``Путин``."""
    key = romanise(name)
    for pattern, sound in _SOUNDS:
        key = re.sub(pattern, sound, key)
    return key.rstrip("e'")


def same_name(one: str, other: str) -> bool:
    """Whether two words may be one name in two languages: spelling, transliteration, case endings."""
    if fold(one).rstrip("s'") == fold(other).rstrip("s'"):
        return True
    a, b = sounds(one), sounds(other)
    if fold(one) != romanise(one) or fold(other) != romanise(other):
        # from one script to another the vowels say little
        return bool(_consonants(a)) and _distance(_consonants(a), _consonants(b)) <= 1
    short, long = sorted((a, b), key=len)
    if len(short) >= 3 and long.startswith(short) and len(long) - len(short) <= 4:
        return True
    if len(short) < 3:
        return a == b
    shared = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), len(short))
    if shared >= 4 and len(long) - shared <= 4:
        return True
    return _distance(a, b) <= (1 if len(long) <= 5 else round(len(long) * 0.25))


def _consonants(key: str) -> str:
    return re.sub(r"[aeiouv]", "", key)


def _distance(a: str, b: str) -> int:
    """Levenshtein distance of two short words."""
    if len(a) > 40 or len(b) > 40:
        return 40
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        last, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (x != y))
    return row[-1]


@cache
def _given() -> frozenset[str]:
    lines = (Path(__file__).resolve().parent / "data" / "given_names.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def is_given_name(word: str, language: str = "") -> bool:
    """Whether ``word`` opens a person's name: a given name, in Vietnamese a family name."""
    if primary(language) == "vi":
        return word in table("names")["vi"]["family"] or (fold(word) == word.lower() and romanise(word) in _given())
    return len(word) >= 2 and word[0].isupper() and romanise(word) in _given()


@lru_cache(maxsize=256)
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
    text: str,
    run: list[re.Match[str]],
    particles: frozenset[str],
    function: frozenset[str],
    found: list[Name],
    code: str,
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
