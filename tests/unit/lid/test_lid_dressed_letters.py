"""Letters in disguise, invisible characters inside words, both directions of writing: read right, offsets exact."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import pytest

from audit.lid import identify
from audit.types import Document

FRENCH = (
    "Le conseil municipal a voté mardi soir la rénovation du vieux marché couvert. "
    "Les commerçants redoutent une fermeture de plusieurs mois et demandent des garanties."
)
GERMAN = "Der Stadtrat hat am Dienstagabend die Sanierung der alten Markthalle beschlossen"
HEBREW = "מועצת העיר אישרה ביום שלישי בערב את שיפוץ השוק הישן"
ARABIC = "وافق مجلس المدينة مساء الثلاثاء على تجديد السوق القديم"


def split_by(mark: str) -> Callable[[str], str]:
    def broken(text: str) -> str:
        words = text.split(" ")
        return " ".join(
            word[: len(word) // 2] + mark + word[len(word) // 2 :] if len(word) > 3 else word for word in words
        )

    return broken


def shifted(capital: int, small: int) -> Callable[[str], str]:
    def dressed(text: str) -> str:
        return "".join(
            chr(capital + ord(char) - 65)
            if "A" <= char <= "Z"
            else chr(small + ord(char) - 97)
            if "a" <= char <= "z"
            else char
            for char in text
        )

    return dressed


DISGUISES: dict[str, Callable[[str], str]] = {
    "zero-width space": split_by("\u200b"),
    "zero-width non-joiner": split_by("\u200c"),
    "zero-width joiner": split_by("\u200d"),
    "soft hyphen": split_by("\u00ad"),
    "word joiner": split_by("\u2060"),
    "byte order mark": split_by("\ufeff"),
    "right-to-left mark": split_by("\u200f"),
    "grapheme joiner": split_by("\u034f"),
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
    "bold": shifted(0x1D400, 0x1D41A),
    "sans-serif bold": shifted(0x1D5D4, 0x1D5EE),
    "monospace": shifted(0x1D670, 0x1D68A),
    "fullwidth": shifted(0xFF21, 0xFF41),
    "circled": shifted(0x24B6, 0x24D0),
    "no-break spaces": lambda text: text.replace(" ", "\u00a0"),
    "emoji": lambda text: text.replace(" ", " 👩‍👩‍👧‍👦 🏳️‍🌈 ", 2),
}


@pytest.mark.parametrize("disguise", DISGUISES)
def test_a_disguised_text_keeps_its_language(disguise: str) -> None:
    found = identify(Document("x", DISGUISES[disguise](FRENCH)), (), vote=False)
    assert (found.main, found.spans, found.leftovers) == ("fr", (), ())


@pytest.mark.parametrize("disguise", DISGUISES)
def test_a_disguised_passage_is_found_to_the_letter(disguise: str) -> None:
    passage = DISGUISES[disguise](GERMAN)
    text = f"{FRENCH} {passage}. {FRENCH}"
    found = identify(Document("x", text), (), vote=False)
    assert [(span.span.of(text).rstrip("."), span.language) for span in found.spans] == [(passage, "de")]
    assert found.leftovers == ()


@pytest.mark.parametrize(("passage", "language"), [(HEBREW, "he"), (ARABIC, "ar")])
@pytest.mark.parametrize(
    ("before", "behind"), [("", ""), ("\u202b", "\u202c"), ("\u2067", "\u2069"), ("\u200f", "\u200e")]
)
def test_a_passage_written_from_the_right(passage: str, language: str, before: str, behind: str) -> None:
    text = f"{FRENCH} {before}{passage}{behind}. {FRENCH}"
    found = identify(Document("x", text), (), vote=False)
    assert [span.language for span in found.spans] == [language]
    assert found.spans[0].span.of(text).strip(f".{before}{behind}") == passage


def test_a_soft_hyphen_makes_no_leftover() -> None:
    text = FRENCH.replace("garanties", "garan\u00adties").replace("fermeture", "ferme\u200bture")
    assert identify(Document("x", text), (), vote=False).leftovers == ()


def test_ordinal_signs_are_no_letters_of_a_word() -> None:
    text = "El ayuntamiento aprobó la 1ª fase y la 2.ª de la reforma del mercado, en el n.º 5 de la calle."
    found = identify(Document("x", text), (), vote=False)
    assert (found.main, found.spans, found.leftovers) == ("es", (), ())
