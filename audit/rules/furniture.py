"""Lines of a page that are no part of the report, as rules tell them: buttons and labels, or invitations.

The wordings are those by which the text was cut into blocks (``audit.segment.furniture``).
"""

from __future__ import annotations

from typing import Final, Literal

from audit.segment.furniture import Role, furniture_role

__all__ = ["furniture_kind", "is_furniture_line"]

_BARE: Final[frozenset[Role]] = frozenset({"button", "embed", "version"})
_SENTENCE: Final[frozenset[Role]] = frozenset({"link", "invitation"})


def furniture_kind(line: str) -> Literal["bare", "sentence"] | None:
    """Whether a whole line is a bare label or counter, an invitation or link, or neither.

    Bylines, sources and words that might also be a crosshead are neither.
    """
    role = furniture_role(line.strip())
    if role in _BARE:
        return "bare"
    return "sentence" if role in _SENTENCE else None


def is_furniture_line(passage: str) -> bool:
    """Whether a line, or each of the lines of a passage, is a counter, button or label in any language."""
    lines = [line for line in passage.splitlines() if line.strip()]
    return bool(lines) and all(furniture_kind(line) == "bare" for line in lines)
