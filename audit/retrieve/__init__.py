"""Find probable originals of an article and decide what they are."""

from __future__ import annotations

from audit.retrieve.archive import Archive
from audit.retrieve.archive_file import ArchiveFile
from audit.retrieve.candidate import Candidate
from audit.retrieve.decide import decide
from audit.retrieve.search import retrieve
from audit.retrieve.searchable import Searchable
from audit.retrieve.together import Together

__all__ = ["Archive", "ArchiveFile", "Candidate", "Searchable", "Together", "decide", "retrieve"]
