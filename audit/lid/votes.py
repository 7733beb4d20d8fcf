"""Second opinions that share nothing with the language table: langdetect and eldc.

They feed confidence only. Where a passage begins and ends, and whether there is one, is
settled before they are asked.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final, Protocol, cast

from audit.lid.main_language import primary
from audit.lid.prior import quick
from audit.types import UNDETERMINED

__all__ = ["SAMPLE_CHARS", "agreement", "second_vote"]

SAMPLE_CHARS: Final = 400
"""Characters langdetect reads of a passage or a document: it is a thousand times slower than the rest."""
FEWEST_LETTERS: Final = 12
UNHEARD_LANGDETECT: Final = frozenset({"is", "sr", "fil", "hy", "ka", "am", "si", "lo", "my", "km", "bo", "or"})
UNHEARD_ELDC: Final = frozenset({"id", "si", "my", "km", "bo"})
ONE_SPEECH: Final = frozenset({("sr", "hr"), ("bs", "hr"), ("hr", "sr")})
"""Pairs of (answer, language) that one voter tells apart and the table does not: Serbo-Croatian in either alphabet."""


class _Detector(Protocol):
    def append(self, text: str) -> None: ...
    def detect(self) -> str: ...


class _Factory(Protocol):
    seed: int

    def load_profile(self, folder: str) -> None: ...
    def create(self) -> _Detector: ...


@lru_cache(maxsize=1)
def _factory() -> _Factory:
    from langdetect import PROFILES_DIRECTORY
    from langdetect.detector_factory import DetectorFactory

    factory = cast("_Factory", DetectorFactory())
    factory.seed = 0  # langdetect draws at random; on the instance, so that other users of the package keep theirs
    factory.load_profile(PROFILES_DIRECTORY)
    return factory


def second_vote(sample: str) -> str:
    """Langdetect's language for at most ``SAMPLE_CHARS`` characters; the same answer every time."""
    from langdetect.lang_detect_exception import LangDetectException

    if sum(map(str.isalpha, sample)) < FEWEST_LETTERS:
        return UNDETERMINED
    detector = _factory().create()
    detector.append(sample[:SAMPLE_CHARS].encode("utf-8", "replace").decode("utf-8"))
    try:
        found = detector.detect()
    except LangDetectException:
        return UNDETERMINED
    return UNDETERMINED if found == "unknown" else primary(found)


def agreement(text: str, language: str, *, slow: bool = True) -> tuple[int, int]:
    """Votes of (langdetect, eldc) on a passage: 1 for, -1 against, 0 where they cannot tell.

    ``slow=False`` does without langdetect.
    """
    letters = sum(map(str.isalpha, text[:SAMPLE_CHARS]))
    if letters < FEWEST_LETTERS:
        return 0, 0
    other = second_vote(text[:SAMPLE_CHARS]) if slow else UNDETERMINED
    quickly = primary(quick(text[:SAMPLE_CHARS]))
    return (
        _vote(other, language, language in UNHEARD_LANGDETECT),
        _vote(quickly, language, language in UNHEARD_ELDC),
    )


def _vote(found: str, language: str, unheard: bool) -> int:
    if unheard or found == UNDETERMINED:
        return 0
    return 1 if found == language or (found, language) in ONE_SPEECH else -1
