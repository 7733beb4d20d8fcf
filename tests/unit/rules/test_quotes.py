"""Quoted phrases and their marks."""

from __future__ import annotations

import pytest

from audit.rules.quotes import quotes


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Il dit « oui » et part.", [("« oui »", "guillemets", True, 0)]),
        ("Il dit «oui» et part.", [("«oui»", "guillemets", False, 0)]),
        ("Er sagt „ja“ und geht.", [("„ja“", "low", False, 0)]),
        ("Er sagt »ja« und geht.", [("»ja«", "inward", False, 0)]),
        ("She says “yes” and leaves.", [("“yes”", "high", False, 0)]),
        ('She says "yes" and leaves.', [('"yes"', "straight", False, 0)]),
        ("« Un “mot” rare »", [("« Un “mot” rare »", "guillemets", True, 0), ("“mot”", "high", False, 1)]),
        ("« un » et « deux »", [("« un »", "guillemets", True, 0), ("« deux »", "guillemets", True, 0)]),
        ('a 12" disc and a 7" disc', []),
        ("« jamais fermé", []),
    ],
)
def test_quotes_are_found_with_style_and_depth(text: str, expected: list[tuple[str, str, bool, int]]) -> None:
    assert [(q.span.of(text), q.style.key, q.spaced, q.depth) for q in quotes(text)] == expected


def test_a_quotation_that_runs_over_paragraphs_counts_as_outer() -> None:
    text = "« Je vois un “vide” devant nous.\nEt un autre. »"
    assert [q.depth for q in quotes(text)] == [1]
