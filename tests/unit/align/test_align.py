"""Alignment behaves sensibly on small texts, whatever the encoder's quality."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np
import pytest

from audit.align import align, align_jointly
from audit.align.units import units_of, voices
from audit.encode.protocol import Vectors
from audit.types import Alignment, Article, Document, Languages, LanguageSpan, Sentence, Span


class WordEncoder:
    """A toy: each word a fixed random direction, a text the sum of its words. ``a-1`` and ``b-1`` are translations."""

    id = "toy"
    dimensions = 256
    languages = None

    def encode(self, texts: Sequence[str]) -> Vectors:
        out = np.zeros((len(texts), self.dimensions), np.float32)
        for row, text in zip(out, texts, strict=True):
            for word in text.casefold().replace(".", " ").split():
                seed = int.from_bytes(hashlib.sha256(word.split("-")[-1].encode()).digest()[:4], "big")
                row += np.random.default_rng(seed).standard_normal(self.dimensions).astype(np.float32)
            norm = np.linalg.norm(row)
            row /= norm or 1.0
        return out


def article(
    sentences: Sequence[str], language: str = "fr", kinds: dict[int, str] | None = None, name: str = ""
) -> Article:
    text, spans = "", []
    for sentence in sentences:
        spans.append(Span(len(text), len(text) + len(sentence)))
        text += sentence + "\n"
    made = tuple(
        Sentence(k, span, (kinds or {}).get(k, "paragraph"), k)  # type: ignore[arg-type]
        for k, span in enumerate(spans)
    )
    return Article(Document(f"sha256:{name or text}", text), Languages(language, 1.0), made)


def sentence(k: int, side: str, words: int = 6) -> str:
    return " ".join(f"{side}-{k}x{w}" for w in range(words)) + "."


def source(n: int, name: str = "s") -> Article:
    return article([sentence(k, "s") for k in range(n)], "de", name=name)


def pairs(alignment: Alignment) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    return [(bead.target, bead.source) for bead in alignment.beads]


def test_same_order() -> None:
    result = align(article([sentence(k, "t") for k in range(8)]), source(8), WordEncoder())
    assert pairs(result) == [((k,), (k,)) for k in range(8)]
    assert result.target_coverage == result.source_coverage == result.order == 1.0


def test_moved_paragraph_and_added_sentence() -> None:
    order = [6, 7, 8, 9, 99, 0, 1, 2, 3]
    result = align(article([sentence(k, "t") for k in order]), source(10), WordEncoder())
    assert pairs(result) == [((j,), (k,)) for j, k in enumerate(order) if k != 99]
    assert {bead.kind for bead in result.beads[4:]} == {"moved"}
    assert result.order < 1.0


def test_merged_and_split() -> None:
    halves = sentence(3, "t", 12).split()
    texts = [
        sentence(0, "t")[:-1] + " " + sentence(1, "t"),
        sentence(2, "t"),
        " ".join(halves[:6]) + ".",
        " ".join(halves[6:]),
        sentence(4, "t"),
    ]
    original = article(
        [sentence(0, "s"), sentence(1, "s"), sentence(2, "s"), sentence(3, "s", 12), sentence(4, "s")], "de"
    )
    result = align(article(texts), original, WordEncoder())
    assert pairs(result) == [((0,), (0, 1)), ((1,), (2,)), ((2, 3), (3,)), ((4,), (4,))]
    assert [bead.kind for bead in result.beads] == ["merged", "direct", "split", "direct"]


def test_stitched_from_two_originals() -> None:
    first, second = source(6, "first"), article([sentence(k, "s") for k in range(20, 26)], "en", name="second")
    target = article([sentence(k, "t") for k in (0, 1, 2, 3, 22, 23, 24, 25)])
    one, two = align_jointly(target, (first, second), WordEncoder())
    assert [bead.target for bead in one.beads] == [(0,), (1,), (2,), (3,)]
    assert pairs(two) == [((4,), (2,)), ((5,), (3,)), ((6,), (4,)), ((7,), (5,))]


def test_furniture_is_never_aligned() -> None:
    target = article([sentence(k, "t") for k in range(4)], kinds={2: "furniture"})
    assert 2 not in {j for bead in align(target, source(4), WordEncoder()).beads for j in bead.target}


def test_foreign_lead_beside_its_translation() -> None:
    texts = [sentence(0, "s"), sentence(1, "s"), *(sentence(k, "t") for k in range(5))]
    target = article(texts)
    spans = tuple(LanguageSpan(s.span, "de", 0.99, "untranslated_passage") for s in target.sentences[:2])
    target = Article(target.document, Languages("fr", 1.0, spans), target.sentences)
    assert pairs(align(target, source(5), WordEncoder())) == [
        ((0,), (0,)),
        ((1,), (1,)),
        *(((k + 2,), (k,)) for k in range(5)),
    ]


def test_repeated_headline() -> None:
    texts = [sentence(0, "t"), sentence(1, "t"), sentence(0, "t"), sentence(2, "t"), sentence(3, "t")]
    result = align(article(texts), source(4), WordEncoder())
    assert [bead.source for bead in result.beads] == [(0,), (1,), (0,), (2,), (3,)]


def test_original_in_the_article_language_and_identical_text() -> None:
    same = article([sentence(k, "t") for k in range(6)], "fr")
    assert pairs(align(same, same, WordEncoder())) == [((k,), (k,)) for k in range(6)]


@pytest.mark.parametrize("n", [0, 1, 2, 3])
@pytest.mark.parametrize("m", [0, 1, 2, 3])
def test_tiny(m: int, n: int) -> None:
    result = align(article([sentence(k, "t") for k in range(m)]), source(n), WordEncoder())
    assert pairs(result) == [((k,), (k,)) for k in range(min(m, n))]


def test_unrelated() -> None:
    result = align(article([sentence(k + 50, "t") for k in range(12)]), source(12), WordEncoder())
    assert result.beads == ()
    assert result.target_coverage == 0.0


def test_no_originals() -> None:
    assert align_jointly(article([sentence(0, "t")]), (), WordEncoder()) == ()


def test_very_long_against_very_short() -> None:
    result = align(article([sentence(k, "t", 2) for k in range(10_000)]), source(3), WordEncoder())
    assert len(result.beads) <= 3


def test_short_answers_repeat_for_their_own_sake() -> None:
    texts = [sentence(0, "t"), "t-ja.", sentence(1, "t"), "t-ja.", sentence(2, "t")]
    original = article([sentence(0, "s"), "s-ja.", sentence(1, "s"), "s-oui s-ja.", sentence(2, "s")], "de")
    assert pairs(align(article(texts), original, WordEncoder())) == [((k,), (k,)) for k in range(5)]


def test_names_and_short_answers_verbatim_in_both_are_no_left_in_passages() -> None:
    long = "Ein Satz, der unübersetzt stehen blieb."
    target, original = (units_of(article(["Ada Lovelace", "OK.", long], language)) for language in ("fr", "de"))
    assert voices(target, "fr", [original], ["de"]).tolist() == [False, False, True]
