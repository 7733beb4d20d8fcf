"""The last part of a name was read as a function word of the original's language, or of another.

## What it does
Takes names of the original whose last part is short ("Kim Jong Un") and looks for the
same name in the article with a lower-case function word in the last place ("Kim Jong et").

## Why it matters
The person is misnamed, and the word that results tells which language the engine read:
"Un" is near to German "und", whose French is "et".

## Known limits
The first parts of the name must stand unchanged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.rules.accuracy._bead import trusted
from audit.rules.base import BeadContext, BeadExample, Hit, bead_rule
from audit.text.names import fold, names
from audit.types import Severity, Span

_EXAMPLES = (
    BeadExample(
        "Machthaber Lee Sung Un reiste ab.", "Le dirigeant Lee Sung et est parti.", ("de", "fr"), ("Lee Sung et",)
    ),
    BeadExample("Machthaber Lee Sung Un reiste ab.", "Le dirigeant Lee Sung Un est parti.", ("de", "fr")),
    BeadExample("Park Min Or left early.", "Park Min ou est parti tôt.", ("en", "fr"), ("Park Min ou",)),
    BeadExample("Anna Berg und Paul kamen.", "Anna Berg et Paul sont venus.", ("de", "fr")),
)  # fmt: skip

_LONGEST_TAIL = 3
_TRIPLE = re.compile(r"(?<!\w)(?=([^\W\d_]+[ \u00a0-][^\W\d_]+)[ \u00a0-]([^\W\d_]{1,5})(?!\w))")
_CONJUNCTIONS = {
    "and": {"en": "and", "de": "und", "fr": "et", "es": "y", "it": "e", "pt": "e", "nl": "en", "pl": "i", "vi": "và"},
    "or": {"en": "or", "de": "oder", "fr": "ou", "es": "o", "it": "o", "pt": "ou", "nl": "of", "pl": "lub"},
    "in": {"en": "in", "de": "in", "fr": "dans", "es": "en", "it": "in", "pt": "em", "nl": "in", "pl": "w"},
    "a": {"en": "a", "de": "ein", "fr": "un", "es": "un", "it": "un", "pt": "um", "nl": "een", "vi": "một"},
    "not": {"en": "no", "de": "kein", "fr": "non", "es": "no", "it": "no", "pt": "não"},
}
"""Function words that names end in by chance, by meaning and language."""


@bead_rule(
    category="accuracy/mistranslation",
    kind="function-word-in-name",
    severity=Severity.CRITICAL,
    confidence=0.97,
    examples=_EXAMPLES,
)
def rule(bead: BeadContext) -> Iterator[Hit]:
    """Names of the original with a short tail."""
    if not trusted(bead):
        return
    known = {
        fold(words[bead.target_language]): words for words in _CONJUNCTIONS.values() if bead.target_language in words
    }
    heads: dict[str, tuple[str, str, Span]] = {}
    for name in names(bead.source_text, bead.source_language):
        parts = [span.of(bead.source_text) for span in name.words]
        for i in range(2, len(parts)):
            near = all(name.words[j + 1].start - name.words[j].end == 1 for j in (i - 2, i - 1))
            if near and len(parts[i]) <= _LONGEST_TAIL and not (parts[i].isupper() and len(parts[i]) > 1):
                span = Span(name.words[i - 2].start, name.words[i].end)
                heads.setdefault(fold(" ".join(parts[i - 2 : i])), (span.of(bead.source_text), parts[i], span))
    for head, (full, tail, span) in sorted(heads.items()):
        for match in _TRIPLE.finditer(bead.target_text):
            if fold(match[1]).replace("-", " ") != head or fold(match[2]) == fold(tail) or match[2][0].isupper():
                continue
            words = known.get(fold(match[2]))
            if words is None:
                continue
            yield Hit(
                bead.in_target(match.start(1), match.end(2)),
                f"“{match[2]}” stands in place of “{tail}”: the name is “{full}”.",
                suggestion=full,
                source_span=bead.in_source(span.start, span.end),
                explained_by=tuple(sorted(lang for lang, word in words.items() if _near(fold(tail), fold(word)))),
            )


def _near(tail: str, word: str) -> bool:
    """Whether a careless reader takes ``tail`` for ``word``."""
    return tail == word or (len(tail) >= 2 and word.startswith(tail) and len(word) - len(tail) <= 1)
