"""What search hands on: an archive article that may be an original, and why."""

from __future__ import annotations

from dataclasses import dataclass

from audit.types import Article, Evidence

__all__ = ["Candidate"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A probable original before alignment."""

    article: Article
    rank: int
    """1-based, best first."""
    score: float
    """Fused score of all signals; comparable within one search only."""
    similarity: float
    """Share of the article's sentences that find their like here, background-corrected, 0–1."""
    fingerprint: float
    """Agreement of numbers, names and addresses, 0–1."""
    citation: float
    """Agreement of a cited address with this candidate, 0–1; 0 when none is cited."""
    overlap: float
    """Share of the article's five-word runs that stand here too, 0–1: copies in one language."""
    evidence: tuple[Evidence, ...] = ()
