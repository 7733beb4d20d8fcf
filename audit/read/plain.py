"""Plain text: the file decoded, its byte order mark dropped, otherwise unchanged."""

from __future__ import annotations

from collections.abc import Iterator

from audit.read.charset import decode, document_id, require_text
from audit.read.walls import refuse_wall
from audit.types import Document, Unreadable

__all__ = ["PlainReader"]


class PlainReader:
    """Takes whatever decodes; line ends stay as they are."""

    name: str = "plain"
    suffixes: tuple[str, ...] = (".txt", ".text")
    media_types: tuple[str, ...] = ("text/plain",)
    record_per_line: bool = False

    def sniff(self, raw: bytes) -> bool:
        """Any text will do, so this reader is asked last."""
        return b"\x00" not in raw or raw[:2] in (b"\xff\xfe", b"\xfe\xff")

    def read(self, raw: bytes, name: str) -> Iterator[Document | Unreadable]:  # noqa: ARG002
        """One document."""
        text = require_text(decode(raw))
        refuse_wall(text)
        yield Document(document_id(raw), text, media_type=self.media_types[0])
