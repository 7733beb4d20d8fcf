"""What a reader of one file kind has to offer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from audit.types import Document, Unreadable

__all__ = ["Reader"]


class Reader(Protocol):
    """Reads one kind of file. Stateless; the registry holds one instance of each."""

    name: str
    """Stable name: ``plain``, ``html`` …"""
    suffixes: tuple[str, ...]
    """Lower case, with the dot."""
    media_types: tuple[str, ...]
    """Without parameters; the first goes into ``Document.media_type``."""
    record_per_line: bool
    """Whether every line is an article of its own, so that ``read`` is given one line at a time."""

    def sniff(self, raw: bytes) -> bool:
        """Whether input of unknown name looks like this kind. Sees the first 64 KB at most."""
        ...

    def read(self, raw: bytes, name: str) -> Iterator[Document | Unreadable]:
        """The documents in ``raw``, named ``name``, in order.

        An article that cannot be read inside a container is an ``Unreadable``; when the whole
        input cannot be read an ``audit.errors.InputError`` is raised, which the caller turns
        into one. ``Document.path`` is left to the caller.
        """
        ...
