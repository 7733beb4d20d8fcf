"""Ends of passages: names, numbers and shared words beside them."""

from __future__ import annotations

import pytest

from audit.lid import identify
from audit.lid.edges import weights
from audit.types import Document


def passage(text: str) -> str:
    (span,) = identify(Document("x", text), (), vote=False).spans
    return text[span.span.start : span.span.end]


BEFORE = "Le conseil municipal a adopté hier soir le budget de la commune après de longues heures de débat. "


@pytest.mark.parametrize(
    ("left", "foreign", "right"),
    [
        ("Le maire a répondu, ", "weil die Sitzung schon viel zu lange gedauert hatte", ", Claire Dumont ayant quitté la salle."),
        ("Le maire a répondu par ", "weil die Sitzung schon viel zu lange dauerte", " avant de quitter la salle."),
        ("Le maire a répondu, ", "dass die Sitzung zusammen mit Anna Schneider vorbereitet wurde", ", et la salle a applaudi."),
        ("Le maire a répondu, ", "la riunione era durata davvero troppo a lungo per tutti", ", avant de quitter la salle."),
    ],
)  # fmt: skip
def test_the_passage_ends_where_its_clause_ends(left: str, foreign: str, right: str) -> None:
    assert passage(BEFORE + left + foreign + right) == foreign


def test_a_passage_never_reaches_into_another_line() -> None:
    lines = (
        "Der Rat der Stadt hat gestern Abend den Haushalt beschlossen",
        "Anna Schneider et le conseil",
        BEFORE.strip(),
    )
    assert passage("\n".join((BEFORE.strip(), *lines))) == lines[0]


def test_every_weight_is_of_a_feature_that_exists() -> None:
    assert set(weights()) == {"word", "start", "end", "pair"}
    kinds = ("inside", "comma", "mark", "line")
    assert set(weights()["pair"]) <= {f"{one}_{other}" for one in kinds for other in kinds}


@pytest.mark.parametrize(
    "clause",
    ["jak mówi nam Kai-Fu Lee", "on six television networks", "zoals Jan Smit beweert"],
)
def test_a_clause_too_short_for_the_search_is_found_between_its_commas(clause: str) -> None:
    text = BEFORE + f"La proposition du maire, {clause}, a été adoptée sans opposition."
    assert passage(text) == clause


@pytest.mark.parametrize(
    "aside",
    ["Claire Dumont et Jan Kowalski", "le just in time", "Sainsbury's et Marks and Spencer"],
)
def test_names_between_commas_are_no_passage(aside: str) -> None:
    text = BEFORE + f"La proposition du maire, {aside}, a été adoptée sans opposition."
    kinds = {span.kind for span in identify(Document("x", text), (), vote=False).spans}
    assert "untranslated_passage" not in kinds
