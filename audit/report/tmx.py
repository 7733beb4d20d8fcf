"""TMX 1.4b: the aligned sentences as a translation memory.

LISA OSCAR, "TMX 1.4b Specification", 2005. One translation unit per bead of every accepted
original; level 1, plain text.
"""

from __future__ import annotations

from typing import Literal

from lxml import etree

from audit import __version__
from audit.report.pairs import legal, pairs_of, sources_of
from audit.report.protocol import DEFAULT, Options
from audit.types import Audit

__all__ = ["TmxWriter"]

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


class TmxWriter:
    """One ``tmx`` document; its body is empty when no original was accepted."""

    name = "tmx"
    media_type = "application/x-tmx+xml"
    suffix = ".tmx"
    scope: Literal["article"] = "article"

    def render(self, audit: Audit, options: Options = DEFAULT) -> bytes:  # noqa: ARG002 - nothing in it is prose
        """The memory of one article."""
        originals = sources_of(audit)
        languages = {original.article.languages.main for original in originals}
        root = etree.Element("tmx", version="1.4")
        header = etree.SubElement(
            root,
            "header",
            {
                "creationtool": "audit",
                "creationtoolversion": __version__,
                "segtype": "sentence",
                "o-tmf": "audit",
                "adminlang": "en",
                "srclang": languages.pop() if len(languages) == 1 else "*all*",
                "datatype": "plaintext",
            },
        )
        _prop(header, "article", audit.article.document.id)
        body = etree.SubElement(root, "body")
        target_language = audit.article.languages.main
        for original in originals:
            source_language = original.article.languages.main
            for pair in pairs_of(audit, original):
                unit = etree.SubElement(body, "tu", tuid=pair.id, srclang=source_language)
                _prop(unit, "original", original.article.document.path or original.article.document.id)
                for name, value in pair.notes:
                    _prop(unit, name, value)
                for language, text in ((source_language, pair.source), (target_language, pair.target)):
                    variant = etree.SubElement(unit, "tuv", {_LANG: language})
                    etree.SubElement(variant, "seg").text = text
        written: bytes = etree.tostring(
            root,
            encoding="utf-8",
            xml_declaration=True,
            pretty_print=True,
            doctype='<!DOCTYPE tmx SYSTEM "tmx14.dtd">',
        )
        return written


def _prop(parent: etree._Element, name: str, value: str) -> None:
    etree.SubElement(parent, "prop", type=f"x-audit-{name}").text = legal(value)
