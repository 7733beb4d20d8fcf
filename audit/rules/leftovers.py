"""Single left-over words: which of them something else speaks for."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from audit.rules.base import DocumentContext, Hit
from audit.rules.tables import table
from audit.rules.words import language_name
from audit.types import Leftover, Severity, Span

__all__ = ["as_hit", "corroborated", "left_over"]

_KINDS = {
    "word": ("residue-word", "accuracy/untranslated"),
    "compound": ("residue-word", "accuracy/untranslated"),
    "genitive": ("foreign-genitive", "fluency/grammar"),
}
_MOST_BORROWED = 0.6
"""Confidence at most that an English word was not simply borrowed."""


def left_over(context: DocumentContext) -> Iterator[Leftover]:
    """Left-over words that are no tail of an address and belong to no borrowed expression."""
    phrases = _borrowed_phrases(context)
    for word in context.languages.leftovers:
        before = context.text[word.span.start - 1 : word.span.start]
        if word.kind in _KINDS and before not in tuple("./@_#") and not any(p.contains(word.span) for p in phrases):
            yield word


def corroborated(context: DocumentContext, word: Leftover) -> bool:
    """Whether anything but the word itself points to its language."""
    language = word.language.split("-")[0]
    if word.kind != "word" or language in _pointed_to(context):
        return True
    told = word.span.of(context.text).casefold()
    return told in _function_words().get(language, frozenset())


def as_hit(context: DocumentContext, word: Leftover) -> Hit:
    """The finding; English words count less, since every language borrows them."""
    kind, category = _KINDS[word.kind]
    language = word.language.split("-")[0]
    quote = word.span.of(context.text)
    common = quote.casefold() in _function_words().get(language, frozenset())
    borrowed = language == "en" and word.kind == "word" and not common
    return Hit(
        word.span,
        f"“{quote}” is {language_name(language)}; it was left untranslated.",
        explained_by=(language,),
        confidence=round(min(_MOST_BORROWED if borrowed else 0.95, word.probability), 4),
        severity=Severity.MINOR if borrowed else None,
        kind=kind,
        category=category,
    )


def _pointed_to(context: DocumentContext) -> frozenset[str]:
    passages = {s.language for s in context.passages() if s.kind in ("untranslated_passage", "caption", "furniture")}
    tags = {w.language for w in context.languages.leftovers if w.kind == "caption_tag"}
    originals = {o.article.languages.main for o in context.originals if o.decision == "source"}
    return frozenset(language.split("-")[0] for language in passages | tags | originals)


@cache
def _function_words() -> dict[str, frozenset[str]]:
    return {language: frozenset(words) for language, words in table("function_words").items()}


@cache
def _phrases() -> tuple[str, ...]:
    return tuple(phrase for phrases in table("borrowings").values() for phrase in phrases)


def _borrowed_phrases(context: DocumentContext) -> tuple[Span, ...]:
    """Where the text uses an expression that many languages have borrowed whole."""
    folded = context.text.lower()
    if len(folded) != len(context.text):  # a few letters grow when lowered; offsets would lie
        return ()
    found = []
    for phrase in _phrases():
        at = folded.find(phrase)
        while at >= 0:
            found.append(Span(at, at + len(phrase)))
            at = folded.find(phrase, at + 1)
    return tuple(found)
