"""Lines that are no running text, known by their wording: captions, credits and furniture.

All languages are tried on every line: a scraped line often keeps the language of the page it
came from. The wordings are data (``data/kinds.toml``). Only short lines are looked at, and a
wording has to stand where such a line has it (at its start, or as the whole of it), so that a
paragraph which happens to hold the same words stays a paragraph.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from audit._resources import package_file

__all__ = ["credit_tail", "is_caption", "is_furniture"]

_LONGEST_FURNITURE = 240
_LONGEST_CAPTION = 400
_LONGEST_CREDIT = 140

_URL = r"(?:https?://|www\.)\S+"
_BARE_URL = re.compile(
    rf"[<(\[]?{_URL}[>)\]]?|[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|vn|fr|de|es|it|pt|nl|pl|ru|ua|uk|info|eu)/\S*"
)
_NOTHING_TO_READ = re.compile(r"[\W_]+")
_COPYRIGHT = re.compile(r"(?:©|\(c\)|copyright\b).{0,160}", re.IGNORECASE)
_PHOTO_COPYRIGHT = re.compile(r"(?:©|\(c\))\s?[^.!?]{2,80}", re.IGNORECASE)
_READING_TIME = re.compile(
    r"\d{1,3} ?(?:min|mins|minutes|Minuten|minutos|minuti|минут[аы]?|phút)\.? (?:read|de lecture|Lesezeit|de lectura|di lettura|de leitura|leestijd|чтения|đọc)",
    re.IGNORECASE,
)
_NAME = r"[^\W\d_a-z][\w'’.-]*(?: (?:(?:de|da|do|dos|von|van|der|den|zu|la|le|du|di|el|al|bin) ){0,2}[^\W\d_a-z][\w'’.-]*){1,3}"
_DATE = (
    r"(?:[^\W\d_]+\.?,? ){0,2}(?:\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d\d-\d\d|\d{1,2}(?:\.|er)? (?:de )?[^\W\d_]+\.? (?:de )?\d{4}"
    r"|[^\W\d_]+ \d{1,2}, \d{4})(?:[ ,|·•–-]{1,3}(?:[^\W\d_]{1,3} )?\d{1,2}[:h.]\d\d.{0,25})?"
)
_SENTENCE_END = re.compile(r"[.!?…][»”\"’)]*$")


@dataclass(frozen=True, slots=True)
class _Wordings:
    """The table as compiled patterns, each for a whole line unless said otherwise."""

    counter: re.Pattern[str]
    share: re.Pattern[str]
    related: re.Pattern[str]
    source: re.Pattern[str]
    according: re.Pattern[str]
    sign_up: re.Pattern[str]
    sign_up_to: re.Pattern[str]
    follow: re.Pattern[str]
    network: re.Pattern[str]
    cookies: re.Pattern[str]
    alone: re.Pattern[str]
    labelled: re.Pattern[str]
    byline: re.Pattern[str]
    dated: re.Pattern[str]
    credit_line: re.Pattern[str]
    credit_in_brackets: re.Pattern[str]
    credit_behind: re.Pattern[str]
    """Searched: a credit without brackets behind the sentence of a caption."""


@cache
def _wordings() -> _Wordings:
    with package_file("segment", "data", "kinds.toml").open("rb") as file:
        table = tomllib.load(file)
    networks = _any(table["networks"])
    share = rf"(?:{_any(_all(table, 'share'))}|{networks})"
    credit = _any(_all(table, "credit_words"))
    mark = _any(_all(table, "credit_alone"))
    name = r"[^.!?()\n]{2,100}"
    return _Wordings(
        counter=_line(
            rf"\(?{_any(_all(table, 'counter'))} ?[:(\[]? ?\d[\d.,]{{0,8}} ?[)\]]?|\(?\d[\d.,]{{0,8}}\)? {_any(_all(table, 'counter'))}"
        ),
        share=_line(rf"{_any(_all(table, 'share'))}(?:[ |/·•,–-]+{share})*(?: ?:)?|{networks}(?:[ |/·•,–-]+{share})+"),
        related=_line(rf"[▶►→»>•*-]* ?\[?{_any(_all(table, 'related'))}(?: ?[:|»›>→▶►].*| [–—-] .*|\]?)"),
        source=_line(
            rf"[(\[]?{_any(_all(table, 'source'))} ?(?:[:：|] ?|[–—-] |(?={_URL}))(?:{_URL}.*|{name}(?:\.[a-z]{{2,6}})?)[)\]]?"
        ),
        according=_line(rf"\(?{_any(_all(table, 'according'))} (?-i:[^\W\d_a-z])[^.!?,;:]{{0,40}}\)?"),
        sign_up=re.compile(rf"{_any(_all(table, 'sign_up'))}\b", re.IGNORECASE),
        sign_up_to=re.compile(rf"\b{_any(_all(table, 'sign_up_to'))}\b", re.IGNORECASE),
        follow=re.compile(rf"{_any(_all(table, 'follow'))}\b", re.IGNORECASE),
        network=re.compile(rf"(?<!\w){_any(table['on'])} (?:\w+ ){{0,2}}?{networks}(?!\w)", re.IGNORECASE),
        cookies=re.compile(_any(_all(table, "cookies")), re.IGNORECASE),
        alone=_line(rf"[-–—*•\[(]* ?{_any(_all(table, 'alone'))} ?[-–—*•\])]*"),
        labelled=_line(rf"{_any(_all(table, 'labelled'))} ?[:：].*"),
        byline=_line(
            rf"{_any(_all(table, 'byline'))} (?-i:{_NAME})(?:(?:,| ?&| {_any(_all(table, 'and'))}) (?-i:{_NAME}))*(?: ?[,|–—•·/-] ?.{{0,60}})?"
        ),
        dated=_line(rf"{_any(_all(table, 'dated'))}\b[^\d\n]{{0,25}}\d.{{0,60}}|{_DATE}"),
        credit_line=_line(rf"\(?(?:{credit}|{mark}) ?[:：/©].{{1,{_LONGEST_CREDIT}}}|{mark}(?: ?[/|] ?{name})?\.?"),
        credit_in_brackets=re.compile(
            rf"[(\[](?:(?:{credit})(?: ?[:：/©|] ?| [–-] )[^()\[\]]{{1,{_LONGEST_CREDIT}}}|(?:{mark})(?:(?: ?[:/|,] ?| [–-] )[^()\[\]]{{1,{_LONGEST_CREDIT}}})?|© ?[^()\[\]]{{2,100}})[)\]]\.?$",
            re.IGNORECASE,
        ),
        credit_behind=re.compile(rf"(?:[.!?…»”\"]|[|–—-]) *(?:{credit}) ?[:：] ?{name}\.?$", re.IGNORECASE),
    )


def _all(table: dict[str, Any], key: str) -> list[str]:
    """The words of every language for one key."""
    return sorted({word for entry in table.values() if isinstance(entry, dict) for word in entry.get(key, [])})


def _any(words: Iterable[str]) -> str:
    """A group that matches any of ``words``, the longest first."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(word).replace("'", "['’]") for word in ordered) + ")"


