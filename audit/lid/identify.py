"""Main language of a document, its passages in other languages, single foreign words."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

import numpy as np

from audit.lid.decode import decode
from audit.lid.emissions import Emissions, emissions
from audit.lid.kinds import kind_of
from audit.lid.main_language import MainLanguage, main_language, primary
from audit.lid.mask import blank, masked
from audit.lid.pairs import Enclosures, enclosures
from audit.lid.passages import Passage, passages
from audit.lid.prior import quick
from audit.lid.table import load_table
from audit.lid.tokens import Tokens, tokenise
from audit.types import UNDETERMINED, Document, Languages, LanguageSpan, Sentence

__all__ = ["identify"]


def identify(document: Document, sentences: Sequence[Sentence], *, main: str | None = None) -> Languages:
    """Main language, passages in other languages and single foreign words of ``document``.

    ``main`` (BCP 47) overrules the judgement of the main language. ``sentences`` may be empty;
    they tell captions and furniture from running text. Never raises on any text.
    """
    text = document.text
    table = load_table()
    tokens = tokenise(text, masked(text))
    scored = emissions(tokens, table)
    found = main_language(tokens, scored, quick(blank(text[:40_000])) if main is None else primary(main))
    language = found.language if main is None else primary(main)
    pairs = enclosures(text)
    cut = _cut(text, tokens, scored, language, pairs)
    if main is None:
        dominant = _dominant(tokens, cut, language)
        if dominant != language:
            language = dominant
            cut = _cut(text, tokens, scored, language, pairs)
    starts = [sentence.span.start for sentence in sentences]
    family = table.family("latin")
    latin = family.languages if family else ()
    spans = tuple(
        _classed(passage, tokens, sentences, starts, language not in latin and passage.language in latin)
        for passage in cut
        if passage.words > 1
    )
    return Languages(main or language, _probability(found), spans, (), found.reason if main is None else "")


def _cut(text: str, tokens: Tokens, scored: Emissions, language: str, pairs: Enclosures) -> tuple[Passage, ...]:
    return passages(text, tokens, scored, language, decode(tokens, scored, language), pairs)


def _dominant(tokens: Tokens, cut: Sequence[Passage], main: str) -> str:
    """The language with most letters; the words' sum may have favoured one with more evidence a letter."""
    size: dict[str, int] = {}
    for passage in cut:
        size[passage.language] = size.get(passage.language, 0) + len(passage.span)
    rest = int((tokens.end - tokens.start).sum()) - sum(size.values())
    best = max(sorted(size), key=size.__getitem__, default=main)
    return best if size.get(best, 0) > rest else main


def _probability(found: MainLanguage) -> float:
    if found.language == UNDETERMINED:
        return 0.0
    return round(float(1 / (1 + np.exp(-(1.0 + 2.0 * found.margin)))), 4)


def _sentence_at(sentences: Sequence[Sentence], starts: Sequence[int], offset: int) -> Sentence | None:
    at = bisect_right(starts, offset) - 1
    return sentences[at] if at >= 0 else None


def _classed(
    passage: Passage,
    tokens: Tokens,
    sentences: Sequence[Sentence],
    starts: Sequence[int],
    latin_aside: bool,
) -> LanguageSpan:
    kind, note = kind_of(passage, tokens, _sentence_at(sentences, starts, passage.span.start), latin_aside)
    return LanguageSpan(passage.span, passage.language, 0.9, kind, None, note)
