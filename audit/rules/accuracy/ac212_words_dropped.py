"""Part of a sentence was dropped.

## What it does
Reports an aligned pair whose article side is much shorter than a translation of the
original would be, and whose numbers and names are missing too.

## Why it matters
An abridged sentence may have lost the qualification that made it true.

## Known limits
Editors abridge on purpose: a hint for linguists. Sentences dropped whole are listed as
omissions of the article, not here.
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.rules.accuracy._bead import trusted
from audit.rules.accuracy._coverage import carried
from audit.rules.accuracy._lengths import expected_length
from audit.rules.base import BeadContext, BeadExample, Hit, bead_rule
from audit.types import Severity

_LEAST = 90
_SHARE = 0.5

_EXAMPLES = (
    BeadExample(
        "Nach Angaben der Polizei wurden am Samstag in Kassel 23 Menschen verletzt, als ein Bus der Linie 7 gegen einen "
        "Zaun fuhr, drei davon schwer.",
        "La police fait état de blessés.", ("de", "fr"), ("La police fait état de blessés.",),
    ),
    BeadExample("The council of Harwick met on Monday to vote on the plan for 300 homes near the old mill.",
                "Le conseil de Harwick s'est réuni lundi pour voter le projet de 300 logements près du vieux moulin.",
                ("en", "fr")),
    BeadExample("It rained.", "Il a plu.", ("en", "fr")),
)  # fmt: skip


@bead_rule(
    category="accuracy/omission",
    kind="omitted-words",
    severity=Severity.MINOR,
    confidence=0.6,
    examples=_EXAMPLES,
    profile="linguist",
)
def rule(bead: BeadContext) -> Iterator[Hit]:
    """Pairs whose target is too short for what the source says."""
    source, target = bead.source_text, bead.target_text
    if not trusted(bead) or len(source) < _LEAST:
        return
    share = len(target) / expected_length(len(source), bead.source_language, bead.target_language)
    covered = carried(source, bead.source_language, target, bead.target_language)
    if share < _SHARE and covered is not None and covered < _SHARE:
        yield Hit(
            bead.target,
            f"About {round(100 * (1 - share))} % of the original's sentence has no counterpart here.",
            source_span=bead.source,
        )
