"""Trains and writes `models/shipped/static-table`: piece vectors distilled from the default encoder.

    python models/recipes/static_table_texts.py --debs DIR --repositories DIR --out texts.jsonl
    python models/recipes/static_table.py --texts texts.jsonl --work DIR [--seconds 240] [--threads 1]

Needs torch, wordfreq and the default encoder (`audit models build`). Intermediate results lie in `--work` and
are used again. Steps:

1. pieces: of the encoder's own pieces those that the texts and the frequent words of the eleven languages use,
   and the most telling pairs of neighbours ("▁thành", "▁phố"), whose row is added to those of the two.
2. teach: the encoder's vector of every piece, and of a sample of the texts.
3. train: row = (vector of the piece × projection + correction) × weight (no vector for a pair), where the projection starts as the
   principal components and the weight as smooth inverse frequency (Arora et al. 2017). Loss: cosine and the
   similarities within a batch as the encoder has them (distillation), and the contrastive loss of translation
   pairs (in-batch negatives, both directions). The table with the best P@1 on held-out units is kept.
4. write: rows as int8 times a power of two, so that sums are exact and do not depend on their order.
"""

from __future__ import annotations

import argparse
import json
import math
import time
import unicodedata
from collections import Counter
from itertools import pairwise
from pathlib import Path

import numpy as np

LANGUAGES = ("en", "fr", "de", "vi", "es", "it", "nl", "pl", "pt", "ru", "uk")
OUT = Path(__file__).resolve().parents[1] / "shipped" / "static-table"
DIMENSIONS = 256
PIECES, PAIRS = 92_000, 22_000
LONGEST = 128
SEED = 1

# Texts for distillation, a language and source; prose before interfaces.
SAMPLE = {
    "commonvoice": 4000,
    "tatoeba": 4000,
    "tico": 3000,
    "xcopa": 600,
    "edgeai": 1500,
    "react": 1000,
    "mozilla": 600,
}
SAMPLE |= {"lohelp": 1000, "lo": 100, "chromium": 300, "babel": 0}
MORE = {"vi": 3, "en": 2}
# Share of each source among translation pairs, and of each language in them.
SOURCE_WEIGHT = {"tatoeba": 3, "tico": 2, "xcopa": 2, "edgeai": 3, "react": 1, "mozilla": 1.5, "lohelp": 2, "lo": 1.5}
SOURCE_WEIGHT |= {"chromium": 2, "babel": 0.7}
LANGUAGE_WEIGHT = {"en": 2.0, "fr": 2.0, "de": 1.5, "vi": 2.5}
HELD_OUT = {"tatoeba": 0.2, "tico": 0.15, "edgeai": 0.08, "xcopa": 0.15, "react": 0.08}

Units = list[tuple[str, dict[str, str]]]


def read_units(path: Path) -> tuple[Units, Units]:
    """(source, texts) for training and held out; a unit with a held-out text is in neither's way."""
    train, held = [], []
    rng = np.random.default_rng(SEED)
    for line in path.open(encoding="utf-8"):
        row = json.loads(line)
        parallel = len(row["t"]) > 1
        draw = rng.random()
        (held if parallel and draw < HELD_OUT.get(row["s"], 0) else train).append((row["s"], row["t"]))
    seen = {text for _, unit in held for text in unit.values()}
    train = [(s, kept) for s, u in train if (kept := {k: v for k, v in u.items() if v not in seen})]
    return train, held


# --- 1. pieces ----------------------------------------------------------------------------------------------------


