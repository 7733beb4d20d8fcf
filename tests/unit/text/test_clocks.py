"""Times of day, by language."""

from __future__ import annotations

import pytest

from audit.text.clocks import another_zone, clock_times


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("The shop opens at 8am.", "en", ["8:00"]),
        ("The shop opens at half past six.", "en", ["6:30", "18:30"]),
        ("It shut at 12.15am.", "en", ["0:15"]),
        ("Die Tür fiel um 20 Uhr 15 zu.", "de", ["20:15"]),
        ("Die Tür fiel um halb sieben zu.", "de", ["6:30", "18:30"]),
        ("Die Tür fiel um 3.15 Uhr zu.", "de", ["3:15"]),
        ("Am Abend um 8.15 Uhr fiel die Tür zu.", "de", ["8:15", "20:15"]),
        ("La porte ferme à 15 h 30.", "fr", ["15:30"]),
        ("La porte ferme à 8 heures du soir.", "fr", ["20:00"]),
        ("La ville est à trois heures de Lyon.", "fr", []),
        ("Le film dure 2 h 05.", "fr", []),
        ("La puerta cierra a las 8 pm.", "es", ["20:00"]),
        ("Se lo dieron a las dos mujeres.", "es", []),
        ("La porta chiude alle 20.30.", "it", ["20:30"]),
        ("La porta fu aperta alle 20 persone.", "it", []),
        ("A porta fecha às 19h30.", "pt", ["19:30"]),
        ("De deur sluit om half zeven.", "nl", ["6:30", "18:30"]),
        ("Na 3 uur wachten ging de deur open.", "nl", []),
        ("Drzwi zamknięto o ósmej rano.", "pl", ["8:00"]),
        ("Uczą się o pierwszej pomocy.", "pl", []),
        ("Дверь закрыли в 8 часов вечера.", "ru", ["20:00"]),
        ("Он ехал 60 км в час.", "ru", []),
        ("Двері зачинили о пів на сьому.", "uk", ["6:30", "18:30"]),
        ("Cửa đóng lúc 8 giờ tối.", "vi", ["20:00"]),
        ("Họ chờ 3 giờ đồng hồ.", "vi", []),
        ("The door shut at 8am.", "sv", []),
    ],
)
def test_clock_times(text: str, language: str, expected: list[str]) -> None:
    readings = [r for time in clock_times(text, language) for r in sorted(time.readings)]
    assert [f"{r // 60}:{r % 60:02d}" for r in readings] == expected


def test_noon_is_weak() -> None:
    assert [t.weak for t in clock_times("Elle arrive à midi.", "fr")] == [True]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [("at 8pm Eastern", "en", True), ("um 8 Uhr Ortszeit", "de", True), ("for the first time at 8pm", "en", False)],
)
def test_zone(text: str, language: str, expected: bool) -> None:
    assert another_zone(text, language) is expected


@pytest.mark.parametrize("text", ["", "1", "à " * 2000, "25 h 99", "٣:٠٠", "12:" * 3000])
@pytest.mark.parametrize("language", ["fr", "vi", "xx"])
def test_hostile_text(text: str, language: str) -> None:
    assert all(t.span.end <= len(text) for t in clock_times(text, language))
