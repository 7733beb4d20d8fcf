"""The imperative rim of reading: files, names, limits, and errors turned into values."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from audit.errors import InputError, UnsupportedInput
from audit.read.charset import document_id
from audit.read.protocol import Reader
from audit.read.registry import READERS
from audit.types import Document, Unreadable

__all__ = ["can_read", "document_from_text", "read", "read_bytes"]

_SNIFFED = 64 * 1024
_STDIN = "<stdin>"


def can_read(path: Path) -> bool:
    """Whether some reader takes files of this name. Looks at the name alone."""
    return _by_suffix(path.name) is not None


def document_from_text(text: str, *, name: str | None = None) -> Document:
    """A document of text that is already at hand; nothing is judged or changed."""
    raw = text.encode("utf-8", "surrogatepass")
    return Document(document_id(raw), text, path=_slashes(name))


def read(path: Path, *, name: str | None = None, max_bytes: int = 20_000_000) -> Iterator[Document | Unreadable]:
    """The documents in a file.

    Args:
        path: a file.
        name: what to call it in reports; the path as given by default.
        max_bytes: limit for one article (for one line, where every line is an article).

    """
    shown = _slashes(name) or path.as_posix()
    reader = _by_suffix(path.name)
    try:
        if reader is not None and reader.record_per_line:
            with path.open("rb") as file:
                yield from _records(file, reader, shown, shown, max_bytes)
            return
        size = path.stat().st_size
        if size > max_bytes:
            yield _too_large(shown, size, max_bytes)
            return
        raw = path.read_bytes()
    except OSError as error:
        yield Unreadable(shown, f"cannot be opened: {error.strerror or 'unknown reason'}", "check name and permissions")
        return
    yield from read_bytes(raw, name=shown)


def read_bytes(raw: bytes, *, name: str | None, media_type: str | None = None) -> Iterator[Document | Unreadable]:
    """The documents in ``raw``; the kind is told by media type, name or content, in this order.

    Without a ``name`` the documents have no path, as befits standard input.
    """
    path = _slashes(name)
    shown = path or _STDIN
    try:
        reader = _by_media_type(media_type) or _by_suffix(shown) or _by_content(raw, path)
    except InputError as error:
        yield Unreadable(shown, error.message, error.hint)
        return
    if reader.record_per_line:
        yield from _records(io.BytesIO(raw), reader, shown, path, len(raw))
    else:
        yield from _placed(reader, raw, shown, path, None)


def _placed(
    reader: Reader, raw: bytes, shown: str, path: str | None, item: int | None
) -> Iterator[Document | Unreadable]:
    """What ``reader`` makes of ``raw``, with path and number filled in and errors as values."""
    try:
        for found in reader.read(raw, shown):
            if isinstance(found, Document):
                yield replace(found, path=path, item=found.item if item is None else item)
            else:
                yield found
    except InputError as error:
        yield Unreadable(shown, error.message, error.hint)


def _records(
    file: BinaryIO, reader: Reader, shown: str, path: str | None, max_bytes: int
) -> Iterator[Document | Unreadable]:
    """A feed, one line in memory at a time; items are numbered by line."""
    empty = True
    number = 0
    while line := file.readline(max_bytes + 2):
        number += 1
        place = f"{shown}:{number}"
        record = line.rstrip(b"\r\n")
        if len(record) > max_bytes:
            size = len(line)
            while not line.endswith(b"\n") and (line := file.readline(1 << 20)):
                size += len(line)
            yield _too_large(place, size, max_bytes)
        elif record.strip():
            yield from _placed(reader, record, place, path, number)
        else:
            continue
        empty = False
    if empty:
        yield Unreadable(shown, "the file is empty", "check how it was saved or downloaded")


def _too_large(shown: str, size: int, limit: int) -> Unreadable:
    return Unreadable(
        shown, f"{size:,} bytes are over the limit of {limit:,} for an article", "raise the limit or split it"
    )


def _slashes(name: str | None) -> str | None:
    return name.replace("\\", "/") if name else None


def _by_media_type(media_type: str | None) -> Reader | None:
    kind = (media_type or "").partition(";")[0].strip().lower()
    return next((reader for reader in READERS.values() if kind in reader.media_types), None)


def _by_suffix(name: str) -> Reader | None:
    suffix = Path(name).suffix.lower()
    return next((reader for reader in READERS.values() if suffix and suffix in reader.suffixes), None)


def _by_content(raw: bytes, path: str | None) -> Reader:
    """The first reader whose look it has; a name with an unknown suffix is not guessed at."""
    suffix = Path(path).suffix.lower() if path else ""
    if 2 <= len(suffix) <= 6 and suffix[1:].isalnum():
        raise UnsupportedInput(f"no reader for files named *{suffix}", hint="export the article as text, HTML or JSON")
    head = raw[:_SNIFFED]
    for reader in READERS.values():
        if reader.sniff(head):
            return reader
    raise UnsupportedInput("it is not a text file", hint="export the article as text, HTML or JSON")
