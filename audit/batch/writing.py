"""Files that are there whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

__all__ = ["leave_unless_writing", "write_atomically"]

_writing = _leaving = False


def leave_unless_writing(*_: object) -> None:
    """Signal handler of a worker that is told to end: at once, or when the file in hand is whole."""
    global _leaving  # noqa: PLW0603  a signal handler has no other way to speak
    _leaving = True
    if not _writing:
        os._exit(143)


def write_atomically(path: Path, content: bytes) -> None:
    """Write to a temporary file beside ``path`` and rename; readers never see half a report."""
    global _writing  # noqa: PLW0603
    _writing = True
    try:
        _write(path, content)
    finally:
        _writing = False
        if _leaving:
            os._exit(143)


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        # mkstemp makes private files; a report is as readable as any file the user makes.
        mask = os.umask(0)
        os.umask(mask)
        Path(temporary).chmod(0o666 & ~mask)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
