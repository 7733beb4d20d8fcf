"""Alignment quality and cost beside the plain programmes, one scorer for all.

    python benchmarks/alignment.py [--tuning] [--sets textberg,parice,news] [--pairs de-fr,vi-fr]
        [--untouched] [--cost]

*strict* and *lax* follow the usual scorer: a bead counts strictly when it equals a gold bead,
laxly when it shares a sentence pair with one; precision over all beads, recall over gold beads
with both sides. On news sets, which have no gold for omitted source sentences, precision is over
beads with both sides. *no-source* is the F1 of naming article sentences that have no source;
*right original* the share of sourced sentences given to the right original; *claimed* the share of an
unrelated article given to any.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

import alignment_plain as plain
import alignment_sets as sets
import numpy as np

from audit.align import align_jointly
from audit.encode.protocol import Encoder

System = Callable[[sets.Case, Encoder], list[tuple[int, sets.Pair]]]


def ours(case: sets.Case, encoder: Encoder) -> list[tuple[int, sets.Pair]]:
    """What the package finds, empty sides included."""
    s, t = case.languages
    sources = [sets.article(texts, s, f"{case.name}/{k}") for k, texts in enumerate(case.sources)]
    found = align_jointly(sets.article(case.target, t, case.name, case.target_blocks), sources, encoder)
    beads = [(k, (bead.source, bead.target)) for k, alignment in enumerate(found) for bead in alignment.beads]
    return beads + _empty(case, beads)


def _empty(case: sets.Case, beads: Sequence[tuple[int, sets.Pair]]) -> list[tuple[int, sets.Pair]]:
    taken = {j for _, (_, target) in beads for j in target}
    used = {(k, i) for k, (source, _) in beads for i in source}
    nulls = [(0, ((), (j,))) for j in range(len(case.target)) if j not in taken]
    return nulls + [
        (k, ((i,), ())) for k, texts in enumerate(case.sources) for i in range(len(texts)) if (k, i) not in used
    ]


def _plain(kind: str) -> System:
    def run(case: sets.Case, encoder: Encoder) -> list[tuple[int, sets.Pair]]:
        source = [text for texts in case.sources for text in texts]
        origin = [(k, i) for k, texts in enumerate(case.sources) for i in range(len(texts))]
        if kind == "gale-church":
            beads = plain.gale_church(source, case.target)
        else:
            x, y = (np.array([max(1, len(s)) for s in side], float) for side in (source, case.target))
            e, f = (plain.pooled(np.asarray(encoder.encode(list(t))), w) for t, w in ((source, x), (case.target, y)))
            beads = plain.vecalign(e, f) if kind == "vecalign" else plain.bertalign(e, f, x, y)
        return [(origin[a[0]][0] if a else 0, (tuple(origin[i][1] for i in a), b)) for a, b in beads]

    return run


SYSTEMS: dict[str, System] = {
    "gale-church": _plain("gale-church"),
    "vecalign cost": _plain("vecalign"),
    "bertalign cost": _plain("bertalign"),
    "audit": ours,
}


@dataclass
class Tally:
    """Counts over cases."""

    strict: np.ndarray = field(default_factory=lambda: np.zeros(4))
    lax: np.ndarray = field(default_factory=lambda: np.zeros(4))
    null: np.ndarray = field(default_factory=lambda: np.zeros(3))
    right: np.ndarray = field(default_factory=lambda: np.zeros(2))
    claimed: np.ndarray = field(default_factory=lambda: np.zeros(2))

    def add(self, case: sets.Case, beads: Sequence[tuple[int, sets.Pair]]) -> None:
        """Count one case."""
        gold, full = set(case.gold), {b for b in beads if b[1][0] and b[1][1]}
        judged = set(beads) if case.nulls else full
        wanted = {b for b in gold if b[1][0] and b[1][1]}
        links = {(k, i, j) for k, (a, b) in wanted for i in a for j in b}
        near = lambda bead: any((bead[0], i, j) in links for i in bead[1][0] for j in bead[1][1])  # noqa: E731
        made = {(k, i, j) for k, (a, b) in full for i in a for j in b}
        back = lambda bead: any((bead[0], i, j) in made for i in bead[1][0] for j in bead[1][1])  # noqa: E731
        hit = len(judged & gold)
        self.strict += [hit, len(judged), len(full & wanted), len(wanted)]
        self.lax += [sum(b in gold or near(b) for b in judged), len(judged), sum(map(back, wanted)), len(wanted)]
        lone = set(range(len(case.target))) - {j for _, (_, b) in wanted for j in b}
        said = set(range(len(case.target))) - {j for _, (_, b) in full for j in b}
        self.null += [len(lone & said), len(said), len(lone)]
        owner = {j: k for k, (_, b) in wanted for j in b}
        given = {j: k for k, (_, b) in full for j in b}
        self.right += [sum(given.get(j) == k for j, k in owner.items()), len(owner)]
        self.claimed += [len(given), len(case.target)]

    def figures(self) -> dict[str, float]:
        """The table's columns."""
        f = lambda p, r: 2 * p * r / (p + r) if p + r else 0.0  # noqa: E731
        ratio = lambda x, y: float(x / y) if y else 1.0  # noqa: E731
        strict = ratio(*self.strict[:2]), ratio(*self.strict[2:])
        lax = ratio(*self.lax[:2]), ratio(*self.lax[2:])
        null = ratio(*self.null[:2]), ratio(self.null[0], self.null[2])
        return {
            "strict": f(*strict),
            "lax": f(*lax),
            "lax precision": lax[0],
            "no-source": f(*null),
            "right original": ratio(*self.right),
            "claimed": ratio(*self.claimed),
        }


