"""Dates and weekdays in running text: whole, partial, numeric and ISO.

Month and weekday names come from CLDR (through babel), inflected and short forms from
``data/dates.toml``. Names that are ordinary words too ("May", "segunda", "thứ hai")
count only where the context makes them dates.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from audit.text._tables import primary, table
from audit.text._taken import Taken
from audit.types import Span

__all__ = ["DateMention", "dates", "month_name", "night_of", "weekday_name"]


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date as far as the text states it."""

    span: Span
    year: int | None = None
    month: int | None = None
    """1–12."""
    day: int | None = None
    """1–31."""
    weekday: int | None = None
    """0 = Monday."""
    weak: bool = False
    """Perhaps no date at all: may confirm another mention, never contradict it."""
    swapped: bool = False
    """Day and month could be read the other way round (``03/04/2024``)."""
    day_to: int | None = None
    """Last day of a range ("3 to 13 October")."""


@dataclass(frozen=True, slots=True)
class _Calendar:
    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    weak: frozenset[str]
    pattern: re.Pattern[str]
    weekday_pattern: re.Pattern[str]
    lead: re.Pattern[str]
    """Words after which a doubtful month name is a month."""
    day_before: re.Pattern[str]
    day_after: re.Pattern[str]
    """The same of weekdays, before and after."""
    month_first: bool


_NEVER = r"(?!x)x"
_GAP = "[ \u00a0\u202f\n]{1,2}"
_ISO = re.compile(r"(?<![\d.,/-])(?P<year>[12]\d{3})-(?P<month>\d{2})-(?P<day>\d{2})(?!\d)")
_NUMERIC = re.compile(
    r"(?<![\d.,/-])(?P<a>\d{1,2})(?P<sep>[./-])(?P<b>\d{1,2})(?P=sep)(?P<year>[12]\d{3}|\d{2})(?![\d/])"
)
_SHORT = re.compile(r"(?<![\d.,/-])(?P<a>\d{1,2})/(?P<b>\d{1,2})(?![\d/.,]*\d)")


@lru_cache(maxsize=256)
def dates(text: str, language: str) -> tuple[DateMention, ...]:
    """Every date of ``text``, in order, not overlapping; a bare year is a number, not a date."""
    calendar = _calendar(primary(language))
    taken = Taken()
    sources = (
        _iso(text),
        _numeric(text, calendar),
        _named(text, calendar),
        _weekdays(text, calendar),
        _slashed(text, primary(language)),
    )
    found = [mention for source in sources for mention in source if taken.take(mention.span)]
    return tuple(sorted(found, key=lambda m: m.span))


def _valid(month: int, day: int | None) -> bool:
    return 1 <= month <= 12 and (day is None or 1 <= day <= 31)


def _iso(text: str) -> Iterator[DateMention]:
    for m in _ISO.finditer(text):
        if _valid(int(m["month"]), int(m["day"])):
            yield DateMention(Span(*m.span()), int(m["year"]), int(m["month"]), int(m["day"]))


def _numeric(text: str, calendar: _Calendar) -> Iterator[DateMention]:
    for m in _NUMERIC.finditer(text):
        a, b, year = int(m["a"]), int(m["b"]), int(m["year"])
        day, month = (b, a) if calendar.month_first and m["sep"] != "." else (a, b)
        if not _valid(month, day):
            day, month = month, day
        if _valid(month, day):
            year = year if year > 99 else 2000 + year if year < 50 else 1900 + year
            yield DateMention(Span(*m.span()), year, month, day, swapped=day <= 12 and m["sep"] != ".")


_VIETNAMESE_DAY = re.compile(r"(?<!\w)(?:ngày|hôm|mùng|sáng|trưa|chiều|tối|đêm)\s$", re.IGNORECASE)
"""Words before "15/11" that make it a date, no fraction."""


def _slashed(text: str, language: str) -> Iterator[DateMention]:
    if language != "vi":
        return
    for m in _SHORT.finditer(text):
        if _valid(int(m["b"]), int(m["a"])):
            told = _VIETNAMESE_DAY.search(text[max(0, m.start() - 8) : m.start()])
            yield DateMention(Span(*m.span()), None, int(m["b"]), int(m["a"]), weak=told is None)


def _named(text: str, calendar: _Calendar) -> Iterator[DateMention]:
    for m in calendar.pattern.finditer(text):
        name = m["month"]
        month = calendar.months[re.sub(r"\s+", " ", name).lower().rstrip(".")]
        group = m.groupdict()
        day = group.get("day") or group.get("day2")
        to = group.get("to") or group.get("to2")
        year = group.get("year")
        if day is not None and not 1 <= int(day) <= 31:
            continue
        if name[0].islower() and calendar.month_first:
            continue
        weak = name.lower().rstrip(".") in calendar.weak and day is None and year is None
        weak = weak and not calendar.lead.search(text[max(0, m.start() - 16) : m.start()])
        end = m.end() - (m[0].endswith(".") and m.end() > m.end("month"))
        yield DateMention(
            Span(m.start(), end), int(year) if year else None, month, int(day) if day else None, None, weak,
            day_to=int(to) if to and int(to) <= 31 else None,
        )  # fmt: skip


