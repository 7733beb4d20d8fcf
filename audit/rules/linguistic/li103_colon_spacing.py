"""The blank before a colon or semicolon follows another language.

## What it does

In French text, marks a colon, semicolon, question or exclamation mark without the blank
French puts before it, where the text has that blank elsewhere, or where a passage was left
in a language that does not know it. In the other languages, marks a blank before such a sign where the text has none
elsewhere.

## Why it matters

Signs are carried over from the original when nobody edits the translation.

## Known limits

Texts that never set the blank (many sites strip it) are left alone. Times, ratios, addresses and smileys are not signs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.rules.base import DocumentContext, Example, Hit, document_rule
from audit.types import Severity, Span

_SIGN = re.compile(
    r"(?:(?<![^\W_])(?P<word>[^\W_]+)|(?P<mark>[)»”\"%]))(?P<blank>[ \u00a0\u202f\u2009]?)(?P<sign>[:;])(?=[ \u00a0\u202f]|$)",
    re.MULTILINE,
)


@document_rule(
    category="fluency/punctuation",
    kind="punctuation",
    severity=Severity.MINOR,
    confidence=0.75,
    profile="editor",
    languages=("fr", "de", "en", "es", "it", "pt", "nl"),
    examples=(
        Example(
            "La ville a tranché : le pont ferme. Le chantier est cher ; il sera long. La maire le répète: il le faut.",
            "fr",
            ("répète:",),
        ),
        Example(
            "Die Stadt hat entschieden: Die Brücke wird gesperrt. Der Plan : ein Neubau. Die Folge: lange Wege.",
            "de",
            ("Plan :",),
        ),
        Example("La ville a tranché : le pont ferme à 18:30.", "fr"),
        Example("The city has decided: the bridge closes. The plan: a new one.", "en"),
    ),
)
def rule(context: DocumentContext) -> Iterator[Hit]:
    """Signs whose blank contradicts the rest of the text."""
    blank_wanted = context.language == "fr"
    right: list[re.Match[str]] = []
    wrong: list[re.Match[str]] = []
    for match in context.finditer(_SIGN):
        if match["word"] and match["word"].isdigit():
            continue
        (right if bool(match["blank"]) == blank_wanted else wrong).append(match)
    explained = _left_in(context) if blank_wanted else ()
    if not wrong or (len(wrong) > len(right) and not explained):
        return
    for match in wrong:
        start = match.start("word") if match["word"] else match.start("sign")
        expected = "a blank" if blank_wanted else "no blank"
        yield Hit(
            Span(start, match.end("sign")),
            f"The sign “{match['sign']}” takes {expected} before it.",
            explained_by=explained,
        )


def _left_in(context: DocumentContext) -> tuple[str, ...]:
    """Languages of passages left in, which set no blank there: the signs came over with them."""
    found = {p.language.partition("-")[0] for p in context.passages() if p.kind == "untranslated_passage"}
    return tuple(sorted(found & {"de", "en", "es", "it", "nl", "pl", "pt", "ru", "uk", "vi"}))
