"""Aligned texts with known beads: gold sets as they are, and news documents cut, moved, mixed and stitched.

Nothing is stored: everything is read from the evaluation folder and built from fixed seeds.
Documents with an even number choose parameters, the others are reported.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from audit.types import Article, Document, Languages, Sentence, Span

Pair = tuple[tuple[int, ...], tuple[int, ...]]
PAIRS = (("de", "fr"), ("vi", "fr"), ("vi", "de"), ("en", "fr"), ("es", "fr"))
"""(language of the original, language of the article)"""
UNTOUCHED = (("pl", "ru"), ("uk", "en"), ("pt", "es"), ("nl", "de"), ("it", "fr"))
"""Pairs that chose nothing, not even on tuning documents."""


def data_folder() -> Path:
    """The evaluation folder."""
    given = os.environ.get("AUDIT_EVAL_DATA")
    return (Path(given) if given else Path(__file__).resolve().parents[2] / "shared") / "data"


@dataclass(frozen=True)
class Case:
    """One article, its candidate originals and the true beads."""

    name: str
    target: tuple[str, ...]
    sources: tuple[tuple[str, ...], ...]
    gold: tuple[tuple[int, Pair], ...]
    """(number of the original, (source sentences, target sentences))"""
    languages: tuple[str, str]
    nulls: bool = False
    """Whether gold holds the beads with an empty side too."""
    target_blocks: tuple[int, ...] = ()


def article(sentences: Sequence[str], language: str, name: str, blocks: Sequence[int] = ()) -> Article:
    """An article of exactly these sentences."""
    text, made = [], []
    at = 0
    for k, sentence in enumerate(sentences):
        made.append(Sentence(k, Span(at, at + len(sentence)), "paragraph", blocks[k] if blocks else 0))
        text.append(sentence)
        at += len(sentence) + 1
    return Article(Document(f"sha256:{name}", "\n".join(text)), Languages(language, 1.0), tuple(made))


def _lines(path: Path) -> list[str]:
    return [line.strip() for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(x) for x in re.findall(r"\d+", text))


def _ladder(path: Path) -> tuple[tuple[int, Pair], ...]:
    rows = (row.split("]:[") for row in _lines(path))
    return tuple((0, (_numbers(left), _numbers(right.split("]")[0]))) for left, right in rows)


def textberg() -> Iterator[Case]:
    """Text+Berg dev, German–French."""
    folder = data_folder() / "textberg"
    read = lambda name: tuple(x.strip() for x in (folder / name).read_text(encoding="utf-8").split("\n")[:-1])  # noqa: E731
    yield Case("dev", read("dev.fr"), (read("dev.de"),), _ladder(folder / "dev.defr"), ("de", "fr"), nulls=True)


def parice() -> Iterator[Case]:
    """ParIce, English–Icelandic."""
    folder = data_folder() / "parice"
    for path in sorted((folder / "gold").glob("*.txt")):
        source, target = (
            [line.split("\t", 1)[-1] for line in _lines(folder / side / path.name)]  # each line starts with its number
            for side in ("eng", "isl")
        )
        yield Case(path.stem, tuple(target), (tuple(source),), _ladder(path), ("en", "is"), nulls=True)


# ------------------------------------------------------------------ news documents


def ntrex(tuning: bool, more: Sequence[str] = ()) -> dict[str, dict[str, tuple[str, ...]]]:
    """Document → language → lines, of the tuning or of the reporting half; ``more`` languages than the usual five."""
    folder = data_folder() / "ntrex"
    names = (folder / "documents.tsv").read_text(encoding="utf-8").split()
    out: dict[str, dict[str, list[str]]] = {}
    for language in sorted({"de", "en", "es", "fr", "vi", *more}):
        lines = (folder / f"{language}.txt").read_text(encoding="utf-8").split("\n")
        for name, line in zip(names, lines, strict=False):
            if (int(name.rsplit(".", 1)[1]) % 2 == 0) == tuning and line.strip():
                out.setdefault(name, {}).setdefault(language, []).append(line.strip())
    same = {n: d for n, d in sorted(out.items()) if len({len(v) for v in d.values()}) == 1 and len(d["fr"]) >= 8}
    return {name: {language: tuple(lines) for language, lines in doc.items()} for name, doc in same.items()}


@dataclass(frozen=True)
class Setting:
    """How an article is made from its original."""

    name: str
    drop: float = 0.0
    """Share of paragraphs left out; a tenth of the remaining sentences goes with them."""
    move: bool = False
    foreign: float = 0.0
    """Share of the article's sentences that come from other documents on similar topics."""
    stitched: bool = False
    unrelated: bool = False
    free: bool = False
    """Sentences cut and joined much more freely: one to three, two to two across the boundary."""
    loose: float = 0.0
    """Share of single sentences left out, and added from other documents, in place."""
    replaced: float = 0.0
    """Share of sentences in whose place stands one from another document."""


