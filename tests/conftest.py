"""What all tests share: the evaluation data, a cache of their own, no network."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository."""
    return ROOT


@pytest.fixture(scope="session")
def evaluation_data() -> Path:
    """Folder of the evaluation data, or a skip that says where it was looked for."""
    folder = Path(os.environ.get("AUDIT_EVAL_DATA", ROOT.parent / "shared"))
    if not (folder / "devset").is_dir():
        pytest.skip(f"no evaluation data in {folder} (set AUDIT_EVAL_DATA)")
    return folder
