"""What an archive file keeps of one article, worked out once when it is added."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from audit.encode.protocol import Encoder
from audit.encode.stored import to_stored
from audit.encode.vector_cache import text_key
from audit.retrieve.fingerprint import Fingerprint, fingerprint
from audit.retrieve.vectors import lead_of, searched_sentences
from audit.types import Article

__all__ = ["KEY_BYTES", "Kept", "KeptVectors", "index_keys", "keep", "kept_key", "runs_of", "vectors_of"]

KEY_BYTES = 16


@dataclass(frozen=True, slots=True)
class KeptVectors:
    """Vectors of one article in the stored form."""

    lead: bytes
    keys: bytes
    """:data:`KEY_BYTES` of each sentence, ascending."""
    rows: bytes


@dataclass(frozen=True, slots=True)
class Kept:
    """One article, ready to be written."""

    article: Article
    lead: str
    index: Mapping[str, float | None]
    runs: bytes
    vectors: KeptVectors | None
    """``None`` where there is no encoder: they are computed when they are needed."""


def keep(article: Article, encoder: Encoder | None) -> Kept:
    """Work out what is kept."""
    found = fingerprint(article)
    vectors = None if encoder is None else vectors_of(article, encoder)
    return Kept(article, lead_of(article), index_keys(found), runs_of(found), vectors)


def vectors_of(article: Article, encoder: Encoder) -> KeptVectors:
    """Vectors of headline and lead, and of every sentence in the forms that search and alignment ask for."""
    texts = set(searched_sentences(article))
    texts |= {s.span.of(article.text) for s in article.sentences if s.block != "furniture"}
    by_key = {kept_key(text): text for text in texts if text and not text.isspace()}
    keys = sorted(by_key)
    rows = to_stored(encoder.encode([lead_of(article), *(by_key[key] for key in keys)]))
    return KeptVectors(rows[0].tobytes(), b"".join(keys), rows[1:].tobytes())


def kept_key(text: str) -> bytes:
    """What a text is known by in an archive."""
    return text_key(text)[:KEY_BYTES]


def index_keys(found: Fingerprint) -> dict[str, float | None]:
    """Key of the inverted index to weight: features; words of the headline (``t:``) and own address (``u:``) without."""
    keys: dict[str, float | None] = dict(found.features)
    keys.update({f"t:{word}": None for word in found.headline})
    if found.own_url:
        keys[f"u:{found.own_url}"] = None
    return keys


def runs_of(found: Fingerprint) -> bytes:
    """Hashes of the five-word runs, ascending, 8 bytes each."""
    return np.array(sorted(found.shingles), "<u8").tobytes()
