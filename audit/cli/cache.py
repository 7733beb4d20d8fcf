"""`audit cache`: the vectors kept between runs."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import click

from audit.encode.vector_cache import PIECES, SENTENCES, VectorCache
from audit.errors import SettingsError
from audit.modelstore import cache_root

__all__ = ["cache"]

_CACHE = click.option(
    "--cache",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Cache folder (default: $AUDIT_CACHE_DIR, else the platform's).",
)


@click.group()
def cache() -> None:
    """Look at or empty the cache of sentence vectors. It holds numbers and hashes, never text."""


@cache.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object, for other programs.")
@_CACHE
def stats(as_json: bool, folder: Path | None) -> None:
    """Say how many vectors are kept, of which encoders, and what they take."""
    found = {kind: one.stats() for kind, one in _caches(folder).items()}
    if as_json:
        facts = {kind: {**asdict(one), "models": dict(one.models)} for kind, one in found.items()}
        click.echo(json.dumps(facts, ensure_ascii=False, indent=2))
        return
    for kind, one in found.items():
        size = f"{one.size / 1e6:.1f} MB of at most {one.limit / 1e6:.0f} MB"
        click.echo(f"{one.path}: vectors of {one.rows} texts ({kind}), {size}")
        for model, rows in one.models:
            click.echo(f"  {rows:8}  {model}")


@cache.command()
@_CACHE
def clear(folder: Path | None) -> None:
    """Delete every vector that is kept. Models stay; `audit models remove` deletes those."""
    freed = 0
    for vectors in _caches(folder).values():
        try:
            freed += vectors.clear()
        except OSError as error:
            raise SettingsError(
                f"cannot delete {vectors.path}: {error.strerror}", hint="check its owner and permissions"
            ) from error
    click.echo(f"{freed / 1e6:.1f} MB set free")


def _caches(folder: Path | None) -> dict[str, VectorCache]:
    root = cache_root(folder)
    return {"sentences": VectorCache(root, file=SENTENCES), "pieces": VectorCache(root, file=PIECES)}
