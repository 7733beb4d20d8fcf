"""Single foreign words left inside running text.

A word is a leftover when it is common in another language and unknown, or far rarer, in the
main one, and its letters do not look like the main language's. Names stay silent: only
lower-case words are judged by the lists alone. Where the text holds a passage or a picture
credit in some language already, that language's morphology (simplemma) is asked about words
on no list at all, which finds inflected forms such as participles.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt

from audit._resources import package_file
from audit.lid.calibrate import word_probability
from audit.lid.compounds import compounds
from audit.lid.emissions import SCRIPT_COST, Emissions
from audit.lid.frames import cue_at, frames
from audit.lid.openers import openers
from audit.lid.pairs import Enclosures
from audit.lid.scripts import OTHER
from audit.lid.table import Family
from audit.lid.tokens import Tokens
from audit.types import Leftover, Span

__all__ = ["leftovers"]

LETTERS: Final = 4
EVERYDAY: Final = 4.0
"""Zipf frequency from which a word unknown in the main language needs no further evidence."""
COMMON: Final = 2.5
COMMON_ENGLISH: Final = 3.3
"""The same of English words, which other languages borrow more than any."""
UNLIKELY: Final = 1.0
"""Zipf points taken off languages that seldom are a source."""
RARE: Final = 3.0
"""At most this frequent in the main language; lists hold much English, see ``RARE_ENGLISH``."""
RARE_ENGLISH: Final = 3.6
GAP: Final = 2.0
GAP_ENGLISH: Final = 2.3
VERY_COMMON: Final = 5.9
RARE_EVERYDAY: Final = 4.1
"""``RARE_ENGLISH`` of the few hundred commonest English words."""
UNLISTED_LETTERS: Final = 7
SHAPE_UNLISTED: Final = 1.5
UNLISTED_PROBABILITY: Final = 0.6
WIDE_GAP: Final = 2.7
SHAPE_WIDE: Final = 0.1
"""``SHAPE`` of words that are so much more common elsewhere."""
SHAPE: Final = 0.4
"""Log-ratio per letter by which the spelling must favour the other language, nats."""
SHAPE_OF_STEM: Final = 1.0
"""The same when a stem of the word is in the main language's list."""
EVIDENCE: Final = 3.5
"""Log-ratio of the word as a whole, nats."""
SHOUTED: Final = 5.2
"""Zipf frequency asked of a word in a line set in capitals: names do not reach it."""
IN_LANGUAGES: Final = 5
AS_COMMON: Final = 0.6
"""A word in so many languages, at most so many Zipf points rarer than in its own, is borrowed by all."""
LIKELY: Final = 0.1
TERM: Final = 2
"""A word used so often in one text is a term."""
NOUN: Final = 3.3
"""Zipf frequency of a common noun; names of streets and companies hardly reach it."""
NOUN_LETTERS: Final = 5
NOUN_PROBABILITY: Final = 0.8
SMALL_WORD: Final = 5.8
"""The same of articles and prepositions."""
TITLE_WITHIN: Final = 4
"""Words behind the announcing one within which a title's words are looked for."""
STEM_KNOWN: Final = 2.5
STEM_LETTERS: Final = 4
CYRILLIC_ENDINGS: Final = ("", "а", "я", "о", "е", "и", "ы", "ь", "й")


@lru_cache(maxsize=1)
def _data() -> dict[str, frozenset[str]]:
    data = tomllib.loads(package_file("lid", "data", "leftovers.toml").read_text(encoding="utf-8"))
    return {key: frozenset(values) for key, values in data.items() if isinstance(values, list)}


@lru_cache(maxsize=1)
def _lists() -> dict[str, dict[str, frozenset[str]]]:
    """``articles`` and ``homographs`` of each main language."""
    data = tomllib.loads(package_file("lid", "data", "leftovers.toml").read_text(encoding="utf-8"))
    tables = {key: rows for key, rows in data.items() if isinstance(rows, dict)}
    return {key: {each: frozenset(words.split()) for each, words in rows.items()} for key, rows in tables.items()}


