"""Short foreign titles, quotations and names that an editor would keep.

They are too short to pay the cost of leaving the main language in the search over the
text, and mostly capitalised, which there counts little. Here the frame decides: quotation
marks, brackets, or a run of capitals with a telling head ("… Intelligence Service") or
link ("Bank of …"). Names of people have neither and stay silent.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np

from audit._resources import package_file
from audit.lid.cued import announced, cued, spelled_out
from audit.lid.emissions import SCRIPT_COST, Emissions
from audit.lid.frames import as_framed, cue_before, frames, stopped
from audit.lid.pairs import Enclosures
from audit.lid.passages import Passage
from audit.lid.tokens import Tokens
from audit.text.names import is_given_name
from audit.types import Span

__all__ = ["FEW_WORDS", "is_person", "titles"]

QUOTE_GAIN: Final = 8.0
BRACKET_GAIN: Final = 8.5
"""Evidence asked of a quotation and of a bracket, in nats."""
SPEAKS: Final = 2.0
"""A word speaks for or against a language beyond this log-ratio."""
FEW_WORDS: Final = 4
QUOTED_WORDS: Final = 6
FEW_GAIN: Final = 6.0
FEW_MARGIN: Final = 2.0
"""Evidence asked of a quotation of at most ``QUOTED_WORDS`` words, all common, and its lead on every third language, in nats."""
FEW_AGAINST: Final = 0.8
FEW_GAP: Final = 1.2
"""``HEAD_GAP`` for the words of so short a quotation."""
LONGEST_WORDS: Final = 14
NAME_WORDS: Final = 8
COMMON: Final = 3.2
"""Zipf frequency of a word that names alone rarely reach in a foreign list."""
HEAD_GAP: Final = 1.5
"""Zipf points a word must be more frequent at home than in the main language."""
LAST_GAP: Final = 0.65
"""The same for a head at the end, where the order of the words speaks as well."""

GIVEN_WITHIN: Final = 2
"""A person's given name is among the first so many words: "Thierry …", "Pastor Anneliese …"."""
AT_HOME: Final = 2.5
"""Log-ratio from which a word at the front of a run belongs to the main language instead."""


@dataclass(frozen=True, slots=True)
class _Words:
    last: frozenset[str]
    first: frozenset[str]
    links: frozenset[str]
    joins: frozenset[str]


@lru_cache(maxsize=1)
def _names() -> dict[str, _Words]:
    data = tomllib.loads(package_file("lid", "data", "names.toml").read_text(encoding="utf-8"))
    return {
        language: _Words(*(frozenset(row.get(key, ())) for key in ("last", "first", "links", "joins")))
        for language, row in data.items()
        if language != "persons"
    }


@lru_cache(maxsize=1)
def _particles() -> frozenset[str]:
    data = tomllib.loads(package_file("lid", "data", "names.toml").read_text(encoding="utf-8"))
    return frozenset(data["persons"]["particles"])


def is_person(text: str, tokens: Tokens, first: int, last: int) -> bool:
    """Whether tokens ``first`` … ``last - 1`` name a person: a given name, surnames, particles ("José Rey de la Torre")."""
    capital = [at for at in range(first, last) if tokens.capital[at]]
    if len(capital) < 2 or capital[0] != first or (tokens.word[first:last] < 0).any():
        return False
    words = [tokens.words[number] for number in tokens.word[first:last].tolist()]
    heads = {word for row in _names().values() for word in row.last | row.first}
    if words[0] in _particles() or any(words[0] in row.links for row in _names().values()):
        return False  # "The Rachel … Show"
    if heads & set(words) or any(
        not tokens.capital[first + at] and word not in _particles() for at, word in enumerate(words)
    ):
        return False
    return any(is_given_name(text[int(tokens.start[at]) : int(tokens.end[at])]) for at in capital[:GIVEN_WITHIN])


def titles(
    text: str, tokens: Tokens, scored: Emissions, main: str, pairs: Enclosures, taken: tuple[Passage, ...]
) -> tuple[Passage, ...]:
    """Short passages outside ``taken``, in order, not overlapping."""
    column = scored.column(main)
    if column is None or not len(tokens):
        return ()
    busy = np.zeros(len(tokens) + 1, bool)
    for passage in taken:
        busy[passage.first : passage.last] = True
    out = _enclosed(text, tokens, scored, main, frames(text, pairs), busy)
    for passage in out:
        busy[passage.first : passage.last] = True
    for find in (cued, spelled_out):
        for passage in find(text, tokens, scored, main, busy):
            out.append(passage)
            busy[passage.first : passage.last] = True
    out += _named(text, tokens, scored, main, busy)
    return tuple(sorted(out, key=lambda passage: passage.first))


