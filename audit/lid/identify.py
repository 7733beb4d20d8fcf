"""Main language of a document, its passages in other languages, single foreign words."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from audit.lid.borrowed import borrowed
from audit.lid.calibrate import NAMED_FROM, SURE_ENOUGH, main_probability, passage_probability
from audit.lid.credits import Credit, tags, with_credits
from audit.lid.decode import Costs, decode, log_ratios
from audit.lid.emissions import Emissions, emissions
from audit.lid.kinds import kind_of
from audit.lid.leftovers import leftovers
from audit.lid.main_language import MainLanguage, known_share, main_language, primary
from audit.lid.mask import blank, masked
from audit.lid.pairs import Enclosures, enclosures
from audit.lid.passages import Passage, passages
from audit.lid.prior import quick
from audit.lid.reported import introduction, reported
from audit.lid.table import Table, load_table
from audit.lid.titles import FEW_WORDS, is_person, titles
from audit.lid.tokens import Tokens, tokenise
from audit.lid.votes import SAMPLE_CHARS, agreement
from audit.types import UNDETERMINED, Document, Languages, LanguageSpan, Leftover, PassageKind, Sentence, Span

__all__ = ["identify"]

_NO_VOTES: Final = (0, 0)
CREDIT_PROBABILITY: Final = 0.9
ALIEN_PROBABILITY: Final = 0.95
VOTED_ON: Final = 30
"""Passages a document may put to the slow second opinion: a mosaic of two languages has thousands."""
PHRASED_WORDS: Final = 40
"""A passage of more words is none because of a set phrase."""
PHRASE_REST: Final = 11.0
"""Evidence in nats beside the phrase that makes it a passage all the same."""
PHRASE_REACH: Final = 40
"""Characters beside a word or passage in which a set phrase may begin or end."""
SENTENCE_LETTERS: Final = 60
"""Letters a sentence needs to be called foreign where words cannot be compared one by one."""
WORTH_SAYING: Final = 0.1
"""A passage less likely than this to be foreign at all is not reported, not even as undetermined."""
STRANGE_WORDS: Final = 6
STRANGE_BELOW: Final = 0.7
"""A passage of so many words with a smaller share of known ones is in a language outside the table."""


@dataclass(frozen=True, eq=False)
class _Text:
    """A text with everything derived from it that the steps below share."""

    text: str
    tokens: Tokens
    scored: Emissions
    table: Table
    pairs: Enclosures
    vote: bool

    def votes(self, start: int, end: int, language: str, *, slow: bool = True) -> tuple[int, int]:
        """Second opinions on a stretch."""
        return agreement(self.text[start : min(end, start + SAMPLE_CHARS)], language, slow=self.vote and slow)


def identify(
    document: Document, sentences: Sequence[Sentence], *, main: str | None = None, vote: bool = True
) -> Languages:
    """Main language, passages in other languages and single foreign words of ``document``.

    ``main`` (BCP 47) overrules the judgement of the main language. ``sentences`` may be empty;
    they tell furniture from running text. ``vote=False`` leaves out langdetect, the slow
    second opinion, which feeds confidence only. Never raises on any text; linear in its length.
    """
    text = document.text
    table = load_table()
    masks = masked(text)
    tokens = tokenise(text, masks)
    scored = emissions(tokens, table, () if main is None else _listed(primary(main), table))
    whole = _Text(text, tokens, scored, table, enclosures(text), vote)
    found = main_language(tokens, scored, lambda: quick(blank(text, masks)))
    language = found.language if main is None else primary(main)
    cut = _cut(whole, language) if language != UNDETERMINED else ()
    if main is None and cut:
        found, cut = _settled(whole, found, cut)
        language = found.language
    first = int(tokens.start[0]) if len(tokens) else 0
    votes = whole.votes(first, len(text), language) if language != UNDETERMINED else _NO_VOTES
    probability = main_probability(replace(found, language=language), votes)
    if main is None and probability < NAMED_FROM and not found.reason:
        other = f" or {found.runner_up}" if found.runner_up else ""
        return Languages(UNDETERMINED, probability, reason=f"too little to tell: {found.language}{other}")
    if language == UNDETERMINED:
        return Languages(UNDETERMINED, 0.0, reason=found.reason)
    if scored.column(language) is None:
        reason = found.reason or f"{language} is outside the language table: passages are told by whole sentences only"
        return Languages(main or language, 0.5, _by_sentence(whole, language, sentences), reason=reason)
    spans, words = _parts(whole, language, cut, sentences)
    return Languages(main or language, probability, spans, words, found.reason if main is None else "")


def _settled(whole: _Text, found: MainLanguage, cut: tuple[Passage, ...]) -> tuple[MainLanguage, tuple[Passage, ...]]:
    """The language with most letters; the words' sum may have favoured one with more evidence a letter."""
    length = whole.tokens.end - whole.tokens.start
    size: dict[str, int] = {}
    for passage in cut:
        size[passage.language] = size.get(passage.language, 0) + int(length[passage.first : passage.last].sum())
    rest = int(length.sum()) - sum(size.values())
    best = max(sorted(size), key=size.__getitem__)
    if size[best] <= rest:
        return found, cut
    return replace(found, language=best, runner_up=found.language), _cut(whole, best)


