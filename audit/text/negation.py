"""Negation cues: words that turn a statement into its opposite.

Only cues that negate a clause or a noun phrase count ("nicht", "aucun", "never"). French
*ne … que* and "not only", "nicht nur", "không chỉ" are no negations. :func:`hints` names
everything else that carries a negative meaning ("without", "refuse", "un-"), which a
comparison accepts on the other side in place of a negation.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from audit.text._tables import primary, table
from audit.types import Span

__all__ = ["barred", "freely_rephrased", "hints", "known", "lexemes", "negations", "prefixes", "verbs"]

_NEVER = r"(?!x)x"


@dataclass(frozen=True, slots=True)
class _Cues:
    sure: re.Pattern[str]
    never: re.Pattern[str]
    hint: re.Pattern[str]
    lexeme: re.Pattern[str]
    free: re.Pattern[str]


@lru_cache(maxsize=256)
def negations(text: str, language: str) -> tuple[Span, ...]:
    """Sure negation cues in order; empty for a language without a table. Never raises."""
    cues = _cues(primary(language))
    excluded = [m.span() for m in cues.never.finditer(text)]
    return tuple(
        Span(*m.span())
        for m in cues.sure.finditer(text)
        if not any(start < m.end() and m.start() < end for start, end in excluded)
    )


@lru_cache(maxsize=256)
def hints(text: str, language: str) -> tuple[Span, ...]:
    """Words of negative meaning that are no negation of their own, and phrases barred from being one."""
    cues = _cues(primary(language))
    spans = {m.span() for pattern in (cues.hint, cues.never) for m in pattern.finditer(text)}
    return tuple(Span(*s) for s in sorted(spans))


def barred(text: str, language: str) -> bool:
    """Whether a negation stands in a phrase that negates nothing ("no doubt", "not only")."""
    return _cues(primary(language)).never.search(text) is not None


def known(language: str) -> bool:
    """Whether there is a table for ``language``."""
    return primary(language) in table("negation")


def lexemes(text: str, language: str) -> tuple[Span, ...]:
    """Of the :func:`hints`, the verbs, nouns and adjectives ("refuse", "useless") without the particles."""
    return tuple(Span(*m.span()) for m in _cues(primary(language)).lexeme.finditer(text) if m[0])


def freely_rephrased(clause: str, language: str) -> bool:
    """Whether a negation in ``clause`` stands beside a word with which good translators turn it round.

    Bounds ("not before", "no more than"), exclusives ("not the only one"), quantities ("not all"), comparisons and
    conditions ("if not") say the same without a negation: "at the earliest", "some", "unless".
    """
    return _cues(primary(language)).free.search(clause) is not None


@cache
def _cues(language: str) -> _Cues:
    entry = table("negation").get(language, {})

    def words(key: str) -> str:
        patterns = entry.get(key, ())
        return rf"(?<![\w])(?:{'|'.join(patterns)})(?!\w)" if patterns else _NEVER

    stems, ends = entry.get("stems", ()), entry.get("endings", ())
    parts = [rf"(?<!\w)(?:{'|'.join(stems)})\w*"] if stems else []
    parts += [rf"(?<!\w)\w{{3,40}}(?:{'|'.join(ends)})(?!\w)"] if ends else []
    lexeme = "|".join(parts) or _NEVER
    return _Cues(
        re.compile(words("sure"), re.IGNORECASE),
        re.compile(words("never"), re.IGNORECASE),
        re.compile(rf"{words('hints')}|{words('contraries')}|{lexeme}", re.IGNORECASE),
        re.compile(lexeme, re.IGNORECASE),
        re.compile(words("free"), re.IGNORECASE),
    )


@cache
def verbs(language: str) -> frozenset[str]:
    """Finite auxiliaries, lower case: next to one of them a negation stands."""
    return frozenset(str(table("negation").get(primary(language), {}).get("verbs", "")).split())


@cache
def prefixes(language: str) -> tuple[str, ...]:
    """Prefixes that negate an adjective."""
    return tuple(table("negation").get(primary(language), {}).get("prefixes", ()))
