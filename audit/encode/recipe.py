"""The recipe of the default encoder: 4-bit container → int8 in CTranslate2, checked against reference vectors."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import numpy as np

from audit._resources import package_file
from audit.errors import ModelError
from audit.modelstore import ModelCard, Progress, check_files, source_path

__all__ = ["check_reference", "e5_small_int8", "hugging_face_int8"]

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
    write_ctranslate2(container, folder, progress=progress)
    progress("writing the tokenizer", 0.8)
    write_sentencepiece(container, folder / "spm.model")
    progress("checking against reference vectors", 0.9)
    check_reference(entry, folder)
    return entry.source.files[0].sha256 if entry.source else ""


def hugging_face_int8(entry: ModelCard, folder: Path, progress: Progress) -> str:
    """Convert a Hugging Face folder of BERT's shape with XLM-R's tokenizer; a hash over the files read."""
    from audit.encode.ct2_write import write_ctranslate2
    from audit.encode.huggingface import HuggingFaceFolder

    progress("reading the weights", 0.0)
    source = HuggingFaceFolder(Path(entry.path or ""))
    check_files(entry, source.folder, f"run: audit models add {source.folder}")
    write_ctranslate2(source, folder, position_offset=source.position_offset, progress=progress)
    shutil.copyfile(source.sentencepiece, folder / "spm.model")
    return hashlib.sha256("".join(f.sha256 for f in entry.files).encode()).hexdigest()


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
            hint='set CT2_FORCE_CPU_ISA=GENERIC and build it again, or set encoder = "multilingual-e5-small-q4"',
        )
    return worst
