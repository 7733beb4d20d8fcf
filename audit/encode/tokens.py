"""Text to token ids: SentencePiece in C++, with the input prepared as the model's own tokenizer prepares it."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from audit.types import Span

__all__ = ["MAX_CHARS", "Pieces", "Tokenizer", "prepared", "prepared_with_origin"]

Pieces = tuple[list[int], list[tuple[int, int]]]
"""Ids of a text and, for each, start and end in code points."""

MAX_CHARS = 32_768
"""Longest text that is read, in code points; a longer "sentence" is cut, so that a hostile line costs little."""


def prepared(text: str) -> str:
    """Stripped, cut, freed of lone surrogates and NFC-composed.

    The model's tokenizer drops outer white space where SentencePiece would make a token of it, and its table of
    normalisation does not compose.
    """
    text = text.strip()[:MAX_CHARS]
    if not text.isascii():
        text = unicodedata.normalize("NFC", text.encode("utf-8", "replace").decode("utf-8"))
    return text.strip()


def prepared_with_origin(text: str) -> tuple[str, list[Span]]:
    """As :func:`prepared`, and for each code point of the answer where it comes from in ``text``."""
    clean = prepared(text)
    lead = len(text) - len(text.lstrip())
    core = text.strip()[:MAX_CHARS].rstrip()
    if core == clean:
        return clean, [Span(i, i + 1) for i in range(lead, lead + len(clean))]
    origin: list[Span] = []
    rebuilt = ""
    for start, end in _composed(core):
        letters = unicodedata.normalize("NFC", core[start:end].encode("utf-8", "replace").decode("utf-8"))
        rebuilt += letters
        origin += [Span(lead + start, lead + end)] * len(letters)
    if rebuilt != clean:  # composition reached over a boundary: the whole text is one piece
        return clean, [Span(lead, lead + len(core))] * len(clean)
    return clean, origin


def _composed(text: str) -> list[tuple[int, int]]:
    """Stretches that NFC composes each on its own: a starter and what attaches to it."""
    starts = [0]
    for at in range(1, len(text)):
        letter = text[at]
        if unicodedata.combining(letter):
            continue
        before = text[starts[-1] : at]
        # Vowel signs and Hangul vowels are starters that still compose with what stands before them.
        attaches = (
            not letter.isascii()
            and len(before) < 32
            and unicodedata.normalize("NFC", before + letter)
            != (unicodedata.normalize("NFC", before) + unicodedata.normalize("NFC", letter))
        )
        if not attaches:
            starts.append(at)
    return list(zip(starts, [*starts[1:], len(text)], strict=True)) if text else []


class Tokenizer:
    """Pieces of one SentencePiece file, ids as the model's word embeddings count them."""

    def __init__(self, path: Path, *, shift: int = 0, bos: int = 0, eos: int = 2) -> None:
        """Open the file; ``shift`` is added to every id (1 where the file is XLM-R's own, which counts from <unk>)."""
        import sentencepiece

        self._pieces: Any = sentencepiece.SentencePieceProcessor(model_file=str(path))
        self._shift = shift
        self.bos, self.eos = bos, eos

    def ids(self, texts: Sequence[str]) -> list[list[int]]:
        """Ids of prepared texts, without the marks of beginning and end."""
        encoded: list[list[int]] = self._pieces.encode(list(texts))
        return [self._shifted(ids) for ids in encoded]

    def pieces(self, text: str) -> Pieces:
        """Ids of one prepared text and where each lies in it; a piece may begin with white space."""
        mapping = self._pieces.encode(text, return_type="offset_mapping")
        return self._shifted(mapping["ids"]), mapping["offsets"]

    def _shifted(self, ids: list[int]) -> list[int]:
        if not self._shift:
            return ids
        unknown = self._pieces.unk_id()
        return [3 if i == unknown else i + self._shift for i in ids]
