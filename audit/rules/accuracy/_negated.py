"""What stands under a negation, and whether the translation kept it word for word.

A good translator may say the negative by its contrary ("does not give up", "fights on"); an engine
that loses a negation leaves the negated word where it was. So only a negated word whose own
translation stands in the article shows that its negation is gone.
"""

from __future__ import annotations

import re
from itertools import zip_longest

from audit.rules.accuracy._kinship import SYLLABIC, nearest
from audit.rules.accuracy._lexis import frequency
from audit.text.negation import freely_rephrased
from audit.types import Span

__all__ = ["kept_literally", "own_clause", "turned_round"]

_WORD = re.compile(r"[^\W\d_]+")
_CLAUSE_END = re.compile(r"[,;:.!?…()«»“”„\"]|\s[–—-]\s")
_SENTENCE_END = re.compile(r"[.!?…]")
_GLUED = re.compile(r"n['’](?=\w)", re.IGNORECASE)
"""French *n'*, which the cue holds together with the verb it negates."""
_EVERYDAY = 6.0
"""Zipf frequency from which a word is an auxiliary, an article, a pronoun."""
_AKIN = 0.38
"""Least cosine of the negated word and its translation: four in ten of the flags on deleted negations are left, one
in eight of those on human translation (NTREX, eleven languages)."""


_ALIKE = 0.5
_PERHAPS = 0.25
_ENOUGH = 3
"""Telling words beside the negated one from which "word for word" means something."""
_MOST = 0.8


def own_clause(text: str, cue: Span) -> Span:
    """The stretch between the punctuation marks around ``cue``."""
    start = max((m.end() for m in _CLAUSE_END.finditer(text, 0, cue.start)), default=0)
    end = _CLAUSE_END.search(text, cue.end)
    return Span(start, end.start() if end else len(text))


def turned_round(text: str, language: str, cue: Span) -> bool:
    """Whether the negation is one that says little by itself: in a question, beside a bound, a quantity, a condition."""
    end = _SENTENCE_END.search(text, cue.end)
    if end is not None and "?" in text[end.start() : end.start() + 3]:
        return True
    return freely_rephrased(own_clause(text, cue).of(text), language)


def kept_literally(source: str, language: str, cue: Span, target: str, other: str, *, verbal: bool) -> bool:
    """Whether ``target`` translates what ``cue`` negates: a verb, or a noun and what is said of it.

    A less sure counterpart of the verb is enough where all the rest is put word for word.
    """
    words = _negated(source, language, cue)
    ours = _WORD.findall(target)
    if not words:
        return False
    likeness = [nearest(word, ours, other) or 0.0 for word in words[: 1 if verbal else 2]]
    if min(likeness) >= (_AKIN if verbal else _ALIKE):
        return True
    return verbal and likeness[0] >= _PERHAPS and _word_for_word(source, language, cue, words[0][0], target, other)


def _word_for_word(source: str, language: str, cue: Span, negated: str, target: str, other: str) -> bool:
    theirs, ours = _WORD.findall(source), _WORD.findall(target)
    told = [w for w in theirs if _telling(w, language) and w != negated and w not in cue.of(source)]
    here = [w for w in ours if _telling(w, other)]
    if len(told) < _ENOUGH or len(here) < _ENOUGH:
        return False
    carried = sum((nearest([w], ours, other) or 0.0) >= _AKIN for w in told)
    carrying = sum((nearest([w], theirs, language) or 0.0) >= _AKIN for w in here)
    return carried >= _MOST * len(told) and carrying + 1 >= _MOST * len(here)


def _negated(text: str, language: str, cue: Span) -> list[list[str]]:
    """The telling words behind the negation in its clause, then the ones before it, nearest first; each with its spellings."""
    clause = own_clause(text, cue)
    glued = _GLUED.match(text, cue.start)
    behind = [m[0] for m in _WORD.finditer(text, glued.end() if glued else cue.end, clause.end)]
    before = [m[0] for m in _WORD.finditer(text, clause.start, cue.start)]
    found = []
    for word, following in zip_longest(behind, behind[1:], fillvalue=""):
        if _telling(word, language):
            found.append([word, f"{word} {following}"] if language in SYLLABIC and following else [word])
    return [*found, *([word] for word in reversed(before) if _telling(word, language))]


def _telling(word: str, language: str) -> bool:
    return len(word) >= (2 if language in SYLLABIC else 3) and frequency(word, language) < _EVERYDAY
