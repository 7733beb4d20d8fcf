"""An adjective or determiner does not agree with the noun beside it.

## What it does

In French, marks a noun directly followed by an adjective or participle, or preceded by a
determiner, whose gender or number can in no reading be the noun's, provided no other noun
before it in the phrase agrees.

## Why it matters

Engines translate nouns and adjectives apart from each other when they pass through a
language without gender; editors who read fast overlook it.

## Known limits

Looks at neighbours only. Phrases such as "une majorité d'élèves blancs" are protected by
the guard on earlier nouns, which also lets some real errors pass. Foreign, epicene and
invariable nouns are never marked.

## References

Word forms after the French Hunspell dictionary (Dicollecte, MPL-2.0).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from audit.rules.base import DocumentContext, Example, Hit, document_rule
from audit.rules.morphology import adjectives, classes, nouns, participles
from audit.rules.tables import words
from audit.types import Severity, Span

_TOKEN = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*['’]?|[^\w\s]|\d+")
_REACH = 7
_DETERMINERS: dict[str, frozenset[int]] = {
    "un": frozenset({0}),
    "une": frozenset({2}),
    "ce": frozenset({0}),
    "cet": frozenset({0}),
    "cette": frozenset({2}),
    "ces": frozenset({1, 3}),
    "des": frozenset({1, 3}),
    "aux": frozenset({1, 3}),
    "au": frozenset({0}),
    "du": frozenset({0}),
    "plusieurs": frozenset({1, 3}),
    "certains": frozenset({1}),
    "certaines": frozenset({3}),
    "chaque": frozenset({0, 2}),
    "quelques": frozenset({1, 3}),
    "leurs": frozenset({1, 3}),
    "nos": frozenset({1, 3}),
    "toutes": frozenset({3}),
}


@document_rule(
    category="fluency/grammar",
    kind="agreement",
    severity=Severity.MINOR,
    confidence=0.85,
    profile="editor",
    languages=("fr",),
    examples=(
        Example("Les enquêteurs ont visité les entrepôts secrètes du groupe.", "fr", ("entrepôts secrètes",)),
        Example("Réunion secrets à Genève\n\nLa réunion a duré deux heures.", "fr", ("Réunion secrets",)),
        Example("Le maire a présenté cette projet lundi.", "fr", ("cette projet",)),
        Example("Une majorité d'élèves absents et des services de garde fermés ont surpris les parents.", "fr"),
        Example("Les fonds publics, une fois réunis, iront aux ministres chargés du dossier.", "fr"),
        Example("Les secrets services de la reine sont une réunion secrète.", "fr"),
    ),
)
def rule(context: DocumentContext) -> Iterator[Hit]:
    """Neighbours that cannot agree."""
    excused = words("agreement", "fr", "excused")
    for sentence, text in context.sentences("heading", "lead", "paragraph", "caption"):
        tokens = list(_TOKEN.finditer(text))
        for number in range(len(tokens) - 1):
            first, second = tokens[number], tokens[number + 1]
            if text[first.end() : second.start()] not in (" ", "\u00a0"):
                continue
            if {first[0].lower(), second[0].lower()} & excused:
                continue
            clash = _after(tokens, number) or _before(tokens, number)
            span = Span(first.start(), second.end()).shift(sentence.span.start)
            if clash and not context.is_foreign(span):
                yield Hit(span, f"“{first[0]}” and “{second[0]}” differ in gender or number.")


def _after(tokens: Sequence[re.Match[str]], number: int) -> bool:
    """Noun and following adjective that cannot agree, with no earlier noun that could."""
    noun, adjective = tokens[number][0], tokens[number + 1][0]
    if not adjective.islower() or len(adjective) < 4 or (noun[0].isupper() and number):
        return False
    heads = _only_noun(noun, first=number == 0)
    readings = classes(adjective)
    slots = adjectives(adjective) or participles(adjective)
    if not heads or not slots or heads & slots or set(readings) & set("IGRON"):
        return False
    if "V" in readings and not adjective.endswith("es"):
        return False
    if not adjectives(adjective) and not _modifies(tokens, number + 1):
        return False
    if number and tokens[number - 1][0].lower() in {"en", "par", "sans"}:
        return False  # "en réalité identiques": an adverb, no phrase
    earlier = [t[0] for t in tokens[max(0, number - _REACH) : number]]
    if any((nouns(w) | adjectives(w)) & slots or (w.islower() and not classes(w)) for w in earlier if w.isalpha()):
        return False
    following = tokens[number + 2][0] if number + 2 < len(tokens) else ""
    if following in {"et", "ou", ","} and slots <= {0, 2} and heads & {1, 3}:
        return False  # "les gouvernements fédéral et régional"
    return not nouns(following) & slots


def _modifies(tokens: Sequence[re.Match[str]], number: int) -> bool:
    """Whether a bare participle can only belong to the noun before it (a preposition or an end follows)."""
    following = tokens[number + 1][0] if number + 1 < len(tokens) else "."
    return following in {".", ",", ";", "par", "en", "dans", "à", "de", "du"}


def _before(tokens: Sequence[re.Match[str]], number: int) -> bool:
    """Determiner and noun that cannot agree."""
    slots = _DETERMINERS.get(tokens[number][0].lower())
    noun = tokens[number + 1][0]
    if slots is None or not noun.islower() or len(noun) < 4:
        return False
    heads = _only_noun(noun, first=False)
    return bool(heads) and not heads & slots


def _only_noun(form: str, *, first: bool) -> frozenset[int]:
    """Slots of a form that is a noun and nothing else; empty otherwise."""
    readings = classes(form.lower() if first else form)
    return nouns(form.lower() if first else form) if readings and set(readings) <= set("abcd") else frozenset()
