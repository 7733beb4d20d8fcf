"""Word links inside a bead, from contextual token vectors.

After SimAlign (Jalili Sabet, Dufter, Yvon & Schütze 2020, "SimAlign: High quality word
alignments without parallel training data using static and contextualized embeddings"): the
similarity matrix of word pieces, mutual best matches (*argmax*), then further rounds among
what is still free (*itermax*); two words are linked when any of their pieces are. Changes:
vectors are centred on both texts' mean, because the pieces of one sentence resemble each
other; a mild diagonal preference settles repeated words; figures prefer figures, so that a
changed number finds the number it replaced.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from audit.encode.protocol import Encoder, TokenEncoder, TokenVectors
from audit.text.names import fold
from audit.types import Link, Span

__all__ = ["Link", "link_pairs", "link_words", "words"]

_WORD = re.compile(
    r"\d+(?:[.,\u00a0\u202f ]\d{3})*(?:[.,]\d+)?"
    r"|(?:[^\W\d_]{1,2}|[^\W\d_]{0,9}(?:qu|Qu|ll|st|tt))['’](?=[^\W\d_]{2})"  # elided: l' qu' dell' quest' tutt'
    r"|[^\W\d_]+(?:['’\-][^\W\d_]+)*",
    re.UNICODE,
)
ROUNDS = 2
FURTHER = 0.8
"""Share of its similarity a pair keeps in later rounds when one side is linked already."""
FLOOR = 0.15
"""Least similarity of a linked pair."""
DIAGONAL = 0.15
"""How much the distance from the diagonal lowers a similarity."""
LONGEST = 2000
"""Characters; what is longer is no sentence, and the cost grows with the product of both sides."""
AT_ONCE = 64
"""Pairs whose vectors are held in memory together."""
SAME = 0.35
"""Bonus of equal words (folded)."""
FIGURES = 0.2
"""Bonus of two words with digits; taken off when only one has them."""


def words(text: str) -> tuple[Span, ...]:
    """Words and figures, in order."""
    return tuple(Span(*m.span()) for m in _WORD.finditer(text))


def link_words(target_text: str, source_text: str, encoder: Encoder) -> tuple[Link, ...]:
    """Links between the words of two texts, in the target's order; a word may have several or none.

    Empty when the encoder knows no word pieces, or either text has no words or is longer than :data:`LONGEST`.
    """
    return link_pairs([(target_text, source_text)], encoder)[0]


def link_pairs(pairs: Sequence[tuple[str, str]], encoder: Encoder) -> tuple[tuple[Link, ...], ...]:
    """:func:`link_words` of many (target, source) pairs with one call of the encoder, which is several times quicker."""
    if not isinstance(encoder, TokenEncoder):
        return tuple(() for _ in pairs)
    found: list[tuple[Link, ...]] = []
    for start in range(0, len(pairs), AT_ONCE):
        some = [pair if max(map(len, pair)) <= LONGEST else ("", "") for pair in pairs[start : start + AT_ONCE]]
        vectors = encoder.token_vectors([text for pair in some for text in pair])
        found += (_links(*pair, vectors[2 * k], vectors[2 * k + 1]) for k, pair in enumerate(some))
    return tuple(found)


def _links(target_text: str, source_text: str, target: TokenVectors, source: TokenVectors) -> tuple[Link, ...]:
    target_words, source_words = _seen(target_text, target), _seen(source_text, source)
    if not target_words or not source_words:
        return ()
    scores = _words_by_words(target, source, target_words, source_words)
    scores += _wording(target_text, source_text, target_words, source_words)
    m, n = scores.shape
    across = np.abs((np.arange(m) + 0.5)[:, None] / m - (np.arange(n) + 0.5)[None, :] / n)
    linked = _itermax(scores - DIAGONAL * across)
    return tuple(
        Link(target_words[j], source_words[i], round(float(scores[j, i]), 4)) for j, i in np.argwhere(linked).tolist()
    )


def _seen(text: str, vectors: TokenVectors) -> tuple[Span, ...]:
    """The words the encoder saw; it reads only so far into a long text."""
    return words(text[: vectors.spans[-1].end]) if vectors.spans else ()


def _words_by_words(
    target: TokenVectors, source: TokenVectors, target_words: Sequence[Span], source_words: Sequence[Span]
) -> NDArray[np.float64]:
    """Best cosine of any two pieces, per pair of words; −1 where a word has no piece."""
    mean = np.concatenate([target.matrix, source.matrix]).mean(axis=0)
    a, b = (_unit(np.asarray(v.matrix, np.float64) - mean) for v in (target, source))
    pieces = a @ b.T
    rows, columns = _members(target, target_words), _members(source, source_words)
    out = np.full((len(rows), len(columns)), -1.0)
    for j, ours in enumerate(rows):
        if ours:
            best = pieces[ours].max(axis=0)
            for i, theirs in enumerate(columns):
                if theirs:
                    out[j, i] = best[theirs].max()
    return out


def _unit(vectors: NDArray[np.float64]) -> NDArray[np.float64]:
    norms = np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    out: NDArray[np.float64] = vectors / norms
    return out


def _members(vectors: TokenVectors, spans: Sequence[Span]) -> list[list[int]]:
    """Pieces of each word; both come in order."""
    out: list[list[int]] = []
    first = 0
    for span in spans:
        while first < len(vectors.spans) and vectors.spans[first].end <= span.start:
            first += 1
        k = first
        here: list[int] = []
        while k < len(vectors.spans) and vectors.spans[k].start < span.end:
            here.append(k)
            k += 1
        out.append(here)
    return out


def _wording(
    target_text: str, source_text: str, target_words: Sequence[Span], source_words: Sequence[Span]
) -> NDArray[np.float64]:
    """Bonus for equal words, and for figures with figures."""
    ours = [fold(span.of(target_text)) for span in target_words]
    theirs = [fold(span.of(source_text)) for span in source_words]
    same = np.array([[a == b and (len(a) > 2 or a.isdigit()) for b in theirs] for a in ours], np.float64)
    figure_a = np.array([any(c.isdigit() for c in a) for a in ours])
    figure_b = np.array([any(c.isdigit() for c in b) for b in theirs])
    both = np.logical_and.outer(figure_a, figure_b)
    one = np.logical_xor.outer(figure_a, figure_b)
    out: NDArray[np.float64] = SAME * same + FIGURES * both - FIGURES * one
    return out


def _itermax(scores: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Mutual best pairs, then mutual best pairs among what is at least half free."""
    linked = np.zeros(scores.shape, bool)
    for turn in range(ROUNDS):
        busy_row, busy_column = linked.any(axis=1), linked.any(axis=0)
        free = scores.copy()
        half = np.logical_xor.outer(busy_row, busy_column)
        free[half] = free[half] * FURTHER if turn else free[half]
        free[np.logical_and.outer(busy_row, busy_column)] = -2.0
        by_row = free == free.max(axis=1, keepdims=True)
        by_column = free == free.max(axis=0, keepdims=True)
        linked |= by_row & by_column & (free > FLOOR)
    return linked
