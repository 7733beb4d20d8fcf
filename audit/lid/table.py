"""The shipped language table, memory-mapped, and what it says of a word.

A word's score in a language mixes how frequent the word is there with how likely its
letters are there (character n-grams), so that unseen words are judged by their shape.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from audit._resources import models_folder
from audit.errors import ModelError

__all__ = ["ABSENT", "Family", "Table", "load_table"]

Floats = npt.NDArray[np.float32]

ORDER: Final = 4
LISTED: Final = 0.85
"""Share of running words expected on the list; the rest are spelled by the character model."""
UNLISTED_COST: Final = 1.0
TEMPER: Final = 0.8
CLIP: Final = 7.0
"""No single word may speak louder than this, in nats."""
BACKOFF_COST: Final = 0.6
ABSENT: Final = 0
"""Zipf frequency of a word that is not on a list."""
_START, _END, _OTHER = 1, 2, 3
_AS_LISTED = str.maketrans({"ș": "ş", "ț": "ţ", "ß": "ss"})
"""The lists were made from folded words: older Romanian letters, no ß."""
_ARABIC_MARKS = dict.fromkeys((*range(1611, 1632), 1600, 1648))


@dataclass(frozen=True, eq=False)
class Family:
    """The languages of one script family and their evidence."""

    name: str
    languages: tuple[str, ...]
    words: npt.NDArray[np.uint32]
    first: npt.NDArray[np.int32]
    """Index of a word's first pair; one longer than ``words``."""
    pairs: npt.NDArray[np.uint8]
    grams: npt.NDArray[np.uint32]
    logs: npt.NDArray[np.uint8]
    codes: npt.NDArray[np.uint8]
    """Code point below 65,536 → symbol of the alphabet."""
    zipf_step: float
    log_step: float

    def zipf(self, words: Sequence[str]) -> Floats:
        """Zipf frequencies, words × languages; ``ABSENT`` where a list lacks the word."""
        out = np.zeros((len(words), len(self.languages)), np.float32)
        if not words:
            return out
        keys = np.fromiter((zlib.crc32(self._listed_form(word)) for word in words), np.uint32, len(words))
        at = np.minimum(np.searchsorted(self.words, keys), len(self.words) - 1)
        hit = np.flatnonzero(self.words[at] == keys)
        first, counts = self.first[at[hit]], self.first[at[hit] + 1] - self.first[at[hit]]
        rows = np.repeat(hit, counts)
        starts = np.repeat(first - np.concatenate(([0], np.cumsum(counts)[:-1])), counts) if len(hit) else first
        pairs = self.pairs[starts + np.arange(len(rows))]
        out[rows, pairs[:, 0]] = pairs[:, 1] / np.float32(self.zipf_step)
        return out

    def _listed_form(self, word: str) -> bytes:
        if not word.isascii():
            word = word.translate(_AS_LISTED if self.name == "latin" else _ARABIC_MARKS)
        return word.encode("utf-8", "replace")

    def spelling(self, words: Sequence[str]) -> tuple[Floats, npt.NDArray[np.int32]]:
        """Log probability of each word's letters, words × languages, and how many symbols were judged."""
        lengths = np.fromiter(map(len, words), np.int64, len(words))
        total = len(words)
        if not total:
            return np.zeros((0, len(self.languages)), np.float32), np.zeros(0, np.int32)
        text = np.frombuffer("".join(words).encode("utf-32-le", "surrogatepass"), np.uint32)
        # three starts before every word and one end after it
        flat = np.full(len(text) + ORDER * total, _START, np.uint32)
        ends = np.cumsum(lengths + ORDER)
        flat[ends - 1] = _END
        letter = np.arange(len(text)) + np.repeat(np.arange(1, total + 1) * ORDER - 1, lengths)
        flat[letter] = self.codes[np.minimum(text, 0xFFFF)]
        judged = np.sort(np.concatenate((letter, ends - 1)))
        logs = self._conditional(flat, judged)
        starts = np.concatenate(([0], np.cumsum(lengths + 1)[:-1]))
        sums = np.add.reduceat(logs, starts, axis=0, dtype=np.float32)
        spelled: Floats = (-sums / np.float32(self.log_step)).astype(np.float32)
        return spelled, (lengths + 1).astype(np.int32)

    def _conditional(self, flat: npt.NDArray[np.uint32], here: npt.NDArray[np.int64]) -> npt.NDArray[np.uint16]:
        out = np.zeros((len(here), len(self.languages)), np.uint16)
        left = np.arange(len(here))
        for order in range(ORDER, 0, -1):
            key = np.zeros(len(left), np.uint32)
            for back in range(order):
                key |= flat[here[left] - back] << np.uint32(8 * back)
            at = np.minimum(np.searchsorted(self.grams, key), len(self.grams) - 1)
            hit = self.grams[at] == key
            out[left[hit]] = self.logs[at[hit]] + np.uint16(BACKOFF_COST * (ORDER - order) * self.log_step)
            left = left[~hit]
            if not len(left):
                break
        out[left] = np.uint16(14 * self.log_step)
        return out

    def scores(self, words: Sequence[str], zipf: Floats) -> Floats:
        """Tempered log-likelihood of each word, words × languages; the best is 0, the worst ``-CLIP``."""
        if not words:
            return np.zeros((0, len(self.languages)), np.float32)
        spelled, _ = self.spelling(words)
        unlisted = spelled + np.float32(np.log(1 - LISTED) - UNLISTED_COST)
        listed = np.where(zipf > ABSENT, (zipf - 9) * np.float32(np.log(10)) + np.float32(np.log(LISTED)), -np.inf)
        mixed = np.logaddexp(unlisted, listed.astype(np.float32)) * np.float32(TEMPER)
        mixed -= mixed.max(1, keepdims=True)
        clipped: Floats = np.maximum(mixed, np.float32(-CLIP)).astype(np.float32)
        return clipped


@dataclass(frozen=True, eq=False)
class Table:
    """All families of the table."""

    families: tuple[Family, ...]

    def family(self, name: str | None) -> Family | None:
        """The family of that name."""
        return next((family for family in self.families if family.name == name), None)


def _codes(alphabet: str) -> npt.NDArray[np.uint8]:
    codes = np.full(0x10000, _OTHER, np.uint8)
    for index, letter in enumerate(alphabet):
        codes[ord(letter)] = index + _OTHER + 1
    return codes


@lru_cache(maxsize=2)
def load_table(folder: Path | None = None) -> Table:
    """The table in ``folder``, the shipped one by default.

    Raises:
        ModelError: files are missing or do not belong together.

    """
    place = folder or models_folder() / "shipped" / "lid-table"
    try:
        index = json.loads((place / "index.json").read_text(encoding="utf-8"))
        families = []
        for name, row in index["families"].items():
            part = {
                key: np.asarray(np.load(place / f"{name}.{key}.npy", mmap_mode="r"))
                for key in ("words", "counts", "pairs", "grams", "logs")
            }
            first = np.concatenate(([0], np.cumsum(part["counts"], dtype=np.int32))).astype(np.int32)
            if first[-1] != len(part["pairs"]) or part["logs"].shape != (len(part["grams"]), len(row["languages"])):
                raise ValueError(f"the arrays of {name} do not belong together")
            family = Family(
                name,
                tuple(row["languages"]),
                part["words"],
                first,
                part["pairs"],
                part["grams"],
                part["logs"],
                _codes(row["alphabet"]),
                float(index["zipf_step"]),
                float(index["log_step"]),
            )
            families.append(family)
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(
            f"the language table in {place} cannot be read: {error}", hint="reinstall the package"
        ) from error
    return Table(tuple(families))
