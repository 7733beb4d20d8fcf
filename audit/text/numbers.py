"""Numbers in running text, read by the conventions of the text's language.

``3.500`` is three thousand five hundred in German and three and a half in English;
``186 tỷ``, ``186 milliards`` and ``186 billion`` are one value. A number that may be read
in more than one way carries the other readings in ``alternatives``, so that a comparison
can give the text the benefit of the doubt. Words that usually mean something else
(``neuf``, ``năm``) or only hint at a number (``dozen``, ``half``) are *weak*: they may
confirm a number elsewhere, never contradict one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from audit.text import _number_words
from audit.text._halves import completed
from audit.text._number_words import Lexicon, lexicon
from audit.text._tables import primary
from audit.text._taken import Taken
from audit.types import Span

__all__ = ["Number", "NumberKind", "fold_digits", "format_number", "numbers"]

NumberKind = Literal["cardinal", "ordinal", "year", "percent", "clock", "decade"]


@dataclass(frozen=True, slots=True)
class Number:
    """One number as written, with its value."""

    span: Span
    """Digits or words with their scale word ("2,5 Millionen"), without the unit."""
    value: Decimal
    """Clock times are minutes since midnight, decades their first year."""
    kind: NumberKind
    approximate: bool = False
    """Marked as rounded or as a lower bound by the words before it ("rund", "more than")."""
    weak: bool = False
    """Perhaps not a number at all, or only a hint of one."""
    alternatives: tuple[Decimal, ...] = ()
    """Other readings that the writing allows."""
    digits: str = ""
    """The bare digits as written; empty for number words."""

    @property
    def readings(self) -> tuple[Decimal, ...]:
        """Every value the writing allows, likeliest first."""
        return (self.value, *self.alternatives)


_SPACES = " \u00a0\u202f\u2009"
_TOKEN = re.compile(
    rf"\d{{1,3}}(?:(?P<sep>[{_SPACES}.,'’])\d{{3}})(?:(?P=sep)\d{{3}})*(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)?"
)
_LONGEST = 40
"""Characters beyond which a run of digits is no number that anybody reads."""
_LETTER_BEFORE = re.compile(r"[^\W\d_][-‑–]?$")
_PERCENT = re.compile(rf"[{_SPACES}]?(?:%|‰|(?:percent|per cent|pct|pour cent|prozent|por ciento|por cento|per cento|procent|procenta|proc\.|procentach|процент(?:а|ов|у|ам|ах)?|відсот(?:ок|ка|ки|ків)|phần trăm)(?!\w))", re.IGNORECASE)  # fmt: skip
_CLOCK_GAP = rf"[{_SPACES}]?"
_VULGAR = {"½": "0.5", "¼": "0.25", "¾": "0.75", "⅓": "0.333", "⅔": "0.667", "⅕": "0.2", "⅛": "0.125"}
_ROMAN = re.compile(r"(?<![\w’'])(?=[IVXLC]{2,7}\b|[VX]\b|[IVXLC]+(?:e|er|ème|º)\b)(X{0,3}C?|X?[LC])(X{0,3})(I[XV]|V?I{0,3})(?=(?:e|er|ème|º)?\b)")  # fmt: skip
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


def fold_digits(text: str) -> str:
    """Digits only: the form in which a score, a code or a clock time is compared."""
    return "".join(c for c in text if c.isdecimal())


@lru_cache(maxsize=256)
def numbers(text: str, language: str) -> tuple[Number, ...]:
    """Every number of ``text``, in order, not overlapping. Never raises.

    ``language`` is BCP 47; an unknown one is read with both conventions.
    """
    words = lexicon(primary(language))
    taken = Taken()
    found = [
        number
        for source in (_clocks(text, words), _digits(text, words), _spelled(text, words), _romans(text))
        for number in source
        if taken.take(number.span)
    ]
    found.sort(key=lambda n: n.span)
    return tuple(_ranges(text, completed(text, found, words), words))


def _spelled(text: str, words: Lexicon) -> Iterator[Number]:
    for start, end, value, unsure in _number_words.in_words(text, words):
        weak = unsure or (value <= 12 and words.is_hour(text, start, end))
        percent = None if weak else _PERCENT.match(text, end)
        span = Span(start, percent.end() if percent else end)
        yield Number(span, value, "percent" if percent else "cardinal", words.is_approximate(text, start), weak)


def _clocks(text: str, words: Lexicon) -> Iterator[Number]:
    for match in words.clock.finditer(text):
        hour, minute = int(match["hour"]), int(match["minute"] or match["minute2"] or 0)
        if hour > 24 or minute > 59:
            continue
        after = (match["after"] or match["after2"] or "").lower().replace(" ", "").replace(".", "")
        if not after and ":" not in match[0]:
            continue
        if after in ("pm", "chiều", "tối") and hour < 12:
            hour += 12
        value = Decimal(hour * 60 + minute)
        other = (hour + 12) % 24 if hour != 24 else 12
        alternatives = (Decimal(other * 60 + minute), Decimal(int(match["hour"])))
        colon_only = not after and not match["minute2"]
        yield Number(
            Span(match.start(), match.end()), value, "clock", False, colon_only, alternatives, fold_digits(match[0])
        )


def _digits(text: str, words: Lexicon) -> Iterator[Number]:
    position = 0
    while match := _TOKEN.search(text, position):
        token, start, end = match[0], match.start(), match.end()
        separator = match["sep"]
        if separator and separator not in words.groups and separator not in ".,":
            # a blank that this language does not group with: take the first figure alone
            end = start + re.match(r"\d+", token).end()  # type: ignore[union-attr]
            token = text[start:end]
        position = end
        if len(token) > _LONGEST:
            continue
        yield _number_at(text, token, start, end, words)
        position = max(position, end)


def _number_at(text: str, token: str, start: int, end: int, words: Lexicon) -> Number:
    value, alternatives = words.read_digits(token)
    before = text[max(0, start - 2) : start]
    weak = bool(_LETTER_BEFORE.search(before)) and not before.endswith(("–",))
    kind: NumberKind = "cardinal"
    plain = token.isdecimal()
    if (scale := words.scale_after(text, end)) is not None:
        end, factor, sure = scale
        if sure:
            alternatives = tuple(a * factor for a in alternatives)
            value *= factor
        else:
            alternatives = (*alternatives, value * factor)
    elif plain and (decade := words.decade_end(text, start, end)) is not None and len(token) in (2, 4):
        kind, end = "decade", decade
        if len(token) == 2:
            alternatives = (value, value + 1800, value + 2000)
            value += 1900
        else:
            # "the 1700s" may be the decade or the eighteenth century
            alternatives = (value % 100, *((value // 100 + 1,) if value % 100 == 0 else ()))
    elif match := words.ordinal_suffix.match(text, end):
        kind, end = "ordinal", match.end()
    elif percent := _PERCENT.match(text, end):
        kind, end = "percent", percent.end()
    elif plain and len(token) == 4 and 1000 <= value <= 2199:
        kind = "year"
    if kind in ("ordinal", "cardinal") and value > 1 and words.nth_year.match(text, end):
        alternatives = (*alternatives, value - 1)  # who dies in the 99th year is 98
    if end < len(text) and text[end] in _VULGAR and kind == "cardinal":
        value += Decimal(_VULGAR[text[end]])
        end += 1
    approximate = words.is_approximate(text, start)
    return Number(Span(start, end), value, kind, approximate, weak, alternatives, fold_digits(token))


def _romans(text: str) -> Iterator[Number]:
    for match in _ROMAN.finditer(text):
        if not match[0]:
            continue
        values = [_ROMAN_VALUES[c] for c in match[0]]
        total = sum(-v if i + 1 < len(values) and values[i + 1] > v else v for i, v in enumerate(values))
        yield Number(Span(match.start(), match.end()), Decimal(total), "ordinal", False, True)


def _ranges(text: str, found: list[Number], words: Lexicon) -> Iterator[Number]:
    """Give "25" in "25 to 30 million" the reading 25 million, and "40" in "40–50 %" its per cent."""
    for place, number in enumerate(found):
        following = found[place + 1] if place + 1 < len(found) else None
        if following is None or number.weak or not number.digits or not following.digits:
            yield number
            continue
        between = text[number.span.end : following.span.start].strip().lower()
        if number.kind == "year" and len(following.digits) == 2 and between in ("-", "–", "/"):
            century = number.value - number.value % 100
            found[place + 1] = replace(following, alternatives=(*following.alternatives, century + following.value))
        if between not in words.range and between not in ("-", "–", "—", "‑"):
            yield number
            continue
        factor = following.value / _bare(following) if following.digits and following.value else Decimal(1)
        kind = "percent" if following.kind == "percent" and number.kind == "cardinal" else number.kind
        alternatives = number.alternatives
        if factor > 1 and number.value < 1000:
            alternatives = (*alternatives, number.value * factor)
        yield Number(number.span, number.value, kind, number.approximate, False, alternatives, number.digits)


def _bare(number: Number) -> Decimal:
    if number.kind in ("clock", "decade"):
        return number.value
    value = number.value
    for factor in (Decimal(10) ** 12, Decimal(10) ** 9, Decimal(10) ** 6, Decimal(10) ** 3):
        if value >= factor and len(number.digits) <= 4 and str(value / factor).replace(".", "").rstrip("0") == number.digits.rstrip("0"):  # fmt: skip
            return value / factor
    return value


def format_number(value: Decimal, language: str) -> str:
    """``value`` in the digits of ``language``, grouped where it groups (Spanish, Polish, Portuguese: from 10,000)."""
    from babel import Locale, UnknownLocaleError
    from babel.numbers import format_decimal

    grouped = abs(value) >= 10_000 or (primary(language) not in ("es", "pl", "pt") and abs(value) >= 1000)
    pattern = "#,##0.##########" if grouped else "#0.##########"
    try:
        return str(format_decimal(value, format=pattern, locale=Locale.parse(primary(language))))
    except (UnknownLocaleError, ValueError):
        return f"{value:f}"