def leftovers(
    text: str,
    tokens: Tokens,
    scored: Emissions,
    family: Family | None,
    main: str,
    hints: Collection[str],
    taken: Sequence[Span],
    pairs: Enclosures,
) -> tuple[Leftover, ...]:
    """Leftover words outside ``taken`` and outside quotation marks, in order.

    ``family`` is the main language's part of the table (``None``: no search); ``hints`` are
    languages that passages of the text are in.
    """
    if family is None or main not in family.languages or not len(tokens):
        return ()
    pairs = frames(text, pairs)
    judged = _judged(tokens, scored, family, main)
    free = _free(tokens, taken)
    out: list[Leftover] = []
    for index in np.flatnonzero(free & tokens.which(judged)).tolist():
        number = int(tokens.word[index])
        language, probability = judged[number]
        if _capitals(text, tokens, index) and scored.zipf[number, scored.languages.index(language)] < SHOUTED:
            continue
        if _titled(tokens, index, main) or _joined(text, tokens, index) or _quoted(tokens, pairs, index):
            continue
        if tokens.words[number] not in _lists()["homographs"].get(main, ()):  # "much" are flies in Polish
            out.append(Leftover(_span(tokens, index), language, probability))
    out += openers(tokens, scored, main, _outside(tokens, taken))
    if main in _data()["tied"]:
        out += compounds(text, tokens, scored, main, judged, free)
    out += _inflected(text, tokens, scored, family, main, hints, free, pairs)
    out += _nouns(text, tokens, scored, main, hints, taken, pairs)
    out += _genitives(tokens, scored, main, hints, free)
    unique = {item.span: item for item in sorted(out, key=lambda item: (item.span, -item.probability))[::-1]}
    return tuple(unique[span] for span in sorted(unique))


def _span(tokens: Tokens, index: int) -> Span:
    return Span(int(tokens.start[index]), int(tokens.end[index]))


def _judged(tokens: Tokens, scored: Emissions, family: Family, main: str) -> dict[int, tuple[str, float]]:
    """Distinct words that would be leftovers in lower case: their language and probability."""
    own = scored.column(main)
    assert own is not None
    wanted = _data()["from"]
    others = [each for each in family.languages if each != main and each in wanted and each in scored.languages]
    columns = np.array([scored.languages.index(language) for language in others], np.intp)
    if not len(columns):
        return {}
    lengths = np.fromiter(map(len, tokens.words), np.int32, len(tokens.words))
    handicap = np.array([UNLIKELY * (language in _data()["unlikely"]) for language in others], np.float32)
    plain = scored.zipf[:, columns].astype(np.float32)
    zipf = plain - handicap
    best = zipf.argmax(1)
    there = zipf[np.arange(len(zipf)), best]
    here = scored.zipf[:, own].astype(np.float32)
    rows = scored.rows
    evidence = rows[np.arange(len(rows)), columns[best]].astype(np.float32) - rows[:, own].astype(np.float32)
    known_here = here > 0
    english = np.array([language == "en" for language in others])[best]
    gap = there - here
    apart = (here <= RARE) & (gap >= GAP)
    apart |= english & (here <= RARE_ENGLISH) & (gap >= GAP_ENGLISH) & (there >= 5.0)
    apart |= english & (here <= RARE_EVERYDAY) & (gap >= GAP) & (there >= VERY_COMMON)
    maybe = np.flatnonzero(
        (lengths >= LETTERS)
        & (there >= np.where(english, COMMON_ENGLISH, COMMON))
        & (evidence >= EVIDENCE)
        & apart
        & (rows[:, own] > -SCRIPT_COST)
    )
    maybe = maybe[~_international(plain[maybe])]
    out = _unlisted(tokens, scored, family, main)
    if not len(maybe):
        return out
    words = [tokens.words[index] for index in maybe.tolist()]
    spelled, symbols = family.spelling(words)
    mine = family.languages.index(main)
    counts = np.bincount(tokens.word[tokens.word >= 0], minlength=len(tokens.words))
    for place, index in enumerate(maybe.tolist()):
        if counts[index] >= TERM:
            continue
        language = others[int(best[index])]
        shape = float(spelled[place, family.languages.index(language)] - spelled[place, mine]) / float(symbols[place])
        if known_here[index]:
            accepted = shape >= (SHAPE if gap[index] < WIDE_GAP else SHAPE_WIDE)
        elif there[index] >= EVERYDAY:
            accepted = True
        else:
            accepted = shape >= SHAPE and (shape >= SHAPE_OF_STEM or not _stem_known(family, tokens.words[index], mine))
        probability = word_probability(float(there[index]) - COMMON, float(gap[index]), shape)
        if accepted and probability >= LIKELY:
            out[index] = (language, probability)
    return out


def _unlisted(tokens: Tokens, scored: Emissions, family: Family, main: str) -> dict[int, tuple[str, float]]:
    """Long words on no list at all that only a language of many forms would spell so: "utrudniania"."""
    own = scored.column(main)
    wanted = [each for each in family.languages if each in _data()["unlisted"] and each != main]
    lengths = np.fromiter(map(len, tokens.words), np.int32, len(tokens.words))
    strange = (lengths >= UNLISTED_LETTERS) & ~(scored.zipf > 0).any(1) & (scored.rows[:, own] > -SCRIPT_COST)
    at = np.flatnonzero(strange).tolist()
    if not wanted or not at:
        return {}
    spelled, symbols = family.spelling([tokens.words[index] for index in at])
    mine, best = family.languages.index(main), spelled.argmax(1).tolist()
    out: dict[int, tuple[str, float]] = {}
    for place, index in enumerate(at):
        language = family.languages[best[place]]
        shape = float(spelled[place, best[place]] - spelled[place, mine]) / float(symbols[place])
        if language in wanted and shape >= SHAPE_UNLISTED:
            out[index] = (language, UNLISTED_PROBABILITY)
    return out


