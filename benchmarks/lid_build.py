"""Draws a benchmark of mixed-language documents from Universal Dependencies and NTREX.

    python benchmarks/lid_build.py OUT.jsonl [--seed 20261122] [--repeats 2] [--lists FOLDER]

Reads `ud/*.conllu` and `ntrex/*.txt` below $AUDIT_EVAL_DATA (default: ../shared/data or ../shared).
Hosts are six to ten neighbouring sentences of edited news; sentences that occur in the tuning set
`mixed/dev.jsonl` are left out. Kinds:

sent1 sent23   one, or two to three, sentences in another language
clause quote   four to twelve words of another language inside a sentence, bare or in marks
title          a short line (a headline) in another language on a line of its own
word           one content word replaced by one of another language
clean          nothing inserted; all of NTREX and the news half of UD
names          every proper name replaced by one from another language of the same script

Each line: main, other, kind, text, gold [[start, end, language]], n_sent, id. The data's licences
(CC BY-SA) bind what this writes: keep it out of the repository.

``--lists`` draws from plain lists of sentences instead, `FOLDER/<language>.txt`, one a line: other
languages than those that costs and thresholds were tuned on. Crawled lists hold sentences in other
languages and broken encodings; leave out first what two other detectors do not both call by the name.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

LANGUAGES = ["fr", "de", "en", "es", "it", "pt", "nl", "pl", "ru", "uk", "vi"]
CYRILLIC = {"ru", "uk"}
KINDS = ["sent1", "sent23", "clause", "quote", "title", "word"]
ROOT = Path(__file__).resolve().parents[1]


def data_folder() -> Path:
    base = Path(os.environ.get("AUDIT_EVAL_DATA", ROOT.parent / "shared"))
    return base / "data" if (base / "data").is_dir() else base


@dataclass
class Sentence:
    text: str
    names: list[tuple[int, int]] = field(default_factory=list)
    content: list[tuple[int, int]] = field(default_factory=list)
    foreign: bool = False


def conllu(path: Path) -> Iterator[tuple[str, Sentence]]:
    name, text, rows = "", "", []
    for line in [*path.read_text(encoding="utf-8").split("\n"), ""]:
        if line.startswith("# sent_id"):
            name = line.split("=", 1)[1].strip()
        elif line.startswith("# text ="):
            text = line.split("=", 1)[1].strip()
        elif line[:1].isdigit():
            rows.append(line.split("\t"))
        elif not line and rows:
            yield name, located(text, rows)
            rows = []


def located(text: str, rows: list[list[str]]) -> Sentence:
    """Surface words with offsets; a contraction takes the part of speech of its last part."""
    out = Sentence(text)
    at, skip = 0, 0
    for index, row in enumerate(rows):
        if "." in row[0]:
            continue
        if skip:
            skip -= 1
            continue
        part = row[3]
        if "-" in row[0]:
            low, high = map(int, row[0].split("-"))
            skip = high - low + 1
            part = rows[min(index + skip, len(rows) - 1)][3]
        found = text.find(row[1], at)
        out.foreign |= "Foreign=Yes" in row[5] or "Foreign=Yes" in row[9]
        if found < 0:
            continue
        at = found + len(row[1])
        if part == "PROPN" and row[1][0].isupper() and row[1].isalpha() and len(row[1]) > 2:
            out.names.append((found, at))
        if part in ("NOUN", "VERB", "ADJ") and found > 0 and len(row[1]) > 3 and row[1].isalpha():
            out.content.append((found, at))
    return out


def plain(text: str) -> Sentence:
    """A sentence without annotation: lower-case words of five letters and more count as content."""
    content = [m.span() for m in re.finditer(r"(?<![\w'’-])[^\W\d_]{5,}(?![\w'’-])", text) if m.group().islower()]
    return Sentence(text, [], [span for span in content if span[0] > 0])


def corpora(folder: Path) -> tuple[dict[str, list[list[Sentence]]], dict[str, list[Sentence]]]:
    """Documents of NTREX and runs of UD news sentences, per language; and UD sentences with names."""
    seen = set()
    tuned = folder / "mixed" / "dev.jsonl"
    tuned_text = "\n".join(json.loads(line)["text"] for line in tuned.open(encoding="utf-8")) if tuned.is_file() else ""
    hosts: dict[str, list[list[Sentence]]] = {}
    trees: dict[str, list[Sentence]] = {}
    documents = (folder / "ntrex" / "documents.tsv").read_text(encoding="utf-8").split("\n")
    for language in LANGUAGES:
        lines = (folder / "ntrex" / f"{language}.txt").read_text(encoding="utf-8").split("\n")
        runs: dict[str, list[Sentence]] = {}
        for document, line in zip(documents, lines, strict=False):
            if line.strip() and line.strip() not in tuned_text:
                runs.setdefault(document, []).append(plain(line.strip()))
        hosts[language] = list(runs.values())
        path = folder / "ud" / f"{language}.conllu"
        trees[language] = []
        if path.is_file():
            for name, sentence in conllu(path):
                fresh = sentence.text not in tuned_text and sentence.text not in seen
                if (
                    fresh
                    and not name.startswith("w")
                    and not sentence.foreign
                    and len(sentence.text) >= 25
                    and "http" not in sentence.text
                ):
                    seen.add(sentence.text)
                    trees[language].append(sentence)
    return hosts, trees


def listed(folder: Path, languages: list[str]) -> tuple[dict[str, list[list[Sentence]]], dict[str, list[Sentence]]]:
    """Runs of eight sentences of plain lists; no trees."""
    hosts = {}
    for language in languages:
        lines = (folder / f"{language}.txt").read_text(encoding="utf-8").split("\n")
        sentences = [plain(line.strip()) for line in lines if line.strip()]
        hosts[language] = [sentences[at : at + 8] for at in range(0, len(sentences), 8)]
    return hosts, {language: [] for language in languages}


class Draw:
    def __init__(self, folder: Path, seed: int, lists: Path | None = None) -> None:
        self.random = random.Random(seed)
        self.languages = LANGUAGES if lists is None else sorted(path.stem for path in lists.glob("*.txt"))
        self.documents, self.trees = corpora(folder) if lists is None else listed(lists, self.languages)
        self.sentences = {
            language: [
                sentence
                for run in self.documents[language]
                for sentence in run
                if len(sentence.text) >= 25 and "http" not in sentence.text
            ]
            + self.trees[language]
            for language in self.languages
        }
        self.vocabulary = {
            language: {word.lower() for sentence in sentences for word in re.findall(r"[^\W\d_]+", sentence.text)}
            for language, sentences in self.sentences.items()
        }
        self.titles = {
            language: [s.text.rstrip(".!?") for s in sentences if 14 <= len(s.text) <= 60 and len(s.text.split()) >= 3]
            for language, sentences in self.sentences.items()
        }

    def host(self, language: str, pool: list[Sentence] | None = None) -> list[Sentence]:
        sentences = pool or self.sentences[language]
        size = self.random.randint(6, 10)
        at = self.random.randrange(0, max(1, len(sentences) - size))
        return sentences[at : at + size]

    def separators(self, count: int) -> list[str]:
        out, left = [], self.random.randint(1, 4)
        for _ in range(count - 1):
            left -= 1
            out.append("\n\n" if left <= 0 else " ")
            left = left if left > 0 else self.random.randint(1, 4)
        return [*out, ""]

    def clause(self, language: str) -> str:
        while True:
            sentence = self.random.choice(self.sentences[language]).text
            parts = [p.strip(' ,;:–—-"“”„«»()') for p in re.split(r"[,;:.!?]\s", sentence)]
            parts = [p for p in parts if 4 <= len(p.split()) <= 12 and sum(map(str.isalpha, p)) >= 15]
            if parts:
                return self.random.choice(parts)

    def document(self, main: str, other: str, kind: str) -> dict | None:
        host = self.host(main)
        pieces: list[list[tuple[str, str | None]]] = [[(sentence.text, None)] for sentence in host]
        seps = self.separators(len(pieces))
        if kind in ("sent1", "sent23", "title"):
            self.insert_lines(pieces, seps, other, kind)
        elif kind in ("clause", "quote"):
            self.insert_clause(pieces, host, other, kind)
        elif not self.replace_word(pieces, host, main, other):
            return None
        text, gold = assembled(pieces, seps)
        letters = sum(map(str.isalpha, text))
        if sum(map(str.isalpha, "".join(text[a:b] for a, b, _ in gold))) > 0.4 * letters:
            return self.document(main, other, kind)  # the main language must not be in doubt
        return {"main": main, "other": other, "kind": kind, "text": text, "gold": gold, "n_sent": len(pieces)}

    def insert_lines(self, pieces: list, seps: list[str], other: str, kind: str) -> None:
        at = self.random.randrange(0, len(pieces) + (kind != "title"))
        if kind == "title":
            inserted = [self.random.choice(self.titles[other])]
        else:
            count = 1 if kind == "sent1" else self.random.randint(2, 3)
            first = self.random.randrange(0, len(self.sentences[other]) - count)
            inserted = [sentence.text for sentence in self.sentences[other][first : first + count]]
        alone = kind == "title" or self.random.random() < 0.5
        pieces[at:at] = [[(text, other)] for text in inserted]
        seps[at:at] = [" "] * (len(inserted) - 1) + ["\n\n" if alone else " "]
        if alone and at > 0:
            seps[at - 1] = "\n\n"
        for index in range(len(seps) - 1):
            seps[index] = seps[index] or " "
        seps[-1] = ""

    def insert_clause(self, pieces: list, host: list[Sentence], other: str, kind: str) -> None:
        long = [index for index, sentence in enumerate(host) if len(sentence.text) > 60] or [0]
        index = self.random.choice(long)
        text, clause = host[index].text, self.clause(other)
        if kind == "clause":
            cuts = (
                [m.end() for m in re.finditer(r", |: | – ", text)] or [m.end() for m in re.finditer(" ", text)] or [0]
            )
            cut = self.random.choice(cuts)
            after = ", " if text[cut - 2 : cut] == ", " else " "
            pieces[index] = [(text[:cut], None), (clause, other), (after, None), (text[cut:], None)]
        else:
            cut = self.random.choice([m.end() for m in re.finditer(" ", text)] or [0])
            left, right = self.random.choice([("« ", " » "), ("“", "” "), ('"', '" '), ("(", ") ")])
            pieces[index] = [(text[:cut] + left, None), (clause, other), (right + text[cut:], None)]

    def replace_word(self, pieces: list, host: list[Sentence], main: str, other: str) -> bool:
        spots = [(index, span) for index, sentence in enumerate(host) for span in sentence.content]
        pool = [
            sentence.text[a:b]
            for sentence in self.random.sample(self.sentences[other], min(150, len(self.sentences[other])))
            for a, b in sentence.content
            if sentence.text[a:b].lower() not in self.vocabulary[main]
        ]
        if not spots or not pool:
            return False
        index, (start, end) = self.random.choice(spots)
        text = host[index].text
        pieces[index] = [(text[:start], None), (self.random.choice(pool), other), (text[end:], None)]
        return True

    def swapped(self, main: str) -> dict:
        """A clean text with every name exchanged for one from another language of its script."""
        host = self.host(main, self.trees[main])
        pool = [
            sentence.text[a:b]
            for language in self.languages
            if language != main and (language in CYRILLIC) == (main in CYRILLIC) and self.trees[language]
            for sentence in self.random.sample(self.trees[language], min(60, len(self.trees[language])))
            for a, b in sentence.names
        ]
        lines = []
        for sentence in host:
            text = sentence.text
            for start, end in reversed(sentence.names):
                text = text[:start] + (self.random.choice(pool) if pool else text[start:end]) + text[end:]
            lines.append([(text, None)])
        text, _ = assembled(lines, self.separators(len(lines)))
        return {"main": main, "other": main, "kind": "names", "text": text, "gold": [], "n_sent": len(lines)}

    def clean(self) -> Iterator[dict]:
        for language in self.languages:
            for run in self.documents[language]:
                text = "\n".join(sentence.text for sentence in run)
                yield {
                    "main": language,
                    "other": language,
                    "kind": "clean",
                    "text": text,
                    "gold": [],
                    "n_sent": len(run),
                }
            for at in range(0, len(self.trees[language]), 8):
                run = self.trees[language][at : at + 8]
                text, _ = assembled([[(sentence.text, None)] for sentence in run], self.separators(len(run)))
                yield {
                    "main": language,
                    "other": language,
                    "kind": "clean",
                    "text": text,
                    "gold": [],
                    "n_sent": len(run),
                }


def assembled(pieces: list, seps: list[str]) -> tuple[str, list[list]]:
    text, gold = "", []
    for piece, separator in zip(pieces, seps, strict=True):
        for part, language in piece:
            if language:
                start = len(text) + len(part) - len(part.lstrip())
                gold.append([start, start + len(part.strip()), language])
            text += part
        text += separator
    merged: list[list] = []
    for span in gold:
        if merged and merged[-1][2] == span[2] and not any(map(str.isalpha, text[merged[-1][1] : span[0]])):
            merged[-1][1] = span[1]
        else:
            merged.append(span)
    return text, merged


def build(folder: Path, seed: int, repeats: int, lists: Path | None = None) -> list[dict]:
    draw = Draw(folder, seed, lists)
    out = []
    for main in draw.languages:
        for other in draw.languages:
            if main == other:
                continue
            for kind in KINDS:
                out += [document for _ in range(repeats) if (document := draw.document(main, other, kind))]
        if main != "ru" and draw.trees[main]:  # no second Cyrillic treebank to take names from
            out += [draw.swapped(main) for _ in range(20 * repeats)]
    out += draw.clean()
    for number, document in enumerate(out):
        document["id"] = number
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--seed", type=int, default=20261122)
    parser.add_argument("--repeats", type=int, default=2)
    parser.add_argument("--lists", type=Path)
    arguments = parser.parse_args()
    documents = build(data_folder(), arguments.seed, arguments.repeats, arguments.lists)
    with arguments.out.open("w", encoding="utf-8") as file:
        for document in documents:
            file.write(json.dumps(document, ensure_ascii=False) + "\n")
    count = {kind: sum(d["n_sent"] for d in documents if d["kind"] == kind) for kind in ("clean", "names")}
    print(len(documents), "documents; sentences in clean ones:", count)


if __name__ == "__main__":
    main()
