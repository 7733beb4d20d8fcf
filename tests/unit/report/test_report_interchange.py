"""TMX and XLIFF: complete, and in what XML cannot hold. Official schemas and other readers: ``tests/contract``."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from audit.report import WRITERS
from audit.types import Article, Audit, Bead, Languages
from tests.report_samples import empty_audit, full_audit, original_audit

DATA = Path(__file__).resolve().parents[2] / "data" / "interchange"
XLIFF = "{urn:oasis:names:tc:xliff:document:2.0}"


def rendered(kind: str, audit: Audit) -> bytes:
    return WRITERS[kind].render(audit)  # type: ignore[union-attr]


def hostile() -> Audit:
    """An accepted original whose sentences hold what XML cannot, and mark-up."""
    audit = full_audit()
    original = audit.originals[0]
    text = "A\x00B \ud800 <seg>&amp;</seg> ]]> \u202e\n"
    article = _one(text.strip(), "de", original.article)
    assert original.alignment is not None
    bead = Bead((0,), (0,), 0.5, 0.5)
    changed = replace(original, article=article, alignment=replace(original.alignment, beads=(bead,)))
    return replace(audit, originals=(changed,))


def _one(text: str, language: str, like: Article) -> Article:
    sentence = like.sentences[0]
    return Article(
        replace(like.document, text=text, blocks=(), anchors=()),
        Languages(language, 1.0),
        (replace(sentence, span=replace(sentence.span, start=0, end=len(text))),),
    )


@pytest.mark.parametrize("kind", ["tmx", "xliff"])
@pytest.mark.parametrize("make", [full_audit, original_audit, empty_audit, hostile])
def test_valid(kind: str, make) -> None:  # type: ignore[no-untyped-def]
    schema = etree.RelaxNG(file=str(DATA / f"{kind}.rng"))
    schema.assertValid(etree.fromstring(rendered(kind, make())))


def test_every_bead_of_every_accepted_original_is_there() -> None:
    audit = full_audit()
    beads = [b for o in audit.originals if o.decision == "source" and o.alignment for b in o.alignment.beads]
    units = etree.fromstring(rendered("tmx", audit)).findall("body/tu")
    assert beads
    assert len(units) == len(beads)
    source, target = (variant.findtext("seg") for variant in units[0].findall("tuv"))
    spans = [audit.article.sentences[j].span for j in beads[0].target]
    assert target == audit.article.text[spans[0].start : spans[-1].end]
    assert source
    assert len(etree.fromstring(rendered("xliff", audit)).findall(f".//{XLIFF}segment")) == len(beads)


def test_without_an_original_the_file_says_so() -> None:
    assert "no original was accepted" in rendered("xliff", empty_audit()).decode()
    assert etree.fromstring(rendered("tmx", empty_audit())).find("body/tu") is None


def test_an_original_in_another_language_is_named_not_lost() -> None:
    audit = full_audit()
    first = next(o for o in audit.originals if o.decision == "source")
    other = replace(first, id="o9", article=replace(first.article, languages=Languages("en", 1.0)))
    both = replace(audit, originals=(first, other))
    assert "o9 (en)" in rendered("xliff", both).decode()
    assert etree.fromstring(rendered("tmx", both)).find("header").get("srclang") == "*all*"  # type: ignore[union-attr]


@pytest.mark.parametrize("kind", ["tmx", "xliff"])
def test_same_audit_same_bytes(kind: str) -> None:
    assert rendered(kind, full_audit()) == rendered(kind, full_audit())
