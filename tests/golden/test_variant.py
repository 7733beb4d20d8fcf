"""No rule knows the second seed: other people, places, hosts and numbers give the same findings.

The variant is made from the seed and its reconstructed original by replacing words of one class
with words of the same class, on both sides: a country with a direction in its name for another
one, a name whose tail became a function word for another such name, a German participle left in
for another, a statesman whom every language spells in its own way for another such, and so on.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from audit.pipeline import Auditor, prepare
from audit.read import document_from_text
from audit.types import Audit

ARTICLE = {
    "Corée du Nord": "Macédoine du Nord",
    "North Corée": "North Macédoine",
    "Corée du Sud": "Bosnie",
    "nord-coréens": "nord-macédoniens",
    "nord-coréennes": "nord-macédoniennes",
    "nord-coréen": "nord-macédonien",
    "coréen": "macédonien",
    "Pyongyangs": "Skopjes",
    "Pyongyang": "Skopje",
    "Kim Jong et": "Pak Chol et",
    "CNN": "BBC",
    "DNAT": "KLMP",
    "Symbolbild": "Archivbild",
    "Dockend": "Landend",
    "Ropucha": "Baranow",
    "Dunai": "Sulina",
    "Nakhodka": "Galatz",
    "Sunan": "Ohrid",
    "Sergeevka": "Mironowka",
    "Jenny Town": "Molly Hart",
    "Town": "Hart",
    "Stimson": "Danforth",
    "Rustem Umerov": "Marek Oleniuk",
    "Oleksandr Syrskyi": "Taras Bondarko",
    "Shoigu": "Khrushchev",
    "Sergei": "Anton",
    "Pokrovsk": "Kramenets",
    "30 000": "40 000",
    "25 000": "35 000",
    "11 000": "12 000",
    "10 000": "15 000",
    "110 000": "130 000",
    "6 000": "9 000",
    "5 000": "8 000",
    "1000": "7000",
    "400": "600",
}
ORIGINAL = {
    "Nordkorea": "Nordmazedonien",
    "Südkoreas": "Bosniens",
    "nordkoreanisch": "nordmazedonisch",
    "Korea-Programms": "Mazedonien-Programms",
    "Pjöngjangs": "Skopjes",
    "Pjöngjang": "Skopje",
    "Kim Jong Un": "Pak Chol Un",
    "CNN": "BBC",
    "DNAT": "KLMP",
    "Symbolbild": "Archivbild",
    "Ropucha": "Baranow",
    "Dunai": "Sulina",
    "Nachodka": "Galatz",
    "Sunan": "Ohrid",
    "Sergejewka": "Mironowka",
    "Jenny Town": "Molly Hart",
    "Town": "Hart",
    "Stimson": "Danforth",
    "Rustem Umerow": "Marek Oleniuk",
    "Olexandr Syrskyj": "Taras Bondarko",
    "Schoigu": "Chruschtschow",
    "Sergej": "Anton",
    "Pokrowsk": "Kramenez",
    "30.000": "40.000",
    "25.000": "35.000",
    "11.000": "12.000",
    "10.000": "15.000",
    "110.000": "130.000",
    "6.000": "9.000",
    "5.000": "8.000",
    "1.000": "7.000",
    "400": "600",
}
GERMAN_LEAD = ("Nordkorea", "Nordmazedonien"), ("30.000", "40.000")


def replaced(text: str, table: dict[str, str]) -> str:
    """Every key for its value in one pass, longest first, numbers only as wholes."""
    keys = sorted(table, key=len, reverse=True)
    parts = [rf"(?<![\d.]){re.escape(k)}(?![\d])" if k[0].isdigit() else re.escape(k) for k in keys]
    return re.sub("|".join(parts), lambda m: table[m.group()], text)


@pytest.fixture(scope="session")
def variant(root: Path) -> Audit:
    """The audit of the variant."""
    article = (root / "seeds/articles/seed2.txt").read_bytes().decode("utf-8")
    article = replaced(article, {**ARTICLE, **dict(GERMAN_LEAD)})
    original = replaced((root / "seeds/originals/seed2_de_reconstructed.txt").read_text(encoding="utf-8"), ORIGINAL)
    auditor = Auditor().with_archive([prepare(document_from_text(original, name="original.txt"))])
    return auditor.audit(document_from_text(article, name="variant.txt"))


def outline(audit: Audit) -> list[tuple[str, str, str]]:
    # Not the code: of two rules that see one defect the surer speaks, and a public name makes one surer.
    return [(f.category, f.kind, f.severity) for f in audit.findings]


def test_the_variant_gives_the_same_findings(variant: Audit, seed_audits: dict[str, Audit]) -> None:
    assert outline(variant) == outline(seed_audits["seed2"])


def test_the_variant_gives_the_same_language_and_provenance(variant: Audit, seed_audits: dict[str, Audit]) -> None:
    seed = seed_audits["seed2"]
    assert [(s.language, s.kind) for s in variant.article.languages.spans if s.kind == "untranslated_passage"] == [
        (s.language, s.kind) for s in seed.article.languages.spans if s.kind == "untranslated_passage"
    ]
    assert variant.provenance.direct_source_language == seed.provenance.direct_source_language == "de"
    assert variant.provenance.verdict == seed.provenance.verdict
    assert variant.originals[0].decision == "source"
