"""The JSON report: contract, rounding, bytes."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from audit.report import WRITERS, FolderEntry, to_json
from audit.report.model import to_bytes, without_surrogates
from audit.types import Scores
from tests.report_samples import empty_audit, full_audit, original_audit


def test_offsets_point_at_the_quoted_text() -> None:
    report = to_json(full_audit())
    text = report["document"]["text"]
    assert report["findings"]
    for finding in report["findings"]:
        assert text[finding["start"] : finding["end"]] == finding["text"]
    original = report["originals"][0]
    for finding in report["findings"]:
        if finding["source"]:
            source = finding["source"]
            assert original["text"][source["start"] : source["end"]] == source["text"]


def test_beads_are_spans_of_sentences_on_both_sides() -> None:
    audit = full_audit()
    report = to_json(audit)
    (alignment,) = report["alignments"]
    assert alignment["original"] == "o1"
    assert alignment["beads"][0]["target"] == [[0, len("Le pont de Lauenfeld restera fermé jusqu'en mars")]]
    sentences = {(s["start"], s["end"]) for s in report["originals"][0]["sentences"]}
    assert all(tuple(span) in sentences for bead in alignment["beads"] for span in bead["source"])


def test_what_the_originals_carry_and_what_stands_there_twice() -> None:
    report = to_json(full_audit())
    coverage = report["coverage"]
    assert (coverage["share"], coverage["low"], coverage["high"]) == (0.93, 0.84, 0.97)
    (one,) = coverage["originals"]
    assert one == {"original": "o1", "share": 0.93, "order": 0.95, "beads": 10, "moved": 1, "tied": 1}
    beads = report["alignments"][0]["beads"]
    assert [bead["tie"] for bead in beads].count(True) == 1
    assert beads[4]["runner_up"] == report["originals"][1]["document_id"]
    text, there = report["document"]["text"], report["originals"][0]["text"]
    words = [(text[slice(*link["target"])], there[slice(*link["source"])]) for link in beads[3]["links"]]
    assert words == [("maire", "Bürgermeister"), ("12.500", "15.500"), ("véhicules", "Fahrzeuge")]
    assert [bead["kind"] for bead in report["bitext"]] == ["left_in", "notice"]
    assert to_json(original_audit())["coverage"] is None


def test_originals_without_alignment_come_without_text() -> None:
    aligned, rejected = to_json(full_audit())["originals"]
    assert "text" in aligned
    assert "text" not in rejected


def test_floats_have_at_most_four_decimals_and_no_negative_zero() -> None:
    audit = replace(full_audit(), scores=Scores(-0.00001, 33.33333333, 1 / 3, 2 / 3, 0.98765432))
    scores = to_json(audit)["scores"]
    assert scores == {
        "mqm_penalty_per_1000_words": 0.0,
        "quality": 33.3333,
        "machine_translation_probability": 0.9877,
        "low": 0.3333,
        "high": 0.6667,
    }
    assert str(scores["mqm_penalty_per_1000_words"]) == "0.0"


def test_a_number_that_is_none_is_refused_rather_than_written() -> None:
    audit = replace(full_audit(), scores=Scores(float("nan"), 0, 0, 0, None))
    with pytest.raises(ValueError, match="JSON compliant"):
        to_bytes(to_json(audit))


def test_bytes_are_utf8_text_with_a_line_end_and_the_same_each_time() -> None:
    first, second = (WRITERS["json"].render(full_audit()) for _ in range(2))  # type: ignore[union-attr]
    assert first == second
    assert first.endswith(b"}\n")
    assert "véhicules".encode() in first


def test_lone_surrogates_become_replacement_characters_one_for_one() -> None:
    assert without_surrogates("a\ud800b\udfff") == "a\ufffdb\ufffd"
    report = json.loads(WRITERS["json"].render(empty_audit("x\ud83dy")))  # type: ignore[union-attr]
    assert report["document"]["text"] == "x\ufffdy"


def test_anchors_and_metadata_are_absent_when_empty() -> None:
    audit = full_audit()
    assert "anchors" not in to_json(audit)["document"]
    document = replace(audit.article.document, anchors=((0, 12),))
    anchored = replace(audit, article=replace(audit.article, document=document))
    assert to_json(anchored)["document"]["anchors"] == [[0, 12]]


def test_an_article_nobody_knows_anything_about_has_nulls_not_guesses() -> None:
    report = to_json(empty_audit())
    assert report["document"]["title"] is None
    assert report["scores"]["machine_translation_probability"] is None
    assert report["provenance"]["direct_source_language"] is None
    assert report["findings"] == report["originals"] == report["unsupported"] == []


def test_a_folder_entry_can_be_made_again_from_the_report_on_disk() -> None:
    audit = full_audit()
    written = json.loads(WRITERS["json"].render(audit))  # type: ignore[union-attr]
    assert FolderEntry.from_report(written, "a/b") == FolderEntry.of(audit, "a/b")


def test_a_folder_entry_counts_and_names() -> None:
    entry = FolderEntry.of(full_audit(), "pont")
    assert (entry.count("critical"), entry.count("major"), entry.count("minor")) == (1, 5, 4)
    assert entry.title == "Le pont de Lauenfeld restera fermé jusqu'en mars"
    assert (entry.hidden, entry.originals, entry.diagnostics) == (4, 1, 2)
    assert FolderEntry.of(original_audit(), "c").machine_translation_probability == 0.05
