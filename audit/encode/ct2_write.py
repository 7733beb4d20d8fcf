"""Writes a BERT-shaped encoder as a CTranslate2 model, from numpy arrays alone."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from audit.encode.weights import Weights, int8_rows
from audit.modelstore import Progress, silent

__all__ = ["write_ctranslate2"]

MARKS = ["<s>", "<pad>", "</s>", "<unk>"]


def write_ctranslate2(
    weights: Weights,
    folder: Path,
    *,
    quantise: bool = True,
    position_offset: int = 0,
    progress: Progress = silent,
) -> None:
    """Write ``model.bin``, ``config.json`` and ``vocabulary.json`` into ``folder``.

    Args:
        weights: the carrier.
        folder: must exist.
        quantise: int8 by row; else float32 (for reference vectors).
        position_offset: first row of the position table in use (2 for RoBERTa's way of counting).
        progress: told after each layer.

    """
    from ctranslate2.specs import common_spec, transformer_spec

    shape = weights.shape
    encoder = transformer_spec.TransformerEncoderSpec(
        shape.layers,
        shape.heads,
        pre_norm=False,
        activation=common_spec.Activation.GELU,
        layernorm_embedding=True,
    )
    spec = transformer_spec.TransformerEncoderModelSpec(encoder, pooling_layer=False)
    encoder.scale_embeddings = False

    def linear(target: object, names: Sequence[str], columns: int, *, bias: bool = True) -> None:
        chunks = (chunk for name in names for chunk in weights.rows(name + ".w" if bias else name, columns))
        if quantise:
            target.weight, target.weight_scale = int8_rows(chunks)  # type: ignore[attr-defined]
        else:
            target.weight = np.concatenate(list(chunks))  # type: ignore[attr-defined]
        if bias:
            target.bias = np.concatenate([weights.array(name + ".b") for name in names])  # type: ignore[attr-defined]

    def norm(target: object, name: str) -> None:
        target.gamma, target.beta = weights.array(name + ".w"), weights.array(name + ".b")  # type: ignore[attr-defined]

    progress("converting the vocabulary", 0.1)
    linear(encoder.embeddings[0], ["emb.word"], shape.hidden, bias=False)
    # Token type 0 is the only one used: folded into the positions, one table is enough.
    encoder.position_encodings.encodings = weights.array("emb.pos")[position_offset:] + weights.array("emb.type")[0]
    norm(encoder.layernorm_embedding, "emb.ln")
    for number, layer in enumerate(encoder.layer):
        progress(f"converting layer {number + 1} of {shape.layers}", 0.4 + 0.3 * number / shape.layers)
        at = f"l{number}."
        linear(layer.self_attention.linear[0], [at + "q", at + "k", at + "v"], shape.hidden)
        linear(layer.self_attention.linear[1], [at + "ao"], shape.hidden)
        norm(layer.self_attention.layer_norm, at + "aln")
        linear(layer.ffn.linear_0, [at + "fi"], shape.hidden)
        linear(layer.ffn.linear_1, [at + "fo"], shape.feed_forward)
        norm(layer.ffn.layer_norm, at + "oln")
    spec.register_vocabulary([*MARKS, *(f"<{number}>" for number in range(len(MARKS), shape.vocabulary))])
    spec.config.layer_norm_epsilon = float(shape.epsilon)
    spec.config.unk_token = "<unk>"  # noqa: S105 -- a vocabulary entry
    spec.validate()  # wraps the arrays; never optimize(), which would quantise int8 weights a second time
    progress("writing", 0.7)
    spec.save(str(folder))
    # Ids come from our own tokenizer, so the engine needs no words: 250,000 of them would triple its loading time.
    (folder / "vocabulary.json").write_text(json.dumps(MARKS) + "\n", "utf-8")
