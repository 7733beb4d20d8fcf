"""Places in many languages; French word forms."""

from __future__ import annotations

import gzip

import pytest

from audit._resources import models_folder
from audit.rules.gazetteer import directions, exonyms, is_place, place_stems
from audit.rules.morphology import adjectives, classes, nouns, participles


def test_places_know_the_languages_that_write_them_so() -> None:
    assert "fr" in is_place("Allemagne")
    assert "de" in is_place("Ratisbona") or "es" in is_place("Ratisbona")
    assert not is_place("Putin")


def test_stems_are_places_without_their_direction() -> None:
    assert place_stems()["Corée"] == {"fr"}
    assert "de" in place_stems()["Korea"]
    assert directions()["North"] == {"en"}


def test_every_exonym_has_its_languages() -> None:
    assert all(set(entry) >= {"kind", "en", "fr", "de", "es"} for entry in exonyms())


@pytest.mark.parametrize(
    ("form", "found"),
    [("projet", {0}), ("réunion", {2}), ("services", {1}), ("fonds", {0, 1}), ("xyzzy", set())],
)
def test_nouns_have_their_slots(form: str, found: set[int]) -> None:
    assert nouns(form) == found


def test_adjectives_participles_and_verbs() -> None:
    assert adjectives("secrètes") == {3}
    assert participles("fermées") == {3}
    assert "I" in classes("fermer")
    assert classes("Réunion") == classes("réunion") or "c" in classes("Réunion")


def test_bisection_finds_what_the_lexicon_holds() -> None:
    path = models_folder() / "shipped" / "fr-morph" / "forms.tsv.gz"
    lines = gzip.decompress(path.read_bytes()).decode().splitlines()
    for line in (*lines[:3], *lines[::9973], *lines[-3:]):
        form, _, letters = line.partition("\t")
        assert classes(form) == letters
