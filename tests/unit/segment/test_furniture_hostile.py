"""Lines made to keep a pattern busy."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.segment import segment
from audit.segment.captions import credit_start, is_caption
from audit.segment.furniture import furniture_head, furniture_role
from audit.segment.wordings import entries
from audit.types import Document

KEYS = ["share", "buttons", "embeds", "version", "invitations"]


@pytest.mark.parametrize("key", KEYS)
def test_repeated_words_of_a_pattern_cost_no_time(key: str) -> None:
    furniture_role("warm up")
    for pattern in entries("furniture", key):
        opening, *others = re.findall(r"[^\W\d_]+(?: [^\W\d_]+)?", pattern) or ["x"]
        for word in others[:30:5]:
            line = f"{opening} {f'{word} ' * 60}"[:237] + " §"
            start = time.perf_counter()
            furniture_role(line)
            assert time.perf_counter() - start < 2, line


@pytest.mark.parametrize(
    "unit",
    ["share on x ", "Ab Cd, ", "By Ab ", "AFP / ", "AB CD / ", "! A ", "Read more: ", "a · ", "— @x (@y) ", "(Foto: ", "\u200b", "\ud83d"],
)  # fmt: skip
def test_odd_lines_are_judged_quickly(unit: str) -> None:
    for size in (10, 239, 399, 100_000):
        line = (unit * size)[:size].strip() or "x"
        start = time.perf_counter()
        role, head = furniture_role(line), furniture_head(line)
        is_caption(line)
        credit_start(line)
        assert time.perf_counter() - start < 2
        assert head is None or 0 < head < len(line)
        assert role is None or len(line) <= 240


FRAGMENTS = [
    "Read more: ", "Is it safe? ", "The council has no plans for it. ", "(Foto: Lou)", " Lire aussi : Le pont", "© AFP", "\n", "\n\n",
    " | EFE / Ana Ruiz", "By Ann Lee", " ", "\u00a0", "12 comments", "— Ann (@ann) May 3, 2024", "3:1", "- ", "x", ". ", "JEAN ROUX / AFP", "Menu",
]  # fmt: skip


@given(st.lists(st.sampled_from(FRAGMENTS), max_size=12).map("".join))
def test_pieces_stand_in_order_with_blanks_between(text: str) -> None:
    at = 0
    for sentence in segment(Document("x", text), lambda _: "en"):
        assert not text[at : sentence.span.start].strip()
        assert sentence.span.of(text) == sentence.span.of(text).strip() != ""
        at = sentence.span.end
    assert not text[at:].strip()