def _cut(whole: _Text, language: str) -> tuple[Passage, ...]:
    found = decode(whole.tokens, whole.scored, language)
    return passages(whole.text, whole.tokens, whole.scored, language, found, whole.pairs)


def _listed(language: str, table: Table) -> tuple[str, ...]:
    return (language,) if any(language in family.languages for family in table.families) else ()


def _parts(
    whole: _Text, language: str, found: tuple[Passage, ...], sentences: Sequence[Sentence]
) -> tuple[tuple[LanguageSpan, ...], tuple[Leftover, ...]]:
    """Passages and leftover words of a text in ``language``."""
    text, tokens, scored = whole.text, whole.tokens, whole.scored
    cut, credited = with_credits(text, tokens, language, found)
    short = titles(text, tokens, scored, language, whole.pairs, cut)
    cut = _apart((*cut, *short))
    starts = [sentence.span.start for sentence in sentences]
    spans = tuple(
        _classed(whole, passage, language, _sentence_at(sentences, starts, passage.span.start), credited, at < VOTED_ON)
        for at, passage in enumerate(
            passage for passage in cut if passage.words > 1 and not _set_phrase(whole, passage, language)
        )
    )
    # a name in no language in particular says nothing, nor does a person's
    spans = tuple(
        span
        for span in spans
        if span.probability >= WORTH_SAYING
        and (span.kind != "title_or_name" or (span.language != UNDETERMINED and not _person(whole, span.span)))
    )
    hints = {span.language for span in spans if span.kind in ("untranslated_passage", "caption")}
    hints |= {credit.languages[0] for credit in credited if credit.tag and len(credit.languages) == 1}
    own = next((family for family in whole.table.families if language in family.languages), None)
    taken = sorted([passage.span for passage in cut] + [credit.span for credit in credited])
    words = leftovers(text, tokens, scored, own, language, hints, taken, whole.pairs)
    words += _aliens(text, cut, tokens, whole.pairs)
    words = tuple(word for word in words if not _in_phrase(text, word.span)) + tags(credited, hints, spans)
    return spans, tuple(sorted(words, key=lambda item: (item.span, item.kind)))


def _apart(found: Sequence[Passage]) -> tuple[Passage, ...]:
    """In order, the earlier one kept where two overlap."""
    out: list[Passage] = []
    for passage in sorted(found, key=lambda each: each.span):
        if not out or passage.span.start >= out[-1].span.end:
            out.append(passage)
    return tuple(out)


def _set_phrase(whole: _Text, passage: Passage, main: str) -> bool:
    """Whether little of a passage speaks for its language besides phrases that many languages have borrowed."""
    if passage.enclosure is not None or passage.words > PHRASED_WORDS:
        return False
    start = max(0, passage.span.start - PHRASE_REACH)
    found = borrowed(whole.text[start : passage.span.end + PHRASE_REACH])
    tokens, own, other = whole.tokens, whole.scored.column(main), whole.scored.column(passage.language)
    if not found or own is None or other is None:
        return False
    ratios = log_ratios(tokens, whole.scored, own, passage.first, passage.last)[:, other]
    inside = [
        any(phrase.shift(start).start <= at < phrase.shift(start).end for phrase in found)
        for at in tokens.start[passage.first : passage.last].tolist()
    ]
    rest = sum(ratio for ratio, borrowed_ in zip(ratios.tolist(), inside, strict=True) if not borrowed_)
    return any(inside) and rest < PHRASE_REST


def _in_phrase(text: str, span: Span) -> bool:
    start = max(0, span.start - PHRASE_REACH)
    return any(phrase.shift(start).contains(span) for phrase in borrowed(text[start : span.end + PHRASE_REACH]))


def _person(whole: _Text, span: Span) -> bool:
    first, last = whole.tokens.start.searchsorted((span.start, span.end))
    return is_person(whole.text, whole.tokens, int(first), int(last))


