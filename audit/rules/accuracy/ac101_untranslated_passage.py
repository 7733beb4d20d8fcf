"""A passage was left in the language of the original.

## What it does

Marks every stretch that language identification holds for a left-over of another
language: a standfirst, a paragraph, a caption or a line of page furniture. A bracketed
picture credit at the end of a caption is a finding of its own. Quotations, titles and
names that an editor would keep are not marked. A line of the page's furniture ("Read
also: …") is a minor finding.

## Why it matters

Readers cannot read it, and it tells where the text comes from. A left-in standfirst
usually means that nobody read the page before it went out.

## Known limits

Depends on language identification: passages of two or three words and close relatives
(Danish and Norwegian, Spanish and Galician) are easily missed.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from audit.rules.base import DocumentContext, Example, Hit, document_rule
from audit.rules.captions import credits_in, trailing_bracket
from audit.rules.furniture import is_furniture_line
from audit.rules.words import language_name
from audit.types import LanguageSpan, Severity, Span

_DEFECTS = ("untranslated_passage", "caption", "furniture")


@document_rule(
    category="accuracy/untranslated",
    kind="untranslated-passage",
    severity=Severity.MAJOR,
    confidence=0.95,
    examples=(
        Example(
            "Le tribunal a rendu sa décision mardi matin après deux heures de délibérations.\n\n"
            "Das Gericht hat am Dienstagmorgen nach zweistündiger Beratung sein Urteil verkündet.\n\n"
            "Les avocats de la défense ont annoncé qu'ils feraient appel dans les prochains jours.",
            "fr",
            ("Das Gericht hat am Dienstagmorgen nach zweistündiger Beratung sein Urteil verkündet.",),
        ),
        Example(
            "Der Stadtrat beschloss am Abend, die Brücke für zwei Jahre zu sperren und neu zu bauen.\n\n"
            "The city council decided on Monday evening to close the bridge for two years.\n\n"
            "Die Arbeiten sollen im Frühjahr beginnen und rund zwölf Millionen Euro kosten.",
            "de",
            ("The city council decided on Monday evening to close the bridge for two years.",),
        ),
        Example(
            "The council voted on Monday evening to close the bridge for two years. Work will begin in spring.",
            "en",
        ),
        Example("Le conseil a voté lundi soir la fermeture du pont pendant deux ans. Les travaux débutent.", "fr"),
    ),
)
def rule(context: DocumentContext) -> Iterator[Hit]:
    """Left-in passages as language identification found them."""
    passages = context.passages()
    for number, passage in enumerate(passages):
        if passage.kind not in _DEFECTS or passage.language.split("-", maxsplit=1)[0] in (context.language, "und"):
            continue
        following = passages[number + 1] if number + 1 < len(passages) else None
        span = _without_credit(context.text, _with_tail(context.text, passage, following))
        if span is None or is_furniture_line(span.of(context.text)):
            continue
        name = language_name(passage.language)
        yield Hit(
            span,
            f"This passage is in {name}; it was left untranslated.",
            explained_by=(passage.language.split("-", maxsplit=1)[0],),
            confidence=round(min(0.97, max(0.6, passage.probability)), 4),
            severity=Severity.MINOR if _furniture(context, passage) else Severity.MAJOR,
        )


def _furniture(context: DocumentContext, passage: LanguageSpan) -> bool:
    """Whether all of the passage is furniture of the page ("Read also: …"), not part of the report."""
    if passage.kind == "furniture":
        return True
    sentences = context.article.sentences
    first = bisect_right(sentences, passage.span.start, key=lambda s: s.span.end)
    last = bisect_left(sentences, passage.span.end, key=lambda s: s.span.start)
    return first < last and all(s.block == "furniture" for s in sentences[first:last])


def _with_tail(text: str, passage: LanguageSpan, following: LanguageSpan | None) -> Span:
    """The passage with the credit that ends its line ("… césped. Foto: Agencia Norte"), which belongs to it."""
    if following is None or following.language != passage.language or following.kind != "caption":
        return passage.span
    gap = text[passage.span.end : following.span.start]
    if gap.strip(" \u00a0") or text[following.span.start] in "([":
        return passage.span
    return Span(passage.span.start, following.span.end)


def _without_credit(text: str, span: Span) -> Span | None:
    """The passage up to its bracketed credit; ``None`` when it is nothing but a credit."""
    credit = trailing_bracket(text, span)
    if credit is None:
        whole = next(iter(credits_in(span.of(text))), None)
        return None if whole is not None and len(whole.span) == len(span) else span
    end = credit.start
    while end > span.start and text[end - 1].isspace():
        end -= 1
    return Span(span.start, end) if end > span.start else None
