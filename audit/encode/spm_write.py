"""Writes a SentencePiece model from a vocabulary: the protobuf wire format by hand, so no protobuf is needed.

Field numbers are those of ``sentencepiece_model.proto``: 1 pieces (1 piece, 2 score, 3 type),
2 trainer (3 model type, 4 size, 40–43 special ids), 3 normaliser.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path

from audit.encode.e5s1 import E5S1

__all__ = ["write_pieces", "write_sentencepiece"]

_NORMAL, _UNKNOWN, _CONTROL = 1, 2, 3
_UNIGRAM = 1


def write_sentencepiece(model: E5S1, path: Path) -> None:
    """Write the container's vocabulary and its table of normalisation as a unigram model."""
    mask = len(model.pieces) - 1
    write_pieces(
        model.pieces,
        model.scores,
        path,
        model.normalisation,
        unknown=model.unknown,
        bos=model.bos,
        eos=model.eos,
        pad=model.pad,
        control={model.bos, model.pad, model.eos, mask},
    )


def write_pieces(
    pieces: Sequence[bytes],
    scores: Sequence[float],
    path: Path,
    normalisation: Sequence[tuple[str, str]],
    *,
    unknown: int,
    bos: int,
    eos: int,
    pad: int,
    control: AbstractSet[int],
) -> None:
    """Write a unigram model: pieces with log-probabilities, a table of normalisation, ids of the marks (-1: none)."""
    import sentencepiece

    sentencepiece.set_min_log_level(2)  # else the builder of the table greets on standard error
    normaliser = sentencepiece.SentencePieceNormalizer(
        norm_map=list(normalisation), add_dummy_prefix=True, escape_whitespaces=True, remove_extra_whitespaces=True
    )
    out = bytearray()
    for number, (piece, score) in enumerate(zip(pieces, scores, strict=True)):
        kind = _UNKNOWN if number == unknown else _CONTROL if number in control else _NORMAL
        out += _bytes(1, _bytes(1, piece) + b"\x15" + struct.pack("<f", score) + _integer(3, kind))
    trainer = _integer(3, _UNIGRAM) + _integer(4, len(pieces))
    for field, value in ((40, unknown), (41, bos), (42, eos), (43, pad)):
        trainer += _integer(field, value)
    out += _bytes(2, trainer) + _bytes(3, normaliser.serialized_normalizer_spec())
    path.write_bytes(out)


def _varint(number: int) -> bytes:
    number &= (1 << 64) - 1  # protobuf writes negative integers as their 64-bit complement
    out = bytearray()
    while number > 127:
        out.append(number & 127 | 128)
        number >>= 7
    out.append(number)
    return bytes(out)


def _bytes(field: int, data: bytes) -> bytes:
    return _varint(field << 3 | 2) + _varint(len(data)) + data


def _integer(field: int, number: int) -> bytes:
    return _varint(field << 3) + _varint(number)
