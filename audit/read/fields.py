"""Small values that every structured reader has to clean: dates, language tags, lone surrogates."""

from __future__ import annotations

import re
from datetime import datetime
from email.utils import parsedate_to_datetime

__all__ = ["language_tag", "one_line", "timestamp", "without_surrogates"]

_TAG = re.compile(r"[a-z]{2,3}(?:-[A-Za-z]{4})?(?:-(?:[A-Za-z]{2}|[0-9]{3}))?(?:-[A-Za-z0-9]{5,8})*", re.IGNORECASE)
_SURROGATE = re.compile("[\ud800-\udfff]")


def timestamp(value: object) -> datetime | None:
    """An ISO 8601 or RFC 2822 date; aware when it states a zone, ``None`` when it is neither."""
    if not isinstance(value, str) or not 4 < len(value.strip()) < 64:
        return None
    text = value.strip()
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        pass
    try:
        return parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def language_tag(value: object) -> str | None:
    """``fr_FR`` and its like as BCP 47 (``fr-FR``), or ``None`` when it is no language tag."""
    if not isinstance(value, str):
        return None
    tag = value.strip().partition(".")[0].replace("_", "-")
    if not _TAG.fullmatch(tag):
        return None
    parts = tag.split("-")
    styled = [parts[0].lower()]
    styled += (
        part.title() if len(part) == 4 and part.isalpha() else part.upper() if len(part) == 2 else part
        for part in parts[1:]
    )
    return "-".join(styled)


def one_line(value: object) -> str | None:
    """A string with runs of blanks as one, or ``None`` when it is blank or no string."""
    if not isinstance(value, str):
        return None
    return " ".join(without_surrogates(value).split()) or None


def without_surrogates(text: str) -> str:
    """Lone surrogates, which no encoding can write, as U+FFFD; the length stays."""
    return _SURROGATE.sub("\ufffd", text)
