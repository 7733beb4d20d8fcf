"""Compares the numbers of a bead's two sides as multisets of values, not of digits.

Everything that a faithful translator may do to a number counts as agreement: other
separators, words for digits, other scale words, conversion of units, a clock of twelve
hours, rounding that is announced, a fraction for a percentage. What remains on both
sides is a change.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from audit.text.dates import DateMention, dates
from audit.text.numbers import Number, numbers
from audit.text.qualifiers import qualifier
from audit.text.units import Quantity, convertible, is_minor, quantities
from audit.types import Span

__all__ = ["Comparison", "Side", "compare", "read_side", "widened"]

_TIME = {
    Decimal(12): (1,), Decimal(24): (1, 2), Decimal(48): (2,), Decimal(72): (3,), Decimal(7): (1,), Decimal(14): (2,),
    Decimal(18): (Decimal("1.5"),), Decimal(30): (1, Decimal("0.5")), Decimal(15): (Decimal("0.25"), 2), Decimal(45): (Decimal("0.75"),),
    Decimal(36): (3, Decimal("1.5")), Decimal(60): (1,), Decimal(90): (Decimal("1.5"), 3), Decimal(365): (1,), Decimal(6): (Decimal("0.5"),),
}  # fmt: skip
"""Spans of time told in other units, the other without a plain figure: 18 months, a year and a half."""
_SHARES = {
    Decimal(50): (Decimal("0.5"),), Decimal(25): (Decimal("0.25"),), Decimal(75): (Decimal("0.75"), Decimal("0.25"), Decimal(3)),
    Decimal(33): (Decimal(3),), Decimal(66): (Decimal(3),), Decimal(67): (Decimal(3),), Decimal(100): (Decimal(2),), Decimal(200): (Decimal(3),),
}  # fmt: skip
"""Percentages told as fractions or multiples."""


@dataclass(frozen=True, slots=True)
class Side:
    """Everything countable on one side of a bead."""

    text: str
    language: str
    numbers: tuple[Number, ...]
    quantities: tuple[Quantity, ...]
    dates: tuple[DateMention, ...]

    def dated(self, number: Number) -> bool:
        """Whether the number is part of a date, which is compared elsewhere."""
        return any(d.span.overlap(number.span) for d in self.dates if d.weekday is None)

    def quantity(self, number: Number) -> Quantity | None:
        """The quantity that ``number`` belongs to."""
        return next((q for q in self.quantities if q.number.span == number.span), None)

    def accountable(self) -> tuple[Number, ...]:
        """Numbers that must have a counterpart."""
        return tuple(n for n in self.numbers if not n.weak and not self.dated(n))

    def values(self) -> frozenset[Decimal]:
        """Every value that anything on this side may state."""
        found = {reading.normalize() for n in self.numbers for reading in n.readings}
        for d in self.dates:
            parts = (d.year, d.month, d.day, d.day_to, d.year % 100 if d.year else None)
            found |= {Decimal(p).normalize() for p in parts if p is not None}
        return frozenset(found)

    def spare(self, used: frozenset[int]) -> frozenset[Decimal]:
        """:meth:`values` without the numbers whose ``id`` is in ``used``."""
        rest = Side(
            self.text, self.language, tuple(n for n in self.numbers if id(n) not in used), self.quantities, self.dates
        )
        return rest.values()


@dataclass(frozen=True, slots=True)
class Comparison:
    """What does not agree."""

    changed: tuple[tuple[Number, Number], ...]
    """(target, source)."""
    extra: tuple[Number, ...]
    """Only in the target."""
    missing: tuple[Number, ...]
    """Only in the source."""


@lru_cache(maxsize=512)
def read_side(text: str, language: str) -> Side:
    """Numbers, quantities and dates of ``text``."""
    return Side(text, language, numbers(text, language), quantities(text, language), dates(text, language))


@lru_cache(maxsize=512)
def compare(source: Side, target: Side, near_source: Side, near_target: Side) -> Comparison:
    """Numbers of ``target`` against those of ``source``; the near sides hold the neighbouring sentences too."""
    theirs, ours = list(source.accountable()), list(target.accountable())
    pairs = _matched(theirs, ours)
    left_source = [s for i, s in enumerate(theirs) if i not in {p[0] for p in pairs}]
    left_target = [t for j, t in enumerate(ours) if j not in {p[1] for p in pairs}]
    beyond_source = _neighbours(source, near_source, target, near_target)
    beyond_target = _neighbours(target, near_target, source, near_source)
    spare = target.spare(frozenset(id(ours[j]) for _, j in pairs))
    extra = [t for t in left_target if not _explained(t, target, source, near_source, beyond_source, ours=True)]
    missing = [
        s for s in left_source if not _explained(s, source, target, near_target, beyond_target | spare, ours=False)
    ]
    changed = tuple(_paired(extra, missing, source, target))
    used_t, used_s = {id(t) for t, _ in changed}, {id(s) for _, s in changed}
    return Comparison(
        changed, tuple(t for t in extra if id(t) not in used_t), tuple(s for s in missing if id(s) not in used_s)
    )


def _matched(theirs: Sequence[Number], ours: Sequence[Number]) -> list[tuple[int, int]]:
    pairs: list[tuple[int, int]] = []
    free = set(range(len(theirs)))
    for exact in (True, False):
        done = {j for _, j in pairs}
        for j, number in enumerate(ours):
            if j in done:
                continue
            for i in sorted(free):
                if theirs[i].value == number.value if exact else _same(theirs[i], number):
                    pairs.append((i, j))
                    free.discard(i)
                    break
    return pairs


def _same(a: Number, b: Number) -> bool:
    if set(_timed(a)) & set(_timed(b)):
        return True
    return "clock" in (a.kind, b.kind) and len(a.digits) >= 3 and a.digits.lstrip("0") == b.digits.lstrip("0")


def _timed(number: Number) -> tuple[Decimal, ...]:
    """Readings; a time of day told to the minute is not its hour alone."""
    whole = number.kind != "clock" or len(number.digits) < 3
    return tuple(r for r in number.readings if whole or r == number.value or r > 24)


def _neighbours(side: Side, near: Side, opposite: Side, near_opposite: Side) -> frozenset[Decimal]:
    """Values of ``side``'s neighbouring sentences that the opposite neighbours do not account for themselves."""
    theirs = Counter(reading.normalize() for n in near.numbers for reading in n.readings)
    theirs.subtract(Counter(reading.normalize() for n in side.numbers for reading in n.readings))
    ours = Counter(reading.normalize() for n in near_opposite.numbers for reading in n.readings)
    ours.subtract(Counter(reading.normalize() for n in opposite.numbers for reading in n.readings))
    return frozenset(value for value, count in theirs.items() if count > max(0, ours[value]))


