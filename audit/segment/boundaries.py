"""Where a sentence ends: the sentencex package, and a thin layer over its mistakes.

sentencex knows 70 languages' abbreviations and quotation marks. What it cuts too early is
joined again where the language's own writing forbids a sentence to start (lower case, an
abbreviation that never ends a sentence, an ordinal); what it leaves together is cut in
and behind quotations, and behind words that only look like an abbreviation. Everything is
linear in the length of the line.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache

import sentencex

from audit._resources import package_file
from audit.segment.sentence_ends import sentence_ends

__all__ = ["boundaries"]

_LONGEST = 20_000
"""Longer lines are cut at blanks first, so that no later stage meets a sentence without end."""

_SURROGATE = re.compile("[\ud800-\udfff]")
_WINDOW = 4_000
"""What sentencex sees at a time; longer than nearly every paragraph."""

_CLOSERS = "»”’\"')]}›“‘"
_LETTER = r"[^\W\d_]"
_LAST_WORD = re.compile(r"(?:[^\W_]|\.(?=[^\W_]))+\.$")
_NEXT_WORD = re.compile(r"[\W_]*(\w+)")
_NUMERAL = re.compile(r"\d|[IVXLC]{2,}\b")
_INITIAL = re.compile(rf"{_LETTER}\.[ \u00a0\u202f]*{_LETTER}")
_CLOSED_QUOTE = re.compile(r"[.!?…][ \u00a0\u202f]?[»”\"“›][ \u00a0\u202f]*(?=[^\W\d_]|[«„“\"‹])")
_SENTENCE_LIKE = re.compile(r"[.!?…][»”\"’)\]]*\s+")
_BEFORE_QUOTE = re.compile(r"(?<=[^\W\dA-Z_]{2})[.!?…]\s+(?=[«“„‹\"]\s?[^\W\d_])")
_QUOTED_END = re.compile(r"[«»“”„‹›]|(?<=[^\W\dA-Z_]{3})[.!?…]\s+(?=[^\W\d_])")


@cache
def _language_table() -> dict[str, dict[str, frozenset[str]]]:
    with package_file("segment", "data", "abbreviations.toml").open("rb") as file:
        raw = tomllib.load(file)
    return {
        language: {key: frozenset(words) for key, words in entry.items()}
        for language, entry in raw.items()
        if isinstance(entry, dict)
    }


def boundaries(line: str, language: str) -> list[int]:
    """Offsets inside ``line`` where a new sentence starts, ascending, 0 and the end left out.

    ``language`` is BCP 47 and may be empty or unknown.
    """
    primary = language.partition("-")[0].lower() or "en"
    table = _language_table().get(primary, {})
    never = table.get("before_name", frozenset()) | table.get("before_initial", frozenset())
    ends = set(sentence_ends(line, primary, never, table.get("starters", frozenset())))
    cuts = sorted({*_proposed(line, primary), *_in_quotations(line), *ends})
    kept: list[int] = []
    for cut in cuts:
        start = kept[-1] if kept else 0
        if (
            0 < cut < len(line)
            and line[start:cut].strip()
            and _is_boundary(line, start, cut, "" if cut in ends else primary)
        ):
            kept.append(cut)
    return _with_safe_lengths(line, kept)


def _proposed(line: str, primary: str) -> list[int]:
    """What sentencex says, window by window: unclosed quotations cost it quadratic time."""
    cuts: list[int] = []
    start = 0
    while start < len(line):
        end, whole = _window(line, start)
        cuts += (start + cut for cut in _tiling(line[start:end], primary))
        if whole:
            cuts.append(end)
        start = end
    return cuts


def _window(line: str, start: int) -> tuple[int, bool]:
    """End of the next window, and whether it is the end of something like a sentence."""
    end = start + _WINDOW
    if end >= len(line):
        return len(line), True
    ends = [found.end() for found in _SENTENCE_LIKE.finditer(line, start + _WINDOW // 2, end)]
    if ends:
        return ends[-1], True
    blank = line.rfind(" ", start + _WINDOW // 2, end)
    return (blank + 1 if blank >= 0 else end), False


def _tiling(window: str, primary: str) -> list[int]:
    """Inner boundaries by sentencex; none when its pieces do not tile the window."""
    cuts: list[int] = []
    at = 0
    # sentencex cannot take lone surrogates, which a Python string may hold
    for piece in sentencex.get_sentence_boundaries(primary, _SURROGATE.sub("\ufffd", window)):
        if piece["start_index"] != at or piece["end_index"] < at:
            return []
        at = piece["end_index"]
        cuts.append(at)
    return cuts[:-1] if at == len(window) else []


def _in_quotations(line: str) -> Iterator[int]:
    """Sentence ends inside, before and at the end of quotations, where sentencex reads on."""
    for pattern in (_CLOSED_QUOTE, _BEFORE_QUOTE):
        for found in pattern.finditer(line):
            yield found.end()
    opened = 0
    for found in _QUOTED_END.finditer(line):
        mark = found.group()
        if mark[0] in "«“„‹":
            opened = found.start() + 1
        elif mark[0] in "»”›":
            opened = 0
        elif opened and found.start() - opened < _WINDOW:
            yield found.end()


def _is_boundary(line: str, start: int, cut: int, primary: str) -> bool:
    """Whether the pieces before and after ``cut`` are two sentences.

    ``primary`` is empty where the word before ``cut`` is known to be no abbreviation.
    """
    before = line[max(start, cut - 80) : cut]
    after = line[cut : cut + 80]
    head = after.lstrip()
    if not head:
        return False
    if head[0] in "»”)]}›,;:–—…" or _continues(head):
        return False
    spaced = before[-1:].isspace() or after[:1].isspace()
    ending = before.rstrip()
    if not spaced and not _glued(ending, head):
        return False
    return not (primary and ending.endswith(".") and _abbreviated(ending, head, primary))


def _continues(head: str) -> bool:
    """Whether a piece starts as no sentence does: in lower case ("iPhone" and its like excepted)."""
    word = _NEXT_WORD.match(head)
    if word is None:
        return False
    first = word.group(1)
    return head[0].islower() and first[0].islower() and not any(letter.isupper() for letter in first)


def _glued(ending: str, head: str) -> bool:
    """Whether two sentences may touch without a blank: ideographic full stops, or "fin.Nouvelle"."""
    if ending[-1:] in "。！？．":
        return True
    return bool(re.search(rf"[^\W\d_A-Z]{{3}}[.!?…][{re.escape(_CLOSERS)}]*$", ending)) and bool(
        re.match(rf"{_LETTER}{_LETTER}*(?![\w.@/])", head) and head[0].isupper() and head[1:2].islower()
    )


def _abbreviated(ending: str, head: str, primary: str) -> bool:
    """Whether the full stop at the end of ``ending`` belongs to an abbreviation or an ordinal."""
    found = _LAST_WORD.search(ending)
    if found is None:
        return False
    word = found.group()[:-1]
    before = ending[: found.start()]
    table = _language_table().get(primary, {})
    after_number = before.rstrip()[-1:].isdigit()  # "5 min.", "2024 г." are measures and may end a sentence
    if word.lower() in table.get("before_name", frozenset()) and not after_number:
        return True
    if word.lower() in table.get("year", frozenset()) and _only_dates(before, table):
        return True
    if word in table.get("before_number", frozenset()) and _NUMERAL.match(head):
        return True
    next_word = _NEXT_WORD.match(head)
    following = next_word.group(1).lower() if next_word else ""
    if _INITIAL.match(head):
        following = ""  # "ім. І. Я. Франка": no "я" starts a sentence here
    if word.lower() in table.get("clock", frozenset()) and following in table.get("zones", frozenset()):
        return True
    starters = table.get("starters", frozenset())
    if word.isdigit() and len(word) <= 2 and "ordinal" in table:
        return following not in starters
    if len(word) == 1 and word.isupper() and head[0].isupper():
        return following not in starters and _is_initial(before, table)
    return False


def _only_dates(before: str, table: dict[str, frozenset[str]]) -> bool:
    """Whether a piece holds nothing but a date, as the start of a sentence does ("Już w 1926")."""
    words = before.split()
    dating = table.get("dating", frozenset())
    return 0 < len(words) <= 5 and (words[0].isdigit() or words[0].lower() in dating)


def _is_initial(before: str, table: dict[str, frozenset[str]]) -> bool:
    """Whether a single capital behind ``before`` reads as part of a name ("John F.", "J. R.", "ім. І.")."""
    words = before.split()
    if not words or words[-1][:1].isupper():
        return True
    last = words[-1].lower()
    titles = table.get("before_name", frozenset())
    return last in table.get("before_initial", frozenset()) or (last.endswith(".") and last[:-1] in titles)


def _with_safe_lengths(line: str, cuts: list[int]) -> list[int]:
    """``cuts``, and further ones at blanks inside stretches longer than ``_LONGEST``."""
    result: list[int] = []
    start = 0
    for end in [*cuts, len(line)]:
        while end - start > _LONGEST:
            blank = line.rfind(" ", start + _LONGEST // 2, start + _LONGEST)
            start = blank + 1 if blank > start else start + _LONGEST
            result.append(start)
        if end < len(line):
            result.append(end)
        start = end
    return result
