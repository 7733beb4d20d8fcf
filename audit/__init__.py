"""Multilingual translation-quality and provenance auditor for newsrooms.

Three doors lead to the same core: the command line (``audit run``), this Python interface
and the report formats. Names not listed in ``__all__`` may change without notice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

__all__ = [
    "Article",
    "Audit",
    "AuditError",
    "Auditor",
    "Document",
    "Finding",
    "Settings",
    "Severity",
    "Span",
    "Unreadable",
    "__version__",
    "audit_path",
    "audit_text",
]

if TYPE_CHECKING:
    from audit.errors import AuditError
    from audit.pipeline import Auditor, audit_path, audit_text
    from audit.settings import Settings
    from audit.types import Article, Audit, Document, Finding, Severity, Span, Unreadable

_HOMES = {
    "Auditor": "audit.pipeline",
    "audit_path": "audit.pipeline",
    "audit_text": "audit.pipeline",
    "Settings": "audit.settings",
    "AuditError": "audit.errors",
}


def __getattr__(name: str) -> Any:
    """Names are imported when first used, so that ``audit --help`` stays quick."""
    if name not in __all__:
        raise AttributeError(f"module 'audit' has no attribute {name!r}")
    import importlib

    return getattr(importlib.import_module(_HOMES.get(name, "audit.types")), name)
