"""The card of a Hugging Face folder given by path."""

from __future__ import annotations

import re
from pathlib import Path

from audit.encode.huggingface import HuggingFaceFolder
from audit.errors import ModelError
from audit.modelstore import ModelCard, ModelFile, sha256_file

__all__ = ["card_of_folder"]

RECIPE = "hf-int8/1"


def card_of_folder(path: Path, *, name: str | None = None) -> ModelCard:
    """Look at a folder and hash it; :class:`ModelError` when it holds no encoder that can be run.

    Runs in CTranslate2 (int8, no torch) where shape, tokenizer and pooling allow, else through ``transformers``.
    """
    folder = HuggingFaceFolder(path.resolve())
    if not folder.files or folder.pooling not in ("mean", "cls", "max"):
        raise ModelError(f"{path} holds no model")
    identity = name or re.sub(r"[^A-Za-z0-9._-]+", "-", path.resolve().name).strip("-.") or "model"
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*", identity):
        raise ModelError(f"{identity!r} is not a name for a model", hint="use letters, digits, dots and hyphens")
    files = tuple(
        ModelFile(p.relative_to(folder.folder).as_posix(), p.stat().st_size, sha256_file(p)) for p in folder.files
    )
    return ModelCard(
        id=identity,
        task="sentence-encoder",
        kind="added",
        engine="transformers" if folder.obstacle else "ctranslate2",
        licence="as its folder says",
        origin=str(folder.config.get("_name_or_path") or path.resolve().name),
        optional=True,
        dimensions=_dimensions(folder),
        recipe=None if folder.obstacle else RECIPE,
        size=None if folder.obstacle else folder.shape.vocabulary * folder.shape.hidden * 2,
        files=files,
        path=str(folder.folder),
    )


def _dimensions(folder: HuggingFaceFolder) -> int:
    import json

    if not folder.dense:
        return folder.shape.hidden
    return int(json.loads((folder.dense[-1] / "config.json").read_text("utf-8"))["out_features"])
