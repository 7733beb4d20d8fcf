"""Persons stay silent, short quotations are told, set phrases are no passages."""

from __future__ import annotations

import pytest

from audit.lid import identify
from audit.types import Document, Languages

TEXTS = {
    "fr": "Le conseil municipal a voté mardi soir la rénovation du vieux marché couvert de la ville. {} "
    "Les commerçants redoutent une fermeture de plusieurs mois.",
    "de": "Der Stadtrat beschloss am Dienstagabend die Sanierung der alten Markthalle. {} "
    "Die Händler befürchten eine Schließung von mehreren Monaten.",
    "en": "The city council voted on Tuesday night to renovate the old market hall. {} "
    "Traders fear a closure that could last for several months.",
}


def answer(main: str, sentence: str) -> tuple[str, Languages]:
    text = TEXTS[main].format(sentence)
    return text, identify(Document("x", text), (), vote=False)


@pytest.mark.parametrize(
    ("main", "sentence"),
    [
        ("de", "Das sagte Benoît Et-Marchand am Abend."),
        ("fr", "Le pasteur Annika Und-Baumann a parlé."),
        ("en", "Andrés Molina y Prieto spoke."),
        ("de", "Das sagte Carmen De Souza y Campos."),
        ("en", "José Manuel Rey de la Vega spoke."),
        ("de", "Paolo Della Rocca della Torre kam."),
        ("en", "The guests met at the Bistro Y-Not."),
    ],
)
def test_persons_and_hyphenated_names_stay_silent(main: str, sentence: str) -> None:
    _, found = answer(main, sentence)
    assert found.spans == ()
    assert found.leftovers == ()


@pytest.mark.parametrize(
    ("main", "sentence", "name"),
    [
        ("de", "Die Bank of England warnt.", "Bank of England"),
        ("fr", "Le Bundesamt für Post enquête.", "Bundesamt für Post"),
    ],
)
def test_organisations_are_still_named(main: str, sentence: str, name: str) -> None:
    text, found = answer(main, sentence)
    assert [(s.span.of(text), s.kind) for s in found.spans] == [(name, "title_or_name")]


@pytest.mark.parametrize(
    ("main", "sentence", "quoted", "language"),
    [
        ("fr", "Il a lu « Mind the step » sur le quai.", "Mind the step", "en"),
        ("fr", "Le réseau « Trains Beyond Borders » milite.", "Trains Beyond Borders", "en"),
        ("en", "The choir sang “O mio pensiero” to the crowd.", "O mio pensiero", "it"),
        ("de", "„On verra demain“, sagte er.", "On verra demain", "fr"),
        ("de", "Das Bündnis „Trains Beyond Borders“ wirbt.", "Trains Beyond Borders", "en"),
    ],
)
def test_short_quotations_are_told(main: str, sentence: str, quoted: str, language: str) -> None:
    text, found = answer(main, sentence)
    spans = [(s.span.of(text), s.language) for s in found.spans if s.kind in ("quotation", "title_or_name")]
    assert spans == [(quoted, language)]


def test_a_leftover_is_a_word_without_its_stop() -> None:
    text, found = answer("fr", "Elle a vu des лелеки. Puis le soir est tombé.")
    assert "лелеки" in [word.span.of(text) for word in found.leftovers]


@pytest.mark.parametrize("word", ["Angelegt", "Wartend"])
def test_capitalised_verb_forms_beside_a_credit(word: str) -> None:
    text, found = answer("fr", f"Un navire {word} dans le port. (Symbolbild/dpa)")
    assert word in [each.span.of(text) for each in found.leftovers if each.language == "de"]


def test_a_surname_in_a_line_of_capitals_is_no_leftover() -> None:
    text = "LE MAIRE KLEIN ET LA PRÉFÈTE STARK ONT RENCONTRÉ M. SCHWARZ ET MME KÖNIG AU STADE DE LA VILLE."
    assert identify(Document("x", text), (), main="fr", vote=False).leftovers == ()


@pytest.mark.parametrize(
    ("main", "sentence"),
    [
        ("en", "It has a certain je ne sais quoi. The crème de la crème came."),
        ("en", "Her raison d’être was music, her joie de vivre contagious."),
        ("en", "C'est la vie. Que sera, sera."),
        ("en", "A fin de siècle ennui fell over them."),
        ("de", "Das ist die crème de la crème des dolce far niente."),
    ],
)
def test_borrowed_phrases_are_no_passages(main: str, sentence: str) -> None:
    _, found = answer(main, sentence)
    assert found.spans == ()
    assert found.leftovers == ()


def test_a_passage_with_a_borrowed_phrase_is_one() -> None:
    left = "Le maire a perdu sa joie de vivre après cette longue nuit de travail."
    text, found = answer("en", left)
    assert [span.span.of(text) for span in found.spans] == [left]
