"""Quantities: a number with its unit or currency, in canonical units, with conversion."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from itertools import pairwise

from audit.text._number_words import lexicon
from audit.text._tables import primary, table
from audit.text.dates import dates
from audit.text.numbers import Number, numbers
from audit.types import Span

__all__ = ["Quantity", "convert", "convertible", "in_unit", "is_minor", "quantities", "unit_word"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number and what it counts."""

    span: Span
    """Number and unit."""
    number: Number
    unit: str
    """Canonical: ``metre``, ``fahrenheit``, ``USD`` …"""
    dimension: str
    """``length``, ``area``, ``volume``, ``mass``, ``speed``, ``temperature``, ``currency``, ``percent``, ``time``."""
    unit_span: Span
    negative: bool = False
    """Below zero."""
    per: str = ""
    """Unit that the amount is counted by: ``hour`` in "5 litres an hour"."""
    per_span: Span | None = None
    """The counting unit's word."""

    @property
    def rate(self) -> tuple[str, str]:
        """Unit and counting unit, speeds taken apart: ``("kilometre", "hour")``."""
        unit, _, per = self.unit.partition("_per_")
        return unit, self.per or per

    @property
    def whole(self) -> Span:
        """:attr:`span` with the counting unit."""
        return self.span if self.per_span is None else Span(self.span.start, self.per_span.end)


_GAP = "[ \u00a0\u202f\u2009-]{0,2}"


