"""The static encoder: a table of piece vectors, for search over everything."""

from __future__ import annotations

from pathlib import Path

from audit.encode.protocol import Encoder
from audit.errors import ModelError
from audit.modelstore import ModelCard

__all__ = ["load_static"]


def load_static(entry: ModelCard, folder: Path) -> Encoder:
    """The encoder in ``folder``, whose files have been checked against the manifest."""
    raise ModelError(f"model {entry.id} in {folder} needs a newer version", hint="pip install --upgrade newsroom-audit")
