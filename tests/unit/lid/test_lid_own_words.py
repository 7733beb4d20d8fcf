"""Places, and words of the main language that another language has as well, are no leftovers."""

from __future__ import annotations

import pytest

from audit.lid import identify
from audit.read import document_from_text
from audit.types import Languages

GERMAN = "Sie hatten das schon vor Wochen angekündigt, aber niemand in der Stadt wollte es glauben."
RELATED = "Імя для кацяняці выберуць наведвальнікі, якія могуць прагаласаваць на сайце да канца месяца."


def told(text: str, main: str) -> tuple[Languages, list[str]]:
    found = identify(document_from_text(text), (), main=main, vote=False)
    return found, [word.span.of(text) for word in found.leftovers]


@pytest.mark.parametrize("place", ["Neukölln", "Fürth", "Cottbus", "Zwickau"])
@pytest.mark.parametrize(
    ("main", "sentence"),
    [
        ("fr", "Les voisins se retrouvent dans la cour de l'hôpital de {} pour chanter ensemble."),
        ("es", "La empresa ha abierto una oficina en {}, donde trabajan doce personas."),
        ("pl", "Dyrektorka szpitala w {} opowiada o swojej pracy i o ludziach."),
    ],
)
def test_a_place_behind_a_preposition_is_none_beside_a_german_passage(main: str, sentence: str, place: str) -> None:
    assert told(f"{sentence.format(place)}\n\n{GERMAN}\n", main)[1] == []


def test_a_german_noun_behind_an_article_is_one() -> None:
    text = f"Le maire a ouvert la Sitzung devant tout le conseil et les habitants.\n\n{GERMAN}\n"
    assert told(text, "fr")[1] == ["Sitzung"]


def test_an_inflected_russian_word_is_none_beside_a_belarusian_passage() -> None:
    text = f"Рысь привезли четыре года назад по программе обмена между зоопарками и цирками.\n\n{RELATED}\n"
    assert told(text, "ru")[1] == []


def test_a_form_of_the_main_language_s_own_word_is_none() -> None:
    assert told("W kuchni było pełno much i nikt nie chciał tam jeść obiadu tego lata.", "pl")[1] == []


@pytest.mark.parametrize(
    ("main", "opener"),
    [("fr", "Allerdings"), ("es", "However"), ("de", "Cependant"), ("pt", "Sin embargo"), ("uk", "Однако")],
)
def test_a_connective_left_at_the_beginning_of_a_sentence_is_told(main: str, opener: str) -> None:
    sentences = {
        "fr": ("Le pont est fermé depuis hier.", "le maire reste prudent et attend la suite."),
        "es": ("El puente está cerrado desde ayer.", "el alcalde se mantiene prudente y espera."),
        "de": ("Die Brücke ist seit gestern gesperrt.", "der Bürgermeister bleibt vorsichtig und wartet ab."),
        "pt": ("A ponte está fechada desde ontem.", "o presidente mantém a prudência e espera."),
        "uk": ("Міст закритий від учора.", "мер лишається обережним і чекає на рішення."),
    }
    before, after = sentences[main]
    assert told(f"{before} {opener}, {after}", main)[1] == [opener]


def test_a_main_language_s_own_connective_is_none() -> None:
    assert told("Le pont est fermé depuis hier. Cependant, le maire reste prudent et attend la suite.", "fr")[1] == []
