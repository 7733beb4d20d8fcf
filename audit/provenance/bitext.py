"""Why a passage stands beside its own translation: left over from translating, or put there on purpose.

A scraper or an engine that keeps the foreign lead and puts its translation after it shows the
source language as nothing else does. But people, too, print a sentence in two languages: a
saying, a song, a notice for readers, a bilingual page. Those are told apart by their marks, and
in doubt a passage is taken for one of them.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from functools import cache
from typing import Literal

from babel import Locale
from babel.core import UnknownLocaleError

from audit._resources import package_file
from audit.align import find_bitext
from audit.encode.protocol import Encoder
from audit.types import Article, InnerBead, InnerKind, LanguageSpan, PassageKind, Span

__all__ = ["groups_of", "inner_bitext", "on_purpose"]

_LEAST_WORDS = 4
"""Shorter passages may be titles."""
_BODY = 2
"""Sentences in the article's language that follow a lead left in beside its translation."""
_BILINGUAL = 0.5
"""Share of the article's own sentences that stand there twice, from which it is a bilingual page …"""
_SEPARATE = 2
"""… if it does so in separate places; one passage alone is a lead …"""
_INTERLEAVED = 3
"""… and as many are the habit of a bilingual page, whatever their share."""
_MEANT: Mapping[InnerKind, tuple[PassageKind, str]] = {
    "quotation": ("quotation", "quoted beside its translation"),
    "notice": ("furniture", "a notice in several languages"),
    "bilingual": ("furniture", "printed in both languages"),
}
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_BRACKETS = {"(": ")", "[": "]"}
_QUOTES = {
    "«": "»",
    "»": "«",
    "‹": "›",
    "›": "‹",
    "„": "“”",
    "“": "”",
    "”": "”",
    '"': '"',
    "‚": "‘",
    "‘": "’",
    "「": "」",
}
"""What may close what: German, French, English, Swedish, Danish and Chinese habits."""
_ANNOUNCED = re.compile(r"[:：(\[=][\s«»„“”\"]*$")


def inner_bitext(article: Article, encoder: Encoder) -> tuple[InnerBead, ...]:
    """The bitext inside an article, each bead with what it stands there for."""
    found = find_bitext(article, encoder)
    several = _rendered_in_several(found)
    bilingual = _is_bilingual(article, found)
    body = _body(article, found)
    judged: list[InnerBead] = []
    for group in groups_of(found):
        kind = _kind(article, group, body, several)
        if kind in ("left_in", "unclear") and bilingual:
            kind = "bilingual"
        judged += [replace(bead, kind=kind) for bead in group]
    return tuple(judged)


def on_purpose(article: Article, bitext: Sequence[InnerBead]) -> Article:
    """The article, its passages that stand beside their own translation on purpose no longer called untranslated."""
    kinds = {index: bead.kind for bead in bitext for index in bead.source}
    throughout = {bead.language for bead in bitext if bead.kind == "bilingual"}
    spans = tuple(_meant(article, span, kinds, throughout) for span in article.languages.spans)
    if spans == article.languages.spans:
        return article
    return replace(article, languages=replace(article.languages, spans=spans))


def _meant(
    article: Article, span: LanguageSpan, kinds: Mapping[int, InnerKind], throughout: AbstractSet[str]
) -> LanguageSpan:
    """A passage as what its bitext says it is, where that holds for every sentence in it, or for the whole page."""
    first = bisect_right(article.sentences, span.span.start, key=lambda s: s.span.end)
    last = bisect_left(article.sentences, span.span.end, key=lambda s: s.span.start)
    inside = [s.index for s in article.sentences[first:last] if 2 * s.span.overlap(span.span) > len(s.span)]
    told = {kinds.get(index) for index in inside}
    kind: InnerKind | None = next(iter(told)) if len(told) == 1 else None
    if span.language.partition("-")[0] in throughout:
        kind = "bilingual"
    if span.kind != "untranslated_passage" or kind is None or kind not in _MEANT:
        return span
    passage, note = _MEANT[kind]
    return replace(span, kind=passage, note=note)


def groups_of(beads: Sequence[InnerBead]) -> Iterator[tuple[InnerBead, ...]]:
    """Beads of one language whose foreign sentences follow each other: one passage and its translation."""
    group: list[InnerBead] = []
    for bead in sorted(beads, key=lambda b: (b.language, b.source, b.target)):
        if group and (bead.language != group[-1].language or bead.source[0] != group[-1].source[-1] + 1):
            yield tuple(group)
            group = []
        group.append(bead)
    if group:
        yield tuple(group)


def _kind(article: Article, group: Sequence[InnerBead], body: Sequence[int], several: frozenset[int]) -> InnerKind:
    ours, theirs = _whole(article, [b.target for b in group]), _whole(article, [b.source for b in group])
    if any(_is_on_purpose(article, index) for bead in group for index in bead.source):
        return "quotation"
    if len(_WORD.findall(theirs.of(article.text))) < _LEAST_WORDS:
        return "quotation"
    marked = [_marked(article.text, span) for span in (ours, theirs)]
    if "wholly" in marked:
        return "quotation"
    if not several.isdisjoint(index for bead in group for index in bead.target):
        return "notice"
    languages = (article.languages.main, group[0].language)
    texts = [article.sentence_text(i) for bead in group for i in (*bead.source, *bead.target)]
    if any(_labels(*languages).match(text) or _addresses(languages).search(text) for text in texts):
        return "notice"
    return "left_in" if "partly" not in marked and _body_after(group, body) else "unclear"


