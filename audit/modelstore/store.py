"""Models derived on this machine: built once, atomically, and checked before they are read.

Layout under the cache root::

    models/<id>/…            the finished model and its record ``built.json``
    models/.<id>.lock        held while one process builds; the others wait
    models/.<id>.part-*/     a build under way; whatever is left of an interrupted one is removed by the next
"""

from __future__ import annotations

import errno
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from audit.errors import ModelError
from audit.modelstore.hashing import sha256_file

__all__ = ["BuildRecord", "Progress", "Store", "silent"]

RECORD = "built.json"

Progress = Callable[[str, float], None]
"""Called with what is being done and the share done, 0 to 1."""


def silent(_doing: str, _share: float) -> None:
    """Progress that nobody watches."""


@dataclass(frozen=True, slots=True)
class BuildRecord:
    """What was built, from what, and the hash of every file it left."""

    recipe: str
    """Name and version of the recipe; another one means the model must be built again."""
    source_sha256: str
    files: tuple[tuple[str, int, str], ...]
    """(name, size in bytes, SHA-256), sorted by name."""

    @property
    def size(self) -> int:
        """Bytes of all files together."""
        return sum(size for _, size, _ in self.files)


class Store:
    """The folder of derived models below one cache root."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.folder = root / "models"

    def path(self, name: str) -> Path:
        """Where the model is or would be."""
        return self.folder / name

    def record(self, name: str) -> BuildRecord | None:
        """What was recorded when the model was built; ``None`` when there is none or it cannot be read."""
        try:
            raw = json.loads((self.path(name) / RECORD).read_text("utf-8"))
            files = tuple(sorted((str(n), int(size), str(digest)) for n, size, digest in raw["files"]))
            return BuildRecord(str(raw["recipe"]), str(raw["source_sha256"]), files)
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def verify(self, name: str) -> BuildRecord:
        """The record, once every file has the hash it had when it was built; else :class:`ModelError`."""
        record = self.record(name)
        if record is None:
            raise ModelError(f"model {name} has not been built", hint=f"run: audit models build {name}")
        remedy = f"run: audit models build {name} --force"
        for file, size, digest in record.files:
            path = self.path(name) / file
            try:
                if path.stat().st_size != size or sha256_file(path) != digest:
                    raise ModelError(f"model {name} is corrupt: {file} is not what was built", hint=remedy)
            except OSError as error:
                raise ModelError(f"model {name} is incomplete: {file}: {error.strerror}", hint=remedy) from error
        return record

    def obtain(
        self,
        name: str,
        recipe: str,
        build: Callable[[Path, Progress], str],
        *,
        needed_bytes: int = 0,
        progress: Progress = silent,
        force: bool = False,
    ) -> BuildRecord:
        """The verified model, built first where it is missing or of another recipe.

        ``build`` writes into the folder it is given and answers the SHA-256 of what it read. A
        corrupt model is an error, not a reason to build silently: a disk that loses bits should be known.
        """
        record = self.record(name)
        if not force and record is not None and record.recipe == recipe:
            return self.verify(name)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with self._locked(name, progress):
                record = self.record(name)
                if force or record is None or record.recipe != recipe:
                    self._build(name, recipe, build, needed_bytes, progress)
        except OSError as error:
            raise self._explain(name, error, needed_bytes) from error
        return self.verify(name)

    def remove(self, name: str) -> bool:
        """Delete a derived model; whether there was one."""
        if not self.path(name).exists():
            return False
        try:
            with self._locked(name, silent):
                shutil.rmtree(self.path(name))
        except OSError as error:
            raise ModelError(f"cannot remove model {name}: {error}", hint=f"check {self.folder}") from error
        return True

    def _build(
        self, name: str, recipe: str, build: Callable[[Path, Progress], str], needed: int, progress: Progress
    ) -> None:
        for stale in self.folder.glob(f".{name}.part-*"):  # we hold the lock: nobody is at work on these
            shutil.rmtree(stale, ignore_errors=True)
        free = shutil.disk_usage(self.folder).free
        if free < needed:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(self.folder))
        part = Path(tempfile.mkdtemp(prefix=f".{name}.part-", dir=self.folder))
        try:
            source = build(part, progress)
            files = sorted(p for p in part.iterdir() if p.is_file())
            listed = [[p.name, p.stat().st_size, sha256_file(p)] for p in files]
            record = {"recipe": recipe, "source_sha256": source, "files": listed}
            (part / RECORD).write_text(json.dumps(record, indent=1) + "\n", "utf-8")
            part.chmod(0o755)  # mkdtemp keeps others out; a cache may be shared by a group
            for path in (*files, part / RECORD):
                _sync(path)
            if (final := self.path(name)).exists():
                aside = part.with_name(part.name + "-old")
                final.rename(aside)
                part.rename(final)
                shutil.rmtree(aside, ignore_errors=True)
            else:
                part.rename(final)
            _sync(self.folder)
        finally:
            shutil.rmtree(part, ignore_errors=True)
        progress("ready", 1.0)

    @contextmanager
    def _locked(self, name: str, progress: Progress) -> Iterator[None]:
        with (self.folder / f".{name}.lock").open("a") as lock:
            try:
                import fcntl
            except ImportError:  # not POSIX: the rename alone keeps the model whole, two builds merely repeat work
                yield
                return
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                progress("waiting for another process that builds it", 0.0)
                fcntl.flock(lock, fcntl.LOCK_EX)
            except OSError:  # a network file system without locks: see above
                pass
            yield

    def _explain(self, name: str, error: OSError, needed: int) -> ModelError:
        elsewhere = "or point AUDIT_CACHE_DIR at another folder"
        megabytes = f"{needed / 1e6:.0f} MB" if needed else "more space"
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            return ModelError(
                f"no space to build model {name} in {self.folder}", hint=f"free {megabytes} there {elsewhere}"
            )
        if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.EEXIST, errno.ENOENT):
            return ModelError(
                f"cannot write model {name} to {self.folder}: {error.strerror}",
                hint="make the folder writable, or point AUDIT_CACHE_DIR at one that is",
            )
        return ModelError(f"cannot build model {name} in {self.folder}: {error}", hint=f"check the disk {elsewhere}")


def _sync(path: Path) -> None:
    """Force a file or folder to the disk, so that a power cut leaves the old state or the new one."""
    if os.name == "nt" and path.is_dir():  # a folder cannot be opened there
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EIO):
            raise
    finally:
        os.close(descriptor)
