"""What was left in of another language, and how far it tells a translation.

A sentence of its own in another language is left over from a translation, for nobody writes it on
purpose. Words and short phrases inside a sentence may be borrowed (*coup de théâtre*, *angst*), a
picture's credit comes with the picture, and a short line alone with an embedded post or an
advertisement: they are *weak*, and never carry a verdict. Weak is also verse, what a label and a
colon introduce ("Read this in English: …"), and what stands beside its own translation on purpose
(see :mod:`audit.provenance.bitext`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from audit.errors import ModelError
from audit.lid.table import load_table
from audit.provenance.attribution import Credit
from audit.provenance.bitext import groups_of
from audit.retrieve.fingerprint import numbers_of, skeletons
from audit.types import Article, Attribution, Evidence, InnerBead, InnerKind, LanguageSpan, Leftover, Span

__all__ = ["FREQUENT", "Seen", "foreign_captions", "is_borrowed", "left_in", "primary"]

Seen = tuple[Evidence, bool]
"""A ledger line and whether it is firm: such that it can carry a verdict."""

FREQUENT = frozenset({"en"})
"""Languages whose words stand in anybody's articles: their single words and page furniture count half."""
_CLAUSE = 4
"""Words of a clause that fills its line."""
_LONG = 10
"""Words from which a passage is no set phrase, and no line of the page either."""
_VERSES, _VERSE = 3, 7.5
"""So many lines of so few words on average are verse."""
_EVERYWHERE = 4
"""A word on the lists of so many other languages is international."""
_GRAMMAR = 6.3
"""Zipf frequency from which a word belongs to the grammar of its language and is borrowed in set phrases only."""
_PURPOSES: Mapping[InnerKind, str] = {
    "bilingual": "the article prints much of its text in both languages",
    "notice": "a notice in several languages",
    "quotation": "a quotation or title beside its translation",
    "unclear": "closes the article in both languages, as notices do",
}
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_GLOSS = re.compile(r"[\s.,;:!?…»”“\"'’›]{0,6}[(\[](?P<gloss>[^()\[\]\n]{10,600})[)\]]")
_CAPITALISED_BEFORE = re.compile(r"[^\W\d_a-zà-öø-ÿ][^\W\d_]*[ \u00a0]$")


def left_in(
    article: Article, credit_list: Sequence[Credit], bitext: Sequence[InnerBead] | None = None
) -> Iterator[Seen]:
    """Ledger lines of passages, captions, page furniture and single words left in.

    ``bitext`` is ``None`` where no encoder looked for it; figures and names must do then.
    """
    captions = foreign_captions(article, credit_list)
    yield from _passages(article, captions, bitext)
    yield from _beside_their_translation(article, bitext or ())
    for leftover in _counting(article, captions):
        weights = {"word": 0.9, "compound": 1.3, "genitive": 1.3, "caption_tag": 1.3}
        language = primary(leftover.language)
        weight = weights[leftover.kind] * leftover.probability * (0.4 if language in FREQUENT else 1.0)
        text = leftover.span.of(article.text)
        note = f"{leftover.kind} left in"
        yield Evidence("leftover", weight, text, note, language, leftover.span), leftover.kind == "genitive"


def foreign_captions(article: Article, credit_list: Sequence[Credit]) -> tuple[Attribution, ...]:
    """Picture credits worded in another language than the article's."""
    main = primary(article.languages.main)
    captions = [c.attribution for c in credit_list if c.attribution.kind == "caption_credit" and c.attribution.span]
    return tuple(a for a in captions if a.language and primary(a.language) != main)


def is_borrowed(text: str, leftover: Leftover, main: str) -> bool:
    """Whether a leftover is probably a loanword or part of a name.

    It is when the list of the main language, or those of many languages, hold it, or when
    another capitalised word stands beside it.
    """
    word = leftover.span.of(text)
    if leftover.kind in ("genitive", "caption_tag"):
        return False
    if word[:1].isupper():
        before = text[max(0, leftover.span.start - 40) : leftover.span.start]
        after = text[leftover.span.end + 1 : leftover.span.end + 2]
        beside = text[leftover.span.end : leftover.span.end + 1] == " " and after.isupper()
        return beside or _CAPITALISED_BEFORE.search(before) is not None
    try:
        families = load_table().families
    except ModelError:
        return False
    family = next((f for f in families if main in f.languages), None)
    if family is None:
        return False
    zipf = dict(zip(family.languages, family.zipf([word.lower()])[0].tolist(), strict=True))
    theirs = primary(leftover.language)
    if zipf.get(theirs, 0.0) >= _GRAMMAR:
        return False
    listed = sum(value > 0 for language, value in zipf.items() if language != theirs)
    return bool(zipf[main] > 0 or listed >= _EVERYWHERE)


def _passages(article: Article, captions: Sequence[Attribution], bitext: Sequence[InnerBead] | None) -> Iterator[Seen]:
    for span in article.languages.spans:
        language = primary(span.language)
        if span.kind == "untranslated_passage":
            yield _passage(article, span, captions, bitext)
        elif span.kind in ("caption", "furniture") and not _is_told(span.span, language, captions):
            share = 0.5 if language in FREQUENT else 1.0
            note = "caption left in" if span.kind == "caption" else "page furniture in another language"
            weight = 1.5 * share * span.probability
            yield Evidence("caption", weight, _quote(article, span), note, language, span.span), False