def select(units: Units, folder: Path, out: Path) -> None:
    """Write spm.model with the kept pieces, pairs.npy, and for each row the id of the teacher's piece."""
    import wordfreq

    from audit.encode.e5s1 import E5S1
    from audit.encode.spm_write import write_pieces
    from audit.encode.tokens import Tokenizer, prepared
    from audit.modelstore import manifest, source_path

    card = next(c for c in manifest() if c.id == "multilingual-e5-small-int8")
    model = E5S1(source_path(card))
    tokenizer = Tokenizer(folder / "spm.model")
    counts: Counter[int] = Counter()
    neighbours: dict[str, Counter[tuple[int, int]]] = {lang: Counter() for lang in LANGUAGES}
    singles: dict[str, Counter[int]] = {lang: Counter() for lang in LANGUAGES}
    sources: dict[tuple[int, int], set[str]] = {}
    letters: Counter[str] = Counter()
    for source in sorted({s for s, _ in units}):
        for lang in LANGUAGES:
            texts = sorted({prepared(u[lang]) for s, u in units if s == source and lang in u})
            for text in texts:
                letters.update(text)
            for ids in tokenizer.ids(texts):
                counts.update(ids)
                singles[lang].update(ids)
                pairs = list(pairwise(ids))
                neighbours[lang].update(pairs)
                for pair in pairs:
                    sources.setdefault(pair, set()).add(source)
    for lang in LANGUAGES:
        frequencies = wordfreq.get_frequency_dict(lang, "small" if lang in ("vi", "uk", "pl") else "best")
        words = sorted(frequencies, key=lambda w: (-frequencies[w], w))[:60_000]
        words += [w.capitalize() for w in words[:20_000]]
        for ids in tokenizer.ids(words):
            counts.update(dict.fromkeys(ids, 1))
    special = {model.bos, model.eos, model.pad, model.unknown, len(model.pieces) - 1}
    alone = {
        n
        for n, piece in enumerate(model.pieces)
        if len(text := piece.decode("utf-8", "replace")) == 1 and (letters[text] > 2 or _european(text))
    }
    ranked = sorted((n for n in counts if n not in special and n not in alone), key=lambda n: (-counts[n], n))
    kept = sorted([*ranked[: PIECES - len(alone)], *alone])
    kept_set = set(kept)
    chosen: dict[tuple[int, int], float] = {}
    for lang in LANGUAGES:
        total = sum(singles[lang].values())
        for (a, b), n in neighbours[lang].items():
            if n >= (4 if lang == "vi" else 6) and len(sources[a, b]) > 1 and a in kept_set and b in kept_set:
                first, second = model.pieces[a].decode(), model.pieces[b].decode()
                if not (first[:1] == "▁" and first[1:].isalpha() and second[:1] == "▁" and second[1:].isalpha()):
                    continue
                # Counts of the two words if they stood side by side by chance (log-likelihood ratio's first term).
                gain = n * math.log(n * total / (singles[lang][a] * singles[lang][b]))
                if n * total > 8 * singles[lang][a] * singles[lang][b]:
                    chosen[a, b] = max(chosen.get((a, b), 0), gain * (3 if lang == "vi" else 1))
    pairs = sorted(sorted(chosen, key=lambda p: (-chosen[p], p))[:PAIRS])
    pieces = [b"<s>", b"<pad>", b"</s>", b"<unk>"]
    scores = [0.0] * 4
    rows: list[tuple[int, ...]] = [()] * 4
    for n in kept:
        pieces.append(model.pieces[n])
        scores.append(model.scores[n])
        rows.append((n,))
    write_pieces(
        pieces, scores, out / "spm.model", model.normalisation, unknown=3, bos=0, eos=2, pad=1, control={0, 1, 2}
    )
    own = {n: row for row, n in enumerate(kept, 4)}
    np.save(out / "pairs.npy", np.array([(own[a], own[b]) for a, b in pairs], np.int32))
    (out / "rows.json").write_text(json.dumps(rows))
    print(len(kept), "pieces of", len(counts), "and", len(pairs), "pairs")


def _european(letter: str) -> bool:
    name = unicodedata.name(letter, "")
    return name.startswith(("LATIN", "CYRILLIC", "DIGIT")) or (
        unicodedata.category(letter)[0] in "PNS" and ord(letter) < 0x2200
    )


