"""Every format by name. Others join through the entry point group ``audit.writers``."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from importlib.metadata import EntryPoint, entry_points
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
from audit.report.tmx import TmxWriter
from audit.report.xliff import XliffWriter

__all__ = ["GROUP", "WRITERS", "Writers"]

GROUP = "audit.writers"
"""Entry points of this group name a writer object, or a class without arguments that makes one."""

OWN: Final[tuple[Writer, ...]] = (
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
    TmxWriter(),
    XliffWriter(),
)
"""The formats of this package, in the order in which they are offered."""

_log = logging.getLogger(__name__)


class Writers(Mapping[str, Writer]):
    """Writers by name; other packages are looked up at the first use, ours win where names meet."""

    def __init__(self) -> None:
        self._found: dict[str, Writer] | None = None

    def __getitem__(self, name: str) -> Writer:
        return self._all()[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())

    def _all(self) -> dict[str, Writer]:
        if self._found is None:
            found: dict[str, Writer] = {writer.name: writer for writer in OWN}
            for point in sorted(entry_points(group=GROUP), key=lambda p: (p.name, p.value)):
                if (writer := _loaded(point)) is not None:
                    found.setdefault(writer.name, writer)
            self._found = found
        return self._found


def _loaded(point: EntryPoint) -> Writer | None:
    """The writer an entry point names; one that is broken is told and left out, the run goes on."""
    try:
        loaded = point.load()
        writer = loaded() if isinstance(loaded, type) else loaded
    except Exception as error:  # noqa: BLE001 - the code of others may fail in any way
        _log.warning("writer %s not loaded: %s: %s", point.name, type(error).__name__, error)
        return None
    if isinstance(writer, ArticleWriter | FolderWriter):
        return writer
    _log.warning("writer %s not loaded: %s is no writer", point.name, point.value)
    return None


WRITERS: Final = Writers()
"""Every format that ``audit run`` and ``audit check`` can write."""
