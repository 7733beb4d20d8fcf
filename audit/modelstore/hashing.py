"""SHA-256 of files, each at most once per process and state of the file."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

__all__ = ["sha256_file"]


def sha256_file(path: Path) -> str:
    """Hex digest of the file's bytes; read again when its size, inode or modification time changed."""
    state = path.stat()
    return _digest(str(path), state.st_size, state.st_ino, state.st_mtime_ns)


@cache
def _digest(path: str, size: int, inode: int, modified_ns: int) -> str:  # noqa: ARG001 -- the state is the cache key
    with Path(path).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
