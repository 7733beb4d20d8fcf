"""Sentence vectors for search: what the encoder says once its habits are taken off.

Encoders of the e5 family call any two sentences similar (cosine 0.7–0.9) and two sentences
of one language more so. Subtracting each language's mean takes both habits off; what stays
is near 0 for unrelated sentences. The mean is shrunk towards that of all languages where a
language has few sentences.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from audit.encode.protocol import Encoder, Vectors
from audit.types import Article

__all__ = ["Vote", "lead_of", "searched_sentences", "votes"]

_MOST_SENTENCES = 80
"""Longer articles are sampled evenly: search needs no more to know a text again."""
_SHORTEST = 25
"""Sentences of fewer characters say too little to vote."""
_LONGEST = 600
_SHRINK = 20.0


@dataclass(frozen=True, slots=True)
class Vote:
    """How the article's sentences voted on one candidate."""

    similarity: float
    """Mean over the article's sentences of the best corrected cosine, 0–1."""
    wins: float
    """Share of the article's sentences whose best match over all candidates lies here."""


def lead_of(article: Article) -> str:
    """Headline and lead: what two articles on one story share first."""
    body = [s for s in article.sentences if s.block not in ("furniture", "caption")]
    foreign = tuple(s.span for s in article.languages.spans)
    own = [s for s in body if not any(2 * s.span.overlap(f) > len(s.span) for f in foreign)] or body
    parts = [s.span.of(article.text)[:_LONGEST] for s in own[:3]]
    if article.document.title and not any(article.document.title in p for p in parts):
        parts = [article.document.title[:_LONGEST], *parts[:2]]
    return " ".join(" ".join(parts).split())


def searched_sentences(article: Article) -> tuple[str, ...]:
    """Sentences that vote: the report's own, long enough, evenly sampled."""
    texts = []
    for sentence in article.sentences:
        if sentence.block == "furniture" or len(sentence.span) < _SHORTEST:
            continue
        texts.append(" ".join(sentence.span.of(article.text)[:_LONGEST].split()))
    if len(texts) > _MOST_SENTENCES:
        step = len(texts) / _MOST_SENTENCES
        texts = [texts[int(i * step)] for i in range(_MOST_SENTENCES)]
    return tuple(texts)


def votes(article: Article, candidates: Sequence[Article], encoder: Encoder) -> tuple[Vote, ...]:
    """Let every sentence of ``article`` look for its like among the candidates' sentences."""
    mine = searched_sentences(article)
    theirs = [searched_sentences(c) for c in candidates]
    if not mine or not any(theirs):
        return tuple(Vote(0.0, 0.0) for _ in candidates)
    groups = [mine, *theirs]
    flat = encoder.encode([text for group in groups for text in group])
    languages = [a.languages.main.split("-")[0] for a in (article, *candidates) for _ in range(1)]
    corrected = centred(flat, [lang for lang, group in zip(languages, groups, strict=True) for _ in group])
    query, rest = corrected[: len(mine)], corrected[len(mine) :]
    weights = np.sqrt(np.array([len(t) for t in mine], dtype=np.float32))
    weights /= weights.sum()
    best = np.zeros((len(mine), len(candidates)), dtype=np.float32)
    at = 0
    for position, group in enumerate(theirs):
        if group:
            best[:, position] = np.clip(query @ rest[at : at + len(group)].T, 0.0, 1.0).max(axis=1)
        at += len(group)
    winners = best.argmax(axis=1)
    return tuple(
        Vote(float(weights @ best[:, i]), float(weights[(winners == i) & (best[:, i] > 0.3)].sum()))
        for i in range(len(candidates))
    )


def centred(vectors: Vectors, languages: Sequence[str]) -> Vectors:
    """Unit vectors with the (shrunk) mean of their language taken off; rows of zeros stay so."""
    if not len(vectors):
        return vectors
    overall = vectors.mean(axis=0)
    out = np.empty_like(vectors)
    tags = np.array(languages)
    for language in sorted(set(languages)):
        chosen = tags == language
        count = float(chosen.sum())
        mean = (vectors[chosen].sum(axis=0) + _SHRINK * overall) / (count + _SHRINK)
        out[chosen] = vectors[chosen] - mean
    length = np.linalg.norm(out, axis=1, keepdims=True)
    empty = np.linalg.norm(vectors, axis=1, keepdims=True) < 1e-6
    unit: Vectors = np.where((length > 1e-6) & ~empty, out / np.maximum(length, 1e-6), 0.0).astype(np.float32)
    return unit
