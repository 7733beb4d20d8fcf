"""Which language a document is in, and which stretches of it are in another."""

from __future__ import annotations

from audit.lid.identify import identify
from audit.lid.prior import guess

__all__ = ["guess", "identify"]