def _passage(
    article: Article, span: LanguageSpan, captions: Sequence[Attribution], bitext: Sequence[InnerBead] | None
) -> Seen:
    language = primary(span.language)
    weight = min(3.8, 1.8 + 0.15 * len(span.span.of(article.text).split())) * span.probability
    kinds = _stands_for(article, span, bitext or ())
    on_purpose = next((kind for kind in _PURPOSES if kind in kinds), None) if "left_in" not in kinds else None
    glossed = _is_glossed(article, span)
    beside = not (glossed or _is_introduced(article, span.span)) and (
        _rendered_beside(article, span) if bitext is None else "left_in" in kinds
    )
    told = _is_told(span.span, language, captions)
    firm = beside or not (on_purpose or glossed or told or not _is_sentence(article, span))
    note = "left in beside its own translation" if beside else "passage left untranslated"
    if glossed:
        note = "explained in brackets"
    elif not firm:
        note = _PURPOSES[on_purpose] if on_purpose else "phrase in another language, which may be borrowed"
    extra = 1.0 if beside and bitext is None else 0.0
    return Evidence("residue", weight + extra, _quote(article, span), note, language, span.span), firm


def _stands_for(article: Article, span: LanguageSpan, bitext: Sequence[InnerBead]) -> set[InnerKind]:
    """Kinds of the beads that hold any of a passage."""
    return {b.kind for b in bitext if any(article.sentences[i].span.overlap(span.span) for i in b.source)}


def _beside_their_translation(article: Article, bitext: Sequence[InnerBead]) -> Iterator[Seen]:
    labelled = [s.span for s in article.languages.spans if _is_introduced(article, s.span)]
    for group in groups_of([bead for bead in bitext if bead.kind == "left_in"]):
        if any(article.sentences[i].span.overlap(p) for bead in group for i in bead.source for p in labelled):
            continue
        there = Span(article.sentences[group[0].source[0]].span.start, article.sentences[group[-1].source[-1]].span.end)
        here = article.sentences[group[0].target[0]].span
        note = f"its translation stands in the article, too: “{_short(here.of(article.text))}”"
        weight = 1.6 * max(bead.probability for bead in group)
        yield Evidence("bitext", weight, _short(there.of(article.text)), note, group[0].language, there), True


def _is_sentence(article: Article, passage: LanguageSpan) -> bool:
    """Whether a passage is a sentence or clause of a report rather than a borrowed phrase, verse or a line of the page."""
    inside = passage.span.of(article.text)
    words = len(_WORD.findall(inside))
    lines = [len(_WORD.findall(line)) for line in inside.splitlines() if line.strip()]
    if _is_introduced(article, passage.span) or (len(lines) >= _VERSES and words < _VERSE * len(lines)):
        return False
    if words >= _LONG:
        return True
    before, after = _line_around(article.text, passage.span)
    if words < _CLAUSE or _WORD.search(before[-200:] + after[:200]):
        return False
    # one short line may have come with an embedded post, a picture or an advertisement
    language = primary(passage.language)
    alike = [s for s in article.languages.spans if s.kind == "untranslated_passage" and primary(s.language) == language]
    return len(alike) >= 2 and language not in FREQUENT


def _line_around(text: str, span: Span) -> tuple[str, str]:
    start = max(text.rfind("\n", 0, span.start), text.rfind("\r", 0, span.start)) + 1
    end = min((p for p in (text.find("\n", span.end), text.find("\r", span.end)) if p >= 0), default=len(text))
    return text[start : span.start], text[span.end : end]


def _is_introduced(article: Article, span: Span) -> bool:
    """Whether a label and a colon stand before the passage in its line, or open the passage itself."""
    before, _ = _line_around(article.text, span)
    return before.rstrip(' \u00a0\u202f«"“„').endswith((":", "："))


def _is_glossed(article: Article, passage: LanguageSpan) -> bool:
    """Whether brackets right after a passage say in the article's language what it means."""
    span = passage.span
    bracket = _GLOSS.match(article.text, span.end)
    if bracket is None or not 0.4 * len(span) <= len(bracket["gloss"]) <= 2.5 * len(span):
        return False
    place = Span(*bracket.span("gloss"))
    return not any(other.span.overlap(place) for other in article.languages.spans)


def _rendered_beside(article: Article, passage: LanguageSpan) -> bool:
    """Whether the text right after (or before) repeats the passage's figures and names: bitext inside the article."""
    inside = passage.span.of(article.text)
    length = max(120, 2 * len(inside))
    after = article.text[passage.span.end : passage.span.end + length]
    before = article.text[max(0, passage.span.start - length) : passage.span.start]
    numbers, names = {n for n in numbers_of(inside) if len(n) >= 2}, skeletons(inside)
    for beside in (after, before):
        shared = numbers & set(numbers_of(beside))
        if len(shared) + len(names & skeletons(beside)) >= 2 or any(len(n) >= 4 for n in shared):
            return True
    return False


def _counting(article: Article, captions: Sequence[Attribution]) -> Iterator[Leftover]:
    main = primary(article.languages.main)
    for leftover in article.languages.leftovers:
        told = _is_told(leftover.span, primary(leftover.language), captions)
        if not told and not is_borrowed(article.text, leftover, main):
            yield leftover


def _is_told(span: Span, language: str, captions: Sequence[Attribution]) -> bool:
    """Whether a picture credit at this place already speaks for this language."""
    return any(a.span and a.span.overlap(span) and primary(a.language or "") == language for a in captions)


def _quote(article: Article, span: LanguageSpan) -> str:
    return _short(span.span.of(article.text))


def _short(text: str) -> str:
    text = " ".join(text[:200].split())
    return text if len(text) <= 80 else f"{text[:79]}…"


def primary(language: str) -> str:
    """Primary subtag: ``pt-BR`` → ``pt``."""
    return language.partition("-")[0].casefold()