def _sentence_at(sentences: Sequence[Sentence], starts: Sequence[int], offset: int) -> Sentence | None:
    at = bisect_right(starts, offset) - 1
    return sentences[at] if at >= 0 else None


def _classed(
    whole: _Text, passage: Passage, main: str, sentence: Sentence | None, credited: Sequence[Credit], vote: bool
) -> LanguageSpan:
    """A passage with its kind and probability; ``und`` where that is too low."""
    tokens, scored = whole.tokens, whole.scored
    if passage.enclosure is not None and passage.enclosure.kind == "quote" and passage.words <= FEW_WORDS:
        passage = replace(passage, short=True)  # the marks say where it begins and ends
    column, own = scored.column(passage.language), scored.column(main)
    if column is None or own is None or any(passage.span == credit.span for credit in credited):
        return LanguageSpan(passage.span, passage.language, CREDIT_PROBABILITY, "caption", None, "picture credit")
    latin = whole.table.family("latin")
    aside = latin is not None and main not in latin.languages and passage.language in latin.languages
    kind, note = kind_of(passage, tokens, sentence, aside)
    if kind == "untranslated_passage":
        kind, note = _reported(whole, passage, main, sentence) or (kind, note)
    known = known_share(tokens, scored, column, passage.first, passage.last, shaped=True)
    votes = whole.votes(passage.span.start, passage.span.end, passage.language, slow=vote)
    probability = passage_probability(_net(passage, tokens), known, votes, title=passage.short)
    totals = log_ratios(tokens, scored, own, passage.first, passage.last).sum(0)
    totals[[column, own]] = float("-inf")
    runner_up = scored.languages[int(totals.argmax())] if len(totals) > 2 else None
    language = passage.language
    if passage.words >= STRANGE_WORDS and known < STRANGE_BELOW:
        language, note = UNDETERMINED, f"nearest to {language}, but most of its words are on no list: outside the table"
    elif probability < SURE_ENOUGH:
        language, note = UNDETERMINED, f"perhaps {language}: too little to tell"
    return LanguageSpan(passage.span, language, probability, kind, runner_up, note)


def _reported(whole: _Text, passage: Passage, main: str, sentence: Sentence | None) -> tuple[PassageKind, str] | None:
    start, end = introduction(whole.text, passage)
    first, last = (int(at) for at in whole.tokens.start.searchsorted((start, end)))
    own, other = whole.scored.column(main), whole.scored.column(passage.language)
    assert own is not None
    assert other is not None
    home = first < last and float(log_ratios(whole.tokens, whole.scored, own, first, last)[:, other].sum()) < 0
    return reported(whole.text, passage, main, sentence, home)


def _net(passage: Passage, tokens: Tokens) -> float:
    """Evidence left after the cost of going there and back, nats."""
    if passage.short:
        return passage.gain
    costs = Costs()
    entry = costs.of(tokens.boundary[[passage.first, min(passage.last, len(tokens) - 1)]])
    leaving = float(entry[1]) if passage.last < len(tokens) else costs.line
    return passage.gain - float(entry[0]) - costs.leave * leaving


def _aliens(text: str, cut: Sequence[Passage], tokens: Tokens, pairs: Enclosures) -> tuple[Leftover, ...]:
    """Single words that the search over the text found, in no quotation marks or brackets and not explained in any."""
    return tuple(
        Leftover(
            Span(int(tokens.start[passage.first]), int(tokens.end[passage.last - 1])),
            passage.language,
            ALIEN_PROBABILITY,
        )
        for passage in cut
        if passage.words == 1
        and passage.enclosure is None
        and not text[passage.span.end : passage.span.end + 2].lstrip().startswith(("(", "（"))
        and not tokens.capital[passage.first : passage.last].any()
        and text[max(0, passage.span.start - 1) : passage.span.start] not in (".", "-", "/", "@")
        and not pairs.around(passage.span.start, passage.span.end)
    )


def _by_sentence(whole: _Text, main: str, sentences: Sequence[Sentence]) -> tuple[LanguageSpan, ...]:
    """Sentences that both second opinions put in one other language, where words cannot be compared."""
    out: list[LanguageSpan] = []
    for sentence in sentences:
        piece = sentence.span.of(whole.text) if sentence.span.end <= len(whole.text) else ""
        if sum(map(str.isalpha, piece)) < SENTENCE_LETTERS:
            continue
        language = primary(quick(blank(piece)))
        if language in (main, UNDETERMINED) or agreement(piece, language) != (1, 1):
            continue
        out.append(
            LanguageSpan(sentence.span, language, 0.8, "untranslated_passage", None, "told by the whole sentence")
        )
    return tuple(out)
