"""Foreign words that stand in an author's sentence because somebody said, sang or wrote them.

Not every text puts quotation marks around them. A colon introduces them ("The mayor answered
simply: …"), a verb of saying follows ("…, he murmured on the way out"), or the words before say
where they stand ("Her T-shirt bore the words …"). Lists: ``data/speech.toml``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from audit._resources import package_file
from audit.lid.frames import is_work
from audit.lid.passages import Passage
from audit.types import PassageKind, Sentence

__all__ = ["introduction", "reported"]

_WORD: Final = re.compile(r"[^\W\d_]+(?:['’‑-][^\W\d_]+)*")
_STOP: Final = re.compile(r"[.!?…。](?=\s|$)|\n|\r")
_POST: Final = re.compile(r"[—–-] ?[^\n—–(]{2,60}\(@\w{2,30}\)[^\n]{0,40}$")
POST: Final = 140
"""Characters within which such a signature stands."""
REACH: Final = 160
"""Characters on either side that are looked at."""
HEAD_WORDS: Final = 3
"""Fewer words before a colon are a label, unless one of them is a verb of saying."""
INTRODUCED_WORDS: Final = 60
"""A longer passage is no answer or note any more."""
TITLE_WORDS: Final = 14
WORK_WITHIN: Final = 2
"""An adjective may stand between the kind of work and its title: "a Catalan lullaby, …", "una nana catalana, …"."""
SPOKEN_WITHIN: Final = 3
WRITTEN_WITHIN: Final = 5
CARRIED_WITHIN: Final = 8
_KINDS: Final = ("verbs", "cries", "behind", "carriers", "written", "titled")
_REPORTED: Final = ("paragraph", "lead")
"""Blocks of running text: in a heading, the words before a colon are its topic."""


@dataclass(frozen=True, slots=True)
class _Words:
    """Words and the beginnings of words."""

    whole: frozenset[str]
    begun: tuple[str, ...]

    def has(self, word: str) -> bool:
        return word in self.whole or ("_" not in word and bool(self.begun) and word.startswith(self.begun))

    def ends(self, words: Sequence[str]) -> bool:
        """Whether the last word, or the last two or three, are listed."""
        return any(len(words) >= n and self.has("_".join(words[-n:])) for n in (1, 2, 3))

    def among(self, words: Sequence[str]) -> bool:
        return any(self.has("_".join(words[at : at + n])) for at in range(len(words)) for n in (1, 2))


@lru_cache(maxsize=1)
def _lists() -> dict[str, dict[str, _Words]]:
    data = tomllib.loads(package_file("lid", "data", "speech.toml").read_text(encoding="utf-8"))
    return {language: {kind: _listed(row[kind].split()) for kind in _KINDS} for language, row in data.items()}


def _listed(words: Sequence[str]) -> _Words:
    begun = tuple(word[:-1] for word in words if word.endswith("*"))
    return _Words(frozenset(word for word in words if not word.endswith("*")), begun)


def reported(
    text: str, passage: Passage, main: str, sentence: Sentence | None, home: bool
) -> tuple[PassageKind, str] | None:
    """What a passage without marks is when the words beside it say so, with the reason; ``None`` when they do not.

    ``home`` says that what stands before it in its sentence (see :func:`introduction`) is the main language.
    """
    if sentence is not None and sentence.block not in _REPORTED:
        return None
    if _post(text, passage):
        return "quotation", "an embedded post"
    lists = _lists().get(main)
    start, end = introduction(text, passage)
    head = [word.lower() for word in _WORD.findall(text[start:end])]
    if home and _opened(text, passage):
        said = lists is not None and lists["verbs"].among(head)
        if passage.words <= INTRODUCED_WORDS and len(head) >= (2 if said else HEAD_WORDS) and _ended(text, passage):
            return "quotation", "introduced by a colon"
    if lists is None:
        return None
    tail = _tail(text, passage)
    if not head and (_followed(text, passage, tail, lists["verbs"]) or lists["behind"].ends(tail[:1])):
        return "quotation", "a verb of saying follows"
    if not head and lists["behind"].ends(tail[:2]):
        return "quotation", "told to stand on something"
    if not head or not home or not text[end - 1].isspace():
        return None
    titled = is_work(head[-WORK_WITHIN:], main) or (text[end - 2] != "," and lists["titled"].ends(head))
    if titled and text[end].isupper() and passage.words <= TITLE_WORDS:
        return "title_or_name", "named as a title"
    if text[end - 2] != ",":
        near = head[-CARRIED_WITHIN:]
        written = lists["written"].among(near[-WRITTEN_WITHIN:]) and lists["carriers"].among(near)
        if lists["cries"].ends(head) or written:
            return "quotation", "told to be said or written"
    return None


def introduction(text: str, passage: Passage) -> tuple[int, int]:
    """Where the words stand that come before a passage in its sentence and line."""
    end = passage.span.start
    start = max(0, end - REACH)
    stops = [match.end() for match in _STOP.finditer(text, start, end)]
    return (stops[-1] if stops else start), end


def _post(text: str, passage: Passage) -> bool:
    """Whether a name and its handle on a network close the passage or the line behind it."""
    rest = text[passage.span.end : passage.span.end + POST].partition("\n")[0]
    return _POST.search(text[max(passage.span.start, passage.span.end - POST) : passage.span.end] + rest) is not None


def _opened(text: str, passage: Passage) -> bool:
    return text[max(0, passage.span.start - 4) : passage.span.start].rstrip(" \u00a0\u202f—–-").endswith((":", "："))


def _ended(text: str, passage: Passage) -> bool:
    """Whether a sentence or line ends with the passage."""
    rest = text[passage.span.end : passage.span.end + 2]
    return text[passage.span.end - 1] in ".!?…" or not rest.strip() or rest[0] in ".!?…\n\r"


def _tail(text: str, passage: Passage) -> list[str]:
    stop = _STOP.search(text, passage.span.end, passage.span.end + REACH)
    end = stop.start() if stop else passage.span.end + REACH
    return [word.lower() for word in _WORD.findall(text[passage.span.end : end])][:SPOKEN_WITHIN]


def _followed(text: str, passage: Passage, tail: Sequence[str], verbs: _Words) -> bool:
    mark = text[passage.span.end - 1 : passage.span.end + 3].lstrip('"”»“ ')
    between = set(text[passage.span.end - 1 : passage.span.end + 2]) & set(",!?…—–")
    parts = [part for word in tail for part in (word, *re.split("[-‑]", word)[:1])]
    return bool(mark) and bool(between) and (verbs.among(tail) or any(verbs.has(part) for part in parts))
