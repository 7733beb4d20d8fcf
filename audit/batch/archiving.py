"""Fills an archive file: reads, prepares and encodes in worker processes, writes in this one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from audit.batch.engine import Crashed, engine_for
from audit.batch.inputs import Input, collect
from audit.batch.limits import time_limit
from audit.encode import load
from audit.encode.protocol import Encoder
from audit.errors import InputError
from audit.pipeline import Auditor
from audit.read import read
from audit.retrieve.archive_write import ArchiveWriter
from audit.retrieve.kept import Kept, KeptVectors, keep, vectors_of
from audit.settings import Settings
from audit.types import Article, Document, Unreadable

__all__ = ["Added", "add"]

Tell = Callable[[str, int, int], None]
Task = Document | tuple[int, Article]
Result = Kept | tuple[int, KeptVectors] | Unreadable


@dataclass(slots=True)
class Added:
    """What came of it."""

    added: int = 0
    replaced: int = 0
    unchanged: int = 0
    encoded: int = 0
    """Articles that were there and got vectors."""
    other_encoder: str = ""
    """The encoder whose vectors were dropped."""
    unreadable: list[Unreadable] = field(default_factory=list)
    interrupted: bool = False


def add(archive: Path, paths: tuple[Path, ...], settings: Settings, *, tell: Tell = lambda *_: None) -> Added:
    """Add every readable article below ``paths``. Ctrl-C ends it early; what is finished stays.

    Raises ``ArchiveError``, and ``ModelError`` when an encoder asked for by name cannot be had.
    """
    outcome = Added()
    settings = settings.with_values({"language": None}, "archive")  # originals are in many languages
    encoder = Auditor(settings).encoder()
    writer = ArchiveWriter(archive)
    try:
        if encoder is not None:
            outcome.other_encoder, _ = writer.use_encoder(encoder.id, encoder.dimensions)
        inputs, missing = collect(paths)
        outcome.unreadable += missing
        tasks = _tasks(inputs, archive, writer, settings, outcome, again=encoder is not None)
        engine = engine_for(settings.jobs, 2 if len(inputs) == 1 else max(len(inputs), 1))
        try:
            for result in engine.map(_work, tasks, start=_start, arguments=(settings,)):
                _take(result, writer, outcome)
                tell("adding", outcome.added + outcome.replaced + outcome.encoded, 0)
        except KeyboardInterrupt:
            outcome.interrupted = True
        writer.close()
    finally:
        writer.abandon()
    return outcome


def _tasks(
    inputs: tuple[Input, ...], archive: Path, writer: ArchiveWriter, settings: Settings, outcome: Added, *, again: bool
) -> Iterator[Task]:
    """What has to be worked out: new or changed documents, then articles that lack vectors."""
    seen: set[str] = set()
    for one in inputs:
        if one.path.resolve() == archive.resolve():
            continue
        for document in read(one.path, name=one.name, max_bytes=settings.max_bytes):
            if isinstance(document, Unreadable):
                outcome.unreadable.append(document)
            elif document.id in seen or writer.holds(document):
                outcome.unchanged += 1
            else:
                yield document
            if isinstance(document, Document):
                seen.add(document.id)
    if again:
        yield from writer.without_vectors()


def _take(result: Result | Crashed, writer: ArchiveWriter, outcome: Added) -> None:
    if isinstance(result, Kept):
        if writer.put(result):
            outcome.replaced += 1
        else:
            outcome.added += 1
    elif isinstance(result, Unreadable):
        outcome.unreadable.append(result)
    elif isinstance(result, Crashed):
        document = result.task if isinstance(result.task, Document) else result.task[1].document
        reason, remedy = "the process died on it", "too little memory? try --jobs 1"
        outcome.unreadable.append(Unreadable(_name(document), reason, remedy))
    else:
        writer.put_vectors(*result)
        outcome.encoded += 1


_auditor: Auditor | None = None
_encoder: Encoder | None = None


def _start(settings: Settings) -> None:
    global _auditor, _encoder
    _auditor, _encoder = Auditor(settings), None


def _worker_encoder(auditor: Auditor) -> Encoder | None:
    """The encoder without its cache of vectors, which a large archive would turn over for nothing."""
    global _encoder  # noqa: PLW0603
    if _encoder is None and auditor.encoder() is not None:
        cache = Path(auditor.settings.cache_dir) if auditor.settings.cache_dir else None
        _encoder = load(auditor.settings.encoder, cache=cache, keep_vectors=False)
    return _encoder


def _work(task: Task) -> Result:
    assert _auditor is not None
    encoder = _worker_encoder(_auditor)
    if not isinstance(task, Document):
        assert encoder is not None
        return task[0], vectors_of(task[1], encoder)
    name = _name(task)
    try:
        with time_limit(_auditor.settings.time_limit_seconds, name):
            return keep(_auditor.prepare(task), encoder)
    except InputError as error:
        return Unreadable(name, error.message.removeprefix(f"{name}: "), error.hint)


def _name(document: Document) -> str:
    path = document.path or "standard input"
    return path if document.item is None else f"{path}:{document.item}"
