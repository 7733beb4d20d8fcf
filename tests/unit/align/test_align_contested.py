"""The second pass: which windows are embedded, where their cosines go, what it costs at most."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from audit.align import align, align_jointly, contested
from audit.align.contested import Wording, originals_wording, reembedded
from audit.align.prices import Prices
from audit.align.search import Found
from audit.align.units import Unit
from audit.align.windows import SHAPES, WIDEST, Embedded, Grid, Row, Side
from audit.encode.protocol import Vectors
from audit.types import Article, Document, Languages, Sentence, Span

SIZES = (4, 3)
ROWS = 6


def units(texts: Sequence[str]) -> list[Unit]:
    return [Unit(k, text, False, 0, "fr", text) for k, text in enumerate(texts)]


def grid(seed: int = 1) -> Grid:
    rng = np.random.default_rng(seed)
    rows, text, part = [], [], []
    for k, size in enumerate(SIZES):
        rows += [np.zeros(5), *rng.standard_normal((size, 5))]
        text += [k] * (size + 1)
        part += [-1] + [0] * size
    n = len(rows)
    zeros = np.zeros(n, np.int64)
    source = Side(np.array(rows, np.float32), rng.uniform(20, 90, n), np.array(text), np.array(part), zeros)
    none = np.zeros(ROWS, np.int64)
    target = Side(rng.standard_normal((ROWS, 5)).astype(np.float32), rng.uniform(20, 90, ROWS), none, none, none)
    return Grid(source, target, Prices(), np.ones(n))


def embedded(windows: Sequence[tuple[int, int]], seed: int) -> Embedded:
    vectors = np.random.default_rng(seed).standard_normal((len(windows), 5))
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    bounds = np.array(windows)
    return Embedded(bounds[:, 1] - bounds[:, 0], bounds[:, 1] - 1, vectors.astype(np.float32))


def window(side: Side, start: int, stop: int) -> Row:
    if side.embedded is not None:
        for width, last, vector in zip(side.embedded.width, side.embedded.last, side.embedded.vectors, strict=True):
            if (start, stop) == (last - width + 1, last + 1):
                return np.asarray(vector, np.float32)
    total = (side.vectors[start:stop] * side.lengths[start:stop, None]).sum(axis=0)
    return np.asarray(total / np.linalg.norm(total), np.float32)


@pytest.mark.parametrize("chunk", [400_000, 16])
def test_embedded_windows_take_the_place_of_means_and_nothing_else_moves(
    chunk: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("audit.align.windows.CHUNK_CELLS", chunk)
    plain = grid()
    source = Side(*(getattr(plain.source, f) for f in ("vectors", "lengths", "text", "part", "block")),
                  embedded([(1, 3), (2, 5), (6, 8)], 2))  # fmt: skip
    target = Side(*(getattr(plain.target, f) for f in ("vectors", "lengths", "text", "part", "block")),
                  embedded([(0, 2), (3, 6), (4, 6)], 3))  # fmt: skip
    g = Grid(source, target, plain.prices, plain.ratio)
    step = g.chunk
    for begin in range(0, ROWS, step):
        scores = g.rows(begin, min(ROWS, begin + step))
        for q, (a, b) in enumerate(SHAPES):
            for j in range(begin, min(ROWS, begin + step)):
                for i in range(len(source)):
                    if scores.margin[q, j - begin, i] > -1e5:
                        want = float(window(source, i - a + 1, i + 1) @ window(target, j - b + 1, j + 1))
                        assert scores.u[q, j - begin, i] == pytest.approx(want, abs=2e-5)


class Echo:
    """Each text a fixed random direction."""

    id, dimensions, languages = "echo", 5, None

    def __init__(self) -> None:
        self.seen: list[str] = []

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.seen += texts
        return np.stack([np.random.default_rng(len(t)).standard_normal(5) for t in texts]).astype(np.float32)


def wordings(g: Grid, encoder: Echo) -> tuple[Wording, Wording]:
    ours = Wording(units([f"t{k}" for k in range(ROWS)]), np.zeros((ROWS, 5), np.float32), encoder)
    originals = [units([f"s{k}.{i}" for i in range(size)]) for k, size in enumerate(SIZES)]
    return originals_wording(originals, np.zeros((sum(SIZES), 5), np.float32), encoder), ours


FOUND = [Found((1, 2), (0,), 0.5, 0.5, 0.5), Found((3,), (1, 2), 0.5, 0.5, 0.5), Found((6,), (4,), 0.5, 0.5, 0.5)]


def test_windows_are_the_joined_sentences_of_one_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contested, "CLOSE", 1e3)
    g, encoder = grid(), Echo()
    better = reembedded(g, FOUND, *wordings(g, encoder))
    assert better is not None
    assert {"s0.0 s0.1", "t1 t2"} <= set(encoder.seen)
    assert len(encoder.seen) == len(set(encoder.seen)) <= contested.CAP * ROWS
    assert all(len({part[:2] for part in text.split()}) == 1 for text in encoder.seen if text.startswith("s"))
    assert all(2 <= len(text.split()) <= WIDEST for text in encoder.seen)
    again = reembedded(g, FOUND, *wordings(g, Echo()))
    assert again is not None
    assert (again.rows(0, ROWS).u == better.rows(0, ROWS).u).all()


def test_what_is_clear_long_or_large_costs_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    g, encoder = grid(), Echo()
    assert reembedded(g, (), *wordings(g, encoder)) is None
    monkeypatch.setattr(contested, "CLOSE", 0.0)
    assert reembedded(g, FOUND, *wordings(g, encoder)) is None
    monkeypatch.setattr(contested, "CLOSE", 1e3)
    monkeypatch.setattr(contested, "LONGEST", 1)
    assert reembedded(g, FOUND, *wordings(g, encoder)) is None
    monkeypatch.setattr(contested, "LONGEST", 1500)
    monkeypatch.setattr("audit.align.windows.CHUNK_CELLS", 16)
    assert reembedded(g, FOUND, *wordings(g, encoder)) is None
    assert encoder.seen == []


class Together:
    """Knows idioms: words of which two stand in one text mean something else than each alone."""

    id, dimensions, languages = "together", 64, None

    def encode(self, texts: Sequence[str]) -> Vectors:
        out = np.zeros((len(texts), 64), np.float32)
        for row, text in zip(out, texts, strict=True):
            words = sorted(word[1:] for word in text.replace(".", "").split())
            for word in words + (["+".join(words)] * 2 if {"x", "y"} <= set(words) else []):
                row += np.random.default_rng(list(word.encode())).standard_normal(64).astype(np.float32)
            row /= np.linalg.norm(row) or 1.0
        return out


def article(sentences: Sequence[str], language: str, name: str = "") -> Article:
    spans, at = [], 0
    for text in sentences:
        spans.append(Span(at, at + len(text)))
        at += len(text) + 1
    made = tuple(Sentence(k, span, "paragraph", 0) for k, span in enumerate(spans))
    return Article(Document(f"sha256:{language}{name}", "\n".join(sentences)), Languages(language, 1.0), made)


def test_sentences_that_say_something_only_together_find_their_counterpart(monkeypatch: pytest.MonkeyPatch) -> None:
    source = article(["s1 s2 s3.", "sx s4.", "sy s5.", "s6 s7 s8."], "de")
    target = article(["t1 t2 t3.", "tx t4 ty t5.", "t6 t7 t8."], "fr")
    found = align(target, source, Together())
    assert [(b.source, b.target) for b in found.beads] == [((0,), (0,)), ((1, 2), (1,)), ((3,), (2,))]
    monkeypatch.setattr(contested, "CAP", 0.0)
    alone = align(target, source, Together())
    assert found.beads[1].probability > alone.beads[1].probability
    assert [b.similarity for b in found.beads] == [b.similarity for b in alone.beads]  # comparable with other windows


def test_equal_originals_still_tie() -> None:
    originals = [article(["s1 s2 s3.", "sx s4.", "sy s5.", "s6 s7 s8."], "de", name) for name in "ab"]
    target = article(["t1 t2 t3.", "tx t4 ty t5.", "t6 t7 t8."], "fr")
    first, second = align_jointly(target, originals, Together())
    assert (len(first.beads), len(second.beads)) == (3, 0)
    assert [bead.runner_up_gap for bead in first.beads] == pytest.approx([0.0] * 3, abs=1e-4)
