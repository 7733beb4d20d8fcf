"""Where an article probably came from, with the evidence."""

from __future__ import annotations

from audit.provenance.bitext import inner_bitext, on_purpose
from audit.provenance.trace import trace
from audit.provenance.turned import without_turned

__all__ = ["inner_bitext", "on_purpose", "trace", "without_turned"]
