"""How often the document rules fire on text that nobody damaged.

Prints flags per 1,000 words, by rule and language, on native news and on professional
translations, and the findings on the control articles, which should be none::

    python benchmarks/false_alarms.py [--profile editor] [--show CODE]

The evaluation data is found through AUDIT_EVAL_DATA (default: ../shared).
"""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from audit.lid import guess, identify
from audit.rules.catalogue import catalogue, shown_to
from audit.rules.engine import detect
from audit.segment import segment
from audit.types import Article, Document

DATA = Path(os.environ.get("AUDIT_EVAL_DATA", Path(__file__).resolve().parents[2] / "shared"))
LANGUAGES = ("fr", "de", "en", "es", "vi", "it", "pt", "nl", "pl", "ru", "uk")
CONTROLS = ("enfr_walking", "fr_election")
CHUNK = 20


def prepared(text: str, language: str) -> Article:
    document = Document(id="sha256:0", text=text)
    sentences = segment(document, guess(document))
    return Article(document, identify(document, sentences, main=language), sentences)


def chunks(path: Path) -> Iterator[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    for start in range(0, len(lines), CHUNK):
        yield "\n\n".join(lines[start : start + CHUNK])


def ntrex(language: str) -> Iterator[str]:
    lines = (DATA / "data/ntrex" / f"{language}.txt").read_text(encoding="utf-8").splitlines()
    keys = [row.split("\t")[-1] for row in (DATA / "data/ntrex/documents.tsv").read_text(encoding="utf-8").splitlines()]
    keys = keys[len(keys) - len(lines) :]
    documents: dict[str, list[str]] = {}
    for key, line in zip(keys, lines, strict=True):
        documents.setdefault(key, []).append(line)
    yield from ("\n\n".join(document) for document in documents.values())


def sets() -> Iterator[tuple[str, str, Iterator[str]]]:
    yield "native news", "fr", chunks(DATA / "data/wmt21/fr-de.src.fr")
    yield "human translation", "fr", chunks(DATA / "data/wmt21/de-fr.ref.A.fr")
    yield "native news", "de", chunks(DATA / "data/wmt21/de-fr.src.de")
    for language in LANGUAGES:
        yield ("native news" if language == "en" else "ntrex translation"), language, ntrex(language)
    for control in CONTROLS:
        yield f"control {control}", "fr", iter(((DATA / "devset" / control / "article.txt").read_text("utf-8"),))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--profile", choices=("desk", "editor", "linguist"), default="editor")
    parser.add_argument("--show", default="", help="print the findings of rules whose code begins so; 'all' for every")
    parser.add_argument("--language", default="")
    options = parser.parse_args()
    if not DATA.is_dir():
        sys.exit(f"no evaluation data at {DATA}")
    rules = [r for r in catalogue() if r.scope == "document" and shown_to(r, options.profile)]
    print(f"{'set':28}{'lang':5}{'words':>7}{'flags':>6}{'per 1000':>9}  by rule (per 1000 words)")
    for name, language, texts in sets():
        if options.language and language != options.language:
            continue
        count: Counter[str] = Counter()
        words = 0
        for text in texts:
            words += len(text.split())
            for finding in detect(prepared(text, language), (), rules)[0]:
                count[finding.code] += 1
                if options.show == "all" or (options.show and finding.code.startswith(options.show)):
                    left, right = finding.span.start, finding.span.end
                    context = f"{text[max(0, left - 40) : left]}[[{finding.text}]]{text[right : right + 40]}"
                    print("   ", finding.code, finding.confidence, context.replace("\n", "⏎"))
        rates = " ".join(f"{code} {1000 * n / words:.2f}" for code, n in sorted(count.items()))
        total = sum(count.values())
        print(f"{name:28}{language:5}{words:7d}{total:6d}{1000 * total / words:9.2f}  {rates}", flush=True)


if __name__ == "__main__":
    main()
