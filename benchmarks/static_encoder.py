"""The static encoder against the default one: speed of each part, poolers side by side, retrieval, memory, load time.

    python benchmarks/static_encoder.py [--repeats 5] [--json] [--gate]

Both encoders run interleaved on one thread, on the first 1,000 lines of NTREX-128 a language (found through
AUDIT_EVAL_DATA); only ratios of CPU time mean anything. The first pass of the static encoder, which meets every word
for the first time, is told apart from later ones. Poolers from wheels (scipy, numba, ctranslate2) are measured where
they are installed, and must give the same bytes as numpy. Retrieval: 1,000-way P@1, mean of both directions; `rerank`
is one direction, the default encoder choosing among the static one's best 50. `--gate` fails below the floors.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

for variable in ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMBA_NUM_THREADS"):
    os.environ[variable] = "1"
os.environ["OMP_WAIT_POLICY"] = "passive"

import numpy as np  # noqa: E402 -- after the thread settings

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from audit.encode import Vectors, load  # noqa: E402
from audit.encode.registry import find  # noqa: E402
from audit.encode.static import Pooler, Rows, StaticEncoder, by_position, load_static  # noqa: E402
from audit.encode.static_pieces import Bags  # noqa: E402
from audit.encode.tokens import prepared  # noqa: E402
from audit.modelstore import shipped_folder  # noqa: E402

ROOT = Path(__file__).resolve().parents[1]
DATA = Path(os.environ.get("AUDIT_EVAL_DATA", ROOT.parent / "shared")) / "data" / "ntrex"
LANGUAGES = ("en", "fr", "de", "vi", "es", "it", "nl", "pl", "pt", "ru", "uk")
MIXED = ("en", "fr", "de", "vi")
LINES, TOP = 1000, 50
FLOORS = {"de-fr": 83.0, "en-fr": 89.0, "vi-fr": 60.0}
LOSSES = {"de-fr": 1.0, "en-fr": 1.0, "vi-fr": 3.0}
LEAST_RATIO = 120.0

LOAD = """
import sys, time
start = time.process_time()
from pathlib import Path
from audit.encode import load
encoder = load("static")
encoder.encode(["One short sentence."])
seconds = time.process_time() - start
encoder.encode(Path(sys.argv[1]).read_text("utf-8").splitlines())
print(seconds, int(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0]) / 1024)
"""


def read(language: str) -> list[str]:
    return (DATA / f"{language}.txt").read_text("utf-8").splitlines()[:LINES]


def by_product(table: Rows, bags: Bags) -> Rows:
    """A sparse matrix times the table, scipy."""
    from scipy.sparse import csr_array

    local, bounds = bags
    counts = np.ones(len(local), np.float32)
    product: Rows = csr_array((counts, local, bounds), shape=(len(bounds) - 1, len(table))) @ table
    return product


def by_numba() -> Pooler:
    """A compiled loop, numba."""
    import numba

    @numba.njit(cache=False, fastmath=False)  # type: ignore[untyped-decorator]
    def sums(table: Rows, local: object, bounds: object, out: Rows) -> None:
        for bag in range(len(bounds) - 1):  # type: ignore[arg-type]
            for at in range(bounds[bag], bounds[bag + 1]):  # type: ignore[index]
                row = table[local[at]]  # type: ignore[index]
                for column in range(out.shape[1]):
                    out[bag, column] += row[column]

    def pool(table: Rows, bags: Bags) -> Rows:
        out = np.zeros((len(bags[1]) - 1, table.shape[1]), np.float32)
        sums(table, *bags, out)
        return out

    return pool


def by_reduceat(table: Rows, bags: Bags) -> Rows:
    """The plain way in numpy: gather every row, then add up segments."""
    local, bounds = bags
    out = np.zeros((len(bounds) - 1, table.shape[1]), np.float32)
    if len(local):
        full = np.diff(bounds) > 0
        out[full] = np.add.reduceat(table[local], bounds[:-1][full])
    return out


def poolers() -> dict[str, Pooler]:
    found: dict[str, Pooler] = {"numpy": by_position, "numpy reduceat": by_reduceat}
    if find_spec("scipy") is not None:
        found["scipy csr"] = by_product
    with contextlib.suppress(ImportError):
        found["numba"] = by_numba()
    return found


def clocked(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def speeds(static: StaticEncoder, repeats: int) -> dict[str, object]:
    """Sentences per CPU-second, medians over rounds in which everything runs once."""
    texts = [t for group in zip(*(read(language) for language in MIXED), strict=True) for t in group]
    default = load(keep_vectors=False)
    entry = find("static")
    fresh = load_static(entry, shipped_folder(entry))
    first = len(texts) / clocked(lambda: fresh.encode(texts))
    engines = {name: pooling(entry, pool) for name, pool in poolers().items()}
    reference = static.encode(texts)
    same = {name: bool(np.array_equal(engine.encode(texts), reference)) for name, engine in engines.items()}
    default.encode(texts[:4])
    clean = [prepared(t) for t in texts]
    seconds: dict[str, list[float]] = {}
    for number in range(repeats):
        some = texts[number * 128 : (number + 1) * 128]
        seconds.setdefault("default", []).append(clocked(lambda: default.encode(some)) / len(some))  # noqa: B023
        for name, engine in engines.items():
            seconds.setdefault(name, []).append(clocked(lambda: engine.encode(texts)) / len(texts))  # noqa: B023
        parts = {
            "sentencepiece alone": lambda: static._pieces._tokenizer.ids(clean),
            "words and pairs alone": lambda: static._pieces.bags(clean),
        }
        for name, part in parts.items():
            seconds.setdefault(name, []).append(clocked(part) / len(texts))
    rates = {name: 1 / float(np.median(values)) for name, values in seconds.items()}
    ratios = {name: rates[name] / rates["default"] for name in engines}
    return {
        "sentences_per_cpu_second": {**rates, "numpy, every word new": first},
        "static_over_default": {**ratios, "numpy, every word new": first / rates["default"]},
        "same_bytes_as_numpy": same,
    }


def pooling(entry: object, pool: Pooler) -> StaticEncoder:
    static = load_static(entry, shipped_folder(entry))  # type: ignore[arg-type]
    static._pool = pool
    return static


def precision(left: Vectors, right: Vectors) -> float:
    similarity, gold = left @ right.T, np.arange(len(left))
    return float(((similarity.argmax(1) == gold).mean() + (similarity.argmax(0) == gold).mean()) * 50)


def reranked(coarse: tuple[Vectors, Vectors], fine: tuple[Vectors, Vectors]) -> dict[str, float]:
    similarity, exact = coarse[0] @ coarse[1].T, fine[0] @ fine[1].T
    best = np.argpartition(-similarity, TOP, axis=1)[:, :TOP]
    kept = np.full(exact.shape, -2.0, np.float32)
    np.put_along_axis(kept, best, np.take_along_axis(exact, best, 1), 1)
    gold = np.arange(len(exact))
    return {
        "rerank": float((kept.argmax(1) == gold).mean() * 100),
        "default": float((exact.argmax(1) == gold).mean() * 100),
        "recall_at_50": float((best == gold[:, None]).any(1).mean() * 100),
    }


def retrieval(static: StaticEncoder) -> dict[str, dict[str, float]]:
    default = load()
    coarse = {language: static.encode(read(language)) for language in LANGUAGES}
    fine = {language: default.encode(read(language)) for language in LANGUAGES}
    pairs = [f"{language}-fr" for language in LANGUAGES if language != "fr"] + ["vi-en", "de-en"]
    out: dict[str, dict[str, float]] = {}
    for pair in pairs:
        a, b = pair.split("-")
        out[pair] = {"static": precision(coarse[a], coarse[b]), "default both": precision(fine[a], fine[b])}
        out[pair] |= reranked((coarse[a], coarse[b]), (fine[a], fine[b]))
    return out


def start() -> dict[str, float]:
    command = [sys.executable, "-c", LOAD, str(DATA / "fr.txt")]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    runs = [
        [
            float(x)
            for x in subprocess.run(command, check=True, capture_output=True, text=True, env=environment).stdout.split()
        ]
        for _ in range(3)
    ]
    folder = shipped_folder(find("static"))
    return {
        "load_and_first_sentence_cpu_seconds": min(r[0] for r in runs),
        "peak_mib": min(r[1] for r in runs),
        "megabytes_on_disk": sum(p.stat().st_size for p in folder.iterdir()) / 1e6,
    }


def failures(result: dict[str, dict[str, dict[str, float]]]) -> list[str]:
    found = []
    for pair, floor in FLOORS.items():
        row = result["retrieval"][pair]
        if row["static"] < floor:
            found.append(f"{pair}: P@1 {row['static']:.1f} < {floor}")
        if row["default"] - row["rerank"] > LOSSES[pair] + 1e-9:
            found.append(f"{pair}: reranking loses {row['default'] - row['rerank']:.1f} > {LOSSES[pair]}")
    if (ratio := result["speed"]["static_over_default"]["numpy"]) < LEAST_RATIO:
        found.append(f"{ratio:.0f} times the default encoder < {LEAST_RATIO:.0f}")
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--gate", action="store_true", help="exit 1 below the floors")
    options = parser.parse_args()
    if not DATA.is_dir():
        sys.exit(f"{DATA} is absent: set AUDIT_EVAL_DATA to the folder of evaluation data")
    entry = find("static")
    static = load_static(entry, shipped_folder(entry))
    result = {"speed": speeds(static, options.repeats), "retrieval": retrieval(static), "start": start()}
    if options.json:
        print(json.dumps(result, indent=1))
    else:
        for part, rows in result.items():
            print(part)
            for name, value in rows.items():
                shown = value if isinstance(value, dict) else {"": value}
                print(f"  {name:40}", "  ".join(f"{k} {v:,.1f}" for k, v in shown.items()))
    if options.gate and (missed := failures(result)):  # type: ignore[arg-type]
        sys.exit("\n".join(missed))


if __name__ == "__main__":
    main()
