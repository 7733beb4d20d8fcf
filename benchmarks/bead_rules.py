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
import random
import re
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from audit.rules.base import BeadContext, Hit, Rule
from audit.rules.catalogue import catalogue
from audit.text._tables import table
from audit.text.dates import dates, month_name, weekday_name
from audit.text.names import is_given_name, names
from audit.text.negation import negations
from audit.text.numbers import numbers
from audit.text.units import quantities
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


Sides = tuple[str, str]
"""Source and target sentence."""
Planted = tuple[str, str, Span]
"""Kind, changed target sentence, and where in it the error lies."""


def _number(sides: Sides, languages: tuple[str, str], rng: random.Random) -> Planted | None:
    """Change one digit of a figure that stands on both sides."""
    text, language = sides[1], languages[1]
    found = [
        n for n in numbers(text, language) if n.digits and not n.weak and n.kind in ("cardinal", "percent", "year")
    ]
    dated = [d.span for d in dates(text, language)]
    theirs = {reading for n in numbers(sides[0], languages[0]) for reading in n.readings}
    found = [n for n in found if n.value in theirs]
    found = [n for n in found if not any(n.span.overlap(d) for d in dated)]
    if not found:
        return None
    number = rng.choice(found)
    bare = re.match(r"[\d.,\s\u00a0\u202f]*\d", number.span.of(text))
    if bare is None:
        return None
    old = bare[0]
    places = [i for i, c in enumerate(old) if c.isdecimal()]
    place = rng.choice(places)
    digit = rng.choice([d for d in "123456789" if d != old[place]])
    new = old[:place] + digit + old[place + 1 :]
    start = number.span.start
    return "number", text[:start] + new + text[start + len(old) :], Span(start, start + len(new))


def _weekday(sides: Sides, languages: tuple[str, str], rng: random.Random) -> Planted | None:
    text, language = sides[1], languages[1]
    found = [d for d in dates(text, language) if d.weekday is not None and not d.weak]
    if not found:
        return None
    day = rng.choice(found)
    assert day.weekday is not None
    other = weekday_name(rng.choice([w for w in range(7) if w != day.weekday]), language)
    return _put("weekday", text, day.span, other)


def _month(sides: Sides, languages: tuple[str, str], rng: random.Random) -> Planted | None:
    text, language = sides[1], languages[1]
    found = [d for d in dates(text, language) if d.month is not None and not d.weak]
    if not found:
        return None
    date = rng.choice(found)
    assert date.month is not None
    name = month_name(date.month, language) or ""
    start = text.find(name, date.span.start, date.span.end)
    if start < 0 or not name:
        return None
    other = month_name(rng.choice([m for m in range(1, 13) if m != date.month]), language)
    return _put("month", text, Span(start, start + len(name)), other)


def _negation(sides: Sides, languages: tuple[str, str], _: random.Random) -> Planted | None:
    """Delete every negation of a sentence that has one."""
    text, language = sides[1], languages[1]
    cues = negations(text, language)
    if not cues or len(cues) > (2 if language == "fr" else 1):
        return None
    changed = text
    for cue in reversed(cues):
        kept = re.sub(r"^n['’]", "", cue.of(text)) if re.match(r"n['’]\w", cue.of(text), re.IGNORECASE) else ""
        changed = changed[: cue.start] + kept + changed[cue.end :].removeprefix("" if kept else " ")
    return "negation", changed, Span(0, len(changed))


def _unit(sides: Sides, languages: tuple[str, str], rng: random.Random) -> Planted | None:
    text, language = sides[1], languages[1]
    swap = {"USD": "EUR", "EUR": "USD", "kilometre": "mile", "mile": "kilometre", "metre": "foot", "GBP": "EUR"}
    words = table("units").get(language, {})
    found = [
        q
        for q in quantities(text, language)
        if q.unit in swap and swap[q.unit] in words and q.unit_span.start >= q.number.span.end
    ]
    if not found:
        return None
    quantity = rng.choice(found)
    return _put("unit", text, quantity.unit_span, max(words[swap[quantity.unit]], key=len))


