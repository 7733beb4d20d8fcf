"""Words quoted in the original stand here without quotation marks.

## What it does
Reports an aligned pair whose original holds a whole quotation of four words or more while
the article side has no quotation mark of any kind.

## Why it matters
Somebody's words become the paper's own.

## Known limits
A quotation turned into reported speech ("he said that …") is left to the linguist's eye,
for it may be right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.rules.accuracy._bead import around_target, trusted
from audit.rules.base import BeadContext, BeadExample, Hit, bead_rule
from audit.types import Severity

_EXAMPLES = (
    BeadExample(
        "“We have lost everything we own,” she said.", "Nous avons tout perdu, a-t-elle dit.", ("en", "fr"),
        ("Nous avons tout perdu, a-t-elle dit.",),
    ),
    BeadExample("“We have lost everything,” she said.", "« Nous avons tout perdu », a-t-elle dit.", ("en", "fr")),
    BeadExample("Der „Spiegel“ meldet es.", "Le Spiegel l'annonce.", ("de", "fr"), note="a title, no quotation"),
)  # fmt: skip

_QUOTATION = re.compile(r"[“„«\"](?P<words>[^“”„«»\"]{8,600})[”“»\"]")
_ANY = re.compile(r"[“”„«»\"‹›‘‚]|(?<!\w)['’]|['’](?!\w)|^\s*[-–—]")
_WORD = re.compile(r"[^\W\d_]+")


@bead_rule(
    category="accuracy/omission",
    kind="quotation-lost",
    severity=Severity.MINOR,
    confidence=0.6,
    examples=_EXAMPLES,
    profile="linguist",
)
def rule(bead: BeadContext) -> Iterator[Hit]:
    """Whole quotations on one side, no marks on the other."""
    if not trusted(bead) or _ANY.search(bead.target_text):
        return
    match = _QUOTATION.search(bead.source_text)
    if match is None or len(_WORD.findall(match["words"])) < 4 or _open(around_target(bead), bead.target_text):
        return
    yield Hit(
        bead.target,
        "The original quotes; here the quotation marks are missing.",
        source_span=bead.in_source(*match.span()),
    )


def _open(near: str, own: str) -> bool:
    """Whether a quotation that began in the sentence before runs through this one."""
    before = near.partition(own)[0]
    return before.count("«") > before.count("»") or before.count("“") > before.count("”") or before.count('"') % 2 == 1
