"""The unit or currency changed, the figure did not.

## What it does
Finds quantities with the same figure but different units on both sides of an aligned
pair: "400 yards" → "400 Meter", "$300" → "300 euros", "280 °F" → "280 Grad". A correct
conversion changes the figure too and is no finding.

## Why it matters
The sentence stays plausible while the fact is wrong by the ratio of the units.

## Known limits
Only units and currencies of the tables in `audit/text/data/units.toml` are known. Bare
degrees are taken for Celsius only where the original says Fahrenheit. A unit that is
dropped altogether is no finding.
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.rules.accuracy._bead import trusted
from audit.rules.accuracy._figures import read_side
from audit.rules.base import BeadContext, BeadExample, Hit, bead_rule
from audit.text.numbers import format_number
from audit.text.units import Quantity, convert, convertible
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
        if any(_agrees(theirs, ours) for theirs in source.quantities):
            continue
        twin = next((theirs for theirs in source.quantities if _exchanged(theirs, ours)), None)
        if twin is None:
            continue
        points = {twin.unit, ours.unit} == {"percent", "percentage_point"}
        yield Hit(
            bead.in_target(ours.span.start, ours.span.end),
            f"“{ours.span.of(target.text)}” here, “{twin.span.of(source.text)}” in the original: "
            "another unit, the same figure.",
            suggestion=_suggestion(twin, ours, target.text, bead.target_language),
            source_span=bead.in_source(twin.span.start, twin.span.end),
            severity=Severity.CRITICAL if ours.dimension in ("temperature", "angle") else None,
            confidence=0.6 if points else 0.75 if twin.number.approximate else None,
        )


def _agrees(theirs: Quantity, ours: Quantity) -> bool:
    return theirs.unit == ours.unit and bool(set(theirs.number.readings) & set(ours.number.readings))


def _exchanged(theirs: Quantity, ours: Quantity) -> bool:
    """Whether the same figure carries a unit that cannot mean the same."""
    if not set(theirs.number.readings) & set(ours.number.readings):
        return False
    if theirs.unit == "fahrenheit":
        return ours.unit in ("degree", "celsius")
    if theirs.unit == "celsius" and ours.unit == "fahrenheit":
        return True
    if theirs.unit == ours.unit or theirs.dimension != ours.dimension or "pound" in (theirs.unit, ours.unit):
        return False
    if theirs.dimension in ("currency", "percent"):
        return True
    return not convertible(theirs, ours)


def _suggestion(theirs: Quantity, ours: Quantity, text: str, language: str) -> str | None:
    unit = "celsius" if ours.unit == "degree" else ours.unit
    converted = convert(-theirs.number.value if theirs.negative else theirs.number.value, theirs.unit, unit)
    if converted is None or (ours.negative and converted > 0):
        return None
    converted = -converted if ours.negative else converted
    if ours.unit == "degree":
        return format_number(round(converted, 0), language) + text[ours.number.span.end : ours.span.end] + " (°C)"
    rounded = round(converted, 0) if abs(converted) >= 10 else round(converted, 1)
    return format_number(rounded, language) + text[ours.number.span.end : ours.span.end]
