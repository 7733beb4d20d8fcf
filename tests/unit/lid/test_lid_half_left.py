"""Compounds with one half left over, German nouns beside German passages."""

from __future__ import annotations

import pytest

from audit.lid import identify
from audit.types import Document

BEFORE = {
    "fr": "Le conseil municipal a voté mardi soir la rénovation du vieux marché couvert de la ville. ",
    "de": "Der Stadtrat beschloss am Dienstagabend die Sanierung der alten Markthalle. ",
    "es": "El ayuntamiento aprobó el martes por la noche la reforma del antiguo mercado. ",
    "it": "Il consiglio comunale ha approvato martedì sera la ristrutturazione del vecchio mercato. ",
    "pl": "Rada miasta przyjęła we wtorek wieczorem uchwałę o remoncie starej hali targowej. ",
    "pt": "A câmara municipal aprovou na terça-feira à noite a renovação do antigo mercado. ",
    "vi": "Hội đồng thành phố tối thứ Ba đã thông qua việc cải tạo khu chợ cũ. ",
    "nl": "De gemeenteraad heeft dinsdagavond besloten de oude markthal te renoveren. ",
    "en": "The city council voted on Tuesday night to renovate the old market hall. ",
}
PASSAGE = "Der Stadtrat hat am Dienstagabend die Sanierung der alten Markthalle beschlossen.\n\n"


@pytest.mark.parametrize(
    ("main", "sentence", "half"),
    [
        ("fr", "Le groupe sozial-démocrate a voté contre le texte.", "sozial"),
        ("fr", "Le complexe militärisch-industriel en profite.", "militärisch"),
        ("es", "El grupo sozial-demócrata votó en contra.", "sozial"),
        ("it", "Il comitato politisch-economico si riunisce lunedì.", "politisch"),
        ("pl", "Rozmowy russisch-ukraińskie zostały wznowione.", "russisch"),
    ],
)
def test_a_compound_with_one_half_left_over(main: str, sentence: str, half: str) -> None:
    text = BEFORE[main] + sentence
    found = identify(Document("x", text), (), vote=False)
    assert [(word.span.of(text), word.kind) for word in found.leftovers] == [(half, "compound")]


@pytest.mark.parametrize(
    ("main", "sentence"),
    [
        ("fr", "Le Nord-Pas-de-Calais, le Bas-Rhin, la Saxe-Anhalt et le Schleswig-Holstein."),
        ("fr", "Un week-end franco-allemand avec un talk-show, un best-of et un self-made-man."),
        ("fr", "Marie-Luise Weber-Becker, le rapport Schwarz-Weiss et l'accord Kohl-Mitterrand."),
        ("de", "Start-up-Unternehmen, Crème-fraîche-Becher und Laissez-faire-Politik."),
        ("de", "Die Grande-Nation-Rhetorik, der Tour-de-France-Sieger und das Grand-Slam-Turnier."),
        ("es", "El político franco-alemán, un best-seller pop-rock y el Baden-Württemberg."),
        ("it", "Il rapporto italo-tedesco, l'ex-premier, il week-end e il Trentino-Alto Adige."),
        ("pl", "Czesko-polskie spotkanie, hip-hop, Bielsko-Biała i Schleswig-Holstein."),
        ("pt", "O luso-brasileiro, o guarda-chuva e o best-seller do vice-presidente."),
        ("vi", "Ông Trump-Kim, Baden-Württemberg, hip-hop, e-mail và Wi-Fi."),
        ("nl", "De Frans-Duitse top, de ex-premier en de Baden-Württembergse wijn."),
        ("en", "The Franco-German summit, the Baden-Württemberg premier and vis-à-vis."),
    ],
)
def test_compounds_that_are_right_stay_silent(main: str, sentence: str) -> None:
    found = identify(Document("x", BEFORE[main] + sentence), (), vote=False)
    assert found.leftovers == ()


def test_a_german_noun_is_told_where_the_text_has_german_in_it() -> None:
    sentence = "Les commerçants attendent la Sitzung du conseil et les Behörden du canton."
    plain = BEFORE["fr"] + sentence
    assert identify(Document("x", plain), (), vote=False).leftovers == ()
    text = PASSAGE + plain
    found = identify(Document("x", text), (), main="fr", vote=False)
    assert [(word.span.of(text), word.language) for word in found.leftovers] == [("Sitzung", "de"), ("Behörden", "de")]


def test_german_institutions_and_names_are_no_leftovers_beside_german() -> None:
    names = "La Bundeswehr, le Spiegel, les Grünen, la Hertha, le Kanzleramt et la chancelière Merkel sont cités."
    found = identify(Document("x", PASSAGE + BEFORE["fr"] + names), (), main="fr", vote=False)
    assert found.leftovers == ()


@pytest.mark.parametrize(
    ("main", "sentence", "word", "language"),
    [
        ("it", "Le indagini after contro il giudice sono chiuse.", "after", "en"),
        ("pt", "Ela tinha treze anos year quando começou.", "year", "en"),
        ("vi", "Đội bóng đã przygotowaniami cảm hứng mới.", "przygotowaniami", "pl"),
        ("es", "Los vecinos piden una entwässerungspläne para el barrio.", "entwässerungspläne", "de"),
    ],
)
def test_very_common_and_very_long_words(main: str, sentence: str, word: str, language: str) -> None:
    text = BEFORE[main] + sentence
    found = identify(Document("x", text), (), vote=False)
    assert [(each.span.of(text), each.language) for each in found.leftovers] == [(word, language)]
