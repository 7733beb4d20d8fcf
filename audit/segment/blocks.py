"""Blocks and their kinds: heading, lead, paragraph, caption, furniture."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from audit.segment.captions import is_caption
from audit.segment.furniture import furniture_role, furniture_tail
from audit.segment.wordings import NAME, UPPER
from audit.text.offsets import line_spans
from audit.types import Block, BlockKind, Document, Span

__all__ = ["blocks"]

_LONGEST_HEADLINE = 200
_LONGEST_HEADING = 120
_ENDS_LIKE_A_SENTENCE = re.compile(r"[.!?…:;,。！？][\s»”“\"’')\]]*$")
_ENDS_IN_A_FULL_STOP = re.compile(r"(?<!\.\.)[.;:,。][\s»”“\"’')\]]*$")

_LONGEST_VERSE = 60
_VERSES = 3
"""So many short lines without an empty one between are verse, a table or a list, not headings."""
_ITEM = re.compile(r"(?:[-–—•*·▪◦‣●■✓]|\d{1,2}[.)]|[a-z]\))\s+(?=\S)")
_CELLS = re.compile(r"\t|\s\|\s|[ \u00a0]{3,}")
_SCORE = re.compile(r"(?<![\d:–-])\d{1,3} ?[-–:] ?\d{1,3}(?![\d:–-])")
_WORD = re.compile(r"[^\W\d_]+")
_NAMED_PLACE = re.compile(rf"{NAME}, (?:{NAME}|[{UPPER}][\w'’-]+)(?: \([^()]{{2,30}}\))?")
_SIGNED = re.compile(rf"[(–—-]? ?{NAME}\)?")
_TWEET_END = re.compile(r"[—–-]{1,2} ?.{1,80}\(@\w{1,40}\).{0,60}")
_MASTHEAD = 5
"""A name and a place by themselves are a byline among so many first lines."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A line with something in it."""

    span: Span
    text: str
    declared: BlockKind | None
    """What the reader said."""
    apart_before: bool
    """First, behind an empty line, or the start of a declared block."""
    apart_after: bool


def blocks(document: Document) -> list[Block]:
    """The blocks of a document in order, trimmed, none empty. Each lies within one line."""
    lines = list(_lines(document))
    kinds = _kinds(lines, document.title)
    return [Block(kind, line.span) for line, kind in zip(lines, kinds, strict=True)]


def _lines(document: Document) -> Iterator[_Line]:
    """Lines that are not blank, in order, with what the reader knows of them."""
    text = document.text
    found: list[tuple[Span, BlockKind | None, bool, bool]] = []
    at = 0
    for block in document.blocks:
        found += _bare_lines(text, Span(min(at, block.span.start), block.span.start), None)
        inner = list(_bare_lines(text, block.span, block.kind))
        if inner:
            inner[0] = (*inner[0][:2], True, inner[0][3])
            inner[-1] = (*inner[-1][:3], True)
        found += inner
        at = block.span.end
    found += _bare_lines(text, Span(at, len(text)), None)
    for span, kind, before, after in found:
        yield _Line(span, span.of(text), kind, before, after)


def _bare_lines(text: str, within: Span, kind: BlockKind | None) -> list[tuple[Span, BlockKind | None, bool, bool]]:
    result: list[tuple[Span, BlockKind | None, bool, bool]] = []
    apart = True
    for line in line_spans(within.of(text)):
        piece = text[within.start + line.start : within.start + line.end]
        stripped = piece.strip()
        if not stripped:
            apart = True
            if result:
                result[-1] = (*result[-1][:3], True)
            continue
        start = within.start + line.start + len(piece) - len(piece.lstrip())
        result.append((Span(start, start + len(stripped)), kind, apart, False))
        apart = False
    if result:
        result[-1] = (*result[-1][:3], True)
    return result


