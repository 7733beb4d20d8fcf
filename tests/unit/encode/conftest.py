"""A tiny model in Hugging Face's layout, written with numpy, and the real encoder built once a session."""

from __future__ import annotations

import json
import struct
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from audit.encode.spm_write import write_pieces

Tensors = dict[str, NDArray[np.float32]]
WORDS = ["one", "two", "three", "a", "b", "c", "d", "e", "n", "o", "t", "w", "h", "r", "."]
PIECES = ["▁" + word for word in WORDS] + ["▁", *"onetwhracbd."]
SHAPE = {"hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 4, "intermediate_size": 64}


def tiny_tensors(vocabulary: int, positions: int) -> Tensors:
    rng = np.random.default_rng(7)

    def normal(*shape: int) -> NDArray[np.float32]:
        return rng.normal(0, 0.3, shape).astype(np.float32)

    hidden, wide = SHAPE["hidden_size"], SHAPE["intermediate_size"]
    tensors: Tensors = {
        "embeddings.word_embeddings.weight": normal(vocabulary, hidden),
        "embeddings.position_embeddings.weight": normal(positions, hidden),
        "embeddings.token_type_embeddings.weight": normal(2, hidden),
    }
    norms = ["embeddings.LayerNorm"]
    for layer in range(SHAPE["num_hidden_layers"]):
        at = f"encoder.layer.{layer}."
        for part in ("attention.self.query", "attention.self.key", "attention.self.value", "attention.output.dense"):
            tensors[f"{at}{part}.weight"], tensors[f"{at}{part}.bias"] = normal(hidden, hidden), normal(hidden)
        tensors[f"{at}intermediate.dense.weight"], tensors[f"{at}intermediate.dense.bias"] = (
            normal(wide, hidden),
            normal(wide),
        )
        tensors[f"{at}output.dense.weight"], tensors[f"{at}output.dense.bias"] = normal(hidden, wide), normal(hidden)
        norms += [f"{at}attention.output.LayerNorm", f"{at}output.LayerNorm"]
    for name in norms:
        tensors[f"{name}.weight"], tensors[f"{name}.bias"] = 1 + normal(hidden), normal(hidden)
    return tensors


def write_safetensors(path: Path, tensors: Tensors, kind: str = "F32") -> None:
    header: dict[str, object] = {"__metadata__": {"format": "pt"}}
    body = bytearray()
    for name, tensor in tensors.items():
        raw = {
            "F32": lambda t: t.astype("<f4").tobytes(),
            "F16": lambda t: t.astype("<f2").tobytes(),
            "BF16": lambda t: (t.astype("<f4").view("<u4") >> 16).astype("<u2").tobytes(),
        }[kind](tensor)
        header[name] = {"dtype": kind, "shape": list(tensor.shape), "data_offsets": [len(body), len(body) + len(raw)]}
        body += raw
    text = json.dumps(header).encode()
    path.write_bytes(struct.pack("<Q", len(text)) + text + bytes(body))


@pytest.fixture
def tiny(tmp_path: Path) -> Callable[..., tuple[Path, Tensors]]:
    """A maker of tiny model folders: (model type, pooling, prefix, dtype) → (folder, its tensors)."""

    def make(
        model_type: str = "bert",
        *,
        pooling: str | None = "mean",
        prefix: str = "",
        kind: str = "F32",
        positions: int = 64,
    ) -> tuple[Path, Tensors]:
        folder = tmp_path / f"{model_type}-{pooling}-{kind}"
        folder.mkdir()
        vocabulary = len(PIECES) + 4
        tensors = tiny_tensors(vocabulary, positions)
        config = {**SHAPE, "model_type": model_type, "hidden_act": "gelu", "layer_norm_eps": 1e-5}
        config |= {"vocab_size": vocabulary, "max_position_embeddings": positions}
        (folder / "config.json").write_text(json.dumps(config), "utf-8")
        write_safetensors(folder / "model.safetensors", tensors, kind)
        write_pieces(
            [b"<unk>", b"<s>", b"</s>", *(p.encode() for p in PIECES)],
            [0.0, 0.0, 0.0, *(-1.0 - i / 10 for i in range(len(PIECES)))],
            folder / "sentencepiece.bpe.model",
            [("A", "a")],
            unknown=0,
            bos=1,
            eos=2,
            pad=-1,
            control={1, 2},
        )
        if pooling:
            (folder / "1_Pooling").mkdir()
            modes = {f"pooling_mode_{m}": m.startswith(pooling) for m in ("mean_tokens", "cls_token", "max_tokens")}
            (folder / "1_Pooling" / "config.json").write_text(json.dumps(modes), "utf-8")
        if prefix:
            settings = {"prompts": {"passage": prefix}, "default_prompt_name": "passage"}
            (folder / "config_sentence_transformers.json").write_text(json.dumps(settings), "utf-8")
        return folder, tensors

    return make


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache folder in which the default encoder has been built."""
    from audit.encode import load

    folder = tmp_path_factory.mktemp("cache")
    load(cache=folder, keep_vectors=False)
    return folder
