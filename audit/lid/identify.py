"""Main language of a document, its passages in other languages, single foreign words."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Sequence

import numpy as np

from audit.lid.credits import Credit, credit_lines
from audit.lid.decode import decode
from audit.lid.emissions import Emissions, emissions
from audit.lid.kinds import kind_of
from audit.lid.leftovers import leftovers
from audit.lid.main_language import MainLanguage, main_language, primary
from audit.lid.mask import blank, masked
from audit.lid.pairs import Enclosures, enclosures
from audit.lid.passages import Passage, passages
from audit.lid.prior import quick
from audit.lid.table import Table, load_table
from audit.lid.titles import titles
from audit.lid.tokens import Tokens, tokenise
from audit.types import UNDETERMINED, Document, Languages, LanguageSpan, Leftover, Sentence, Span

__all__ = ["identify"]


def identify(document: Document, sentences: Sequence[Sentence], *, main: str | None = None) -> Languages:
    """Main language, passages in other languages and single foreign words of ``document``.

    ``main`` (BCP 47) overrules the judgement of the main language. ``sentences`` may be empty;
    they tell captions and furniture from running text. Never raises on any text.
    """
    text = document.text
    table = load_table()
    masks = masked(text)
    tokens = tokenise(text, masks)
    scored = emissions(tokens, table, () if main is None else _known((primary(main),), table))
    found = main_language(tokens, scored, lambda: quick(blank(text, masks)))
    language = found.language if main is None else primary(main)
    pairs = enclosures(text)
    cut = _cut(text, tokens, scored, language, pairs)
    if main is None:
        dominant = _dominant(tokens, cut, language)
        if dominant != language:
            language = dominant
            cut = _cut(text, tokens, scored, language, pairs)
    cut, credited = _with_credits(text, tokens, language, cut)
    cut = _merged(cut, titles(text, tokens, scored, language, pairs, cut))
    starts = [sentence.span.start for sentence in sentences]
    family = table.family("latin")
    latin = family.languages if family else ()
    spans = tuple(
        _classed(passage, tokens, sentences, starts, language not in latin and passage.language in latin, credited)
        for passage in cut
        if passage.words > 1
    )
    hints = {span.language for span in spans if span.kind in ("untranslated_passage", "caption")}
    own = next((each for each in table.families if language in each.languages), None)
    taken = [passage.span for passage in cut] + [credit.span for credit in credited]
    words = leftovers(text, tokens, scored, own, language, hints, taken, pairs)
    words += _tags(credited, hints, spans) + _aliens(cut, tokens, pairs)
    return Languages(
        main or language,
        _probability(found),
        spans,
        tuple(sorted(words, key=lambda item: item.span)),
        found.reason if main is None else "",
    )


def _known(languages: Sequence[str], table: Table) -> tuple[str, ...]:
    return tuple(language for language in languages if any(language in family.languages for family in table.families))


def _merged(some: Sequence[Passage], others: Sequence[Passage]) -> tuple[Passage, ...]:
    return tuple(sorted((*some, *others), key=lambda passage: passage.span))


def _with_credits(
    text: str, tokens: Tokens, main: str, cut: Sequence[Passage]
) -> tuple[tuple[Passage, ...], tuple[Credit, ...]]:
    """Passages with foreign picture credits cut out as passages of their own, and those credits."""
    credits_ = tuple(credit for credit in credit_lines(text, tokens) if main not in credit.languages)
    out: list[Passage] = []
    rest = list(cut)
    for credit in credits_:
        first = int(np.searchsorted(tokens.end, credit.span.start, side="right"))
        last = int(np.searchsorted(tokens.start, credit.span.end))
        inside = [passage for passage in rest if passage.first < last and first < passage.last]
        language = inside[0].language if inside else None
        if language is None:
            near = [p for p in rest if not text[min(p.span.end, credit.span.start) : credit.span.start].strip()]
            language = near[-1].language if near and near[-1].span.end <= credit.span.start else None
        if language not in credit.languages:
            if len(credit.languages) > 1 and language is None:
                continue
            language = credit.languages[0]
        for passage in inside:
            rest.remove(passage)
            rest += _around(passage, tokens, first, last, text)
        out.append(Passage(first, last, credit.span, language, 10.0, len(credit.span.of(text).split())))
    return _merged(rest, out), credits_


def _around(passage: Passage, tokens: Tokens, first: int, last: int, text: str) -> list[Passage]:
    """What is left of a passage on both sides of tokens ``first`` … ``last - 1``."""
    out = []
    for low, high in ((passage.first, min(first, passage.last)), (max(last, passage.first), passage.last)):
        words = int((tokens.word[low:high] >= 0).sum()) if low < high else 0
        if words < 2:
            continue
        end = passage.span.end if high == passage.last else int(tokens.end[high - 1])
        while end < len(text) and text[end] in ".!?…":
            end += 1
        span = Span(int(tokens.start[low]), end)
        out.append(Passage(low, high, span, passage.language, passage.gain, words))
    return out


def _tags(credited: Sequence[Credit], hints: Collection[str], spans: Sequence[LanguageSpan]) -> tuple[Leftover, ...]:
    """Credit words of another language whose credit is a single word ("(Symbolbild/dpa)")."""
    out = []
    for credit in credited:
        if not any(span.span.overlap(credit.span) for span in spans):
            language = next((each for each in credit.languages if each in hints), credit.languages[0])
            sure = credit.tag or language in hints
            if sure:
                out.append(Leftover(credit.word, language, 0.9, "caption_tag"))
    return tuple(out)


def _aliens(cut: Sequence[Passage], tokens: Tokens, pairs: Enclosures) -> tuple[Leftover, ...]:
    """Single words that the search over the text found, in no quotation marks or brackets."""
    return tuple(
        Leftover(passage.span, passage.language, 0.8)
        for passage in cut
        if passage.words == 1
        and passage.enclosure is None
        and not tokens.capital[passage.first]
        and not pairs.around(passage.span.start, passage.span.end)
    )


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
    credited: Sequence[Credit],
) -> LanguageSpan:
    if any(passage.span == credit.span for credit in credited):
        return LanguageSpan(passage.span, passage.language, 0.9, "caption", None, "picture credit")
    kind, note = kind_of(passage, tokens, _sentence_at(sentences, starts, passage.span.start), latin_aside)
    return LanguageSpan(passage.span, passage.language, 0.9, kind, None, note)
