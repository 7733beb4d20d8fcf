"""The readers, in the order in which unknown input is sniffed."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from audit.read.jsonrecord import JsonLinesReader, JsonReader
from audit.read.markdown import MarkdownReader
from audit.read.plain import PlainReader
from audit.read.protocol import Reader
from audit.read.webpage import HtmlReader

__all__ = ["READERS"]

READERS: Mapping[str, Reader] = MappingProxyType(
    {
        "html": HtmlReader(),
        "json": JsonReader(),
        "jsonl": JsonLinesReader(),
        "markdown": MarkdownReader(),
        "plain": PlainReader(),
    }
)
