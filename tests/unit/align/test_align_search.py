"""The search finds the best path: checked against a slow programme that tries everything."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from audit.align.prices import Prices
from audit.align.search import LATER, Found, search
from audit.align.windows import SHAPES, BeadScores, Grid, Side

PRICES = Prices(
    neighbour=0.4, worth=0.3, level=0.1, rival=0.3, member=-0.6, follow=0.0, enter=0.15, skip=0.07, skip_each=0.03, jump=0.2,
    switch=0.3, null=0.05, null_each=0.02,
)  # fmt: skip


def grid(seed: int, sizes: tuple[int, ...], m: int) -> Grid:
    rng = np.random.default_rng(seed)
    rows, text, part = [], [], []
    for k, size in enumerate(sizes):
        rows += [np.zeros(4), *rng.standard_normal((size, 4))]
        text += [k] * (size + 1)
        part += [-1] + [0] * size
    n = len(rows)
    block = np.zeros(n, np.int64)
    source = Side(np.array(rows, np.float32), rng.uniform(20, 90, n), np.array(text), np.array(part), block)
    target = Side(
        rng.standard_normal((m, 4)).astype(np.float32), rng.uniform(20, 90, m), np.zeros(m, np.int64),
        np.zeros(m, np.int64), np.zeros(m, np.int64),
    )  # fmt: skip
    return Grid(source, target, PRICES, np.ones(n))


def best_of(scores: BeadScores, row: int, b: int) -> float:
    """Best u of the window of ``b`` target sentences that ends at ``row``."""
    alike = [q for q, shape in enumerate(SHAPES) if shape[1] == b]
    return float(scores.u[alike, row][scores.margin[alike, row] > -1e5].max())


def best_value(g: Grid) -> float:
    """Tries every bead and every way to get to it."""
    scores = g.rows(0, len(g.target))
    text = g.source.text.tolist()
    n, p = len(text), PRICES
    starts = [i for i in range(n) if i == 0 or text[i] != text[i - 1]]

    @cache
    def total(j: int, i: int) -> float:
        return max(ended(j, i), alone(j, i))

    @cache
    def alone(j: int, i: int) -> float:
        if j == 0:
            return -1e9
        return max(ended(j - 1, i) - p.null - p.null_each, alone(j - 1, i) - p.null_each)

    @cache
    def ended(j: int, i: int) -> float:
        if j == 0:
            return -LATER * starts.index(i) if i in starts else -1e9
        best = -1e9
        for q, (a, b) in enumerate(SHAPES):
            if b > j or i - a < 0 or scores.margin[q, j - 1, i] < -1e5:
                continue
            u, weakest = float(scores.u[q, j - 1, i]), float(scores.weakest[q, j - 1, i])
            strength = (1 - p.weakest) * u + p.weakest * weakest
            gain = float(scores.margin[q, j - 1, i]) + p.worth * (strength - p.level)
            gain -= p.rival * max(0.0, best_of(scores, j - 1, b) - u)
            if weakest <= p.member:
                continue
            at = i - a
            if strength > p.follow:
                best = max(best, total(j - b, at) + gain)
            if strength > p.enter:
                for k in range(n):
                    before = total(j - b, k) + gain
                    best = max(best, before - p.switch)
                    if text[k] == text[at]:
                        best = max(best, before - p.jump)
                        if k < at:
                            best = max(best, before - p.skip - p.skip_each * (at - k))
        return best

    return max(total(len(g.target), i) for i in range(n))


def value_of(g: Grid, beads: tuple[Found, ...]) -> float:
    """What a path of these beads is worth, by its cheapest moves."""
    p, text = PRICES, g.source.text.tolist()
    starts = [i for i in range(len(text)) if i == 0 or text[i] != text[i - 1]]
    states = {i: -LATER * k for k, i in enumerate(starts)}
    value_at, j = states, 0
    for bead in beads:
        gap = bead.target[0] - j
        at = bead.source[0] - 1
        arrivals = []
        for k, value in value_at.items():
            if k == at:
                arrivals.append(value)
            if bead.strength > p.enter:
                arrivals.append(value - p.switch)
                if text[k] == text[at]:
                    arrivals.append(value - p.jump)
                    if k < at:
                        arrivals.append(value - p.skip - p.skip_each * (at - k))
        paid = p.null + gap * p.null_each if gap else 0.0
        value_at, j = {bead.source[-1]: max(arrivals) - paid + bead.gain}, bead.target[-1] + 1
    gap = len(g.target) - j
    return max(value_at.values()) - (p.null + gap * p.null_each if gap else 0.0)


@pytest.mark.parametrize("seed", range(40))
@pytest.mark.parametrize("sizes", [(3,), (5,), (3, 2), (2, 0, 3)])
def test_search_is_exact(seed: int, sizes: tuple[int, ...]) -> None:
    g = grid(seed, sizes, 1 + seed % 5)
    found = search(g, PRICES)
    assert value_of(g, found) == pytest.approx(best_value(g), abs=1e-4)


@pytest.mark.parametrize("seed", range(10))
def test_stretches_do_not_change_the_path(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    g = grid(seed, (9, 7), 23)
    whole = search(g, PRICES)
    monkeypatch.setattr("audit.align.windows.CHUNK_CELLS", 3 * len(g.source))
    parts = search(grid(seed, (9, 7), 23), PRICES)
    assert [(bead.source, bead.target) for bead in parts] == [(bead.source, bead.target) for bead in whole]


def test_a_forbidden_pair_is_in_no_bead() -> None:
    g = grid(3, (6,), 6)
    first = search(g, PRICES)[0]
    pair = (first.target[0], first.source[0])
    beads = search(g.without((pair,)), PRICES)
    assert not any(pair[0] in bead.target and pair[1] in bead.source for bead in beads)
