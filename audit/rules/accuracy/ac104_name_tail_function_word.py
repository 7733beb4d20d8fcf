"""The last part of a name was translated as a function word.

## What it does

Marks two or more capitalised words followed by "et", "und", "a" … where the sentence
needs the rest of a name instead: the group stands where the subject of a clause must
stand and a verb follows the function word ("… que Park Sun et était …"), or the same
text, or the list of well-known names, has the full name.

## Why it matters

The person is misnamed, and the sentence no longer says who did what.

## Known limits

Needs the full name or a verb from a closed list right behind. Names that really end in
such a word ("Mai Un", "Et-Tahiri") are capitalised or hyphened and stay unmarked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from audit.rules.base import DocumentContext, Example, Hit, document_rule
from audit.rules.tables import per_language, table, words
from audit.types import Severity, Span

_NAME = r"[^\W\d_a-zß-öø-ÿ][^\W\d_]+"
_NEXT = re.compile(r"[ \u00a0](?P<next>[^\W\d_]+(?:['’][^\W\d_]+)?)")


@cache
def _pattern(language: str) -> re.Pattern[str] | None:
    tails = sorted(words("clauses", language, "tails"))
    if not tails:
        return None
    return re.compile(
        rf"(?<![\w'’-])(?P<name>{_NAME}(?:[ \u00a0-]{_NAME}){{1,3}})[ \u00a0](?P<tail>{'|'.join(tails)})(?![\w'’-])"
    )


@cache
def _well_known() -> dict[str, str]:
    """Names without their last part, folded, each with the full name."""
    names = table("names")["tail"]
    return {name.rpartition(" ")[0].casefold(): name for name in names}


@document_rule(
    category="accuracy/mistranslation",
    kind="function-word-in-name",
    severity=Severity.CRITICAL,
    confidence=0.93,
    sees_foreign=True,
    languages=("fr", "de", "en", "es", "it", "pt", "nl"),
    examples=(
        Example(
            "Elle a ajouté que Park Sun et était en voyage. Le ministre craint que Park Sun et prendre la fuite.",
            "fr",
            ("Park Sun et", "Park Sun et"),
        ),
        Example(
            "Han Duck Un a rencontré la presse. Selon le ministre, Han Duck un n'a rien promis.", "fr", (),
            "the name in lower case is the name all the same",
        ),
        Example("Die Agentur meldet, dass Park Sun und war verreist.", "de", ("Park Sun und",)),
        Example(
            "Selon la direction, Anna Petit et Paul Martin étaient présents. Paul Martin et ses amis sont partis.", "fr"
        ),
        Example("La Slovénie en a envoyé huit. Marie Curie en est revenue, Park Sun y a vécu.", "fr", note="pronouns"),
        Example("Il a salué Mohamed Ajroudi et réfute les accusations.", "fr"),
        Example("Das sagte Samira Et-Tahiri, und Nguyen Thi Mai Un war derselben Meinung.", "de"),
        Example("She said that Anna Bell and Tom Reed were there.", "en"),
    ),
)  # fmt: skip
def rule(context: DocumentContext) -> Iterator[Hit]:
    """Names that end in a function word, with evidence."""
    pattern = _pattern(context.language)
    if pattern is None:
        return
    text = context.text
    full: dict[str, str | None] = {}
    for match in pattern.finditer(text):
        name, tail = match["name"], match["tail"]
        after = _NEXT.match(text, match.end())
        following = after["next"] if after else ""
        if following[:1].isupper() or not all(part[0].isupper() for part in re.split(r"[ \u00a0-]", name)):
            continue
        if not _is_verb(following, tail, context.language):
            continue
        if name not in full:
            full[name] = _well_known().get(name.replace("-", " ").casefold()) or _in_text(text, name)
        known = full[name]
        if known is not None and known.rpartition(" ")[2].casefold() == tail:
            continue
        if known is None and not _opens_clause(text, match.start(), context.language):
            continue
        if known is None and (
            tail in words("clauses", context.language, "clitics") or _opening(name, context.language)
        ):
            continue
        yield Hit(
            Span(*match.span()),
            f"“{tail}” stands where the rest of a name is expected: the name seems to have been translated.",
            suggestion=_in_text(text, name),  # of a list of famous names, several may begin alike
            confidence=0.97 if known else 0.9,
        )


def _opening(name: str, language: str) -> bool:
    """Whether the first word opens the sentence, so that one word is left for the name ("La Slovénie")."""
    parts = re.split(r"[ \u00a0-]", name)
    return len(parts) == 2 and parts[0] in words("clauses", language, "articles")


def _in_text(text: str, name: str) -> str | None:
    """The name with one more capitalised part, if the text has it."""
    full = re.search(rf"(?<!\w){re.escape(name)}[ \u00a0-](?P<rest>[^\W\d_a-z][^\W\d_]{{0,11}})(?!\w)", text)
    return f"{name} {full['rest']}" if full else None


def _is_verb(word: str, tail: str, language: str) -> bool:
    """Whether a verb follows that the function word cannot govern."""
    if word.lower() in words("clauses", language, "verbs"):
        return True
    ending = per_language("clauses", language).get("infinitive", "")
    governed = tail in words("clauses", language, "prepositions")
    return (
        bool(ending)
        and not governed
        and len(word) >= 5
        and word.islower()
        and re.search(rf"{ending}$", word) is not None
    )


def _opens_clause(text: str, start: int, language: str) -> bool:
    """Whether a subject is due at ``start``: a sentence begins, or a conjunction stands before it."""
    before = text[max(0, start - 24) : start].rstrip(" \u00a0")
    if not before or before[-1] in ".!?:;\n\r«“„":
        return True
    word = re.search(r"[^\W\d_]+['’]?$", before)
    return word is not None and word[0].lower() in words("clauses", language, "openers")
