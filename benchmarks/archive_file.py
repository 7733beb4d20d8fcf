"""What an archive file costs: adding, size, opening, memory, and the time and recall of a search in it.

    python benchmarks/archive_file.py [--sizes 1000,10000] [--queries 20] [--files 200]

NTREX-128 in German is what the French articles look for; the rest of the archive is made of
sentences of NTREX-128 and Universal Dependencies in other languages, drawn at random. ``add`` is the whole
command over ``--files`` files. For the large archives sentences are encoded once and leads get the
mean of their sentences' vectors, so that ``write`` measures indexing and writing alone. Times are
processor time, but for ``add``.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from retrieval import article, data_folder, stories

from audit.align import align
from audit.encode import load
from audit.encode.protocol import Encoder, Vectors
from audit.retrieve import ArchiveFile, decide, retrieve
from audit.retrieve.archive_write import ArchiveWriter
from audit.retrieve.kept import keep
from audit.retrieve.vectors import lead_of
from audit.types import Article

LANGUAGES = ("en", "es", "it", "nl", "pl", "pt", "ru", "vi")


class Remembering:
    """Each sentence is encoded once; a lead that is not known gets the mean of its sentences."""

    def __init__(self, encoder: Encoder) -> None:
        self.id, self.dimensions, self.languages = encoder.id, encoder.dimensions, encoder.languages
        self._encoder = encoder
        self.known: dict[str, Vectors] = {}

    def learn(self, texts: Sequence[str]) -> None:
        fresh = sorted({" ".join(t.split()) for t in texts} - self.known.keys())
        for at in range(0, len(fresh), 512):
            some = fresh[at : at + 512]
            self.known.update(zip(some, self._encoder.encode(some), strict=True))

    def lead(self, one: Article) -> None:
        rows = [self.known[" ".join(one.sentence_text(s.index).split())] for s in one.sentences[:3]]
        mean = np.mean(rows, axis=0)
        self.known[lead_of(one)] = mean / np.linalg.norm(mean)

    def encode(self, texts: Sequence[str]) -> Vectors:
        return np.stack(
            [self.known.get(t, self.known.get(" ".join(t.split()), np.zeros(self.dimensions))) for t in texts]
        )


def pool(folder: Path) -> dict[str, list[str]]:
    lines = {}
    for language in LANGUAGES:
        found = (folder / "data/ntrex" / f"{language}.txt").read_text(encoding="utf-8").split("\n")
        trees = folder / "data/ud" / f"{language}.conllu"
        found += [t[9:] for t in trees.read_text(encoding="utf-8").split("\n") if t.startswith("# text = ")]
        lines[language] = [" ".join(line.split()) for line in found if len(line) > 25]
    return lines


def made(lines: dict[str, list[str]], number: int) -> Article:
    draw = random.Random(number)
    language = LANGUAGES[number % len(LANGUAGES)]
    return article(draw.sample(lines[language], draw.randint(12, 30)), language, f"{language}/{number:06d}.txt")


def adding(lines: dict[str, list[str]], count: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "in"
        for number in range(count):
            one = made(lines, number)
            target = folder / str(one.document.path)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(one.text, encoding="utf-8")
        for label in ("cold", "again"):
            start = time.perf_counter()
            command = [sys.executable, "-m", "audit", "archive", "add", f"{name}/a.audit", str(folder)]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
            seconds = time.perf_counter() - start
            print(f"add, {label:5}  {count} files in {seconds:.1f} s: {count / seconds:.1f} a second", flush=True)


def building(path: Path, lines: dict[str, list[str]], truth: list[Article], size: int, encoder: Remembering) -> None:
    start = time.process_time()
    spent = 0.0
    writer = ArchiveWriter(path)
    writer.use_encoder(encoder.id, encoder.dimensions)
    for number in range(size):
        one = truth[number] if number < len(truth) else made(lines, number)
        encoder.lead(one)
        begun = time.process_time()
        kept = keep(one, encoder)
        spent += time.process_time() - begun
        writer.put(kept)
    writer.close()
    seconds = time.process_time() - start
    megabytes = path.stat().st_size / 1e6
    print(
        f"write        {size / seconds:.0f} articles a second (fingerprints {spent:.0f} of {seconds:.0f} s), {megabytes:.0f} MB"
    )


def searching(path: Path, queries: dict[str, Article], wanted: dict[str, Article], encoder: Encoder) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    archive = ArchiveFile(path)
    print(f"open         {1000 * (time.process_time() - start):.0f} ms")
    for label, one in (("fingerprint", None), ("first time", encoder), ("again", encoder)):
        times, ranks = [], []
        for name, query in queries.items():
            start = time.process_time()
            found = [c.article.document.id for c in retrieve(query, archive, one, limit=10)]
            times.append(time.process_time() - start)
            ranks.append(found.index(wanted[name].document.id) + 1 if wanted[name].document.id in found else 0)
        recall = "  ".join(f"R@{k} {sum(0 < r <= k for r in ranks) / len(ranks):.3f}" for k in (1, 5, 10))
        print(
            f"{label:12} {1000 * np.median(times):.0f} ms a query, at most {1000 * max(times):.0f};  {recall}",
            flush=True,
        )
    times, right = [], 0
    for name, query in queries.items():
        start = time.process_time()
        spared = archive.through(encoder)
        found = retrieve(query, archive, encoder, limit=5)
        originals = decide(query, found, [align(query, c.article, spared) for c in found])
        times.append(time.process_time() - start)
        sources = [o.article.document.id for o in originals if o.decision == "source"]
        right += sources == [wanted[name].document.id]
    print(f"decided      {1000 * np.median(times):.0f} ms a query;  right {right} of {len(queries)}")
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    print(f"memory       {grown:.0f} MB more than before the first search")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="1000,10000")
    parser.add_argument("--queries", type=int, default=20)
    parser.add_argument("--files", type=int, default=200)
    parser.add_argument(
        "--keep", type=Path, help="folder for the archives; those that are there are searched as they are"
    )
    args = parser.parse_args()
    folder = data_folder()
    lines, wanted = pool(folder), stories(folder, "de")
    queries = dict(list(stories(folder, "fr").items())[: args.queries])
    if args.files:
        adding(lines, args.files)
    encoder = load(cache=Path(os.environ["AUDIT_CACHE_DIR"]) if "AUDIT_CACHE_DIR" in os.environ else None)
    remembering = Remembering(encoder)
    with tempfile.TemporaryDirectory() as name:
        for size in map(int, args.sizes.split(",")):
            path = (args.keep or Path(name)) / f"{size}.audit"
            print(f"{size} articles")
            if not path.exists():
                truth = list(wanted.values())
                texts = [line for some in lines.values() for line in some]
                remembering.learn([*texts, *(t.sentence_text(s.index) for t in truth for s in t.sentences)])
                building(path, lines, truth, size, remembering)
            searching(path, queries, wanted, encoder)


if __name__ == "__main__":
    main()
