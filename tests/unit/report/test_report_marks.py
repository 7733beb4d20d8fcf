"""Marks that nest, overlap, touch or are empty."""

from __future__ import annotations

from audit.report.marks import Mark, cut, within
from audit.types import LanguageSpan, Severity, Span

TEXT = "0123456789"


def shape(marks: list[Mark]) -> list[tuple[str, tuple[int, ...], str | None]]:
    return [(piece.text, piece.marks, piece.severity) for piece in cut(TEXT, marks, ())]


def test_without_marks_the_text_is_one_piece() -> None:
    assert shape([]) == [(TEXT, (), None)]


def test_nested_marks_show_the_narrow_one_first_and_the_gravest_colour() -> None:
    marks = [Mark(1, Span(1, 8), Severity.MINOR), Mark(2, Span(3, 5), Severity.CRITICAL)]
    assert shape(marks) == [
        ("0", (), None),
        ("12", (1,), "minor"),
        ("34", (2, 1), "critical"),
        ("567", (1,), "minor"),
        ("89", (), None),
    ]


def test_overlapping_marks_share_the_middle() -> None:
    marks = [Mark(1, Span(0, 6), Severity.MAJOR), Mark(2, Span(4, 10), Severity.MINOR)]
    assert shape(marks) == [("0123", (1,), "major"), ("45", (1, 2), "major"), ("6789", (2,), "minor")]


def test_a_missing_word_is_an_empty_piece_in_its_place() -> None:
    pieces = cut(TEXT, [Mark(1, Span(4, 4), Severity.MAJOR)], ())
    assert [(piece.start, piece.text, piece.marks) for piece in pieces] == [
        (0, "0123", ()),
        (4, "", (1,)),
        (4, "456789", ()),
    ]
    assert pieces[1].begins == pieces[1].ends == (1,)


def test_a_mark_beyond_the_text_is_cut_to_it() -> None:
    assert shape([Mark(1, Span(8, 99), Severity.MINOR)])[-1] == ("89", (1,), "minor")


def test_passages_give_the_language_and_say_where_they_begin() -> None:
    passage = LanguageSpan(Span(2, 8), "de", 0.9, "untranslated_passage")
    pieces = cut(TEXT, [Mark(1, Span(4, 6), Severity.MINOR)], [passage])
    assert [(p.text, p.language, p.passage_begins) for p in pieces] == [
        ("01", None, False),
        ("23", "de", True),
        ("45", "de", False),
        ("67", "de", False),
        ("89", None, False),
    ]


def test_pieces_of_a_region_include_an_empty_mark_at_its_end() -> None:
    pieces = cut(TEXT, [Mark(1, Span(5, 5), Severity.MINOR)], (), [5])
    assert [piece.text for piece in within(pieces, Span(0, 5))] == ["01234", ""]
