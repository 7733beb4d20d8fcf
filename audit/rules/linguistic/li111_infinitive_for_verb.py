"""A clause has an infinitive where its verb must be.

## What it does

In French, marks an infinitive that directly follows "que" and the name of its subject
("averti que Park Sun et prendre le risque"), a clause that has no other verb there.

## Why it matters

The clause does not say whether and when something happens.

## Known limits

Only after names, and only for forms that are nothing but infinitives.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.rules.base import DocumentContext, Example, Hit, document_rule
from audit.rules.morphology import classes
from audit.types import Severity, Span

_CLAUSE = re.compile(
    r"\b(?:que[ \u00a0]|qu['’])(?P<name>(?:[^\W\d_a-z][\w'’-]+)(?:[ \u00a0][^\W\d_a-z][\w'’-]+){0,3})"
    r"(?:[ \u00a0](?:et|ou|un|une|de|en))?[ \u00a0]"
    r"(?P<mark>(?P<verb>[a-zà-öø-ÿœ]{4,}(?:er|ir|re))(?:[ \u00a0](?:le|la|les|l['’]|un|une|des)[ \u00a0]?[a-zà-öø-ÿœ]+)?)(?!\w)"
)


@document_rule(
    category="fluency/grammar",
    kind="tense",
    severity=Severity.MAJOR,
    confidence=0.88,
    languages=("fr",),
    examples=(
        Example("Il a averti que Park Sun prendre la fuite.", "fr", ("prendre la fuite",)),
        Example("Elle craint que Paul Roux perdre son poste.", "fr", ("perdre",)),
        Example("Il a averti que Park Sun prendrait la fuite et que Paul allait perdre son poste.", "fr"),
        Example("Elle préfère voir Paul Roux perdre que Park Sun gagner sans effort ne surprend pas.", "fr"),
    ),
)  # fmt: skip
def rule(context: DocumentContext) -> Iterator[Hit]:
    """Infinitives in the place of the verb."""
    for match in context.finditer(_CLAUSE):
        before = context.text[max(0, match.start() - 60) : match.start()]
        if set(classes(match["verb"])) != {"I"} or re.search(
            r"\b(?:voir|laisser|faire|entendre|plus|moins|préf\w+)\b", before
        ):
            continue
        yield Hit(Span(*match.span("mark")), f"“{match['verb']}” is an infinitive; the clause needs a finite verb.")
