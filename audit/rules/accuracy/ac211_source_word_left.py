"""A word of the original was left standing in the translation.

## What it does
Reports a lower-case word, or an ordinal with the original's ending ("31e"), that stands
letter for letter on both sides of an aligned pair, is common in the original's language
and unknown, or nearly so, in the article's. A rarer word is reported where hardly any other
language has it, as loanwords would be; so is a capital at the beginning of the sentence, a
word of another alphabet, a weekday and the original's mark of a year ("2024 r.").

## Why it matters
An untranslated word stops the reader and betrays the language translated from.

## Known limits
Words in quotation marks, words explained in brackets, words used more than twice (terms)
and words that both languages have are left alone. Needs the shipped language table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.rules.accuracy._bead import trusted
from audit.rules.accuracy._lexis import frequency, knowing
from audit.rules.base import BeadContext, BeadExample, Hit, bead_rule
from audit.text.dates import dates
from audit.text.names import is_given_name
from audit.types import Severity

_EXAMPLES = (
    BeadExample(
        "Die Feuerwehr hat den Keller gestern leergepumpt.", "Les pompiers ont vidé la cave gestern.", ("de", "fr"),
        ("gestern",),
    ),
    BeadExample("C'était la 27e édition du salon.", "It was the 27e edition of the fair.", ("fr", "en"), ("27e",)),
    BeadExample("C'était la 27e édition du salon.", "It was the 27th edition of the fair.", ("fr", "en")),
    BeadExample("O arguido não falou.", "El arguido no habló.", ("pt", "es"), ("arguido",)),
    BeadExample(
        "Wethouder Anna Smit noemde het plan slim.", "Wethouder Anna Smit nannte den Plan klug.", ("nl", "de"),
        ("Wethouder",),
    ),
    BeadExample("A ransomware gang did it.", "Zrobił to gang ransomware.", ("en", "pl"), note="a loanword"),
    BeadExample(
        "Воду обіцяв дати прем’єр.", "The прем’єр promised to give water.", ("uk", "en"), ("прем’єр",)
    ),
    BeadExample("W 2023 r. było ich 12.", "In 2023 r. there were 12.", ("pl", "en"), ("2023 r.",)),
    BeadExample("La police a fermé la place.", "The police closed the square.", ("fr", "en"), note="a word of both"),
)  # fmt: skip

_WORD = re.compile(r"(?<![\w'’@./-])[^\W\d_]{4,}(?![\w'’@/-]|\.\w)")
_ORDINAL = re.compile(
    r"(?<![\w.,])\d{1,4}(?P<ending>e|er|ème|ste|te|º|ª|th|nd|st|rd|го|й)(?!\w|[ \u00a0](?:Street|Avenue|Ave)\b)"
)
_ENDINGS = {
    "en": {"th", "nd", "st", "rd"}, "fr": {"e", "er", "ème", "nd"}, "es": {"º", "ª", "er"}, "it": {"º", "ª"},
    "pt": {"º", "ª"}, "nl": {"e", "ste"}, "ru": {"го", "й"}, "uk": {"го", "й"}, "de": {"er"},
}  # fmt: skip
_QUOTED = re.compile(r"[«“„\"][^«»“”„\"]{1,200}[»”“\"]")
_COMMON = 3.5
_UNKNOWN = 1.5
_STEM = 5
_LISTED = 3.0
"""Zipf frequency of a rarer word of the original's language; then at most one other language may know it."""
_FOREMOST = 4.0
"""The same of a word at the beginning of a sentence, where names stand too; then no other language may."""
_RARE = 3.0
_EVERYDAY = 4.5
_GAP = 2.0
"""What two languages' Zipf frequencies of a word of the original must differ by that the article's has as a rare one."""
_OPENING = re.compile(r"(?:^|[.!?…]\s+)$")
_CYRILLIC_WORD = re.compile(r"(?<![\w'’ʼ-])[\u0400-\u04ff]{2,}(?:['’ʼ-][\u0400-\u04ff]+)*(?![\w'’ʼ-])")
_CYRILLIC = frozenset({"ru", "uk", "bg", "sr", "mk", "be"})
_BRACKET = re.compile(r"\s?\(")
_YEAR_MARK = {"pl": r"r\.", "ru": r"гг?\.", "uk": r"рр?\.", "cs": r"r\."}
"""What stands after the figures of a year, by language; an article in one of the others has none."""


@bead_rule(
    category="accuracy/untranslated",
    kind="residue-word",
    severity=Severity.MAJOR,
    confidence=0.85,
    sees_foreign=True,
    examples=_EXAMPLES,
)
def rule(bead: BeadContext) -> Iterator[Hit]:
    """Words of both sides that only the original's language has."""
    if not trusted(bead) or bead.source_language == bead.target_language:
        return
    target = bead.target_text
    theirs = set(_WORD.findall(bead.source_text))
    for match in _WORD.finditer(target):
        if match[0].islower() and _in_passage(bead, match):
            continue  # a lower-case word of a title or of a name
        if match[0] in theirs and not _set_apart(bead, match) and _foreign(bead, match):
            yield _hit(bead, match, None)
    yield from _other_alphabet(bead)
    yield from _calendar_words(bead)
    allowed = _ENDINGS.get(bead.target_language, set())
    for match in _ORDINAL.finditer(target):
        foreign = match["ending"] not in allowed and match["ending"] in _ENDINGS.get(bead.source_language, set())
        if foreign and allowed and match[0] in bead.source_text:
            yield _hit(bead, match, 0.92)


