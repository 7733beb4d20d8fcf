"""A number is grouped or pointed as another language does it.

## What it does

Marks numbers whose thousands are grouped with a sign the article's language does not use
("23.400 spectateurs" in French, "41 200 spectators" in English), numbers of four or more
digits left ungrouped where the text groups others of that length, decimal commas in
English, and a percent sign set against the language's habit where the text itself does
otherwise elsewhere (in German, where the blank is a standard, in any case).

## Why it matters

A point or comma changes a number a thousandfold for a reader who takes it for a decimal
sign.

## Known limits

Years, model numbers, times, scores and telephone numbers are left alone as far as form
and neighbouring words tell them apart. One group of three digits that may be a decimal is
marked only where a counted noun follows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from audit.rules.base import DocumentContext, Example, Hit, document_rule
from audit.rules.tables import per_language
from audit.rules.words import language_name
from audit.types import Severity, Span

_BLANKS = " \u00a0\u202f\u2009"
_GROUPED = re.compile(
    rf"(?<![\w.,:/+-])(?<![\d][{_BLANKS}])[1-9]\d{{0,2}}(?P<sign>[.,{_BLANKS}])\d{{3}}(?:(?P=sign)\d{{3}})*(?![\w:/-])(?![.,]\d)(?![{_BLANKS}]\d)"
)
_PLAIN = re.compile(rf"(?<![\w.,:/+-])(?<![\d][{_BLANKS}])[1-9]\d{{3,8}}(?![\w:/%-])(?![.,]\d)(?![{_BLANKS}]\d)")
_PERCENT = re.compile(rf"\d(?P<blank>[{_BLANKS}]?)%")
_DECIMAL = re.compile(
    rf"(?<![\w.,:/-])(?<![\d][{_BLANKS}])\d{{1,3}},\d{{1,2}}(?=[{_BLANKS}]?(?:%|percent|million|billion|degrees|met(?:er|re)s|kilomet))(?!,)"
)
_NOUN = re.compile(rf"[{_BLANKS}](?P<word>[^\W\d_]{{3,}})")
_BEFORE = re.compile(r"(?P<word>[^\W\d_]+['’]?)[^\w\r\n]{0,2}$")
_HOUSE_STYLE = 4
"""So many numbers grouped in a foreign way, and none in the language's own, are a choice."""
_NAMES = {".": "a point", ",": "a comma", " ": "a blank"}


@document_rule(
    category="locale/number-format",
    kind="number-format",
    severity=Severity.MINOR,
    confidence=0.85,
    profile="editor",
    languages=("fr", "de", "en", "es", "it", "pt", "nl", "pl", "ru", "uk", "vi"),
    examples=(
        Example("Le stade comptait 18.300 spectateurs dimanche soir.", "fr", ("18.300",)),
        Example("The fair drew 52 700 visitors in four days.", "en", ("52 700",)),
        Example("Die Stadt zählt 52,700 Einwohner und 18.300 Haushalte.", "de", ("52,700",)),
        Example("Le maire promet 3 000 logements et 2500 places de crèche.", "fr", ("2500",)),
        Example("En 2019, la ville comptait 3 000 logements ; en 2024, elle en comptait 3 400.", "fr"),
        Example("The fair drew 52,700 visitors in 2019 and 1,250 exhibitors.", "en"),
        Example("Die Messe zog 2019 rund 52.700 Besucher an, 2020 waren es 1250.", "de"),
        Example("La feria atrajo a 52.700 visitantes en 2019 y a 1250 expositores.", "es"),
    ),
)
def rule(context: DocumentContext) -> Iterator[Hit]:
    """Numbers that leave the language's or the text's own habit."""
    habits = per_language("numbers", context.language)
    yield from _foreign_groups(context, habits)
    yield from _ungrouped(context, habits)
    yield from _percent(context, habits)
    if context.language == "en":
        for match in context.finditer(_DECIMAL):
            message = "A decimal comma stands in this number; English writes a point."
            yield Hit(Span(*match.span()), message, suggestion=match[0].replace(",", "."))


def _foreign_groups(context: DocumentContext, habits: Any) -> Iterator[Hit]:
    found = list(context.finditer(_GROUPED))
    own = sum(m["sign"] in habits["group"] or (m["sign"] in _BLANKS and " " in habits["group"]) for m in found)
    if not own and len(found) >= _HOUSE_STYLE:
        return
    for match in found:
        sign = " " if match["sign"] in _BLANKS else match["sign"]
        if sign in habits["group"]:
            continue
        text = match[0]
        once = text.count(match["sign"]) == 1
        if once and sign == habits["decimal"] and not text.endswith("0"):
            continue
        counted = _NOUN.match(context.text, match.end())
        if counted is None or (sign == " " and once and _follows_count(context.text, match.start())):
            continue
        right = text.replace(match["sign"], "\u202f" if habits["group"][0] == " " else habits["group"][0])
        name = language_name(context.language)
        yield Hit(Span(*match.span()), f"{name} does not group thousands with {_NAMES[sign]}.", suggestion=right)


def _follows_count(text: str, start: int) -> bool:
    """Whether a letter or digit group before makes "41 200" a name and a number ("Airbus 41 200")."""
    return re.search(r"[A-Z][\w-]*[ \u00a0]$", text[max(0, start - 20) : start]) is not None


def _ungrouped(context: DocumentContext, habits: Any) -> Iterator[Hit]:
    grouped = [m[0] for m in context.finditer(_GROUPED) if m["sign"] in habits["group"] or m["sign"] in _BLANKS]
    if not grouped:
        return
    shortest = min(len(re.sub(r"\D", "", number)) for number in grouped)
    for match in context.finditer(_PLAIN):
        if len(match[0]) < shortest or not _is_count(context.text, match):
            continue
        example = grouped[0]
        yield Hit(
            Span(*match.span()),
            f"This number is not grouped; others in the text are ({example}).",
            suggestion=_regrouped(match[0], habits["group"][0]),
            confidence=0.75,
        )


def _is_count(text: str, match: re.Match[str]) -> bool:
    noun = _NOUN.match(text, match.end())
    if noun is None or not (noun["word"].islower() or len(match[0]) > 4):
        return False
    value = int(match[0])
    if len(match[0]) == 4 and 1100 <= value <= 2100:
        return False
    before = _BEFORE.search(text, max(0, match.start() - 24), match.start())
    return (
        before is None
        or before["word"].islower()
        or text[max(0, before.start() - 3) : before.start()].rstrip(" ")[-1:] in ("", ".", "\n")
    )


def _regrouped(digits: str, sign: str) -> str:
    groups = []
    while digits:
        digits, group = digits[:-3], digits[-3:]
        groups.append(group)
    return ("\u202f" if sign == " " else sign).join(reversed(groups))


def _percent(context: DocumentContext, habits: Any) -> Iterator[Hit]:
    habit = habits["percent"]
    if habit == "either":
        return
    found = list(context.finditer(_PERCENT))
    wrong = [m for m in found if bool(m["blank"]) == (habit == "tight")]
    contradicted = len(wrong) <= len(found) - len(wrong)
    if not wrong or not (contradicted or (context.language == "de" and len(wrong) < 3)):
        return
    expected = "a blank" if habit == "blank" else "no blank"
    for match in wrong:
        start = match.start()
        while start and (context.text[start - 1].isdigit() or context.text[start - 1] in ".,"):
            start -= 1
        message = f"The percent sign takes {expected} before it in this language."
        yield Hit(Span(start, match.end()), message, confidence=0.85 if contradicted else 0.6)
