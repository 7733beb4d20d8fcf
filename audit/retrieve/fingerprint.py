"""Language-free fingerprints: what survives translation letter by letter.

Numbers, names and cited addresses are written nearly alike in every language. A name is kept
as the skeleton of its consonants (``Koursk``, ``Kursk`` and ``Курск`` all give ``krsk``), so
that transliteration habits do not hide it; Vietnamese names, whose syllables are short, are
kept as pairs of syllables.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from audit.retrieve.urls import CitedUrl, cited_urls, headline_tokens, host_of, url_key
from audit.text.names import fold, romanise
from audit.types import Article

__all__ = ["Fingerprint", "fingerprint", "headline_of", "numbers_of", "skeleton", "skeletons"]

_NUMBER = re.compile(r"(?<![\w.,])\d[\d.,\u00a0\u202f\u2009 '’]*(?<![.,\u00a0\u202f\u2009 '’])")
_DIGITS = re.compile(r"\d+")
_FRACTION = re.compile(r"[.,](\d{1,2})(?![\d.,])")
_GROUPED = re.compile(r"\d{1,3}(?:(?P<sep>[.,\u00a0\u202f\u2009 '’])\d{3}(?!\d))(?:(?P=sep)\d{3}(?!\d))*")
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_MOST_CHARS = 200_000
"""A fingerprint is taken of the beginning of a text that is longer."""

_SOUNDS = (
    (re.compile(r"schtsch|shch|szcz|tsch|tch|sch|sh|ch|cz|sz|rz|zh|dsch|dj|dz|ts|tz|kh|x"), "s"),
    (re.compile(r"ph|v|w|ff"), "f"),
    (re.compile(r"[ckqg]+h?"), "k"),
    (re.compile(r"[zs]+"), "s"),
    (re.compile(r"th|dt|tt"), "t"),
    (re.compile(r"[aeiouyjh'’-]+"), ""),
)
_DOUBLED = re.compile(r"(.)\1+")


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What search compares before any model is asked."""

    features: Mapping[str, float]
    """Feature and its own weight, 0–1: ``n:1400``, ``y:2024``, ``w:krsk``, ``b:da nang``, ``h:host``."""
    headline: tuple[str, ...]
    cited: tuple[CitedUrl, ...]
    own_url: str | None
    """Key of the article's own address."""
    own_host: str | None
    shingles: frozenset[int]
    """Hashes of five-word runs, for near copies in one language."""

    def __reduce__(self) -> tuple[object, ...]:
        return _restore, (dict(self.features), self.headline, self.cited, self.own_url, self.own_host, self.shingles)


def _restore(
    features: dict[str, float],
    headline: tuple[str, ...],
    cited: tuple[CitedUrl, ...],
    own_url: str | None,
    own_host: str | None,
    shingles: frozenset[int],
) -> Fingerprint:
    return Fingerprint(MappingProxyType(features), headline, cited, own_url, own_host, shingles)


def fingerprint(article: Article) -> Fingerprint:
    """Fingerprint of an article, in linear time."""
    document = article.document
    text = document.text[:_MOST_CHARS]
    cited = cited_urls(text)
    prose = _without(text, cited)
    features = dict(_features(prose))
    for url in cited:
        features[f"h:{url.host}"] = 0.3
    own = document.url or document.metadata.canonical
    return Fingerprint(
        MappingProxyType(dict(sorted(features.items()))),
        headline_tokens(headline_of(article)),
        cited,
        url_key(own) if own else None,
        host_of(own) or None if own else None,
        _shingles(prose),
    )


def headline_of(article: Article) -> str:
    """The declared title, else the first heading, else the first sentence; may be empty."""
    if article.document.title:
        return article.document.title
    body = [s for s in article.sentences if s.block not in ("furniture", "caption")]
    first = next((s for s in body[:3] if s.block == "heading"), body[0] if body else None)
    return first.span.of(article.text) if first else article.text.strip().split("\n", 1)[0][:300]


def numbers_of(text: str) -> Iterator[str]:
    """Numbers of ``text`` in one notation: groups joined, decimal comma as point."""
    for match in _NUMBER.finditer(text):
        raw = match.group()
        position = 0
        while position < len(raw):
            grouped = _GROUPED.match(raw, position)
            if grouped:
                whole, position = re.sub(r"\D", "", grouped.group()), grouped.end()
            else:
                plain = _DIGITS.match(raw, position)
                if plain is None:
                    position += 1
                    continue
                whole, position = plain.group(), plain.end()
            fraction = _FRACTION.match(raw, position)
            if fraction:
                whole, position = f"{whole}.{fraction[1]}", fraction.end()
            yield whole.lstrip("0") or "0"


def skeleton(folded: str) -> str:
    """Consonants of a romanised name, spelling habits of transliteration levelled.

    >>> skeleton("koursk"), skeleton("kursk")
    ('krsk', 'krsk')
    """
    word = folded
    first = word[:1]
    for pattern, sound in _SOUNDS:
        word = pattern.sub(sound, word)
    word = _DOUBLED.sub(r"\1", word)
    return word if first not in "aeiouy" or not word else f"a{word}"


def skeletons(text: str) -> set[str]:
    """Skeletons of the capitalised words of ``text``, three consonants at least."""
    words = (part for m in _WORD.finditer(text) for part in m.group().split("-"))
    found = {skeleton(romanise(word)) for word in words if word[:1].isupper()}
    return {key for key in found if len(key) >= 3}


def _features(text: str) -> Iterator[tuple[str, float]]:
    for number in numbers_of(text):
        digits = len(number.replace(".", ""))
        if digits == 4 and "." not in number and "1900" <= number <= "2100":
            yield f"y:{number}", 0.25
        elif "." in number or digits >= 4:
            yield f"n:{number}", 1.0
        else:
            yield f"n:{number}", (0.1, 0.35, 0.7)[digits - 1]
    lower = {romanise(m.group()) for m in _WORD.finditer(text) if m.group().islower()}
    previous, end = "", -2
    for match in _WORD.finditer(text):
        raw = match.group()
        if not raw[0].isupper():
            previous = ""
            continue
        word = romanise(raw)
        if previous and match.start() - end == 1:
            yield f"b:{previous} {word}", 0.8
        previous, end = word, match.end()
        key = skeleton(word)
        if len(word) >= 4 and word not in lower:
            yield (f"w:{key}", min(1.0, 0.25 * (len(key) - 1))) if len(key) >= 3 else (f"w:{word}", 0.4)


def _without(text: str, cited: tuple[CitedUrl, ...]) -> str:
    parts, at = [], 0
    for url in cited:
        parts.append(text[at : url.span.start])
        at = url.span.end
    return " ".join((*parts, text[at:]))


def _shingles(text: str) -> frozenset[int]:
    words = fold(unicodedata.normalize("NFC", text)).split()
    return frozenset(_stable_hash(" ".join(words[i : i + 5])) for i in range(len(words) - 4))


def _stable_hash(text: str) -> int:
    raw = text.encode("utf-8", "surrogatepass")
    return zlib.crc32(raw) << 32 | zlib.adler32(raw)
