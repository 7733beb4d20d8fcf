"""Captions and picture credits, known by their wording: credit words, agencies, joined names, capitals."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from audit.segment.wordings import NAME, UPPER, any_of, entries, plain, shared, whole_line

__all__ = ["credit_start", "credit_tail", "is_caption"]

_LONGEST_CAPTION = 400
_LONGEST_CREDIT = 140
_INNER_SENTENCES = 1
"""A caption of more sentences than two tells a story; it needs brackets around its credit to be one."""

_PHOTO_COPYRIGHT = re.compile(r"(?:©|\(c\))\s?[^.!?]{2,80}", re.IGNORECASE)
_CLOSING = '.!?…»”")'
"""What ends the sentence before a credit, and is not part of it."""
_SIMPLE_BLANKS = {ord(blank): " " for blank in "\t\u00a0\u2007\u2009\u202f"}
_INNER_END = re.compile(r"[.!?…](?=\s)")
_CAPITALS = rf"[{UPPER}][{UPPER}'’.-]+"


@dataclass(frozen=True, slots=True)
class _Wordings:
    """The table as compiled patterns; the first for a whole line, the others for the end of one."""

    line: re.Pattern[str]
    joined: re.Pattern[str]
    """A whole line of names and agencies: "Jane Doe/AFP"."""
    in_brackets: re.Pattern[str]
    behind_word: re.Pattern[str]
    """A credit word behind a sentence: "… . Foto: Ana Ruiz", "… . Fot. PAP/Jan Kos"."""
    behind: re.Pattern[str]
    """Agencies, joined names or capitals behind a sentence: "… . | EFE / Ana Ruiz"."""


@cache
def _wordings() -> _Wordings:
    credit = any_of(entries("credits", "credit_words"))
    mark = any_of(entries("credits", "credit_alone"))
    agency = any_of(shared("credits", "agencies")) + r"(?!\w)"
    name = r"[^.!?()\n]{2,100}"
    who = rf"(?:{agency}|{NAME}|{_CAPITALS}(?: {_CAPITALS}){{0,3}})"
    capitals = rf"{_CAPITALS}(?: {_CAPITALS}){{1,4}}"
    joint = r"(?: ?[/|] ?| via | for | per | für | pour | para | для )"
    maker = (
        rf"(?:{agency}(?:(?:{joint}|[ -]){who}){{0,6}}|(?:{who}{joint}){{1,6}}{who}|{capitals}(?: ?[/|] ?{who}){{0,6}})"
    )
    return _Wordings(
        line=whole_line(
            rf"\(?(?:{credit}|{mark})\.? ?[:：/©|].{{1,{_LONGEST_CREDIT}}}|{mark}(?: ?[/|] ?{name})?\.?"
            rf"|{credit}\.? (?-i:{maker}|{NAME})\.?"
        ),
        joined=re.compile(
            rf"[|©–— ]*(?:{agency}{joint}{who}(?:{joint}{who}){{0,6}}|{who}(?:{joint}{who}){{0,6}}{joint}{agency})\.?\Z"
        ),
        in_brackets=re.compile(
            rf"[(\[](?:{credit}\.?(?: ?[:：/©|] ?| [–-] )[^()\[\]]{{1,{_LONGEST_CREDIT}}}"
            rf"|{credit}\.? (?-i:{maker})|{mark}(?:(?: ?[:/|,] ?| [–-] )[^()\[\]]{{1,{_LONGEST_CREDIT}}})?"
            rf"|© ?[^()\[\]]{{2,100}})[)\]]\.?$",
            re.IGNORECASE,
        ),
        behind_word=re.compile(
            rf"(?:[.!?…»”\"]|[|–—-]|(?<=\w) ?[|])\s*(?:{credit}\.? ?[:：] ?{name}|{credit}\.? (?-i:{maker}|{NAME}))\.?$",
            re.IGNORECASE,
        ),
        behind=re.compile(
            rf"(?:[.!?…»”\")]\s*[|–—©/-]{{0,2}}|(?<=\w)\s+[|©]) ?(?:{maker})\.?$|[|©] ?(?:{NAME}|{agency})\.?$"
        ),
    )


def is_caption(line: str) -> bool:
    """Whether a trimmed line is a photo credit, or a caption that ends in one."""
    if len(line) > _LONGEST_CAPTION:
        return False
    line = plain(line)
    w = _wordings()
    if len(line) <= _LONGEST_CREDIT + 20 and (w.line.match(line) or w.joined.match(line)):
        return True
    if _PHOTO_COPYRIGHT.fullmatch(line):
        return True
    found = _credit(line)
    if found is None or not any(letter.islower() for letter in line[: found.start()]):
        return False
    return len(_INNER_END.findall(line[: found.start()].rstrip(". "))) < _INNER_SENTENCES


def _credit(line: str) -> re.Match[str] | None:
    """The credit at the end of a line, with the signs before it."""
    w = _wordings()
    window = max(0, len(line) - _LONGEST_CREDIT - 40)
    return w.in_brackets.search(line, window) or w.behind_word.search(line, window) or w.behind.search(line, window)


def credit_start(caption: str) -> int | None:
    """Where the credit at the end of a caption starts, in brackets or behind a sentence; ``None`` without one."""
    found = _credit(caption.translate(_SIMPLE_BLANKS))
    if found is None:
        return None
    start = found.start()
    while start < found.end() and (caption[start].isspace() or caption[start] in _CLOSING):
        start += 1
    return start if caption[:start].strip() else None


def credit_tail(line: str) -> int | None:
    """Where a credit in brackets at the end of ``line`` starts, or ``None``."""
    window = max(0, len(line) - _LONGEST_CREDIT - 40)
    tail = line[window:].rstrip()
    found = _wordings().in_brackets.search(tail.replace("\u00a0", " ").replace("\u202f", " "))
    return None if found is None else window + found.start()
