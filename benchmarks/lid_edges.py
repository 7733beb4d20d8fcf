"""Fits the weights by which the ends of foreign passages are chosen, and prints `audit/lid/data/edges.toml`.

    python benchmarks/lid_edges.py > audit/lid/data/edges.toml [--seeds 11,12,13,14,21,22]

Draws documents with `lid_build.py`, searches them, and fits a conditional logit (McFadden 1974) over
the pairs of places around every passage found: which pair is the gold's, given the features of
`audit/lid/edges.py`. The seeds of the published figures are none of these.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent))
from lid_build import CYRILLIC, LANGUAGES, Draw, data_folder

from audit.lid import edges, passages
from audit.lid.decode import decode
from audit.lid.emissions import emissions
from audit.lid.main_language import main_language
from audit.lid.mask import masked
from audit.lid.table import load_table
from audit.lid.tokens import tokenise

KINDS = ("clause", "quote", "sent1", "sent23", "title")
LEFT_OUT = {
    *(("end", name) for name in ("name", "name_outside", "opens")),
    *(("start", name) for name in ("list", "stopped")),
    ("pair", "inside_inside"),
}
"""Features that tell next to nothing."""
PENALTY = 2.0
STEPS = 400


def documents(seed: int, repeats: int) -> Iterator[dict]:
    draw = Draw(data_folder(), seed)
    for main in LANGUAGES:
        for other in LANGUAGES:
            if main != other and (main in CYRILLIC) == (other in CYRILLIC):
                for kind in KINDS:
                    for _ in range(repeats):
                        if document := draw.document(main, other, kind):
                            yield document


def examples(document: dict) -> Iterator[tuple[list[dict], int]]:
    """Features of every pair of places around a passage of the gold's language, and which pair is right."""
    text = document["text"]
    tokens = tokenise(text, masked(text))
    scored = emissions(tokens, load_table())
    main = main_language(tokens, scored, lambda: "und").language
    column = scored.column(main)
    if main != document["main"] or column is None:
        return
    first = int(np.searchsorted(tokens.end, document["gold"][0][0], side="right"))
    last = int(np.searchsorted(tokens.start, document["gold"][-1][1]))
    for found in decode(tokens, scored, main):
        if found.language != document["other"] or min(found.last, last) <= max(found.first, first):
            continue
        stretch = passages._lined(tokens, scored, column, found)
        before, after = edges.ends(text, tokens, scored, column, stretch, 0, len(tokens))
        if first not in before.places or last not in after.places:
            continue
        rows = []
        for a, start in enumerate(before.places):
            for b, end in enumerate(after.places):
                sums = zip(edges.WORDS, before.words[a], after.words[b], strict=True)
                row = {("word", name): inside - outside for name, outside, inside in sums}
                row |= {("start", name): 1.0 for name in before.written[a]}
                row |= {("end", name): 1.0 for name in after.written[b]}
                row["pair", f"{before.kinds[a]}_{after.kinds[b]}"] = 1.0
                rows.append(row)
                if (start, end) == (first, last):
                    right = len(rows) - 1
        yield rows, right


def fitted(data: list[tuple[np.ndarray, int]]) -> np.ndarray:
    """Weights of highest penalised likelihood, by Adam."""
    table = np.concatenate([rows for rows, _ in data])
    sizes = np.array([len(rows) for rows, _ in data])
    starts = np.concatenate(([0], np.cumsum(sizes)[:-1]))
    right = starts + np.array([each for _, each in data])
    group = np.repeat(np.arange(len(sizes)), sizes)
    weights = np.zeros(table.shape[1])
    mean, square = weights, weights
    for step in range(1, STEPS + 1):
        score = table @ weights
        raised = np.exp(score - np.maximum.reduceat(score, starts)[group])
        chance = raised / np.add.reduceat(raised, starts)[group]
        slope = (table[right].sum(0) - chance @ table - PENALTY * weights) / len(sizes)
        mean, square = 0.9 * mean + 0.1 * slope, 0.99 * square + 0.01 * slope**2
        weights = weights + 0.05 * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
    return weights


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", default="11,12,13,14,21,22")
    parser.add_argument("--repeats", type=int, default=2)
    arguments = parser.parse_args()
    found = [
        example
        for seed in arguments.seeds.split(",")
        for document in documents(int(seed), arguments.repeats)
        for example in examples(document)
    ]
    names = sorted({name for rows, _ in found for row in rows for name in row} - LEFT_OUT)
    place = {name: at for at, name in enumerate(names)}
    data = []
    for rows, right in found:
        table = np.zeros((len(rows), len(names)), np.float32)
        for at, row in enumerate(rows):
            for name, value in row.items():
                if name in place:
                    table[at, place[name]] = value
        data.append((table, right))
    weights = fitted(data)
    best = np.mean([int((table @ weights).argmax()) == right for table, right in data])
    print(f"{len(data)} passages, both ends right in {best:.1%}", file=sys.stderr)
    print(
        "# Weights in nats of what speaks for an end of a passage (edges.py), fitted by a conditional logit on documents"
    )
    print(
        "# drawn by benchmarks/lid_build.py; benchmarks/lid_edges.py fits them anew. Licence of this file: Apache-2.0."
    )
    for section in ("word", "start", "end", "pair"):
        print(f"\n[{section}]")
        for name, weight in zip(names, weights, strict=True):
            if name[0] == section:
                print(f"{name[1]} = {weight:.2f}")


if __name__ == "__main__":
    main()
