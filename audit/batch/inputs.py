"""Which files are audited, and what each report is called."""

from __future__ import annotations

import os
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from audit.types import Unreadable

__all__ = ["Input", "collect", "item_stem"]

_RESERVED = frozenset({"index", "findings"})
"""Names of the folder's own pages and tables, at the top of the output folder."""
_CONTAINER = re.compile(r"\.(jsonl|ndjson|warc|warc\.gz)$", re.IGNORECASE)
_OWN_REPORT = (b'"schema_version"', b'content="audit ')


@dataclass(frozen=True, slots=True)
class Input:
    """A file to audit and the name of its report, without suffix, below the output folder."""

    path: Path
    name: str
    """As given, with forward slashes."""
    stem: str


def collect(paths: Sequence[Path], *, out: Path | None = None) -> tuple[tuple[Input, ...], tuple[Unreadable, ...]]:
    """Every file below ``paths`` with its report's name; hidden files and own reports are left out.

    A file ``some/dir/name.txt`` given through the folder ``some`` is called ``dir/name``. Where two
    would share a name, each keeps its extension and, if need be, its root's name.
    """
    found: list[tuple[Input, Path]] = []
    missing: list[Unreadable] = []
    seen: set[str] = set()
    for root in paths:
        if not os.path.lexists(root):
            missing.append(Unreadable(root.as_posix(), "no such file or folder", "check the spelling of the path"))
            continue
        for path in _files(root, out, missing):
            real = os.path.realpath(path)
            if real in seen:
                continue
            seen.add(real)
            relative = path.relative_to(root) if root.is_dir() else Path(path.name)
            stem = _bare(relative.as_posix())
            found.append((Input(path, path.as_posix(), stem), root))
    return _named_apart(found), tuple(missing)


def item_stem(stem: str, item: int | None) -> str:
    """Report name of record ``item`` (1-based) of a container: ``feed`` → ``feed.0012``."""
    return stem if item is None else f"{stem}.{item:04d}"


def _files(root: Path, out: Path | None, failed: list[Unreadable]) -> Iterator[Path]:
    """Files below ``root``, each folder once however it is linked; what cannot be opened goes to ``failed``."""
    if not root.is_dir():
        if root.is_file():
            yield root
        else:
            failed.append(_no_file(root))
        return
    yield from _below(root, {os.path.realpath(out)} if out is not None else set(), failed)


def _below(folder: Path, entered: set[str], failed: list[Unreadable]) -> Iterator[Path]:
    entered.add(os.path.realpath(folder))
    try:
        content = sorted(folder.iterdir())
    except OSError as error:
        reason = f"cannot be opened: {error.strerror or 'unknown reason'}"
        failed.append(Unreadable(folder.as_posix(), reason, "check name and permissions"))
        return
    for path in content:
        if path.name.startswith("."):
            continue
        if path.is_dir():
            if os.path.realpath(path) not in entered:
                yield from _below(path, entered, failed)
        elif not path.is_file():
            failed.append(_no_file(path))
        elif not _is_own_report(path):
            yield path


def _no_file(path: Path) -> Unreadable:
    if path.is_symlink():
        return Unreadable(path.as_posix(), "a link that leads nowhere", "remove it, or restore what it leads to")
    return Unreadable(path.as_posix(), "neither a file nor a folder", "save the article as a file")


def _is_own_report(path: Path) -> bool:
    if path.suffix.lower() not in (".json", ".html"):
        return False
    try:
        with path.open("rb") as file:
            head = file.read(400)
    except OSError:
        return False
    return any(mark in head for mark in _OWN_REPORT)


def _bare(name: str) -> str:
    pure = PurePosixPath(name)
    container = _CONTAINER.search(pure.name)
    return name[: container.start() + len(name) - len(pure.name)] if container else str(pure.with_suffix(""))


def _key(stem: str) -> str:
    # File systems that fold case or compose letters must not let one report overwrite another.
    return unicodedata.normalize("NFC", stem).casefold()


def _named_apart(found: list[tuple[Input, Path]]) -> tuple[Input, ...]:
    def clashes(named: list[Input]) -> set[int]:
        groups: dict[str, list[int]] = defaultdict(list)
        for i, one in enumerate(named):
            groups[_key(one.stem)].append(i)
        clashing = {i for group in groups.values() if len(group) > 1 for i in group}
        clashing |= {i for i, one in enumerate(named) if _key(one.stem) in _RESERVED}
        containers = {_key(one.stem): i for i, one in enumerate(named) if _CONTAINER.search(one.name)}
        for i, one in enumerate(named):
            head, _, tail = _key(one.stem).rpartition(".")
            if head in containers and tail.isdigit() and len(tail) >= 4:
                clashing |= {i, containers[head]}
        return clashing

    named = [one for one, _ in found]
    for i in clashes(named):
        one, root = found[i]
        relative = one.path.relative_to(root) if root.is_dir() else Path(one.path.name)
        named[i] = replace(one, stem=relative.as_posix())
    for i in clashes(named):
        one, root = found[i]
        # A file given by itself has its folder for a root: `a/x.txt b/x.txt`.
        folder = root if root.is_dir() else root.resolve().parent
        label = folder.name or folder.resolve().name or "root"
        named[i] = replace(one, stem=f"{label}/{named[i].stem}")
    counter = 1
    while again := clashes(named):
        counter += 1
        for i in sorted(again)[1:]:
            named[i] = replace(named[i], stem=f"{named[i].stem}.{counter}")
    return tuple(named)
