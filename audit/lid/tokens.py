"""Words and numbers of a text as arrays: where they stand, how much they say, what stands before them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final

import numpy as np
import numpy.typing as npt

from audit.lid.scripts import (
    COMMA,
    DIGIT,
    IGNORED,
    LETTER,
    LINE,
    MARK,
    OPENING,
    OTHER,
    STOP,
    classes,
    code_points,
    lowered,
    scripts,
)
from audit.types import Span

__all__ = ["Tokens", "tokenise"]

Ints = npt.NDArray[np.int32]
Offsets = npt.NDArray[np.int64]
"""As wide as Python's own numbers become in numpy, so that searching does not copy the array."""
Bools = npt.NDArray[np.bool_]

CHUNK: Final = 1 << 17
"""Characters worked on at a time, so that memory does not grow with the length of the text."""

# What a token's evidence weighs: names and acronyms belong to no language.
WEIGHT_INITIAL: Final = 0.6
WEIGHT_CAPITALISED: Final = 0.3
WEIGHT_ACRONYM: Final = 0.1
WEIGHT_LETTER: Final = 0.3
ACRONYM_LETTERS: Final = 6
SHOUTING_SHARE: Final = 0.6
"""A line with this share of upper-case words is set in capitals, which then mean nothing."""
_BROKEN: Final = re.compile("(?:\ufffd|ï¿½|ďż˝|пїЅ)+")
"""The sign for a lost character, and the same read in a wrong encoding: what touches it is no word of any language."""


@dataclass(frozen=True, eq=False)
class Tokens:
    """Words and numbers in order; every array has one entry a token."""

    start: Offsets
    end: Offsets
    word: Ints
    """Index into ``words``, -1 for a number."""
    weight: npt.NDArray[np.float32]
    boundary: npt.NDArray[np.uint8]
    """The strongest boundary before the token: ``OTHER`` … ``LINE``."""
    capital: Bools
    acronym: Bools
    initial: Bools
    """Capitalised for where it stands, perhaps."""
    words: tuple[str, ...]
    """Distinct words, lower case."""
    script: Ints
    """Script of each distinct word."""
    mixed: frozenset[int]
    """Distinct words that mix scripts."""

    def __len__(self) -> int:
        return len(self.start)

    def which(self, numbers: Collection[int]) -> Bools:
        """Tokens that are one of these distinct words."""
        wanted = np.zeros(len(self.words) + 1, bool)  # a number's -1 is the last, which no word has
        wanted[list(numbers)] = True
        return wanted[self.word]


class _Vocabulary:
    def __init__(self) -> None:
        self.index: dict[str, int] = {}
        self.script: list[int] = []
        self.mixed: set[int] = set()

    def add(self, word: str, script: int, mixed: bool) -> int:
        at = self.index.get(word)
        if at is None:
            at = self.index[word] = len(self.script)
            self.script.append(script)
            if mixed:
                self.mixed.add(at)
        return at

    def numbers(self, forms: list[str], script: list[int], left_out: Bools) -> Ints:
        """Number of each form in one script, -1 for those left out."""
        plain = np.flatnonzero(~left_out).tolist()
        kept = [forms[at] for at in plain] if len(plain) < len(forms) else forms
        index, scripts_ = self.index, self.script
        for word, at in dict(zip(reversed(kept), reversed(plain), strict=True)).items():
            if word not in index:
                index[word] = len(scripts_)
                scripts_.append(script[at])
        out = np.full(len(forms), -1, np.int32)
        out[plain] = np.fromiter(map(self.index.__getitem__, kept), np.int32, len(kept))
        return out


