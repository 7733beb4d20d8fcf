"""Any Hugging Face encoder through transformers, with a tiny WordPiece model made here. Needs the extra."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from audit.encode import load
from audit.encode.folder import card_of_folder
from audit.errors import ModelError

TEXTS = ["one two three", "two", "", "three two one one one"]
VOCABULARY = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "one", "two", "three", "##s"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    torch = pytest.importorskip("torch", reason="the extra 'transformers' is not installed")
    transformers = pytest.importorskip("transformers", reason="the extra 'transformers' is not installed")
    place = tmp_path / "tiny-wordpiece"
    place.mkdir()
    torch.manual_seed(5)
    shape = {"hidden_size": 16, "num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 32}
    config = transformers.BertConfig(vocab_size=len(VOCABULARY), max_position_embeddings=32, **shape)
    transformers.BertModel(config).eval().save_pretrained(place)
    (place / "vocab.txt").write_text("\n".join(VOCABULARY) + "\n", "utf-8")
    settings = {"tokenizer_class": "BertTokenizer", "do_lower_case": True, "model_max_length": 32}
    (place / "tokenizer_config.json").write_text(json.dumps(settings), "utf-8")
    return place


def with_modules(folder: Path, pooling: str, *, dense: bool = False) -> Path:
    modules = [{"path": "", "type": "x.Transformer"}, {"path": "1_Pooling", "type": "x.Pooling"}]
    (folder / "1_Pooling").mkdir()
    modes = {f"pooling_mode_{m}": m.startswith(pooling) for m in ("mean_tokens", "cls_token", "max_tokens")}
    (folder / "1_Pooling" / "config.json").write_text(json.dumps(modes), "utf-8")
    if dense:
        import torch

        modules.append({"path": "2_Dense", "type": "x.Dense"})
        (folder / "2_Dense").mkdir()
        settings = {"in_features": 16, "out_features": 8, "bias": True}
        settings |= {"activation_function": "torch.nn.modules.activation.Tanh"}  # type: ignore[dict-item]
        (folder / "2_Dense" / "config.json").write_text(json.dumps(settings), "utf-8")
        generator = torch.Generator().manual_seed(3)
        state = {"linear.weight": torch.randn(8, 16, generator=generator), "linear.bias": torch.zeros(8)}
        torch.save(state, folder / "2_Dense" / "pytorch_model.bin")
    (folder / "modules.json").write_text(json.dumps(modules), "utf-8")
    return folder


@pytest.mark.parametrize("pooling", ["mean", "cls", "max"])
def test_pooling(folder: Path, tmp_path: Path, pooling: str) -> None:
    import torch
    import transformers

    with_modules(folder, pooling)
    encoder = load(str(folder), cache=tmp_path / "cache")
    vectors = encoder.encode(TEXTS)
    model = transformers.AutoModel.from_pretrained(folder).eval()
    with torch.inference_mode():
        states = model(torch.tensor([[2, 5, 6, 7, 3]])).last_hidden_state[0]
    pooled = {"mean": states.mean(0), "cls": states[0], "max": states.max(0).values}[pooling].numpy()
    assert float(vectors[0] @ (pooled / np.linalg.norm(pooled))) > 0.999
    assert not vectors[2].any()
    assert pooling in encoder.id


def test_dense_layer_and_same_text_same_row(folder: Path, tmp_path: Path) -> None:
    with_modules(folder, "cls", dense=True)
    encoder = load(str(folder), cache=tmp_path / "cache", keep_vectors=False)
    vectors = encoder.encode(TEXTS)
    assert vectors.shape == (4, 8)
    assert (encoder.encode(TEXTS[:1]) == vectors[:1]).all()
    assert (encoder.encode(["one two three " * 50]) != 0).any()


def test_the_folder_is_checked_before_it_is_read(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from audit.modelstore import add

    monkeypatch.setenv("AUDIT_DATA_DIR", str(tmp_path / "data"))
    add(card_of_folder(folder, name="tiny"))
    load("tiny", cache=tmp_path / "cache").encode(["one"])
    (folder / "vocab.txt").write_text("\n".join(reversed(VOCABULARY)) + "\n", "utf-8")
    with pytest.raises(ModelError, match="corrupt"):
        load("tiny", cache=tmp_path / "cache")


def test_without_torch_the_remedy_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from importlib.util import find_spec

    shape = {"hidden_size": 16, "num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 32}
    config = {**shape, "model_type": "bert", "vocab_size": 9, "max_position_embeddings": 32}
    (tmp_path / "config.json").write_text(json.dumps(config), "utf-8")
    (tmp_path / "model.safetensors").write_bytes(b"")
    monkeypatch.setattr("audit.encode.registry.find_spec", lambda name: None if name == "torch" else find_spec(name))
    with pytest.raises(ModelError, match="needs torch") as caught:
        load(str(tmp_path), cache=tmp_path / "cache")
    assert "newsroom-audit[transformers]" in caught.value.hint
