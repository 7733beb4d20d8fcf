"""The original says "up to", the translation states the figure.

## What it does
Finds numbers that carry an upper bound in the original ("bis zu 30.000", "up to", "hasta",
"lên tới") and stand bare in the aligned sentence, without any bound, rounding word or verb
of reaching near them; and bounds turned round ("more than" → "less than").

## Why it matters
An upper limit becomes a fact, or a preposition left over from the phrase breaks the sentence.

## Known limits
"About" and "nearly" are not asked for: good translators drop them. Prepositions that also
end a range (Russian "до", Polish "do") are not read as bounds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.rules.accuracy._bead import trusted
from audit.rules.accuracy._figures import Side, read_side, widened
from audit.rules.base import BeadContext, BeadExample, Hit, bead_rule
from audit.text.numbers import Number
from audit.text.qualifiers import bound_phrase, emphatic, qualifier, softened
from audit.types import Severity, Span

_EXAMPLES = (
    BeadExample(
        "Das Land will bis zu 4.000 Helfer schicken.", "Le pays veut envoyer à 4 000 secouristes.", ("de", "fr"),
        ("à 4 000 secouristes",),
    ),
    BeadExample(
        "Das Land will bis zu 4.000 Helfer schicken.", "Le pays veut envoyer jusqu'à 4 000 secouristes.", ("de", "fr")
    ),
    BeadExample("Up to 300 people can attend.", "300 Menschen können teilnehmen.", ("en", "de"), ("300 Menschen",)),
    BeadExample("Up to 300 people can attend.", "Höchstens 300 Menschen können teilnehmen.", ("en", "de")),
    BeadExample(
        "More than 20 homes burned.", "Moins de 20 maisons ont brûlé.", ("en", "fr"), ("Moins de 20 maisons",),
        note="the bound is turned round",
    ),
    BeadExample("Mieszka tam nawet 900 osób.", "Dort wohnen 900 Menschen.", ("pl", "de"), note="“even” is no bound"),
    BeadExample("As many as 900 people live there.", "Vi abitano 900 persone.", ("en", "it")),
    BeadExample("Bis zu 900 Menschen wohnen dort.", "Vi abitano persino 900 persone.", ("de", "it"), note="no doubling"),
    BeadExample("Lên tới 500 người tham dự.", "Jusqu'à 500 personnes étaient présentes.", ("vi", "fr")),
)  # fmt: skip

_PREPOSITION = re.compile(r"(?<!\w)(?:à|zu|to|a|en|tới|đến|al|ai)[ \u00a0]$", re.IGNORECASE)


@bead_rule(
    category="accuracy/mistranslation",
    kind="missing-word",
    severity=Severity.MAJOR,
    confidence=0.85,
    examples=_EXAMPLES,
)
def rule(bead: BeadContext) -> Iterator[Hit]:
    """Bounded numbers of the original and their counterparts."""
    if not trusted(bead):
        return
    source = read_side(bead.source_text, bead.source_language)
    target = read_side(bead.target_text, bead.target_language)
    for theirs in source.accountable():
        found = qualifier(source.text, theirs.span.start, bead.source_language)
        twins = [n for n in target.accountable() if set(n.readings) & set(theirs.readings)]
        alone = [n for n in source.accountable() if set(n.readings) & set(theirs.readings)]
        if (
            found is None
            or found.kind == "approximate"
            or len(twins) != 1
            or len(alone) != 1
            or emphatic(target.text, twins[0].span.start, bead.target_language)
            or theirs.kind in ("clock", "year", "decade")
            or _an_age(theirs, source)
        ):
            continue
        ours = twins[0]
        here = qualifier(target.text, ours.span.start, bead.target_language)
        there = Span(found.span.start, widened(theirs, source).end)
        phrase = there.of(source.text)
        if here is not None and {here.kind, found.kind} == {"upper", "lower"} and _opposed(bead, theirs, ours):
            mark = Span(here.span.start, widened(ours, target).end)
            yield Hit(
                bead.in_target(mark.start, mark.end),
                f"“{mark.of(target.text)}” turns the bound of “{phrase}” round.",
                source_span=bead.in_source(there.start, there.end),
                kind="qualifier-changed",
            )
        elif found.kind == "upper" and found.strict and not softened(target.text, ours.span, bead.target_language):
            yield _lost(bead, ours, target, there, phrase)


def _an_age(number: Number, side: Side) -> bool:
    """Whether the number may be an age lived to ("jusqu'à 77 ans"); a term is one of something ("de prison")."""
    quantity = side.quantity(number)
    if quantity is None or quantity.unit != "year" or number.value < _OLD:
        return False
    return re.match(r" (?:de|d['’]|di|of|in|Haft)", side.text[quantity.span.end :]) is None


_OLD = 30


def _opposed(bead: BeadContext, theirs: Number, ours: Number) -> bool:
    """Whether no negation or second bound explains the turn ("no more than", "not under")."""
    stretch = 25
    around = (
        bead.source_text[max(0, theirs.span.start - stretch) : theirs.span.start],
        bead.target_text[max(0, ours.span.start - stretch) : ours.span.start],
    )
    from audit.text.negation import negations

    languages = (bead.source_language, bead.target_language)
    if any(negations(text, language) for text, language in zip(around, languages, strict=True)):
        return False
    # prepositions of place ("over", "unter", "sous", "до") are bounds only now and then
    clear = re.compile(r"than|de|als|que|di|ít|hơn|niż|менее|более|менше|більше", re.IGNORECASE)
    return all(clear.search(text) for text in around)


def _lost(bead: BeadContext, ours: Number, target: Side, there: Span, phrase: str) -> Hit:
    mark = widened(ours, target)
    before = _PREPOSITION.search(target.text[: mark.start])
    rest = mark.of(target.text)
    if before:
        mark = Span(before.start(), mark.end)
    bound = bound_phrase(bead.target_language)
    if bound and not target.text[: mark.start].strip(" «“„\"'"):
        bound = bound[0].upper() + bound[1:]
    return Hit(
        bead.in_target(mark.start, mark.end),
        f"The original says “{phrase}”: the bound is missing here.",
        suggestion=f"{bound} {rest}" if bound else None,
        source_span=bead.in_source(there.start, there.end),
    )
