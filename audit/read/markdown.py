"""Markdown: its marks taken off with markdown-it, its blocks kept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from audit.read.anchors import anchors, identity
from audit.read.charset import decode, document_id, require_text
from audit.read.fields import language_tag, one_line, timestamp
from audit.read.walls import refuse_wall
from audit.read.webpage import Piece, joined, pieces_of_fragment
from audit.types import BlockKind, Document, Unreadable

if TYPE_CHECKING:
    from markdown_it.token import Token

__all__ = ["MarkdownReader"]

_FRONT_MATTER = re.compile(r"\A---[ \t]*\r?\n(.*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_PAIR = re.compile(r"^([A-Za-z_-]+)[ \t]*:[ \t]*(.+?)[ \t]*\r?$", re.MULTILINE)


class MarkdownReader:
    """CommonMark with an optional front matter; links keep their words, pictures their caption."""

    name: str = "markdown"
    suffixes: tuple[str, ...] = (".md", ".markdown")
    media_types: tuple[str, ...] = ("text/markdown",)
    record_per_line: bool = False

    def sniff(self, raw: bytes) -> bool:  # noqa: ARG002
        """Never: Markdown without its suffix is read as plain text."""
        return False

    def read(self, raw: bytes, name: str) -> Iterator[Document | Unreadable]:  # noqa: ARG002
        """One document; its title is that of the front matter, else the first heading."""
        source = require_text(decode(raw))
        front = _FRONT_MATTER.match(source)
        fields = {key.lower(): value.strip("\"'") for key, value in _PAIR.findall(front.group(1))} if front else {}
        pieces = list(_pieces(source[front.end() :] if front else source))
        text, blocks = joined(pieces)
        require_text(text)
        refuse_wall(text)
        heading = next((piece.text for piece in pieces if piece.kind == "heading"), None)
        yield Document(
            document_id(raw),
            text,
            title=one_line(fields.get("title")) or one_line(heading),
            url=fields.get("url") or fields.get("canonical") or None,
            published=timestamp(fields.get("date")),
            declared_language=language_tag(fields.get("lang") or fields.get("language")),
            media_type=self.media_types[0],
            blocks=blocks,
            anchors=anchors(text, identity(source), (block.span.start for block in blocks)),
        )


def _pieces(source: str) -> Iterator[Piece]:
    """Blocks in order. Code is left out: it is nobody's prose."""
    from markdown_it import MarkdownIt

    kind: BlockKind = "paragraph"
    for token in MarkdownIt("commonmark", {"html": True}).enable("table").parse(source):
        if token.type == "heading_open":
            kind = "heading"
        elif token.type == "heading_close":
            kind = "paragraph"
        elif token.type == "html_block":
            yield from pieces_of_fragment(token.content)
        elif token.type == "inline":
            children = token.children or []
            text = "".join(map(_words, children)).strip()
            only_picture = any(child.type == "image" for child in children) and all(
                child.type == "image" or not child.content.strip() for child in children
            )
            if text:
                yield Piece("caption" if only_picture else kind, text)


def _words(token: Token) -> str:
    """What an inline token contributes to the text."""
    if token.type in ("text", "code_inline"):
        return token.content
    if token.type == "softbreak":
        return " "
    if token.type == "hardbreak":
        return "\n"
    return token.content if token.type == "image" else ""