def _explained(number: Number, own: Side, other: Side, near: Side, beyond: frozenset[Decimal], *, ours: bool) -> bool:
    """Whether the other side accounts for ``number``; ``ours`` when it is the article's."""
    values = other.values() | beyond if ours else beyond
    if number.digits and number.value == 1 and not any(n.value == 1 and n.digits for n in other.numbers):
        values -= {Decimal(1)}  # an article is no figure
    if any(r.normalize() in values for r in _timed(number)):
        return True
    if number.kind == "clock" and len(number.digits) >= 3 and number.digits in _digit_runs(near.text):
        return True
    if len(number.digits) >= 3 and number.digits in _telephone(near.text):
        return True
    if _converted(number, own, other) or _multiplied(number, own, other) or _bare_coins(number, own, other):
        return True
    if any(_rounded(n, number) if ours else _rounded(number, n) for n in other.numbers):
        return True
    told = {n.value for n in other.numbers if not n.digits}
    if number.kind == "percent" and told & set(_SHARES.get(number.value.to_integral_value(), ())):
        return True
    return number.kind == "clock" and any(
        n.kind == "clock" and (n.value - number.value) % 60 == 0 for n in other.numbers
    )


def _equivalent(one: Number, own: Side, other: Number, opposite: Side) -> bool:
    """Whether two figures may be one amount in other words: 48 hours and two days, less than 20 and at most 19."""
    bounds = (qualifier(side.text, n.span.start, side.language) for n, side in ((one, own), (other, opposite)))
    kinds = {bound.kind if bound else "" for bound in bounds}
    if kinds in ({"upper"}, {"lower"}) and abs(one.value - other.value) == 1:
        return True  # "less than twenty" and "at most nineteen"
    for a, mine, b, theirs in ((one, own, other, opposite), (other, opposite, one, own)):
        span, counted = mine.quantity(a), theirs.quantity(b)
        lasting = span is not None and span.dimension == "time" and counted is None and b.kind == "cardinal"
        if lasting and b.value in map(Decimal, _TIME.get(a.value, ())):
            return True
        if a.kind == "percent" and b.kind != "percent" and b.value in _SHARES.get(a.value.to_integral_value(), ()):
            return True
    return False


