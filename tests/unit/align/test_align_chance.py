"""How sure a bead is, and what kind of article the prices are for."""

from __future__ import annotations

import numpy as np
import pytest

from audit.align.chance import Margins, chances, margins_of, probability
from audit.align.prices import FAINT, FAITHFUL, TRUSTING, WARY
from audit.align.search import Found
from audit.align.solve import ADAPTIVE
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