def _international(zipf: npt.NDArray[np.float32]) -> npt.NDArray[np.bool_]:
    """Words about as common in many languages: "startup", "weekend"."""
    if len(zipf) == 0 or zipf.shape[1] < IN_LANGUAGES:
        return np.zeros(len(zipf), bool)
    least = np.partition(zipf, -IN_LANGUAGES, axis=1)[:, -IN_LANGUAGES]
    return np.asarray(least >= zipf.max(1) - AS_COMMON)


def _stem_known(family: Family, word: str, column: int) -> bool:
    stems = [word[:-cut] for cut in (1, 2, 3) if len(word) - cut >= LETTERS]
    return bool((family.zipf(stems)[:, column] >= STEM_KNOWN).any()) if stems else False


def _free(tokens: Tokens, taken: Sequence[Span]) -> npt.NDArray[np.bool_]:
    """Lower-case words outside ``taken``."""
    return _outside(tokens, taken) & (tokens.word >= 0) & ~tokens.capital & ~tokens.acronym


def _outside(tokens: Tokens, taken: Sequence[Span]) -> npt.NDArray[np.bool_]:
    free = np.ones(len(tokens), bool)
    for span in taken:
        free[np.searchsorted(tokens.start, span.start) : np.searchsorted(tokens.start, span.end)] = False
    return free


def _capitals(text: str, tokens: Tokens, index: int) -> bool:
    """Whether the word stands in a line set in capitals, where a name looks like any word."""
    return text[int(tokens.start[index]) : int(tokens.end[index])].isupper()


def _joined(text: str, tokens: Tokens, index: int) -> bool:
    start, end = int(tokens.start[index]), int(tokens.end[index])
    before = text[start - 1 : start] if start else ""
    after, beyond = text[end : end + 1], text[end + 1 : end + 2]
    return before in ("-", "_", "/", "@", "‑", "&", ".") or (
        after in ("-", "_", "/", "@", "‑", "'", "’", ".") and beyond.isalnum()
    )


def _titled(tokens: Tokens, index: int, main: str) -> bool:
    """Whether the word may belong to a title that a word such as "film" announces."""
    for at in range(index - 1, max(-1, index - 1 - TITLE_WITHIN), -1):
        if tokens.boundary[at + 1] != OTHER:
            return False
        if cue_at(tokens, at, main) is not None:
            return bool(tokens.capital[at + 1])
    return False


def _quoted(tokens: Tokens, pairs: Enclosures, index: int) -> bool:
    """Whether the word stands in quotation marks or brackets with hardly anything else."""
    start, end = int(tokens.start[index]), int(tokens.end[index])
    return any(len(pair.span) <= end - start + 30 for pair in pairs.around(start, end))


def _inflected(
    text: str,
    tokens: Tokens,
    scored: Emissions,
    family: Family,
    main: str,
    hints: Collection[str],
    free: npt.NDArray[np.bool_],
    pairs: Enclosures,
) -> list[Leftover]:
    """Words on no other list that the morphology of a hinted language derives from another word."""
    languages = sorted(set(hints) & _data()["dictionaries"] - {main})
    if not languages:
        return []
    import simplemma

    counts = np.bincount(tokens.word[tokens.word >= 0], minlength=len(tokens.words))
    lists: npt.NDArray[np.int64] = np.asarray((scored.zipf > 0).sum(1))
    own = scored.column(main)
    out: list[Leftover] = []
    lengths = np.fromiter(map(len, tokens.words), np.int32, len(tokens.words))
    rare = (lists <= 1) & (counts <= 1) & (lengths >= LETTERS) & (scored.rows[:, own] > -SCRIPT_COST)
    rare &= np.logical_or.reduce([_likely(scored, own, language, lists) for language in languages])
    asked = (tokens.word >= 0) & ~tokens.acronym & (free | tokens.capital) & rare[tokens.word]
    for index in np.flatnonzero(asked).tolist():
        number = int(tokens.word[index])
        word = tokens.words[number]
        if _joined(text, tokens, index) or _quoted(tokens, pairs, index) or _native_stem(family, word, main):
            continue
        for language in languages:
            column = scored.column(language)
            if column is None or scored.rows[number, column] < scored.rows[number, own]:
                continue
            if lists[number] and not _alone(scored, number, column, language):
                continue
            # the frugal dictionaries are seven times smaller, and this is asked of few words
            lemma = simplemma.lemmatize(word, lang=language, low_memory=True)
            if lemma != word and lemma[:1].islower() and simplemma.is_known(word, lang=language, low_memory=True):
                out.append(Leftover(_span(tokens, index), language, 0.8))
                break
    return out


