"""What holds for every alignment, whatever the texts."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.align import align_jointly, find_bitext, omitted, translated_share, unsupported
from audit.encode.protocol import Vectors
from audit.types import Article, BlockKind, Document, Languages, LanguageSpan, Sentence, Span


class HashEncoder:
    """Vectors that depend on the words alone."""

    id = "hash"
    dimensions = 16
    languages = None

    def encode(self, texts: Sequence[str]) -> Vectors:
        out = np.zeros((len(texts), self.dimensions), np.float32)
        for row, text in zip(out, texts, strict=True):
            for word in text.split():
                row += np.random.default_rng(sum(map(ord, word))).standard_normal(self.dimensions).astype(np.float32)
            norm = float(np.linalg.norm(row))
            row /= norm or 1.0
        return out


WORDS = st.sampled_from(["a", "12", "été", "Haus", "nhà", "🚲", "\u200b", "—", "שלום", "b."])
TEXT = st.lists(WORDS, min_size=1, max_size=5).map(" ".join)
KIND: st.SearchStrategy[BlockKind] = st.sampled_from(["heading", "lead", "paragraph", "caption", "furniture"])


@st.composite
def articles(draw: st.DrawFn) -> Article:
    parts = draw(st.lists(st.tuples(TEXT, KIND, st.booleans()), max_size=12))
    text, sentences, spans = "", [], []
    for k, (sentence, kind, foreign) in enumerate(parts):
        span = Span(len(text), len(text) + len(sentence))
        sentences.append(Sentence(k, span, kind, k // 2))
        if foreign:
            spans.append(LanguageSpan(span, "de", 0.9, "untranslated_passage"))
        text += sentence + "\n"
    language = draw(st.sampled_from(["fr", "de", "vi", "und", "xx"]))
    return Article(Document(f"sha256:{len(text)}", text), Languages(language, 1.0, tuple(spans)), tuple(sentences))


@settings(max_examples=80, deadline=None)
@given(articles(), st.lists(articles(), max_size=3))
def test_every_alignment(article: Article, sources: list[Article]) -> None:
    found = align_jointly(article, sources, HashEncoder())
    assert len(found) == len(sources)
    taken: list[int] = []
    for source, alignment in zip(sources, found, strict=True):
        assert alignment.original == source.document.id
        assert 0 <= alignment.target_coverage <= 1 + 1e-9
        assert 0 <= alignment.source_coverage <= 1 + 1e-9
        assert 0 <= alignment.order <= 1
        for bead in alignment.beads:
            taken += bead.target
            for side, indices in ((article, bead.target), (source, bead.source)):
                assert indices
                assert list(indices) == sorted(indices)
                assert all(side.sentences[i].block != "furniture" for i in indices)
            assert 0 <= bead.probability <= 1
            assert -1 <= bead.similarity <= 1 + 1e-5
    assert len(taken) == len(set(taken))
    assert found == align_jointly(article, sources, HashEncoder())
    missing = unsupported(article, found)
    assert not {article.sentences[j].span for j in taken} & set(missing)
    share = translated_share(article, found)
    assert share is None or 0 <= share.low <= share.value <= share.high <= 1
    for source, alignment in zip(sources, found, strict=True):
        weights = [omission.weight for omission in omitted(source, alignment, "o1")]
        assert weights == sorted(weights, reverse=True)


@settings(max_examples=40, deadline=None)
@given(articles())
def test_bitext_pairs_foreign_sentences_with_others(article: Article) -> None:
    foreign = {s.index for s in article.sentences if any(s.span == x.span for x in article.languages.spans)}
    for bead in find_bitext(article, HashEncoder()):
        assert set(bead.source) <= foreign
        assert not set(bead.target) & foreign or article.languages.main == "de"
        assert 0 <= bead.probability <= 1
