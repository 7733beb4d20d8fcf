"""How well originals are found: recall and precision of search, and claims made where there is nothing to find.

    python benchmarks/retrieval.py [--pairs fr-de,fr-vi] [--documents 62] [--decide]

NTREX-128 gives one news story in many languages; every article looks for its own among all
stories of another language, with the development archive as further distractors. With
``--decide`` the best candidates are aligned and decided, once with the true original in the
pool and once without: a claim in the second run is false.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import sys
import time
from collections import defaultdict
from pathlib import Path

from audit.align import align
from audit.encode import load
from audit.encode.protocol import Encoder
from audit.retrieve import Archive, decide, retrieve
from audit.types import Article, Document, Languages, Sentence, Span

PAIRS = "fr-de,fr-vi,en-fr,es-fr,vi-en,ru-fr"


def data_folder() -> Path:
    folder = Path(os.environ.get("AUDIT_EVAL_DATA", Path(__file__).resolve().parents[2] / "shared"))
    if not (folder / "data" / "ntrex").is_dir():
        sys.exit(f"no evaluation data in {folder}: set AUDIT_EVAL_DATA")
    return folder


def article(lines: list[str], language: str, name: str) -> Article:
    text, sentences = "", []
    for index, line in enumerate(lines):
        sentences.append(Sentence(index, Span(len(text), len(text) + len(line)), "paragraph", index))
        text += line + "\n"
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Article(Document(f"sha256:{digest}", text, path=name), Languages(language, 1.0), tuple(sentences))


def stories(folder: Path, language: str) -> dict[str, Article]:
    lines = (folder / "data/ntrex" / f"{language}.txt").read_text(encoding="utf-8").split("\n")
    names = (folder / "data/ntrex/documents.tsv").read_text(encoding="utf-8").split("\n")
    grouped: dict[str, list[str]] = defaultdict(list)
    for name, line in zip(names, lines, strict=False):
        if name.strip() and line.strip():
            grouped[name.split("\t")[0]].append(line.strip())
    return {name: article(grouped[name], language, f"{language}/{name}") for name in sorted(grouped)}


def distractors(folder: Path) -> list[Article]:
    found = []
    for file in sorted((folder / "devset/archive").glob("*.txt")):
        lines = [line.strip() for line in file.read_text(encoding="utf-8").split("\n") if line.strip()]
        found.append(article(lines, file.name[:2], file.name))
    return found


def ranks(
    queries: dict[str, Article], archive: Archive, truth: dict[str, Article], encoder: Encoder | None
) -> list[int]:
    found = []
    for name, query in queries.items():
        order = [c.article.document.id for c in retrieve(query, archive, encoder, limit=10)]
        wanted = truth[name].document.id
        found.append(order.index(wanted) + 1 if wanted in order else 0)
    return found


def show(label: str, found: list[int], seconds: float) -> None:
    cells = "  ".join(f"R@{k} {sum(0 < r <= k for r in found) / len(found):.3f}" for k in (1, 3, 5, 10))
    print(f"  {label:12} {cells}  {1000 * seconds / len(found):.0f} ms an article", flush=True)


def claims(query: Article, archive: Archive, encoder: Encoder) -> list[tuple[str, str, float]]:
    candidates = retrieve(query, archive, encoder, limit=5)
    originals = decide(query, candidates, [align(query, c.article, encoder) for c in candidates])
    return [(o.article.document.id, o.decision, o.probability) for o in originals if o.decision != "rejected"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", default=PAIRS)
    parser.add_argument("--documents", type=int, default=62, help="articles that are looked for")
    parser.add_argument("--decide", action="store_true", help="align and decide too")
    args = parser.parse_args()
    folder, encoder = data_folder(), load()
    others = distractors(folder)
    for pair in args.pairs.split(","):
        mine, theirs = pair.split("-")
        truth = stories(folder, theirs)
        queries = dict(list(stories(folder, mine).items())[: args.documents])
        archive = Archive.of([*truth.values(), *others])
        print(f"{mine} looks for {theirs}: {len(queries)} articles, {len(archive)} in the archive")
        for label, one in (("fingerprint", None), ("fused", encoder)):
            start = time.perf_counter()
            found = ranks(queries, archive, truth, one)
            show(label, found, time.perf_counter() - start)
        if args.decide:
            right = wrong = missed = false = 0
            for name, query in queries.items():
                sources = [c for c in claims(query, archive, encoder) if c[1] == "source"]
                right += any(c[0] == truth[name].document.id for c in sources)
                missed += not any(c[0] == truth[name].document.id for c in sources)
                wrong += sum(c[0] != truth[name].document.id for c in sources)
                without = Archive.of([*(t for n, t in truth.items() if n != name), *others])
                false += bool([c for c in claims(query, without, encoder) if c[1] == "source"])
            print(
                f"  decided      right {right}  missed {missed}  wrong {wrong}  false claims without it {false}",
                flush=True,
            )


if __name__ == "__main__":
    main()