def _whole(article: Article, indices: Sequence[tuple[int, ...]]) -> Span:
    flat = sorted(index for some in indices for index in some)
    return Span(article.sentences[flat[0]].span.start, article.sentences[flat[-1]].span.end)


def _is_on_purpose(article: Article, index: int) -> bool:
    """Whether a foreign sentence was recognised as a quotation, title or caption."""
    span = article.sentences[index].span
    meant = sum(p.span.overlap(span) for p in _passages_in(article, span) if p.kind != "untranslated_passage")
    return 2 * meant > len(span)


def _marked(text: str, span: Span) -> Literal["wholly", "partly", "no"]:
    """Whether a passage stands in marks or brackets, or is announced by a colon; *partly* where marks open and close it."""
    if _ANNOUNCED.search(text[max(0, span.start - 10) : span.start]):
        return "wholly"
    inside = span.of(text).strip(" \t\r\n\u00a0\u202f—–-").rstrip(".,;:!?…")
    first, last = inside[:1], inside[-1:]
    if first in _BRACKETS and last == _BRACKETS[first]:
        return "wholly" if _closes_last(inside, first, last) else "partly"
    if first in _QUOTES and last in _QUOTES[first]:
        again = any(mark in inside[1:-1] for mark in _QUOTES[first])
        return "partly" if again else "wholly"
    return "no"


def _closes_last(text: str, opening: str, closing: str) -> bool:
    """Whether the bracket that opens a text is closed at its end, not before."""
    depth = 0
    for at, character in enumerate(text):
        depth += (character == opening) - (character == closing)
        if depth == 0:
            return at == len(text) - 1
    return False


def _rendered_in_several(found: Sequence[InnerBead]) -> frozenset[int]:
    """Sentences of the article's language that stand there in two further languages."""
    languages: dict[int, set[str]] = {}
    for bead in found:
        for index in bead.target:
            languages.setdefault(index, set()).add(bead.language)
    return frozenset(index for index, some in languages.items() if len(some) > 1)


def _passages_in(article: Article, span: Span) -> Sequence[LanguageSpan]:
    """Passages that share anything with ``span``."""
    passages = article.languages.spans
    first = bisect_right(passages, span.start, key=lambda p: p.span.end)
    return passages[first : bisect_left(passages, span.end, key=lambda p: p.span.start)]


def _body(article: Article, found: Sequence[InnerBead]) -> list[int]:
    """Sentences in the article's language that stand there once, ascending."""
    paired = {index for bead in found for index in (*bead.source, *bead.target)}
    return [
        sentence.index
        for sentence in article.sentences
        if sentence.block != "furniture"
        and sentence.index not in paired
        and 2 * sum(sentence.span.overlap(p.span) for p in _passages_in(article, sentence.span)) <= len(sentence.span)
    ]


def _body_after(group: Sequence[InnerBead], body: Sequence[int]) -> bool:
    """Whether the article goes on in its own language; a notice closes it."""
    last = max(index for bead in group for index in (*bead.source, *bead.target))
    return len(body) - bisect_right(body, last) >= _BODY


def _is_bilingual(article: Article, found: Sequence[InnerBead]) -> bool:
    places = len(list(groups_of(found)))
    if places >= _INTERLEAVED or places < _SEPARATE:
        return places >= _INTERLEAVED
    paired = {index for bead in found for index in (*bead.source, *bead.target)}
    own = {index for bead in found for index in bead.target}
    lengths = {
        s.index: len(s.span)
        for s in article.sentences
        if s.block != "furniture" and (s.index in own or (s.index not in paired and not _passages_in(article, s.span)))
    }
    twice = sum(length for index, length in lengths.items() if index in own)
    return twice > _BILINGUAL * sum(lengths.values())


@cache
def _addresses(languages: tuple[str, ...]) -> re.Pattern[str]:
    """What speaks to the reader in any of the languages; never matches where no table knows them."""
    table = tomllib.loads(package_file("provenance", "data", "notices.toml").read_text(encoding="utf-8"))
    phrases = sorted({p for language in languages for p in table.get(language.partition("-")[0], ())})
    choice = "|".join(r"\s+".join(map(re.escape, p.split())).replace("'", "['’]") for p in phrases)
    return re.compile(rf"(?<!\w)(?:{choice})(?!\w)" if choice else r"(?!)", re.IGNORECASE)


@cache
def _labels(main: str, other: str) -> re.Pattern[str]:
    """A language's code or name in front of a line: ``EN:``, ``Deutsch –``."""
    names: set[str] = set()
    for language in (main, other):
        code = language.partition("-")[0]
        names.add(code)
        for speaker in (main, other):
            try:
                names.add(str(Locale.parse(code).get_display_name(speaker.partition("-")[0]) or code))
            except (UnknownLocaleError, ValueError):
                continue
    choice = "|".join(map(re.escape, sorted(names)))
    return re.compile(rf"[\W_]*(?:{choice})\s*[:：)\]|/–—-]", re.IGNORECASE)
