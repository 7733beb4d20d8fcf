"""Credits in an article: addresses, agencies, credit lines, picture credits, declared links.

Where a name stands decides what it says: in the dateline or alone at the end it says who
published first; after "according to" it is credited within; a name merely mentioned is a
subject of the story and no credit at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from audit.provenance.gazetteer import gazetteer
from audit.retrieve.hosts import is_anybodys, language_of_url, registered_domain
from audit.retrieve.urls import cited_urls, host_of
from audit.types import Article, Attribution, Span

__all__ = ["Credit", "credits_of", "declared_language_name"]

Position = Literal["source_line", "inline", "dateline", "end", "according", "caption", "head", "translated", "own"]

_LINE = re.compile(r"[^\n\r\u2028\u2029]+")
_DATELINE_LINES = 14
"""A dateline is looked for in so many lines that are not blank."""
_COMPOUNDING = ("de", "nl", "da", "sv", "nb", "fi")
_LONGEST_BYLINE = 120
_LONGEST_LINE = 4000
_MOST_LINES = 5000


@dataclass(frozen=True, slots=True)
class Credit:
    """An attribution with the place that gives it its weight."""

    attribution: Attribution
    position: Position
    told_by: tuple[str, ...] = ()
    """For addresses: what told the language."""


def credits_of(article: Article) -> tuple[Credit, ...]:
    """Every credit of the article in text order, those of the page's head last."""
    found = [*_addresses(article), *_lines(article)]
    unique: dict[tuple[Span | None, str], Credit] = {}
    for credit in found:
        unique.setdefault((credit.attribution.span, credit.attribution.kind), credit)
    ordered = sorted(unique.values(), key=lambda c: (c.attribution.span or Span(0, 0), c.attribution.kind))
    return (*ordered, *_declared(article))


def _addresses(article: Article) -> Iterator[Credit]:
    text = article.text
    own = article.document.url or article.document.metadata.canonical
    home = registered_domain(host_of(own)) if own else None
    for url in cited_urls(text):
        if is_anybodys(url.host) or (home and registered_domain(url.host) == home):
            continue
        language, told_by = language_of_url(url.url)
        before = text[max(0, url.span.start - 60) : url.span.start]
        label = re.split(r"[\n\r]", before)[-1]
        is_line = any(p.source_line.search(label) for p in gazetteer().phrases.values())
        position: Position = "source_line" if is_line else "inline"
        yield Credit(Attribution("cited_url", url.span, url.url, url.host, language), position, told_by)


def _lines(article: Article) -> Iterator[Credit]:
    tables = gazetteer()
    text = article.text
    lines = [m for m in _LINE.finditer(text) if m.group().strip()][:_MOST_LINES]
    last = lines[-4:]
    for number, line in enumerate(lines):
        content, offset = line.group()[:_LONGEST_LINE], line.start()
        if number < _DATELINE_LINES:
            match = _dateline().match(content)
            if match and not _is_compound(content, match, article.languages.main):
                group = next(g for g in ("in_brackets", "after_comma", "alone", "alone_in_brackets") if match[g])
                yield _agency(text, offset + match.start(group), match[group], "dateline")
        if line in last and len(content) < 120:
            yield from _closing(text, content, offset)
        for match in tables.source.finditer(content):
            before = content[max(0, match.start() - 40) : match.start()]
            if any(p.credit.search(before) for p in tables.phrases.values()):
                yield _agency(text, offset + match.start(), match.group(), "according")
        yield from _labelled(article, content, offset)


def _labelled(article: Article, content: str, offset: int) -> Iterator[Credit]:
    """Picture credits, translators' credits and the newsroom's own, by their labels."""
    main = article.languages.main.split("-")[0]
    captions: dict[str, re.Match[str]] = {}
    for language, phrases in gazetteer().phrases.items():
        match = phrases.translated.search(content)
        if match and _stands_as_credit(content, match):
            named = declared_language_name(match["name"], language)
            if named:
                yield _credit("credit_line", offset, match.span(), content, named, "translated")
        own = phrases.own.search(content) if language == main and _is_byline(content) else None
        if own:
            yield _credit("credit_line", offset, own.span(), content, main, "own")
        caption = phrases.caption.search(content)
        if caption and _stands_as_caption(content, caption):
            captions[language] = caption
    if captions:
        yield _caption(captions, main, content, offset)


def _is_byline(content: str) -> bool:
    """A short line that is no sentence: the special envoy of the United Nations is nobody's reporter."""
    return len(content.strip()) <= _LONGEST_BYLINE and not content.rstrip().endswith((".", "!", "?", "…"))


