"""TMX and XLIFF: valid, complete, and readable by others.

Set ``AUDIT_SCHEMAS`` to a folder with the official ``tmx14.dtd`` and ``xliff_core_2.0.xsd`` to
validate against them too, and ``AUDIT_TOOLKIT_PYTHON`` to an interpreter that has the
Translate Toolkit to read the files back with it, in its own process.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from audit.report import WRITERS
from audit.types import Article, Audit, Bead, Languages
from tests.report_samples import empty_audit, full_audit, original_audit

DATA = Path(__file__).resolve().parents[2] / "data" / "interchange"
XLIFF = "{urn:oasis:names:tc:xliff:document:2.0}"
READER = """
import json, sys
from translate.storage import tmx, xliff2
kind, path = sys.argv[1:]
store = (tmx.tmxfile if kind == "tmx" else xliff2.Xliff2File).parsefile(path)
print(json.dumps([[unit.source, unit.target] for unit in store.units if unit.source]))
"""


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


@pytest.mark.parametrize("kind", ["tmx", "xliff"])
@pytest.mark.parametrize("make", [full_audit, original_audit, empty_audit, hostile])
def test_valid_against_the_official_schema(kind: str, make) -> None:  # type: ignore[no-untyped-def]
    folder = os.environ.get("AUDIT_SCHEMAS")
    if not folder:
        pytest.skip("AUDIT_SCHEMAS names no folder with the official schemas")
    tree = etree.fromstring(rendered(kind, make()))
    if kind == "tmx":
        dtd = etree.DTD(str(Path(folder) / "tmx14.dtd"))
        assert dtd.validate(tree), dtd.error_log
    else:
        etree.XMLSchema(file=str(Path(folder) / "xliff_core_2.0.xsd")).assertValid(tree)


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
def test_an_independent_reader_finds_the_same_pairs(kind: str, tmp_path: Path) -> None:
    python = os.environ.get("AUDIT_TOOLKIT_PYTHON", sys.executable)
    if subprocess.run([python, "-c", "import translate.storage.tmx"], capture_output=True, check=False).returncode:
        pytest.skip("no Translate Toolkit: set AUDIT_TOOLKIT_PYTHON to an interpreter that has it")
    path = tmp_path / f"pairs.{kind}"
    path.write_bytes(rendered(kind, full_audit()))
    run = subprocess.run([python, "-c", READER, kind, str(path)], capture_output=True, check=True, text=True)
    tree = etree.fromstring(rendered("tmx", full_audit()))
    wanted = [[v.findtext("seg") for v in unit.findall("tuv")] for unit in tree.findall("body/tu")]
    assert json.loads(run.stdout) == wanted


@pytest.mark.parametrize("kind", ["tmx", "xliff"])
def test_same_audit_same_bytes(kind: str) -> None:
    assert rendered(kind, full_audit()) == rendered(kind, full_audit())