SETTINGS = (
    Setting("in order"),
    Setting("in order, cut freely", free=True, loose=0.02),
    Setting("in order, a few added and left out", loose=0.05),
    Setting("in order, a few replaced", replaced=0.1),
    Setting("half dropped, in order", drop=0.5),
    Setting("half dropped, moved", drop=0.5, move=True),
    Setting("a third dropped, moved, a few added", drop=0.34, move=True, loose=0.1),
    Setting("half foreign", drop=0.5, move=True, foreign=0.5),
    Setting("three quarters foreign", drop=0.5, move=True, foreign=0.75),
    Setting("stitched from two", drop=0.5, move=True, stitched=True),
    Setting("unrelated, same topic", unrelated=True),
)


def similar(
    documents: dict[str, dict[str, tuple[str, ...]]], encode: Callable[[Sequence[str]], np.ndarray]
) -> dict[str, list[str]]:
    """For each document the others, most similar first, without those that share a sentence with it.

    Two reports of one speech quote the same words: such a sentence *has* a counterpart, and calling
    it foreign would be wrong gold.
    """
    names = sorted(documents)
    means = np.stack([np.asarray(encode(documents[name]["en"])).mean(axis=0) for name in names])
    means -= means.mean(axis=0)
    means /= np.linalg.norm(means, axis=1, keepdims=True)
    order = np.argsort(-(means @ means.T), axis=1, kind="stable")
    words = {name: [set(re.findall(r"\w+", line.casefold())) for line in documents[name]["en"]] for name in names}
    return {
        name: [names[k] for k in order[i] if k != i and not _shared(words[name], words[names[k]])]
        for i, name in enumerate(names)
    }


def _shared(ours: Sequence[set[str]], theirs: Sequence[set[str]]) -> bool:
    return any(len(a & b) > 0.5 * len(a | b) for a in ours for b in theirs if min(len(a), len(b)) > 5)


def _split(line: str) -> tuple[str, str] | None:
    """Two parts cut at the punctuation nearest the middle; ``None`` for a line that has none."""
    cuts = [m.end() for m in re.finditer(r"[,;:–—]\s", line) if 0.3 < m.end() / len(line) < 0.7]
    if len(line) < 90 or not cuts:
        return None
    cut = min(cuts, key=lambda c: abs(c - len(line) / 2))
    return line[:cut].strip(), line[cut:].strip()


Piece = tuple[tuple[int, ...], tuple[str, ...]]
"""Source sentences and the target sentences that stand for them."""


def _pieces(
    source: Sequence[str], target: Sequence[str], free: bool, rng: np.random.Generator
) -> tuple[list[str], list[Piece]]:
    """Original with some sentences merged, and pieces of the article with some merged and some split."""
    original: list[str] = []
    pieces: list[Piece] = []
    k = 0
    while k < len(target):
        draw = rng.random()
        at = len(original)
        halves = _split(target[k])
        later = _split(target[k + 1]) if k + 1 < len(target) else None
        if free and draw > 0.55 and later:
            original += source[k : k + 2]
            pieces.append(((at, at + 1), (f"{target[k]} {later[0]}", later[1])))
            k += 2
        elif free and 0.25 < draw < 0.4 and k + 2 < len(target):
            whole = " ".join(target[k : k + 3])
            if draw < 0.32:
                original += source[k : k + 3]
                pieces.append(((at, at + 1, at + 2), (whole,)))
            else:
                original.append(" ".join(source[k : k + 3]))
                pieces.append(((at,), tuple(target[k : k + 3])))
            k += 3
        elif draw < 0.12 and k + 1 < len(target):
            original += source[k : k + 2]
            pieces.append(((at, at + 1), (f"{target[k]} {target[k + 1]}",)))
            k += 2
        elif draw < 0.18 and k + 1 < len(target):
            original.append(f"{source[k]} {source[k + 1]}")
            pieces.append(((at,), tuple(target[k : k + 2])))
            k += 2
        else:
            original.append(source[k])
            pieces.append(((at,), (halves if draw > 0.8 else None) or (target[k],)))
            k += 1
    return original, pieces


