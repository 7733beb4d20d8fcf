"""A person's name was translated or altered.

## What it does
Takes the persons of the original (a given name followed by a family name) and looks for
them in the aligned sentence. It reports a given name that kept its place while another
capitalised word stands where the family name was ("Klaus Wolf" → "Klaus Loup"), a given name put in the words of
the article's language before the right family name ("Joan Marsh" → "Giovanna Marsh"), a pair of
capitalised words that took the place of a whole name ("Grace Hunter" → "Gnade Jäger"),
and a name written otherwise here than elsewhere in the same article.

## Why it matters
The person named does not exist, the person meant is not named.

## Known limits
Spellings that differ as transliterations do ("Putin", "Poutine", "Путин") count as the
same name unless the article itself uses both. Names without a known given name are left
alone, and so are sovereigns, popes and places named after persons, which languages do
translate.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from audit.rules.accuracy._bead import around_target, trusted
from audit.rules.accuracy._lexis import frequency
from audit.rules.base import BeadContext, BeadExample, Hit, bead_rule
from audit.rules.tables import words
from audit.text.names import Name, fold, is_given_name, names, romanise, same_name, sounds
from audit.types import Severity, Span

_EXAMPLES = (
    BeadExample(
        "Der Sprecher Klaus Vogel lehnte ab.", "Le porte-parole Klaus Oiseau a refusé.", ("de", "fr"), ("Klaus Oiseau",)
    ),
    BeadExample("Der Sprecher Klaus Vogel lehnte ab.", "Le porte-parole Klaus Vogel a refusé.", ("de", "fr")),
    BeadExample(
        "The flight director Grace Carpenter was relieved.", "Die Flugleiterin Gnade Schreiner war erleichtert.",
        ("en", "de"), ("Gnade Schreiner",),
    ),
    BeadExample("Владимир Путин прибыл утром.", "Vladimir Poutine est arrivé le matin.", ("ru", "fr")),
    BeadExample(
        "La directrice Claire Marchand est partie.", "The director Claire Merchant has left.", ("fr", "en"),
        ("Claire Merchant",),
    ),
    BeadExample(
        "La théologienne Sarah Stewart-Kent met en garde.", "Die Theologin Sarah Stewart-Kent warnt.", ("fr", "de"),
        note="a hyphenated family name",
    ),
    BeadExample(
        "The judge, Joan Fletcher, disagreed.", "La giudice Giovanna Fletcher non era d'accordo.", ("en", "it"),
        ("Giovanna Fletcher",), note="the given name was translated",
    ),
    BeadExample(
        "Il sindaco Guido Pescatori ha firmato.", "The mayor Guido Redbeard has signed.", ("it", "en"),
        ("Guido Redbeard",), note="a word that no list has",
    ),
    BeadExample(
        "Bà Nguyễn Thị Hoa không đồng ý.", "Ms. Nguyễn Thị Flower disagreed.", ("vi", "en"),
        ("Nguyễn Thị Flower",), note="the last part alone",
    ),
    BeadExample("Пояснила Вера Громова.", "Faith Gromova explained it.", ("ru", "en"), ("Faith Gromova",)),
    BeadExample("Пояснил Михаил Громов.", "Michael Gromov explained it.", ("ru", "en"), note="the usual form"),
    BeadExample("The Charles Bridge is closed.", "Le pont Charles est fermé.", ("en", "fr"), note="a place"),
    BeadExample("King Juan Carlos waved.", "Le roi Jean-Charles a salué.", ("en", "fr"), note="a sovereign"),
)  # fmt: skip

_WORD = re.compile(r"[^\W\d_]+")
_JOINED = re.compile(r"[^\W\d_]+(?:[‑-][^\W\d_]+)+")
_ELIDED = re.compile(r"(?<=[- ][dl])['’][^\W\d_]+(?:-[^\W\d_]+)*", re.IGNORECASE)
"""The rest of a name whose article or preposition was elided: "Chant-d'oiseau"."""
_EVERYDAY = 3.3
"""Zipf frequency of words that a translator knows as words."""
_NEAR_EVERYDAY = 3.0
"""The same of a word that is no transliteration of the name and stands where it stood."""
_PLAIN_WORD = 4.6
"""Zipf frequency that only few given names reach which are not words too."""
_REACH = 0.3
"""How far apart, as shares of the sentence, the two names may stand."""


@dataclass(frozen=True, slots=True)
class _Person:
    span: Span
    given: str
    family: tuple[str, ...]


@bead_rule(
    category="accuracy/mistranslation",
    kind="name-corruption",
    severity=Severity.CRITICAL,
    confidence=0.93,
    examples=_EXAMPLES,
)
def rule(bead: BeadContext) -> Iterator[Hit]:
    """Persons of the original in the aligned sentence."""
    if not trusted(bead):
        return
    source, target = bead.source_text, bead.target_text
    people = list(_people(source, bead.source_language))
    if not people:
        return
    here, near, theirs = (
        [word for word in (*_WORD.findall(text), *_JOINED.findall(text)) if word[0].isupper()]
        for text in (target, around_target(bead), source)
    )
    groups = names(target, bead.target_language)
    for person in people:
        if fold(person.span.of(source)) in fold(target):
            continue
        translated = _translated(person, groups, bead)
        if translated is not None:
            yield _hit(bead, person, translated)
            continue
        replaced = _last_replaced(person, groups, theirs, near, bead)
        if replaced is not None:
            yield _hit(bead, person, replaced)
            continue
        if any(same_name(part, word) for part in person.family for word in here):
            renamed = _renamed(person, groups, theirs, near, bead)
            if renamed is not None:
                yield _hit(bead, person, renamed, confidence=0.8)
            else:
                yield from _respelled(bead, person, groups, here)
            continue
        mark = _beside_given(person, groups, theirs, target)
        if mark is None and not any(same_name(person.family[-1], word) for word in near):
            mark = _in_place(person, groups, theirs, source, target, german=bead.target_language == "de")
        if mark is None or fold(mark.of(target)) in fold(source) or not _plausible(mark.of(target), bead, person):
            continue
        yield _hit(bead, person, mark)


def _hit(bead: BeadContext, person: _Person, mark: Span, *, confidence: float | None = None) -> Hit:
    elided = _ELIDED.match(bead.target_text, mark.end)
    mark = Span(mark.start, elided.end()) if elided else mark
    written, full = mark.of(bead.target_text), person.span.of(bead.source_text)
    return Hit(
        bead.in_target(mark.start, mark.end),
        f"“{written}” stands where the original names “{full}”.",
        suggestion=full if _latin(full) else None,
        source_span=bead.in_source(person.span.start, person.span.end),
        confidence=confidence or (None if is_given_name(written.split()[0]) else 0.9),
    )


def _translated(person: _Person, groups: Sequence[Name], bead: BeadContext) -> Span | None:
    """The same given name before a family name that is the other language's word, near in spelling as it may be."""
    last = person.family[-1]
    if len(person.family) != 1 or not _latin(last) or frequency(last, bead.source_language) < _EVERYDAY:
        return None
    if frequency(last, bead.source_language) - frequency(last, bead.target_language) < 1:
        return None
    for group in groups:
        for one, two in pairwise(group.words):
            word = two.of(bead.target_text)
            if fold(one.of(bead.target_text)) != fold(person.given) or sounds(word) == sounds(last):
                continue
            gap = frequency(word, bead.target_language) - frequency(word, bead.source_language)
            if (
                frequency(word, bead.target_language) >= _NEAR_EVERYDAY
                and gap >= 1
                and fold(word) not in fold(bead.source_text)
            ):
                return Span(one.start, two.end)
    return None


