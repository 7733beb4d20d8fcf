"""Fingerprints survive translation."""

from __future__ import annotations

import pytest

from audit.retrieve.fingerprint import numbers_of, skeleton
from audit.text.names import romanise


@pytest.mark.parametrize(
    "text, numbers",
    [
        ("1.400 Menschen, 6,42 Meter", ["1400", "6.42"]),
        ("1 400 personnes, 6,42 mètres", ["1400", "6.42"]),
        ("1,400 people, 6.42 metres", ["1400", "6.42"]),
        ("1’400’000 Fr., 2024, 3:42 p.m.", ["1400000", "2024", "3", "42"]),
        ("007 and 0", ["7", "0"]),
        ("12.345.678,90", ["12345678.90"]),
        ("abc123 ", []),
        ("", []),
    ],
)
def test_numbers_in_one_notation(text: str, numbers: list[str]) -> None:
    assert list(numbers_of(text)) == numbers


@pytest.mark.parametrize(
    "spellings",
    [("Koursk", "Kursk", "Курск"), ("Sergeevka", "Sergejewka", "Сергеевка"), ("Poutine", "Putin", "Путин")],
)
def test_transliterations_share_a_skeleton(spellings: tuple[str, ...]) -> None:
    assert len({skeleton(romanise(s)) for s in spellings}) == 1
