"""A bracket or quotation mark is opened and never closed, or the reverse.

## What it does

Counts brackets and directed quotation marks within each paragraph and marks the one that
has no partner. A quotation that runs over several paragraphs, each opened anew, is right.

## Why it matters

A lost mark hides where a quotation ends, and with it who said what.

## Known limits

Straight marks are not judged. Enumerations such as "a)" and smileys are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.rules.base import DocumentContext, Example, Hit, document_rule
from audit.rules.words import lines
from audit.types import Severity, Span

_PAIRS = {"(": ")", "[": "]", "«": "»", "„": "“”"}
_MARKS = re.compile(r"[()\[\]«»„“”]")
_INWARD = re.compile(r"(?:^|[\s(\[„])»(?=\w)")
"""A guillemet that opens, as German and Polish books have it: »so«."""
_LISTED = re.compile(r"(?:^|[\s(])[\w]{1,3}$")


@document_rule(
    category="fluency/punctuation",
    kind="unbalanced",
    severity=Severity.MINOR,
    confidence=0.7,
    profile="linguist",
    examples=(
        Example("Le pont (construit en 1931 sera fermé pendant deux ans.", "fr", ("(construit",)),
        Example("Die Stadt sagt: „Die Brücke bleibt zu, bis sie sicher ist.", "de", ("„Die",)),
        Example("The bridge (built in 1931) will be closed for two years.", "en"),
        Example("Il y a deux raisons : a) le coût, b) le temps.", "fr"),
        Example("Die Rose »Gruß an Aachen« blüht, »Omas ›alte‹ Decke« auch.", "de"),
        Example("« Nous aidons.\n\n« Nous restons », dit-elle.", "fr"),
    ),
)
def rule(context: DocumentContext) -> Iterator[Hit]:
    """Marks without their partner in the same paragraph."""
    text = context.text
    paragraphs = list(lines(text))
    for number, line in enumerate(paragraphs):
        following = text[paragraphs[number + 1].start] if number + 1 < len(paragraphs) else ""
        for at in _lonely(line.of(text)):
            mark = line.start + at
            if text[mark] in "«„" and following and following in "«»„":
                continue
            span = _with_word(text, mark, line)
            if not context.is_foreign(span):
                yield Hit(span, f"The mark “{text[mark]}” has no partner in this paragraph.")


def _lonely(line: str) -> Iterator[int]:
    waiting: list[tuple[int, str]] = []
    for match in _MARKS.finditer(line):
        mark, at = match[0], match.start()
        if waiting and mark in waiting[-1][1]:
            waiting.pop()
        elif mark == "»" and _INWARD.search(line[max(0, at - 1) : at + 2]):
            waiting.append((at, "«"))
        elif mark in _PAIRS:
            waiting.append((at, _PAIRS[mark]))
        elif mark in ")]" and not _excused(line, at) and not any(mark in closing for _, closing in waiting):
            yield at
    yield from (at for at, _ in waiting)


def _excused(line: str, at: int) -> bool:
    """Whether the bracket closes an item of a list ("a)") or a smiley."""
    return bool(_LISTED.search(line[max(0, at - 5) : at]) or re.match(r"[:;]-?$", line[max(0, at - 2) : at]))


def _with_word(text: str, mark: int, line: Span) -> Span:
    if text[mark] in ")]":
        before = re.search(r"[^\W_]*$", text[line.start : mark])
        return Span(line.start + before.start() if before else mark, mark + 1)
    after = re.match(r"[ \u00a0\u202f]?[^\W_]*", text[mark + 1 : line.end])
    return Span(mark, mark + 1 + (after.end() if after else 0))