def _renamed(
    person: _Person, groups: Sequence[Name], theirs: Sequence[str], near: Sequence[str], bead: BeadContext
) -> Span | None:
    """The family name behind another given name, one of the article's language that the original's hardly knows."""
    # from another script a short name is like every word: its first letter must be the same as well
    latin, first = _latin(person.given), romanise(person.given)[:1]
    alike = (word for word in near if same_name(person.given, word) and (latin or romanise(word)[:1] == first))
    if any(alike) or len(person.family) != 1:
        return None
    barred = _barred(bead.target_language)
    for group in groups:
        words = [span.of(bead.target_text) for span in group.words]
        if len(words) != 2 or not same_name(words[1], person.family[0]) or words[0] in theirs or len(words[0]) < 4:
            continue
        if fold(words[0]) in barred or not is_given_name(words[0], bead.target_language):
            continue
        here, there = (frequency(words[0], language) for language in (bead.target_language, bead.source_language))
        # from another script every given name is unknown: only one that is a word too is a translation
        least = _EVERYDAY if _latin(person.given) else _PLAIN_WORD
        if here >= least and here - there >= 1 and fold(words[0])[0] != romanise(person.given)[0]:
            return Span(group.words[0].start, group.words[1].end)
    return None


def _people(text: str, language: str) -> Iterator[_Person]:
    """Given name, then one to three capitalised words, not a place, an office or a sovereign."""
    barred = _barred(language)
    for name in names(text, language):
        parts = [span.of(text) for span in name.words]
        start = next((i for i, part in enumerate(parts[:-1]) if is_given_name(part, language)), None)
        if start is None or start > 2 or len(parts) - start > 4 or len(parts) - start < 2:
            continue
        before = _WORD.findall(text[max(0, name.words[start].start - 14) : name.words[start].start])[-1:]
        following = _WORD.match(text, min(len(text), name.span.end + 1))
        around = [*before, *parts, *([following[0]] if following else [])]
        if any(fold(word) in barred for word in around) or any(len(p) < 3 for p in parts[start + 1 :]):
            continue
        if any(p.isupper() and len(p) > 2 for p in parts[start:]) or _sovereign(text, name):
            continue
        family = tuple(p for p in parts[start + 1 :] if not _roman(p))
        if family:
            yield _Person(Span(name.words[start].start, name.words[-1].end), parts[start], family)


