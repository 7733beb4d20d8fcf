"""How common a word is in a language, from the shipped language table; nothing is known without it."""

from __future__ import annotations

from functools import lru_cache

from audit.errors import ModelError

__all__ = ["frequency", "knowing", "rather"]


@lru_cache(maxsize=8192)
def frequency(word: str, language: str) -> float:
    """Zipf frequency (about 2 rare, 5 everyday) of ``word`` in lower case; 0 when unlisted."""
    from audit.lid.table import load_table

    try:
        families = load_table().families
    except ModelError:
        return 0.0
    for family in families:
        if language in family.languages:
            return float(family.zipf([word.lower()])[0][family.languages.index(language)])
    return 0.0


@lru_cache(maxsize=4096)
def knowing(word: str) -> frozenset[str]:
    """Languages whose lists have ``word`` in lower case as more than a stray; loanwords are in many."""
    from audit.lid.table import load_table

    try:
        families = load_table().families
    except ModelError:
        return frozenset()
    return frozenset(
        language
        for family in families
        for language, zipf in zip(family.languages, family.zipf([word.lower()])[0], strict=True)
        if zipf >= _STRAY
    )


_STRAY = 2.0


def rather(word: str, language: str, other: str) -> bool:
    """Whether ``word`` is a word of ``language`` and much less one of ``other``."""
    here = frequency(word, language)
    return here >= 2.3 and here - frequency(word, other) >= 1.0
