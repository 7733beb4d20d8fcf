"""What every code point is: letter of which script, digit, blank, or which kind of boundary."""

from __future__ import annotations

import tomllib
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt

from audit._resources import package_file

__all__ = [
    "COMMA",
    "DIGIT",
    "IGNORED",
    "LETTER",
    "LINE",
    "MARK",
    "OPENING",
    "OTHER",
    "QUOTE",
    "STOP",
    "Script",
    "classes",
    "code_points",
    "lowered",
    "scripts",
]

OTHER: Final = 1
"""Blanks, apostrophes, hyphens, symbols: what separates words without ending anything."""
COMMA: Final = 2
QUOTE: Final = 3
"""Quotation marks, brackets, colons, semicolons, dashes."""
OPENING: Final = 4
"""A quotation mark that can open, or a colon: the next word may be capitalised for that alone."""
STOP: Final = 5
LINE: Final = 6
DIGIT: Final = 10
IGNORED: Final = 11
"""Zero-width characters and soft hyphens."""
MARK: Final = 12
"""Combining marks, which belong to the letter before."""
LETTER: Final = 32
"""A letter of script ``s`` is ``LETTER + 2 * s``, one more when it is upper case."""

_LINES = frozenset("\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029")
_STOPS = frozenset(".!?…．。！？؟۔।॥")
_COMMAS = frozenset(",،、，·")
_QUOTES = frozenset("”»‹›ˮ″;()[]{}–—―|；（）【】」』؛•")
_OPENING = frozenset('":«“„‚：「『')
_IGNORED = frozenset(
    "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
_DRESSED = frozenset(("<wide>", "<narrow>", "<font>", "<circle>"))
_UNKNOWN = 255


@dataclass(frozen=True, slots=True)
class Script:
    """A writing system and the languages it leaves open."""

    name: str
    family: str | None
    """Family of the language table, when several languages share the script."""
    language: str | None
    """The one language, when there is one."""
    solid: bool
    """Written without blanks between words."""


@lru_cache(maxsize=1)
def _load() -> tuple[tuple[Script, ...], npt.NDArray[np.uint32], npt.NDArray[np.uint8]]:
    found: list[Script] = []
    ranges: list[tuple[int, int, int]] = []
    data = tomllib.loads(package_file("lid", "data", "scripts.toml").read_text(encoding="utf-8"))
    for number, (name, row) in enumerate(data.items()):
        found.append(Script(name, row.get("family"), row.get("language"), bool(row.get("solid", False))))
        ranges += [(start, end, number) for start, end in row["ranges"]]
    found.append(Script("other", None, None, False))
    ranges.sort()
    starts = np.array([start for start, _, _ in ranges], np.uint32)
    rows = np.array([[end & 0xFF, end >> 8 & 0xFF, end >> 16, number] for _, end, number in ranges], np.uint8)
    return tuple(found), starts, rows


def scripts() -> tuple[Script, ...]:
    """All known scripts in the order of their numbers; the last one stands for every other."""
    return _load()[0]


def _script_of(code: int) -> int:
    known, starts, rows = _load()
    at = int(np.searchsorted(starts, code, side="right")) - 1
    if at >= 0:
        low, middle, high, number = (int(x) for x in rows[at])
        if code <= low | middle << 8 | high << 16:
            return number
    return len(known) - 1


def _plain(code: int) -> int:
    """The letter that a fullwidth, mathematical or circled one stands for; others stand for themselves."""
    kind, _, rest = unicodedata.decomposition(chr(code)).partition(" ")
    if kind not in _DRESSED or " " in rest:
        return code
    plain = int(rest, 16)
    return plain if chr(plain).isalpha() else code


def _class_of(dressed: int) -> int:
    code = _plain(dressed)
    char = chr(code)
    category = unicodedata.category(char)
    if category[0] == "L":
        return LETTER + 2 * _script_of(code) + (category in ("Lu", "Lt"))
    if char == "ー":
        return LETTER + 2 * _script_of(0x30A2)
    for members, answer in (
        (_LINES, LINE),
        (_IGNORED, IGNORED),
        (_STOPS, STOP),
        (_COMMAS, COMMA),
        (_OPENING, OPENING),
        (_QUOTES, QUOTE),
    ):
        if char in members:
            return answer
    return {"M": MARK, "N": DIGIT}.get(category[0], OTHER)


# Filled as code points turn up: a pure function of the code point, kept because a table look-up
# over a whole text is two hundred times quicker than asking unicodedata for every character.
_CLASSES: Final = np.full(0x110000, _UNKNOWN, np.uint8)
_LOWER: Final = np.zeros(0x110000, np.uint32)


def _lower_of(code: int) -> int:
    low = chr(_plain(code)).lower()
    # One code point stays one code point, or offsets would shift ("İ".lower() has two).
    return ord(low[0])


def classes(codes: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint8]:
    """Class of every code point."""
    found = _CLASSES[codes]
    missing = found == _UNKNOWN
    if missing.any():
        for code in np.unique(codes[missing]).tolist():
            _LOWER[code] = _lower_of(code)
            _CLASSES[code] = _class_of(code)
        found = _CLASSES[codes]
    return found


def lowered(codes: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint32]:
    """Lower case of every code point; ``classes`` must have seen them."""
    return _LOWER[codes]


def code_points(text: str) -> npt.NDArray[np.uint32]:
    """The text as an array of code points; lone surrogates count as themselves."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