def _barred(language: str) -> frozenset[str]:
    """Titles, and things named after persons, in English and in ``language``."""
    return words("persons", "all", "titles") | words("persons", "en", "things") | words("persons", language, "things")


def _sovereign(text: str, name: Name) -> bool:
    return re.match(r" (?:[IVX]+|\d)\b", text[name.span.end : name.span.end + 6]) is not None


def _roman(word: str) -> bool:
    return re.fullmatch(r"[IVX]+|[Jj]r|[Ss]r", word) is not None


def _latin(text: str) -> bool:
    return fold(text) == romanise(text)


def _beside_given(person: _Person, groups: Sequence[Name], theirs: Sequence[str], target: str) -> Span | None:
    """The given name stands, followed by a capitalised word that the original does not have."""
    for group in groups:
        parts = [span.of(target) for span in group.words]
        for i, part in enumerate(parts[:-1]):
            if not same_name(part, person.given) or group.words[i + 1].start - group.words[i].end > 1:
                continue
            rest = parts[i + 1 : i + 1 + len(person.family)]
            if len(rest) == len(person.family) and not any(same_name(word, w) for word in rest for w in theirs):
                return Span(group.words[i].start, group.words[i + len(rest)].end)
    return None


def _in_place(
    person: _Person, groups: Sequence[Name], theirs: Sequence[str], source: str, target: str, *, german: bool
) -> Span | None:
    """The only strange capitalised pair of the article, where the name would stand; the given name is gone too."""
    if any(same_name(person.given, word) for word in _WORD.findall(target) if word != person.given):
        own = [g for g in groups if any(same_name(person.given, s.of(target)) for s in g.words)]
        if any(len(g.words) < 2 for g in own):
            return None
    wanted = 1 + len(person.family)
    strange = []
    for group in groups:
        parts = [span.of(target) for span in group.words]
        known = [any(same_name(part, w) for w in theirs) for part in parts]
        # German nouns before a name are capitalised like it ("Sprecherin Anna Berg")
        longest = wanted + 1 if german else wanted
        if wanted <= len(parts) <= longest and len(group.span) <= 50 and not any(known):
            strange.append(Span(group.words[-wanted].start, group.span.end))
    if len(strange) != 1:
        return None
    span = strange[0]
    apart = abs(person.span.start / max(1, len(source)) - span.start / max(1, len(target)))
    return span if apart <= _REACH else None


def _plausible(mark: str, bead: BeadContext, person: _Person) -> bool:
    """Whether the words under the mark are words of the article's language, as a translated name's are."""
    barred = _barred(bead.target_language)
    parts = _WORD.findall(mark)
    if any(fold(part) in barred for part in parts):
        return False
    family = parts[1:]
    if _verbatim(person, mark, bead):
        return True
    if bead.target_language == "vi":
        return False
    if not _latin(person.family[-1]) and any(_heard(word) == _heard(person.family[-1]) for word in family):
        return False
    ordinary = [frequency(word, bead.target_language) >= 2.3 for word in family]
    source_ordinary = [frequency(word, bead.source_language) >= 2.3 for word in person.family]
    return any(ordinary) and (any(source_ordinary) or same_name(parts[0], person.given))


