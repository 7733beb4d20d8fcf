"""Number words and written conventions of one language, from ``data/numbers.toml``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from audit.text._tables import table

__all__ = ["Lexicon", "in_words", "lexicon"]

_SPACES = " \u00a0\u202f\u2009"
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_NEVER = r"(?!x)x"
_COMPOUNDING = ("de", "nl", "it")
"""Languages that write twenty-three as one word."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """How one language writes numbers."""

    language: str
    decimal: str
    groups: str
    lax: bool
    """Both separators are in use among the language's countries."""
    values: Mapping[str, int]
    """Words below a thousand that are surely numbers, lower case."""
    hundreds: frozenset[str]
    tens: frozenset[str]
    joiners: frozenset[str]
    scales: Mapping[str, int]
    glued: Mapping[str, int]
    loose: Mapping[str, Decimal]
    weak: frozenset[str]
    range: frozenset[str]
    half: re.Pattern[str]
    """Words that add a half to the number before them."""
    centuries: Mapping[str, int]
    """Numbers that, written with a capital, name a century."""
    hour_before: re.Pattern[str]
    hour_after: re.Pattern[str]
    """Words that make a number word the hour of a time told in words: "half past three", "halb vier"."""
    nth_year: re.Pattern[str]
    """Behind an ordinal, a year of somebody's life."""
    approximate: re.Pattern[str]
    clock: re.Pattern[str]
    ordinal_suffix: re.Pattern[str]
    decade_suffix: re.Pattern[str]
    decade_before: re.Pattern[str]

    def read_digits(self, token: str) -> tuple[Decimal, tuple[Decimal, ...]]:
        """Value of a digit token and its other possible readings."""
        marks = [c for c in token if not c.isdecimal()]
        if not marks:
            return Decimal(token), ()
        bare = "".join(c for c in token if c.isdecimal())
        last = marks[-1]
        head, tail = token.rsplit(last, 1)
        as_decimal = Decimal("".join(c for c in head if c.isdecimal()) + "." + tail)
        grouped = Decimal(bare)
        if last in _SPACES or last in "'’":
            return grouped, ()
        if len(set(marks)) > 1:
            return as_decimal, ()
        if len(marks) > 1:
            return grouped, ()
        if len(tail) != 3 or not 1 <= len(head) <= 3 or head.startswith("0"):
            return as_decimal, ()
        if last == self.decimal:
            return as_decimal, (grouped,)
        return grouped, (as_decimal,) if self.lax else ()

    def scale_after(self, text: str, end: int) -> tuple[int, Decimal, bool] | None:
        """End, factor and certainty of the scale words after position ``end``."""
        match = _WORD.match(text, end)
        if match and (factor := self.glued.get(match[0].lower())) is not None:
            # "60m" may be metres
            return match.end(), Decimal(factor), match[0].lower() != "m"
        total, place = Decimal(1), end
        while True:
            gap = re.compile(rf"[{_SPACES}\n-]?(?:de |half )?").match(text, place)
            match = _WORD.match(text, gap.end()) if gap else None
            if match is None:
                break
            word = match[0].lower()
            factor = self.scales.get(word)
            if factor is None and word in self.hundreds and total == 1 and self.language != "fr":
                factor = 100  # French cents behind a figure are coins
            if factor is None:
                break
            total *= factor
            place = match.end()
            if text[place : place + 1] == "." and len(word) <= 3:
                place += 1
        return (place, total, True) if total != 1 else None

    def decade_end(self, text: str, start: int, end: int) -> int | None:
        """Where a decade that starts with the digits at ``start`` ends, or ``None``."""
        if match := self.decade_suffix.match(text, end):
            return match.end()
        if self.decade_before.search(text[max(0, start - 24) : start]) and not text[end : end + 1].isalpha():
            return end if text[end - 1 : end] == "0" else None
        return None

    def is_approximate(self, text: str, start: int) -> bool:
        """Whether the words before ``start`` make the number a rough one or a lower bound."""
        return self.approximate.search(text[max(0, start - 24) : start]) is not None

    def is_hour(self, text: str, start: int, end: int) -> bool:
        """Whether the number word at ``start`` is the hour of a time of day in words."""
        return bool(self.hour_before.search(text[max(0, start - 24) : start]) or self.hour_after.match(text, end))


def in_words(text: str, words: Lexicon) -> Iterator[tuple[int, int, Decimal, bool]]:
    """Start, end, value and weakness of every number written in words."""
    run: list[tuple[re.Match[str], str]] = []
    for match in _WORD.finditer(text):
        word = match[0].lower()
        joined = bool(run) and re.fullmatch(rf"[{_SPACES}\n-]+", text[run[-1][0].end() : match.start()])
        role = _role(word, words)
        if run and (not joined or role is None):
            yield from _read_run(run, words)
            run = []
        if role is not None and (run or role != "joiner"):
            run.append((match, role))
        elif word in words.loose:
            yield match.start(), match.end(), words.loose[word], True
    if run:
        yield from _read_run(run, words)


