"""The static encoder: sums of rows, exact whatever the order; the shipped table brings translations together."""

from __future__ import annotations

import os
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from audit.encode import Encoder, load
from audit.encode import static_pieces as static_pieces_module
from audit.encode.spm_write import write_pieces
from audit.encode.static import CHUNK, EXACT, StaticEncoder, by_position, load_static
from audit.encode.static_pieces import StaticPieces
from audit.encode.tokens import Tokenizer
from audit.errors import ModelError

PIECES = ["<s>", "<pad>", "</s>", "<unk>", "▁one", "▁two", "▁three", "▁", "o", "n", "e", "t"]
NTREX = Path(os.environ.get("AUDIT_EVAL_DATA", Path(__file__).parents[4] / "shared")) / "data" / "ntrex"
PAIRS = np.array([[4, 5], [5, 5]], np.int32)
HOSTILE = ["", "   ", "\r\n", "\u200b\ufeff", "\ud800", "a\0b", "😀" * 50, "ﻣﺮﺣﺒﺎ", "Ã©tÃ©", "x" * 100_000, "́" * 40]


@pytest.fixture(scope="module")
def tokenizer(tmp_path_factory: pytest.TempPathFactory) -> Tokenizer:
    path = tmp_path_factory.mktemp("static") / "spm.model"
    scores = [0.0] * 4 + [-2.0] * 3 + [-10.0] * 5
    write_pieces(
        [p.encode() for p in PIECES], scores, path, [("\t", " ")], unknown=3, bos=0, eos=2, pad=1, control={0, 1, 2}
    )
    return Tokenizer(path)


@pytest.fixture
def pieces(tokenizer: Tokenizer) -> StaticPieces:
    return StaticPieces(tokenizer, PAIRS, first=len(PIECES))


@pytest.fixture
def small(pieces: StaticPieces) -> StaticEncoder:
    rng = np.random.default_rng(3)
    rows = rng.integers(-127, 128, (len(PIECES) + len(PAIRS), 16)).astype(np.int8)
    rows[:4] = 0
    return StaticEncoder(pieces, rows, rng.integers(0, 9, len(rows)).astype(np.uint8), identity="small")


@pytest.fixture(scope="module")
def shipped() -> Encoder:
    return load("static")


def test_a_text_is_the_unit_sum_of_its_rows(pieces: StaticPieces) -> None:
    rows = np.zeros((len(PIECES) + len(PAIRS), 2), np.int8)
    rows[4], rows[5], rows[6] = (3, 0), (0, 1), (0, -1)
    shifts = np.zeros(len(rows), np.uint8)
    shifts[5] = 2
    encoder = StaticEncoder(pieces, rows, shifts, identity="x")
    np.testing.assert_allclose(encoder.encode(["two one"]), [[0.6, 0.8]], atol=1e-7)
    np.testing.assert_allclose(encoder.encode(["three"]), [[0, -1]])


def test_neighbours_of_one_text_add_the_row_of_their_pair(pieces: StaticPieces) -> None:
    first = len(PIECES)
    assert pieces.rows(["one two", "two one", "two two two", "one", "two"]) == [
        [4, 5, first],
        [5, 4],
        [5, 5, 5, first + 1, first + 1],
        [4],
        [5],
    ]


def test_words_are_cut_as_whole_texts_are(tokenizer: Tokenizer, pieces: StaticPieces) -> None:
    texts = ["one two three", "onetwo not  one", "tonne to", "n"]
    for text in texts:
        assert [row for row in pieces.rows([text])[0] if row < len(PIECES)] == tokenizer.ids([text])[0]