def _verbatim(person: _Person, mark: str, bead: BeadContext) -> bool:
    """Whether the given name stands letter for letter, and once, before a family name that sounds like nothing there."""
    given, last = person.given, person.family[-1]
    if len(person.family) != 1 or not (_latin(given) and _latin(last)) or len(given) < 3:
        return False
    if not mark.startswith(given + " ") or bead.source_text.count(given) != 1 or bead.target_text.count(given) != 1:
        return False
    at = bead.target_text.find(mark)
    apart = abs(person.span.start / len(bead.source_text) - at / len(bead.target_text))
    told = [word for word in _WORD.findall(mark)[1:] if len(word) > 2]
    if bead.target_language == "de" and frequency(told[0] if told else "", "de") >= _PLAIN_WORD:
        return False  # a noun that follows
    if bead.target_language == "vi" and fold(last) == last.lower():
        # foreign names are written without marks beside a given name that is
        return apart <= _REACH and any(fold(word) != word.lower() for word in told)
    return apart <= _REACH and bool(told) and not any(_akin(word, last) for word in told)


def _akin(one: str, other: str) -> bool:
    """Whether two words may be one name of a third alphabet, as two languages spell it: Chruschtschow, Khrushchev."""
    alike = SequenceMatcher(None, fold(one)[:40], fold(other)[:40], autojunk=False).ratio()
    slavic = all(_SLAVIC.search(fold(word)) for word in (one, other))
    return sounds(one)[:1] == sounds(other)[:1] or alike >= _AKIN or slavic


_AKIN = 0.5
_SLAVIC = re.compile(r"(?:[oe](?:[wv]a?|ff)|[iy]ne?|sk(?:i|y|ij|yi|yj|aja|aia|aya)|enko|t?s?ch|itch|uk|iouk|juk)$")
"""Endings of family names that each language spells in its own way."""


def _last_replaced(
    person: _Person, groups: Sequence[Name], theirs: Sequence[str], near: Sequence[str], bead: BeadContext
) -> Span | None:
    """The name but for its last part, in whose place an everyday word of the article's language stands."""
    *middle, last = person.family
    if not middle or any(same_name(last, word) for word in near):
        return None
    front = [fold(part) for part in (person.given, *middle)]
    for group in groups:
        parts = [span.of(bead.target_text) for span in group.words]
        for i in range(len(parts) - len(front)):
            word = parts[i + len(front)]
            if [fold(part) for part in parts[i : i + len(front)]] != front or any(same_name(word, w) for w in theirs):
                continue
            gap = frequency(word, bead.target_language) - frequency(word, bead.source_language)
            if frequency(word, bead.target_language) >= _EVERYDAY and gap >= 1:
                return Span(group.words[i].start, group.words[i + len(front)].end)
    return None


def _heard(word: str) -> str:
    """The first consonants, all that another script keeps of a name for sure."""
    return re.sub(r"[aeiouv]", "", sounds(word))[:3]


def _respelled(bead: BeadContext, person: _Person, groups: Sequence[Name], here: Sequence[str]) -> Iterator[Hit]:
    """A name near to the original's spelling, while the article elsewhere has the original's."""
    last = person.family[-1]
    if fold(last) in {fold(word) for word in here} or not _latin(last) or len(last) < 4:
        return
    elsewhere = sum(fold(word) == fold(last) and word[0].isupper() for word in _WORD.findall(bead.article.text))
    if not elsewhere:
        return
    for group in groups:
        parts = [span.of(bead.target_text) for span in group.words]
        for i, part in enumerate(parts[1:], 1):
            if not same_name(parts[i - 1], person.given) or not same_name(part, last) or fold(part) == fold(last):
                continue
            if fold(part).startswith(fold(last)) or abs(len(part) - len(last)) > 2:
                continue
            span = Span(group.words[i - 1].start, group.words[i].end)
            yield Hit(
                bead.in_target(span.start, span.end),
                f"“{part}” here, “{last}” in the original and elsewhere in this article.",
                suggestion=f"{parts[i - 1]} {last}",
                source_span=bead.in_source(person.span.start, person.span.end),
                confidence=0.88,
            )
