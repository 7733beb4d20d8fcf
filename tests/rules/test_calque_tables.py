"""Every entry of the calque tables fires where it says and stays silent where it says."""

from __future__ import annotations

import pytest

from audit.rules.base import DocumentContext, Hit
from audit.rules.calques import Calque, calques, find_calques
from audit.types import Article, Document, Languages

TABLES = ("fr", "de", "en", "es", "it", "pt")
ENTRIES = [pytest.param(language, entry, id=entry.id) for language in TABLES for entry in calques(language)]
CATEGORIES = {
    "accuracy/mistranslation",
    "accuracy/untranslated",
    "fluency/grammar",
    "fluency/unintelligible",
    "style/awkward",
    "terminology/wrong-term",
}


def hits(entry: Calque, language: str, text: str) -> list[Hit]:
    article = Article(Document("sha256:0", text), Languages(language, 0.99), ())
    found = find_calques(DocumentContext.of(article), entry.category.partition("/")[0])
    return [hit for hit in found if entry.source in hit.message]


@pytest.mark.parametrize(("language", "entry"), ENTRIES)
def test_entry_fires_and_stays_silent_as_documented(language: str, entry: Calque) -> None:
    assert entry.fires
    for text in entry.fires:
        assert hits(entry, language, text), text
    for text in entry.silent:
        assert not hits(entry, language, text), text


@pytest.mark.parametrize(("language", "entry"), ENTRIES)
def test_entry_is_well_formed(language: str, entry: Calque) -> None:
    assert language not in entry.languages
    assert entry.category in CATEGORIES
    assert 0.5 <= entry.confidence <= 0.97
    assert not entry.find.match("")


def test_language_without_a_table_has_no_entries() -> None:
    assert calques("sw") == ()
