"""Times of day in running text, in figures and in words: "8.30pm", "20 h 30", "halb neun", "lúc 8 giờ tối".

Many ways of telling the time leave open which half of the day is meant; such a time carries
both readings, so that a comparison can give the text the benefit of the doubt.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from audit.text._tables import primary, table
from audit.text._taken import Taken
from audit.types import Span

__all__ = ["ClockTime", "another_zone", "clock_times"]

_DAY = 24 * 60
_HALF = 12 * 60
_NEVER = r"(?!x)x"
_DURATION = 7
"""Hours below which "2 h 05" alone is rather a duration."""


@dataclass(frozen=True, slots=True)
class ClockTime:
    """One time of day."""

    span: Span
    readings: frozenset[int]
    """Minutes since midnight, below 1440: one, or one in each half of the day."""
    weak: bool = False
    """Noon and midnight, which may confirm another time and contradict none."""


@dataclass(frozen=True, slots=True)
class _Forms:
    patterns: tuple[tuple[str, re.Pattern[str]], ...]
    """Kind and pattern: ``half_to``, ``quarter_to``, ``half_past``, ``quarter_past``, ``sure``, ``bare``."""
    hours: Mapping[str, int]
    halves: tuple[tuple[str, re.Pattern[str]], ...]
    """``am``, ``pm``, ``night``: what follows the time."""
    dayparts: re.Pattern[str]
    duration: re.Pattern[str]
    zone: re.Pattern[str]
    exact: bool


_KINDS = ("half_to", "quarter_to", "half_past", "quarter_past", "sure", "bare")
_SHIFTS = {"half_to": -30, "quarter_to": -15, "half_past": 30, "quarter_past": 15}
_ZONES = r"(?-i:GMT|UTC|CES?T|BST|E[DS]?T|P[DS]T|MES?Z|MSK|МСК|IST|JST|AE[DS]T|WIB)"


@lru_cache(maxsize=256)
def clock_times(text: str, language: str) -> tuple[ClockTime, ...]:
    """Every time of day of ``text``, in order, not overlapping; none in a language without a table. Never raises."""
    forms = _forms(primary(language))
    taken = Taken()
    late = forms.dayparts.search(text) is not None
    found = [
        time
        for kind, pattern in forms.patterns
        for match in pattern.finditer(text)
        if (time := _time(kind, match, text, forms, late=late)) is not None and taken.take(time.span)
    ]
    return tuple(sorted(found, key=lambda t: t.span))


def another_zone(text: str, language: str) -> bool:
    """Whether ``text`` names a time zone: its times may rightly differ from another report's."""
    return _forms(primary(language)).zone.search(text) is not None


def _time(kind: str, match: re.Match[str], text: str, forms: _Forms, *, late: bool) -> ClockTime | None:
    if kind in ("noon", "midnight"):
        return ClockTime(Span(*match.span()), frozenset({_HALF if kind == "noon" else 0}), weak=True)
    told = match["h"]
    figures = told.isdecimal()
    hour = int(told) if figures else forms.hours.get(_key(told), 99)
    minute = match.groupdict().get("m") or match.groupdict().get("m2")
    minutes = int(minute) if minute else 0
    if hour > 24 or minutes > 59 or (kind == "bare" and hour < _DURATION) or (hour == 24 and not minute):
        return None
    if forms.duration.match(text, match.end()):
        return None
    half, end = _half(text, match.end(), forms)
    at = (hour * 60 + minutes + _SHIFTS.get(kind, 0)) % _DAY
    return ClockTime(Span(match.start("h") if kind in ("sure", "bare") else match.start(), end), _readings(
        at, hour, half, exact=forms.exact and figures and minute is not None and not (late and hour <= 12)
    ))  # fmt: skip


def _readings(at: int, hour: int, half: str, *, exact: bool) -> frozenset[int]:
    if hour > 12 or hour == 0:
        return frozenset({at})
    morning = at % _HALF
    if half == "am":
        return frozenset({morning})
    if half == "pm" or (half == "night" and 6 <= hour < 12):
        return frozenset({morning + _HALF})
    if half == "night":
        return frozenset({morning})
    return frozenset({at} if exact else {morning, morning + _HALF})


def _half(text: str, end: int, forms: _Forms) -> tuple[str, int]:
    for half, pattern in forms.halves:
        if match := pattern.match(text, end):
            return half, match.end()
    return "", end


def _key(word: str) -> str:
    return re.sub(r"\s+", " ", word.lower().replace("’", "'"))


@cache
def _forms(language: str) -> _Forms:
    entry: dict[str, Any] = table("clocks").get(language, {})
    hours = {
        form.replace("['’]", "'"): n for n, forms in enumerate(entry.get("hours", ()), 1) for form in forms.split("|")
    }
    words = "|".join(_spaced(w).replace("'", "['’]") for w in sorted(hours, key=lambda w: (-len(w), w))) or _NEVER
    digits = r"(?<![\d.,:/])\d{1,2}(?![\d])"
    parts = {
        "{h}": rf"(?P<h>{digits}|(?<!\w)(?:{words}))", "{d}": rf"(?P<h>{digits})", "{w}": rf"(?P<h>{words})",
        "{m}": r"(?P<m>\d{2})(?![\d.,:]*\d)",
    }  # fmt: skip
    patterns = [
        (kind, _compiled(rf"(?<![\w.,:]){_filled(_spaced(form), parts)}{'' if _AHEAD.search(form) else _END}"))
        for kind in _KINDS
        for form in entry.get(kind, ())
    ]
    patterns += [(kind, _any(entry.get(kind, ()))) for kind in ("noon", "midnight")]
    return _Forms(
        tuple(patterns),
        hours,
        tuple((half, _compiled(rf"\s?(?:{_either(entry.get(half, ()))})(?!\w)")) for half in ("am", "pm", "night")),
        _any(entry.get("dayparts", ())),
        _compiled(_spaced(entry.get("not_after", _NEVER))),
        _any([*entry.get("zone", ()), _ZONES]),
        bool(entry.get("exact")),
    )


def _filled(form: str, parts: Mapping[str, str]) -> str:
    """``form`` with its places filled in; the group of a place's second mention is called ``h2`` or ``m2``."""
    for place, pattern in parts.items():
        name = pattern[pattern.index("<") + 1]
        again = pattern.replace(f"<{name}>", f"<{name}2>", 1)
        first, *rest = form.split(place)
        for n, piece in enumerate(rest):
            first += (pattern if n == 0 and f"<{name}>" not in first else again) + piece
        form = first
    return form


def _any(words: Sequence[str]) -> re.Pattern[str]:
    return _compiled(rf"(?<!\w)(?:{_either(words)})(?!\w)")


def _either(words: Sequence[str]) -> str:
    return "|".join(_spaced(w) for w in words) or _NEVER


def _spaced(pattern: str) -> str:
    return _SPACE.sub(lambda m: "[ \u00a0\u202f]?" if m[0] == " ?" else r"\s", pattern)


_END = r"(?!\w|[.,:]?\d)"
_AHEAD = re.compile(r"\(\?=.*\)$")
"""A pattern that says itself what must follow."""
_SPACE = re.compile(r" \??")


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)
