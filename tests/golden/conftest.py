"""The seeds, audited once for all golden tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from audit.pipeline import Auditor, prepare
from audit.read import read
from audit.settings import Settings
from audit.types import Audit, Document


def documents(folder: Path) -> list[Document]:
    """Every article below ``folder``, paths relative to its parent."""
    found = [d for p in sorted(folder.glob("*.txt")) for d in read(p, name=f"{folder.name}/{p.name}")]
    assert all(isinstance(d, Document) for d in found)
    return [d for d in found if isinstance(d, Document)]


@pytest.fixture(scope="session")
def seed_auditor(root: Path) -> Auditor:
    """An auditor that searches the reconstructed originals."""
    return Auditor(Settings()).with_archive(prepare(d) for d in documents(root / "seeds/originals"))


@pytest.fixture(scope="session")
def seed_audits(root: Path, seed_auditor: Auditor) -> dict[str, Audit]:
    """Seed name to its audit."""
    return {
        Path(d.path or "").stem: seed_auditor.audit(d)
        for d in documents(root / "seeds/articles")
    }  # fmt: skip
