"""Foreign words without quotation marks that the sentence itself gives to somebody."""

from __future__ import annotations

import pytest

from audit.lid import identify
from audit.read import document_from_text
from audit.types import Document, Languages, Sentence, Span

SAID = "We will keep going until the last one is safe"
TEXTS = {
    "fr": "La commune a passé l'hiver à réparer le pont qui mène au marché. Les habitants attendent depuis trois ans.",
    "de": "Die Gemeinde hat den Winter über die Brücke zum Markt repariert. Die Bewohner warten seit drei Jahren darauf.",
    "es": "El pueblo ha pasado el invierno reparando el puente que lleva al mercado. Los vecinos esperan desde hace años.",
    "ru": "Зимой посёлок ремонтировал мост, который ведёт к рынку. Жители ждали этого больше трёх лет.",
    "vi": "Cả mùa đông xã đã sửa cây cầu dẫn ra chợ. Người dân đã chờ đợi việc này suốt ba năm qua.",
}


def found(main: str, sentence: str) -> tuple[Document, Languages]:
    text = f"{TEXTS[main]} {sentence}"
    document, start = document_from_text(text), len(TEXTS[main]) + 1
    sentences = (Sentence(0, Span(0, start - 1), "paragraph"), Sentence(1, Span(start, len(text)), "paragraph"))
    return document, identify(document, sentences, main=main, vote=False)


@pytest.mark.parametrize(
    ("main", "sentence"),
    [
        ("fr", f"Le maire a répondu simplement : {SAID}."),
        ("fr", f"{SAID}, a-t-il murmuré en sortant."),
        ("de", f"An der Tür hing ein Zettel: {SAID}."),
        ("de", f"{SAID}, murmelte er beim Hinausgehen."),
        ("es", f"En su camiseta se leía {SAID}."),
        ("es", f"{SAID}, murmuró al salir."),
        ("ru", f"{SAID}, — пробормотал он, выходя."),
        ("vi", f"Trên áo phông của cô in dòng chữ {SAID}."),
        ("vi", f"Thị trưởng chỉ đáp: {SAID}."),
    ],
)
def test_words_that_the_sentence_gives_to_somebody_are_a_quotation(main: str, sentence: str) -> None:
    document, languages = found(main, sentence)
    assert [(span.span.of(document.text).rstrip("."), span.kind) for span in languages.spans] == [(SAID, "quotation")]


@pytest.mark.parametrize(
    ("main", "sentence"),
    [
        ("fr", f"{SAID}."),
        ("fr", f"Le chantier avance, {SAID.lower()}, et le budget est tenu."),
        ("de", f"{SAID}, weil das Geld seit dem Sommer fehlt."),
        ("es", f"Obras: {SAID}."),
    ],
)
def test_words_that_nobody_says_are_left_over(main: str, sentence: str) -> None:
    _, languages = found(main, sentence)
    assert [span.kind for span in languages.spans] == ["untranslated_passage"]


def test_an_embedded_post_is_a_quotation() -> None:
    post = "Flew over the mountains this morning and could almost smell the cheese! — Tom (@TomInOrbit) 8 February 2026"
    _, languages = found("fr", post)
    assert [span.kind for span in languages.spans] == ["quotation"]


@pytest.mark.parametrize(
    ("main", "sentence"),
    [
        ("fr", "Puis l'orchestre a joué The Boat That Never Sailed from the Harbour, et tout le monde s'est levé."),
        ("es", "Entre ambas hay una nana catalana, The Boat That Never Sailed from the Harbour, y una jota."),
        ("vi", "Bài mới nhất có tựa The Boat That Never Sailed from the Harbour, do một nhà phê bình viết."),
    ],
)
def test_a_title_is_named_with_words_between_or_by_what_was_played(main: str, sentence: str) -> None:
    _, languages = found(main, sentence)
    assert [span.kind for span in languages.spans] == ["title_or_name"]