_MINUS = re.compile(r"(?:(?<!\w)(?:minus|moins|menos|meno|min|âm|минус|мінус)\s|(?:^|[\s(])[-−–])$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Forms:
    after: re.Pattern[str]
    before: re.Pattern[str]
    per: re.Pattern[str]
    units: dict[str, str]


@lru_cache(maxsize=256)
def quantities(text: str, language: str) -> tuple[Quantity, ...]:
    """Every number with a unit, in order. Never raises."""
    forms = _forms(primary(language))
    dimension = _dimensions()
    found = []
    dated = [d.span for d in dates(text, language)]
    for number in numbers(text, language):
        hint = number.weak and not number.digits
        if number.kind in ("clock", "decade", "ordinal") or (hint and number.value <= 1):
            continue
        start, end = number.span.start, number.span.end
        before = forms.before.search(text[max(0, start - 8) : start])
        after = forms.after.match(text, end)
        if number.kind == "percent":
            unit, span = "percent", number.span
            unit_span = Span(start + len(text[start:end].rstrip("%‰").rstrip()), end) if text[end - 1] in "%‰" else span
        elif before:
            offset = max(0, start - 8)
            unit_span = Span(offset + before.start("unit"), offset + before.end("unit"))
            unit, span = forms.units[before["unit"].lower()], Span(unit_span.start, end)
        elif after:
            unit_span = Span(after.start("unit"), after.end("unit"))
            unit, span = forms.units[re.sub(r"\s+", " ", after["unit"].lower())], Span(start, unit_span.end)
        else:
            continue
        if hint and dimension[unit] != "time":
            continue  # "six" may be something else, "six minutes" may not
        if dimension[unit] == "time" and (number.kind == "year" or any(d.overlap(span) for d in dated)):
            continue
        negative = _MINUS.search(text[max(0, start - 8) : start]) is not None
        per, per_span = _counted_by(text, span.end, forms)
        found.append(Quantity(span, number, unit, dimension[unit], unit_span, negative, per, per_span))
    return tuple(sorted([*found, *_range_starts(text, language, found)], key=lambda q: q.number.span))


def _counted_by(text: str, end: int, forms: _Forms) -> tuple[str, Span | None]:
    match = forms.per.match(text, end)
    if match is None:
        return "", None
    return forms.units[re.sub(r"\s+", " ", match["unit"].lower())], Span(match.start("unit"), match.end("unit"))


def _range_starts(text: str, language: str, found: list[Quantity]) -> list[Quantity]:
    """The first number of "2 to 4 inches", which shares the second one's unit."""
    ends = {q.number.span.start: q for q in found}
    bare = {q.number.span for q in found}
    words = lexicon(primary(language)).range
    listed = numbers(text, language)
    starts = []
    for one, other in pairwise(listed):
        second = ends.get(other.span.start)
        between = text[one.span.end : other.span.start].strip().lower()
        if second is None or one.span in bare or one.weak or between not in (*words, "-", "–", "—"):
            continue
        starts.append(Quantity(one.span, one, second.unit, second.dimension, second.unit_span))
    return starts


@cache
def _dimensions() -> dict[str, str]:
    return {unit: str(entry["dimension"]) for unit, entry in table("units")["canonical"].items()}


def is_minor(unit: str) -> bool:
    """Whether the currency unit is a hundredth of another: cents, pence."""
    return bool(table("units")["canonical"].get(unit, {}).get("minor", False))


@cache
def _forms(language: str) -> _Forms:
    data = table("units")
    units: dict[str, str] = {}
    for block in ("any", language):
        for unit, forms in data.get(block, {}).items():
            units.update({form.lower(): unit for form in forms})
    signs = {form: unit for unit, forms in data["before"].items() for form in forms}
    alternatives = "|".join(re.escape(f).replace(r"\ ", r"\s") for f in sorted(units, key=lambda f: (-len(f), f)))
    link = "|".join(re.escape(w) for w in data["link"].get(language, ())) or r"(?!x)x"
    prefix = "|".join(re.escape(f) for f in sorted(signs, key=lambda f: (-len(f), f)))
    by = "|".join(re.escape(w).replace(r"\ ", r"\s") for w in data["per"].get(language, ())) or r"(?!x)x"
    per = rf"(?:\s?/\s?|\s(?:{by})(?:\s|(?<=['’])))(?P<unit>{alternatives})(?!\w)"
    after = rf"{_GAP}(?:(?:{link})\s?)?(?P<unit>{alternatives})(?!\w)"
    return _Forms(
        re.compile(after, re.IGNORECASE),
        re.compile(rf"(?<!\w)(?P<unit>{prefix})[ \u00a0\u202f]?$", re.IGNORECASE),
        re.compile(per, re.IGNORECASE),
        {**units, **{form.lower(): unit for form, unit in signs.items()}},
    )


def unit_word(unit: str, language: str, *, plural: bool) -> str | None:
    """The word for ``unit`` after a figure; ``None`` where none is known or the word would have to be declined."""
    code = primary(language)
    forms: list[str] = table("units").get(code, {}).get(unit, [])
    if not forms or code not in ("de", "en", "es", "fr", "it", "nl", "pt", "vi"):
        return None
    one, many = forms[0], forms[1] if len(forms) > 1 else forms[0]
    if code == "vi" or " " in one or (code == "nl" and _dimensions()[unit] != "time"):
        many = one  # Dutch measures stay in the singular
    if code == "de" and many in (one + "n", one) and one.endswith(("er", "el")):
        many = one  # the second form is a dative
    chosen = many if plural else one
    if code == "de" and chosen.isalpha():
        return " ".join(part.capitalize() for part in chosen.split())
    return chosen


def convert(value: Decimal, unit: str, target: str) -> Decimal | None:
    """``value`` of ``unit`` in ``target``; ``None`` when they do not measure the same thing."""
    canonical = table("units")["canonical"]
    one, other = canonical.get(unit), canonical.get(target)
    if one is None or other is None or one["dimension"] != other["dimension"] or "factor" not in one:
        return None
    base = value * Decimal(str(one["factor"])) + Decimal(str(one.get("offset", 0)))
    return (base - Decimal(str(other.get("offset", 0)))) / Decimal(str(other["factor"]))


def in_unit(value: Decimal, unit: str, target: str) -> Decimal | None:
    """``value`` of ``unit`` in ``target``, coins in notes as well, rounded as writers do; ``None`` when it cannot be told."""
    if is_minor(unit) != is_minor(target) and {dimension_of(unit), dimension_of(target)} <= {"currency", "pound"}:
        return value / 100 if is_minor(unit) else value * 100
    converted = convert(value, unit, target)
    if converted is None:
        return None
    exact = converted.quantize(Decimal("0.0001"))
    rounded = round(converted, 0 if abs(converted) >= 10 else 1)
    return (
        exact.normalize()
        if len(exact.normalize().as_tuple().digits) <= len(value.normalize().as_tuple().digits)
        else rounded
    )


def dimension_of(unit: str) -> str:
    """What the unit measures; empty for an unknown one."""
    return _dimensions().get(unit, "")


def convertible(one: Quantity, other: Quantity, *, tolerance: float = 0.07) -> bool:
    """Whether the two state the same amount, rounding as writers do."""
    for reading in one.number.readings:
        converted = convert(-reading if one.negative else reading, one.unit, other.unit)
        if converted is None:
            return False
        for size in other.number.readings:
            value = -size if other.negative else size
            scale = max(abs(converted), abs(value))
            # a temperature has no ratio: two degrees of rounding are fine
            margin = Decimal(2) if one.dimension == "temperature" else scale * Decimal(str(tolerance))
            if abs(converted - value) <= max(margin, Decimal("0.51") if scale > 3 else Decimal("0.06")):
                return True
    return False
