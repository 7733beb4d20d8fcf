"""What both interchange formats tell of the aligned sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from audit.types import Article, Audit, Bead, Original

__all__ = ["Pair", "legal", "pairs_of", "sources_of"]

# What XML 1.0 cannot hold at all, not even escaped.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def legal(text: str) -> str:
    """The text with what XML cannot hold replaced by U+FFFD."""
    return _FORBIDDEN.sub("�", text)


@dataclass(frozen=True, slots=True)
class Pair:
    """One bead, cut from both texts."""

    id: str
    """Unique in the audit: ``o1.3``."""
    source: str
    target: str
    notes: tuple[tuple[str, str], ...]
    """(name, value): similarity, probability, kind, offsets of both sides."""


def sources_of(audit: Audit) -> tuple[Original, ...]:
    """Accepted originals with an alignment, best first."""
    return tuple(o for o in audit.originals if o.decision == "source" and o.alignment is not None)


def pairs_of(audit: Audit, original: Original) -> Iterator[Pair]:
    """The aligned pairs of one original, in the article's order."""
    if original.alignment is None:
        return
    for number, bead in enumerate(original.alignment.beads, 1):
        yield Pair(
            f"{original.id}.{number}",
            _cut(original.article, bead.source),
            _cut(audit.article, bead.target),
            tuple(_notes(audit.article, original.article, bead)),
        )


def _cut(article: Article, indices: tuple[int, ...]) -> str:
    """Sentences one after the other; as the text has them when they are neighbours."""
    spans = [article.sentences[i].span for i in indices]
    if list(indices) == list(range(indices[0], indices[-1] + 1)):
        return legal(article.text[spans[0].start : spans[-1].end])
    return legal(" ".join(span.of(article.text) for span in spans))


def _notes(target: Article, source: Article, bead: Bead) -> Iterator[tuple[str, str]]:
    yield "similarity", f"{bead.similarity:.4f}"
    yield "probability", f"{bead.probability:.4f}"
    yield "kind", bead.kind
    for side, article, indices in (("source", source, bead.source), ("target", target, bead.target)):
        spans = [article.sentences[i].span for i in indices]
        yield f"{side}-offsets", " ".join(f"{span.start}-{span.end}" for span in spans)