def measure(cases: Iterable[sets.Case], system: System, encoder: Encoder) -> dict[str, float]:
    """Figures of one system on some cases."""
    tally = Tally()
    for case in cases:
        tally.add(case, system(case, encoder))
    return tally.figures()


def show(title: str, cases: Sequence[sets.Case], encoder: Encoder) -> None:
    """Print one block of the table."""
    print(f"\n{title}  ({len(cases)} texts, {sum(len(c.target) for c in cases)} sentences)")
    for name, system in SYSTEMS.items():
        row = measure(cases, system, encoder)
        print(f"  {name:16}" + "".join(f"{key} {value:.3f}   " for key, value in row.items()), flush=True)


class Ready:
    """An encoder that has seen the texts."""

    def __init__(self, encoder: Encoder, texts: Sequence[str]) -> None:
        self.id, self.dimensions, self.languages = encoder.id, encoder.dimensions, encoder.languages
        self.encoder, self.known = encoder, dict(zip(texts, encoder.encode(texts), strict=True))
        self.companions = tuple(Ready(one, texts) for one in getattr(encoder, "companions", ()))

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """As the encoder; what it has not seen it sees once."""
        for text in texts:
            if text not in self.known:
                self.known[text] = self.encoder.encode([text])[0]
        return np.stack([self.known[text] for text in texts])


def cost(encoder: Encoder) -> None:
    """Seconds beyond embedding, with doubling sizes."""
    lines = [line for document in sets.ntrex(False).values() for line in document["fr"]]
    german = [line for document in sets.ntrex(False).values() for line in document["de"]]

    ready = Ready(encoder, [*lines, *german])
    take = lambda texts, at, n: [texts[(at + k) % len(texts)] for k in range(n)]  # noqa: E731
    print("\ncost beyond embedding (article sentences, originals × sentences: processor seconds)")
    for m, k, n in ((60, 5, 60), (120, 5, 60), (240, 5, 60), (60, 5, 120), (60, 5, 240), (60, 10, 60), (3000, 1, 3000)):
        target = sets.article(take(lines, 0, m), "fr", "cost")
        sources = [sets.article(take(german, 60 * o, n), "de", str(o)) for o in range(k)]
        align_jointly(target, sources, ready)
        times = []
        for _ in range(9 if m < 1000 else 1):
            start = time.process_time()
            align_jointly(target, sources, ready)
            times.append(time.process_time() - start)
        print(f"  {m:5} × {k:2} × {n:4}: {min(times):.3f}", flush=True)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tuning", action="store_true", help="the documents parameters are chosen on")
    parser.add_argument("--sets", default="textberg,parice,news")
    parser.add_argument("--pairs", default=",".join("-".join(pair) for pair in sets.PAIRS))
    parser.add_argument("--untouched", action="store_true", help="the pairs that chose nothing instead")
    parser.add_argument("--cost", action="store_true")
    given = parser.parse_args()
    from audit.encode import load

    encoder = load()
    pairs = ["-".join(pair) for pair in sets.UNTOUCHED] if given.untouched else given.pairs.split(",")
    if "textberg" in given.sets:
        show("Text+Berg dev, de–fr", list(sets.textberg()), encoder)
    if "parice" in given.sets:
        show("ParIce, en–is", list(sets.parice()), encoder)
    if "news" in given.sets:
        for setting in sets.SETTINGS:
            for pair in pairs:
                s, t = pair.split("-")
                show(
                    f"{setting.name}, {s}–{t}", list(sets.news(setting, (s, t), given.tuning, encoder.encode)), encoder
                )
    if given.cost:
        cost(encoder)


if __name__ == "__main__":
    main()
