"""Where the package finds its models: the checkout's ``models/`` or the wheel's copy of it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

__all__ = ["models_folder", "package_file"]


@cache
def models_folder() -> Path:
    """Folder holding ``manifest.toml`` and ``shipped/``.

    An editable install copies forced files once and lets them go stale, so a checkout
    (recognised by its ``pyproject.toml``) wins over the installed copy.
    """
    package = Path(__file__).resolve().parent
    checkout = package.parent / "models"
    if (package.parent / "pyproject.toml").is_file() and (checkout / "manifest.toml").is_file():
        return checkout
    return package / "_data" / "models"


def package_file(*parts: str) -> Path:
    """A data file that lies beside the code, for example ``rules/data/agencies.toml``."""
    return Path(__file__).resolve().parent.joinpath(*parts)