def _multiplied(number: Number, own: Side, other: Side) -> bool:
    """Whether "two decades" stands for twenty years, "two dozen" for twenty-four, or the other way round."""
    for factor in map(Decimal, (5, 10, 12, 100, 1000)):
        mine = any(n.value == factor and n.weak for n in own.numbers)
        theirs = any(n.value == factor and n.weak for n in other.numbers)
        if mine and number.value <= 99 and (number.value * factor).normalize() in other.values():
            return True
        if theirs and number.value < 1000 and (number.value / factor).normalize() in other.values():
            return True
    return False


def _digit_runs(text: str) -> frozenset[str]:
    return frozenset(re.sub(r"\D", "", run) for run in re.findall("\\d[\\d.,: \u00a0\u202f]*", text))


@lru_cache(maxsize=512)
def _telephone(text: str) -> frozenset[str]:
    """Digits of blocks written side by side, as in telephone numbers, whole and in every run of blocks."""
    found: set[str] = set()
    for match in re.finditer("(?<![\\d.,])\\+?\\d{2,4}(?:[ \u00a0\u202f-]\\d{2,4}){1,6}(?![\\d.,])", text):
        blocks = re.findall(r"\d+", match[0])
        if len(blocks) > 2 or blocks[0].startswith("0") or (len(blocks) == 2 and len(blocks[0]) == len(blocks[1]) == 3):
            found |= {"".join(blocks[i:j]) for i in range(len(blocks)) for j in range(i + 1, len(blocks) + 1)}
    return frozenset(found)


def _converted(number: Number, own: Side, other: Side) -> bool:
    """Whether a quantity of the same dimension in another unit stands on the other side."""
    mine = own.quantity(number)
    if mine is None or mine.dimension == "percent":
        return False
    if mine.dimension in ("angle", "temperature"):
        return _degrees(mine, other)
    if _gloss(number, mine, own, other):
        return True
    for theirs in other.quantities:
        if {theirs.unit, mine.unit} == {"pound", "GBP"}:
            continue
        if is_minor(theirs.unit) != is_minor(mine.unit) and {theirs.dimension, mine.dimension} <= {"currency", "pound"}:
            if _in_coins(theirs, mine):
                return True
            continue
        if "pound" in (theirs.unit, mine.unit) and theirs.unit != mine.unit:
            one, two = (
                replace(q, unit="pound_mass", dimension="mass") if q.unit == "pound" else q for q in (theirs, mine)
            )
            if "currency" in (one.dimension, two.dimension) or convertible(one, two, tolerance=0.12):
                return True
        if theirs.dimension != mine.dimension or theirs.unit == mine.unit:
            continue
        if mine.dimension == "currency" and _told_already(theirs, mine, own, other):
            continue
        if (
            mine.dimension == "currency"
            or convertible(theirs, mine, tolerance=_tolerance(mine))
            or _parts(other, theirs)
        ):
            return True
    return False


def _told_already(theirs: Quantity, mine: Quantity, own: Side, other: Side) -> bool:
    """Whether ``theirs`` is the equivalent that both sides give beside amounts in the unit of ``mine``."""
    both = any(q.unit == theirs.unit and set(q.number.readings) & set(theirs.number.readings) for q in own.quantities)
    return both and any(q.unit == mine.unit for q in other.quantities)


def _bare_coins(number: Number, own: Side, other: Side) -> bool:
    """Whether a figure without a unit counts the coins its sentence speaks of: "from 50 cents to 65", 0.65 euros."""
    if own.quantity(number) is None:
        amounts = {r * 100 for q in other.quantities if q.dimension == "currency" for r in q.number.readings}
        return _has_coins(own) and bool(amounts & set(number.readings))
    bare = {r for n in other.numbers if other.quantity(n) is None for r in n.readings}
    return _has_coins(other) and any(r * 100 in bare for r in number.readings)


def _has_coins(side: Side) -> bool:
    return any(is_minor(q.unit) for q in side.quantities)


def _in_coins(one: Quantity, other: Quantity) -> bool:
    """Whether 29 cents stand for 0.29 euros, or the other way round."""
    coins, notes = (one, other) if is_minor(one.unit) else (other, one)
    return any(a == b * 100 for a in coins.number.readings for b in notes.number.readings)


def _gloss(number: Number, mine: Quantity, own: Side, other: Side) -> bool:
    """Whether the amount only explains another one in brackets, in a unit that the other side does without."""
    if any(q.unit == mine.unit for q in other.quantities):
        return False
    before = own.text[: min(mine.span.start, number.span.start)]
    opened = re.search(r"\([^()]{0,30}$", before)
    return opened is not None and any(
        q.dimension == mine.dimension and q.unit != mine.unit and 0 <= opened.start() - q.span.end <= _BESIDE
        for q in own.quantities
    )


