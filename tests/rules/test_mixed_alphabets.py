"""Look-alike letters: told where they are a slip, left alone where two alphabets are meant."""

from __future__ import annotations

import pytest

from audit.rules.base import DocumentContext
from audit.rules.catalogue import catalogue
from audit.types import Article, Document, Languages

RULE = next(rule for rule in catalogue() if rule.code == "DM105")


def told(text: str, language: str) -> list[tuple[str, str | None]]:
    assert RULE.document_check is not None
    context = DocumentContext.of(Article(Document("x", text), Languages(language, 1.0), ()))
    return [(hit.span.of(text), hit.suggestion) for hit in RULE.document_check(context)]


@pytest.mark.parametrize(
    ("language", "text", "wrong", "right"),
    [
        ("ru", "Самолёт вылетел из Cочи в среду.", "Cочи", "Сочи"),
        ("ru", "Это нe так просто, как кажется.", "нe", "не"),
        ("ru", "Завод получил 14-прoцентную скидку.", "прoцентную", "процентную"),
        ("ru", "Она вернулась домой c подарками.", "c", "с"),
        ("ru", "Компания Gооglе открыла офис.", "Gооglе", "Google"),
        ("uk", "Після обiду почався дощ.", "обiду", "обіду"),
        ("uk", "Сьогодні i завтра дощитиме.", "i", "і"),
        ("bg", "Съветът пpие решението вчера.", "пpие", "прие"),
        ("sr", "Влада Србиje заседала је у уторак.", "Србиje", "Србије"),
        ("mk", "Советот гласашe за мостот.", "гласашe", "гласаше"),
        ("en", "He was told to log in to Аmazon at once.", "Аmazon", "Amazon"),
        ("de", "Die Lufthаnsa streicht Flüge.", "Lufthаnsa", "Lufthansa"),
        ("pl", "Rząd przyjął ustаwę w środę.", "ustаwę", "ustawę"),
        ("el", "Το συμβούλιο ενέκρινε την Tρίτη το σχέδιο.", "Tρίτη", "Τρίτη"),
        ("en", "The clinic of Αthens reported it.", "Αthens", "Athens"),
    ],
)
def test_a_look_alike_is_marked_with_the_whole_word(language: str, text: str, wrong: str, right: str) -> None:
    assert told(text, language) == [(wrong, right)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "Т-34, МиГ-29СМТ, А123ВС77, Х-101 и Ту-154М стояли рядом с iPhone 12."),
        ("ru", "SMS-сообщение, IT-шник, Wi-Fi-роутер, QR‑код и 3D-принтер."),
        ("ru", "В Facebookе и Googleом спорили VIPы, PDFы и Instagramеры."),
        ("ru", "СберMarket, VKонтакте, ЮMoney, КуZбасс, Zа мир, Vсе вместе."),
        ("ru", "Пусть a и b равны, вектор a лежит на плоскости, витамин c полезен."),
        ("ru", "Домен аpple.com оказался поддельным, пишет Яндекс.Go."),
        ("bg", "Facebookът и wi-fiто не работят."),
        ("mk", "Facebookот на НАТО и ЅВЕЗДА."),
        ("en", "The angle λmax, ΔT, sinα and hν at 3 kΩ and 5 μm."),
        ("en", "KoЯn played with ИNXS before Toys Я Us."),
        ("de", "MГјller und CafГ© und zЕ‚oty sind falsch dekodiert, 20В°C auch."),
        ("el", "Η COSCO, ο COVID-19, 5 μm, το e-shop και η NASA."),
        ("en", "Москва and Αθήνα are written in their own letters."),
    ],
)
def test_what_is_meant_in_two_alphabets_stays(language: str, text: str) -> None:
    assert told(text, language) == []


def test_very_many_broken_words_are_one_finding() -> None:
    text = "мiсто " * 30
    found = told(text, "uk")
    assert found == [("мiсто", "місто")]


@pytest.mark.parametrize("text", ["", "o", "оo" * 5000, "а\u0301o" * 50, "\u200b", "о\u00ado", "oо\ud800"])
def test_hostile_text_is_no_exception(text: str) -> None:
    for language in ("ru", "en", "el", "und"):
        told(text, language)