def _enclosed(
    text: str,
    tokens: Tokens,
    scored: Emissions,
    language_of_text: str,
    pairs: Enclosures,
    busy: np.ndarray[tuple[int], np.dtype[np.bool_]],
) -> list[Passage]:
    out: list[Passage] = []
    main = scored.column(language_of_text)
    assert main is not None
    for pair in pairs.all:
        first = int(np.searchsorted(tokens.start, pair.span.start))
        last = int(np.searchsorted(tokens.end, pair.span.end, side="right"))
        if not 2 <= last - first <= LONGEST_WORDS or busy[first:last].any():
            continue
        word = tokens.word[first:last]
        letters = word >= 0
        if letters.sum() < 2:
            continue
        rows = scored.rows[word[letters]].astype(np.float32)
        ratio = rows - rows[:, main : main + 1]
        role = cue_before(text, tokens, first, language_of_text)
        told = announced(tokens, scored, first, last, main) if role is not None else None
        if role is not None and told is not None:
            span = Span(int(tokens.start[first]), int(tokens.end[last - 1]))
            passage = Passage(first, last, span, scored.languages[told[0]], told[1], int(letters.sum()), pair)
            out.append(stopped(text, as_framed(passage, role)))
            busy[first:last] = True
            continue
        few = _few(tokens, scored, first, last, main, ratio) if pair.kind == "quote" else None
        ratio *= np.where(tokens.end[first:last][letters] - tokens.start[first:last][letters] > 1, 0.8, 0.3)[:, None]
        gain = ratio.sum(0)
        language = int(np.argmax(gain))
        if few is not None:
            language = few
        else:
            least = QUOTE_GAIN if pair.kind == "quote" else BRACKET_GAIN
            if (
                language == main
                or gain[language] < least
                or not _speaks(ratio[:, language], float(gain[language]))
                or not _plain(tokens, scored, first, last, language, main)
            ):
                continue
        span = Span(int(tokens.start[first]), int(tokens.end[last - 1]))
        words = int(letters.sum())
        short = pair.kind == "quote"
        passage = Passage(first, last, span, scored.languages[language], float(gain[language]), words, pair, short)
        busy[first:last] = True
        out.append(stopped(text, passage))
    return out


