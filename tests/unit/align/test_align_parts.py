"""Bitext inside an article, coverage, word links, fused encoders."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from audit.align import (
    align,
    align_jointly,
    find_bitext,
    fuse,
    link_words,
    omitted,
    ties,
    translated_share,
    unsupported,
)
from audit.align.background import background_of, bank, length_ratio
from audit.align.links import words
from audit.encode.protocol import Encoder, TokenVectors, Vectors
from audit.types import Article, Document, Languages, LanguageSpan, Sentence, Span


class Toy:
    """Each word a fixed random direction; the part after the last hyphen counts, so ``t-x`` translates ``s-x``."""

    def __init__(self, languages: frozenset[str] | None = None, dimensions: int = 192) -> None:
        self.id, self.dimensions, self.languages = f"toy{dimensions}", dimensions, languages

    def _word(self, word: str) -> Vectors:
        seed = int.from_bytes(hashlib.sha256(word.rsplit("-", maxsplit=1)[-1].encode()).digest()[:4], "big")
        return np.random.default_rng(seed).standard_normal(self.dimensions).astype(np.float32)

    def encode(self, texts: Sequence[str]) -> Vectors:
        rows = [sum((self._word(w) for w in text.strip(".").split()), np.zeros(self.dimensions)) for text in texts]
        out = np.array(rows, np.float32).reshape(len(texts), self.dimensions)
        unit: Vectors = out / np.maximum(np.linalg.norm(out, axis=1, keepdims=True), 1e-9)
        return unit

    def token_vectors(self, texts: Sequence[str]) -> tuple[TokenVectors, ...]:
        out = []
        for text in texts:
            spans = words(text)
            rows = [self._word(span.of(text)) for span in spans]
            matrix = np.array(rows, np.float32).reshape(len(rows), self.dimensions)
            out.append(TokenVectors(matrix / np.maximum(np.linalg.norm(matrix, axis=1, keepdims=True), 1e-9), spans))
        return tuple(out)


CALM = "Es war sonst still und ruhig im Ort."
DEATHS = "Am 12. Mai starben 40 Menschen nicht."


def sentence(k: int, side: str) -> str:
    return " ".join(f"{side}-{k}x{w}" for w in range(6)) + "."


def article(sentences: Sequence[str], language: str, name: str, foreign: Sequence[int] = ()) -> Article:
    text, made = "", []
    for k, one in enumerate(sentences):
        made.append(Sentence(k, Span(len(text), len(text) + len(one)), "paragraph", k))
        text += one + "\n"
    spans = tuple(LanguageSpan(made[k].span, "de", 0.99, "untranslated_passage") for k in foreign)
    return Article(Document(f"sha256:{name}", text), Languages(language, 1.0, spans), tuple(made))


def test_bitext_inside_an_article() -> None:
    texts = [sentence(0, "s"), sentence(1, "s"), *(sentence(k, "t") for k in (0, 1, 7, 8))]
    found = find_bitext(article(texts, "fr", "a", foreign=(0, 1)), Toy())
    assert [(bead.source, bead.target, bead.language) for bead in found] == [((0,), (2,), "de"), ((1,), (3,), "de")]
    assert all(bead.probability > 0.9 for bead in found)


def test_no_bitext_without_a_translation() -> None:
    texts = [sentence(30, "s"), *(sentence(k, "t") for k in range(4))]
    assert find_bitext(article(texts, "fr", "a", foreign=(0,)), Toy()) == ()


def test_coverage_of_an_abridged_article() -> None:
    target = article([sentence(k, "t") for k in (0, 1, 50, 3)], "fr", "a")
    source = article([sentence(0, "s"), sentence(1, "s"), CALM, sentence(3, "s"), DEATHS], "de", "b")
    found = align(target, source, Toy())
    assert [span.of(target.text) for span in unsupported(target, (found,))] == [sentence(50, "t")]
    left = omitted(source, found, "o1")
    assert [o.span.of(source.text) for o in left] == [DEATHS, CALM]
    assert left[0].weight > left[1].weight
    share = translated_share(target, (found,))
    assert share is not None
    assert share.low <= share.value <= share.high
    assert share.value == pytest.approx(found.target_coverage)


def test_two_equal_originals_are_a_tie() -> None:
    target = article([sentence(k, "t") for k in range(4)], "fr", "a")
    first, second = (article([sentence(k, "s") for k in range(4)], "de", name) for name in "bc")
    found = align_jointly(target, (first, second), Toy())
    assert [len(a.beads) for a in found] == [4, 0]
    assert ties(found[0]) == (0, 1, 2, 3)
    assert {bead.runner_up for bead in found[0].beads} == {"sha256:c"}


def test_links_point_at_the_changed_number_and_the_lost_word() -> None:
    source, target = "s-stadt hat nicht 45.000 s-sack", "t-stadt a 54 000 t-sack"
    found = {link.target.of(target): link.source.of(source) for link in link_words(target, source, Toy())}
    assert found["54 000"] == "45.000"
    assert found["t-stadt"] == "s-stadt"
    assert "nicht" not in found.values()


@pytest.mark.parametrize("pair", [("", "a"), ("a", ""), ("…", "!"), ("🚲", "x" * 1000)])
def test_links_of_odd_texts(pair: tuple[str, str]) -> None:
    for link in link_words(*pair, Toy()):
        assert link.target.of(pair[0])
        assert link.source.of(pair[1])


def test_an_encoder_without_word_pieces_gives_no_links() -> None:
    class Plain:
        id, dimensions, languages = "plain", 4, None

        def encode(self, texts: Sequence[str]) -> Vectors:
            return np.ones((len(texts), 4), np.float32)

    assert link_words("a b", "a b", Plain()) == ()


def test_fused_encoders_where_both_know_the_languages() -> None:
    one, two = Toy(), Toy(frozenset({"de", "fr"}), 64)
    both = fuse((one, two), ("fr", "de-AT"))
    assert both.dimensions == 256
    rows = both.encode(["t-a t-b", "t-c"])
    assert np.linalg.norm(rows, axis=1) == pytest.approx([1.0, 1.0], abs=1e-5)
    assert fuse((one, two), ("vi", "fr")) is one
    assert fuse((two,), ("vi",)) is two
    target, source = article([sentence(0, "t")], "fr", "a"), article([sentence(0, "s")], "de", "b")
    assert len(align(target, source, both).beads) == 1


def test_fuse_needs_an_encoder() -> None:
    with pytest.raises(ValueError, match="no encoder"):
        fuse((), ("fr",))


def test_the_bank_is_parallel_and_knows_its_languages() -> None:
    sizes = {len(texts) for texts in bank().values()}
    assert len(sizes) == 1
    assert set(bank()) == {"de", "en", "es", "fr", "it", "nl", "pl", "pt", "ru", "uk", "vi"}
    assert length_ratio("de", "xx") == 1.0
    assert length_ratio("vi", "fr") * length_ratio("fr", "vi") == pytest.approx(1.0)
    encoder: Encoder = Toy()
    assert background_of(encoder) is background_of(Toy())


def test_und_and_unknown_languages_still_align() -> None:
    target = article([sentence(k, "t") for k in range(3)], "und", "a")
    source = article([sentence(k, "s") for k in range(3)], "xx", "b")
    assert len(align(target, source, Toy()).beads) == 3
    assert align(replace(target, sentences=()), source, Toy()).beads == ()
