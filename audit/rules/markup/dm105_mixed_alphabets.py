"""A word is written with letters of two alphabets.

## What it does

Marks words in which letters of another alphabet stand for look-alikes: a Latin "o" in a
Cyrillic word, a Cyrillic "а" in a Latin one, Greek capitals among Latin letters; and the
Latin letter that stands for a one-letter Cyrillic word. The suggestion is the same word in one
alphabet. When very many words are broken, one fault broke them all: the first is marked and
the others are counted.

## Why it matters

Nobody sees it, but the word is not found by any search, is read out wrongly by a screen
reader and passes no spelling check. Look-alikes are also a trick against filters.

## Known limits

Words spelled wholly in the wrong alphabet ("CCCP") cannot be told from right ones. Codes with
figures, inflected Latin names ("Facebookом"), addresses and words that no exchange of
look-alikes makes whole ("KoЯn") are left alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from audit.rules.base import DocumentContext, Example, Hit, document_rule
from audit.rules.tables import table
from audit.types import Severity, Span

_MARKS = "\u0300-\u036f\u00ad\u200b-\u200d\u2060"
_LATIN = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff"
_OTHERS = {"cyrillic": "\u0400-\u052f", "greek": "\u0370-\u03ff\u1f00-\u1fff"}
_OTHER = "".join(_OTHERS.values())
_TOUCHING = re.compile(rf"[{_LATIN}](?=[{_MARKS}]{{0,4}}[{_OTHER}])|[{_OTHER}](?=[{_MARKS}]{{0,4}}[{_LATIN}])")
_IN_WORD = re.compile(rf"[{_LATIN}{_OTHER}{_MARKS}]")
_INFLECTED = re.compile(rf"[{_LATIN}]{{2,}}(?P<ending>[{_OTHER}]{{1,4}})")
_LONE = re.compile(
    rf"(?:(?P<before>[{_OTHER}]{{2,}}),? |(?:^|[\n.!?] ?))(?P<letter>[{_LATIN}])(?= [{_OTHER}]{{2}})", re.MULTILINE
)
_SIGN = re.compile(r"(?<![\w'’.-])[bdf-hk-nqrt-xz](?![\w'’.-])")
"""A letter that stands alone and is nobody's look-alike: the text speaks of letters or quantities."""
_ADDRESS = re.compile(r"[@/\\=&_]|\.[a-z]")
_ROMAN = re.compile(r"[IVXLCDM]{2,}")
_LONGEST = 40
_LEAST = 3
"""Letters of a word that may be turned into Latin: two of them are a formula or a sign."""
_ONE_FAULT = 20
"""From so many words on, one fault broke them all."""


@document_rule(
    category="fluency/spelling",
    kind="homoglyph",
    severity=Severity.MINOR,
    confidence=0.93,
    sees_foreign=True,
    examples=(
        Example("В среду Мoсква и Киeв обменялись нотами.", "ru", ("Мoсква", "Киeв")),
        Example("Les clients ont reçu un courriel de раypal mardi matin.", "fr", ("раypal",)),
        Example("Мiська рада ухвалила рішення про ремонт ринку.", "uk", ("Мiська",)),
        Example("Он пришёл c другом, и они долго говорили о городе.", "ru", ("c",)),
        Example("Η κυβέρνηση ανακοίνωσε σήμερα τo νέο μέτρο για την Aθήνα.", "el", ("τo", "Aθήνα")),
        Example("Танк Т-34, ракета Х-101, SMS-сообщение и ваучер на Яндекс.Go.", "ru"),
        Example("Он написал в Facebookе о концерте KoЯn и о витамине D.", "ru"),
        Example("The dose was 5 μg of α-interferon at a resistance of 3 kΩ.", "en"),
    ),
)
def rule(context: DocumentContext) -> Iterator[Hit]:
    """Words that an exchange of look-alikes makes whole."""
    alphabet = next(
        (name for name in _OTHERS if context.language in table("lookalikes")[name]["languages"].split()), ""
    )
    found = sorted((*_mixed(context.text, alphabet), *_lone(context.text, alphabet, context.language)))
    again = ""
    if len(found) > _ONE_FAULT:
        again, found = f" So it is in {len(found) - 1} more words.", found[:1]
    for span, whole in found:
        yield _hit(context.text, span, whole, again)


