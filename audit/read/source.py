"""HTML source as a reader of offsets sees it: text nodes, entities decoded, raw offsets kept.

No parser of HTML hands out offsets of characters behind entities, so this scan goes over the
source once. It never repairs anything: stray words it lets through do no harm, since the
extracted text decides what is looked for. Linear whatever the input.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from html.entities import html5

from audit.read.anchors import RawText
from audit.types import Span

__all__ = ["BREAK", "Source", "scan"]

BREAK = "\x1e"
"""Stands in the scanned text for every tag that is not part of a line."""

_ENTITY = re.compile(r"&(?:#[0-9]{1,8}|#[xX][0-9a-fA-F]{1,7}|[A-Za-z][A-Za-z0-9]{1,31});?")
_TAG_NAME = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9:-]*)")
_CAPTION_CLASS = re.compile(
    r"""class\s*=\s*["']?[^"'>]*?(?<![a-z])(?:caption|legende|bildunterschrift|wp-caption-text|pie-de-foto|didascalia)(?![a-z])""",
    re.IGNORECASE,
)
_HIDDEN = re.compile(
    r"""(?<![\w-])(?:hidden(?=[\s>=/]|$)|aria-hidden\s*=\s*["']?true|style\s*=\s*["'][^"'>]*?display\s*:\s*none"""
    r"""|class\s*=\s*["']?[^"'>]*?(?<![a-z])(?:hidden|invisible|d-none|sr-only|screen-reader|mobile|desktop|tablet|phone|print)(?![a-z]))""",
    re.IGNORECASE,
)
"""Not shown, or only on some screens: the second copy of what the others show."""
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)
_SUBHEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
_UNREAD = frozenset({"script", "style", "noscript", "template", "textarea", "svg", "title", "iframe", "select"})
_INLINE = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
        "q",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
    ]
)


@dataclass(frozen=True, slots=True)
class Source:
    """What the scan found; spans are offsets into ``text.text()``."""

    text: RawText
    captions: tuple[Span, ...]
    """Photo captions: ``figcaption`` and elements whose class says so; not nested."""
    headings: tuple[Span, ...]
    """``h1`` elements."""
    subheadings: tuple[Span, ...]
    """``h2`` to ``h6``."""
    hidden: tuple[Span, ...] = ()
    """Elements that no reader sees, or only on some screens; not nested."""


def scan(raw: str) -> Source:
    """Reads decoded HTML source."""
    text = RawText()
    captions: list[Span] = []
    headings: list[Span] = []
    subheadings: list[Span] = []
    hidden: list[Span] = []
    watched: dict[str, tuple[str, int, int]] = {}  # kind → (tag, open elements of it, text offset)
    at = 0
    while at < len(raw):
        tag_at = raw.find("<", at)
        if tag_at < 0:
            _add_text(text, raw, at, len(raw))
            break
        _add_text(text, raw, at, tag_at)
        name = _TAG_NAME.match(raw, tag_at)
        if name is None:
            at = _behind_oddity(text, raw, tag_at)
            continue
        close = raw.find(">", name.end())
        if close < 0:
            break
        closing, tag = bool(name.group(1)), name.group(2).lower()
        if tag in _UNREAD and not closing:
            end = re.compile(rf"</{tag}", re.IGNORECASE).search(raw, close)
            if end is None:
                break
            at = end.start()
            continue
        if tag not in _INLINE:
            text.add(BREAK, tag_at)
        _watch(watched, "heading", tag, closing, tag == "h1", text.length, headings)
        _watch(watched, "subheading", tag, closing, tag in _SUBHEADINGS, text.length, subheadings)
        is_hidden = (
            not closing
            and tag not in _VOID
            and tag not in ("html", "body")
            and _HIDDEN.search(raw, name.end(), min(close, name.end() + 400)) is not None
        )
        _watch(watched, "hidden", tag, closing, is_hidden, text.length, hidden)
        is_caption = tag == "figcaption" or (
            not closing
            and tag in ("p", "div", "span")
            and _CAPTION_CLASS.search(raw, name.end(), min(close, name.end() + 400)) is not None
        )
        _watch(watched, "caption", tag, closing, is_caption, text.length, captions)
        at = close + 1
    return Source(text, tuple(captions), tuple(headings), tuple(subheadings), tuple(hidden))


def _watch(
    watched: dict[str, tuple[str, int, int]],
    kind: str,
    tag: str,
    closing: bool,
    opens: bool,
    at: int,
    found: list[Span],
) -> None:
    """Follows one kind of element from its opening to the closing tag that belongs to it."""
    if kind not in watched:
        if opens and not closing:
            watched[kind] = (tag, 1, at)
        return
    name, depth, start = watched[kind]
    if tag != name:
        return
    depth += -1 if closing else 1
    if depth:
        watched[kind] = (name, depth, start)
    else:
        del watched[kind]
        found.append(Span(start, at))


def _behind_oddity(text: RawText, raw: str, at: int) -> int:
    """Where to read on behind a ``<`` that opens no element: comment, declaration, or plain sign."""
    if raw.startswith("<!--", at):
        end = raw.find("-->", at + 4)
        return len(raw) if end < 0 else end + 3
    if raw.startswith(("<!", "<?", "</"), at):
        end = raw.find(">", at)
        return len(raw) if end < 0 else end + 1
    text.add("<", at)
    return at + 1


def _decoded(entity: str) -> tuple[str, int]:
    """What an entity stands for and how many characters of it do so; width 0 when it is none."""
    if entity[1] == "#":
        return html.unescape(entity), len(entity)
    name = entity[1:]
    for length in range(len(name), 1, -1):
        if name[:length] in html5:
            return html5[name[:length]], length + 1
    return entity, 0


def _add_text(text: RawText, raw: str, start: int, end: int) -> None:
    """A stretch of source without tags."""
    at = start
    for entity in _ENTITY.finditer(raw, start, end):
        decoded, width = _decoded(entity.group())
        if not width:
            continue
        text.add(raw[at : entity.start()], at)
        for character in decoded:
            text.add(character, entity.start())
        at = entity.start() + width
    text.add(raw[at:end], at)
