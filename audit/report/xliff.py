"""XLIFF 2.1: the aligned sentences as bilingual units.

OASIS, "XLIFF Version 2.1", 2018. One ``file`` per accepted original, one ``unit`` with one
segment per bead. A document has one source language, so originals in another language than
the best one's are named in a note instead; TMX holds them all.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from lxml import etree

from audit.report.pairs import legal, pairs_of, sources_of
from audit.report.protocol import DEFAULT, Options
from audit.types import Audit, Original

__all__ = ["XliffWriter"]

NAMESPACE = "urn:oasis:names:tc:xliff:document:2.0"
_PREFIXES: Mapping[str | None, str] = {None: NAMESPACE}
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


class XliffWriter:
    """One ``xliff`` document; without an accepted original it holds an empty group and says why."""

    name = "xliff"
    media_type = "application/xliff+xml"
    suffix = ".xlf"
    scope: Literal["article"] = "article"

    def render(self, audit: Audit, options: Options = DEFAULT) -> bytes:  # noqa: ARG002 - nothing in it is prose
        """The pairs of one article."""
        originals = sources_of(audit)
        target = audit.article.languages.main
        source = originals[0].article.languages.main if originals else "und"
        prefixes: Any = _PREFIXES  # some versions of lxml's stubs know no default namespace
        root = etree.Element(_tag("xliff"), {"version": "2.1", "srcLang": source, "trgLang": target}, nsmap=prefixes)
        shown = [o for o in originals if o.article.languages.main == source]
        left_out = [o for o in originals if o not in shown]
        for number, original in enumerate(shown, 1):
            place = _file(root, number, original.article.document.path or original.article.document.id)
            if number == 1 and left_out:
                _notes(place, [("left-out", _left_out(o)) for o in left_out])
            _units(place, audit, original)
        if not shown:
            place = _file(root, 1, audit.article.document.path or audit.article.document.id)
            _notes(place, [("empty", "no original was accepted")])
            etree.SubElement(place, _tag("group"), id="none")
        written: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)
        return written


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _file(root: etree._Element, number: int, original: str) -> etree._Element:
    return etree.SubElement(root, _tag("file"), id=f"f{number}", original=legal(original))


def _left_out(original: Original) -> str:
    name = original.article.document.path or original.article.document.id
    return f"{original.id} ({original.article.languages.main}): {name}"


def _notes(parent: etree._Element, notes: list[tuple[str, str]]) -> None:
    block = etree.SubElement(parent, _tag("notes"))
    for name, value in notes:
        etree.SubElement(block, _tag("note"), category=f"audit-{name}").text = legal(value)


def _units(place: etree._Element, audit: Audit, original: Original) -> None:
    empty = True
    for pair in pairs_of(audit, original):
        empty = False
        unit = etree.SubElement(place, _tag("unit"), {"id": pair.id, _SPACE: "preserve"})
        _notes(unit, list(pair.notes))
        segment = etree.SubElement(unit, _tag("segment"), id="s1", state="translated")
        etree.SubElement(segment, _tag("source")).text = pair.source
        etree.SubElement(segment, _tag("target")).text = pair.target
    if empty:
        etree.SubElement(place, _tag("group"), id="none")
