"""Negation cues and what is none."""

from __future__ import annotations

import pytest

from audit.text.negation import barred, freely_rephrased, hints, negations


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("He did not go.", "en"),
        ("They can't come.", "en"),
        ("Il n'a pas répondu.", "fr"),
        ("Aucun pont n’est ouvert.", "fr"),
        ("Kein Damm hielt.", "de"),
        ("Er kam nie.", "de"),
        ("No quiso hablar.", "es"),
        ("Non ha risposto.", "it"),
        ("Não respondeu.", "pt"),
        ("Hij kwam niet.", "nl"),
        ("Nie przyszedł.", "pl"),
        ("Он не пришёл.", "ru"),
        ("Він не прийшов.", "uk"),
        ("Ông không trả lời.", "vi"),
        ("Họ chưa đến nơi.", "vi"),
    ],
)
def test_negated(text: str, language: str) -> None:
    assert negations(text, language)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Not only the roof burned.", "en"),
        ("Il n'a que deux amis.", "fr"),
        ("Il fait un pas vers nous.", "fr"),
        ("Nicht nur das Dach brannte.", "de"),
        ("No solo el techo ardió.", "es"),
        ("Không chỉ mái nhà bị cháy.", "vi"),
        ("Hãng hàng không mở đường bay.", "vi"),
        ("Он не только пел.", "ru"),
    ],
)
def test_not_negated(text: str, language: str) -> None:
    assert negations(text, language) == ()


def test_words_of_negative_meaning_are_hints() -> None:
    assert [h.of("They left without him.") for h in hints("They left without him.", "en")] == ["without"]
    assert hints("Il a refusé de venir.", "fr")


def test_unknown_language_says_nothing() -> None:
    assert negations("not", "xx") == ()
    assert hints("without", "xx") == ()


@pytest.mark.parametrize(
    ("clause", "language"),
    [("I cantieri non apriranno prima di febbraio", "it"), ("None before May", "en"), ("wenn er nicht kommt", "de")],
)
def test_negations_that_translators_turn_round(clause: str, language: str) -> None:
    assert freely_rephrased(clause, language)


def test_a_plain_negation_is_not_turned_round() -> None:
    assert not freely_rephrased("Le ministre n'a pas signé l'accord", "fr")


def test_phrases_barred_from_negating() -> None:
    assert barred("There is no doubt about it.", "en")
    assert not barred("There is no bridge.", "en")
