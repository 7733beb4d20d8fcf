"""HTML: trafilatura for the main text, lxml for the head, a scan of the source for the way back."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from audit.errors import EmptyInput, MalformedInput
from audit.read.anchors import anchors, identity
from audit.read.charset import decode, document_id
from audit.read.fields import without_surrogates
from audit.read.head import read_head
from audit.read.source import BREAK, Source, scan
from audit.read.walls import is_wall, refuse_wall
from audit.types import Block, BlockKind, Document, Span, Unreadable

__all__ = ["HtmlReader", "Piece", "joined", "pieces_of_fragment"]

_LOOKS_LIKE = re.compile(rb"<(?:!doctype\s+html|html|head|body|article)\b", re.IGNORECASE)
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]+)", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"^\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([A-Za-z0-9_.:-]+)")
_XML_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*>")
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\ufffe\uffff]")
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_LEAST = 120
"""Code points; a shorter text makes a second, less picky extraction worth while."""
_KEPT_ANYWAY = 50
"""Code points; trafilatura drops a line that repeats the one before it only if it is longer."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A block on its way into a document."""

    kind: BlockKind
    text: str


class HtmlReader:
    """One page, one document."""

    name: str = "html"
    suffixes: tuple[str, ...] = (".html", ".htm", ".xhtml")
    media_types: tuple[str, ...] = ("text/html", "application/xhtml+xml")
    record_per_line: bool = False

    def sniff(self, raw: bytes) -> bool:
        """A doctype or one of the tags every page has, near the start."""
        return _LOOKS_LIKE.search(raw[:4096].replace(b"\x00", b"")) is not None

    def read(self, raw: bytes, name: str) -> Iterator[Document | Unreadable]:  # noqa: ARG002
        """The article of the page; its text is what trafilatura keeps, captions put back."""
        page = decode(raw, _declared_charset(raw))
        clean = _parsable(page)
        tree = _tree(clean)
        head = read_head(tree)
        source = scan(page)
        pieces = _with_captions(_with_repeats(_extracted(clean), source), source)
        if not pieces and head.article_body:
            pieces = [Piece("paragraph", line) for line in head.article_body.splitlines() if line.strip()]
        text, blocks = joined(pieces)
        refuse_wall(text)
        if not text:
            raise _nothing(source)
        yield Document(
            document_id(raw),
            text,
            title=head.title,
            url=head.url,
            published=head.published,
            declared_language=head.language,
            media_type=self.media_types[0],
            blocks=blocks,
            anchors=anchors(text, source.text, (block.span.start for block in blocks)),
            metadata=head.metadata,
        )


def joined(pieces: list[Piece]) -> tuple[str, tuple[Block, ...]]:
    """The pieces as one text, an empty line between them, and their blocks."""
    blocks: list[Block] = []
    parts: list[str] = []
    at = 0
    for piece in pieces:
        body = without_surrogates(piece.text).strip()
        if not body:
            continue
        blocks.append(Block(piece.kind, Span(at, at + len(body))))
        parts.append(body)
        at += len(body) + 2
    return "\n\n".join(parts), tuple(blocks)


def pieces_of_fragment(markup: str) -> list[Piece]:
    """Blocks of a piece of HTML that is all article, as feeds carry it."""
    source = scan(markup)
    pieces: list[Piece] = []
    at = 0
    for line in source.text.text().split(BREAK):
        body = _plain(line)
        if body:
            pieces.append(Piece(_kind_at(source, at + line.find(line.strip())), body))
        at += len(line) + 1
    return pieces


def _kind_at(source: Source, at: int) -> BlockKind:
    if any(span.start <= at < span.end for span in source.captions):
        return "caption"
    return (
        "heading"
        if any(span.start <= at < span.end for span in (*source.headings, *source.subheadings))
        else "paragraph"
    )


def _declared_charset(raw: bytes) -> str | None:
    head = raw[:4096]
    found = _META_CHARSET.search(head) or _XML_ENCODING.search(head)
    return found.group(1).decode("ascii") if found else None