_BESIDE = 25
"""Characters that may stand between an amount and its conversion in brackets."""


def _tolerance(quantity: Quantity) -> float:
    """Writers round conversions; a week is eight days in some languages, a fortnight fifteen."""
    return 0.15 if quantity.dimension == "time" else 0.12


def _degrees(mine: Quantity, other: Side) -> bool:
    """Whether a temperature is told in the other scale; bare degrees may be of either."""
    scales = ("celsius", "fahrenheit")
    for theirs in other.quantities:
        if theirs.dimension not in ("angle", "temperature") or theirs.unit == mine.unit != "degree":
            continue
        readings = [
            (replace(theirs, unit=one, dimension="temperature"), replace(mine, unit=two, dimension="temperature"))
            for one, two in (scales, scales[::-1])
            if theirs.unit in (one, "degree") and mine.unit in (two, "degree")
        ]
        if any(convertible(a, b) for a, b in readings):
            return True
    return False


def _parts(side: Side, quantity: Quantity) -> bool:
    """Whether the amount is told in two units ("5 feet 9 inches")."""
    return any(
        q is not quantity
        and q.dimension == quantity.dimension
        and max(q.span.start - quantity.span.end, quantity.span.start - q.span.end) < _JOINED
        for q in side.quantities
    )


_JOINED = 8
"""Characters between the two units of one amount, at most."""


def _rounded(theirs: Number, ours: Number) -> bool:
    """Whether the article's figure is the original's, rounded and said to be."""
    large = max(abs(theirs.value), abs(ours.value))
    if not ours.approximate or large < 20 or not ours.value:
        return False
    close = abs(theirs.value - ours.value) / large <= Decimal("0.03")
    return close and _significant(ours.value) < _significant(theirs.value)


def _significant(value: Decimal) -> int:
    return len(value.normalize().as_tuple().digits)


def _paired(
    extra: Sequence[Number], missing: Sequence[Number], source: Side, target: Side
) -> Iterable[tuple[Number, Number]]:
    """Pairs of an unexplained number on each side, likest first."""
    told = [(s, t) for s in missing for t in extra if _equivalent(s, source, t, target)]
    missing = [s for s in missing if not any(s is one for one, _ in told)]
    extra = [t for t in extra if not any(t is other for _, other in told)]
    scored = []
    for i, s in enumerate(missing):
        for j, t in enumerate(extra):
            likeness = _likeness(s, t, source, target)
            if likeness is not None:
                scored.append((-likeness, i, j))
    used_i: set[int] = set()
    used_j: set[int] = set()
    for _, i, j in sorted(scored):
        if i not in used_i and j not in used_j:
            used_i.add(i)
            used_j.add(j)
            yield extra[j], missing[i]


def _likeness(s: Number, t: Number, source: Side, target: Side) -> float | None:
    """How well two differing numbers correspond; ``None`` when they speak of different things."""
    if (s.kind == "clock") != (t.kind == "clock") or (s.kind == "decade") != (t.kind == "decade"):
        return None
    one, other = source.quantity(s), target.quantity(t)
    physical = {q.dimension for q in (one, other) if q is not None} - {"currency", "percent", "pound", "time"}
    if physical and (one is None or other is None):
        return None
    dimensions = {q.dimension for q in (one, other) if q is not None}
    if len(dimensions) > 1 and not ("pound" in dimensions and dimensions & {"mass", "currency"}):
        return None
    if not (s.digits and t.digits) and (s.value % 1 or t.value % 1 or not (s.value and t.value)):
        return None
    if (s.kind == "percent") != (t.kind == "percent"):
        return None
    if (s.kind == "year") != (t.kind == "year") and (not s.digits or not t.digits or one or other):
        return None
    place = abs(s.span.start / max(1, len(source.text)) - t.span.start / max(1, len(target.text)))
    same_unit = 1.0 if one and other and one.unit == other.unit else 0.0
    head = 0.5 if s.digits and t.digits and (s.digits[0] == t.digits[0] or s.digits[-1] == t.digits[-1]) else 0.0
    return same_unit + head - place


def widened(number: Number, side: Side) -> Span:
    """The number with the unit or noun that follows it at once."""
    quantity = side.quantity(number)
    if quantity is not None:
        return Span(min(number.span.start, quantity.span.start), max(number.span.end, quantity.span.end))
    follow = re.compile("[ \u00a0\u202f-](?:de |d['’]|di )?(?P<word>[^\\W\\d_]{4,})").match(side.text, number.span.end)
    if follow is None or number.kind in ("year", "clock", "decade"):
        return number.span
    return Span(number.span.start, follow.end())
