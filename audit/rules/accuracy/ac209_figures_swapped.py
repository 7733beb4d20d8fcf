"""The start and the end of a change were exchanged.

## What it does
Where the original says from which figure to which something changed, and both figures
stand in the article, it compares the words before them: "to 1.1% from 1.9%" against
"à 1,9 %, contre 1,1 %" turns a fall into a rise.

## Why it matters
Every figure is right and the news is the opposite.

## Known limits
Reads only the words right before the two figures, from a closed list for each language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from audit.rules.accuracy._bead import trusted
from audit.rules.accuracy._figures import Side, read_side
from audit.rules.base import BeadContext, BeadExample, Hit, bead_rule
from audit.rules.tables import per_language
from audit.text.numbers import Number
from audit.types import Severity, Span

_EXAMPLES = (
    BeadExample(
        "Unemployment fell to 4.2% from 5.1%.", "Le chômage est passé à 5,1 %, contre 4,2 %.", ("en", "fr"),
        ("5,1 %, contre 4,2 %",),
    ),
    BeadExample("Unemployment fell to 4.2% from 5.1%.", "Le chômage est passé de 5,1 % à 4,2 %.", ("en", "fr")),
    BeadExample(
        "Die Zahl stieg von 300 auf 450.", "The number rose from 450 to 300.", ("de", "en"), ("450 to 300",)
    ),
    BeadExample("Giá tăng từ 20 lên 35.", "Le prix est passé à 35, contre 20.", ("vi", "fr")),
)  # fmt: skip


@bead_rule(
    category="accuracy/mistranslation",
    kind="number-changed",
    severity=Severity.CRITICAL,
    confidence=0.88,
    examples=_EXAMPLES,
)
def rule(bead: BeadContext) -> Iterator[Hit]:
    """Pairs of figures that a change leads from and to."""
    if not trusted(bead):
        return
    source = read_side(bead.source_text, bead.source_language)
    target = read_side(bead.target_text, bead.target_language)
    ours, theirs = target.accountable(), source.accountable()
    for start, end in _changes(source):
        values = (start.value, end.value)
        if sum(n.value in values for n in theirs) != 2 or sum(n.value in values for n in ours) != 2:
            continue
        one, other = (next((n for n in ours if n.value == value), None) for value in values)
        if one is None or other is None:
            continue
        if _role(target, one) == "to" and _role(target, other) == "from":
            first, last = sorted((one.span, other.span))
            there = Span(min(start.span.start, end.span.start), max(start.span.end, end.span.end))
            yield Hit(
                bead.in_target(first.start, last.end),
                f"The original goes from “{start.span.of(source.text)}” to “{end.span.of(source.text)}”; "
                "here it is the other way round.",
                source_span=bead.in_source(there.start, there.end),
            )


def _changes(side: Side) -> Iterator[tuple[Number, Number]]:
    """(start, end) of every change whose two figures stand next to each other."""
    listed: Sequence[Number] = side.accountable()
    for one, other in pairwise(listed):
        if one.value == other.value or other.span.start - one.span.end > 30:
            continue
        roles = _role(side, one), _role(side, other)
        if roles == ("from", "to"):
            yield one, other
        elif roles == ("to", "from"):
            yield other, one


def _role(side: Side, number: Number) -> str | None:
    before = re.sub(r"[$€£¥]\s?$", "", side.text[max(0, number.span.start - 24) : number.span.start])
    for role in ("from", "to"):
        if _pattern(side.language, role).search(before):
            return role
    return None


@cache
def _pattern(language: str, role: str) -> re.Pattern[str]:
    words = sorted(per_language("changes", language).get(role, ()), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words)) or '(?!x)x'})\s*$", re.IGNORECASE)
