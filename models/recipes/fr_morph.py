"""Rebuild ``models/shipped/fr-morph``: French word forms with what they can be.

Source: the French Hunspell dictionary (Dicollecte, "classique" 7.0, MPL-2.0), as packaged in
Debian's ``hunspell-fr-classical``::

    apt-get download hunspell-fr-classical && dpkg -x hunspell-fr-classical_*.deb hunspell
    python models/recipes/fr_morph.py hunspell/usr/share/hunspell/fr.dic hunspell/usr/share/hunspell/fr.aff

Every stem is expanded by its suffix rules (elided and other prefixed forms are left out) and
the tags are folded into one letter each:

    a b c d   noun: masculine singular, masculine plural, feminine singular, feminine plural
    e f g h   adjective, the same four
    i j k l   past participle, the same four
    I G V     infinitive, present participle, finite verb
    R         adverb
    O         anything else: determiner, pronoun, preposition, conjunction, numeral, interjection
    N         proper name

The result is one sorted text, ``form TAB letters``, compressed; a reader bisects it.
"""

from __future__ import annotations

import gzip
import re
import sys
from collections import defaultdict
from pathlib import Path

OUT = Path(__file__).resolve().parents[1] / "shipped" / "fr-morph"
NUMBERS = {"sg": ("s",), "pl": ("p",), "inv": ("s", "p")}
GENDERS = {"mas": ("m",), "fem": ("f",), "epi": ("m", "f")}
SLOT = {"ms": 0, "mp": 1, "fs": 2, "fp": 3}


def suffixes(aff: Path) -> dict[str, list[tuple[str, str, re.Pattern[str], str]]]:
    """flag → (strip, add, condition, morphology)."""
    rules: dict[str, list[tuple[str, str, re.Pattern[str], str]]] = defaultdict(list)
    for line in aff.read_text(encoding="utf-8").splitlines():
        parts = line.split()
        if len(parts) < 5 or parts[0] != "SFX":
            continue
        flag, strip, add, condition = parts[1:5]
        add = add.partition("/")[0]
        rules[flag].append(
            (
                "" if strip == "0" else strip,
                "" if add == "0" else add,
                re.compile(("" if condition == "." else condition) + "$"),
                " ".join(parts[5:]),
            )
        )
    return rules


def letters(tags: str) -> set[str]:
    """One-letter classes of a morphology string."""
    parts = re.findall(r"po:(\S+)", tags)
    marks = re.findall(r"is:(\S+)", tags)
    genders = [g for m in marks for g in GENDERS.get(m, ())] or ["m", "f"]
    numbers = [n for m in marks for n in NUMBERS.get(m, ())] or ["s", "p"]
    slots = {SLOT[g + n] for g in genders for n in numbers}
    out: set[str] = set()
    form = {p for p in parts if not re.match(r"v\d", p)}
    verbal = any(re.match(r"v\d", p) for p in parts)
    for part in form:
        if part == "nom":
            out |= {"abcd"[s] for s in slots}
        elif part == "adj":
            out |= {"efgh"[s] for s in slots}
        elif part == "ppas":
            out |= {"ijkl"[s] for s in slots}
        elif part == "infi":
            out.add("I")
        elif part == "ppre":
            out.add("G")
        elif part in {"ipre", "spre", "iimp", "ipsi", "simp", "ifut", "cond", "impe"}:
            out.add("V")
        elif part in {"adv", "loc.adv"}:
            out.add("R")
        elif part in {"npr", "prn", "patr"}:
            out.add("N")
        elif not re.match(r"[123]", part):
            out.add("O")
    if verbal and not out:
        out.add("V")
    return out


def expand(dic: Path, rules: dict[str, list[tuple[str, str, re.Pattern[str], str]]]) -> dict[str, set[str]]:
    """form → classes."""
    forms: dict[str, set[str]] = defaultdict(set)
    for line in dic.read_text(encoding="utf-8").splitlines()[1:]:
        entry, _, tags = line.partition(" ")
        stem, _, flags = entry.partition("/")
        flagged = [flags[i : i + 2] for i in range(0, len(flags), 2)]
        if "{}" in flagged or not re.fullmatch(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*", stem):
            continue
        if "()" not in flagged:
            forms[stem] |= letters(tags)
        for flag in flagged:
            for strip, add, condition, more in rules.get(flag, ()):
                if not condition.search(stem) or (strip and not stem.endswith(strip)):
                    continue
                form = stem[: len(stem) - len(strip)] + add
                if re.fullmatch(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*", form):
                    # The verb's own tag says nothing of the form once the suffix names it.
                    own = re.sub(r"po:v\d\S*", "", tags) if "po:" in more else tags
                    forms[form] |= letters(f"{own} {more}")
    return {form: classes for form, classes in forms.items() if classes}


def main() -> None:
    dic, aff = map(Path, sys.argv[1:3])
    forms = expand(dic, suffixes(aff))
    lines = sorted(f"{form}\t{''.join(sorted(classes))}".encode() for form, classes in forms.items())
    OUT.mkdir(parents=True, exist_ok=True)
    with (OUT / "forms.tsv.gz").open("wb") as raw, gzip.GzipFile("", "wb", 9, raw, mtime=0) as file:
        file.write(b"\n".join(lines) + b"\n")
    print(len(lines), "forms")


if __name__ == "__main__":
    main()
