"""The recipe of the default encoder: 4-bit container → int8 in CTranslate2, checked against reference vectors."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from audit._resources import package_file
from audit.errors import ModelError
from audit.modelstore import ModelCard, Progress, source_path

__all__ = ["check_reference", "e5_small_int8"]

REFERENCE = "reference.json"
_LEAST_COSINE = 0.99


def e5_small_int8(entry: ModelCard, folder: Path, progress: Progress) -> str:
    """Write the model into ``folder``; the SHA-256 of the container it was made from."""
    from audit.encode.ct2_write import write_ctranslate2
    from audit.encode.e5s1 import E5S1
    from audit.encode.spm_write import write_sentencepiece

    progress("reading the weights", 0.0)
    source = source_path(entry)
    container = E5S1(source)
    vocabulary = [piece.decode("utf-8", "replace") for piece in container.pieces]
    write_ctranslate2(container, vocabulary, folder, progress=progress)
    progress("writing the tokenizer", 0.8)
    write_sentencepiece(container, folder / "spm.model")
    progress("checking against reference vectors", 0.9)
    check_reference(entry, folder)
    return entry.source.file.sha256 if entry.source else ""


def check_reference(entry: ModelCard, folder: Path) -> float:
    """The worst cosine to the float32 vectors of the same weights; :class:`ModelError` below 0.99."""
    from audit.encode.ct2 import CTranslate2Engine
    from audit.encode.stored import from_stored
    from audit.encode.tokens import Tokenizer

    reference = json.loads(package_file("encode", "data", REFERENCE).read_text("utf-8"))
    texts = [text for text, _ in reference["vectors"]]
    rows = np.array([np.frombuffer(bytes.fromhex(row), np.int8) for _, row in reference["vectors"]])
    engine = CTranslate2Engine(folder, Tokenizer(folder / "spm.model"), dimensions=entry.dimensions or 0)
    worst = float((engine.encode(texts) * from_stored(rows)).sum(axis=1).min())
    if worst < _LEAST_COSINE:
        raise ModelError(
            f"model {entry.id} computes wrong vectors on this processor (cosine {worst:.3f})",
            hint="set CT2_FORCE_CPU_ISA=GENERIC and build it again, or use --encoder multilingual-e5-small-q4",
        )
    return worst