def _kinds(lines: list[_Line], title: str | None) -> list[BlockKind]:
    """A kind for every line: wording first, then the reader's word, then the look of it."""
    kinds: list[BlockKind | None] = [_by_wording(line) for line in lines]
    _mark_by_place(lines, kinds)
    verses = _verses(lines)
    running = [index for index, kind in enumerate(kinds) if kind is None]
    headlines = {" ".join(title.split())} if title and title.strip() else set()
    for place, index in enumerate(running):
        line = lines[index]
        before = lines[running[place - 1]] if place else None
        after = lines[running[place + 1]] if place + 1 < len(running) else None
        listed = index in verses or _is_listed(line, before, after)
        if (place == 0 or not listed) and _is_heading(line, before, after, headlines):
            kinds[index] = "heading"
            if place == 0:
                headlines.add(" ".join(line.text.split()))
    result: list[BlockKind] = []
    led = False
    for kind in kinds:
        result.append(kind or ("paragraph" if led else "lead"))
        led = led or result[-1] == "lead"
    return result


def _mark_by_place(lines: list[_Line], kinds: list[BlockKind | None]) -> None:
    """Furniture that only its place tells: a name and a place on top, a name at the end, the text of a tweet."""
    for index, line in enumerate(lines):
        if kinds[index] is not None or line.declared is not None:
            continue
        following = lines[index + 1] if index + 1 < len(lines) else None
        on_top = 0 < index < _MASTHEAD and following is not None and len(following.text) > len(line.text)
        signed = index > 1 and following is None and kinds[:index].count(None) > 1
        if (
            (on_top and _NAMED_PLACE.fullmatch(line.text))
            or (signed and _SIGNED.fullmatch(line.text))
            or (following is not None and not line.apart_after and _TWEET_END.fullmatch(following.text))
        ):
            kinds[index] = "furniture"


def _verses(lines: list[_Line]) -> set[int]:
    """Indices of lines in runs of short lines without an empty line between."""
    found: set[int] = set()
    run: list[int] = []
    for index, line in enumerate(lines):
        short = len(line.text) <= _LONGEST_VERSE and line.declared is None
        if not short or line.apart_before:
            run = []
        if short:
            run.append(index)
        if len(run) >= _VERSES:
            found.update(run)
    return found


def _is_listed(line: _Line, before: _Line | None, after: _Line | None) -> bool:
    """Whether a line is an item beside others, a row of a table, or a score."""
    if len(line.text) > _LONGEST_HEADLINE:
        return False
    if _ITEM.match(line.text) and any(near is not None and _ITEM.match(near.text) for near in (before, after)):
        return True
    if len(_CELLS.findall(line.text)) >= 2:
        return True
    return _SCORE.search(line.text) is not None and not any(word[0].islower() for word in _WORD.findall(line.text))


def _by_wording(line: _Line) -> BlockKind | None:
    """A kind that does not depend on the neighbours, if there is one."""
    role = furniture_role(line.text)
    if role is not None and not (line.declared == "heading" and role in _MAYBE_HEADINGS):
        return "furniture"
    if line.declared in ("heading", "caption", "furniture", "lead"):
        return line.declared
    return "caption" if is_caption(line.text) else None


_MAYBE_HEADINGS = ("label", "origin")
"""What a reader's heading may be read as by mistake: one word, a name, a date."""


def _is_heading(line: _Line, before: _Line | None, after: _Line | None, headlines: set[str]) -> bool:
    """Whether a line of running text is set apart as a heading."""
    if line.declared is not None or furniture_tail(line.text) is not None:
        return False
    if len(line.text) <= _LONGEST_HEADLINE and " ".join(line.text.split()) in headlines:
        return True
    if after is None:
        return False
    if before is None:
        return len(line.text) <= _LONGEST_HEADLINE and not _ENDS_IN_A_FULL_STOP.search(line.text)
    if len(line.text) > _LONGEST_HEADING or len(line.text.split()) > 20 or _ENDS_LIKE_A_SENTENCE.search(line.text):
        return False
    if line.apart_before and line.apart_after:
        return True
    neighbours_are_text = all(
        len(other.text) > len(line.text) and _ENDS_LIKE_A_SENTENCE.search(other.text) for other in (before, after)
    )
    return neighbours_are_text and (line.apart_before or len(line.text.split()) <= 12)
