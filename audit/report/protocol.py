"""What a writer is: a pure function from an audit, or from a folder of them, to bytes.

Writers open nothing and ask no clock. The shell gives the bytes a place: it writes to a
temporary file and renames.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol, runtime_checkable

from audit.report.entry import FolderEntry
from audit.types import Audit, Unreadable

__all__ = ["DEFAULT", "ArticleWriter", "CheckWriter", "FolderEntry", "FolderWriter", "Options", "Writer"]


@dataclass(frozen=True, slots=True)
class Options:
    """What a reader of the report may choose; nothing here changes a figure."""

    language: str = "en"
    """Language of headings and sentences of the report itself: ``en``, ``fr``, ``de`` or ``vi``."""
    index: str | None = None
    """Relative address of the folder's index page, for a link back; ``None`` when there is none."""


DEFAULT = Options()


@runtime_checkable
class ArticleWriter(Protocol):
    """One audit, one file."""

    @property
    def name(self) -> str:
        """As given to ``--format``."""

    @property
    def media_type(self) -> str:
        """Media type of the bytes."""

    @property
    def suffix(self) -> str:
        """Put after the report's stem, with its dot: ``.json``."""

    @property
    def scope(self) -> Literal["article"]:
        """What one file holds."""

    def render(self, audit: Audit, options: Options = DEFAULT) -> bytes:
        """The whole file. Equal audits and options give equal bytes."""


@runtime_checkable
class CheckWriter(ArticleWriter, Protocol):
    """An article writer that can also print several audits as one, for ``audit check``."""

    def render_all(
        self, audits: Sequence[Audit], unreadable: Sequence[Unreadable] = (), options: Options = DEFAULT
    ) -> bytes:
        """All audits in one file or stream; formats without a place for unreadable inputs leave them out."""


@runtime_checkable
class FolderWriter(Protocol):
    """All audits of a run, one file."""

    @property
    def name(self) -> str:
        """As given to ``--format``."""

    @property
    def media_type(self) -> str:
        """Media type of the bytes."""

    @property
    def suffix(self) -> str:
        """With its dot: ``.csv``."""

    @property
    def filename(self) -> str:
        """File name inside the output folder: ``findings.csv``."""

    @property
    def scope(self) -> Literal["folder"]:
        """What one file holds."""

    def render_folder(
        self, entries: Sequence[FolderEntry], unreadable: Sequence[Unreadable] = (), options: Options = DEFAULT
    ) -> bytes:
        """The whole file; entries come in the order in which they shall appear."""


Writer = ArticleWriter | FolderWriter
