"""How sure a bead is, and what kind of article the prices are for."""

from __future__ import annotations

import numpy as np
import pytest

from audit.align.chance import Margins, chances, margins_of, probability, shortfall
from audit.align.edges import trimmed
from audit.align.prices import FAINT, FAITHFUL, TRUSTING, WARY
from audit.align.search import Found
from audit.align.solve import ADAPTIVE, solve
from audit.align.windows import Grid, Side

CLEAR, TIED = Margins(0.3, 0.3), Margins(0.0, -0.1)


def side(vectors: list[list[float]], *, marked: bool) -> Side:
    n = len(vectors)
    part = np.zeros(n, np.int64)
    if marked:
        part[0] = -1
    zeros = np.zeros(n, np.int64)
    return Side(np.array(vectors, np.float32), np.full(n, 50.0), zeros, part, zeros)


def bead(i: int, j: int, u: float) -> Found:
    return Found((i,), (j,), u, u, u)


def test_everything_that_speaks_for_a_bead_raises_its_probability() -> None:
    base = probability(0.4, TIED, 0.3, 0.5, 0.6)
    assert probability(0.6, TIED, 0.3, 0.5, 0.6) > base
    assert probability(0.4, CLEAR, 0.3, 0.5, 0.6) > base
    assert probability(0.4, TIED, 0.9, 0.5, 0.6) > base
    assert probability(0.4, TIED, 0.3, 1.0, 0.6) > base
    assert probability(0.4, TIED, 0.3, 0.5, 0.4) > base


@pytest.mark.parametrize("strength", [-1.0, 0.0, 1.0, 50.0, -50.0])
@pytest.mark.parametrize("share", [1e-5, 0.5, 1.0])
def test_probabilities_are_probabilities(strength: float, share: float) -> None:
    assert 0.0 <= probability(strength, CLEAR, 0.0, share, 0.5) <= 1.0


def test_margins_look_at_both_sides_and_never_at_the_bead_itself() -> None:
    source = side([[0, 0, 0], [1, 0, 0], [0, 1, 0], [0.8, 0, 0.6]], marked=True)
    target = side([[1, 0, 0], [0, 1, 0]], marked=False)
    grid = Grid(source, target, WARY, np.ones(4))
    first, second = margins_of([bead(1, 0, 1.0), bead(2, 1, 1.0)], grid)
    assert first.target == pytest.approx(0.2)
    assert first.source == pytest.approx(1.0)
    assert (second.target, second.source) == pytest.approx((1.0, 1.0))


def test_sentences_that_say_one_source_sentence_twice_are_no_rivals() -> None:
    source = side([[0, 0, 0], [1, 0, 0]], marked=True)
    target = side([[1, 0, 0], [1, 0, 0]], marked=False)
    grid = Grid(source, target, WARY, np.ones(2))
    assert [m.source for m in margins_of([bead(1, 0, 1.0), bead(1, 1, 1.0)], grid)] == pytest.approx([1.0, 1.0])
    assert margins_of([], grid) == []


def test_company_makes_sure() -> None:
    text_of = [0] * 9
    run = [bead(k, k, 0.45) for k in (1, 2, 3)]
    lone = [bead(7, 6, 0.45)]
    likely = chances([*run, *lone], text_of, [TIED] * 4, 8)
    assert likely[1] > likely[0] > likely[3]
    assert chances([], text_of, [], 8) == []


@pytest.mark.parametrize(
    ("matched", "followed", "usual", "prices"),
    [(0.0, 0.0, 1.0, WARY), (1.0, 0.0, 0.7, TRUSTING), (1.0, 1.0, 0.7, FAITHFUL), (1.0, 1.0, 0.4, FAINT)],
)
def test_prices_by_kind_of_article(matched: float, followed: float, usual: float, prices: object) -> None:
    assert ADAPTIVE.after(matched, followed, usual) == prices


def test_what_falls_short_of_the_usual_likeness_is_less_likely_where_the_usual_is_high() -> None:
    assert shortfall(0.1, 0.6) > shortfall(0.2, 0.6) > 0.0
    assert shortfall(0.3, 0.6) == 0.0
    assert shortfall(0.0, 0.4) == shortfall(-1.0, 0.0) == 0.0
    assert probability(0.1, TIED, 1.2, 1.0, 0.6, shortfall(0.1, 0.6)) < probability(0.1, TIED, 1.2, 1.0, 0.6)


def _in_order(likeness: list[float]) -> Grid:
    """Sentences in pairs, each alike as told, and nothing else alike."""
    n = len(likeness)
    source, target = np.zeros((n + 1, 2 * n), np.float32), np.zeros((n, 2 * n), np.float32)
    for k, u in enumerate(likeness):
        source[k + 1, k] = 1.0
        target[k, k], target[k, n + k] = u, np.sqrt(1 - u * u)
    sides = side(source.tolist(), marked=True), side(target.tolist(), marked=False)
    return Grid(sides[0], sides[1], WARY, np.ones(n + 1))


def test_a_sentence_in_the_place_of_another_has_no_source_and_its_original_no_translation() -> None:
    grid = _in_order([0.7] * 5 + [0.02] + [0.7] * 5)
    found = solve(grid)
    assert [b.target for b in found] == [(j,) for j in range(11) if j != 5]


def test_where_little_is_alike_the_order_decides() -> None:
    grid = _in_order([0.42] * 5 + [0.02] + [0.42] * 5)
    assert (5,) in [b.target for b in solve(grid)]


def test_an_edge_sentence_without_a_part_in_its_bead_leaves_it() -> None:
    n = 6
    grid = _in_order([0.8] * n)
    beads = [bead(k + 1, k, 0.8) for k in range(n) if k not in (2, 3)]
    wide = Found((3,), (2, 3), 0.5, 0.5, 0.5)
    (kept,) = [b for b in trimmed([*beads, wide], grid, grid, 0.5) if b.source == (3,)]
    assert kept.target == (2,)
    assert kept.u == pytest.approx(0.8, abs=1e-4)
    (both,) = [b for b in trimmed([*beads, Found((3, 4), (2, 3), 0.8, 0.8, 0.8)], grid, grid, 0.5) if 2 in b.target]
    assert both.target == (2, 3)
