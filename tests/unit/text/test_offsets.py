from __future__ import annotations

import pytest

from audit.text.offsets import Lines, Utf8, Utf16, line_spans, to_raw


def test_lines_and_columns() -> None:
    lines = Lines("ab\r\ncd\n\nf")
    assert len(lines) == 4
    assert lines.position(0) == (1, 1)
    assert lines.position(5) == (2, 2)
    assert lines.position(9) == (4, 2)
    assert lines.offset(2, 2) == 5
    with pytest.raises(ValueError, match="outside"):
        lines.position(99)
    with pytest.raises(ValueError, match="no line"):
        lines.offset(5, 1)


def test_units_move_back_to_the_start_of_a_character() -> None:
    text = "a😀é"
    assert [Utf16(text).of(at) for at in range(4)] == [0, 1, 3, 4]
    assert [Utf16(text).code_point(at) for at in range(5)] == [0, 1, 1, 2, 3]
    assert [Utf8(text).of(at) for at in range(4)] == [0, 1, 5, 7]
    assert Utf8(text).code_point(3) == 1
    with pytest.raises(ValueError, match="outside"):
        Utf8(text).of(4)


def test_way_back_between_anchors() -> None:
    anchors = ((2, 10), (6, 20))
    assert [to_raw(anchors, at) for at in (1, 2, 4, 6, 9)] == [None, 10, 12, 20, 23]
    assert to_raw((), 7) == 7


def test_line_spans_are_those_of_splitlines() -> None:
    text = "a\r\nb\rc\n\nd\u2028e\x85"
    assert [span.of(text) for span in line_spans(text)] == [*text.splitlines(), ""]
