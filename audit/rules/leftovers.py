"""Single left-over words: which of them something else speaks for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from audit.rules.accuracy._lexis import rather
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
_CAPITALISED_BEFORE = re.compile(r"(?<!\w)(?P<word>[^\W\d_]\w*)[ \u00a0]$")
_MOST_BORROWED = 0.6
"""Confidence at most that an English word was not simply borrowed."""


def left_over(context: DocumentContext) -> Iterator[Leftover]:
    """Left-over words that are no tail of an address."""
    for word in context.languages.leftovers:
        before = context.text[word.span.start - 1 : word.span.start]
        if word.kind not in _KINDS or before in tuple("./@_#") or _inside_a_name(context, word):
            continue
        if word.kind != "word" or not (_may_be_a_surname(context, word.span) or _beside_a_name(context, word.span)):
            yield word


def _beside_a_name(context: DocumentContext, span: Span) -> bool:
    """A capitalised word that a conjunction or a comma puts on a level with one ("between Regensburg and Straubing")."""
    before = _COORDINATED.search(context.text, max(0, span.start - 40), span.start)
    if before is None or not span.of(context.text)[0].isupper():
        return False
    opened = context.text[: before.start("word")].rstrip(" \u00a0«“„\"'")
    return bool(opened) and opened[-1] not in ".!?:\n…" and before["word"][0].isupper()


def _inside_a_name(context: DocumentContext, word: Leftover) -> bool:
    """Whether the word joins the parts of a name in its own language: "Femmes avec Zwift"; "und" joins two names."""
    text, quote = context.text, word.span.of(context.text)
    before = _CAPITALISED_BEFORE.search(text, max(0, word.span.start - 40), word.span.start)
    behind = text[word.span.end : word.span.end + 2]
    if quote in _JOINING or not quote.islower() or before is None or not re.fullmatch(r"[ \u00a0][^\W\d_]", behind):
        return False
    language = word.language.split("-")[0]
    named = before["word"][0].isupper() and behind[-1].isupper()
    return named and rather(before["word"], language, context.language)


_JOINING = frozenset(
    {"and", "und", "et", "y", "e", "en", "i", "a", "и", "та", "và", "or", "oder", "ou", "o", "of", "lub"}
)


_COORDINATED = re.compile(
    rf"(?<!\w)(?P<word>[^\W\d_][\w-]+)(?:,[ \u00a0]|,?[ \u00a0](?:{'|'.join(sorted(_JOINING))})[ \u00a0])$"
)


def _may_be_a_surname(context: DocumentContext, span: Span) -> bool:
    """A capitalised word behind another, unless an original shows that the two are no name ("Jan Weiß")."""
    quote = span.of(context.text)
    before = _CAPITALISED_BEFORE.search(context.text, max(0, span.start - 40), span.start)
    if not quote[0].isupper() or before is None or not before["word"][0].isupper():
        return False
    originals = [o.article.text for o in context.originals if o.decision == "source"]
    return not originals or any(f"{before['word']} {quote}" in text for text in originals)


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
