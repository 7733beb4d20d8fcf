"""Hugging Face folders: read without torch, run in CTranslate2, the same as a reference written out in numpy."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from audit.encode import load, load_optional
from audit.encode.ct2 import CTranslate2Engine
from audit.encode.ct2_write import write_ctranslate2
from audit.encode.folder import card_of_folder
from audit.encode.huggingface import HuggingFaceFolder
from audit.encode.tokens import Tokenizer
from audit.errors import ModelError

Array = NDArray[np.float32]
Maker = Callable[..., tuple[Path, dict[str, Array]]]
TEXTS = ["one two three", "a b c d.", "three", "one one two ? two a b c d e one two three"]


def norm(x: Array, weights: dict[str, Array], name: str) -> Array:
    centred = x - x.mean(-1, keepdims=True)
    scaled = centred / np.sqrt((centred**2).mean(-1, keepdims=True) + 1e-5)
    return np.asarray(scaled * weights[f"{name}.weight"] + weights[f"{name}.bias"])


def linear(x: Array, weights: dict[str, Array], name: str) -> Array:
    return x @ weights[f"{name}.weight"].T + weights[f"{name}.bias"]


def bert(ids: list[int], weights: dict[str, Array], *, heads: int = 4, first_position: int = 0) -> Array:
    """Hidden states, after Devlin et al. 2019; float32 throughout."""
    positions = weights["embeddings.position_embeddings.weight"][first_position : first_position + len(ids)]
    x = weights["embeddings.word_embeddings.weight"][ids] + positions
    x = norm(x + weights["embeddings.token_type_embeddings.weight"][0], weights, "embeddings.LayerNorm")
    for layer in range(2):
        at = f"encoder.layer.{layer}."
        q, k, v = (linear(x, weights, f"{at}attention.self.{part}") for part in ("query", "key", "value"))
        q, k, v = (part.reshape(len(ids), heads, -1).transpose(1, 0, 2) for part in (q, k, v))
        weight = np.exp(q @ k.transpose(0, 2, 1) / math.sqrt(q.shape[-1]))
        mixed = (weight / weight.sum(-1, keepdims=True)) @ v
        mixed = mixed.transpose(1, 0, 2).reshape(len(ids), -1)
        x = norm(x + linear(mixed, weights, f"{at}attention.output.dense"), weights, f"{at}attention.output.LayerNorm")
        wide = linear(x, weights, f"{at}intermediate.dense")
        wide = 0.5 * wide * (1 + np.vectorize(math.erf)(wide / math.sqrt(2)))
        x = norm(x + linear(wide, weights, f"{at}output.dense"), weights, f"{at}output.LayerNorm")
    return np.asarray(x, np.float32)


def expected(folder: Path, tensors: dict[str, Array], texts: list[str], pooling: str, first: int) -> Array:
    tokenizer = Tokenizer(folder / "sentencepiece.bpe.model", shift=1)
    rows = []
    for ids in tokenizer.ids(texts):
        states = bert([0, *ids, 2], tensors, first_position=first)
        rows.append(states.mean(0) if pooling == "mean" else states[0])
    return np.stack([row / np.linalg.norm(row) for row in rows])


@pytest.mark.parametrize(
    ("model_type", "first", "pooling", "kind"),
    [("bert", 0, "mean", "F32"), ("xlm-roberta", 2, "mean", "F32"), ("bert", 0, "cls", "F32"), ("bert", 0, "mean", "F16"), ("bert", 0, "mean", "BF16")],
)  # fmt: skip
def test_same_as_reference(tiny: Maker, tmp_path: Path, model_type: str, first: int, pooling: str, kind: str) -> None:
    folder, tensors = tiny(model_type, pooling=pooling, kind=kind)
    reference = expected(folder, tensors, TEXTS, pooling, first)
    source = HuggingFaceFolder(folder)
    assert source.obstacle is None
    exact = tmp_path / "exact"
    exact.mkdir()
    write_ctranslate2(source, exact, quantise=False, position_offset=source.position_offset)
    tokenizer = Tokenizer(folder / "sentencepiece.bpe.model", shift=1)
    engine = CTranslate2Engine(exact, tokenizer, dimensions=32, compute_type="float32", pooling=pooling)
    tolerance = {"F32": 1e-5, "F16": 1e-3, "BF16": 2e-2}[kind]
    np.testing.assert_allclose(engine.encode(TEXTS), reference, atol=tolerance)
    encoder = load(str(folder), cache=tmp_path / "cache")
    assert (encoder.encode(TEXTS) * reference).sum(1).min() > 0.98  # int8 is coarse in so small a model


def test_prefix_of_the_configuration(tiny: Maker, tmp_path: Path) -> None:
    plain, _ = tiny("bert")
    prefixed, _ = tiny("xlm-roberta", prefix="one two ")
    assert HuggingFaceFolder(prefixed).prefix == "one two "
    config = json.loads((prefixed / "config.json").read_text("utf-8")) | {"model_type": "bert"}
    (prefixed / "config.json").write_text(json.dumps(config), "utf-8")
    ours = load(str(prefixed), cache=tmp_path / "cache").encode(["three"])
    theirs = load(str(plain), cache=tmp_path / "cache").encode(["one two three"])
    assert (ours == theirs).all()


def test_word_pieces_leave_the_prefix_out(tiny: Maker, tmp_path: Path) -> None:
    folder, _ = tiny("bert", prefix="one two ")
    encoder = load(str(folder), cache=tmp_path / "cache")
    (tokens,) = encoder.token_vectors([" three a"])  # type: ignore[attr-defined]
    assert [span.of(" three a") for span in tokens.spans] == ["three", "a"]


@pytest.mark.parametrize("model_type", ["bert", "xlm-roberta"])
def test_texts_longer_than_the_model_are_read_in_windows(tiny: Maker, tmp_path: Path, model_type: str) -> None:
    folder, _ = tiny(model_type, positions=40)
    encoder = load(str(folder), cache=tmp_path / "cache")
    start = "one two three a b c d e " * 20
    plain, other = encoder.encode([start, start + "three " * 100])
    assert np.isfinite(plain).all()
    assert float(plain @ other) < 0.999


def test_unknown_letters_are_one_unknown_token(tiny: Maker) -> None:
    folder, _ = tiny("bert")
    assert 3 in Tokenizer(folder / "sentencepiece.bpe.model", shift=1).ids(["one 学 two"])[0]


def test_changed_weights_are_another_model(tiny: Maker, tmp_path: Path) -> None:
    folder, _ = tiny("bert")
    before = load(str(folder), cache=tmp_path / "cache").id
    content = bytearray((folder / "model.safetensors").read_bytes())
    content[-1] ^= 1
    (folder / "model.safetensors").write_bytes(bytes(content))
    assert load(str(folder), cache=tmp_path / "cache").id != before


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"hidden_act": "relu"}, "activation"),
        ({"model_type": "t5"}, "model type"),
        ({"position_embedding_type": "relative_key"}, "positions"),
    ],
)
def test_what_ctranslate2_cannot_take(tiny: Maker, change: dict[str, str], reason: str) -> None:
    folder, _ = tiny("bert")
    config = json.loads((folder / "config.json").read_text("utf-8")) | change
    (folder / "config.json").write_text(json.dumps(config), "utf-8")
    assert reason in str(HuggingFaceFolder(folder).obstacle)
    assert card_of_folder(folder).engine == "transformers"


@pytest.mark.parametrize("damage", ["cut", "header", "empty"])
def test_broken_weights(tiny: Maker, tmp_path: Path, damage: str) -> None:
    folder, _ = tiny("bert")
    path = folder / "model.safetensors"
    content = path.read_bytes()
    path.write_bytes({"cut": content[:-100], "header": content[:8] + b"[" + content[9:], "empty": b""}[damage])
    with pytest.raises(ModelError, match="safetensors") as caught:
        load(str(folder), cache=tmp_path / "cache")
    assert "download it again" in caught.value.hint


def test_missing_tensor(tiny: Maker, tmp_path: Path) -> None:
    folder, _ = tiny("bert")
    config = json.loads((folder / "config.json").read_text("utf-8")) | {"num_hidden_layers": 3}
    (folder / "config.json").write_text(json.dumps(config), "utf-8")
    with pytest.raises(ModelError, match="no tensor"):
        load(str(folder), cache=tmp_path / "cache")


def test_not_a_model(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"config\.json"):
        load(str(tmp_path))


def test_absent_optional_model_is_a_reason(tiny: Maker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from audit.modelstore import add

    monkeypatch.setenv("AUDIT_DATA_DIR", str(tmp_path / "data"))
    folder, _ = tiny("bert")
    add(card_of_folder(folder, name="ours"))
    assert not isinstance(load_optional("ours", cache=tmp_path / "cache"), str)
    folder.rename(tmp_path / "elsewhere")
    reason = load_optional("ours", cache=tmp_path / "other")
    assert isinstance(reason, str)
    assert "config.json" in reason
