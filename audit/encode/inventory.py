"""What there is of each model on this machine, for ``audit models``."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

from audit._resources import models_folder
from audit.encode.registry import recipe_of, stored_name
from audit.errors import ModelError
from audit.modelstore import ModelCard, Store, check_files, shipped_folder, source_path

__all__ = ["State", "remove", "state", "verify"]

Status = Literal["ready", "not built", "absent"]


@dataclass(frozen=True, slots=True)
class State:
    """Where a model is and what it takes, found without reading it."""

    status: Status
    path: Path | None
    size: int
    """Bytes on disk; 0 when not there."""


def state(entry: ModelCard, root: Path) -> State:
    """Look, without checking hashes."""
    if entry.kind == "shipped":
        folder = models_folder() / "shipped" / entry.id
        there = all((folder / file.name).is_file() for file in entry.files)
        return State("ready" if there else "absent", folder, _size(folder))
    if entry.engine == "ctranslate2":
        store = Store(root)
        name = stored_name(entry)
        record = store.record(name)
        built = record is not None and record.recipe == recipe_of(entry)
        return State("ready" if built else "not built", store.path(name), record.size if record and built else 0)
    if entry.path is not None:
        folder = Path(entry.path)
        return State("ready" if folder.is_dir() else "absent", folder, _size(folder))
    package = entry.source.package if entry.source else entry.engine
    spec = find_spec(package)
    if spec is None or spec.origin is None or entry.source is None:
        return State("absent", None, 0)
    folder = Path(spec.origin).parent
    there = all((folder / file.name).is_file() for file in entry.source.files)
    return State("ready" if there else "absent", folder, sum(file.size for file in entry.source.files) if there else 0)


def verify(entry: ModelCard, root: Path) -> None:
    """Read every byte and compare hashes; :class:`ModelError` when anything is not as recorded."""
    if entry.kind == "shipped":
        shipped_folder(entry)
    elif entry.engine == "ctranslate2":
        Store(root).verify(stored_name(entry))
        if entry.kind == "derived":
            from audit.encode.recipe import check_reference

            check_reference(entry, Store(root).path(stored_name(entry)))
    elif entry.path is not None:
        check_files(entry, Path(entry.path), f"run: audit models add {entry.path}")
    else:
        source_path(entry)


def remove(entry: ModelCard, root: Path) -> bool:
    """Delete what was built of a model; whether there was anything. Shipped and carried models stay."""
    if entry.engine == "ctranslate2" and entry.kind in ("derived", "added"):
        return Store(root).remove(stored_name(entry))
    if entry.kind != "added":
        raise ModelError(f"model {entry.id} came with a package", hint=f"it goes with the package: {entry.origin}")
    return False


def _size(folder: Path) -> int:
    return sum(p.stat().st_size for p in folder.rglob("*") if p.is_file()) if folder.is_dir() else 0
