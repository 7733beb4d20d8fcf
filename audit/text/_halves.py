"""Halves and quarters spoken with a number: "two and a half million", "một tỷ rưỡi", "half a million"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from audit.text._number_words import Lexicon
from audit.types import Span

if TYPE_CHECKING:
    from audit.text.numbers import Number

__all__ = ["completed"]

_HALF = Decimal("0.5")
_LINK = re.compile(r"[ \u00a0-](?:(?:of|d['’]|de|di|einer?)?[ \u00a0]?(?:an?|une?|eine[rsn]?|uno?|um|een)?[ \u00a0])?")
"""What stands between a fraction and its scale word: "a quarter of a million", "un demi-million"."""
_WORD = r"[^\W\d_]{1,14}"


def completed(text: str, found: Sequence[Number], words: Lexicon) -> list[Number]:
    """``found`` with every number that a half belongs to told in full; hints swallowed by it are dropped."""
    out: list[Number] = []
    for number in found:
        if out and number.span.start < out[-1].span.end:
            continue
        whole = _and_a_half(text, number, words) or _of_a_scale(text, number, words)
        if whole is None:
            out.append(number)
            continue
        times = out[-1] if out else None
        if number.value < 1 and times is not None and _counts(text, times, number):
            out.pop()
            whole = replace(whole, span=Span(times.span.start, whole.span.end), value=whole.value * times.value)
        out.append(whole)
    return out


def _and_a_half(text: str, number: Number, words: Lexicon) -> Number | None:
    """Read "two and a half million" and "two million and a half"; "two years and a half" gets the reading 2½."""
    if number.kind not in ("cardinal", "year") or (number.weak and number.value % 1 != 0):
        return None
    if behind := words.half.match(text, number.span.end):
        end, value = behind.end(), number.value + _HALF * _last_scale(text, number, words)
        if (scale := words.scale_after(text, end)) is not None:
            end, value = scale[0], value * scale[1]
        alternatives = (number.value,) if value - number.value == _HALF else ()
        return replace(number, span=Span(number.span.start, end), value=value, alternatives=alternatives, weak=False)
    unit = re.compile(rf"[ \u00a0-]{_WORD}").match(text, number.span.end)
    if unit is not None and words.half.match(text, unit.end()):
        return replace(number, alternatives=(*number.alternatives, number.value + _HALF))
    return None


def _last_scale(text: str, number: Number, words: Lexicon) -> int:
    """What the half is a half of: the last scale word of the number, else one."""
    last = re.search(r"[^\W\d_]+$", number.span.of(text))
    if last is None:
        return 1
    return words.scales.get(last[0].lower()) or (100 if words.language == "vi" and last[0].lower() == "trăm" else 1)


def _of_a_scale(text: str, number: Number, words: Lexicon) -> Number | None:
    """Read "half a million", "anderthalb Millionen", "tweeënhalf miljoen"."""
    if not number.weak or number.digits or number.value % 1 == 0:
        return None
    link = _LINK.match(text, number.span.end)
    for start in (link.end() - 1 if link else -1, number.span.end):
        if start >= 0 and (scale := words.scale_after(text, start)) is not None:
            span = Span(number.span.start, scale[0])
            return replace(number, span=span, value=number.value * scale[1], weak=False)
    return None


def _counts(text: str, times: Number, number: Number) -> bool:
    """Whether ``times`` tells how many of the fraction: "three quarters of a million"."""
    between = text[times.span.end : number.span.start]
    return 2 <= times.value <= 9 and times.value % 1 == 0 and between in (" ", "-", "\u00a0")
