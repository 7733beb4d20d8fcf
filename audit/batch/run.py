"""A whole run: survey the inputs, gather originals, audit each article, write the folder's pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from audit.batch.engine import Crashed, Engine, engine_for
from audit.batch.inputs import Input, collect, item_stem
from audit.batch.siblings import Survey, survey
from audit.batch.worker import AuditTask, audit_one, died, folder_writers, prepare_one, start
from audit.batch.writing import write_atomically
from audit.read import read
from audit.report import FolderEntry
from audit.report.protocol import Options
from audit.retrieve import Archive, ArchiveFile, Searchable, Together
from audit.settings import Settings
from audit.types import Article, Document, Unreadable

__all__ = ["Outcome", "Plan", "run"]

Tell = Callable[[str, int, int], None]
"""Told of progress: what is being done, how many are done, how many there are."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What to audit, against what, and where to put it."""

    paths: tuple[Path, ...]
    out: Path
    formats: tuple[str, ...]
    settings: Settings
    sources: tuple[Path, ...] | None = None
    """Files and folders of probable originals; ``None``: look among the audited articles, unless there is an archive."""
    archive: Path | None = None
    """Prebuilt archive of probable originals."""

    @property
    def trusted(self) -> bool:
        """Whether originals were given as such."""
        return self.sources is not None or self.archive is not None


@dataclass(slots=True)
class Outcome:
    """What came of a run."""

    entries: list[FolderEntry] = field(default_factory=list)
    unreadable: list[Unreadable] = field(default_factory=list)
    warnings: list[Unreadable] = field(default_factory=list)
    """Probable originals that could not be read: worth a word, no reason to fail."""
    written: list[Path] = field(default_factory=list)
    """The folder's own files."""
    interrupted: bool = False


def run(plan: Plan, *, tell: Tell = lambda *_: None, each: Callable[[FolderEntry], None] = lambda _: None) -> Outcome:
    """Carry out a plan. Ctrl-C ends it early; what is finished stays and is indexed.

    Args:
        plan: what to do.
        tell: called with the progress.
        each: called with every finished article, in the order of the inputs.

    """
    outcome = Outcome()
    try:
        inputs, missing = collect(plan.paths, out=plan.out)
        outcome.unreadable += missing
        surveyed = survey(_documents(inputs, plan.settings, outcome.unreadable), tell)
        engine = engine_for(plan.settings.jobs, surveyed.count)
        archive = _archive(plan, inputs, engine, outcome, tell)
        tasks = _tasks(plan, inputs, surveyed)
        results = engine.map(audit_one, tasks, start=start, arguments=(plan.settings, archive, plan.trusted))
        for done, result in enumerate(results, 1):
            if isinstance(result, FolderEntry):
                outcome.entries.append(result)
                each(result)
            elif isinstance(result, Crashed):
                outcome.unreadable.append(died(result.task.document))
            else:
                outcome.unreadable.append(result)
            tell("auditing", done, surveyed.count)
    except KeyboardInterrupt:
        outcome.interrupted = True
    _write_folder(plan, outcome)
    return outcome


def _documents(
    inputs: Iterable[Input], settings: Settings, failed: list[Unreadable] | None
) -> Iterator[tuple[str, Document]]:
    """(report stem, document) of every readable record; the others go to ``failed`` unless it is ``None``."""
    for one in inputs:
        for document in read(one.path, name=one.name, max_bytes=settings.max_bytes):
            if isinstance(document, Document):
                yield item_stem(one.stem, document.item), document
            elif failed is not None:
                failed.append(document)


def _archive(plan: Plan, inputs: Sequence[Input], engine: Engine, outcome: Outcome, tell: Tell) -> Searchable | None:
    kept = ArchiveFile(plan.archive) if plan.archive is not None else None
    if plan.sources is None and kept is not None:
        return kept
    if plan.sources is None:
        documents = (document for _, document in _documents(inputs, plan.settings, None))
        articles = _prepared(plan, documents, engine, None, tell)
        return Archive.of(articles) if len(articles) > 1 else None
    files, missing = collect(plan.sources)
    outcome.warnings += missing
    documents = (document for _, document in _documents(files, plan.settings, outcome.warnings))
    read_now = Archive.of(_prepared(plan, documents, engine, outcome.warnings, tell))
    if not len(read_now):
        named = ", ".join(source.as_posix() for source in plan.sources)
        outcome.warnings.append(Unreadable(named, "no article was found there", "check the path"))
    return Together(kept, read_now) if kept is not None else read_now


def _prepared(
    plan: Plan, documents: Iterable[Document], engine: Engine, failed: list[Unreadable] | None, tell: Tell
) -> list[Article]:
    articles: list[Article] = []
    # Originals are in other languages than the articles: a main language given by hand is not theirs.
    settings = plan.settings if plan.sources is None else plan.settings.with_values({"language": None}, "sources")
    for result in engine.map(prepare_one, documents, start=start, arguments=(settings, None)):
        if isinstance(result, Article):
            articles.append(result)
        elif isinstance(result, Unreadable) and failed is not None:
            failed.append(result)
        tell("reading originals", len(articles), 0)
    return articles


def _tasks(plan: Plan, inputs: Sequence[Input], surveyed: Survey) -> Iterator[AuditTask]:
    index = "html" in plan.formats
    for stem, document in _documents(inputs, plan.settings, None):
        yield AuditTask(document, stem, plan.out, plan.formats, index, surveyed.siblings(stem, document))


def _write_folder(plan: Plan, outcome: Outcome) -> None:
    options = Options(plan.settings.ui_language)
    for writer in folder_writers(plan.formats):
        target = plan.out / writer.filename
        write_atomically(target, writer.render_folder(outcome.entries, outcome.unreadable, options))
        outcome.written.append(target)
