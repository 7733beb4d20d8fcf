"""Names spelled as another language spells them: a trace of the route a text took.

Newsrooms transliterate by language (*Schoigu*, *Shoigu*, *Choïgou*). When a name of the
article differs from the direct source's spelling and is letter for letter that of a related
original in a third language, the third language had its hand in the text: as an internal
step of a translation engine, or because names were looked up there.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from audit.errors import ModelError
from audit.lid.table import ABSENT, load_table
from audit.provenance.evidence import primary
from audit.retrieve.fingerprint import skeleton
from audit.text.names import romanise
from audit.types import Article, Evidence, Original, Span

__all__ = ["third_spellings"]

_WORD = re.compile(r"[^\W\d_]{5,}")
_WEIGHT = 0.4
_SHORTEST_SKELETON = 3


def third_spellings(article: Article, originals: Sequence[Original], direct: str) -> tuple[Evidence, ...]:
    """One line for each name spelled as in a third language and not as in the direct source; first place cited.

    Names on the word list of the article's own language are its own spellings and left out;
    rare names are on no list, so the lines count for little one by one.
    """
    main = primary(article.languages.main)
    sources = [o for o in originals if o.decision == "source" and primary(o.article.languages.main) == direct]
    others = [
        o for o in originals if o.decision == "related" and primary(o.article.languages.main) not in (direct, main)
    ]
    if not sources or not others:
        return ()
    theirs = _forms(o.article.text for o in sources)
    lines: list[Evidence] = []
    for other in others:
        language = primary(other.article.languages.main)
        third = _forms([other.article.text])
        lines.extend(
            Evidence("spelling", _WEIGHT, word, f"spelled as in {other.id}, not as in {sources[0].id}", language, span)
            for word, key, form, span in _names(article)
            if key in theirs and form not in theirs[key] and form in third.get(key, ())
        )
    lines = _not_listed(lines, main)
    unique = {(line.language, line.value.casefold()): line for line in reversed(lines)}
    return tuple(sorted(unique.values(), key=lambda line: (line.span or Span(0, 0), line.language or "")))


def _not_listed(lines: list[Evidence], language: str) -> list[Evidence]:
    """Lines whose name the language table does not list for ``language``; none when it cannot tell."""
    try:
        families = load_table().families
    except ModelError:
        return []
    family = next((f for f in families if language in f.languages), None)
    if family is None or not lines:
        return []
    column = family.languages.index(language)
    frequency = family.zipf([line.value.lower() for line in lines])[:, column]
    return [line for line, zipf in zip(lines, frequency, strict=True) if zipf == ABSENT]


def _names(article: Article) -> Iterator[tuple[str, str, str, Span]]:
    """(word, skeleton, folded form, span) of capitalised words outside passages in other languages."""
    foreign = [s.span for s in article.languages.spans]
    for match in _WORD.finditer(article.text):
        word = match.group()
        span = Span(match.start(), match.end())
        if word[0].isupper() and not any(span.overlap(f) for f in foreign):
            form = romanise(word)
            key = skeleton(form)
            if len(key) >= _SHORTEST_SKELETON:
                yield word, key, form, span


def _forms(texts: Sequence[str] | Iterator[str]) -> dict[str, set[str]]:
    """Folded forms of capitalised words by skeleton."""
    found: dict[str, set[str]] = defaultdict(set)
    for text in texts:
        for match in _WORD.finditer(text):
            if match.group()[0].isupper():
                form = romanise(match.group())
                found[skeleton(form)].add(form)
    return found
