"""Text to token ids: SentencePiece in C++, with the input prepared as the model's own tokenizer prepares it."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Any

__all__ = ["MAX_CHARS", "Tokenizer", "prepared"]

MAX_CHARS = 32_768
"""Longest text that is read, in code points; a longer "sentence" is cut, so that a hostile line costs little."""


def prepared(text: str) -> str:
    """Cut, freed of lone surrogates, stripped and NFC-composed.

    The model's tokenizer drops outer white space where SentencePiece would make a token of it, and its table of
    normalisation does not compose.
    """
    text = text[:MAX_CHARS]
    if not text.isascii():
        text = unicodedata.normalize("NFC", text.encode("utf-8", "replace").decode("utf-8"))
    return text.strip()


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
        if not self._shift:
            return encoded
        unknown = self._pieces.unk_id()
        return [[3 if i == unknown else i + self._shift for i in ids] for ids in encoded]
