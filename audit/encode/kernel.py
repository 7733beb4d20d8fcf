"""What moves the last bits of a vector besides the model: version of the engine, kind of processor."""

from __future__ import annotations

import os
import platform
from functools import cache
from pathlib import Path

__all__ = ["kernel"]

_FEATURES = {"avx", "avx2", "fma", "avx512f", "avx512_vnni", "avx_vnni", "asimddp", "i8mm"}


@cache
def kernel(package: str) -> str:
    """Short text under which the cache keeps vectors apart that another machine might compute otherwise."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        release = version(package)
    except PackageNotFoundError:
        release = "?"
    forced = os.environ.get("CT2_FORCE_CPU_ISA", "")
    return f"{package}-{release}/{platform.machine()}{forced}+{_features()}"


def _features() -> str:
    try:
        with Path("/proc/cpuinfo").open(encoding="ascii", errors="replace") as lines:
            flags = next((set(line.split()) for line in lines if line.startswith(("flags", "Features"))), set())
    except OSError:  # not Linux: a machine's kind must do
        return platform.processor()
    return "+".join(sorted(flags & _FEATURES))
