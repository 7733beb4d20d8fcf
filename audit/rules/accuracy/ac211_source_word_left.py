"""A word of the original was left standing in the translation.

## What it does
Reports a lower-case word, or an ordinal with the original's ending ("31e"), that stands
letter for letter on both sides of an aligned pair, is common in the original's language
and unknown, or nearly so, in the article's.

## Why it matters
An untranslated word stops the reader and betrays the language translated from.

## Known limits
Words in quotation marks, words used more than twice (terms) and words that both languages
have are left alone. Needs the shipped language table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.rules.accuracy._bead import trusted
from audit.rules.accuracy._lexis import frequency
from audit.rules.base import BeadContext, BeadExample, Hit, bead_rule
from audit.types import Severity

_EXAMPLES = (
    BeadExample(
        "Die Feuerwehr hat den Keller gestern leergepumpt.", "Les pompiers ont vidé la cave gestern.", ("de", "fr"),
        ("gestern",),
    ),
    BeadExample("C'était la 27e édition du salon.", "It was the 27e edition of the fair.", ("fr", "en"), ("27e",)),
    BeadExample("C'était la 27e édition du salon.", "It was the 27th edition of the fair.", ("fr", "en")),
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


@bead_rule(
    category="accuracy/untranslated",
    kind="residue-word",
    severity=Severity.MAJOR,
    confidence=0.85,
    examples=_EXAMPLES,
)
def rule(bead: BeadContext) -> Iterator[Hit]:
    """Words of both sides that only the original's language has."""
    if not trusted(bead) or bead.source_language == bead.target_language:
        return
    target = bead.target_text
    theirs = set(_WORD.findall(bead.source_text))
    quoted = [m.span() for m in _QUOTED.finditer(target)]
    for match in _WORD.finditer(target):
        word = match[0]
        if word not in theirs or not word.islower() or any(s <= match.start() < e for s, e in quoted):
            continue
        if frequency(word, bead.source_language) < _COMMON or frequency(word, bead.target_language) > _UNKNOWN:
            continue
        if any(frequency(stem, bead.target_language) > _UNKNOWN for stem in _singular(word)):
            continue
        if len(re.findall(rf"(?<!\w){word}(?!\w)", bead.article.text)) <= 2:
            yield _hit(bead, match, None)
    allowed = _ENDINGS.get(bead.target_language, set())
    for match in _ORDINAL.finditer(target):
        foreign = match["ending"] not in allowed and match["ending"] in _ENDINGS.get(bead.source_language, set())
        if foreign and allowed and match[0] in bead.source_text:
            yield _hit(bead, match, 0.92)


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
