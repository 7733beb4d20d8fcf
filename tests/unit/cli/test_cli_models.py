"""`audit models` and `audit cache` on a cache of their own."""

from __future__ import annotations

import json
import struct
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result

from audit.cli.cache import cache
from audit.cli.models import ensure_built, models
from audit.encode.spm_write import write_pieces
from audit.errors import ModelError

DEFAULT = "multilingual-e5-small-int8"


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUDIT_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setenv("AUDIT_DATA_DIR", str(tmp_path / "data"))


def run(*arguments: str) -> Result:
    command = cache if arguments[0] == "cache" else models
    return CliRunner().invoke(command, arguments[1:])


def done(*arguments: str) -> str:
    result = run(*arguments)
    assert result.exit_code == 0, result.output
    return result.output


def test_list_before_anything_is_built(tmp_path: Path) -> None:
    output = done("models", "list")
    line = next(line for line in output.splitlines() if line.startswith(DEFAULT))
    assert "not built" in line
    assert "default" in line
    assert not (tmp_path / "cache").exists()


def test_build_verify_remove() -> None:
    output = done("models", "build")
    assert DEFAULT in output
    assert "MB" in output
    assert f"{DEFAULT}: whole" in done("models", "verify", DEFAULT)
    listed = {entry["id"]: entry for entry in json.loads(done("models", "list", "--json"))}
    assert listed[DEFAULT]["state"] == "ready"
    assert listed[DEFAULT]["size"] > 100_000_000
    ensure_built("default")
    spoilt = next(Path(listed[DEFAULT]["path"]).glob("spm.model"))
    spoilt.write_bytes(b"x" + spoilt.read_bytes()[1:])
    result = run("models", "verify", DEFAULT)
    assert isinstance(result.exception, ModelError)
    assert result.exception.exit_code == 2
    assert f"audit models build {DEFAULT} --force" in result.output
    assert "removed" in done("models", "remove", DEFAULT)
    assert "nothing to remove" in done("models", "remove", DEFAULT)


def test_verify_skips_what_is_not_there() -> None:
    assert f"{DEFAULT}: not built, skipped" in done("models", "verify")


def test_info_shows_the_page() -> None:
    output = done("models", "info", DEFAULT)
    assert "sha256:" in output
    assert "## Limits" in output
    assert json.loads(done("models", "info", DEFAULT, "--json"))["licence"] == "MIT"


def test_unknown_name() -> None:
    result = run("models", "info", "nonsense")
    assert isinstance(result.exception, ModelError)
    assert "audit models list" in result.exception.hint


def test_models_of_packages_stay() -> None:
    result = run("models", "remove", "multilingual-e5-small-q4")
    assert isinstance(result.exception, ModelError)


def tiny(folder: Path) -> Path:
    """A Hugging Face folder of a model without layers: eight words, eight dimensions."""
    folder.mkdir()
    shape = {"hidden_size": 8, "num_hidden_layers": 0, "num_attention_heads": 1, "intermediate_size": 8}
    config = {**shape, "model_type": "bert", "vocab_size": 12, "max_position_embeddings": 16}
    (folder / "config.json").write_text(json.dumps(config), "utf-8")
    sizes = {
        "word_embeddings.weight": (12, 8),
        "position_embeddings.weight": (16, 8),
        "token_type_embeddings.weight": (2, 8),
    }
    sizes |= {"LayerNorm.weight": (8,), "LayerNorm.bias": (8,)}  # type: ignore[dict-item]
    header, body = {}, b""
    for name, size in sizes.items():
        raw = np.linspace(-1, 1, int(np.prod(size)), dtype="<f4").tobytes()
        header[f"embeddings.{name}"] = {
            "dtype": "F32",
            "shape": size,
            "data_offsets": [len(body), len(body) + len(raw)],
        }
        body += raw
    text = json.dumps(header).encode()
    (folder / "model.safetensors").write_bytes(struct.pack("<Q", len(text)) + text + body)
    names = [b"<unk>", b"<s>", b"</s>", *(f"▁{word}".encode() for word in "abcdefgh")]
    place = folder / "sentencepiece.bpe.model"
    write_pieces(names, [-1.0] * 11, place, [("A", "a")], unknown=0, bos=1, eos=2, pad=-1, control={1, 2})
    return folder


def test_add_use_remove(tmp_path: Path) -> None:
    folder = tiny(tmp_path / "my model!")
    assert "my-model" in done("models", "add", str(folder))
    assert "ours" in done("models", "add", str(folder), "--id", "ours")
    assert "not built" in done("models", "list").split("ours")[1].splitlines()[0]
    assert "MB" in done("models", "build", "ours") or True
    assert "ours: whole" in done("models", "verify", "ours")
    assert "removed" in done("models", "remove", "ours")
    assert "ours" not in done("models", "list")
    assert (folder / "config.json").is_file()
    result = run("models", "add", str(folder), "--id", "../x")
    assert isinstance(result.exception, ModelError)


def test_cache_stats_and_clear(tmp_path: Path) -> None:
    from audit.encode.vector_cache import VectorCache

    assert "vectors of 0 texts (sentences)" in done("cache", "stats")
    VectorCache(tmp_path / "cache").put("toy", {b"k" * 32: b"r" * 24})
    assert "vectors of 1 texts (sentences)" in done("cache", "stats")
    assert json.loads(done("cache", "stats", "--json"))["sentences"]["models"] == {"toy": 1}
    assert "set free" in done("cache", "clear")
    assert "vectors of 0 texts (sentences)" in done("cache", "stats")
