"""From document to sentences: blocks, their kinds, and the sentences inside."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise

from audit.segment.blocks import blocks
from audit.segment.boundaries import boundaries
from audit.segment.captions import credit_start, credit_tail
from audit.segment.furniture import furniture_head, furniture_tail
from audit.types import BlockKind, Document, Sentence, Span

__all__ = ["segment"]


def segment(document: Document, language_of: Callable[[Span], str]) -> tuple[Sentence, ...]:
    """All sentences of ``document``, in order and not overlapping; what lies between is blank.

    Args:
        document: as read; its ``blocks`` are trusted where present, else a newline ends a block.
        language_of: BCP 47 language of a block's span; decides abbreviations and ordinals only.

    """
    text = document.text
    sentences: list[Sentence] = []
    for index, block in enumerate(blocks(document)):
        language = "" if block.kind in ("heading", "furniture") else language_of(block.span)
        for span, kind in _pieces(text, block.span, block.kind, language):
            sentences.append(Sentence(len(sentences), span, kind, index))
    return tuple(sentences)


def _pieces(text: str, span: Span, kind: BlockKind, language: str) -> Iterator[tuple[Span, BlockKind]]:
    """Trimmed sentences of one block. Headings and furniture stay whole."""
    if kind in ("heading", "furniture"):
        yield span, kind
        return
    line = span.of(text)
    head = furniture_head(line) if kind != "caption" else None
    body = head or 0
    if head is not None:
        yield Span(span.start, span.start + len(line[:head].rstrip())), "furniture"
    tail = furniture_tail(line[body:]) if kind != "caption" else None
    inner = line if tail is None else line[: body + tail].rstrip()
    credit = credit_start(inner) if kind == "caption" else credit_tail(inner)
    body_end = credit if credit is not None and credit >= body else len(inner)
    cuts = [body, *(body + cut for cut in boundaries(line[body:body_end], language)), body_end]
    for start, end in pairwise(cuts):
        trimmed = trim(text, Span(span.start + start, span.start + end))
        if trimmed is not None:
            yield trimmed, kind
    if credit is not None and credit >= body:
        made = trim(text, Span(span.start + credit, span.start + len(inner)))
        if made is not None:
            yield made, "caption"
    if tail is not None:
        yield Span(span.start + body + tail, span.end), "furniture"


def trim(text: str, span: Span) -> Span | None:
    """``span`` without white space at its ends, or ``None`` when nothing else is in it."""
    piece = span.of(text)
    stripped = piece.strip()
    if not stripped:
        return None
    start = span.start + len(piece) - len(piece.lstrip())
    return Span(start, start + len(stripped))
