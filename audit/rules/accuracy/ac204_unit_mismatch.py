"""The unit or currency changed, the figure did not.

## What it does
Finds quantities with the same figure but different units on both sides of an aligned
pair: "400 yards" → "400 Meter", "$300" → "300 euros", "280 °F" → "280 Grad", "six years"
→ "six months", "5 litres an hour" → "5 litres a minute". A correct conversion changes the
figure too and is no finding.

## Why it matters
The sentence stays plausible while the fact is wrong by the ratio of the units.

## Known limits
Only units and currencies of the tables in `audit/text/data/units.toml` are known. Bare
degrees are taken for Celsius only where the original says Fahrenheit. A unit that is
dropped altogether is no finding.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from audit.rules.accuracy._bead import trusted
from audit.rules.accuracy._figures import read_side
from audit.rules.base import BeadContext, BeadExample, Hit, bead_rule
from audit.text.numbers import format_number
from audit.text.units import Quantity, convert, convertible, unit_word
from audit.types import Severity

_EXAMPLES = (
    BeadExample("It stands 400 yards away.", "Es steht 400 Meter entfernt.", ("en", "de"), ("400 Meter",)),
    BeadExample("It stands 400 yards away.", "Es steht rund 370 Meter entfernt.", ("en", "de")),
    BeadExample("They charged $300.", "Ils ont demandé 300 euros.", ("en", "fr"), ("300 euros",)),
    BeadExample("They charged $300.", "Ils ont demandé 300 dollars.", ("en", "fr")),
    BeadExample(
        "It was 90 degrees Fahrenheit in the shade.", "Es hatte 90 Grad im Schatten.", ("en", "de"), ("90 Grad",)
    ),
    BeadExample("Giá vé là 20.000 đồng.", "Le billet coûte 20 000 dongs.", ("vi", "fr")),
    BeadExample(
        "Die Quote stieg um 3 Prozentpunkte.", "Le taux a augmenté de 3 %.", ("de", "fr"), ("3 %",),
        note="points are no percentage",
    ),
    BeadExample("The strike lasted nine months.", "Der Streik dauerte neun Wochen.", ("en", "de"), ("neun Wochen",)),
    BeadExample("The strike lasted 48 hours.", "Der Streik dauerte zwei Tage.", ("en", "de")),
    BeadExample("The bear weighs 240 kilograms.", "Der Bär wiegt 240 Pfund.", ("en", "de"), ("240 Pfund",)),
    BeadExample("It flew at 90 km/h.", "Es flog mit 90 Kilometern pro Minute.", ("en", "de"), ("90 Kilometern pro Minute",)),
    BeadExample("It costs 4 euros a kilo.", "Il coûte 4 euros la livre.", ("en", "fr"), ("4 euros la livre",)),
    BeadExample("It costs 4 euros a kilo.", "Il coûte 4 euros le kilo.", ("en", "fr")),
)  # fmt: skip


@bead_rule(
    category="accuracy/mistranslation",
    kind="unit-changed",
    severity=Severity.MAJOR,
    confidence=0.9,
    examples=_EXAMPLES,
)
def rule(bead: BeadContext) -> Iterator[Hit]:
    """Compare quantities of the same figure."""
    if not trusted(bead):
        return
    source = read_side(bead.source_text, bead.source_language)
    target = read_side(bead.target_text, bead.target_language)
    for ours in target.quantities:
        if ours.dimension == "time" and ours.number.value == 1:
            continue  # "one day" is any day
        if any(_agrees(theirs, ours) for theirs in source.quantities):
            continue
        twin = next((theirs for theirs in source.quantities if _exchanged(theirs, ours)), None)
        if twin is None:
            continue
        points = {twin.unit, ours.unit} == {"percent", "percentage_point"}
        yield Hit(
            bead.in_target(ours.whole.start, ours.whole.end),
            f"“{ours.whole.of(target.text)}” here, “{twin.whole.of(source.text)}” in the original: "
            "another unit, the same figure.",
            suggestion=_suggestion(twin, ours, target.text, bead.target_language),
            source_span=bead.in_source(twin.whole.start, twin.whole.end),
            severity=Severity.CRITICAL if ours.dimension in ("temperature", "angle") else None,
            confidence=0.6 if points else 0.75 if twin.number.approximate else None,
        )


def _agrees(theirs: Quantity, ours: Quantity) -> bool:
    if _another_rate(theirs, ours):
        return False
    return theirs.unit == ours.unit and bool(set(theirs.number.readings) & set(ours.number.readings))


def _another_rate(theirs: Quantity, ours: Quantity) -> bool:
    """Whether one thing is counted by different units: by the hour and by the minute."""
    (unit, per), (other, other_per) = theirs.rate, ours.rate
    return unit == other and "" not in (per, other_per) and per != other_per


def _exchanged(theirs: Quantity, ours: Quantity) -> bool:
    """Whether the same figure carries a unit that cannot mean the same."""
    if not set(theirs.number.readings) & set(ours.number.readings):
        return False
    if _another_rate(theirs, ours):
        return True
    if theirs.unit == "fahrenheit":
        return ours.unit in ("degree", "celsius")
    if theirs.unit == "celsius" and ours.unit == "fahrenheit":
        return True
    if "pound" in (theirs.unit, ours.unit):
        return _pounds(theirs, ours)
    if theirs.unit == ours.unit or theirs.dimension != ours.dimension:
        return False
    if theirs.dimension in ("currency", "percent"):
        return True
    return not convertible(theirs, ours)


def _pounds(theirs: Quantity, ours: Quantity) -> bool:
    """Whether kilograms and the like became pounds, or pounds them; pounds of money are told from no weight."""
    other = ours if theirs.unit == "pound" else theirs
    return other.dimension == "mass" and other.unit in _METRIC_MASS


_METRIC_MASS = frozenset({"tonne", "kilogram", "gram", "milligram"})


def _suggestion(theirs: Quantity, ours: Quantity, text: str, language: str) -> str | None:
    """The original's figure, converted where the article's unit is of the other system and the rounding is slight."""
    if _another_rate(theirs, ours):
        if ours.per_span is None or (word := unit_word(theirs.rate[1], language, plural=False)) is None:
            return None
        return text[ours.whole.start : ours.per_span.start] + word
    unit = "celsius" if ours.unit == "degree" else ours.unit
    converted = convert(-theirs.number.value if theirs.negative else theirs.number.value, theirs.unit, unit)
    if converted is None or (theirs.unit in _IMPERIAL) == (unit in _IMPERIAL):
        return _in_their_unit(theirs, ours, text, language)
    if ours.negative and converted > 0:
        return None
    converted = -converted if ours.negative else converted
    rounded = round(converted, 0) if abs(converted) >= 10 else round(converted, 1)
    if ours.unit == "degree":
        return format_number(round(converted, 0), language) + text[ours.number.span.end : ours.span.end] + " (°C)"
    if theirs.dimension != "temperature" and abs(rounded - converted) > abs(converted) * _SLIGHT:
        return _in_their_unit(theirs, ours, text, language)
    return format_number(rounded, language) + text[ours.number.span.end : ours.span.end]


_IMPERIAL = frozenset(
    [
        "mile",
        "yard",
        "foot",
        "inch",
        "acre",
        "square_mile",
        "square_foot",
        "gallon",
        "pint",
        "pound_mass",
        "ounce",
        "stone",
        "mile_per_hour",
        "fahrenheit",
    ]
)
_SLIGHT = Decimal("0.02")


def _in_their_unit(theirs: Quantity, ours: Quantity, text: str, language: str) -> str | None:
    """The article's figure with the original's unit."""
    word = unit_word(theirs.unit, language, plural=ours.number.value != 1)
    figure = ours.number.span.of(text)
    if ours.dimension == "percent":
        figure = figure[: ours.unit_span.start - ours.number.span.start].rstrip() if figure[-1] in "%‰" else ""
    if word is None or not figure:
        return None
    return f"{figure} {word}"