def _native_stem(family: Family, word: str, main: str) -> bool:
    """Whether the main language lists the word, or a stem of it with an ending of its nouns, in a script of close relatives."""
    if family.name == "latin" or main not in family.languages:
        return False
    forms = [word[:-cut] + end for cut in (1, 2, 3) if len(word) - cut >= STEM_LETTERS for end in CYRILLIC_ENDINGS]
    return bool(forms) and bool((family.zipf(forms)[:, family.languages.index(main)] >= STEM_KNOWN).any())


def _nouns(
    text: str,
    tokens: Tokens,
    scored: Emissions,
    main: str,
    hints: Collection[str],
    taken: Sequence[Span],
    pairs: Enclosures,
) -> list[Leftover]:
    """German nouns behind an article of the main language, where the text has German in it: "la Sitzung"."""
    own, german, english = scored.column(main), scored.column("de"), scored.column("en")
    if "de" not in hints or main == "de" or own is None or german is None or english is None:
        return []
    import simplemma

    zipf = scored.zipf
    counts = np.bincount(tokens.word[tokens.word >= 0], minlength=len(tokens.words))
    wanted = (zipf[:, german] >= NOUN) & (zipf[:, own] == 0) & (zipf[:, english] == 0) & (counts < TERM)
    place = np.flatnonzero(
        wanted[tokens.word] & (tokens.word >= 0) & tokens.capital & ~tokens.acronym & ~tokens.initial
    )
    out: list[Leftover] = []
    for index in place.tolist():
        span, before = _span(tokens, index), int(tokens.word[index - 1]) if index else -1
        if before < 0 or tokens.capital[index - 1] or zipf[before, own] < SMALL_WORD or len(span) < NOUN_LETTERS:
            continue
        if tokens.words[before] not in _lists()["articles"].get(main, ()):
            continue  # behind a preposition stand places
        if index + 1 < len(tokens) and tokens.capital[index + 1] and tokens.boundary[index + 1] == OTHER:
            continue  # part of a name
        if _joined(text, tokens, index) or pairs.around(span.start, span.end) or any(map(span.overlap, taken)):
            continue
        if simplemma.is_known(span.of(text), lang="de", low_memory=True):
            out.append(Leftover(span, "de", NOUN_PROBABILITY))
    return out


def _likely(scored: Emissions, own: int | None, language: str, lists: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
    """Distinct words on no list, or alone on ``language``'s, whose letters do not speak for the main language."""
    column = scored.column(language)
    if column is None or own is None:
        return np.zeros(len(scored.rows), bool)
    alone = (scored.zipf[:, column] >= COMMON) & (language in _data()["alone"])
    return np.asarray((scored.rows[:, column] >= scored.rows[:, own]) & ((lists == 0) | alone))


def _alone(scored: Emissions, number: int, column: int, language: str) -> bool:
    """Whether a word on one list only is on ``language``'s, and that language borrows and lends few such forms."""
    return language in _data()["alone"] and bool(scored.zipf[number, column] >= COMMON)


def _genitives(
    tokens: Tokens, scored: Emissions, main: str, hints: Collection[str], free: npt.NDArray[np.bool_]
) -> list[Leftover]:
    """A name of the text with another language's genitive: "Moscou et Pyongyangs"."""
    data = _data()
    if main not in data["no_genitive"]:
        return []
    own = scored.column(main)
    capital: dict[str, int] = {}
    for index in np.flatnonzero((tokens.word >= 0) & tokens.capital & ~tokens.acronym).tolist():
        word = tokens.words[int(tokens.word[index])]
        capital[word] = capital.get(word, 0) + 1
    source = next((language for language in sorted(hints) if language in data["genitive"]), None)
    if source is None:
        return []
    index_of = {word: number for number, word in enumerate(tokens.words)}
    out: list[Leftover] = []
    for word in sorted(capital):
        name = word[:-1]
        if not word.endswith("s") or len(name) < LETTERS or name[-1] in "sxz" or name not in capital:
            continue
        if scored.zipf[index_of[word], own] > 0 or capital[word] > 1 or capital[name] < capital[word]:
            continue
        at = int(np.flatnonzero(tokens.word == index_of[word])[0])
        if not free[at] and not tokens.capital[at]:
            continue
        out.append(Leftover(_span(tokens, at), source, 0.85, "genitive"))
    return out