def _weekdays(text: str, calendar: _Calendar) -> Iterator[DateMention]:
    for m in calendar.weekday_pattern.finditer(text):
        name = re.sub(r"\s+", " ", m[0])
        weekday = calendar.weekdays[name.lower()]
        weak = name.lower() in calendar.weak and name == name.lower()
        weak = weak and not calendar.day_before.search(text[max(0, m.start() - 16) : m.start()])
        weak = weak and not calendar.day_after.match(text, m.end())
        yield DateMention(Span(*m.span()), weekday=weekday, weak=weak)


@cache
def _calendar(language: str) -> _Calendar:
    extra = table("dates").get(language, {})
    months: dict[str, int] = {}
    weekdays: dict[str, int] = {}
    from babel import Locale, UnknownLocaleError

    try:
        locale = Locale.parse(language)
        for context in ("format", "stand-alone"):
            months.update({name.lower(): n for n, name in locale.months[context]["wide"].items()})
            weekdays.update({name.lower(): n for n, name in locale.days[context]["wide"].items()})
    except (UnknownLocaleError, ValueError):
        pass
    for number, forms in extra.get("months", {}).items():
        months.update({form: int(number) for form in forms})
    for number, forms in extra.get("weekdays", {}).items():
        weekdays.update({form: int(number) for form in forms})
    for name in extra.get("drop", ()):
        months.pop(name, None)
        weekdays.pop(name, None)
    months = {name: n for name, n in months.items() if not name[0].isdecimal()}
    any_month = "|".join(_spaced(n) for n in sorted(months, key=lambda n: (-len(n), n))) or _NEVER
    any_weekday = "|".join(_spaced(n) for n in sorted(weekdays, key=lambda n: (-len(n), n))) or _NEVER
    of = "|".join(re.escape(w) for w in extra.get("of", ())) or _NEVER
    to = "|".join(re.escape(w) for w in extra.get("to", ())) or _NEVER
    lead = "|".join(re.escape(w) for w in extra.get("lead", ())) or _NEVER
    ordinal = extra.get("ordinal", r"(?:\.|er|º|ª)?")
    between = rf"(?:{_GAP}(?:{to}){_GAP}|{_GAP}?[-–—]{_GAP}?)"
    number = r"(?<![\d.,])\d{1,2}"
    year = rf"(?:,?{_GAP}(?:(?:{of}){_GAP})?(?P<year>[12]\d{{3}})(?!\d))?"
    before = rf"(?:(?P<day>{number}){ordinal}(?:{between}(?P<to>\d{{1,2}}){ordinal})?{_GAP}?(?:(?:{of}){_GAP})?)?"
    after = rf"(?:{_GAP}(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?(?![\d.,:]\d|\d|%| %)(?:{between}(?P<to2>\d{{1,2}})(?!\d))?)?" if extra.get("month_first") else ""  # fmt: skip
    return _Calendar(
        months,
        weekdays,
        frozenset(extra.get("weak", ())),
        re.compile(rf"{before}(?<!\w)(?P<month>(?:{any_month})(?!\w))\.?{after}{year}", re.IGNORECASE),
        re.compile(rf"(?<!\w)(?:{any_weekday})(?!\w)", re.IGNORECASE),
        re.compile(rf"(?<!\w)(?:{lead})\s+$", re.IGNORECASE),
        re.compile(rf"(?<!\w)(?:{_either(extra, 'day_before')})\s$", re.IGNORECASE),
        re.compile(rf"\s(?:{_either(extra, 'day_after')})(?!\w)|,? (?:ngày |\()?\d{{1,2}}[/-]\d", re.IGNORECASE),
        bool(extra.get("month_first")),
    )


def _either(entry: Mapping[str, Any], key: str) -> str:
    return "|".join(_spaced(w) for w in entry.get(key, ())) or _NEVER


def _spaced(name: str) -> str:
    return r"\s".join(re.escape(part) for part in name.split(" "))


_NIGHT_REACH = 40


def night_of(text: str, day: Span, language: str) -> str:
    """Which end of a night ``day`` names: ``night`` begins on it, ``morning`` ends on it; ``zone``: told by another clock.

    Empty where no such word stands near.
    """
    code = primary(language)
    around = text[max(0, day.start - _NIGHT_REACH) : day.end + _NIGHT_REACH]
    if _near(code, "zone").search(around):
        return "zone"
    night = _near(code, "night").search(around)
    if _near(code, "morning").search(around):
        return "morning"
    if night and _near(code, "into", end=True).search(text[max(0, day.start - _NIGHT_REACH) : day.start]):
        return "morning"
    return "night" if night else ""


@cache
def _near(language: str, kind: str, *, end: bool = False) -> re.Pattern[str]:
    words = "|".join(_spaced(w) for w in table("dates").get(language, {}).get(kind, ())) or _NEVER
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)" + (r"\s+$" if end else ""), re.IGNORECASE)


def month_name(month: int, language: str) -> str | None:
    """CLDR name of a month inside a date, or ``None`` for an unknown language."""
    return _cldr("months", month, language)


def weekday_name(weekday: int, language: str) -> str | None:
    """CLDR name of a weekday (0 = Monday), or ``None`` for an unknown language."""
    return _cldr("days", weekday, language)


def _cldr(table_name: str, number: int, language: str) -> str | None:
    from babel import Locale, UnknownLocaleError

    try:
        names = getattr(Locale.parse(primary(language)), table_name)["format"]["wide"]
    except (UnknownLocaleError, ValueError):
        return None
    return str(names[number])
