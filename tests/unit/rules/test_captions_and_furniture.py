"""Picture credits and lines of the page."""

from __future__ import annotations

import pytest

from audit.rules.captions import credits_in, trailing_bracket
from audit.rules.furniture import furniture_kind, is_furniture_line
from audit.types import Span


@pytest.mark.parametrize(
    ("text", "mark", "languages"),
    [
        ("Am Ufer. (Symbolbild/dpa)", "(Symbolbild/dpa)", ("de",)),
        ("Am Ufer. (Symbolbild)", "(Symbolbild)", ("de",)),
        ("Sur la rive. (Crédit photo : Anne Petit)", "(Crédit photo : Anne Petit)", ("fr",)),
        ("Foto: Agencia Norte", "Foto: Agencia Norte", ("de", "es", "it", "nl", "pl", "pt")),
        ("El césped. Foto: Agencia Norte", "Foto: Agencia Norte", ("de", "es", "it", "nl", "pl", "pt")),
        ("Bên sông. (Ảnh: Minh Tâm)", "(Ảnh: Minh Tâm)", ("vi",)),
    ],
)
def test_credits_are_found_with_their_languages(text: str, mark: str, languages: tuple[str, ...]) -> None:
    (credit,) = credits_in(text)
    assert (credit.span.of(text), credit.languages) == (mark, languages)


@pytest.mark.parametrize("text", ["Die Fotos: ein Skandal für sich.", "(Foto und Film)", "He took a photo (in 1931)."])
def test_prose_about_pictures_is_no_credit(text: str) -> None:
    assert not list(credits_in(text))


def test_the_credit_at_the_end_of_a_caption_is_cut_off() -> None:
    text = "Am Ufer. (Foto: Anna Bell)"
    assert trailing_bracket(text, Span(0, len(text))) == Span(9, len(text))
    assert trailing_bracket("Am Ufer.", Span(0, 8)) is None


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Comment (0)", "bare"),
        ("12 Kommentare", "bare"),
        ("Bình luận (3)", "bare"),
        ("Partager sur Facebook Partager sur X", "bare"),
        ("Lire aussi : le pont ferme lundi", "sentence"),
        ("Tin liên quan: Đà Nẵng mở thêm đường bay", "sentence"),
        ("Sign up for our weekly newsletter.", "sentence"),
        ("Source : https://example.org/pont", None),
        ("Photo : Minh Tâm", None),
        ("By Anne Bell in Lima", None),
        ("Menu", None),
        ("View this post on Instagram", "bare"),
        ("Lisez cet article en anglais : The bridge", "bare"),
        ("Share this with your mother, she used to say.", None),
        ("Le pont ferme lundi.", None),
        ("", None),
    ],
)
def test_lines_of_the_page_are_told_from_the_report(line: str, kind: str | None) -> None:
    assert furniture_kind(line) == kind


def test_a_passage_of_buttons_is_no_running_text() -> None:
    assert is_furniture_line("View this post on Instagram\n\nA post shared by Anne Bell (@annebell)")
    assert not is_furniture_line("View this post on Instagram\n\nThe bridge stays closed.")
    assert not is_furniture_line("")
