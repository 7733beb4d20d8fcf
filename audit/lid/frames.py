"""What shows a reader that foreign words are meant: marks around them, or a word before them.

Single quotation marks and the emphasis of Markdown are told from apostrophes, bullets and
multiplication by what stands beside them. Words such as "film" or "slogan" name what follows.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from itertools import pairwise
from typing import Final, Literal

import numpy as np

from audit._resources import package_file
from audit.lid.pairs import Enclosure, Enclosures
from audit.lid.passages import Passage
from audit.lid.scripts import OPENING, OTHER, QUOTE, STOP, scripts
from audit.lid.tokens import Tokens
from audit.types import Span

__all__ = [
    "Framed",
    "Role",
    "as_framed",
    "cue_at",
    "cue_before",
    "cued_at",
    "framed",
    "frames",
    "is_work",
    "script",
    "stopped",
]

Role = Literal["works", "labels"]

# Bounded, so that a text of nothing but marks costs linear time; every branch begins with its
# mark, so that the search skips from mark to mark.
_SINGLE = re.compile(
    r"‘(?<![\w‘]‘)(?=\S)(?P<curly>[^‘\n]{1,300}?)(?<=\S)’(?!\w)"
    r"|‚(?<!\w‚)(?=\S)(?P<low>[^‚\n]{1,300}?)(?<=\S)[‘’](?!\w)"
    r"|\*(?<![\w*]\*)(?P<stars>\*{0,2})(?=[^\s*])(?P<star>[^*\n]{1,300})(?<=\S)\*(?P=stars)(?![\w*])"
    r"|_(?<!\w_)(?P<lines>_?)(?=[^\s_])(?P<line>[^_\n]{1,300})(?<=\S)_(?P=lines)(?![\w_])"
    r"|'(?<![\w'’*]')(?=\w)(?P<plain>[^'\n]{1,300}(?:'\w[^'\n]{0,300}){0,4})(?<=\S)'(?!\w)"
)
LONGEST: Final = 12
"""Words of a title or slogan at most."""
CUE_WITHIN: Final = 3
LETTERS: Final = 3
"""Letters of a word at least: "Δ" and "μ" are signs."""
SHARE: Final = 0.6
"""Share of its words that a passage and the marks around it must have in common."""
_GLOSS = re.compile(r"[ \u00a0]\((?P<gloss>[^\W\d_][^():/\n]{2,80})\)")
_KINDS: Final = ("curly", "low", "star", "line", "plain")


@dataclass(frozen=True, slots=True)
class Framed(Passage):
    """A passage that something shows to be meant."""

    role: Role = "works"


@lru_cache(maxsize=2)
def _own(text: str) -> tuple[Enclosure, ...]:
    """What stands in single quotation marks, stars or underscores, in order."""
    found = []
    for match in _SINGLE.finditer(text):
        kind = next(name for name in _KINDS if match[name] is not None)
        found.append(Enclosure(Span(*match.span(kind)), "quote"))
    return tuple(found)


def frames(text: str, pairs: Enclosures) -> Enclosures:
    """``pairs`` and what stands in single quotation marks, stars or underscores."""
    own = _own(text)
    if not own:
        return pairs
    known = {each.span for each in pairs.all}
    return Enclosures(tuple(sorted((*pairs.all, *(each for each in own if each.span not in known)))))


@lru_cache(maxsize=1)
def _cues() -> dict[str, dict[str, Role]]:
    data = tomllib.loads(package_file("lid", "data", "works.toml").read_text(encoding="utf-8"))
    roles: tuple[Role, ...] = ("labels", "works")
    return {language: {word: role for role in roles for word in row[role].split()} for language, row in data.items()}


def cue_at(tokens: Tokens, at: int, main: str) -> Role | None:
    """What the token announces in language ``main``: a title, a phrase, or nothing."""
    if not 0 <= at < len(tokens) or tokens.word[at] < 0:
        return None
    known = _cues().get(main, {})
    word = tokens.words[int(tokens.word[at])]
    if word not in known and at and tokens.word[at - 1] >= 0:
        word = f"{tokens.words[int(tokens.word[at - 1])]}_{word}"
    return known.get(word)


def is_work(words: Sequence[str], main: str) -> bool:
    """Whether one of these words of language ``main``, or two together, name a kind of work."""
    known = _cues().get(main, {})
    pairs = [f"{one}_{two}" for one, two in pairwise(words)]
    return any(known.get(word) == "works" for word in (*words, *pairs))


def cued_at(tokens: Tokens, main: str) -> list[int]:
    """Tokens that may announce something, in order."""
    ends = {word.rpartition("_")[2] for word in _cues().get(main, ())}
    wanted = [number for number, word in enumerate(tokens.words) if word in ends]
    found: list[int] = np.flatnonzero(tokens.which(wanted)).tolist() if wanted else []
    return found


def cue_before(text: str, tokens: Tokens, first: int, main: str) -> Role | None:
    """What the word right before token ``first`` announces; marks and a colon may stand between."""
    role = cue_at(tokens, first - 1, main)
    if role is None or tokens.boundary[first] not in (OTHER, QUOTE, OPENING):
        return None
    gap = text[int(tokens.end[first - 1]) : int(tokens.start[first])]
    return role if len(gap) <= 5 and not set(gap) & set(")]}-–—;|") else None


def framed(text: str, tokens: Tokens, main: str, cut: Sequence[Passage]) -> list[Passage]:
    """Passages with their ends at the marks around them, without the word that announces them."""
    marks = Enclosures(_own(text))
    return [_framed(text, tokens, main, passage, marks) for passage in cut if not _sign(text, tokens, passage)]


def _sign(text: str, tokens: Tokens, passage: Passage) -> bool:
    """Whether the passage is one letter of a script with capitals: "μ", "Δ"."""
    word = passage.span.of(text)
    return len(word) == 1 and word.lower() != word.upper() and script(tokens, passage.first) != 0


def _framed(text: str, tokens: Tokens, main: str, found: Passage, marks: Enclosures) -> Passage:
    passage = _uncued(text, tokens, main, found)
    if passage.enclosure is None:
        passage = _marked(tokens, passage, marks)
    if passage.enclosure is not None and passage.enclosure.kind == "quote" and passage.words <= LONGEST:
        passage = replace(passage, short=True)  # the marks say where it begins and ends
    passage = _lone(text, tokens, passage)
    role = cue_before(text, tokens, passage.first, main)
    named = passage.enclosure is not None or tokens.capital[passage.first] or script(tokens, passage.first) != 0
    if role is not None and named and passage.words <= LONGEST:
        passage = as_framed(passage, role)
    elif passage.enclosure is None and _explained(text, tokens, passage):
        passage = as_framed(passage, "labels")
    return stopped(text, passage)


def _explained(text: str, tokens: Tokens, passage: Passage) -> bool:
    """Whether words in brackets behind a phrase give its meaning: "wir schaffen das (nous y arriverons)"."""
    match = _GLOSS.match(text, passage.span.end)
    if match is None or passage.words > LONGEST or _ends(tokens, passage.first) or text[passage.span.end - 1] in ".!?…":
        return False
    return passage.words / 2 <= len(match["gloss"].split()) <= 2 * passage.words


def as_framed(passage: Passage, role: Role) -> Framed:
    """The passage with what announces it; its marks or its announcement say where it begins and ends."""
    kept = {each.name: getattr(passage, each.name) for each in fields(Passage)}
    return Framed(**{**kept, "short": True}, role=role)


def _uncued(text: str, tokens: Tokens, main: str, passage: Passage) -> Passage:
    """Without an announcing word at its head, and all before it, that was taken along."""
    if _ends(tokens, passage.first) and _ends(tokens, passage.last):
        return passage  # a whole sentence may begin with such a word in its own language
    for at in range(passage.first, min(passage.first + CUE_WITHIN, passage.last - 1)):
        if cue_at(tokens, at, main) is not None and cue_before(text, tokens, at + 1, main) is not None:
            if not tokens.capital[at + 1] and script(tokens, at + 1) == 0:
                continue
            words = passage.words - int((tokens.word[passage.first : at + 1] >= 0).sum())
            span = Span(int(tokens.start[at + 1]), passage.span.end)
            return replace(passage, first=at + 1, span=span, words=max(1, words), enclosure=None)
    return passage


def _ends(tokens: Tokens, at: int) -> bool:
    return at >= len(tokens) or at == 0 or bool(tokens.boundary[at] >= STOP)


def _marked(tokens: Tokens, passage: Passage, marks: Enclosures) -> Passage:
    """The passage as its marks bound it, unless it says more than a word outside them."""
    for pair in marks.around(passage.span.start, passage.span.end):
        first = int(np.searchsorted(tokens.start, pair.span.start))
        last = int(np.searchsorted(tokens.end, pair.span.end, side="right"))
        shared = min(last, passage.last) - max(first, passage.first)
        if shared <= 0 or shared < SHARE * (last - first):
            continue
        before, behind = max(0, first - passage.first), max(0, passage.last - last)
        slip = before + behind <= 1 and not (before + behind and _ends(tokens, passage.last))
        if not slip and (before or not _names_only(tokens, last, passage.last)):
            continue
        span = Span(int(tokens.start[first]), int(tokens.end[last - 1]))
        words = passage.words + (last - first) - (passage.last - passage.first)
        return replace(passage, first=first, last=last, span=span, words=max(1, words), enclosure=pair)
    return passage


def _names_only(tokens: Tokens, first: int, last: int) -> bool:
    """Whether nothing but capitalised words of the next sentence stands there."""
    part = slice(first, last)
    return bool(
        first < last
        and tokens.boundary[first] >= STOP
        and (tokens.capital[part] | tokens.acronym[part] | (tokens.word[part] < 0)).all()
    )


def _lone(text: str, tokens: Tokens, passage: Passage) -> Passage:
    """A single word in a script of its own counts as a phrase; one in small letters and no marks is a leftover."""
    if passage.words != 1 or script(tokens, passage.first) == 0:
        return passage
    word = passage.span.of(text)
    cased = word.lower() != word.upper()
    if cased and passage.enclosure is None and (len(word) < LETTERS or not tokens.capital[passage.first]):
        return passage
    return replace(passage, words=2)


def stopped(text: str, passage: Passage) -> Passage:
    """The passage with the question or exclamation mark that ends it inside its marks."""
    if passage.enclosure is None:
        return passage
    end = passage.span.end
    rest = text[end : passage.enclosure.span.end].rstrip()
    if rest and len(rest) <= 4 and not set(rest) - set("!?…！？ \u00a0\u202f"):
        return replace(passage, span=Span(passage.span.start, end + len(rest)))
    return passage


def script(tokens: Tokens, at: int) -> int:
    """Number of the token's script, 0 for Latin and figures."""
    word = int(tokens.word[at])
    return 0 if word < 0 or scripts()[int(tokens.script[word])].name == "latin" else int(tokens.script[word]) or 1
