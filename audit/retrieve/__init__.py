"""Find probable originals of an article and decide what they are."""

from __future__ import annotations

from audit.retrieve.archive import Archive
from audit.retrieve.candidate import Candidate
from audit.retrieve.decide import decide
from audit.retrieve.search import retrieve

__all__ = ["Archive", "Candidate", "decide", "retrieve"]
