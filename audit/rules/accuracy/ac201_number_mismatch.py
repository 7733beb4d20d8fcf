"""A number in the translation is not the number of the original.

## What it does
Reads the numbers on both sides of an aligned pair by the conventions of each language
(separators, number words, scale words, ranges, clock times), and reports a number of the
article that nothing in the original accounts for while a number of the original is gone.

## Why it matters
A wrong figure is the gravest slip a news text can make and the hardest to see: the
sentence around it reads well. Shifted separators ("2.300" → "23 000") and exchanged scale
words ("tỷ" → "millions") turn a figure into another by factors of ten.

## Known limits
A number that was only left out, or only added, is no finding of this rule. Converted
currencies are not checked. Numbers of a date are compared by their own rule. Small numbers
told in other units ("two days", "48 hours") may slip through both ways.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from audit.rules.accuracy._bead import around_source, around_target, trusted
from audit.rules.accuracy._figures import Side, compare, read_side, widened
from audit.rules.base import BeadContext, BeadExample, Hit, bead_rule
from audit.text.numbers import Number, format_number
from audit.text.units import in_unit
from audit.types import Severity

_EXAMPLES = (
    BeadExample("Der Umbau kostete 1.250 Euro.", "The conversion cost 1,350 euros.", ("de", "en"), ("1,350 euros",)),
    BeadExample("Der Umbau kostete 1.250 Euro.", "The conversion cost 1,250 euros.", ("de", "en")),
    BeadExample(
        "Dự án trị giá 45 tỷ đồng.", "Le projet vaut 45 millions de dongs.", ("vi", "fr"), ("45 millions de dongs",),
        note="the scale word was exchanged",
    ),
    BeadExample("Dự án trị giá 45 tỷ đồng.", "Le projet vaut 45 milliards de dongs.", ("vi", "fr")),
    BeadExample(
        "Am Abend waren 4.700 Haushalte ohne Strom.", "47 000 foyers étaient privés de courant.", ("de", "fr"),
        ("47 000 foyers",),
    ),
    BeadExample(
        "El puente cerró en 2014.", "De brug sloot in 2004.", ("es", "nl"), ("2004",), note="a year is never grouped"
    ),
    BeadExample(
        "La part atteint 24 % en un jour.", "The share is 42% in one day.", ("fr", "en"), ("42%",),
        note="no span of time explains a percentage",
    ),
    BeadExample(
        "Le train est parti à 18 h 20.", "De trein vertrok om 18.30 uur.", ("fr", "nl"), ("18.30 uur",), note="the minutes"
    ),
    BeadExample("Le train est parti à 18 h 20.", "The train left at 6:20 p.m.", ("fr", "en")),
    BeadExample("The bridge is 300 feet long.", "Le pont mesure 91 mètres.", ("en", "fr"), note="a right conversion"),
    BeadExample("Asistieron veintitrés personas.", "23 personnes étaient présentes.", ("es", "fr")),
    BeadExample("Around 50 percent agreed.", "Etwa die Hälfte stimmte zu.", ("en", "de")),
)  # fmt: skip


@bead_rule(
    category="accuracy/mistranslation",
    kind="number-changed",
    severity=Severity.CRITICAL,
    confidence=0.93,
    examples=_EXAMPLES,
)
def rule(bead: BeadContext) -> Iterator[Hit]:
    """Compare both sides' numbers."""
    if not trusted(bead):
        return
    source = read_side(bead.source_text, bead.source_language)
    target = read_side(bead.target_text, bead.target_language)
    if not source.numbers or not target.numbers:
        return
    near_source = read_side(around_source(bead), bead.source_language)
    near_target = read_side(around_target(bead), bead.target_language)
    for ours, theirs in compare(source, target, near_source, near_target).changed:
        here, there = widened(ours, target), widened(theirs, source)
        written = ours.span.of(target.text)
        small = max(ours.value, theirs.value) <= 10 and not (ours.digits and theirs.digits)
        yield Hit(
            bead.in_target(here.start, here.end),
            f"“{written}” here, “{theirs.span.of(source.text)}” in the original.",
            suggestion=_suggestion(theirs, ours, source, target, bead),
            source_span=bead.in_source(there.start, there.end),
            confidence=0.75 if small else None,
            severity=Severity.MAJOR if small or _slight(ours, theirs) else None,
        )


