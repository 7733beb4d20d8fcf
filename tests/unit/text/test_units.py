"""Quantities, their units and conversion."""

from __future__ import annotations

from decimal import Decimal

import pytest

from audit.text.units import Quantity, convert, convertible, in_unit, is_minor, quantities, unit_word


def only(text: str, language: str) -> Quantity:
    (quantity,) = quantities(text, language)
    return quantity


@pytest.mark.parametrize(
    ("text", "language", "unit"),
    [
        ("400 yards", "en", "yard"),
        ("$300", "en", "USD"),
        ("300 euros", "fr", "EUR"),
        ("186 millions de dongs", "fr", "VND"),
        ("186 tỷ đồng", "vi", "VND"),
        ("280 degrees Fahrenheit", "en", "fahrenheit"),
        ("280 Grad", "de", "degree"),
        ("5 °C", "fr", "celsius"),
        ("3 Prozentpunkte", "de", "percentage_point"),
        ("3 %", "fr", "percent"),
        ("1 000 mètres carrés", "fr", "square_metre"),
        ("80 km/h", "de", "kilometre_per_hour"),
        ("20 миль", "ru", "mile"),
    ],
)
def test_unit(text: str, language: str, unit: str) -> None:
    quantity = only(text, language)
    assert quantity.unit == unit
    assert quantity.span.of(text) == text


def test_range_shares_its_unit() -> None:
    assert [q.unit for q in quantities("2 to 4 inches", "en")] == ["inch", "inch"]


def test_conversion() -> None:
    assert round(convert(Decimal(400), "yard", "metre") or 0) == 366
    assert round(convert(Decimal(-280), "fahrenheit", "celsius") or 0) == -173
    assert convert(Decimal(1), "USD", "EUR") is None
    assert convert(Decimal(1), "metre", "kilogram") is None


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        (("385 miles", "en"), ("620 km", "fr"), True),
        (("80 degrees Fahrenheit", "en"), ("27 °C", "fr"), True),
        (("minus 280 degrees Fahrenheit", "en"), ("minus 173 Grad Celsius", "de"), True),
        (("400 yards", "en"), ("400 Meter", "de"), False),
    ],
)
def test_same_amount(one: tuple[str, str], other: tuple[str, str], agree: bool) -> None:
    assert convertible(only(*one), only(*other)) is agree


@pytest.mark.parametrize(
    ("text", "language", "unit"),
    [
        ("sechs Minuten", "de", "minute"),
        ("sáu tháng", "vi", "month"),
        ("nove mesi", "it", "month"),
        ("47 суток", "ru", "day"),
        ("3 lata", "pl", "year"),
    ],
)
def test_span_of_time(text: str, language: str, unit: str) -> None:
    quantity = only(text, language)
    assert (quantity.unit, quantity.dimension) == (unit, "time")


@pytest.mark.parametrize(("text", "language"), [("ngày 6 tháng 9", "vi"), ("в 2019 году", "ru"), ("sechs Meter", "de")])
def test_no_span_of_time(text: str, language: str) -> None:
    assert not [q for q in quantities(text, language) if q.dimension == "time"]


@pytest.mark.parametrize(
    ("text", "language", "rate"),
    [
        ("25 kilometer per minuut", "nl", ("kilometre", "minute")),
        ("25 km/h", "fr", ("kilometre", "hour")),
        ("2 euros l'heure", "fr", ("EUR", "hour")),
        ("12 Euro pro Pfund", "de", ("EUR", "pound")),
        ("12 euros", "fr", ("EUR", "")),
    ],
)
def test_rate(text: str, language: str, rate: tuple[str, str]) -> None:
    quantity = only(text, language)
    assert quantity.rate == rate
    assert quantity.whole.of(text) == text


def test_spans_of_time_convert() -> None:
    assert convertible(only("48 Stunden", "de"), only("deux jours", "fr"))
    assert not convertible(only("48 Stunden", "de"), only("48 jours", "fr"))


@pytest.mark.parametrize(
    ("unit", "language", "word"),
    [("metre", "de", "Meter"), ("tonne", "de", "Tonnen"), ("day", "de", "Tage"), ("month", "fr", "mois"),
     ("year", "nl", "jaar"), ("week", "en", "weeks"), ("day", "ru", None), ("ell", "en", None)],
)  # fmt: skip
def test_unit_word(unit: str, language: str, word: str | None) -> None:
    assert unit_word(unit, language, plural=True) == word


@pytest.mark.parametrize(
    ("text", "language", "unit"),
    [
        ("29 centimes", "fr", "cent"),
        ("712p", "en", "penny"),
        ("60 копеек", "ru", "kopeck"),
        ("50 groszy", "pl", "grosz"),
    ],
)
def test_coins(text: str, language: str, unit: str) -> None:
    assert only(text, language).unit == unit
    assert is_minor(unit)


@pytest.mark.parametrize(
    ("value", "unit", "target", "expected"),
    [("29", "cent", "EUR", "0.29"), ("1.5", "megawatt", "kilowatt", "1500"), ("2300", "metre", "kilometre", "2.3")],
)
def test_amounts_told_in_another_unit(value: str, unit: str, target: str, expected: str) -> None:
    assert in_unit(Decimal(value), unit, target) == Decimal(expected)


def test_other_currencies_cannot_be_told() -> None:
    assert in_unit(Decimal(5), "EUR", "USD") is None
