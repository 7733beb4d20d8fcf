"""`audit check`: one quick answer before publication."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Any

import click

from audit.batch.engine import Crashed, engine_for
from audit.batch.inputs import Input, collect
from audit.batch.worker import died, judge_one, start
from audit.cli.archive import check_archive
from audit.cli.console import complain
from audit.cli.models import prepare_encoder
from audit.cli.options import common, settings_from, sources_options
from audit.errors import AuditError, SettingsError
from audit.pipeline import Auditor
from audit.read import read, read_bytes
from audit.report import WRITERS
from audit.report.protocol import CheckWriter, Options
from audit.retrieve import Archive, ArchiveFile, Searchable, Together
from audit.settings import Settings
from audit.types import Article, Audit, Document, Severity, Unreadable

__all__ = ["check_command"]

_FORMATS = {"text": "text", "json": "jsonl", "sarif": "sarif", "github": "github", "junit": "junit"}


@click.command("check")
@click.argument("paths", nargs=-1, required=True, metavar="PATH|-")
@sources_options
@click.option("--format", "format_", type=click.Choice(list(_FORMATS)), default="text", show_default=True,
              help="json prints one report a line.")  # fmt: skip
@click.option("--stdin-filename", metavar="NAME", help="Name under which standard input is reported.")
@common
def check_command(
    paths: tuple[str, ...],
    sources: tuple[Path, ...],
    archive: Path | None,
    format_: str,
    stdin_filename: str | None,
    **options: Any,
) -> None:
    """Audit PATH (or standard input, "-") and exit with 1 when a finding is major or worse."""
    settings = settings_from(**options)
    auditor = Auditor(settings)
    _ = auditor.rules  # a wrong code is told before any work is done
    if archive is not None:
        check_archive(archive, settings)
    elif sources:
        prepare_encoder(settings)
    if sources or archive is not None:
        auditor = replace(auditor, archive=_searched(sources, archive, auditor))
    audits, failed = _results(paths, auditor, stdin_filename)
    if not audits and not failed:
        click.echo(f"nothing to audit in {', '.join(paths)}", err=True)
    writer = WRITERS[_FORMATS[format_]]
    assert isinstance(writer, CheckWriter)
    _print(writer.render_all(audits, failed, Options(settings.ui_language)))
    for one in failed:
        complain(one)
    raise SystemExit(3 if failed else _reached(audits, settings))


def _results(paths: tuple[str, ...], auditor: Auditor, stdin_name: str | None) -> tuple[list[Audit], list[Unreadable]]:
    audits: list[Audit] = []
    failed: list[Unreadable] = []
    settings = auditor.settings
    inputs, missing = collect([Path(path) for path in paths if path != "-"])
    failed += missing
    engine = engine_for(settings.jobs, len(inputs) + paths.count("-"))
    documents = _documents(inputs, settings, stdin_name, failed, stdin="-" in paths)
    arguments = (settings, auditor.archive, auditor.trusted)
    for result in engine.map(judge_one, documents, start=start, arguments=arguments):
        if isinstance(result, Audit):
            audits.append(result)
        elif isinstance(result, Crashed):
            failed.append(died(result.task))
        else:
            failed.append(result)
    return audits, failed


def _documents(
    inputs: Sequence[Input], settings: Settings, stdin_name: str | None, failed: list[Unreadable], *, stdin: bool
) -> Iterator[Document]:
    sources = [read(one.path, name=one.name, max_bytes=settings.max_bytes) for one in inputs]
    if stdin:
        sources.insert(0, _standard_input(settings, stdin_name))
    for found in chain.from_iterable(sources):
        if isinstance(found, Document):
            yield found
        else:
            failed.append(found)


def _standard_input(settings: Settings, name: str | None) -> Iterator[Document | Unreadable]:
    raw = sys.stdin.buffer.read(settings.max_bytes + 1)
    if len(raw) > settings.max_bytes:
        reason = f"more than {settings.max_bytes:,} bytes, the limit for an article"
        yield Unreadable(name or "<stdin>", reason, "raise the limit or split it")
        return
    yield from read_bytes(raw, name=name)


def _searched(sources: tuple[Path, ...], archive: Path | None, auditor: Auditor) -> Searchable:
    read_now = Archive.of(_originals(sources, auditor))
    if sources and not len(read_now):
        named = ", ".join(source.as_posix() for source in sources)
        complain(Unreadable(named, "no article was found there", "check the path"), label="original not read")
    if archive is None:
        return read_now
    return Together(ArchiveFile(archive), read_now) if sources else ArchiveFile(archive)


def _originals(sources: tuple[Path, ...], auditor: Auditor) -> Iterator[Article]:
    inputs, missing = collect(sources)
    if missing:
        raise SettingsError(f"--sources {missing[0].path}: {missing[0].reason}", hint=missing[0].remedy)
    plain = Auditor(auditor.settings.with_values({"language": None}, "sources"))
    for one in inputs:
        for document in read(one.path, name=one.name, max_bytes=auditor.settings.max_bytes):
            try:
                if isinstance(document, Unreadable):
                    complain(document, label="original not read")
                else:
                    yield plain.prepare(document)
            except AuditError as error:
                complain(Unreadable(one.name, error.message, error.hint), label="original not read")


def _reached(audits: list[Audit], settings: Settings) -> int:
    wanted = settings.fail_on or "major"
    if wanted == "never":
        return 0
    threshold = Severity(wanted)
    return int(any(f.severity.at_least(threshold) for audit in audits for f in audit.findings))


def _print(content: bytes) -> None:
    stream = getattr(sys.stdout, "buffer", None)
    if stream is None:
        click.echo(content.decode("utf-8"), nl=False)
    else:
        sys.stdout.flush()
        stream.write(content)
        stream.flush()
