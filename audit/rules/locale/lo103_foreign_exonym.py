"""A place or person bears the name of another language, or two names in one text.

## What it does

Marks names from a table of cities, regions and public figures that stand in the form of
another language ("Regensburg" in French, "Moskau" in Spanish) although the article's
language has its own. Where the text uses its own form elsewhere, the finding is surer.

## Why it matters

Two names for one place make readers think of two places, and the foreign form tells
where the text was taken from.

## Known limits

Local forms may be house style. Forms beside another capitalised word are left alone
where the pair may be a proper name (clubs, schools, companies).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from audit.rules.base import DocumentContext, Example, Hit, document_rule
from audit.rules.gazetteer import LANGUAGES, exonyms, places
from audit.rules.tables import table
from audit.types import Severity, Span

_BEFORE = re.compile(r"(?P<word>[^\W\d_]+)(?P<gap>[ \u00a0-])$")
_AFTER = re.compile(r"[ \u00a0-](?P<word>[^\W_]+)")


@cache
def _foreign_forms(language: str) -> Mapping[str, tuple[str, str, tuple[str, ...]]]:
    """Foreign form → (own form, kind, languages that write it so)."""
    own = places(language) | {entry[language] for entry in exonyms() if language in entry}
    parts = {part for name in own for part in name.split()}
    tolerated = frozenset(table("names")["tolerated"])
    found: dict[str, tuple[str, str, set[str]]] = {}
    for entry in exonyms():
        right = entry.get(language)
        if right is None:
            continue
        for other in LANGUAGES:
            form = entry.get(other)
            if (
                form is None
                or form == right
                or form in own
                or form in parts
                or len(form) < 4
                or " " in form
                or form in tolerated
            ):
                continue
            found.setdefault(form, (right, entry["kind"], set()))[2].add(other)
    return {form: (right, kind, tuple(sorted(tags))) for form, (right, kind, tags) in found.items()}


@cache
def _pattern(language: str) -> re.Pattern[str] | None:
    forms = sorted(_foreign_forms(language), key=lambda f: (-len(f), f))
    return re.compile(rf"(?<![\w'’./@-])(?:{'|'.join(map(re.escape, forms))})(?![\w'’/@-]|\.\w)") if forms else None


@document_rule(
    category="locale/name-format",
    kind="exonym-inconsistent",
    severity=Severity.MINOR,
    confidence=0.7,
    profile="editor",
    languages=("fr", "de", "es", "it", "pt", "nl", "pl"),
    examples=(
        Example("À Cologne, le Rhin monte. Le maire de Köln a fermé les quais.", "fr", ("Köln",)),
        Example("El ministro viajó a Moskau y volvió a Moscú.", "es", ("Moskau",)),
        Example("Le 1. FC Köln a battu le Bayern Munich à Cologne.", "fr"),
        Example("Der Minister reiste nach Moskau und traf Putin.", "de"),
        Example("À Ratisbonne, le Danube monte.", "fr"),
    ),
)
def rule(context: DocumentContext) -> Iterator[Hit]:
    """Foreign forms of names that have one in the article's language."""
    pattern = _pattern(context.language)
    if pattern is None:
        return
    text = context.text
    present: dict[str, bool] = {}
    for match in context.finditer(pattern):
        form = match[0]
        right, kind, languages = _foreign_forms(context.language)[form]
        start = match.start()
        if kind == "person":
            start = _with_first_name(text, start)
        elif _part_of_a_name(text, match.start(), match.end()):
            continue
        if right not in present:
            present[right] = re.search(rf"(?<!\w){re.escape(right)}(?!\w)", text) is not None
        own_too = present[right]
        where = "as the text writes elsewhere" if own_too else "the usual form in this language"
        yield Hit(
            Span(start, match.end()),
            f"“{form}” is a form of another language; {right} is {where}.",
            suggestion=right,
            explained_by=languages,
            confidence=0.88 if own_too else (0.8 if kind == "person" else 0.65),
        )


def _part_of_a_name(text: str, start: int, end: int) -> bool:
    before = _BEFORE.search(text, max(0, start - 30), start)
    after = _AFTER.match(text, end)
    if after is not None and (after["word"][0].isupper() or after["word"].isdigit()):
        return True
    if before is None or not before["word"][0].isupper():
        return False
    # A short capitalised word may be a preposition that opens the sentence ("À", "In", "Dans").
    glued = text[before.start() - 1 : before.start()].strip("«“„(\"'’ \n\u00a0") != ""
    return (
        glued
        or before["gap"] == "-"
        or len(before["word"]) > 4
        or (len(before["word"]) > 1 and before["word"].isupper())
    )


def _with_first_name(text: str, start: int) -> int:
    before = _BEFORE.search(text, max(0, start - 30), start)
    if before is None or not before["word"][0].isupper() or len(before["word"]) < 3 or before["gap"] == "-":
        return start
    at = before.start()
    opens = at == 0 or text[max(0, at - 2) : at].strip() in ("", ".", "!", "?")
    return at if not opens or before["word"][-1] in "iyaerxmn" else start
