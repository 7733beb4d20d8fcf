"""Where an article probably came from, with the evidence."""

from __future__ import annotations

from audit.provenance.trace import trace

__all__ = ["trace"]
