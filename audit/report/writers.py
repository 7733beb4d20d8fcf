"""Every format by name. Others join through the entry point group ``audit.writers``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.metadata import entry_points
from types import MappingProxyType
from typing import Final

from audit.report.github import GithubWriter
from audit.report.index import IndexWriter
from audit.report.junit import JunitWriter
from audit.report.model import JsonLinesWriter, JsonWriter
from audit.report.page import HtmlWriter
from audit.report.plain import TextWriter
from audit.report.protocol import ArticleWriter, FolderWriter, Writer
from audit.report.sarif import SarifWriter
from audit.report.table import CsvWriter, ParquetWriter

__all__ = ["GROUP", "WRITERS", "writers"]

GROUP = "audit.writers"
"""Entry points of this group name a writer object, or a class without arguments that makes one."""

WRITERS: Final[Mapping[str, Writer]] = MappingProxyType(
    {
        writer.name: writer
        for writer in (
            HtmlWriter(),
            JsonWriter(),
            TextWriter(),
            IndexWriter(),
            CsvWriter(),
            ParquetWriter(),
            SarifWriter(),
            GithubWriter(),
            JunitWriter(),
            JsonLinesWriter(),
        )
    }
)
"""The formats of this package, in the order in which they are offered."""


@cache
def writers() -> Mapping[str, Writer]:
    """Formats of this package and those other packages bring; ours win where names meet.

    Raises ``TypeError`` when an entry point is no writer.
    """
    found: dict[str, Writer] = dict(WRITERS)
    for point in sorted(entry_points(group=GROUP), key=lambda p: (p.name, p.value)):
        loaded = point.load()
        writer = loaded() if isinstance(loaded, type) else loaded
        if not isinstance(writer, ArticleWriter | FolderWriter):
            raise TypeError(f"entry point {point.name} = {point.value} is no writer")
        found.setdefault(writer.name, writer)
    return MappingProxyType(found)
