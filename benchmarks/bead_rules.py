"""False alarms of the bead rules on human translation, and what they catch of planted errors.

    python benchmarks/bead_rules.py                   # flags per 1,000 words, all pairs
    python benchmarks/bead_rules.py --pairs de-fr vi-fr --samples 5 --select AC201
    python benchmarks/bead_rules.py --recall          # planted errors, seeded

Human translations hold real errors too; a flag here is a false alarm until read.
Needs the evaluation data (``AUDIT_EVAL_DATA``, default ``<repository>/../shared``).
"""

from __future__ import annotations

import argparse
import os
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from audit.rules.base import BeadContext, Hit, Rule
from audit.rules.catalogue import catalogue
from audit.types import Article, Bead, Document, Languages, Original, Sentence, Span

DATA = Path(os.environ.get("AUDIT_EVAL_DATA", Path(__file__).resolve().parents[2] / "shared")) / "data"
PAIRS = (
    "de-fr", "fr-de", "en-fr", "fr-en", "es-fr", "vi-fr", "en-vi", "de-en", "en-de", "en-es", "ru-fr", "it-fr",
    "pl-en", "nl-en", "pt-fr", "uk-en", "fr-vi", "wmt21",
)  # fmt: skip


def article(lines: Sequence[str], language: str) -> Article:
    """An article of one sentence a line."""
    spans, text = [], ""
    parts = []
    offset = 0
    for line in lines:
        spans.append(Span(offset, offset + len(line)))
        parts.append(line + "\n")
        offset += len(line) + 1
    text = "".join(parts)
    sentences = tuple(Sentence(i, span, "paragraph", i) for i, span in enumerate(spans))
    return Article(Document("sha256:0", text), Languages(language, 1.0), sentences)


def contexts(source: Sequence[str], target: Sequence[str], languages: tuple[str, str]) -> Iterator[BeadContext]:
    """One bead a line pair."""
    theirs, ours = article(source, languages[0]), article(target, languages[1])
    original = Original("o1", 1, theirs, "source", "translation", 0.99, 0.9, 1.0, 1.0, ())
    for i in range(len(source)):
        if source[i].strip() and target[i].strip():
            bead = Bead((i,), (i,), 0.9, 0.99)
            yield BeadContext(
                ours, original, bead, ours.sentences[i].span, theirs.sentences[i].span, languages[1], languages[0]
            )


def read(pair: str) -> tuple[list[str], list[str], tuple[str, str]]:
    """Line-aligned texts of a pair; ``wmt21`` is German to French, ``wmt21:NAME`` one of its machine outputs."""
    if pair.startswith("wmt21"):
        target = "de-fr.ref.A.fr" if pair == "wmt21" else f"de-fr.hyp.{pair.split(':')[1]}.fr"
        files, languages = (DATA / "wmt21/de-fr.src.de", DATA / "wmt21" / target), ("de", "fr")
    else:
        one, two = pair.split("-")
        files, languages = (DATA / f"ntrex/{one}.txt", DATA / f"ntrex/{two}.txt"), (one, two)
    source, target_lines = ([x.strip("﻿") for x in f.read_text("utf-8").split("\n")] for f in files)
    if source[-1] == "" == target_lines[-1]:
        source, target_lines = source[:-1], target_lines[:-1]
    assert len(source) == len(target_lines), pair
    return source, target_lines, languages


def rules(select: str) -> list[Rule]:
    """Bead rules whose code starts with ``select``."""
    return [r for r in catalogue() if r.scope == "bead" and r.code.startswith(select)]


def flags(pair: str, chosen: Sequence[Rule]) -> tuple[int, list[tuple[Rule, BeadContext, Hit]]]:
    """Words of the target and every hit."""
    source, target, languages = read(pair)
    found = []
    for bead in contexts(source, target, languages):
        for rule in chosen:
            assert rule.bead_check is not None
            if rule.speaks(languages[1]):
                found.extend((rule, bead, hit) for hit in rule.bead_check(bead))
    return sum(len(t.split()) for t in target), found


def clean(pairs: Sequence[str], chosen: Sequence[Rule], samples: int) -> None:
    """Print the table of false alarms and some of them."""
    totals: Counter[str] = Counter()
    shown: Counter[str] = Counter()
    words_all = 0
    print(f"{'pair':8} {'words':>7} {'all':>6} {'desk+editor':>11}  by rule (count)")
    for pair in pairs:
        started = time.perf_counter()
        words, found = flags(pair, chosen)
        words_all += words
        by = Counter(rule.code for rule, _, _ in found)
        totals.update(by)
        open_ = sum(rule.profile != "linguist" for rule, _, _ in found)
        table = " ".join(f"{code}:{n}" for code, n in sorted(by.items()))
        seconds = time.perf_counter() - started
        print(
            f"{pair:8} {words:7} {len(found) * 1000 / words:6.2f} {open_ * 1000 / words:11.2f}  {table}  {seconds:.1f}s"
        )
        for rule, bead, hit in found:
            shown[f"{pair}{rule.code}"] += 1
            if shown[f"{pair}{rule.code}"] <= samples:
                mark = hit.span.of(bead.article.text)
                print(f"    {rule.code} [{mark}] {hit.message}\n      S {bead.source_text}\n      T {bead.target_text}")
    for rule in chosen:
        print(f"{rule.code} {rule.name:28} {rule.profile:8} {totals[rule.code] * 1000 / words_all:6.3f} / 1000 words")


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--pairs", nargs="*", default=PAIRS)
    parser.add_argument("--select", default="")
    parser.add_argument("--samples", type=int, default=0)
    parser.add_argument("--recall", action="store_true")
    options = parser.parse_args()
    if not DATA.is_dir():
        raise SystemExit(f"no evaluation data at {DATA}")
    if options.recall:
        recall(options.pairs, rules(options.select), options.samples)
    else:
        clean(options.pairs, rules(options.select), options.samples)


def recall(pairs: Sequence[str], chosen: Sequence[Rule], samples: int) -> None:
    """Plant errors and count what is found; see ``planted``."""
    raise NotImplementedError


if __name__ == "__main__":
    main()
