"""What a foreign passage is: a defect, or something an editor would keep."""

from __future__ import annotations

from typing import Final

import numpy as np

from audit.lid.frames import Framed
from audit.lid.passages import Passage
from audit.lid.scripts import LINE, STOP
from audit.lid.tokens import Tokens
from audit.types import PassageKind, Sentence

__all__ = ["kind_of"]

NAME_WORDS: Final = 12
"""Names and titles are not longer than this."""
CAPITAL_SHARE: Final = 0.6
CAPITAL_SHARE_GERMAN: Final = 0.85
"""German writes every noun with a capital, so more is asked of it."""
ASIDE_WORDS: Final = 3
"""So few words in the middle of a clause are a borrowed phrase, not a forgotten passage."""

NAMES_ONLY: Final = 0.2
"""With fewer words than this share in lower case, a long passage is a list of names."""
VERSES: Final = 3
VERSE_WORDS: Final = 7.5
"""Lines of verse hold fewer words on average; none holds VERSE_LINE."""
VERSE_LINE: Final = 12
BUTTON_WORDS: Final = 5
"""Below this a line of the page's furniture is a button or a counter; a longer one was left in by whoever copied it."""


def kind_of(passage: Passage, tokens: Tokens, sentence: Sentence | None, latin_aside: bool) -> tuple[PassageKind, str]:
    """Kind of a passage and the reason, in words for the report.

    ``sentence`` is the one the passage begins in; ``latin_aside`` says that the passage
    is Latin letters in a text of another script, where names stay as they are.
    """
    part = slice(passage.first, passage.last)
    word = tokens.word[part] >= 0
    capitals = _capital_share(tokens, passage)
    titled = passage.words <= NAME_WORDS and capitals >= (
        CAPITAL_SHARE_GERMAN if passage.language in ("de", "lb") else CAPITAL_SHARE
    )
    lower = int((word & ~tokens.capital[part] & (tokens.end[part] - tokens.start[part] > 1)).sum())
    begins = sentence is not None and passage.span.start <= sentence.span.start + 1
    whole = begins and _ends_sentence(passage, sentence) and passage.words >= 2 and lower >= 1
    if isinstance(passage, Framed):
        if passage.role == "works":
            return "title_or_name", "named as the title of a work"
        return "quotation", "named as a phrase"
    if passage.enclosure is not None:
        where = "quotation marks" if passage.enclosure.kind == "quote" else "brackets"
        if titled:
            return "title_or_name", f"capitalised, in {where}"
        return "quotation", f"stands in {where}"
    if passage.words > NAME_WORDS and lower < NAMES_ONLY * passage.words and not _shouted(tokens, passage):
        return "title_or_name", "mostly names"
    if titled and not (whole and passage.words >= ASIDE_WORDS):
        return "title_or_name", "capitalised words inside a sentence"
    if passage.words > passage.last - passage.first and passage.words <= NAME_WORDS and not whole:
        return "title_or_name", "a few words in their own script"
    if latin_aside and passage.words <= ASIDE_WORDS and lower < 2:
        return "title_or_name", "a few words in Latin letters"
    if passage.words <= ASIDE_WORDS and lower < ASIDE_WORDS and not whole:
        return "title_or_name", "a few words inside a clause"
    if sentence is not None and sentence.block == "furniture" and passage.words < BUTTON_WORDS:
        return "furniture", "part of the page, not of the article"
    if _buttons(passage, tokens):
        return "furniture", "several lines of a word or two: buttons, not sentences"
    if _verse(passage, tokens):
        return "quotation", "short lines one below the other: verse"
    return "untranslated_passage", ""


def _shouted(tokens: Tokens, passage: Passage) -> bool:
    """Whether the passage has no capitals that mean anything: all upper case, or a script without case."""
    return not tokens.capital[passage.first : passage.last].any()


def _buttons(passage: Passage, tokens: Tokens) -> bool:
    boundary = tokens.boundary[passage.first : passage.last]
    if (boundary[1:] == STOP).any():
        return False
    lines = np.cumsum(boundary == LINE)
    return bool(lines[-1] > lines[0]) and int(np.bincount(lines).max()) < BUTTON_WORDS


def _verse(passage: Passage, tokens: Tokens) -> bool:
    """Three lines or more, each of a few words, with hardly a stop between them."""
    boundary = tokens.boundary[passage.first : passage.last]
    lines = int((boundary[1:] == LINE).sum()) + 1
    stops = int((boundary[1:] == STOP).sum())
    words = np.bincount(np.cumsum(boundary[1:] == LINE)) if len(boundary) > 1 else np.zeros(1)
    return lines >= VERSES and passage.words < VERSE_WORDS * lines and int(words.max()) < VERSE_LINE and stops < lines


def _ends_sentence(passage: Passage, sentence: Sentence | None) -> bool:
    return sentence is not None and passage.span.end >= sentence.span.end - 2


def _capital_share(tokens: Tokens, passage: Passage) -> float:
    part = slice(passage.first, passage.last)
    long = (tokens.word[part] >= 0) & (tokens.end[part] - tokens.start[part] > 3)
    if not long.any():
        long = tokens.word[part] >= 0
    return float(np.mean(tokens.capital[part][long] | tokens.acronym[part][long]))
