"""Bounds and rounding before a number."""

from __future__ import annotations

import pytest

from audit.text.qualifiers import bound_phrase, emphatic, qualifier, softened
from audit.types import Span


@pytest.mark.parametrize(
    ("text", "language", "kind"),
    [
        ("bis zu 300", "de", "upper"),
        ("not more than 300", "en", "upper"),
        ("more than 300", "en", "lower"),
        ("environ 300", "fr", "approximate"),
        ("up to $300", "en", "upper"),
        ("lên tới 300", "vi", "upper"),
    ],
)
def test_kind(text: str, language: str, kind: str) -> None:
    found = qualifier(text, text.index("3"), language)
    assert found is not None
    assert found.kind == kind


def test_bare_number() -> None:
    assert qualifier("es kamen 300", 9, "de") is None


def test_a_verb_of_reaching_softens() -> None:
    text = "pouvant atteindre 300 personnes"
    assert softened(text, Span(18, 21), "fr")
    assert not softened("avec 300 personnes", Span(5, 8), "fr")


def test_plain_phrase() -> None:
    assert bound_phrase("fr") == "jusqu'à"
    assert bound_phrase("xx") is None


@pytest.mark.parametrize(
    ("text", "language"), [("nawet 900", "pl"), ("même 900", "fr"), ("sogar 900", "de"), ("навіть 900", "uk")]
)
def test_words_of_surprise_are_no_bounds(text: str, language: str) -> None:
    start = text.index("9")
    assert emphatic(text, start, language)
    assert qualifier(text, start, language) is None
