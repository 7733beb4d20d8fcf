"""TMX and XLIFF follow the official schemas, and other people's readers find the same pairs in them.

The Translate Toolkit (GPL, so in its own process only) reads them where ``AUDIT_TOOLKIT_PYTHON``
names an interpreter that has it; the npm package ``xliff`` where Node is there and
``node_modules/xliff`` in the repository, or in the folder that ``AUDIT_NODE_MODULES`` names.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree

from audit.report import WRITERS
from audit.types import Audit, Languages
from tests.report_samples import empty_audit, full_audit, original_audit
from tests.report_strategies import audits

SCHEMAS = Path(__file__).parent / "schemas"
TMX = etree.DTD(str(SCHEMAS / "tmx" / "tmx14.dtd"))
XLIFF = etree.XMLSchema(file=str(SCHEMAS / "xliff" / "xliff_core_2.0.xsd"))
TOOLKIT = """
import json, sys
from translate.storage import tmx, xliff2
kind, path = sys.argv[1:]
store = (tmx.tmxfile if kind == "tmx" else xliff2.Xliff2File).parsefile(path)
print(json.dumps([[unit.source, unit.target] for unit in store.units if unit.source]))
"""
NODE = """
const read = require(process.argv[1] + "/xliff/cjs/xliff2js");
read(require("fs").readFileSync(process.argv[2], "utf8"), (error, found) => {
  if (error) throw error;
  const units = Object.values(found.resources).flatMap((file) => Object.values(file));
  console.log(JSON.stringify(units.map((unit) => [unit.source, unit.target])));
});
"""


def rendered(kind: str, audit: Audit) -> bytes:
    return WRITERS[kind].render(audit)  # type: ignore[union-attr]


def from_two_languages() -> Audit:
    audit = full_audit()
    first = audit.originals[0]
    other = replace(first, id="o2", rank=2, article=replace(first.article, languages=Languages("en", 1.0)))
    return replace(audit, originals=(first, other))


def pairs(audit: Audit) -> list[list[str]]:
    """(source, target) of every bead, cut from the texts themselves."""
    found = []
    for original in audit.originals:
        beads = original.alignment.beads if original.decision == "source" and original.alignment else ()
        for bead in beads:
            theirs = [original.article.sentences[i].span for i in bead.source]
            ours = [audit.article.sentences[j].span for j in bead.target]
            found.append([
                original.article.text[theirs[0].start : theirs[-1].end],
                audit.article.text[ours[0].start : ours[-1].end],
            ])  # fmt: skip
    assert found
    return found


MADE = [full_audit, from_two_languages, original_audit, empty_audit]


@pytest.mark.parametrize("make", MADE)
def test_tmx_follows_the_official_document_type(make: Callable[[], Audit]) -> None:
    assert TMX.validate(etree.fromstring(rendered("tmx", make()))), TMX.error_log


@pytest.mark.parametrize("make", MADE)
def test_xliff_follows_the_official_schema(make: Callable[[], Audit]) -> None:
    XLIFF.assertValid(etree.fromstring(rendered("xliff", make())))


@given(audits())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_whatever_the_text_both_stay_valid(audit: Audit) -> None:
    assert TMX.validate(etree.fromstring(rendered("tmx", audit))), TMX.error_log
    XLIFF.assertValid(etree.fromstring(rendered("xliff", audit)))


def test_the_schemas_refuse_what_is_wrong() -> None:
    tmx = rendered("tmx", full_audit()).replace(b"<seg>", b"<text>").replace(b"</seg>", b"</text>")
    assert not TMX.validate(etree.fromstring(tmx))
    xliff = rendered("xliff", full_audit()).replace(b' state="translated"', b' state="done"')
    assert not XLIFF.validate(etree.fromstring(xliff))


@pytest.mark.parametrize("make", [full_audit, from_two_languages])
def test_another_reader_finds_the_same_pairs_in_tmx(make: Callable[[], Audit]) -> None:
    reader = pytest.importorskip("PythonTmx", reason="python-tmx is not installed")
    audit = make()
    memory = reader.from_element(etree.fromstring(rendered("tmx", audit)))
    assert [["".join(variant.content) for variant in unit.tuvs] for unit in memory.tus] == pairs(audit)
    assert {unit.tuvs[1].lang for unit in memory.tus} == {"fr"}
    assert [unit.srclang for unit in memory.tus] == [unit.tuvs[0].lang for unit in memory.tus]


def test_another_reader_finds_the_same_pairs_in_xliff(root: Path, tmp_path: Path) -> None:
    node = shutil.which("node")
    modules = Path(os.environ.get("AUDIT_NODE_MODULES", root / "node_modules"))
    if node is None or not (modules / "xliff").is_dir():
        pytest.skip("no Node, or no package xliff for it (npm install xliff, or set AUDIT_NODE_MODULES)")
    path = tmp_path / "pairs.xlf"
    path.write_bytes(rendered("xliff", full_audit()))
    run = subprocess.run([node, "-e", NODE, str(modules), str(path)], capture_output=True, check=True, text=True)
    assert json.loads(run.stdout) == pairs(full_audit())


@pytest.mark.parametrize("kind", ["tmx", "xliff"])
def test_the_translate_toolkit_finds_the_same_pairs(kind: str, tmp_path: Path) -> None:
    python = os.environ.get("AUDIT_TOOLKIT_PYTHON", sys.executable)
    if subprocess.run([python, "-c", "import translate.storage.tmx"], capture_output=True, check=False).returncode:
        pytest.skip("no Translate Toolkit: set AUDIT_TOOLKIT_PYTHON to an interpreter that has it")
    path = tmp_path / f"pairs.{kind}"
    path.write_bytes(rendered(kind, full_audit()))
    run = subprocess.run([python, "-c", TOOLKIT, kind, str(path)], capture_output=True, check=True, text=True)
    assert json.loads(run.stdout) == pairs(full_audit())
