"""Beads that the search over all originals dropped come back where nothing speaks against them."""

from __future__ import annotations

from audit.align import with_lost_beads
from audit.types import Alignment, Article, Bead, Document, Languages, Sentence, Span


def text(name: str, count: int) -> Article:
    sentences = tuple(Sentence(i, Span(10 * i, 10 * i + 9), "paragraph", i) for i in range(count))
    return Article(Document(f"sha256:{name}", "x" * 10 * count), Languages("fr", 1.0), sentences)


ARTICLE, FIRST, SECOND = text("article", 4), text("first", 4), text("second", 4)


def aligned(original: Article, *beads: Bead) -> Alignment:
    return Alignment(original.document.id, beads, 0.0, 0.0)


def bead(target: int, source: int, probability: float = 0.95) -> Bead:
    return Bead((target,), (source,), 0.6, probability)


def kept(joint: tuple[Alignment, ...], alone: tuple[Alignment, ...]) -> list[list[tuple[int, int]]]:
    found = with_lost_beads(ARTICLE, (FIRST, SECOND), joint, alone)
    return [[(b.target[0], b.source[0]) for b in alignment.beads] for alignment in found]


JOINT = (aligned(FIRST, bead(0, 0), bead(3, 3)), aligned(SECOND, bead(1, 1)))


def test_a_sure_bead_of_one_original_alone_comes_back_in_its_place() -> None:
    assert kept(JOINT, (aligned(FIRST, bead(2, 2)), aligned(SECOND))) == [[(0, 0), (2, 2), (3, 3)], [(1, 1)]]


def test_an_unsure_bead_or_one_whose_sentences_are_taken_does_not() -> None:
    alone = (aligned(FIRST, bead(2, 2, 0.8), bead(1, 2)), aligned(SECOND, bead(2, 1)))
    assert kept(JOINT, alone) == [[(0, 0), (3, 3)], [(1, 1)]]


def test_of_two_offers_the_likelier_wins() -> None:
    alone = (aligned(FIRST, bead(2, 2, 0.92)), aligned(SECOND, bead(2, 2, 0.97)))
    assert kept(JOINT, alone) == [[(0, 0), (3, 3)], [(1, 1), (2, 2)]]


def test_shares_follow() -> None:
    first, second = with_lost_beads(ARTICLE, (FIRST, SECOND), JOINT, (aligned(FIRST, bead(2, 2)), aligned(SECOND)))
    assert first.target_coverage == 0.75
    assert second is JOINT[1]
