"""A Hugging Face folder read without torch: safetensors as numpy arrays, pooling and prefix from its configuration.

Layout of safetensors: 8 bytes length, JSON header (name → dtype, shape, offsets), then the tensors.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from audit.encode.weights import Matrix, Shape
from audit.errors import ModelError

__all__ = ["HuggingFaceFolder", "hugging_face_name"]

Pooling = Literal["mean", "cls", "max"]
_TYPES = {"F32": "<f4", "F16": "<f2", "BF16": "<u2"}
_FAMILIES = {"bert": 0, "xlm-roberta": 2, "roberta": 2, "camembert": 2}
"""Model types that share BERT's shape, with the first row of the position table they use."""
_SENTENCEPIECE = "sentencepiece.bpe.model"
_PARTS = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
_POOLING_KEYS: dict[Pooling, str] = {
    "mean": "pooling_mode_mean_tokens",
    "cls": "pooling_mode_cls_token",
    "max": "pooling_mode_max_tokens",
}
_ENDINGS = {"w": "weight", "b": "bias"}


class HuggingFaceFolder:
    """One local folder; raises :class:`ModelError` where it cannot be read."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.config = self._json("config.json")
        if self.config is None:
            raise ModelError(
                f"{folder} is not a Hugging Face model: no readable config.json",
                hint="give the folder that holds config.json and model.safetensors",
            )

    @cached_property
    def obstacle(self) -> str | None:
        """Why CTranslate2 cannot run it from here; ``None`` when it can."""
        config = self.config or {}
        kind = str(config.get("model_type"))
        if kind not in _FAMILIES:
            return f"model type {kind} is not one of {', '.join(_FAMILIES)}"
        if config.get("hidden_act", "gelu") != "gelu":
            return f"activation {config.get('hidden_act')}"
        if config.get("position_embedding_type", "absolute") != "absolute":
            return f"positions {config.get('position_embedding_type')}"
        if not (self.folder / _SENTENCEPIECE).is_file():
            return f"no {_SENTENCEPIECE}"
        if not self._weight_files():
            return "no safetensors"
        if self.dense:
            return "a dense layer after pooling"
        return None if self.pooling in ("mean", "cls") else f"pooling {self.pooling}"

    @property
    def files(self) -> tuple[Path, ...]:
        """Every file that fixes what the model computes, sorted."""
        wanted = {"config.json", "modules.json", "config_sentence_transformers.json", "sentence_bert_config.json"}
        wanted |= {"tokenizer.json", "tokenizer_config.json", "special_tokens_map.json", "vocab.txt", _SENTENCEPIECE}
        top = [p for p in self.folder.iterdir() if p.name in wanted or p.suffix == ".safetensors"]
        if not self._weight_files():
            top += self.folder.glob("pytorch_model*.bin")
        below = [p for folder in self._modules for p in (self.folder / folder).glob("*") if folder]
        return tuple(sorted({p for p in (*top, *below) if p.is_file()}))

    @cached_property
    def pooling(self) -> Pooling:
        """How token vectors become one: from ``1_Pooling/config.json``; mean where the folder says nothing."""
        settings = next((s for folder in self._modules if (s := self._pooling_of(folder)) is not None), None)
        if settings is None:
            return "mean"
        modes = [mode for mode, key in _POOLING_KEYS.items() if settings.get(key)]
        others = [k for k, on in settings.items() if k.startswith("pooling_mode_") and on is True]
        if len(modes) != 1 or len(others) != 1:
            raise ModelError(f"{self.folder}: pooling {', '.join(others) or 'of no kind'} is not supported")
        return modes[0]

    @cached_property
    def dense(self) -> tuple[Path, ...]:
        """Folders of linear layers after pooling (LaBSE has one), in order."""
        modules = self._json("modules.json")
        listed = modules if isinstance(modules, list) else []
        return tuple(self.folder / str(m["path"]) for m in listed if str(m.get("type", "")).endswith(".Dense"))

    @cached_property
    def prefix(self) -> str:
        """Text put before every sentence: the default prompt of ``config_sentence_transformers.json``."""
        settings = self._json("config_sentence_transformers.json")
        if not isinstance(settings, dict):
            return ""
        prompts, name = settings.get("prompts"), settings.get("default_prompt_name")
        return str(prompts.get(name, "")) if isinstance(prompts, dict) and name else ""

    @property
    def sentencepiece(self) -> Path:
        """XLM-R's SentencePiece file, whose ids lie one below the model's."""
        return self.folder / _SENTENCEPIECE

    @property
    def position_offset(self) -> int:
        """First row of the position table in use."""
        return _FAMILIES[str((self.config or {})["model_type"])]

    @cached_property
    def shape(self) -> Shape:
        """The architecture, as ``config.json`` states it."""
        config = self.config or {}
        try:
            return Shape(
                hidden=int(config["hidden_size"]),
                layers=int(config["num_hidden_layers"]),
                heads=int(config["num_attention_heads"]),
                feed_forward=int(config["intermediate_size"]),
                vocabulary=int(config["vocab_size"]),
                positions=int(config["max_position_embeddings"]),
                epsilon=float(config.get("layer_norm_eps", 1e-12)),
            )
        except (KeyError, TypeError, ValueError) as error:
            raise ModelError(f"{self.folder}/config.json lacks {error}") from error

    def array(self, name: str) -> Matrix:
        """See :class:`audit.encode.weights.Weights`."""
        return self._floats(self._tensor(name))

    def rows(self, name: str, columns: int, step: int = 8192) -> Iterator[Matrix]:
        """See :class:`audit.encode.weights.Weights`."""
        tensor = self._tensor(name)
        if tensor.ndim != 2 or tensor.shape[1] != columns:
            raise ModelError(f"{self.folder}: tensor {name} has shape {tensor.shape}, not {columns} columns")
        for first in range(0, len(tensor), step):
            yield self._floats(tensor[first : first + step])

    @property
    def _modules(self) -> tuple[str, ...]:
        modules = self._json("modules.json")
        if isinstance(modules, list):
            return tuple(str(m.get("path", "")) for m in modules)
        return ("1_Pooling",)

    def _pooling_of(self, folder: str) -> dict[str, Any] | None:
        settings = self._json(f"{folder}/config.json") if folder else None
        known = isinstance(settings, dict) and any(k.startswith("pooling_mode") for k in settings)
        return settings if known else None

    def _json(self, name: str) -> Any:
        try:
            return json.loads((self.folder / name).read_text("utf-8"))
        except (OSError, ValueError):
            return None

    def _weight_files(self) -> tuple[Path, ...]:
        return tuple(sorted(self.folder.glob("model*.safetensors")))

    @cached_property
    def _tensors(self) -> Mapping[str, NDArray[Any]]:
        found: dict[str, NDArray[Any]] = {}
        for path in self._weight_files():
            found.update(_read_safetensors(path))
        return found

    def _tensor(self, name: str) -> NDArray[Any]:
        wanted = hugging_face_name(name)
        for candidate in (wanted, wanted.replace(".weight", ".gamma").replace(".bias", ".beta")):
            for before in ("", "bert.", "roberta.", "model."):
                if (tensor := self._tensors.get(before + candidate)) is not None:
                    return tensor
        raise ModelError(f"{self.folder} has no tensor {wanted}", hint="is the download complete?")

    @staticmethod
    def _floats(tensor: NDArray[Any]) -> Matrix:
        if tensor.dtype == np.dtype("<u2"):  # bfloat16: the upper half of a float32
            widened: Matrix = (tensor.astype(np.uint32) << 16).view(np.float32)
            return widened
        return tensor.astype(np.float32)  # always a copy: the caller may write into it


def hugging_face_name(name: str) -> str:
    """What a parameter of :class:`audit.encode.weights.Weights` is called in a checkpoint of BERT's family."""
    parts = name.split(".")
    if parts[0] == "emb":
        if parts[1] == "ln":
            return f"embeddings.LayerNorm.{_ENDINGS[parts[2]]}"
        return {"word": "embeddings.word_embeddings", "pos": "embeddings.position_embeddings"}.get(
            parts[1], "embeddings.token_type_embeddings"
        ) + ".weight"
    return f"encoder.layer.{parts[0][1:]}.{_PARTS[parts[1]]}.{_ENDINGS[parts[2]]}"


def _read_safetensors(path: Path) -> dict[str, NDArray[Any]]:
    try:
        raw = np.memmap(path, np.uint8, "r")
        length = int(raw[:8].view("<u8")[0])
        header = json.loads(raw[8 : 8 + length].tobytes())
        tensors = {}
        for name, entry in header.items():
            if name == "__metadata__" or entry["dtype"] not in _TYPES:
                continue  # integer buffers such as position_ids are not weights
            start, end = entry["data_offsets"]
            kind = np.dtype(_TYPES[entry["dtype"]])
            if 8 + length + end > len(raw) or end - start != math.prod(entry["shape"]) * kind.itemsize:
                raise ValueError(f"tensor {name} does not fit the file")
            tensors[name] = np.frombuffer(raw, kind, math.prod(entry["shape"]), 8 + length + start).reshape(
                entry["shape"]
            )
        return tensors
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ModelError(f"{path} is not a readable safetensors file: {error}", hint="download it again") from error