def _foreign(bead: BeadContext, match: re.Match[str]) -> bool:
    """Whether the word is the original's language's and not the article's."""
    word, source, target = match[0], bead.source_language, bead.target_language
    here, there = frequency(word, target), frequency(word, source)
    everyday = word.islower() and there >= _EVERYDAY and there - here >= _GAP
    if everyday and _UNKNOWN < here <= _RARE and len(knowing(word) - {source, target}) <= 1:
        return True  # a name of the article's language, or another rare word
    if here > _UNKNOWN or any(frequency(stem, target) > _UNKNOWN for stem in _singular(word)):
        return False
    others = knowing(word.lower()) - {source}
    if not word.islower():
        opening = _OPENING.search(bead.target_text[: match.start()][-4:]) is not None
        return opening and word[1:].islower() and _ordinary(bead, word, there, others)
    if there >= _COMMON:
        return True
    if source == "en" or target in _CYRILLIC:
        return False  # English lends to all, Slavic languages share stems
    rare = there >= _LISTED and here == 0 and len(others) <= 1
    return rare and not any(frequency(form, target) > _UNKNOWN for form in _forms(word))


def _forms(word: str) -> tuple[str, ...]:
    """Other forms that a related language may list a word by: an ending less, another vowel, an infinitive."""
    stems = [word[:-cut] for cut in (1, 2) if len(word) - cut >= _STEM]
    return tuple(stem + end for stem in stems for end in ("", "o", "a", "e", "r"))


def _ordinary(bead: BeadContext, word: str, there: float, others: frozenset[str]) -> bool:
    """Whether a capitalised word is a common one that only opens its sentence, on both sides."""
    if bead.source_language == "de" or there < _FOREMOST or others or is_given_name(word, bead.source_language):
        return False
    at = bead.source_text.find(word)
    if not _OPENING.search(bead.source_text[:at][-4:]):
        return False
    inside = re.search(rf"[\w,;] {word}(?!\w)", bead.original.article.text)
    return inside is None


def _set_apart(bead: BeadContext, match: re.Match[str]) -> bool:
    """Whether the word is quoted, explained or a term of the article."""
    target = bead.target_text
    if any(m.start() <= match.start() < m.end() for m in _QUOTED.finditer(target)):
        return True
    if _BRACKET.match(target, match.end()) or target[: match.start()].endswith("("):
        return True
    return len(re.findall(rf"(?<!\w){re.escape(match[0])}(?!\w)", bead.article.text)) > _TERM


_TERM = 2
"""Uses beyond which a foreign word is a term that the article chose."""


def _other_alphabet(bead: BeadContext) -> Iterator[Hit]:
    """Cyrillic words of the original in an article that is written in Latin letters."""
    if bead.target_language in _CYRILLIC or bead.source_language not in _CYRILLIC:
        return
    theirs = set(_CYRILLIC_WORD.findall(bead.source_text))
    for match in _CYRILLIC_WORD.finditer(bead.target_text):
        if match[0] in theirs and not _set_apart(bead, match) and not _in_passage(bead, match, longer=True):
            yield _hit(bead, match, None)


def _in_passage(bead: BeadContext, match: re.Match[str], *, longer: bool = False) -> bool:
    """Whether the word belongs to a quotation, title or name in another language; ``longer``: of more than the word."""
    span = bead.in_target(*match.span())
    return any(
        passage.kind in ("quotation", "title_or_name")
        and passage.span.start <= span.start
        and span.end <= passage.span.end
        and not (longer and passage.span == span)
        for passage in bead.article.languages.spans
    )


def _calendar_words(bead: BeadContext) -> Iterator[Hit]:
    """Weekdays of several words and the marks of a year."""
    known = {d.span for d in dates(bead.target_text, bead.target_language)}
    for day in dates(bead.target_text, bead.source_language):
        word = day.span.of(bead.target_text)
        if day.weekday is None or "-" not in word or day.span in known or word not in bead.source_text:
            continue
        yield from (_hit(bead, m, None) for m in [re.compile(re.escape(word)).search(bead.target_text)] if m)
    mark = _YEAR_MARK.get(bead.source_language)
    if mark is None or bead.target_language in _YEAR_MARK:
        return
    for match in re.finditer(rf"(?<!\d)[12]\d{{3}} {mark}(?=\W|$)", bead.target_text):
        if match[0] in bead.source_text:
            yield _hit(bead, match, None)


def _singular(word: str) -> tuple[str, ...]:
    """Forms under which the article's language may list the word."""
    return tuple(word.removesuffix(end) for end in ("s", "es") if word.endswith(end))


def _hit(bead: BeadContext, match: re.Match[str], confidence: float | None) -> Hit:
    there = bead.source_text.find(match[0])
    return Hit(
        bead.in_target(*match.span()),
        f"“{match[0]}” was left as it stands in the original.",
        source_span=bead.in_source(there, there + len(match[0])),
        explained_by=(bead.source_language,),
        confidence=confidence,
        severity=Severity.MINOR if confidence else None,
    )
