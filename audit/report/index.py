"""The folder's page: every article on one line, every unreadable input with its reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote

from audit.report.model import without_surrogates
from audit.report.page import HtmlWriter, render_template
from audit.report.protocol import DEFAULT, FolderEntry, Options
from audit.types import Severity, Unreadable

__all__ = ["IndexWriter"]


@dataclass(frozen=True, slots=True)
class _Sibling:
    path: str
    href: str | None
    chrf: float


@dataclass(frozen=True, slots=True)
class _Row:
    entry: FolderEntry
    href: str
    counts: tuple[tuple[str, int], ...]
    siblings: tuple[_Sibling, ...]


class IndexWriter:
    """``index.html`` beside the articles' pages."""

    name = "index"
    media_type = "text/html; charset=utf-8"
    suffix = ".html"
    filename = "index.html"
    scope: Literal["folder"] = "folder"

    def render_folder(
        self, entries: Sequence[FolderEntry], unreadable: Sequence[Unreadable] = (), options: Options = DEFAULT
    ) -> bytes:
        """The page as UTF-8."""
        by_path = {entry.path: _href(entry) for entry in entries if entry.path and entry.item is None}
        return render_template(
            "index.html",
            options,
            rows=tuple(_row(entry, by_path) for entry in sorted(entries, key=_worst_first)),
            unreadable=tuple(unreadable),
            severities=tuple(reversed(Severity)),
        )


def _worst_first(entry: FolderEntry) -> tuple[tuple[int, ...], float, str]:
    """What needs an editor most stands on top."""
    counts = tuple(-entry.count(severity.value) for severity in reversed(Severity))
    return counts, entry.quality, entry.path or entry.stem


def _row(entry: FolderEntry, by_path: dict[str, str]) -> _Row:
    return _Row(
        entry,
        _href(entry),
        tuple((severity.value, entry.count(severity.value)) for severity in reversed(Severity)),
        tuple(_Sibling(sibling.path, by_path.get(sibling.path), sibling.chrf) for sibling in entry.siblings),
    )


def _href(entry: FolderEntry) -> str:
    return quote(without_surrogates(entry.stem) + HtmlWriter.suffix, safe="/")