def _speaks(ratio: np.ndarray[tuple[int], np.dtype[np.float32]], gain: float) -> bool:
    """Whether two words at least speak for the language and hardly any against it."""
    against = int((ratio <= -SPEAKS).sum())
    return int((ratio >= SPEAKS).sum()) >= 2 and against <= (0 if gain < 2 * QUOTE_GAIN else len(ratio) // 4)


def _few(
    tokens: Tokens,
    scored: Emissions,
    first: int,
    last: int,
    main: int,
    ratio: np.ndarray[tuple[int, int], np.dtype[np.float32]],
) -> int | None:
    """The language of a quotation of two to six words that are all on its list ("Va, pensiero")."""
    if last - first > QUOTED_WORDS:
        return None
    gain = ratio.sum(0)
    order = np.argsort(-gain, kind="stable")
    language = int(order[0])
    if language == main or gain[language] < FEW_GAIN or gain[language] - gain[order[1]] < FEW_MARGIN:
        return None
    letters = tokens.word[first:last] >= 0
    word = tokens.word[first:last][letters]
    here = scored.zipf[word, language].astype(np.float32)
    there = scored.zipf[word, main].astype(np.float32)
    if (here < COMMON).any() or (ratio[:, language] < -FEW_AGAINST).any():
        return None
    telling = here - there >= FEW_GAP
    if (telling & ~tokens.capital[first:last][letters]).any():
        return language
    return language if scored.languages[language] == "en" and int(telling.sum()) >= 2 else None


def _plain(tokens: Tokens, scored: Emissions, first: int, last: int, language: int, main: int) -> bool:
    """Whether the words are words, not names: some in lower case, or all of them common where they come from."""
    word = tokens.word[first:last]
    letters = word >= 0
    if (scored.rows[word[letters], main] <= -SCRIPT_COST).all():
        return True  # another script speaks for itself
    long = letters & (tokens.end[first:last] - tokens.start[first:last] > 2)
    lower = long & ~tokens.capital[first:last] & ~tokens.acronym[first:last]
    here = scored.zipf[np.maximum(word, 0), language].astype(np.float32)
    there = scored.zipf[np.maximum(word, 0), main].astype(np.float32)
    telling = (here >= COMMON) & (here - there >= HEAD_GAP)
    if (lower & telling).any():
        return True
    return scored.languages[language] == "en" and bool(long.any()) and bool(telling[long].all())


def _named(
    text: str, tokens: Tokens, scored: Emissions, main: str, busy: np.ndarray[tuple[int], np.dtype[np.bool_]]
) -> list[Passage]:
    """Names of organisations and places by their heads and links."""
    out: list[Passage] = []
    heads = _heads(tokens, scored, main)
    column = scored.column(main)
    if not heads or column is None:
        return out
    at = np.flatnonzero(tokens.which(heads))
    reached = 0
    for index in at.tolist():
        if index < reached or busy[index]:
            continue
        for language, role in heads[int(tokens.word[index])]:
            first, last = _run(text, tokens, scored, index, column, language, role)
            if (
                last - first < 2
                or busy[first:last].any()
                or not _holds(tokens, scored, main, language, role, first, last)
                or is_person(text, tokens, first, last)
            ):
                continue
            span = Span(int(tokens.start[first]), int(tokens.end[last - 1]))
            out.append(Passage(first, last, span, language, 10.0, last - first, short=True))
            reached = last
            break
    return out


def _heads(tokens: Tokens, scored: Emissions, main: str) -> dict[int, list[tuple[str, str]]]:
    """Distinct words that are a head or link in another language, and rare in the main one."""
    index = {word: number for number, word in enumerate(tokens.words)}
    column = scored.column(main)
    assert column is not None
    found: dict[int, list[tuple[str, str]]] = {}
    for language, words in sorted(_names().items()):
        other = scored.column(language)
        if language == main or other is None:
            continue
        for role, members in (("last", words.last), ("first", words.first), ("link", words.links)):
            for word in sorted(members & index.keys()):
                number = index[word]
                gap = float(scored.zipf[number, other]) - float(scored.zipf[number, column])
                if gap >= (HEAD_GAP if role != "last" else 0.0) or role == "last":
                    found.setdefault(number, []).append((language, role))
    return found


def _touches(text: str, tokens: Tokens, left: int) -> bool:
    """Whether only one blank, hyphen or apostrophe stands between a token and the next."""
    gap = text[int(tokens.end[left]) : int(tokens.start[left + 1])]
    return gap in (" ", "-", "\u00a0", "'", "’", "&", " & ")


def _hyphenated(text: str, tokens: Tokens, at: int) -> bool:
    """Whether a hyphen ties the word to a neighbour: a hyphenated name is one word."""
    return text[max(0, int(tokens.start[at]) - 1) : int(tokens.start[at])] in ("-", "‑") or text[
        int(tokens.end[at]) : int(tokens.end[at]) + 1
    ] in ("-", "‑")


def _run(
    text: str, tokens: Tokens, scored: Emissions, index: int, own: int, language: str, role: str
) -> tuple[int, int]:
    """The capitalised run around a head or link, tokens ``first`` … ``last - 1``."""
    links, heads = _names()[language].links, _names()[language].last
    other = scored.column(language)
    assert other is not None

    def part(at: int) -> bool:
        word = int(tokens.word[at])
        return word >= 0 and (bool(tokens.capital[at] | tokens.acronym[at]) or tokens.words[word] in links)

    def more(at: int) -> bool:
        # after a head only further heads: "… Research Institute"
        return part(at) and (
            role != "last" or (bool(tokens.capital[at]) and tokens.words[int(tokens.word[at])] in heads)
        )

    if role == "last" and not tokens.capital[index]:
        return index, index
    if role == "link" and (tokens.capital[index] or _hyphenated(text, tokens, index)):
        return index, index
    first, last = index, index + 1
    while (
        role != "first"
        and first > 0
        and index - first < NAME_WORDS
        and part(first - 1)
        and _touches(text, tokens, first - 1)
    ):
        first -= 1
    while last < len(tokens) and last - index < NAME_WORDS and more(last) and _touches(text, tokens, last - 1):
        last += 1
    while first < index and (not tokens.capital[first] or _article(tokens, first, own, other, scored)):
        first += 1
    while last > index + 1 and not tokens.capital[last - 1]:
        last -= 1
    if role == "link" and (first == index or last == index + 1):
        return index, index
    return first, last


def _article(tokens: Tokens, at: int, own: int, other: int, scored: Emissions) -> bool:
    """A word of the main language capitalised for its place or as a noun: "Le National …", "Sender Fox …"."""
    word = int(tokens.word[at])
    return float(scored.rows[word, own]) - float(scored.rows[word, other]) >= AT_HOME


def _holds(tokens: Tokens, scored: Emissions, main: str, language: str, role: str, first: int, last: int) -> bool:
    """Whether the run's words allow the language, and the main language does not explain them as well."""
    other, own = scored.column(language), scored.column(main)
    assert other is not None
    assert own is not None
    word = tokens.word[first:last]
    if (word < 0).any():
        return False
    here = scored.zipf[word, other].astype(np.float32)
    there = scored.zipf[word, own].astype(np.float32)
    head = -1 if role == "last" else 0
    if role == "last":
        if here[head] - there[head] >= LAST_GAP:
            return True
        # the head is a word of the main language too: then all of it must be plain English, three words at least
        return (
            last - first >= 3
            and not tokens.initial[first]
            and bool((here >= COMMON).all())
            and bool((here >= there - 0.7).all())
        )
    if role == "first":
        return bool(tokens.capital[first + 1]) and not tokens.initial[first + 1]
    links = {tokens.words[number] for number in word.tolist()} & _names()[language].links
    if links and links <= _names()[language].joins:
        # "and" stands between surnames as well: a noun of the language must stand beside it
        telling = (here >= COMMON) & (here - there >= HEAD_GAP) & tokens.capital[first:last]
        return bool(telling.any())
    return True