def _role(word: str, words: Lexicon) -> str | None:
    if word in words.values:
        return "value"
    if word in words.hundreds or word in words.tens or word in words.scales:
        return "factor"
    if word in words.joiners:
        return "joiner"
    return "compound" if _compound(word, words) is not None else None


def _read_run(run: list[tuple[re.Match[str], str]], words: Lexicon) -> Iterator[tuple[int, int, Decimal, bool]]:
    place = 0
    while place < len(run):
        end, value, used = _read_number(run, place, words)
        if used == 0:
            place += 1
            continue
        first, last = run[place][0], run[place + used - 1][0]
        only = first[0].lower()
        if used == 1 and first[0][0].isupper() and only in words.centuries:
            yield first.start(), first.end(), Decimal(words.centuries[only]), True
            place = end
            continue
        weak = used == 1 and (only in words.weak or value in (0, 1) or only in words.scales or only in words.hundreds)
        weak = weak or (
            used == 1 and words.values.get(only, 0) == 100 and only.endswith(("s", "i", "en", "и", "ен", "ek"))
        )
        behind = _WORD.match(last.string, last.end() + 1) if last.string[last.end() : last.end() + 1] == "-" else None
        weak = weak or (behind is not None and behind[0].lower() in words.loose)  # "vingt-cinquième"
        yield first.start(), last.end(), Decimal(value), weak
        place = end


def _read_number(  # noqa: C901 - one branch for each kind of word, in the order they are spoken
    run: list[tuple[re.Match[str], str]], place: int, words: Lexicon
) -> tuple[int, int, int]:
    """Longest number that starts at ``place``: next place, value, words used (joiners trimmed)."""
    total = current = 0
    room = 1000
    """What the next word must stay below."""
    used = good = 0
    lowest_scale = 10**18
    for match, role in run[place:]:
        word = match[0].lower()
        if role == "joiner":
            if used == 0 or (current == 0 and total == 0):
                break
            used += 1
            continue
        value = words.values.get(word) if role == "value" else _compound(word, words) if role == "compound" else None
        if value is not None:
            if words.language == "fr" and word in ("vingt", "vingts") and current % 100 == 4:
                current += 76
                room = 20
            elif value >= 1000 and current == 0 and total == 0:
                current, room = value, 0
            elif words.language == "vi" and word == "năm" and current % 100 >= 10:
                break  # "mười năm" is ten years; fifteen is "mười lăm"
            elif words.language == "fr" and current % 100 == 10 and used and value < 7:
                break  # "dix, deux": eleven to sixteen have words of their own
            elif value < room and (current == 0 or value):
                current += value
                room = _room(value, words, current)
            else:
                break
        elif word in words.tens:
            if not 2 <= current % 100 <= 9:
                break
            current += current % 100 * 9
            room = 10
        elif word in words.hundreds:
            if current > 19 or (current == 0 and total):
                break
            current = max(current, 1) * 100
            room = 100
        else:
            scale = words.scales[word]
            if scale >= lowest_scale:
                if total and current == 0 and used:  # "nghìn tỷ", "mil millones"
                    total *= scale
                    used += 1
                    good = used
                    lowest_scale = scale
                    continue
                break
            total += max(current, 1) * scale
            current, room, lowest_scale = 0, min(scale, 1000), scale
        used += 1
        good = used
    return place + max(good, 1), total + current, good


def _room(value: int, words: Lexicon, current: int) -> int:
    if value >= 100 and value % 100 == 0:
        return 100
    if words.language == "fr" and value in (60, 80):
        return 20
    if words.language == "fr" and value == 10 and current % 100 in (10, 70, 90):
        return 10
    if value >= 20 and value % 10 == 0:
        return 10
    if words.language == "vi" and value == 10:
        return 10
    return 0


@cache
def _compounds(language: str) -> Mapping[str, int]:
    """Every number word from 13 to 999 of a language that writes them as one word."""
    atoms: dict[str, int] = dict(table("numbers")[language]["atoms"])
    ones: dict[int, list[str]] = {}
    for word, value in atoms.items():
        ones.setdefault(value, []).append(word)
    below = {word: value for word, value in atoms.items() if value >= 2}
    for ten in range(20, 100, 10):
        for tens in ones.get(ten, ()):
            for unit in range(1, 10):
                for one in ones.get(unit, ()):
                    below.update((form, ten + unit) for form in _two_digits(language, tens, one))
    result = {word: value for word, value in below.items() if value >= 13}
    hundred = {"de": "hundert", "nl": "honderd", "it": "cento"}[language]
    heads = [("", 1)] + [(one, n) for n in range(2, 10) for one in ones.get(n, ())]
    if language == "de":
        heads.append(("ein", 1))
    for head, n in heads:
        if head or language == "nl":
            result[head + hundred] = n * 100
        for word, value in (*below.items(), *((w, 1) for w in ones.get(1, ()))):
            for form in (head + hundred + word, head + hundred + "und" + word):
                result.setdefault(form, n * 100 + value)
    return result


