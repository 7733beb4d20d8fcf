"""Parsing any text in any language never fails, and formatted numbers are read back."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from audit.text.dates import dates
from audit.text.names import fold, names, romanise, same_name
from audit.text.negation import hints, negations
from audit.text.numbers import format_number, numbers
from audit.text.units import quantities
from audit.types import Span

LANGUAGES = ("fr", "de", "en", "vi", "es", "it", "pt", "nl", "pl", "ru", "uk", "und", "zh", "pt-BR")
language = st.sampled_from(LANGUAGES)
pieces = st.sampled_from(
    ["25 000", "3.500", "12:30", "7h30", "%", " mille ", "vingt", "zwei", "tausend", "tỷ", "$", "€", "May 5", "1990er",
     "n'", "pas", " ", "\u00a0", "\u202f", "-", "–", ".", ",", "XIX", "½", "\r\n", "Kim Jong Un", "d'", "\u200b", "🙂"]
)  # fmt: skip
hostile = st.one_of(st.text(max_size=200), st.lists(pieces, max_size=30).map("".join))


@given(hostile, language)
def test_spans_are_valid_ordered_and_disjoint(text: str, code: str) -> None:
    for found in (numbers(text, code), dates(text, code), names(text, code)):
        spans: list[Span] = [item.span for item in found]
        assert all(len(span) > 0 and span.end <= len(text) for span in spans)
        assert all(one.end <= other.start for one, other in pairwise(spans))
    for quantity in quantities(text, code):
        assert quantity.unit_span.end <= len(text)
        assert quantity.span.contains(quantity.number.span)
    for cue in (*negations(text, code), *hints(text, code)):
        assert cue.of(text)


@given(hostile)
def test_folding_is_idempotent(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    romanise(text)


@given(st.text(max_size=30), st.text(max_size=30))
def test_comparing_names_is_symmetric(one: str, other: str) -> None:
    assert same_name(one, other) == same_name(other, one)


@given(
    st.one_of(
        st.integers(0, 10**9).map(Decimal),
        st.decimals(0, 10**6, places=1, allow_nan=False, allow_infinity=False),
        st.decimals(0, 10**6, places=2, allow_nan=False, allow_infinity=False),
    ),
    st.sampled_from(LANGUAGES[:11]),
)
def test_a_formatted_number_is_read_back(value: Decimal, code: str) -> None:
    written = format_number(value, code)
    (number,) = numbers(f"({written})", code)
    assert number.value == value
