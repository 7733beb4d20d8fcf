"""From bytes to text: byte order marks, declarations, UTF-8, then charset-normalizer."""

from __future__ import annotations

import codecs
import hashlib
import re

from audit.errors import EmptyInput, MalformedInput, UnsupportedInput

__all__ = ["decode", "document_id", "require_text"]

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BINARY = {
    b"%PDF-": "a PDF file",
    b"PK\x03\x04": "a ZIP archive or an office document",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"RIFF": "a sound, film or picture file",
    b"\x1f\x8b": "a gzip archive",
    b"BZh": "a bzip2 archive",
    b"\xfd7zXZ": "an xz archive",
    b"7z\xbc\xaf": "a 7z archive",
    b"\xd0\xcf\x11\xe0": "an old office document",
    b"\x7fELF": "a program",
    b"SQLite format 3": "a database",
    b"{\\rtf": "an RTF document",
}
_SAMPLE = 200_000
_LEAST_TOLD = 64
"""Bytes; in fewer, zeros do not tell UTF-16 from stray zeros."""
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def document_id(raw: bytes) -> str:
    """``sha256:`` and the hex digest of ``raw``."""
    return "sha256:" + hashlib.sha256(raw).hexdigest()


def decode(raw: bytes, declared: str | None = None) -> str:
    """``raw`` as text without its byte order mark, otherwise unchanged.

    ``declared`` is an encoding named in the input or beside it; it is tried after the byte order
    mark and after strict UTF-8, since pages declare Latin-1 and send UTF-8 more often than the
    other way round.

    Raises:
        EmptyInput: nothing in it.
        UnsupportedInput: a known binary format.
        MalformedInput: text in no encoding that can be told.

    """
    if not raw.strip():
        raise EmptyInput("the file is empty", hint="check how it was saved or downloaded")
    for magic, kind in _BINARY.items():
        if raw.startswith(magic):
            raise UnsupportedInput(f"it is {kind}, not text", hint="export the article as text, HTML or JSON")
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return _checked(_strict(raw[len(mark) :], encoding))
    text = _strict(raw, "utf-8")
    if text is None and declared:
        text = _strict(raw, _web_name(declared))
    if text is None or ("\x00" in text and len(raw) >= _LEAST_TOLD):
        text = _detected(raw) or text
    return _checked(text)


def require_text(text: str) -> str:
    """``text`` unless it is blank, which raises ``EmptyInput``."""
    if not text.strip():
        raise EmptyInput("there is no text in it", hint="check how it was saved or downloaded")
    return text


def _strict(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except (UnicodeDecodeError, LookupError, ValueError):
        return None


def _web_name(declared: str) -> str:
    """Browsers read ``iso-8859-1`` and ``ascii`` as Windows-1252 (WHATWG Encoding Standard)."""
    label = declared.strip().strip("\"'").lower()
    return "cp1252" if label in {"iso-8859-1", "latin1", "latin-1", "ascii", "us-ascii", "iso8859-1"} else label


def _detected(raw: bytes) -> str | None:
    """The reading charset-normalizer finds most plausible on a sample, if it fits the whole.

    Its ties are broken in favour of Windows-1252, the commonest of the Latin code pages.
    """
    from charset_normalizer import from_bytes

    sample = raw[: _SAMPLE - _SAMPLE % 4]
    found = from_bytes(sample)
    best = found.best()
    if best is not None:
        tied = [match for match in found if (match.chaos, match.coherence) == (best.chaos, best.coherence)]
        western = any("cp1252" in (match.encoding, *match.could_be_from_charset) for match in tied)
        text = _strict(raw, "cp1252" if western else best.encoding)
        if text is not None:
            return text.removeprefix("\ufeff")
    if b"\x00" in raw:
        return None
    return _strict(raw, "cp1252")


def _checked(text: str | None) -> str:
    """``text`` unless it is none, or full of control characters as decoded binaries are."""
    if text is None:
        raise MalformedInput("its encoding cannot be told", hint="save it as UTF-8")
    if not text.strip("\ufeff \t\r\n\x00"):
        raise EmptyInput("the file is empty", hint="check how it was saved or downloaded")
    sample = text[:_SAMPLE]
    if len(_CONTROL.findall(sample)) > max(2, len(sample) // 33):
        raise UnsupportedInput("it is not a text file", hint="export the article as text, HTML or JSON")
    return text
