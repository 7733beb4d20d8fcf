"""Credits of pictures: brackets, lines and tails that name a photographer or say "file photo"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from audit.rules.tables import table
from audit.types import Span

__all__ = ["Credit", "credits_in", "trailing_bracket"]


_WORD = re.compile(r"[^\W\d_]+")
_TOLD = 4
"""So many lower-case words behind a credit's word tell a story; names have fewer."""


@dataclass(frozen=True, slots=True)
class Credit:
    """A picture credit and the languages whose newsrooms write it so."""

    span: Span
    word: str
    languages: tuple[str, ...]
    bracketed: bool


@cache
def _languages_of() -> dict[str, tuple[str, ...]]:
    found: dict[str, set[str]] = {}
    for language, entry in table("captions").items():
        for word in (*entry["words"], *entry["alone"]):
            found.setdefault(word, set()).add(language)
    return {word: tuple(sorted(languages)) for word, languages in found.items()}


@cache
def _pattern() -> re.Pattern[str]:
    entries = table("captions").values()
    longest_first = sorted({w for e in entries for w in (*e["words"], *e["alone"])}, key=lambda w: (-len(w), w))
    alone = sorted({w for e in entries for w in e["alone"]}, key=lambda w: (-len(w), w))
    word = "|".join(map(re.escape, longest_first))
    by_itself = "|".join(map(re.escape, alone))
    return re.compile(
        rf"[(\[][ ]?(?:(?P<bracket>{word})[ \u00a0\u202f]?[:/|©][^()\[\]\n]{{1,120}}|(?P<alone>{by_itself})"
        rf"(?:[ ]?[/:|,–-][^()\[\]\n]{{1,80}})?)[)\]]"
        rf"|^[ \t]*(?P<line>{word})[ \u00a0\u202f]?:[ \u00a0][^\n]{{2,100}}$"
        rf"|(?<=[.!?»”])[ \u00a0](?P<tail>{word})[ \u00a0\u202f]?:[ \u00a0][^\n.!?]{{2,80}}\.?(?=[ \t]*$)",
        re.MULTILINE,
    )


def credits_in(text: str) -> Iterator[Credit]:
    """Every picture credit of ``text``, in whatever language."""
    for match in _pattern().finditer(text):
        word = match[match.lastgroup or 0]
        start, end = match.span()
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if match.lastgroup in ("line", "tail") and _is_sentence(text[match.end(match.lastgroup) : end]):
            end = match.end(match.lastgroup)  # the word opens a caption; only the word is a label
        yield Credit(Span(start, end), word, _languages_of()[word], match.lastgroup in ("bracket", "alone"))


def _is_sentence(after: str) -> bool:
    """Whether what follows a credit's word tells what the picture shows, not who made it."""
    words = (match.group() for match in _WORD.finditer(after))
    return len([word for word in words if word[0].islower() and len(word) > 1]) >= _TOLD


def trailing_bracket(text: str, span: Span) -> Span | None:
    """The bracketed credit at the end of ``span``, if there is one."""
    last = None
    for credit in credits_in(span.of(text)):
        if credit.bracketed:
            last = credit.span.shift(span.start)
    return last if last is not None and not text[last.end : span.end].strip(" .\t") else None