def _caption(found: dict[str, re.Match[str]], main: str, content: str, offset: int) -> Credit:
    """One picture credit; its language is the article's own if it could be, else the only one that it could be."""

    def is_specific(language: str) -> bool:
        label = " ".join(found[language]["label"].casefold().split())
        return label in gazetteer().phrases[language].specific

    only = [language for language in sorted(found) if is_specific(language)]
    if main in found:
        language: str | None = main
    elif len(only) == 1 or len(found) == 1:
        language = (only or sorted(found))[0]
    else:
        language = None
    match = found[language] if language else found[min(found)]
    return _credit("caption_credit", offset, match.span(), content, language, "caption")


def _stands_as_credit(content: str, match: re.Match[str]) -> bool:
    """At the start of a short line, but for a word like *Article*: a novel translated from English is news, no credit."""
    before = content[: match.start()].strip(" \t\u00a0([–—-*|_")
    return len(content.strip()) <= 160 and len(before) <= 20 and " " not in before and not re.search(r"[.,;:]", before)


def _stands_as_caption(content: str, match: re.Match[str]) -> bool:
    """At the start of its line, in brackets, or at the end of a line after a full stop."""
    before = content[: match.start()].rstrip()
    at_end = len(content.rstrip()) - match.end() <= 2
    return not before or before[-1] in "([–—-" or (at_end and before[-1] in '.!?…"»”|')


def _closing(text: str, content: str, offset: int) -> Iterator[Credit]:
    """An agency that makes up the last lines: ``Theo CNN``, ``(dpa)``, ``Avec AFP``."""
    tables = gazetteer()
    match = None
    for candidate in tables.source.finditer(content):
        match = candidate
    if match is None:
        return
    rest = re.sub(r"[\s()\[\]/.,:;–—|*-]+", " ", content[: match.start()] + " " + content[match.end() :]).strip()
    others = tables.source.sub(" ", rest)
    alone = not others.strip()
    worded = any(
        p.closing.fullmatch(others.strip()) or p.source_line.fullmatch(f"{others.strip()}:")
        for p in tables.phrases.values()
    )
    if alone or worded:
        yield _agency(text, offset + match.start(), match.group(), "end")


def _agency(text: str, start: int, name: str, position: Position) -> Credit:
    span = Span(start, start + len(name))
    assert span.of(text) == name
    return Credit(Attribution("agency", span, name, None, gazetteer().sources.get(name)), position)


def _credit(
    kind: Literal["credit_line", "caption_credit"],
    offset: int,
    where: tuple[int, int],
    content: str,
    language: str | None,
    position: Position,
) -> Credit:
    raw = content[where[0] : where[1]]
    trimmed = raw.rstrip()
    span = Span(offset + where[0], offset + where[0] + len(trimmed))
    return Credit(Attribution(kind, span, trimmed, None, language), position)


def _declared(article: Article) -> Iterator[Credit]:
    head = article.document.metadata
    for url in (*head.translation_of, *head.is_based_on):
        language, told_by = language_of_url(url)
        yield Credit(Attribution("declared", None, url, host_of(url) or None, language), "head", told_by)


def _is_compound(content: str, match: re.Match[str], language: str) -> bool:
    """``Köln, ARD-Studio``: where hyphens make compounds, a hyphen before a letter ends no dateline."""
    joined = content[match.end() - 1] == "-" and content[match.end() : match.end() + 1].isalpha()
    return joined and language.partition("-")[0] in _COMPOUNDING


@cache
def _dateline() -> re.Pattern[str]:
    names = gazetteer().source.pattern
    place = r"[^\W\d_][^\n,()–—:]{1,50}?"
    return re.compile(
        rf"\s{{0,20}}(?:{place}(?:,\s{{0,3}}[^\n,()–—:]{{1,30}}?)?\s{{0,3}}\((?:[^()\n]{{0,20}}[/,]\s{{0,3}})??(?P<in_brackets>{names})(?:[/,][^()\n]{{0,20}})?\)"
        rf"|{place},\s{{0,3}}(?P<after_comma>{names})\s{{0,3}}[-–—:]"
        rf"|(?P<alone>{names})\s{{1,3}}[-–—]\s|\((?P<alone_in_brackets>{names})\)(?:\s{{0,3}}[-–—:]|\s(?=\w)))"
    )


def declared_language_name(word: str, language: str) -> str | None:
    """BCP 47 code of a language by its name in ``language``: ``("anglais", "fr")`` → ``en``."""
    return _names_of_languages(language).get(word.casefold())


@cache
def _names_of_languages(language: str) -> dict[str, str]:
    from babel import Locale

    names: dict[str, str] = {}
    for code, name in sorted(Locale.parse(language).languages.items()):
        if "_" in code or len(code) > 3:
            continue
        word = name.casefold().removeprefix("tiếng ")
        names.setdefault(word, code)
        for ending in ("e", "n", "en") if language == "de" else ():
            names.setdefault(word + ending, code)
        if language in ("ru", "uk", "pl"):
            names.setdefault(re.sub(r"(ий|ська|ська мова|ski)$", "", word) + _oblique(language), code)
    return names


def _oblique(language: str) -> str:
    return {"ru": "ого", "uk": "ської", "pl": "skiego"}[language]