def _slight(ours: Number, theirs: Number) -> bool:
    """Whether the two lie within a twentieth of one another: a slip, or a rounding, but no other order of things."""
    large = max(abs(ours.value), abs(theirs.value))
    return abs(ours.value - theirs.value) < large * Decimal("0.05")


def _suggestion(theirs: Number, ours: Number, source: Side, target: Side, bead: BeadContext) -> str | None:
    """The mark with the original's figure, in the unit of the article; ``None`` when that cannot be told."""
    there, here, value = source.quantity(theirs), target.quantity(ours), theirs.value
    if (
        there is not None
        and here is not None
        and there.unit != here.unit
        and {there.unit, here.unit} != {"pound", "GBP"}
    ):
        converted = in_unit(value, there.unit, here.unit)
        if converted is None:
            return None
        value = converted
    told = _expected(replace(theirs, value=value), ours, target.text, bead.article.text, bead.target_language)
    mark = widened(ours, target)
    return target.text[mark.start : ours.span.start] + told + target.text[ours.span.end : mark.end]


def _clock(theirs: Number, written: str) -> str:
    """The original's time, written as the article writes it; of twelve hours where it does."""
    form = re.fullmatch(r"\d{1,2}(?:(\D{1,3})\d{2})?(\D*)", written)
    separator, tail = (form[1] or ":", form[2]) if form else (":", "")
    hour, minute = divmod(int(theirs.value), 60)
    half = re.search(r"[ap](?=\.? ?m)", tail)
    if half is not None:
        tail = tail if hour <= 12 else tail[: half.start()] + "p" + tail[half.end() :]
        hour = (hour - 1) % 12 + 1
    return f"{hour}{separator}{minute:02d}{tail}"


def _expected(theirs: Number, ours: Number, text: str, article: str, language: str) -> str:
    """The original's figure as the article would write it."""
    from babel.numbers import format_compact_decimal

    written = ours.span.of(text)
    if theirs.kind == "clock":
        return _clock(theirs, written)
    if theirs.value >= 1_000_000:
        try:
            return str(format_compact_decimal(theirs.value, format_type="long", locale=language, fraction_digits=3))
        except (LookupError, ValueError):
            return format_number(theirs.value, language)
    sign = "" if theirs.kind != "percent" else "%" if language in ("en", "vi", "it", "pt") else " %"
    if theirs.kind == ours.kind == "percent":
        own = re.fullmatch(r"[\d.,'’ \u00a0\u202f\u2009]*\d(\D*)", written)
        sign = own[1] if own else sign
    if 1000 <= theirs.value < 10_000 and theirs.value % 1 == 0:
        return _four_digits(theirs, ours, written, article, language) + sign
    return format_number(theirs.value, language) + sign


def _four_digits(theirs: Number, ours: Number, written: str, article: str, language: str) -> str:
    """A figure of four digits, grouped as the article groups such figures; a year never is."""
    plain = str(int(theirs.value))
    if "year" in (theirs.kind, ours.kind) and len(ours.digits) == 4 == len(theirs.digits) and written.isdecimal():
        return plain
    grouped = re.search(r"\d([.,'’ \u00a0\u202f\u2009])\d{3}", written) or _GROUPED.search(article)
    if grouped and grouped[1] not in format_number(Decimal("0.5"), language):
        return plain[0] + grouped[1] + plain[1:]
    return format_number(theirs.value, language)


_GROUPED = re.compile(r"(?<![\d.,'’ \u00a0\u202f\u2009])[1-9]([.'’ \u00a0\u202f\u2009]|,)\d{3}(?![\d.,'’]*\d)")
