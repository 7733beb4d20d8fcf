"""Models the user added by path: one JSON file of cards in the user's data folder."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from audit.errors import ModelError
from audit.modelstore.locations import data_root
from audit.modelstore.manifest import ModelCard, manifest, parse_card

__all__ = ["add", "added", "forget", "known"]

FILE = "models.json"


def added() -> tuple[ModelCard, ...]:
    """Cards of added models, by id; none when nothing was added."""
    path = data_root() / FILE
    if not path.is_file():
        return ()
    try:
        return tuple(parse_card(raw) for raw in json.loads(path.read_text("utf-8")))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(
            f"{path} cannot be read: {error}", hint="mend or delete it, then add your models again"
        ) from error


def known() -> tuple[ModelCard, ...]:
    """The manifest's models and the added ones."""
    return (*manifest(), *added())


def add(entry: ModelCard) -> None:
    """Keep a card; one of the same id is replaced. The manifest's own ids cannot be taken."""
    if any(c.id == entry.id for c in manifest()):
        raise ModelError(f"{entry.id} is the name of a model of this version", hint="choose another with --id")
    _write([*(c for c in added() if c.id != entry.id), entry])


def forget(name: str) -> bool:
    """Drop an added card; whether there was one. The model's own folder is left alone."""
    cards = added()
    rest = [c for c in cards if c.id != name]
    if len(rest) < len(cards):
        _write(rest)
    return len(rest) < len(cards)


def _write(cards: Iterable[ModelCard]) -> None:
    folder = data_root()
    text = json.dumps([_plain(c) for c in sorted(cards, key=lambda c: c.id)], ensure_ascii=False, indent=1)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        descriptor, part = tempfile.mkstemp(prefix=f".{FILE}", dir=folder)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text + "\n")
        Path(part).replace(folder / FILE)
    except OSError as error:
        raise ModelError(
            f"cannot write {folder / FILE}: {error.strerror}", hint="point AUDIT_DATA_DIR at a writable folder"
        ) from error


def _plain(entry: ModelCard) -> dict[str, object]:
    raw = {name: value for name in entry.__dataclass_fields__ if (value := getattr(entry, name)) not in (None, (), {})}
    raw["files"] = [asdict(file) for file in entry.files]
    raw["figures"] = dict(entry.figures)
    raw.pop("source", None)
    return raw
