"""Rebuilds the language table `models/shipped/lid-table` from the frequency lists of wordfreq.

    python models/recipes/lid_table.py                      rebuild everything
    python models/recipes/lid_table.py --add et latin       add a language to languages.toml and rebuild

Deterministic: the same version of wordfreq gives the same bytes. Per script family there are two
tables, both sorted for binary search and meant to be memory-mapped:

words     CRC-32 of the word (UTF-8, lower case, NFC) → (language, level) pairs, level = Zipf × 25
grams     up to four symbols of the family's alphabet packed into 32 bits → −log P(last | others) × 18
          per language, from a Witten-Bell style interpolation of character n-grams whose counts are
          weighted by frequency ** 0.6, so that frequent words do not drown the shape of rare ones
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import re
import tomllib
import unicodedata
import zlib
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = ROOT / "audit" / "lid" / "data" / "languages.toml"
OUT = ROOT / "models" / "shipped" / "lid-table"
ORDER = 4
START, END, OTHER = 1, 2, 3
GRAMS_KEPT = {"latin": 270_000, "cyrillic": 120_000, "arabic": 80_000}
ZIPF_STEP = 25.0
LOG_STEP = 18.0
RANGES = {
    "latin": ((0x41, 0x24F), (0x1E00, 0x1EFF)),
    "cyrillic": ((0x400, 0x52F),),
    "arabic": ((0x600, 0x6FF), (0x750, 0x77F)),
}
TO_CYRILLIC = {"lj": "љ", "nj": "њ", "dž": "џ"} | dict(
    zip("abvgdđežzijklmnoprstćufhcčš", "абвгдђежзијклмнопрстћуфхцчш", strict=True)
)


def to_cyrillic(word: str) -> str:
    return re.sub("lj|nj|dž|.", lambda m: TO_CYRILLIC.get(m.group(), m.group()), word)


def in_family(word: str, family: str) -> bool:
    return all(any(a <= ord(c) <= b for a, b in RANGES[family]) for c in word)


def frequencies(family: str, tag: str, options: dict) -> dict[str, float]:
    """Frequency of every plain word of the list; parts of "l'eau" and "e-mail" count for themselves."""
    import wordfreq

    found: dict[str, float] = {}
    for word, frequency in wordfreq.get_frequency_dict(options.get("list", tag), "best").items():
        if options.get("transliterate"):
            word = to_cyrillic(word)
        for part in re.split("['’‘-]", unicodedata.normalize("NFC", word)):
            if part and part.isalpha() and in_family(part, family):
                found[part] = found.get(part, 0.0) + frequency
    best = sorted(found.items(), key=lambda item: (-item[1], item[0]))[: options["depth"]]
    return dict(best)


def word_table(lists: list[dict[str, float]]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    entries: dict[int, dict[int, int]] = {}
    for language, words in enumerate(lists):
        for word, frequency in words.items():
            level = min(255, max(1, round((math.log10(frequency) + 9) * ZIPF_STEP)))
            row = entries.setdefault(zlib.crc32(word.encode()), {})
            row[language] = max(level, row.get(language, 0))
    keys = sorted(entries)
    counts = np.array([len(entries[key]) for key in keys], np.uint8)
    pairs = np.array([pair for key in keys for pair in sorted(entries[key].items())], np.uint8)
    return np.array(keys, np.uint32), counts, pairs


def alphabet_of(lists: list[dict[str, float]]) -> str:
    mass: dict[str, float] = {}
    for words in lists:
        total = sum(words.values())
        for word, frequency in words.items():
            for letter in word:
                mass[letter] = mass.get(letter, 0.0) + frequency / total
    return "".join(sorted(sorted(mass, key=lambda letter: (-mass[letter], letter))[:250]))


def counted(words: dict[str, float], code: dict[str, int]) -> list[tuple[np.ndarray, np.ndarray]]:
    """Per order 1…4: the packed n-grams and their weighted counts."""
    symbols, weights = [], []
    for word, frequency in words.items():
        coded = [START] * (ORDER - 1) + [code.get(letter, OTHER) for letter in word] + [END]
        symbols += coded
        weights += [0.0] * (ORDER - 1) + [(frequency * 1e9) ** 0.6] * (len(word) + 1)
    flat, weight = np.array(symbols, np.uint32), np.array(weights)
    here = np.flatnonzero(weight)
    out = []
    for order in range(1, ORDER + 1):
        key = np.zeros(len(here), np.uint32)
        for back in range(order):
            key |= flat[here - back] << np.uint32(8 * back)
        unique, inverse = np.unique(key, return_inverse=True)
        out.append((unique, np.bincount(inverse, weight[here])))
    return out


def gram_table(lists: list[dict[str, float]], alphabet: str, keep: int) -> tuple[np.ndarray, np.ndarray]:
    code = {letter: index + OTHER + 1 for index, letter in enumerate(alphabet)}
    tables = [counted(words, code) for words in lists]
    lower_keys, lower = np.zeros(0, np.uint32), np.zeros((0, len(lists)))
    all_keys, all_logs = [], []
    for order in range(1, ORDER + 1):
        keys = np.unique(np.concatenate([table[order - 1][0] for table in tables]))
        counts = np.zeros((len(keys), len(lists)))
        for language, table in enumerate(tables):
            counts[np.searchsorted(keys, table[order - 1][0]), language] = table[order - 1][1]
        if order == 1:
            probability = (counts + 0.5) / (counts.sum(0) + 0.5 * 1200)
        else:
            context, group = np.unique(keys >> np.uint32(8), return_inverse=True)
            mass = np.zeros((len(context), len(lists)))
            kinds = np.zeros_like(mass)
            np.add.at(mass, group, counts)
            np.add.at(kinds, group, counts > 0)
            backoff = np.where(mass > 0, np.sqrt(np.maximum(mass, 1e-9)) * 0.4 + kinds * 3, 1.0)[group]
            suffix = keys & np.uint32((1 << (8 * (order - 1))) - 1)
            probability = (counts + backoff * lower[np.searchsorted(lower_keys, suffix)]) / (mass[group] + backoff)
        lower_keys, lower = keys, probability
        logs = np.clip(np.rint(-np.log(probability) * LOG_STEP), 0, 255).astype(np.uint8)
        if order == ORDER:
            share = (counts / counts.sum(0)).max(1)
            best = np.sort(np.argsort(-share, kind="stable")[:keep])
            keys, logs = keys[best], logs[best]
        all_keys.append(keys)
        all_logs.append(logs)
    keys, logs = np.concatenate(all_keys), np.concatenate(all_logs)
    order_ = np.argsort(keys, kind="stable")
    return keys[order_], logs[order_]


def add(tag: str, family: str, depth: int) -> None:
    lines = LANGUAGES.read_text(encoding="utf-8").splitlines()
    at = lines.index(f"[{family}]")
    if not any(line.startswith(f"{tag} =") for line in lines):
        lines.insert(at + 1, f"{tag} = {{ depth = {depth} }}")
        LANGUAGES.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--add", nargs=2, metavar=("TAG", "FAMILY"), help="add a language of wordfreq first")
    parser.add_argument("--depth", type=int, default=50_000)
    arguments = parser.parse_args()
    if arguments.add:
        add(*arguments.add, arguments.depth)
    OUT.mkdir(parents=True, exist_ok=True)
    index: dict[str, dict] = {}
    for family, languages in tomllib.loads(LANGUAGES.read_text(encoding="utf-8")).items():
        lists = [frequencies(family, tag, options) for tag, options in languages.items()]
        keys, counts, pairs = word_table(lists)
        alphabet = alphabet_of(lists)
        grams, logs = gram_table(lists, alphabet, GRAMS_KEPT[family])
        for name, array in (("words", keys), ("counts", counts), ("pairs", pairs), ("grams", grams), ("logs", logs)):
            np.save(OUT / f"{family}.{name}.npy", array)
        index[family] = {"languages": list(languages), "alphabet": alphabet}
        print(family, len(languages), "languages", len(keys), "words", len(pairs), "pairs", len(grams), "n-grams")
    text = json.dumps({"zipf_step": ZIPF_STEP, "log_step": LOG_STEP, "families": index}, ensure_ascii=False, indent=1)
    (OUT / "index.json").write_text(text + "\n", encoding="utf-8")
    total = 0
    for path in sorted(OUT.iterdir()):
        raw = path.read_bytes()
        total += len(raw)
        print(f'"{path.name}" = "{hashlib.sha256(raw).hexdigest()}"')
    print("bytes =", total)


if __name__ == "__main__":
    main()
