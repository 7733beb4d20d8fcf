"""Document rules stay quiet on text that nobody damaged: native news, professional translations, controls."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from audit.lid import guess, identify
from audit.rules.catalogue import catalogue, shown_to
from audit.rules.engine import detect
from audit.segment import segment
from audit.types import Article, Document

DATA = Path(os.environ.get("AUDIT_EVAL_DATA", Path(__file__).resolve().parents[3] / "shared"))
pytestmark = [
    pytest.mark.quality,
    pytest.mark.skipif(not (DATA / "data").is_dir(), reason=f"no evaluation data at {DATA}"),
]
CHUNK = 20

CEILINGS = [("data/wmt21/fr-de.src.fr", "fr", 1.1), ("data/wmt21/de-fr.ref.A.fr", "fr", 0.4)] + [
    (f"data/ntrex/{language}.txt", language, ceiling)
    for language, ceiling in (("fr", 0.4), ("de", 0.4), ("en", 0.4), ("es", 0.4), ("vi", 0.5), ("it", 1.0), ("pl", 0.3))
]
"""File, language, flags per 1,000 words at profile ``editor``. Lines are cut into documents of twenty."""


def prepared(text: str, language: str) -> Article:
    document = Document(id="sha256:0", text=text)
    sentences = segment(document, guess(document))
    return Article(document, identify(document, sentences, main=language), sentences)


def documents(path: Path) -> Iterator[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    for start in range(0, len(lines), CHUNK):
        yield "\n\n".join(lines[start : start + CHUNK])


@pytest.mark.parametrize(("file", "language", "ceiling"), CEILINGS)
def test_flags_on_undamaged_text_stay_under_the_ceiling(file: str, language: str, ceiling: float) -> None:
    rules = [r for r in catalogue() if r.scope == "document" and shown_to(r, "editor")]
    words = flags = 0
    for text in documents(DATA / file):
        words += len(text.split())
        flags += len(detect(prepared(text, language), (), rules)[0])
    assert 1000 * flags / words <= ceiling


@pytest.mark.parametrize("control", ["enfr_walking", "fr_election"])
def test_controls_have_no_findings(control: str) -> None:
    text = (DATA / "devset" / control / "article.txt").read_text(encoding="utf-8")
    findings, _ = detect(prepared(text, "fr"), (), [r for r in catalogue() if r.scope == "document"])
    assert [(f.code, f.text) for f in findings] == []
