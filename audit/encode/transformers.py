"""Any local Hugging Face encoder through ``transformers``: for models whose shape or tokenizer CTranslate2 cannot take.

Needs the extra ``transformers`` (torch). Texts are computed one by one, because float32 matrix products round
differently in different batches and a vector must be a function of its text alone. Never fetches anything.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from audit.encode.huggingface import HuggingFaceFolder
from audit.encode.protocol import Vectors
from audit.encode.tokens import prepared
from audit.errors import ModelError

__all__ = ["TransformersEngine"]

_ACTIVATIONS = {"torch.nn.modules.activation.Tanh": "tanh", "torch.nn.modules.linear.Identity": "identity"}


class TransformersEngine:
    """Pooling, prefix and dense layers as the folder's own configuration says."""

    def __init__(self, folder: HuggingFaceFolder, *, dimensions: int, threads: int = 1) -> None:
        """Load the model; :class:`ModelError` where torch is absent or the folder cannot be loaded."""
        try:
            import torch
            import transformers
        except ImportError as error:
            raise ModelError(
                f"model {folder.folder} needs torch and transformers ({folder.obstacle})",
                hint="pip install 'newsroom-audit[transformers]'",
            ) from error
        torch.set_num_threads(max(1, threads))
        try:
            self._tokenizer: Any = transformers.AutoTokenizer.from_pretrained(folder.folder, local_files_only=True)
            self._model: Any = transformers.AutoModel.from_pretrained(folder.folder, local_files_only=True).eval()
            self._layers = [self._dense(path) for path in folder.dense]
        except (OSError, ValueError, KeyError) as error:
            raise ModelError(f"{folder.folder} cannot be loaded: {error}", hint="is the download complete?") from error
        self._torch: Any = torch
        self._pooling = folder.pooling
        self._prefix = folder.prefix
        self._dimensions = dimensions
        self._longest = min(int(getattr(self._tokenizer, "model_max_length", 512)), folder.shape.positions, 8192)
        if folder.config["model_type"] in ("xlm-roberta", "roberta", "camembert"):
            self._longest = min(self._longest, folder.shape.positions - 2)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, zeros for texts without content; texts over the model's length are cut."""
        vectors = np.zeros((len(texts), self._dimensions), np.float32)
        with self._torch.inference_mode():
            for number, text in enumerate(texts):
                if clean := prepared(text):
                    vectors[number] = self._one(self._prefix + clean)
        return vectors

    def _one(self, text: str) -> Vectors:
        tokens = self._tokenizer(text, return_tensors="pt", truncation=True, max_length=self._longest)
        states = self._model(**tokens).last_hidden_state[0]
        pooled = {"mean": lambda: states.mean(0), "cls": lambda: states[0], "max": lambda: states.max(0).values}
        vector = pooled[self._pooling]()
        for weight, bias, activation in self._layers:
            vector = weight @ vector if bias is None else weight @ vector + bias
            vector = vector.tanh() if activation == "tanh" else vector
        unit: Vectors = (vector / vector.norm().clamp_min(1e-12)).numpy()
        return unit

    @staticmethod
    def _dense(folder: Path) -> tuple[Any, Any, str]:
        import json

        import torch

        settings = json.loads((folder / "config.json").read_text("utf-8"))
        function = str(settings.get("activation_function", "torch.nn.modules.activation.Tanh"))
        if function not in _ACTIVATIONS:
            raise ModelError(f"{folder}: activation {function} is not supported")
        if (folder / "model.safetensors").is_file():
            from safetensors.torch import load_file

            state = load_file(folder / "model.safetensors")
        else:
            state = torch.load(folder / "pytorch_model.bin", map_location="cpu", weights_only=True)
        return state["linear.weight"], state.get("linear.bias"), _ACTIVATIONS[function]