def _name(sides: Sides, languages: tuple[str, str], rng: random.Random) -> Planted | None:
    """Put a common word of the language, capitalised, in place of a family name."""
    text, language = sides[1], languages[1]
    found = []
    for name in names(text, language):
        parts = [s.of(text) for s in name.words]
        if len(parts) == 2 and is_given_name(parts[0]) and not is_given_name(parts[1]):
            found.append(name.words[1])
    if not found:
        return None
    return _put("name", text, rng.choice(found), rng.choice(_COMMON_WORDS.get(language, ["Stone"])))


_COMMON_WORDS = {
    "fr": ["Boulanger", "Chasseur", "Loup", "Pierre", "Forêt", "Moulin"],
    "de": ["Bäcker", "Jäger", "Wolf", "Stein", "Wald", "Müller"],
    "en": ["Baker", "Hunter", "Wolf", "Stone", "Forest", "Miller"],
    "es": ["Panadero", "Cazador", "Lobo", "Piedra", "Bosque", "Molino"],
    "vi": ["Sói", "Thợ", "Rừng", "Đá"],
}


def _put(kind: str, text: str, span: Span, new: str | None) -> Planted | None:
    if not new or new == span.of(text):
        return None
    return kind, text[: span.start] + new + text[span.end :], Span(span.start, span.start + len(new))


PLANTERS = {
    "number": (_number, ("AC201", "AC209")),
    "weekday": (_weekday, ("AC203",)),
    "month": (_month, ("AC202",)),
    "negation": (_negation, ("AC207",)),
    "unit": (_unit, ("AC204", "AC201")),
    "name": (_name, ("AC205",)),
}


def recall(pairs: Sequence[str], chosen: Sequence[Rule], samples: int) -> dict[str, Counter[str]]:
    """Plant one error of each kind in every sentence that can carry it; print what is found.

    Precision counts every untouched sentence that the same rules mark as false, whether it
    could carry the error or not, and though some of these marks are right.
    """
    totals: dict[str, Counter[str]] = {kind: Counter() for kind in PLANTERS}
    for pair in pairs:
        source, target, languages = read(pair)
        rng = random.Random(pair)
        for kind, (plant, codes) in PLANTERS.items():
            mine = [r for r in chosen if r.code in codes]
            counts = totals[kind]
            for before, bead in zip(_beads(source, target), contexts(source, target, languages), strict=True):
                counts["false"] += any(True for r in mine if r.bead_check for _ in r.bead_check(bead))
                planted = plant(before, languages, rng)
                if planted is None:
                    continue
                counts["planted"] += 1
                broken = next(contexts([before[0]], [planted[1]], languages))
                hits = [h for r in mine if r.bead_check for h in r.bead_check(broken)]
                if any(h.span.overlap(planted[2]) for h in hits):
                    counts["found"] += 1
                elif counts["shown"] < samples:
                    counts["shown"] += 1
                    print(
                        f"  missed {kind} {pair} [{planted[2].of(planted[1])[:60]}]\n    S {before[0]}\n    T {planted[1]}"
                    )
    print(f"{'kind':10} {'planted':>8} {'found':>7} {'false':>6} {'recall':>7} {'precision':>9}")
    for kind, counts in totals.items():
        planted_all, found_all = counts["planted"], counts["found"]
        if planted_all:
            precision = found_all / max(1, found_all + counts["false"])
            print(
                f"{kind:10} {planted_all:8} {found_all:7} {counts['false']:6} {found_all / planted_all:7.3f} {precision:9.3f}"
            )

    return totals


def _beads(source: Sequence[str], target: Sequence[str]) -> Iterator[tuple[str, str]]:
    return ((s, t) for s, t in zip(source, target, strict=True) if s.strip() and t.strip())


if __name__ == "__main__":
    main()