def _paragraphs(pieces: Sequence[Piece], rng: np.random.Generator) -> list[list[Piece]]:
    out, k = [], 0
    while k < len(pieces):
        size = int(rng.integers(2, 5))
        out.append(list(pieces[k : k + size]))
        k += size
    return out


def _kept(pieces: Sequence[Piece], setting: Setting, rng: np.random.Generator) -> list[list[Piece]]:
    paragraphs = _paragraphs(pieces, rng)
    if setting.drop:
        keep = sorted(rng.permutation(len(paragraphs))[: max(1, round(len(paragraphs) * (1 - setting.drop)))])
        paragraphs = [[p for p in paragraphs[k] if rng.random() > 0.1] or paragraphs[k][:1] for k in keep]
    return paragraphs


def _loosened(
    pieces: Sequence[Piece], others: Sequence[str], share: float, rng: np.random.Generator
) -> Iterator[Piece]:
    for piece in pieces:
        if rng.random() >= share:
            yield piece
        if rng.random() < share:
            yield (), (others[int(rng.integers(len(others)))],)


def _replaced(
    pieces: Sequence[Piece], others: Sequence[str], share: float, rng: np.random.Generator
) -> Iterator[Piece]:
    for piece in pieces:
        yield piece if rng.random() >= share else ((), (others[int(rng.integers(len(others)))],))


def build(
    setting: Setting,
    name: str,
    documents: dict[str, dict[str, tuple[str, ...]]],
    near: Sequence[str],
    pair: tuple[str, str],
    seed: int,
) -> Case:
    """One case from one document."""
    s, t = pair
    rng = np.random.default_rng([seed, *name.encode()])
    if setting.unrelated:
        return Case(name, documents[name][t], (documents[near[0]][s],), (), pair)
    original, pieces = _pieces(documents[name][s], documents[name][t], setting.free, rng)
    if setting.loose:
        pieces = list(_loosened(pieces, documents[near[1]][t], setting.loose, rng))
    if setting.replaced:
        pieces = list(_replaced(pieces, documents[near[1]][t], setting.replaced, rng))
    items = [(0, paragraph) for paragraph in _kept(pieces, setting, rng)]
    sources = [tuple(original)]
    if setting.stitched:
        other, more = _pieces(documents[near[0]][s], documents[near[0]][t], setting.free, rng)
        sources.append(tuple(other))
        items += [(1, paragraph) for paragraph in _kept(more, setting, rng)]
    if setting.move:
        items = [items[k] for k in rng.permutation(len(items))]
    if setting.foreign:
        own = sum(len(texts) for _, paragraph in items for _, texts in paragraph)
        need = round(own * setting.foreign / (1 - setting.foreign))
        while need > 0:
            lines = documents[near[int(rng.integers(0, 5))]][t]
            at = int(rng.integers(0, max(1, len(lines) - 3)))
            cut = lines[at : at + min(need, int(rng.integers(2, 5)))]
            items.insert(int(rng.integers(len(items) + 1)), (-1, [((), (line,)) for line in cut]))
            need -= len(cut)
    target: list[str] = []
    blocks: list[int] = []
    gold: list[tuple[int, Pair]] = []
    for block, (k, paragraph) in enumerate(items):
        for where, texts in paragraph:
            here = tuple(range(len(target), len(target) + len(texts)))
            target += texts
            blocks += [block] * len(texts)
            if k >= 0 and where:
                gold.append((k, (where, here)))
    return Case(name, tuple(target), tuple(sources), tuple(gold), pair, target_blocks=tuple(blocks))


def news(
    setting: Setting,
    pair: tuple[str, str],
    tuning: bool,
    encode: Callable[[Sequence[str]], np.ndarray],
    seeds: Sequence[int] = (1, 2, 3),
) -> Iterator[Case]:
    """All cases of one setting and one pair; each document is cut and mixed once per seed."""
    documents = ntrex(tuning, pair)
    near = similar(documents, encode)
    for seed in seeds[:1] if setting.unrelated else seeds:
        for name in sorted(documents):
            yield build(setting, name, documents, near[name], pair, seed)
