"""Word links, inner bitext and coverage as the whole pipeline gives them on the seeds."""

from __future__ import annotations

import pytest

from audit.report.model import to_json
from audit.types import Audit


@pytest.mark.parametrize("seed", ["seed1", "seed2"])
def test_every_source_is_cut_from_its_original(seed: str, seed_audits: dict[str, Audit]) -> None:
    audit = seed_audits[seed]
    texts = {original.id: original.article.text for original in audit.originals}
    pointed = [finding.source for finding in audit.findings if finding.source]
    assert pointed
    for source in pointed:
        assert source.span.of(texts[source.original]) == source.text


def test_most_findings_about_words_know_their_word(seed_audits: dict[str, Audit]) -> None:
    audit = seed_audits["seed2"]
    about = [f for f in audit.findings if f.category.startswith(("accuracy/mistranslation", "terminology/"))]
    assert sum(f.source is not None for f in about) >= 0.7 * len(about)
    told = {f.text: f.source.text for f in about if f.source}
    assert told["grande opportunité"] == "große Chance"


def test_links_are_there_where_findings_are_and_nowhere_else(seed_audits: dict[str, Audit]) -> None:
    audit = seed_audits["seed2"]
    (original,) = (o for o in audit.originals if o.decision == "source")
    assert original.alignment is not None
    linked = [bead for bead in original.alignment.beads if bead.links]
    assert linked
    for bead in linked:
        spans = [audit.article.sentences[index].span for index in bead.target]
        assert any(span.overlap(finding.span) for span in spans for finding in audit.findings)
        assert all(any(span.contains(link.target) for span in spans) for link in bead.links)
        theirs = [original.article.sentences[index].span for index in bead.source]
        assert all(any(span.contains(link.source) for span in theirs) for link in bead.links)


def test_the_lead_left_in_stands_beside_its_translation(seed_audits: dict[str, Audit]) -> None:
    audit = seed_audits["seed2"]
    assert {(bead.language, bead.kind) for bead in audit.bitext} == {("de", "left_in")}
    report = to_json(audit)
    text = report["document"]["text"]
    first = report["bitext"][0]
    assert text[slice(*first["source"][0])].startswith("Nordkorea plant")
    assert text[slice(*first["target"][0])].startswith("La Corée du Nord prévoit")
    assert any(e["signal"] == "bitext" and e["language"] == "de" for e in report["provenance"]["evidence"])


def test_what_is_carried_is_told_with_its_interval(seed_audits: dict[str, Audit]) -> None:
    coverage = to_json(seed_audits["seed2"])["coverage"]
    assert 0.9 < coverage["low"] <= coverage["share"] <= coverage["high"] <= 1
    (one,) = coverage["originals"]
    assert one["original"] == "o1"
    assert one["beads"] > one["moved"] >= 0
