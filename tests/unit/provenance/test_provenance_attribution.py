"""Credits and where they stand."""

from __future__ import annotations

import hashlib

import pytest

from audit.provenance.attribution import credits_of, declared_language_name
from audit.types import Article, Document, HeadMetadata, Languages, Sentence, Span


def article(text: str, language: str = "fr", url: str | None = None, head: HeadMetadata | None = None) -> Article:
    identity = hashlib.sha256(text.encode()).hexdigest()
    document = Document(f"sha256:{identity}", text, url=url, metadata=head or HeadMetadata())
    sentences = (Sentence(0, Span(0, len(text)), "paragraph"),) if text else ()
    return Article(document, Languages(language, 1.0), sentences)


BODY = "\nUne première phrase assez longue pour un paragraphe.\nUne deuxième phrase du texte.\nUne troisième.\nUne quatrième.\n"


@pytest.mark.parametrize(
    "text, language, expected",
    [
        (f"PARIS (AFP) - Le texte commence.{BODY}", "fr", [("AFP", "dateline")]),
        (f"Lyon, Reuters – Le texte commence.{BODY}", "fr", [("Reuters", "dateline")]),
        (f"Berlin (dpa/AFP) - Der Text.{BODY}", "de", [("dpa", "dateline")]),
        (f"BOGOTÁ (EFE).- El texto.{BODY}", "es", [("EFE", "dateline")]),
        (f"(ANSA) - ROMA, il testo.{BODY}", "it", [("ANSA", "dateline")]),
        (f"Titre{BODY}Theo CNN", "vi", [("CNN", "end")]),
        (f"Titre{BODY}(dpa)", "fr", [("dpa", "end")]),
        (f"Titre{BODY}Avec Reuters", "fr", [("Reuters", "end")]),
        (f"Un incendie a eu lieu, selon l'AFP, dans la nuit.{BODY}", "fr", [("AFP", "according")]),
        (f"Wie es laut Reuters heißt.{BODY}", "de", [("Reuters", "according")]),
        (f"По данным ТАСС, пожар потушен.{BODY}", "ru", [("ТАСС", "according")]),
        (f"La CNN a ouvert un bureau à Lyon.{BODY}", "fr", []),
        (f"Selon le NIS, la situation est calme.{BODY}", "fr", []),
        (f"Köln, ARD-Studio: Am Abend begann es.{BODY}", "de", []),
        (f"BBC: une enquête sur le prix du blé.{BODY}", "fr", []),
        (f"КИЕВ, 5 мая (Интерфакс) - Текст.{BODY}", "ru", [("Интерфакс", "dateline")]),
        (f"Hà Nội (TTXVN) – Nội dung.{BODY}", "vi", [("TTXVN", "dateline")]),
        ("", "und", []),
    ],
)
def test_agencies_by_position(text: str, language: str, expected: list[tuple[str, str]]) -> None:
    found = [c for c in credits_of(article(text, language)) if c.attribution.kind == "agency"]
    assert [(c.attribution.text, c.position) for c in found] == expected
    assert all(c.attribution.span is not None and c.attribution.span.of(text) == c.attribution.text for c in found)


@pytest.mark.parametrize(
    "text, language, caption, of",
    [
        ("Un pont. (Symbolbild/XY)", "fr", "Symbolbild/XY", "de"),
        ("Crédit photo : Jean Martin", "fr", "Crédit photo : Jean Martin", "fr"),
        ("Ảnh: Minh Anh", "fr", "Ảnh: Minh Anh", "vi"),
        ("Brücke am Morgen. (Foto: A. Klein)", "de", "Foto: A. Klein", "de"),
        ("Le pont. (Foto: A. Klein)", "fr", "Foto: A. Klein", None),
    ],
)
def test_picture_credits(text: str, language: str, caption: str, of: str | None) -> None:
    found = [c.attribution for c in credits_of(article(text, language)) if c.attribution.kind == "caption_credit"]
    assert [(a.text, a.language) for a in found] == [(caption, of)]


def test_prose_about_pictures_is_no_credit() -> None:
    text = "Elle a montré une photo : celle de sa mère, prise en 1960 à Lyon, et beaucoup d'autres encore."
    assert not [c for c in credits_of(article(text)) if c.attribution.kind == "caption_credit"]


@pytest.mark.parametrize(
    "text, language, source",
    [
        ("Traduit de l'anglais par Anne Petit", "fr", "en"),
        ("Übersetzt aus dem Spanischen von A. Klein", "de", "es"),
        ("Translated from the French by A. Small", "en", "fr"),
        ("Traducido del inglés por A. Gil", "es", "en"),
        ("Vertaald uit het Duits", "nl", "de"),
    ],
)
def test_declared_translations(text: str, language: str, source: str) -> None:
    credit = next(c for c in credits_of(article(text, language)) if c.position == "translated")
    assert credit.attribution.language == source


@pytest.mark.parametrize(
    "text, language",
    [
        ("Son roman, traduit de l'anglais par Anne Petit, paraît jeudi.", "fr"),
        ("Das Wort kommt aus dem Französischen und ist alt.", "de"),
        ("She has translated from the French for thirty years, mostly poetry and some plays.", "en"),
    ],
)
def test_translations_that_are_the_subject_declare_nothing(text: str, language: str) -> None:
    assert not [c for c in credits_of(article(text, language)) if c.position == "translated"]


def test_own_host_and_social_networks_are_no_credit() -> None:
    text = "Voir https://site.fr/a-b-c et https://www.facebook.com/x et https://autre.de/ein-text-und-mehr ."
    found = [c.attribution.host for c in credits_of(article(text, url="https://www.site.fr/z")) if c.attribution.host]
    assert found == ["autre.de"]


def test_source_line_and_head() -> None:
    text = "Corps du texte.\nSource : https://zeitung.de/der-preis-und-die-folgen"
    head = HeadMetadata(translation_of=("https://zeitung.de/x",))
    found = credits_of(article(text, head=head))
    assert [(c.attribution.kind, c.position, c.attribution.language) for c in found] == [
        ("cited_url", "source_line", "de"),
        ("declared", "head", "de"),
    ]
    assert found[1].attribution.span is None


def test_names_of_languages() -> None:
    assert declared_language_name("allemand", "fr") == "de"
    assert declared_language_name("Englischen", "de") == "en"
    assert declared_language_name("bruit", "fr") is None


@pytest.mark.parametrize(
    "text", ["\u200b\ud7ff(((", "(" * 5000, "AFP" * 3000, "a, " * 20000, "\r\n" * 5000, "http://" * 500]
)
def test_hostile_text_is_read_in_silence(text: str) -> None:
    credits_of(article(text))