def test_forgetting_words_changes_nothing(pieces: StaticPieces, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = ["one not", "two ten", "three tot", "one not"]
    before = pieces.rows(texts)
    monkeypatch.setattr(static_pieces_module, "MOST_WORDS", 1)
    assert [pieces.rows([text])[0] for text in texts] == before


def test_rows_are_the_same_alone_in_company_and_in_any_order(small: StaticEncoder) -> None:
    rng = np.random.default_rng(5)
    texts = [" ".join(rng.choice(["one", "two", "three", "not"], rng.integers(0, 40))) for _ in range(CHUNK + 300)]
    together = small.encode(texts)
    backwards = small.encode(texts[::-1])[::-1]
    alone = np.concatenate([small.encode([text]) for text in texts[::50]])
    assert together.tobytes() == backwards.tobytes()
    assert together[::50].tobytes() == alone.tobytes()


def test_long_texts_sum_exactly(small: StaticEncoder) -> None:
    words = "two three one three " * (EXACT * 3)
    turned = " ".join(reversed(words.replace("two", "one").split()))
    plain = " ".join(words.replace("two", "one").split())
    assert small.encode([plain, "one"])[0].tobytes() == small.encode([turned])[0].tobytes()


def test_pooling_in_numpy_is_the_plain_sum() -> None:
    rng = np.random.default_rng(0)
    table = rng.integers(-50, 50, (30, 8)).astype(np.float32)
    lengths = rng.integers(0, 20, 600)
    bounds = np.concatenate([[0], np.cumsum(lengths)])
    local = rng.integers(0, 30, bounds[-1]).astype(np.int32)
    plain = np.array([table[local[a:b]].sum(axis=0) for a, b in pairwise(bounds)])
    np.testing.assert_array_equal(by_position(table, (local, bounds)), plain)


def test_no_texts_and_empty_texts(small: StaticEncoder) -> None:
    assert small.encode([]).shape == (0, 16)
    assert not small.encode(["", "one", "  "])[[0, 2]].any()


def test_hostile_texts_give_unit_or_zero_rows(shipped: Encoder) -> None:
    lengths = np.linalg.norm(shipped.encode(HOSTILE), axis=1)
    assert all(abs(x) < 1e-6 or abs(x - 1) < 1e-5 for x in lengths)
    assert not lengths[:4].any()


def test_shipped_table_says_what_it_is(shipped: Encoder) -> None:
    assert isinstance(shipped, Encoder)
    assert shipped.id.startswith("static-table:")
    assert shipped.languages is not None
    assert {"fr", "de", "en", "vi", "es"} <= shipped.languages
    assert shipped.encode(["one"]).shape == (1, shipped.dimensions)


def test_shipped_table_brings_translations_together(shipped: Encoder) -> None:
    rows = [
        ["The council approved the budget.", "It has rained for three days.", "The doctors are on strike."],
        ["Le conseil a adopté le budget.", "Il pleut depuis trois jours.", "Les médecins sont en grève."],
        ["Der Rat hat den Haushalt beschlossen.", "Seit drei Tagen regnet es.", "Die Ärzte streiken."],
        ["Hội đồng đã thông qua ngân sách.", "Trời đã mưa ba ngày nay.", "Các bác sĩ đang đình công."],
    ]
    english, *others = (shipped.encode(row) for row in rows)
    for vectors in others:
        assert (vectors @ english.T).argmax(axis=1).tolist() == [0, 1, 2]


@pytest.mark.skipif(not NTREX.is_dir(), reason=f"{NTREX} is absent: set AUDIT_EVAL_DATA")
@pytest.mark.parametrize(("pair", "floor"), [("de-fr", 83), ("en-fr", 89), ("vi-fr", 60)])
def test_shipped_table_finds_translations_among_a_thousand(shipped: Encoder, pair: str, floor: float) -> None:
    one, other = (
        shipped.encode((NTREX / f"{language}.txt").read_text("utf-8").splitlines()[:1000])
        for language in pair.split("-")
    )
    similarity, gold = one @ other.T, np.arange(1000)
    assert 50 * ((similarity.argmax(1) == gold).mean() + (similarity.argmax(0) == gold).mean()) >= floor


def test_a_damaged_table_is_an_error_with_a_remedy(tmp_path: Path) -> None:
    from audit.encode.registry import find

    (tmp_path / "rows.npy").write_bytes(b"\x93NUMPY")
    with pytest.raises(ModelError) as caught:
        load_static(find("static"), tmp_path)
    assert caught.value.hint