def _parsable(page: str) -> str:
    """The page as libxml2 can take it: no declaration of an encoding, no control characters."""
    return _CONTROL.sub(" ", without_surrogates(_XML_DECLARATION.sub("", page)))


def _tree(page: str) -> Any:
    from lxml import etree, html

    try:
        tree = html.document_fromstring(page)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise MalformedInput("it cannot be parsed as HTML", hint="save the page again") from error
    return tree


def _extracted(page: str) -> list[Piece]:
    """Main text as trafilatura sees it, in blocks; empty when it finds none or gives up."""
    best: list[Piece] = []
    for recall in (False, True):
        pieces = list(_blocks(_main_text(page, recall=recall)))
        if _size(pieces) > _size(best):
            best = pieces
        if _size(best) >= _LEAST:
            break
    return best


def _main_text(page: str, *, recall: bool) -> Any:
    """The body of trafilatura's tree, or nothing to iterate over."""
    import trafilatura

    try:
        found = trafilatura.bare_extraction(page, include_comments=False, favor_recall=recall, with_metadata=False)
    except Exception:  # noqa: BLE001  # third-party code on hostile input: no text is an answer too
        return ()
    body = getattr(found, "body", None)
    return () if body is None else body


def _size(pieces: list[Piece]) -> int:
    return sum(len(piece.text) for piece in pieces)


def _blocks(body: Any) -> Iterator[Piece]:
    """Blocks of trafilatura's tree (TEI-like: head, p, list/item, quote, table/row/cell, code)."""
    for node in body:
        if not isinstance(node.tag, str):
            continue
        if node.tag in ("list", "quote", "table", "row", "cell", "div", "item") and any(
            child.tag in ("p", "item", "row", "cell", "head", "list", "quote", "table") for child in node
        ):
            if node.text and node.text.strip():
                yield Piece("paragraph", _BLANKS.sub(" ", node.text))
            yield from _blocks(node)
            if node.tail and node.tail.strip():
                yield Piece("paragraph", _BLANKS.sub(" ", node.tail))
        elif node.tag not in ("graphic", "lb"):
            text = _inline(node).strip()
            if text:
                yield Piece("heading" if node.tag == "head" else "paragraph", text)
            if node.tail and node.tail.strip():
                yield Piece("paragraph", _BLANKS.sub(" ", node.tail))


def _inline(node: Any) -> str:
    """Text of a block, line breaks kept, other runs of blanks as one."""
    flat = _BLANKS.sub(" ", _ordered(node))
    return re.sub(r" ?\v ?", "\n", flat)


def _ordered(node: Any) -> str:
    """Text and tails below ``node`` in document order, a vertical tab for a line break, without recursion."""
    from lxml import etree

    parts: list[str] = []
    for event, child in etree.iterwalk(node, events=("start", "end")):
        if event == "start":
            parts.append("\v" if child.tag == "lb" else "")
            parts.append(child.text or "" if isinstance(child.tag, str) else "")
        elif child is not node:
            parts.append(child.tail or "")
    return "".join(parts)


def _plain(text: str) -> str:
    """One line, its runs of blanks as single ones."""
    return " ".join(text.split())


def _with_captions(pieces: list[Piece], source: Source) -> list[Piece]:
    """``pieces`` with the page's captions in their places, which trafilatura drops.

    Only captions between the headline and the last block belong to the article; those of
    teasers before and behind it do not.
    """
    flat = source.text.text()
    captions = [(span, _plain(span.of(flat))) for span in source.captions]
    captions = [(span, text) for span, text in captions if 2 < len(text) <= 600]
    if not captions or not pieces:
        return pieces
    known = {_plain(text) for _, text in captions}
    marked = [Piece("caption", piece.text) if _plain(piece.text) in known else piece for piece in pieces]
    present = {_plain(piece.text) for piece in marked}
    text, blocks = joined(marked)
    placed = _block_places(text, blocks, source)
    first = min((at for at in placed if at is not None), default=None)
    if first is None:
        return marked
    first = max((span.start for span in source.headings if span.start <= first), default=first)
    result: list[Piece] = []
    waiting = [(span, body) for span, body in captions if span.start >= first and _plain(body) not in present]
    for piece, at in zip(marked, placed, strict=True):
        while at is not None and waiting and waiting[0][0].start < at:
            result.append(Piece("caption", waiting.pop(0)[1]))
        result.append(piece)
    return result


