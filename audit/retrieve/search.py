"""Find the archive articles an article may have been made from.

Explicit citation first, then fingerprints over the whole archive, then sentence vectors of
the most promising; the three are fused into one order. Nothing is decided here.
"""

from __future__ import annotations

import heapq
import math

import numpy as np

from audit.encode.protocol import Encoder
from audit.retrieve.candidate import Candidate
from audit.retrieve.fingerprint import Fingerprint, fingerprint
from audit.retrieve.searchable import Searchable
from audit.retrieve.urls import agreement, url_key
from audit.retrieve.vectors import Vote, centred, lead_of, votes
from audit.types import Article, Evidence

__all__ = ["retrieve"]

_ENOUGH = 16
"""So many articles are compared sentence by sentence."""
_MOST_LEADS = 2000
"""In a larger archive only articles with some shared fingerprint have their lead encoded."""
_MOST_COMPARED = 5000
"""In a larger archive word runs are compared with the articles of best fingerprint only."""
_GROUPS = {"numbers": ("n:", "y:"), "names": ("w:", "b:"), "addresses": ("h:",)}
_NOTES = {
    "numbers": "figures agree, rare ones counting more",
    "names": "names agree whatever their spelling, rare ones counting more",
    "addresses": "both cite the same site",
}
_SPEAKING = 0.25
"""Features of less weight (one-digit numbers) are compared but not counted for the reader."""


def retrieve(
    article: Article, archive: Searchable, encoder: Encoder | None, *, limit: int = 5
) -> tuple[Candidate, ...]:
    """The ``limit`` most probable originals of ``article``, best first.

    The article itself (same bytes, or same path and item) is left out. Without an encoder
    the fingerprints alone decide the order.
    """
    query = fingerprint(article)
    itself = archive.same(article)
    pool = [i for i in range(len(archive)) if i not in itself]
    if not pool or limit <= 0:
        return ()
    agreements = archive.agreements(query)
    cited = archive.citations(query)
    likely = pool
    if len(pool) > _MOST_COMPARED:
        likely = heapq.nsmallest(_MOST_COMPARED, pool, key=lambda i: (-agreements.get(i, 0.0), i))
    copied = archive.overlaps(query, likely)
    first = {i: agreements.get(i, 0.0) + copied.get(i, 0.0) + 2.0 * cited.get(i, 0.0) for i in pool}
    spoken: dict[int, Vote] = {}
    if encoder is None:
        ranked = heapq.nsmallest(limit, pool, key=lambda i: (-first[i], i))
        ranked = [i for i in ranked if first[i] > 0.0]
    else:
        encoder = archive.through(encoder)
        leads = _lead_similarities(article, archive, pool, first, encoder)
        order = heapq.nsmallest(_ENOUGH, pool, key=lambda i: (-(leads.get(i, 0.0) + 1.5 * first[i]), i))
        ballots = votes(article, [archive.article(i) for i in order], encoder)
        spoken = dict(zip(order, ballots, strict=True))
        ranked = sorted(order, key=lambda i: (-_fused(spoken[i], first[i]), i))[:limit]
    return tuple(
        Candidate(
            article=archive.article(i),
            rank=rank,
            score=round(_fused(spoken[i], first[i]) if i in spoken else first[i], 6),
            similarity=round(spoken[i].similarity, 6) if i in spoken else 0.0,
            fingerprint=round(agreements.get(i, 0.0), 6),
            citation=round(cited.get(i, 0.0), 6),
            overlap=round(copied.get(i, 0.0), 6),
            evidence=tuple(_evidence(query, archive, i, cited.get(i, 0.0))),
        )
        for rank, i in enumerate(ranked, 1)
    )


def _fused(vote: Vote, first: float) -> float:
    return vote.similarity + 0.5 * vote.wins + 0.8 * first


def _lead_similarities(
    article: Article, archive: Searchable, pool: list[int], first: dict[int, float], encoder: Encoder
) -> dict[int, float]:
    """Corrected cosine of headline and lead with those of the pool."""
    if len(pool) > _MOST_LEADS:
        pool = heapq.nsmallest(_MOST_LEADS, pool, key=lambda i: (-first[i], i))
    if len(pool) <= _ENOUGH:
        return {}
    mine, theirs = encoder.encode([lead_of(article)]), archive.leads(pool, encoder)
    languages = [article.languages.main.split("-")[0], *archive.languages(pool)]
    unit = centred(np.concatenate([mine, theirs]), languages)
    cosines = np.asarray(unit[1:] @ unit[0])
    return {i: float(c) for i, c in zip(pool, cosines, strict=True)}


def _evidence(query: Fingerprint, archive: Searchable, position: int, cited: float) -> list[Evidence]:
    """Ledger lines of the search. A weight here is a share: of the citation, or of the fingerprint's agreement."""
    other = archive.fingerprint(position)
    lines = []
    if cited:
        url = max(query.cited, key=lambda u: (other.own_url == url_key(u.url), agreement(u.slug, other.headline)))
        same = other.own_url is not None and other.own_url == url_key(url.url)
        note = "this candidate's address is cited" if same else "a cited address renders this candidate's headline"
        lines.append(Evidence("citation", 1.0, f"{cited:.2f}", note, None, url.span))
    shared = sorted(query.features.keys() & other.features.keys())
    telling = {f: query.features[f] * archive.rarity(f) for f in shared}
    total = math.fsum(telling.values())
    for signal, prefixes in _GROUPS.items():
        mine = sum(f.startswith(prefixes) and query.features[f] >= _SPEAKING for f in query.features)
        both = sum(f.startswith(prefixes) and query.features[f] >= _SPEAKING for f in shared)
        weight = math.fsum(w for f, w in telling.items() if f.startswith(prefixes))
        if mine and total:
            lines.append(Evidence(signal, weight / total, f"{both} of {mine} agree", _NOTES[signal]))
    return lines
