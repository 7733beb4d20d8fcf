"""`audit archive`: prebuilt archives of probable originals."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from audit.batch.archiving import Added, add
from audit.cli.console import complain, printable, progress
from audit.cli.models import prepare_encoder
from audit.errors import ArchiveError
from audit.pipeline import Auditor
from audit.retrieve import ArchiveFile
from audit.retrieve.archive_facts import facts_of, listed, problems_in
from audit.retrieve.archive_write import ArchiveWriter
from audit.settings import Settings, load

__all__ = ["archive", "check_archive"]

_FILE = click.argument("archive", type=click.Path(path_type=Path), metavar="ARCHIVE")


def check_archive(path: Path, settings: Settings) -> None:
    """Tell of an unusable archive before any work is done, and of one that will be slow to search; make the encoder.

    Raises ``ArchiveError``.
    """
    opened = ArchiveFile(path)
    kept, size = opened.encoder, len(opened)
    opened.close()
    if not size:
        click.echo(f"{path} holds no articles: no originals are searched there", err=True)
    prepare_encoder(settings)
    encoder = Auditor(settings).encoder() if size else None
    if encoder is not None and encoder.id != kept:
        held = f"vectors of the encoder {kept}, but {encoder.id} is in use" if kept else "no vectors"
        hint = f"`audit archive add {path} PATH...` keeps them"
        said = f"{path} holds {held}: vectors are computed as they are needed, which is slower ({hint})"
        click.echo(printable(said), err=True)


@click.group()
def archive() -> None:
    """Build and look after archives: files of probable originals, read and indexed once, for `--archive`."""


@archive.command("add")
@_FILE
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH...")
@click.option("--jobs", type=click.IntRange(0), metavar="N", help="Worker processes (default: one a core).")
@click.option("--config", type=click.Path(path_type=Path), metavar="FILE", help="Configuration file (TOML).")
def add_(archive: Path, paths: tuple[Path, ...], jobs: int | None, config: Path | None) -> None:
    """Add every readable article in the files and folders PATH to the file ARCHIVE, which is made if need be.

    An article that is there already, byte for byte, is left alone, so adding a folder again costs little.
    """
    settings, _ = load({"jobs": jobs}, file=config)
    prepare_encoder(settings, without="no vectors are kept")
    with progress() as tell:
        outcome = add(archive, paths, settings, tell=tell)
    _tell(archive, outcome)
    raise SystemExit(130 if outcome.interrupted else 3 if outcome.unreadable else 0)


def _tell(archive: Path, outcome: Added) -> None:
    for one in outcome.unreadable:
        complain(one, label="not added")
    if outcome.other_encoder:
        said = f"{archive}: vectors of the encoder {outcome.other_encoder} were replaced by those of the one in use"
        click.echo(printable(said))
    counts = [(outcome.added, "added"), (outcome.replaced, "replaced"), (outcome.encoded, "encoded")]
    counts += [(outcome.unchanged, "there already"), (len(outcome.unreadable), "could not be added")]
    said = ", ".join(f"{count} {what}" for count, what in counts if count) or "nothing to add"
    click.echo(f"{'Interrupted: ' if outcome.interrupted else ''}{archive}: {said}")


@archive.command("list")
@_FILE
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line, for other programs.")
def list_(archive: Path, as_json: bool) -> None:
    """List the articles in ARCHIVE: id, language, date, path, title."""
    for one in listed(archive):
        if as_json:
            click.echo(json.dumps(asdict(one), ensure_ascii=False))
            continue
        place = one.path or "–"
        place = place if one.item is None else f"{place}:{one.item}"
        line = f"{one.id.removeprefix('sha256:')[:12]}  {one.language:5} {(one.published or '–')[:10]:10}  {place}"
        click.echo(printable(f"{line}  {' '.join(one.title.split())}" if one.title else line))


@archive.command()
@_FILE
@click.option("--json", "as_json", is_flag=True, help="One JSON object, for other programs.")
def info(archive: Path, as_json: bool) -> None:
    """Say how many articles ARCHIVE holds, in which languages, with which encoder's vectors."""
    facts = facts_of(archive)
    if as_json:
        click.echo(json.dumps({**asdict(facts), "languages": dict(facts.languages)}, ensure_ascii=False, indent=2))
        return
    rows: dict[str, Any] = {
        "archive": facts.path,
        "format": facts.format,
        "articles": facts.articles,
        "languages": ", ".join(f"{language} {count}" for language, count in facts.languages) or "–",
        "characters": facts.characters,
        "size": f"{facts.size / 1e6:.1f} MB",
        "encoder": facts.encoder or "–",
        "vectors": f"of {facts.with_vectors} articles",
        "content": facts.content,
    }
    for name, value in rows.items():
        click.echo(printable(f"{name:12} {value}"))


@archive.command()
@_FILE
@click.argument("names", nargs=-1, required=True, metavar="ID|PATH...")
def remove(archive: Path, names: tuple[str, ...]) -> None:
    """Take articles out of ARCHIVE: by id (12 digits as listed will do), by path, or a whole folder of paths."""
    writer = ArchiveWriter(archive, create=False)
    try:
        numbers: dict[int, None] = {}
        for name in names:
            found = writer.find(name)
            if not found:
                raise ArchiveError(f"{archive} holds no article {name!r}", hint="`audit archive list` lists them")
            numbers.update(dict.fromkeys(found))
        writer.remove(list(numbers))
        writer.close()
    finally:
        writer.abandon()
    click.echo(f"{archive}: {len(numbers)} removed")


@archive.command()
@_FILE
def verify(archive: Path) -> None:
    """Read every byte of ARCHIVE and check that it holds together. Exits with 2 when it does not."""
    found = 0
    for problem in problems_in(archive):
        found += 1
        click.echo(printable(f"{archive}: {problem}"))
    if found:
        raise ArchiveError(f"{archive} is damaged", hint="bring it back from a copy, or build it again")
    click.echo(f"{archive}: whole")