def _two_digits(language: str, tens: str, one: str) -> tuple[str, ...]:
    if language == "de":
        return (f"{one}und{tens}",)
    if language == "nl":
        return (f"{one}en{tens}", f"{one}ën{tens}")
    stem = tens[:-1] if one.startswith(("u", "o")) else tens
    return (stem + one, stem + ("tré" if one == "tre" else one))


def _compound(word: str, words: Lexicon) -> int | None:
    if words.language not in _COMPOUNDING or len(word) > 60:
        return None
    known = _compounds(words.language)
    if (value := known.get(word)) is not None:
        return value
    for scale in {"de": ("tausend",), "nl": ("duizend",), "it": ("mila", "mille")}[words.language]:
        head, found, tail = word.partition(scale)
        if not found:
            continue
        upper = 1 if not head else words.values.get(head) or known.get(head)
        lower = 0 if not tail else words.values.get(tail) or known.get(tail)
        if upper is not None and lower is not None and (head or tail):
            return upper * 1000 + lower
    return None


@cache
def lexicon(language: str) -> Lexicon:
    """The conventions of ``language`` (primary subtag); unknown ones get an empty word list."""
    entry: dict[str, Any] = table("numbers").get(language, {})
    known = bool(entry)
    spaces = _SPACES
    groups = "".join(entry.get("groups", [".", ","])) + spaces + "'’"
    joined = "|".join(re.escape(w) for w in sorted(entry.get("clock_after", ()), key=len, reverse=True)) or _NEVER
    qualifiers: dict[str, Any] = table("qualifiers").get(language, {})
    rough = [*qualifiers.get("approximate", ()), *qualifiers.get("lower", ())]
    rough_pattern = "|".join(re.escape(w) for w in sorted(rough, key=len, reverse=True)) or _NEVER
    before = "|".join(re.escape(w) for w in entry.get("decade_before", ())) or _NEVER
    half = "|".join(re.escape(w).replace(r"\ ", "[ \u00a0-]") for w in entry.get("half", ())) or _NEVER
    hour = r"(?<![\w.,:])(?P<hour>\d{1,2})"
    with_dot = rf"[.:](?P<minute>\d{{2}})(?![\d.,:]*\d)[{_SPACES}]?"
    clock = (
        rf"{hour}(?:(?:{with_dot})(?P<after>(?:{joined})(?!\w))?"
        rf"|[{_SPACES}]?(?P<after2>{joined})(?:[{_SPACES}]?(?P<minute2>\d{{2}})(?!\w))?(?!\w))"
    )
    return Lexicon(
        language=language,
        decimal=entry.get("decimal", "."),
        groups=groups,
        lax=bool(entry.get("lax", not known)),
        values=dict(entry.get("atoms", {})),
        hundreds=frozenset(entry.get("hundred", ())),
        tens=frozenset(entry.get("tens", ())),
        joiners=frozenset(entry.get("and", ())),
        scales=dict(entry.get("scales", {})),
        glued=dict(entry.get("glued", {})),
        loose={word: Decimal(str(value)) for word, value in entry.get("loose", {}).items()},
        weak=frozenset(entry.get("weak", ())),
        range=frozenset(entry.get("range", ())),
        half=re.compile(rf"[{_SPACES}-]{{0,2}}(?:{half})(?!\w)", re.IGNORECASE),
        hour_before=re.compile(
            rf"(?<!\w)(?:{'|'.join(entry.get('hour_before', ())) or _NEVER})[{_SPACES}]$", re.IGNORECASE
        ),
        hour_after=re.compile(
            rf"[{_SPACES}](?:{'|'.join(entry.get('hour_after', ())) or _NEVER})(?!\w)", re.IGNORECASE
        ),
        nth_year=re.compile(rf"\.?[{_SPACES}](?:{'|'.join(entry.get('nth_year', ())) or _NEVER})(?!\w)", re.IGNORECASE),
        centuries=dict(entry.get("centuries", {})),
        approximate=re.compile(rf"(?<!\w)(?:{rough_pattern})[{_SPACES}]*$", re.IGNORECASE),
        clock=re.compile(clock, re.IGNORECASE),
        ordinal_suffix=re.compile(entry.get("ordinal_suffix", _NEVER) + r"(?!\w)", re.IGNORECASE),
        decade_suffix=re.compile(entry.get("decade_suffix", _NEVER) + r"(?!\w)", re.IGNORECASE),
        decade_before=re.compile(rf"(?<!\w)(?:{before})[{_SPACES}'’]*$", re.IGNORECASE),
    )