def _chunks(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    while start < len(text):
        end = start + CHUNK
        if end < len(text):
            cut = max(text.rfind("\n", start, end), text.rfind(" ", end - 1000, end))
            end = cut + 1 if cut > start + CHUNK // 2 else end
        yield start, min(end, len(text))
        start = end


def _keys(kind: npt.NDArray[np.uint8], solid: Bools) -> npt.NDArray[np.uint8]:
    """Per character the unit it belongs to: 0 none, 1 word, 2 number, 3… run of a solid script."""
    letter = kind >= LETTER
    key = letter.astype(np.uint8)
    key[kind == DIGIT] = 2
    script = (kind - LETTER) >> 1
    runs = letter & solid[np.where(letter, script, 0)]
    key[runs] = 3 + script[runs]
    inside = (kind == MARK) | (kind == IGNORED)
    if inside.any():
        last = np.maximum.accumulate(np.where(inside, 0, np.arange(len(kind))))
        key = np.where(inside & (key[last] == 2), 0, key[last]).astype(np.uint8)
    return key


def _majority(kind: npt.NDArray[np.uint8]) -> tuple[int, bool]:
    found = ((kind[kind >= LETTER] - LETTER) >> 1).tolist()
    script = max(sorted(set(found)), key=found.count)
    return script, len(set(found)) > 1


def _clean(word: str) -> str:
    kept = "".join(char for char in word if unicodedata.category(char) != "Cf")
    return unicodedata.normalize("NFC", kept) or word


def _chunk(
    text: str, offset: int, after_line: bool, vocabulary: _Vocabulary, solid: Bools
) -> dict[str, npt.NDArray[np.generic]]:
    codes = code_points(text)
    kind = classes(codes)
    key = _keys(kind, solid)
    change = np.flatnonzero(key[1:] != key[:-1]) + 1
    starts = np.concatenate(([0], change))
    ends = np.concatenate((change, [len(key)]))
    # runs alternate between units and gaps only in part: two units may touch, as in "31e"
    upper = (kind & 1).astype(np.uint8)
    upper[(kind < LETTER)] = 1
    all_upper = np.minimum.reduceat(upper, starts).astype(bool)
    script_of = np.where(kind >= LETTER, (kind - LETTER) >> 1, 255).astype(np.uint8)
    low_script = np.minimum.reduceat(script_of, starts)
    high_script = np.maximum.reduceat(np.where(script_of == 255, 0, script_of), starts)
    marked = np.maximum.reduceat(((kind == MARK) | (kind == IGNORED)).astype(np.uint8), starts).astype(bool)
    strength = np.maximum.reduceat(np.where(kind <= LINE, kind, OTHER), starts)
    # "e.V., ", "Inc., ": a stop before a comma ends an abbreviation
    strength[(strength == STOP) & np.maximum.reduceat((kind == COMMA).astype(np.uint8), starts).astype(bool)] = COMMA
    unit = key[starts] > 0
    at = np.flatnonzero(unit)
    gap = np.full(len(at), OTHER, np.uint8)
    before = at - 1
    has_gap = (before >= 0) & ~unit[np.maximum(before, 0)]
    gap[has_gap] = strength[before[has_gap]]
    if len(at) and after_line:
        gap[0] = LINE
    first, last = starts[at], ends[at]
    low = lowered(codes).tobytes().decode("utf-32-le", "surrogatepass")
    number = key[first] == 2
    odd = marked[at] | (low_script[at] != high_script[at])
    forms = [low[a:b] for a, b in zip(first.tolist(), last.tolist(), strict=True)]
    word = vocabulary.numbers(forms, low_script[at].tolist(), number | odd)
    for index in np.flatnonzero(odd & ~number).tolist():
        majority, mixed = _majority(kind[first[index] : last[index]])
        word[index] = vocabulary.add(_clean(forms[index]), majority, mixed)
    capital = (kind[first] >= LETTER) & (kind[first] & 1).astype(bool)
    return {
        "start": (first + offset).astype(np.int64),
        "end": (last + offset).astype(np.int64),
        "word": word,
        "boundary": gap,
        "capital": capital,
        "upper": all_upper[at] & ~number & capital,
    }


def tokenise(text: str, masks: Sequence[Span] = ()) -> Tokens:
    """Words and numbers of ``text`` outside ``masks``. Linear in time; offsets are code points into ``text``."""
    solid = np.array([script.solid for script in scripts()])
    vocabulary = _Vocabulary()
    parts = [
        _chunk(text[start:end], start, start == 0 or text[start - 1] == "\n", vocabulary, solid)
        for start, end in _chunks(text)
    ]
    names = ("start", "end", "word", "boundary", "capital", "upper")
    empty = {"start": np.int64, "end": np.int64, "word": np.int32, "boundary": np.uint8, "capital": bool, "upper": bool}
    whole = {
        name: np.concatenate([part[name] for part in parts]) if parts else np.zeros(0, empty[name]) for name in names
    }
    if masks and len(whole["start"]):
        begins = np.array([mask.start for mask in masks])
        stops = np.array([mask.end for mask in masks])
        at = np.searchsorted(begins, whole["start"], side="right") - 1
        hidden = (at >= 0) & (whole["start"] < stops[np.maximum(at, 0)])
        # what follows an address starts afresh
        follows = np.flatnonzero(hidden[:-1] & ~hidden[1:]) + 1
        whole["boundary"][follows] = np.maximum(whole["boundary"][follows], OPENING)
        whole = {name: values[~hidden] for name, values in whole.items()}
    broken = np.fromiter(chain.from_iterable(found.span() for found in _BROKEN.finditer(text)), np.int64).reshape(-1, 2)
    if len(broken) and len(whole["start"]):
        at = np.searchsorted(broken[:, 0], whole["end"], side="right") - 1
        touched = (at >= 0) & (whole["start"] <= broken[np.maximum(at, 0), 1])
        whole = {name: values[~touched] for name, values in whole.items()}
    return _weighed(whole, vocabulary)


def _cased(script: Ints, word: Ints) -> Bools:
    """Whether each token is written in a script with capitals."""
    cased = np.array([each.name in ("latin", "cyrillic", "greek", "armenian") for each in scripts()])
    return cased[script[np.maximum(word, 0)]] & (word >= 0) if len(script) else np.zeros(len(word), bool)


def _weighed(whole: dict[str, npt.NDArray[np.generic]], vocabulary: _Vocabulary) -> Tokens:
    start, end = whole["start"].astype(np.int64), whole["end"].astype(np.int64)
    boundary = whole["boundary"].astype(np.uint8)
    capital, upper = whole["capital"].astype(bool), whole["upper"].astype(bool)
    length = end - start
    script = np.array(vocabulary.script, np.int32)
    word = whole["word"].astype(np.int32)
    letters = word >= 0
    if len(start) > 1:
        # "M. Dupont", "z. B.": a stop after one or two letters ends no sentence
        short = (length[:-1] <= 2) & (word[:-1] >= 0) & (boundary[1:] == STOP)
        boundary[1:][short] = np.where(length[:-1][short] == 1, OTHER + 1, OPENING)
        # and one before a small letter hardly ever
        small = letters & ~capital & _cased(script, word)
        boundary[small & (boundary == STOP)] = COMMA
    initial = boundary >= OPENING
    line = np.cumsum(boundary == LINE)
    shouting = np.zeros(len(start), bool)
    if len(start) and upper.any():
        counted = letters & (length > 1)
        lines = int(line[-1]) + 1
        total = np.bincount(line[counted], minlength=lines)
        loud = np.bincount(line[counted & upper], minlength=lines)
        shouting = (loud >= SHOUTING_SHARE * np.maximum(total, 1))[line] & (total > 2)[line]
    acronym = upper & (length < ACRONYM_LETTERS) & (length > 1) & ~shouting
    weight = np.ones(len(start), np.float32)
    weight[capital] = WEIGHT_CAPITALISED
    weight[capital & initial] = WEIGHT_INITIAL
    weight[shouting] = 1.0
    weight[acronym] = WEIGHT_ACRONYM
    solid = np.array([each.solid for each in scripts()])
    is_solid = letters & solid[script[np.maximum(word, 0)]] if len(script) else np.zeros(len(start), bool)
    weight[(length == 1) & ~is_solid] = WEIGHT_LETTER
    weight[is_solid] = np.minimum(0.5 + length[is_solid] / 4, 4.0)
    weight[~letters] = 0.0
    words = tuple(vocabulary.index)
    return Tokens(
        start,
        end,
        word,
        weight,
        boundary,
        capital & ~shouting,
        acronym,
        initial,
        words,
        script,
        frozenset(vocabulary.mixed),
    )