def _with_repeats(pieces: list[Piece], source: Source) -> list[Piece]:
    """``pieces`` with the lines that the page says twice in a row, the second of which trafilatura drops.

    A headline repeated above the text, a paragraph pasted twice: readers see both. Copies that are hidden, or
    meant for another screen, stay out.
    """
    flat = source.text.text()
    text, blocks = joined(pieces)
    result: list[Piece] = []
    for index, (piece, at) in enumerate(zip(pieces, _block_places(text, blocks, source), strict=True)):
        result.append(piece)
        kept = any(piece.text in other.text for other in pieces[max(0, index - 1) : index + 2] if other is not piece)
        if at is None or kept or len(piece.text) <= _KEPT_ANYWAY:
            continue
        seen = [place for place in _copies(_plain(piece.text), flat, at) if not _is_hidden(source, place)]
        result += [Piece(_kind_at(source, place), piece.text) for place in seen[1:]]
    return result


def _is_hidden(source: Source, place: int) -> bool:
    index = bisect_right(source.hidden, place, key=lambda span: span.start) - 1
    return index >= 0 and place < source.hidden[index].end


def _copies(wanted: str, flat: str, at: int) -> list[int]:
    """Where the line around ``at`` stands again and again, nothing but blanks between; itself included."""
    start, end = _line_around(flat, at)
    if end - start > 4 * len(wanted) + 200 or _plain(flat[start:end]) != wanted:
        return []
    places = [at]
    for neighbours in (_lines_before(flat, start), _lines_behind(flat, end)):
        for left, right in neighbours:
            line = _plain(flat[left : min(right, left + 4 * len(wanted) + 200)])
            if line == wanted:
                places.append(left + flat[left:right].index(wanted[0]))
            elif line:
                break
    return sorted(places)


def _lines_before(flat: str, start: int) -> Iterator[tuple[int, int]]:
    """Lines that end before ``start``, the nearest first."""
    while start >= 2:
        start, end = _line_around(flat, start - 2)
        yield start, end


def _lines_behind(flat: str, end: int) -> Iterator[tuple[int, int]]:
    """Lines that start behind ``end``, the nearest first."""
    while end + 1 < len(flat):
        start, end = _line_around(flat, end + 1)
        yield start, end


def _line_around(flat: str, at: int) -> tuple[int, int]:
    """The stretch between two breaks that ``at`` lies in; a break counts to the line before it."""
    end = flat.find(BREAK, at)
    return flat.rfind(BREAK, 0, at) + 1, len(flat) if end < 0 else end


def _block_places(text: str, blocks: tuple[Block, ...], source: Source) -> list[int | None]:
    """Offset of each block in the scanned source text, ``None`` where it was not found."""
    pairs = anchors(text, identity(source.text.text()), (block.span.start for block in blocks))
    places: list[int | None] = []
    index = 0
    for block in blocks:
        while index < len(pairs) and pairs[index][0] < block.span.start:
            index += 1
        inside = index < len(pairs) and pairs[index][0] < block.span.end
        places.append(pairs[index][1] if inside else None)
    return places


def _nothing(source: Source) -> EmptyInput:
    """Why a page gave no text."""
    if is_wall(source.text.text()):
        return EmptyInput(
            "a cookie wall in place of the article", hint="save the page again after answering the notice"
        )
    return EmptyInput("no article text found in the page", hint="save the full page, or its text")
