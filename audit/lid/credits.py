"""Picture credits: "(Symbolbild/dpa)", "Foto: Agencia Norte", "Crédit photo : …"."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np

from audit._resources import package_file
from audit.lid.frames import framed
from audit.lid.passages import Passage
from audit.lid.tokens import Tokens
from audit.types import LanguageSpan, Leftover, Span

__all__ = ["Credit", "credit_lines", "tags", "with_credits"]

LONGEST: Final = 160
"""Characters; what is longer is a sentence that happens to begin with such a word."""


@dataclass(frozen=True, slots=True)
class Credit:
    """One credit and the languages its opening word belongs to."""

    span: Span
    word: Span
    languages: tuple[str, ...]
    tag: bool
    """The word is a credit by itself."""


@lru_cache(maxsize=1)
def _words() -> tuple[re.Pattern[str], dict[str, tuple[tuple[str, ...], bool]], frozenset[str]]:
    data = tomllib.loads(package_file("lid", "data", "credits.toml").read_text(encoding="utf-8"))
    languages: dict[str, list[str]] = {}
    tags: set[str] = set()
    for language, row in data.items():
        for kind in ("tag", "label"):
            for word in row.get(kind, ()):
                languages.setdefault(word, []).append(language)
                if kind == "tag":
                    tags.add(word)
    longest_first = sorted(languages, key=lambda word: (-len(word), word))
    pattern = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest_first)) + r")(?!\w)", re.IGNORECASE)
    firsts = frozenset(re.split(r"\W", word)[0] for word in languages)
    return pattern, {word: (tuple(spoken), word in tags) for word, spoken in languages.items()}, firsts


def credit_lines(text: str, tokens: Tokens) -> tuple[Credit, ...]:
    """Picture credits in order: in brackets, or from a credit word and its colon to the end of the line."""
    pattern, known, firsts = _words()
    out: list[Credit] = []
    wanted = [number for number, word in enumerate(tokens.words) if word in firsts]
    if not wanted:
        return ()
    reached = 0
    for at in tokens.start[tokens.which(wanted)].tolist():
        match = pattern.match(text, at)
        if match is None or at < reached:
            continue
        start, end = match.span()
        entry = known.get(match.group().lower())
        if entry is None:
            continue
        languages, tag = entry
        bracketed = start > 0 and text[start - 1] in "(["
        after = text[end : end + 2].lstrip(" \u00a0\u202f")[:1]
        colon = after == ":" and text[end : end + 3].find("//") < 0
        slash = after == "/"
        if not (colon or (bracketed and (tag or slash or after in ")]")) or (tag and slash)):
            continue
        line_end = _line_end(text, end)
        if bracketed:
            close = text.find(")" if text[start - 1] == "(" else "]", end, min(line_end, end + LONGEST))
            if close < 0:
                continue
            span = Span(start - 1, close + 1)
        else:
            if line_end - start > LONGEST or not _opens(text, start):
                continue
            span = Span(start, start + len(text[start:line_end].rstrip()))
        out.append(Credit(span, Span(start, end), languages, tag))
        reached = span.end
    return tuple(out)


def _line_end(text: str, at: int) -> int:
    found = text.find("\n", at, at + 2 * LONGEST)
    return found if found >= 0 else min(len(text), at + 2 * LONGEST)


def _opens(text: str, start: int) -> bool:
    """Whether a line, a sentence or a bracket ended right before ``start``."""
    before = text[max(0, start - 3) : start].rstrip(" \t\u00a0")
    return start == 0 or not before or before[-1] in '\n\r.!?…)]»”"|–—-/'


def with_credits(
    text: str, tokens: Tokens, main: str, cut: Sequence[Passage]
) -> tuple[tuple[Passage, ...], tuple[Credit, ...]]:
    """Passages with foreign picture credits cut out as passages of their own, and those credits."""
    cut = framed(text, tokens, main, cut)
    credits_ = tuple(credit for credit in credit_lines(text, tokens) if main not in credit.languages)
    out: list[Passage] = []
    rest = list(cut)
    for credit in credits_:
        first = int(np.searchsorted(tokens.end, credit.span.start, side="right"))
        last = int(np.searchsorted(tokens.start, credit.span.end))
        inside = [passage for passage in rest if passage.first < last and first < passage.last]
        language = inside[0].language if inside else None
        if language is None:
            near = [p for p in rest if not text[min(p.span.end, credit.span.start) : credit.span.start].strip()]
            language = near[-1].language if near and near[-1].span.end <= credit.span.start else None
        if language not in credit.languages:
            if len(credit.languages) > 1 and language is None:
                continue
            language = credit.languages[0]
        for passage in inside:
            rest.remove(passage)
            rest += _around(passage, tokens, first, last, text)
        if first < last:
            out.append(Passage(first, last, credit.span, language, 10.0, len(credit.span.of(text).split())))
    return tuple(sorted((*rest, *out), key=lambda passage: passage.span)), credits_


def _around(passage: Passage, tokens: Tokens, first: int, last: int, text: str) -> list[Passage]:
    """What is left of a passage on both sides of tokens ``first`` … ``last - 1``."""
    out = []
    for low, high in ((passage.first, min(first, passage.last)), (max(last, passage.first), passage.last)):
        words = int((tokens.word[low:high] >= 0).sum()) if low < high else 0
        if words < 2:
            continue
        end = passage.span.end if high == passage.last else int(tokens.end[high - 1])
        while end < len(text) and text[end] in ".!?…":
            end += 1
        span = Span(int(tokens.start[low]), end)
        out.append(Passage(low, high, span, passage.language, passage.gain, words))
    return out


def tags(credited: Sequence[Credit], hints: Collection[str], spans: Sequence[LanguageSpan]) -> tuple[Leftover, ...]:
    """Credit words of another language whose credit is a single word ("(Symbolbild/dpa)")."""
    out = []
    for credit in credited:
        if not any(span.span.overlap(credit.span) for span in spans):
            language = next((each for each in credit.languages if each in hints), credit.languages[0])
            sure = credit.tag or language in hints
            if sure:
                out.append(Leftover(credit.word, language, 0.9, "caption_tag"))
    return tuple(out)
