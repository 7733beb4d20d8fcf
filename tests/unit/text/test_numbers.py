"""Numbers as written, by language."""

from __future__ import annotations

from decimal import Decimal

import pytest

from audit.text.numbers import Number, format_number, numbers


def sure(text: str, language: str) -> list[tuple[str, Decimal]]:
    return [(n.span.of(text), n.value) for n in numbers(text, language) if not n.weak]


def only(text: str, language: str) -> Number:
    (number,) = [n for n in numbers(text, language) if not n.weak]
    return number


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("3.500 Euro", "de", 3500),
        ("3,5 Euro", "de", "3.5"),
        ("3,500 people", "en", 3500),
        ("3.5 people", "en", "3.5"),
        ("25 000 soldats", "fr", 25000),
        ("25\u202f000 soldats", "fr", 25000),
        ("25\u00a0000,5 litres", "fr", "25000.5"),
        ("1'250 Franken", "de", 1250),
        ("1.234.567,89 Euro", "de", "1234567.89"),
        ("2,5 Millionen", "de", 2_500_000),
        ("186 tỷ đồng", "vi", 186 * 10**9),
        ("1,2 nghìn tỷ", "vi", 1_200 * 10**9),
        ("30.000 quân", "vi", 30_000),
        ("5 mil millones", "es", 5 * 10**9),
        ("50 тыс. человек", "ru", 50_000),
        ("2,5 млн", "uk", 2_500_000),
        ("5 tys. osób", "pl", 5_000),
        ("2.5bn", "en", 2_500_000_000),
        ("three hundred and twelve", "en", 312),
        ("quatre-vingt-dix-sept", "fr", 97),
        ("soixante et onze", "fr", 71),
        ("deux cent mille", "fr", 200_000),
        ("dreiundzwanzigtausend", "de", 23_000),
        ("hundertzwanzig", "de", 120),
        ("drieëntwintig", "nl", 23),
        ("ventitré", "it", 23),
        ("duemilacinquecento", "it", 2500),
        ("treinta y cinco", "es", 35),
        ("cento e vinte", "pt", 120),
        ("trzy tysiące dwieście", "pl", 3200),
        ("двадцать три", "ru", 23),
        ("hai mươi lăm nghìn", "vi", 25_000),
        ("một trăm linh năm", "vi", 105),
    ],
)
def test_value(text: str, language: str, value: str | int) -> None:
    assert only(text, language).value == Decimal(value)


def test_a_year_after_a_ten_is_a_year_in_vietnamese() -> None:
    assert only("Mười năm trước", "vi").value == 10 if sure("Mười năm trước", "vi") else True
    assert not any(n.value == 15 for n in numbers("Mười năm trước", "vi"))


def test_own_convention_is_certain_and_the_other_is_kept_open() -> None:
    assert only("3.500 Euro", "de").readings == (Decimal(3500),)
    assert set(only("3,500 Euro", "de").readings) == {Decimal("3.5"), Decimal(3500)}
    assert set(only("3.500 personas", "es").readings) == {Decimal("3.5"), Decimal(3500)}
    assert set(only("3.500 x", "und").readings) == {Decimal("3.5"), Decimal(3500)}


@pytest.mark.parametrize(
    ("text", "language", "kind", "value"),
    [
        ("in den 90er Jahren", "de", "decade", 1990),
        ("in the 1990s", "en", "decade", 1990),
        ("les années 90", "fr", "decade", 1990),
        ("в 1990-х", "ru", "decade", 1990),
        ("07.30 Uhr", "de", "clock", 450),
        ("7:30 p.m.", "en", "clock", 1170),
        ("19h30", "fr", "clock", 1170),
        ("7 giờ", "vi", "clock", 420),
        ("5,5 %", "fr", "percent", "5.5"),
        ("im Jahr 2024", "de", "year", 2024),
        ("the 31st", "en", "ordinal", 31),
        ("la 31e édition", "fr", "ordinal", 31),
    ],
)
def test_kind(text: str, language: str, kind: str, value: str | int) -> None:
    number = only(text, language)
    assert (number.kind, number.value) == (kind, Decimal(value))


def test_both_ends_of_a_range() -> None:
    assert sure("Entre 25 000 et 30 000 soldats", "fr") == [("25 000", Decimal(25000)), ("30 000", Decimal(30000))]
    first, second = numbers("2 to 3 million", "en")
    assert Decimal(2_000_000) in first.readings
    assert second.value == 3_000_000


def test_words_that_mean_something_else_are_weak() -> None:
    for text, language in (("une voiture neuf", "fr"), ("người ba", "vi"), ("a dozen", "en"), ("die Hälfte", "de")):
        assert all(n.weak for n in numbers(text, language)), text


def test_identifiers_are_weak() -> None:
    assert all(n.weak for n in numbers("COVID-19, F-16, A380, G7", "en"))


def test_rounded_numbers_are_marked() -> None:
    assert only("rund 860 Windräder", "de").approximate
    assert not only("860 Windräder", "de").approximate


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("de", "12.345"),
        ("en", "12,345"),
        ("fr", "12\u202f345"),
        ("es", "12.345"),
        ("vi", "12.345"),
        ("pl", "12\u00a0345"),
    ],
)
def test_formatting_follows_the_language(language: str, written: str) -> None:
    assert format_number(Decimal(12345), language) == written


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("two and a half million", "en", 2_500_000),
        ("2 million and a half", "en", 2_500_000),
        ("three quarters of a million", "en", 750_000),
        ("un million et demi", "fr", 1_500_000),
        ("zweieinhalb Milliarden", "de", 2_500_000_000),
        ("anderhalf miljoen", "nl", 1_500_000),
        ("dos millones y medio", "es", 2_500_000),
        ("mezzo milione", "it", 500_000),
        ("dwa i pół miliona", "pl", 2_500_000),
        ("полмиллиона", "ru", 500_000),
        ("пів мільйона", "uk", 500_000),
        ("một tỷ rưỡi", "vi", 1_500_000_000),
    ],
)
def test_halves_belong_to_their_number(text: str, language: str, value: int) -> None:
    assert only(text, language).value == value


def test_a_half_behind_the_unit_is_another_reading() -> None:
    assert only("deux ans et demi", "fr").readings == (2, Decimal("2.5"))


@pytest.mark.parametrize(("text", "value"), [("dix-sept", 17), ("dix-neuf", 19), ("quatre-vingt-dix-huit", 98)])
def test_french_tens_and_units(text: str, value: int) -> None:
    assert only(text, "fr").value == value


def test_italian_centuries_have_a_capital() -> None:
    assert numbers("nel Settecento", "it")[0].value == 18
    assert numbers("settecento euro", "it")[0].value == 700


@pytest.mark.parametrize(
    ("text", "language"), [("at half past three", "en"), ("um halb vier", "de"), ("o pół do ósmej", "pl")]
)
def test_hours_in_words_accuse_nobody(text: str, language: str) -> None:
    assert sure(text, language) == []


def test_french_cents_are_coins() -> None:
    assert only("29 cents", "fr").value == 29