def _line(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{pattern})\Z", re.IGNORECASE)


def _plain(line: str) -> str:
    """The line with every run of blanks as one simple blank."""
    return " ".join(line.split())


def is_furniture(line: str) -> bool:
    """Whether a trimmed line belongs to the page and not to the report."""
    if len(line) > _LONGEST_FURNITURE:
        return bool(_BARE_URL.fullmatch(line)) if len(line) < 3000 else False
    plain = _plain(line)
    w = _wordings()
    if _BARE_URL.fullmatch(plain) or _NOTHING_TO_READ.fullmatch(plain) or _READING_TIME.fullmatch(plain):
        return True
    if any(
        pattern.match(plain)
        for pattern in (w.counter, w.share, w.related, w.source, w.alone, w.labelled, w.cookies, w.byline, w.dated)
    ):
        return True
    if w.according.match(plain) and len(plain.split()) <= 5:
        return True
    if w.sign_up.match(plain) and w.sign_up_to.search(plain, 0, 60):
        return True
    if w.follow.match(plain) and w.network.search(plain) and len(plain) <= 140:
        return True
    return bool(_COPYRIGHT.fullmatch(plain)) and not _PHOTO_COPYRIGHT.fullmatch(plain)


def is_caption(line: str) -> bool:
    """Whether a trimmed line is a photo credit, or a caption that ends in one."""
    if len(line) > _LONGEST_CAPTION:
        return False
    plain = _plain(line)
    w = _wordings()
    if w.credit_line.match(plain) and len(plain) <= _LONGEST_CREDIT + 20:
        return True
    if _PHOTO_COPYRIGHT.fullmatch(plain):
        return True
    found = w.credit_in_brackets.search(plain) or w.credit_behind.search(plain)
    if found is None:
        return False
    return len(re.findall(r"[.!?…](?=\s)", plain[: found.start()].rstrip(". "))) == 0


def credit_tail(line: str) -> int | None:
    """Where a credit in brackets at the end of ``line`` starts, or ``None``."""
    window = max(0, len(line) - _LONGEST_CREDIT - 40)
    tail = line[window:].rstrip()
    found = _wordings().credit_in_brackets.search(tail.replace("\u00a0", " ").replace("\u202f", " "))
    return None if found is None else window + found.start()
