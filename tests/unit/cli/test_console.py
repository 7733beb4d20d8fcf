"""What is printed of hostile text."""

from __future__ import annotations

from audit.cli.console import printable


def test_nothing_moves_the_cursor_or_turns_the_line() -> None:
    assert printable("a\x1b[2Jb\rc\u202ed\x07") == "a�[2Jb c�d�"
    assert printable("30\u202f000\xa0– Đà Nẵng 😀") == "30 000 – Đà Nẵng 😀"
