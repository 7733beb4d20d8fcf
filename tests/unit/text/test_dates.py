"""Dates and weekdays, by language."""

from __future__ import annotations

import pytest

from audit.text.dates import dates, month_name, night_of, weekday_name


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("le 1er mars 2024", "fr", (2024, 3, 1)),
        ("am 16. Oktober 2024", "de", (2024, 10, 16)),
        ("am 03.05.2024", "de", (2024, 5, 3)),
        ("on March 15, 2021", "en", (2021, 3, 15)),
        ("on 5 May 2020", "en", (2020, 5, 5)),
        ("2024-05-01", "en", (2024, 5, 1)),
        ("el 5 de junio de 2023", "es", (2023, 6, 5)),
        ("5 de maio de 2020", "pt", (2020, 5, 5)),
        ("il 5 maggio", "it", (None, 5, 5)),
        ("5 mei 2020", "nl", (2020, 5, 5)),
        ("5 maja 2020", "pl", (2020, 5, 5)),
        ("5 мая 2020", "ru", (2020, 5, 5)),
        ("5 травня 2020", "uk", (2020, 5, 5)),
        ("ngày 2 tháng 4 năm 2024", "vi", (2024, 4, 2)),
        ("en mai", "fr", (None, 5, None)),
    ],
)
def test_date(text: str, language: str, expected: tuple[int | None, int, int | None]) -> None:
    (mention,) = dates(text, language)
    assert (mention.year, mention.month, mention.day) == expected
    assert not mention.weak


def test_range_of_days() -> None:
    (french,) = dates("du 3 au 10 octobre", "fr")
    (english,) = dates("October 3 to 13", "en")
    assert (french.day, french.day_to) == (3, 10)
    assert (english.day, english.day_to) == (3, 13)


@pytest.mark.parametrize(
    ("text", "language", "weekday"),
    [
        ("am Sonnabend", "de", 5),
        ("Donnerstagabend", "de", 3),
        ("mercredi", "fr", 2),
        ("on Tuesday", "en", 1),
        ("el jueves", "es", 3),
        ("w środę", "pl", 2),
        ("в среду", "ru", 2),
        ("thứ Hai", "vi", 0),
        ("Chủ Nhật", "vi", 6),
        ("segunda-feira", "pt", 0),
    ],
)
def test_weekday(text: str, language: str, weekday: int) -> None:
    (mention,) = dates(text, language)
    assert mention.weekday == weekday
    assert not mention.weak


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("You may go", "en"),
        ("They march on", "en"),
        ("a segunda parte", "pt"),
        ("lần thứ hai", "vi"),
        ("May said", "en"),
    ],
)
def test_ordinary_words_are_no_sure_dates(text: str, language: str) -> None:
    assert all(d.weak for d in dates(text, language))


def test_full_stop_of_the_sentence_stays_outside() -> None:
    text = "Nous partons en mai."
    assert dates(text, "fr")[0].span.of(text) == "mai"


def test_names() -> None:
    assert month_name(6, "fr") == "juin"
    assert weekday_name(5, "de") == "Samstag"
    assert month_name(6, "xx") is None


@pytest.mark.parametrize(
    ("text", "language", "end"),
    [
        ("in der Nacht zum Mittwoch", "de", "morning"),
        ("in der Nacht auf Mittwoch", "de", "morning"),
        ("am Mittwoch in der Nacht", "de", "night"),
        ("late on Tuesday", "en", "night"),
        ("rạng sáng Thứ Tư", "vi", "morning"),
        ("Tuesday 8pm GMT", "en", "zone"),
        ("nella notte tra martedì e mercoledì", "it", "night"),
        ("am Mittwoch", "de", ""),
    ],
)
def test_ends_of_a_night(text: str, language: str, end: str) -> None:
    day = next(d for d in dates(text, language) if d.weekday is not None)
    assert night_of(text, day.span, language) == end
