"""Where models and vectors are kept on this machine."""

from __future__ import annotations

import os
from pathlib import Path

__all__ = ["cache_root", "data_root"]


def cache_root(cache: Path | None = None) -> Path:
    """Folder of everything that can be made again: ``cache``, else ``$AUDIT_CACHE_DIR``, else the platform's."""
    if cache is not None:
        return cache
    if named := os.environ.get("AUDIT_CACHE_DIR"):
        return Path(named)
    import platformdirs

    return Path(platformdirs.user_cache_dir("audit", appauthor=False))


def data_root() -> Path:
    """Folder of what the user told us (models added by path): ``$AUDIT_DATA_DIR``, else the platform's."""
    if named := os.environ.get("AUDIT_DATA_DIR"):
        return Path(named)
    import platformdirs

    return Path(platformdirs.user_data_dir("audit", appauthor=False))