def _hit(text: str, span: Span, whole: str, again: str) -> Hit:
    wrong, right = next(pair for pair in zip(span.of(text), whole, strict=True) if pair[0] != pair[1])
    message = f"“{wrong}” is a {_alphabet(wrong)} letter (U+{ord(wrong):04X}) where a {_alphabet(right)} one belongs."
    return Hit(span, message + again, suggestion=whole)


def _alphabet(letter: str) -> str:
    return unicodedata.name(letter).split()[0].capitalize()


def _mixed(text: str, alphabet: str) -> Iterator[tuple[Span, str]]:
    """Words of two alphabets, with their form in one."""
    done = 0
    for match in _TOUCHING.finditer(text):
        if match.start() < done:
            continue
        start, done = match.start(), match.end()
        while start and match.start() - start <= _LONGEST and _IN_WORD.match(text[start - 1]):
            start -= 1
        while done < len(text) and done - match.end() <= _LONGEST and _IN_WORD.match(text[done]):
            done += 1
        if (
            max(match.start() - start, done - match.end()) <= _LONGEST
            and not _in_address(text, start, done)
            and (whole := _whole(text[start:done], alphabet))
        ):
            yield Span(start, done), whole


def _in_address(text: str, start: int, end: int) -> bool:
    """Whether the word is part of an address, a code or a name of a file."""
    if text[max(0, start - 1) : start].isdigit() or text[end : end + 1].isdigit():
        return True
    low, high = start, end
    while low and start - low < _LONGEST and not text[low - 1].isspace():
        low -= 1
    while high < len(text) and high - end < _LONGEST and not text[high].isspace():
        high += 1
    return bool(_ADDRESS.search(text, low, high))


def _whole(word: str, alphabet: str) -> str | None:
    """The word in one alphabet, or ``None`` when look-alikes do not make it whole or it may be meant so."""
    others = [name for name, letters in _OTHERS.items() if re.search(f"[{letters}]", word)]
    if len(others) != 1:
        return None
    row = table("lookalikes")[others[0]]
    inflected = _INFLECTED.fullmatch(word)
    if inflected and alphabet == others[0] and inflected["ending"] in row["endings"].split():
        return None
    to_latin, to_other = _exchange(others[0])
    latin = [char for char in word if re.match(f"[{_LATIN}]", char)]
    other = [char for char in word if re.match(f"[{_OTHER}]", char)]
    as_latin = _written(word, to_latin) if set(other) <= to_latin.keys() else None
    as_other = _written(word, to_other) if set(latin) <= to_other.keys() else None
    if as_latin and _ROMAN.fullmatch(as_latin):
        return as_latin
    if as_latin and (len(latin) + len(other) < _LEAST or (alphabet and not _mostly(latin, other))):
        as_latin = None
    if alphabet != others[0] and len(latin) + len(other) < _LEAST:
        as_other = None
    if as_latin and as_other:
        balance = len(latin) - len(other) - bool(alphabet)
        return as_latin if balance >= 0 else as_other
    return as_latin or as_other


def _mostly(latin: list[str], other: list[str]) -> bool:
    """Whether a word in a text of another alphabet is a Latin one all the same: "Zа" and "Vсе" are slogans."""
    return len(latin) >= _LEAST and len(latin) >= len(other)


def _written(word: str, exchange: dict[str, str]) -> str | None:
    """The word with letters exchanged; ``None`` where one would be a capital behind a small letter."""
    if any(one.islower() and two.isupper() and two in exchange for one, two in pairwise(word)):
        return None
    return "".join(exchange.get(char, char) for char in word)


@cache
def _exchange(name: str) -> tuple[dict[str, str], dict[str, str]]:
    row = table("lookalikes")[name]
    pairs = list(zip(row["other"], row["latin"], strict=True))
    return dict(pairs), {latin: other for other, latin in pairs}


def _lone(text: str, alphabet: str, language: str) -> Iterator[tuple[Span, str]]:
    """Latin letters between words of another alphabet that stand for a word of one letter."""
    letters = table("lookalikes")["lone"].get(language, "")
    if not letters or _SIGN.search(text):
        return
    signs = table("lookalikes")[alphabet]["signs"].split()
    for match in _LONE.finditer(text):
        letter, before = match["letter"], match["before"]
        if letter.lower() not in letters or (before or "").lower() in signs or letter.isupper() == bool(before):
            continue
        yield Span(*match.span("letter")), _exchange(alphabet)[1][letter]
