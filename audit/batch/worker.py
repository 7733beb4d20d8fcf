"""What one worker does with one article: audit it, write its reports, hand back a summary."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from audit.batch.limits import time_limit
from audit.batch.writing import write_atomically
from audit.errors import AuditError, InputError
from audit.pipeline import Auditor
from audit.report import WRITERS, FolderEntry
from audit.report.protocol import ArticleWriter, FolderWriter, Options
from audit.retrieve import Searchable
from audit.settings import Settings
from audit.types import Article, Audit, Document, Sibling, Unreadable

__all__ = ["AuditTask", "audit_one", "died", "judge_one", "prepare_one", "start"]

_log = logging.getLogger(__name__)
_auditor: Auditor | None = None


@dataclass(frozen=True, slots=True)
class AuditTask:
    """One article, and where its reports go."""

    document: Document
    stem: str
    out: Path
    formats: tuple[str, ...]
    index: bool
    """Whether the run writes a folder index to link back to."""
    siblings: tuple[Sibling, ...] = ()


def start(settings: Settings, archive: Searchable | None, trusted: bool = True) -> None:
    """Once per worker, before its first task; models load at their first use, after any fork."""
    global _auditor  # noqa: PLW0603  a worker process has one auditor
    _auditor = Auditor(settings, archive, trusted)


def prepare_one(document: Document) -> Article | Unreadable:
    """Languages and sentences of one document."""
    assert _auditor is not None
    name = document.path or "standard input"
    try:
        with time_limit(_auditor.settings.time_limit_seconds, name):
            return _auditor.prepare(document)
    except InputError as error:
        return Unreadable(name, _without(name, error.message), error.hint)


def judge_one(document: Document) -> Audit | Unreadable:
    """Audit one article. Raises only what concerns the whole run."""
    assert _auditor is not None
    name = _name(document)
    try:
        with time_limit(_auditor.settings.time_limit_seconds, name):
            audit = _auditor.audit(document)
            return replace(audit, hidden=dict(audit.hidden))  # a proxy does not travel between processes
    except InputError as error:
        return Unreadable(name, _without(name, error.message), error.hint)
    except (AuditError, OSError, MemoryError):
        raise
    except Exception as error:  # noqa: BLE001  one article's trouble must not end the run
        _log.debug("stage failed", exc_info=True)
        reason = f"the audit failed on it ({type(error).__name__}: {error})"
        return Unreadable(name, " ".join(reason.split()), "please report it with the file")


def audit_one(task: AuditTask) -> FolderEntry | Unreadable:
    """Audit one article and write its reports. Raises only what concerns the whole run."""
    assert _auditor is not None
    audit = judge_one(task.document)
    if isinstance(audit, Unreadable):
        return audit
    audit = replace(audit, siblings=task.siblings)
    depth = task.stem.count("/")
    options = Options(_auditor.settings.ui_language, "../" * depth + "index.html" if task.index else None)
    for wanted in task.formats:
        writer = WRITERS[wanted]
        if isinstance(writer, ArticleWriter):
            write_atomically(task.out / f"{task.stem}{writer.suffix}", writer.render(audit, options))
    return FolderEntry.of(audit, task.stem)


def died(document: Document) -> Unreadable:
    """What is said of an article whose process did not survive it."""
    return Unreadable(_name(document), "the auditing process died on it", "too little memory? try --jobs 1")


def _name(document: Document) -> str:
    path = document.path or "standard input"
    return path if document.item is None else f"{path}:{document.item}"


def _without(name: str, message: str) -> str:
    return message.removeprefix(f"{name}: ")


def folder_writers(formats: Sequence[str]) -> tuple[FolderWriter, ...]:
    """Writers of those ``formats`` that are written once for the whole folder."""
    return tuple(w for f in formats if isinstance(w := WRITERS[f], FolderWriter))
