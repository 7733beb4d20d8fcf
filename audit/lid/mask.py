"""Stretches that are no language: addresses, handles, tags of agencies. Masked, never deleted."""

from __future__ import annotations

import re
from collections.abc import Sequence

from audit.types import Span

__all__ = ["blank", "masked"]

# Every quantifier is bounded or runs to the next blank once only, so hostile text costs linear time.
_ADDRESS = re.compile(
    r"""(?:https?://|ftp://|www\.)[^\s<>"«»“”]{1,2000}   # web addresses
    | (?<![\w.+-])[\w.+-]{1,64}[ ]?@[ ]?[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}   # e-mail, also torn apart
    | &[ ]?\#?\w{2,8}[ ]?;                              # entities left by a careless export
    | (?<!\w)[@#]\w{1,100}                              # handles, hashtags
    | (?<![\w.-])(?:[a-z0-9-]{1,63}\.){1,4}[a-z]{2,12}/[^\s<>"«»“”]{1,2000}   # host/path
    | (?<![\w.-])(?:[a-z0-9-]{2,63}\.){1,4}[a-z]{2,8}(?![\w.-]?\w)   # bare host
    | </?[a-zA-Z][^<>]{0,200}>                          # tags left by a careless export
    """,
    re.VERBOSE,
)
# What every one of them holds: most texts have none, and the search proper is slow.
_SIGN = re.compile(r"://|www\.|[@&#<]|[a-z0-9-]\.[a-z]")


def masked(text: str) -> tuple[Span, ...]:
    """Spans of web and mail addresses, handles and tags, in order, not overlapping."""
    if _SIGN.search(text) is None:
        return ()
    return tuple(Span(*found.span()) for found in _ADDRESS.finditer(text))


def blank(text: str, masks: Sequence[Span] | None = None) -> str:
    """``text`` with every masked stretch replaced by blanks, length and offsets kept."""
    masks = masked(text) if masks is None else masks
    parts, reached = [], 0
    for mask in masks:
        parts += [text[reached : mask.start], " " * (min(mask.end, len(text)) - mask.start)]
        reached = mask.end
    return "".join((*parts, text[reached:]))
