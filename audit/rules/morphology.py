"""What a French word form can be: noun, adjective, participle, verb, with gender and number.

The lexicon is the shipped model ``fr-morph`` (see its card): one sorted text that is
bisected, so that nothing needs to be built when it is opened.
"""

from __future__ import annotations

import gzip
from functools import cache, lru_cache

from audit._resources import models_folder
from audit.errors import ModelError

__all__ = ["Forms", "adjectives", "classes", "nouns", "participles"]

Forms = frozenset[int]
"""Agreement slots: 0 masculine singular, 1 masculine plural, 2 feminine singular, 3 feminine plural."""


@cache
def _lexicon() -> bytes:
    path = models_folder() / "shipped" / "fr-morph" / "forms.tsv.gz"
    if not path.is_file():
        raise ModelError("the French word forms are missing", hint=str(path))
    return b"\n" + gzip.decompress(path.read_bytes())


@lru_cache(maxsize=65536)
def classes(form: str) -> str:
    """One letter for each reading of ``form`` (see the model's card); empty when unknown.

    A capitalised form is looked up as it stands, then in lower case. Raises ``ModelError``
    when the lexicon is not installed.
    """
    found = _look_up(form)
    return found if found or form.islower() else _look_up(form.lower())


def _look_up(form: str) -> str:
    data = _lexicon()
    key = form.encode("utf-8", "replace") + b"\t"
    low, high = 0, len(data) - 1
    while low < high:
        middle = (low + high) // 2
        start = data.rfind(b"\n", 0, middle + 1) + 1
        end = data.find(b"\n", start)
        if end < 0:
            return ""
        line = data[start:end]
        if line.startswith(key):
            return line[len(key) :].decode()
        # Compared with the tab on, as the lines were sorted.
        if line < key:
            low = end
        else:
            high = start - 1
    return ""


def nouns(form: str) -> Forms:
    """Slots of the noun readings."""
    return frozenset("abcd".index(c) for c in classes(form) if c in "abcd")


def adjectives(form: str) -> Forms:
    """Slots of the adjective readings."""
    return frozenset("efgh".index(c) for c in classes(form) if c in "efgh")


def participles(form: str) -> Forms:
    """Slots of the past participle readings."""
    return frozenset("ijkl".index(c) for c in classes(form) if c in "ijkl")
