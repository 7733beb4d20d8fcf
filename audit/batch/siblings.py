"""Articles of one run, in one language, that share text: copies, rewrites, two versions of one story.

The survey keeps a sketch of each article, never its text, so that memory stays flat; only the
few pairs whose sketches agree are read again and compared with chrF.
"""

from __future__ import annotations

import hashlib
import heapq
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from audit.lid import guess
from audit.read import read
from audit.types import Document, Sibling, Span

if TYPE_CHECKING:
    from sacrebleu.metrics.chrf import CHRF

__all__ = ["Survey", "survey"]

SHINGLE_WORDS = 4
SKETCH_SIZE = 128
"""Hashes kept of each article: the smallest, which makes sketches comparable (Broder 1997, bottom-k)."""
SHARED = 0.08
"""Share of two sketches that must agree before the pair is compared; chance agreement is far below."""
MOST = 5
"""Siblings named in one report."""
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class _Sketched:
    stem: str
    path: str
    item: int | None
    language: str
    hashes: frozenset[int]


@dataclass(slots=True)
class Survey:
    """What a first reading of all inputs found."""

    count: int = 0
    """Number of readable articles."""
    _sketched: dict[str, _Sketched] = field(default_factory=dict)
    _by_hash: dict[tuple[str, int], list[str]] = field(default_factory=lambda: defaultdict(list))

    def add(self, stem: str, document: Document) -> None:
        """Take note of one article."""
        self.count += 1
        hashes = _sketch(document.text)
        if not hashes or document.path is None:
            return
        language = guess(document)(Span(0, len(document.text)))
        self._sketched[stem] = _Sketched(stem, document.path, document.item, language, hashes)
        for value in hashes:
            self._by_hash[language, value].append(stem)

    def siblings(self, stem: str, document: Document) -> tuple[Sibling, ...]:
        """The articles most like this one, with chrF and its signature, best first."""
        own = self._sketched.get(stem)
        if own is None:
            return ()
        shared = Counter(other for value in own.hashes for other in self._by_hash[own.language, value] if other != stem)
        need = SHARED * min(SKETCH_SIZE, len(own.hashes))
        near = sorted(((n, other) for other, n in shared.items() if n >= need), key=lambda p: (-p[0], p[1]))[:MOST]
        found = []
        for _, other in near:
            text = _text_again(self._sketched[other])
            if text:
                found.append(Sibling(self._sketched[other].path, round(_chrf(document.text, text), 2), _signature()))
        return tuple(sorted(found, key=lambda s: (-s.chrf, s.path)))


def survey(documents: Iterable[tuple[str, Document]], tell: Callable[[str, int, int], None]) -> Survey:
    """Read every input once: how many there are, and which may be siblings."""
    result = Survey()
    for stem, document in documents:
        result.add(stem, document)
        tell("reading", result.count, 0)
    return result


def _sketch(text: str) -> frozenset[int]:
    words = [w.casefold() for w in _WORD.findall(text)]
    shingles = {" ".join(words[i : i + SHINGLE_WORDS]) for i in range(len(words) - SHINGLE_WORDS + 1)}
    hashed = (
        int.from_bytes(hashlib.blake2b(s.encode("utf-8", "surrogatepass"), digest_size=8).digest()) for s in shingles
    )
    return frozenset(heapq.nsmallest(SKETCH_SIZE, hashed))


def _text_again(one: _Sketched) -> str | None:
    from pathlib import Path

    for document in read(Path(one.path)):
        if isinstance(document, Document) and document.item == one.item:
            return document.text
    return None


@cache
def _metric() -> CHRF:
    from sacrebleu.metrics.chrf import CHRF

    return CHRF()


def _chrf(text: str, other: str) -> float:
    return float(_metric().sentence_score(text, [other]).score)


def _signature() -> str:
    return str(_metric().get_signature())  # complete once something was scored
