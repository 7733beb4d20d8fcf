"""`audit models`: what models there are, where they come from, whether they are whole."""

from __future__ import annotations

import json
import time
from dataclasses import asdict
from pathlib import Path

import click

from audit._resources import models_folder
from audit.cli.progress import building
from audit.errors import ModelError
from audit.modelstore import ModelCard, add, cache_root, forget, known, source_path
from audit.settings import Settings

__all__ = ["ensure_built", "models", "prepare_encoder"]

_CACHE = click.option(
    "--cache",
    "cache",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Cache folder (default: $AUDIT_CACHE_DIR, else the platform's).",
)


def ensure_built(name: str, cache: Path | None = None) -> None:
    """Build the encoder ``name`` with a progress bar where it is needed, check it where it is there.

    For the doors to call once before work is spread over processes: forked workers then need not hash
    the files again. Loads no engine into this process unless something is built. Raises ``ModelError``.
    """
    from audit.encode.registry import build, find, names_in

    for entry in map(find, names_in(name)):
        if entry.engine == "ctranslate2":
            with building(f"preparing {entry.id}, about {_bytes(entry.size or 0)}", quiet=True) as progress:
                build(entry, cache_root(cache), progress=progress)
        elif entry.kind == "carried":
            source_path(entry)


def prepare_encoder(settings: Settings, *, without: str = "originals are not searched") -> None:
    """What `run` and `check` do before they search originals, and `archive add` before it keeps them.

    Without the default encoder the user is told what that means; one asked for by name must be there.
    Raises ``ModelError``.
    """
    if settings.encoder == "none":
        return
    try:
        ensure_built(settings.encoder, Path(settings.cache_dir) if settings.cache_dir else None)
    except ModelError as error:
        if settings.encoder != "default":
            raise
        click.echo(f"{without}: {error.line()}", err=True)


@click.group()
def models() -> None:
    """List, build, check, add and remove the models that audit uses. Nothing is ever downloaded."""


@models.command("list")
@click.option("--json", "as_json", is_flag=True, help="One JSON array, for other programs.")
@_CACHE
def list_(as_json: bool, cache: Path | None) -> None:
    """List every model: name, task, state, size, licence."""
    root = cache_root(cache)
    if as_json:
        click.echo(json.dumps([_facts(entry, root) for entry in known()], ensure_ascii=False, indent=2))
        return
    from audit.encode.inventory import state

    for entry in known():
        found = state(entry, root)
        size = _bytes(found.size or entry.size or 0)
        mark = "default" if entry.default else "optional" if entry.optional else ""
        click.echo(f"{entry.id:28} {entry.task:24} {found.status:10} {size:>9}  {entry.licence:24} {mark}".rstrip())


@models.command()
@click.argument("name")
@click.option("--json", "as_json", is_flag=True, help="One JSON object, for other programs.")
@_CACHE
def info(name: str, as_json: bool, cache: Path | None) -> None:
    """Say what model NAME is, whose it is, where it lies and how good it is."""
    entry = _find(name)
    facts = _facts(entry, cache_root(cache))
    if as_json:
        click.echo(json.dumps(facts, ensure_ascii=False, indent=2))
        return
    for key, value in facts.items():
        if key == "files":
            for file in entry.files:
                click.echo(f"{'file':12} {file.name}  {_bytes(file.size)}  sha256:{file.sha256}")
        elif value not in (None, [], {}):
            text = ", ".join(f"{k} {v}" for k, v in value.items()) if isinstance(value, dict) else value
            click.echo(f"{key:12} {', '.join(text) if isinstance(text, list) else text}")
    page = models_folder() / "cards" / f"{entry.id}.md"
    if page.is_file():
        click.echo("\n" + page.read_text("utf-8").strip())


@models.command()
@click.argument("names", nargs=-1)
@click.option("--force", is_flag=True, help="Build again even if it is there.")
@_CACHE
def build(names: tuple[str, ...], force: bool, cache: Path | None) -> None:
    """Build the default encoder, or the models NAMES, on this machine."""
    from audit.encode.inventory import state
    from audit.encode.registry import build as build_model
    from audit.encode.registry import find

    root = cache_root(cache)
    for name in names or ("default",):
        entry = find(name) if name == "default" else _find(name)
        if entry.engine != "ctranslate2":
            click.echo(f"{entry.id}: nothing to build")
            continue
        started = time.monotonic()
        with building(f"building {entry.id}") as progress:
            folder = build_model(entry, root, progress=progress, force=force)
        click.echo(f"{entry.id}: {_bytes(state(entry, root).size)} in {folder} ({time.monotonic() - started:.1f} s)")


@models.command()
@click.argument("names", nargs=-1)
@_CACHE
def verify(names: tuple[str, ...], cache: Path | None) -> None:
    """Read every byte of the models (all that are there, or NAMES) and compare their hashes. Exits with 2 on damage."""
    from audit.encode.inventory import state
    from audit.encode.inventory import verify as verify_model

    root = cache_root(cache)
    broken = []
    for entry in [_find(name) for name in names] or known():
        status = state(entry, root).status
        if status != "ready" and not names and (entry.optional or status == "not built"):
            click.echo(f"{entry.id}: {status}, skipped")
            continue
        try:
            verify_model(entry, root)
            click.echo(f"{entry.id}: whole")
        except ModelError as error:
            broken.append(entry.id)
            click.echo(f"{entry.id}: {error.line()}")
    if broken:
        raise ModelError(f"not usable: {', '.join(broken)}", hint="see the lines above")


@models.command("add")
@click.argument("path", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--id", "name", metavar="NAME", help="What to call it (default: the folder's name).")
def add_(path: Path, name: str | None) -> None:
    """Make the Hugging Face model in folder PATH known by a name. The folder is read where it lies."""
    from audit.encode.folder import card_of_folder

    entry = card_of_folder(path, name=name)
    add(entry)
    runs = "CTranslate2, int8" if entry.engine == "ctranslate2" else "transformers (needs torch)"
    click.echo(f'{entry.id}: {entry.dimensions} dimensions, runs in {runs}; use it with: encoder = "{entry.id}"')


@models.command()
@click.argument("name")
@_CACHE
def remove(name: str, cache: Path | None) -> None:
    """Delete what was built of model NAME; forget it if it was added by path (its folder stays)."""
    from audit.encode.inventory import remove as remove_model

    entry = _find(name)
    removed = remove_model(entry, cache_root(cache))
    forgotten = entry.kind == "added" and forget(entry.id)
    click.echo(f"{entry.id}: {'removed' if removed else 'forgotten' if forgotten else 'there was nothing to remove'}")


def _find(name: str) -> ModelCard:
    for entry in known():
        if entry.id == name:
            return entry
    from audit.encode.registry import find

    if name == "default":
        return find(name)
    raise ModelError(f"there is no model {name!r}", hint="`audit models list` lists them")


def _facts(entry: ModelCard, root: Path) -> dict[str, object]:
    from audit.encode.inventory import state

    found = state(entry, root)
    return {
        "id": entry.id,
        "task": entry.task,
        "state": found.status,
        "kind": entry.kind,
        "engine": entry.engine,
        "default": entry.default,
        "optional": entry.optional,
        "languages": list(entry.languages),
        "dimensions": entry.dimensions,
        "licence": entry.licence,
        "origin": entry.origin,
        "recipe": entry.recipe,
        "path": str(found.path) if found.path else None,
        "size": found.size or entry.size,
        "source": entry.source
        and [f"{entry.source.package}/{file.name} sha256:{file.sha256}" for file in entry.source.files],
        "figures": dict(entry.figures),
        "files": [asdict(file) for file in entry.files],
    }


def _bytes(size: int) -> str:
    return f"{size / 1e6:.1f} MB" if size >= 100_000 else f"{size} B"