# --- 2. teach -----------------------------------------------------------------------------------------------------


def teach(windows: list[list[int]], folder: Path, threads: int) -> np.ndarray:
    """Mean of the encoder's states over each window of ids, unit length, in float16."""
    import ctranslate2

    model = ctranslate2.Encoder(str(folder), device="cpu", compute_type="int8", inter_threads=1, intra_threads=threads)
    vectors = np.zeros((len(windows), 384), np.float16)
    order = sorted(range(len(windows)), key=lambda i: (len(windows[i]), i))
    start, told = 0, time.time()
    while start < len(order):
        wide = len(windows[order[start]])
        batch = order[start : start + max(1, 2048 // wide)]
        states = np.asarray(model.forward_batch([windows[i] for i in batch]).last_hidden_state)
        for row, i in enumerate(batch):
            mean = states[row, : len(windows[i])].mean(axis=0)
            vectors[i] = mean / np.linalg.norm(mean)
        start += len(batch)
        if time.time() - told > 30:
            told = time.time()
            print(f"  {start} of {len(order)}", flush=True)
    return vectors


def sample(units: Units) -> list[tuple[str, str]]:
    """(language, text) to distil."""
    rng = np.random.default_rng(SEED)
    by: dict[tuple[str, str], list[str]] = {}
    for source, unit in units:
        for lang, text in unit.items():
            by.setdefault((source, lang), []).append(text)
    found: dict[str, str] = {}
    for (source, lang), texts in sorted(by.items()):
        texts = [t for t in dict.fromkeys(texts) if len(t) > 15 or source == "babel"]
        count = SAMPLE[source] * MORE.get(lang, 1)
        for i in sorted(rng.permutation(len(texts))[:count]):
            found.setdefault(texts[i], lang)
    return [(lang, text) for text, lang in found.items()]


# --- 3. train -----------------------------------------------------------------------------------------------------


class Flat:
    """Many lists of ids in one array."""

    def __init__(self, lists: list[list[int]]) -> None:
        lengths = np.array([len(x) for x in lists], np.int64)
        self.ends = np.cumsum(lengths)
        self.ids = np.fromiter((i for x in lists for i in x), np.int32, int(self.ends[-1]) if lists else 0)

    def bags(self, wanted: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        parts = [self.ids[(self.ends[i - 1] if i else 0) : self.ends[i]][:LONGEST] for i in wanted]
        offsets = np.cumsum([0, *map(len, parts)])[:-1]
        return np.concatenate(parts).astype(np.int64), offsets


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--seconds", type=float, default=240, help="CPU seconds of training")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--only-teach", action="store_true")
    arguments = parser.parse_args()
    from audit.encode.registry import build, find
    from audit.encode.tokens import Tokenizer, prepared
    from audit.modelstore import cache_root

    work: Path = arguments.work
    work.mkdir(parents=True, exist_ok=True)
    folder = build(find("default"), cache_root())
    units, held = read_units(arguments.texts)
    if not (work / "rows.json").exists():
        select(units, folder, work)
    rows = [tuple(r) for r in json.loads((work / "rows.json").read_text())]
    teacher = Tokenizer(folder / "spm.model")
    if not (work / "pieces.npy").exists():
        clock = time.process_time()
        np.save(work / "pieces.npy", teach([[0, *row, 2] for row in rows], folder, arguments.threads))
        print("pieces: CPU seconds", round(time.process_time() - clock))
    chosen = sample(units)
    if not (work / "texts.npy").exists():
        clock = time.process_time()
        ids = teacher.ids([prepared(text) for _, text in chosen])
        np.save(work / "texts.npy", teach([[0, *x[: LONGEST - 2], 2] for x in ids], folder, arguments.threads))
        print(len(chosen), "texts: CPU seconds", round(time.process_time() - clock))
    if not arguments.only_teach:
        from static_table_train import train  # torch is needed from here on

        train(units, held, chosen, rows, arguments)


if __name__ == "__main__":
    main()
