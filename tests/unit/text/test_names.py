"""Folding, names and their comparison."""

from __future__ import annotations

import pytest

from audit.text.names import fold, is_given_name, names, romanise, same_name


@pytest.mark.parametrize(
    ("text", "folded"),
    [("Đà Nẵng", "da nang"), ("Straße", "strasse"), ("Œuvre", "oeuvre"), ("Łódź", "lodz"), ("Ærø", "aero"), ("", "")],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_romanise() -> None:
    assert romanise("Москва") == "moskva"


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Der Sprecher Klaus Vogel sagte in Bad Kreuznach.", "de", ["sprecher klaus vogel", "bad kreuznach"]),
        ("She met Kim Jong Un. They talked.", "en", ["kim jong un"]),
        ("Le directeur Jean Dupont est parti.", "fr", ["jean dupont"]),
        ("aux pieds d'Ange Martin", "fr", ["ange martin"]),
        ("Ông Nguyễn Văn An ở Hà Nội.", "vi", ["nguyen van an", "ha noi"]),
    ],
)
def test_names(text: str, language: str, expected: list[str]) -> None:
    assert [n.folded for n in names(text, language)] == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Putin", "Poutine"),
        ("Путин", "Putin"),
        ("Schoigu", "Choïgou"),
        ("Selenskyj", "Zelensky"),
        ("Gorbatschow", "Gorbachev"),
        ("Müller", "Mueller"),
        ("Trumps", "Trump"),
        ("Kowalskiego", "Kowalski"),
        ("Дейли", "Daley"),
    ],
)
def test_one_name_in_two_spellings(one: str, other: str) -> None:
    assert same_name(one, other)
    assert same_name(other, one)


@pytest.mark.parametrize(
    ("one", "other"), [("Wolf", "Loup"), ("Baker", "Boulanger"), ("Hunter", "Jäger"), ("Petit", "Small")]
)
def test_translated_names_are_other_names(one: str, other: str) -> None:
    assert not same_name(one, other)


def test_given_names() -> None:
    assert is_given_name("Klaus")
    assert is_given_name("Ángel")
    assert is_given_name("Nguyễn", "vi")
    assert not is_given_name("klaus")
    assert not is_given_name("Regierung")
