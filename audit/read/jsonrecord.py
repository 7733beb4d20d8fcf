"""JSON and JSON Lines: ninjs, schema.org, trafilatura's output, and plain title-and-text records.

The text is the body alone; the headline stays in ``Document.title``. Anchors count from the start
of the file, in JSON Lines from the start of the record's line.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from audit.errors import EmptyInput, MalformedInput
from audit.read import schemaorg
from audit.read.anchors import RawText, anchors
from audit.read.charset import decode, document_id
from audit.read.fields import language_tag, one_line, timestamp, without_surrogates
from audit.read.walls import refuse_wall
from audit.read.webpage import joined, pieces_of_fragment
from audit.types import Block, Document, HeadMetadata, Unreadable

__all__ = ["JsonLinesReader", "JsonReader"]

_TITLE = ("headline", "title", "name")
_PLAIN_BODY = ("articleBody", "body_text", "text", "raw_text", "body", "content", "article", "maintext", "full_text")
_HTML_BODY = ("body_html", "body_xhtml", "content_html", "html", "content", "body")
_PUBLISHED = (
    "datePublished",
    "published",
    "date",
    "firstcreated",
    "versioncreated",
    "pubDate",
    "date_published",
    "published_at",
)
_LANGUAGE = ("inLanguage", "language", "lang")
_URL = ("url", "link", "source_url", "canonical", "@id", "uri", "source")
_LISTS = ("articles", "items", "entries", "documents", "results", "data")
_MARKUP = re.compile(r"</?(?:p|div|br|h[1-6]|ul|article|section|figure)\b[^>]*>", re.IGNORECASE)
_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"', re.DOTALL)
_ESCAPE = re.compile(r"(?:\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.)", re.DOTALL)


class JsonReader:
    """A record, or a list of records, which are numbered then."""

    name: str = "json"
    suffixes: tuple[str, ...] = (".json", ".jsonld")
    media_types: tuple[str, ...] = ("application/json", "application/ld+json")
    record_per_line: bool = False

    def sniff(self, raw: bytes) -> bool:
        """An opening brace or bracket, and no second record on a line of its own."""
        start = raw.lstrip(b"\xef\xbb\xbf \t\r\n")
        return start[:1] in (b"{", b"[") and not JsonLinesReader().sniff(raw)

    def read(self, raw: bytes, name: str) -> Iterator[Document | Unreadable]:
        """One document for a record; for a list one each, bad ones as ``Unreadable``."""
        source = decode(raw)
        value = _parsed(source)
        records = _records(value)
        if records is None:
            yield _document(value, source, document_id(raw))
            return
        if not records:
            raise EmptyInput("there is no article in it", hint="check the export")
        for number, record in enumerate(records, 1):
            try:
                own = json.dumps(record, ensure_ascii=True, sort_keys=True).encode()
                yield _document(record, source, document_id(own), number)
            except (EmptyInput, MalformedInput) as error:
                yield Unreadable(f"{name}:{number}", error.message, error.hint)


class JsonLinesReader(JsonReader):
    """One record a line; the caller hands the lines over one by one."""

    name: str = "jsonl"
    suffixes: tuple[str, ...] = (".jsonl", ".ndjson")
    media_types: tuple[str, ...] = ("application/x-ndjson", "application/jsonl", "application/jsonlines")
    record_per_line: bool = True

    def sniff(self, raw: bytes) -> bool:
        """Two lines at least, the first of which is a JSON object by itself."""
        first, _, rest = raw.lstrip(b"\xef\xbb\xbf \t\r\n").partition(b"\n")
        if not first.startswith(b"{") or not rest.lstrip().startswith(b"{"):
            return False
        try:
            json.loads(first)
        except (ValueError, RecursionError):
            return False
        return True


def _parsed(source: str) -> Any:
    try:
        return json.loads(source, strict=False)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise MalformedInput(f"broken JSON at {where}: {error.msg}", hint="export it again") from error
    except (ValueError, RecursionError) as error:
        raise MalformedInput(
            "JSON that is nested too deeply or holds impossible numbers", hint="export it again"
        ) from error


def _records(value: Any) -> list[Any] | None:
    """The entries of a list of records, or ``None`` for a single record."""
    if isinstance(value, list):
        found = list(schemaorg.articles(value))
        return found or value
    if isinstance(value, dict) and "@graph" not in value and not _body(value)[0]:
        for key in _LISTS:
            entries = value.get(key)
            if isinstance(entries, list) and entries and all(isinstance(entry, dict) for entry in entries):
                return entries
    return None


def _document(value: Any, source: str, identity: str, item: int | None = None) -> Document:
    """A record as a document. ``source`` is the raw text that holds it, for the way back."""
    record = next(schemaorg.articles(value), value)
    if not isinstance(record, dict):
        raise MalformedInput("it is JSON, but no article record", hint="a record needs a text or a body")
    text, blocks, literal = _text(record)
    refuse_wall(text)
    if not text.strip():
        raise EmptyInput("a record without text", hint="a record needs articleBody, body_text, body_html, text or body")
    raw = _string_in(source, literal)
    return Document(
        identity,
        text,
        item=item,
        title=next(filter(None, (one_line(record.get(key)) for key in _TITLE)), None),
        url=_url(record),
        published=next(filter(None, (timestamp(record.get(key)) for key in _PUBLISHED)), None),
        declared_language=next(filter(None, (language_tag(_tag(record.get(key))) for key in _LANGUAGE)), None),
        media_type="application/json",
        blocks=blocks,
        anchors=anchors(text, raw, (block.span.start for block in blocks)) if raw is not None else (),
        metadata=_metadata(record),
    )


def _body(record: dict[str, Any]) -> tuple[str, bool]:
    """The body as it stands in the record, and whether it is markup."""
    for key in _PLAIN_BODY:
        value = record.get(key)
        if isinstance(value, str) and value.strip() and not _MARKUP.search(value):
            return value, False
    for key in _HTML_BODY:
        value = record.get(key)
        if isinstance(value, str) and value.strip():
            return value, True
    paragraphs: list[Any] = next(
        (record[key] for key in ("paragraphs", "body", "content", "text") if isinstance(record.get(key), list)), []
    )
    return "\n\n".join(entry for entry in paragraphs if isinstance(entry, str)), False


def _text(record: dict[str, Any]) -> tuple[str, tuple[Block, ...], str]:
    """Text, blocks, and the string in the record that it came from."""
    body, markup = _body(record)
    if not markup:
        return without_surrogates(body), (), body
    text, blocks = joined(pieces_of_fragment(body))
    return text, blocks, body


def _tag(value: object) -> object:
    return (value.get("alternateName") or value.get("name")) if isinstance(value, dict) else value


def _url(record: dict[str, Any]) -> str | None:
    for key in (*_URL, "mainEntityOfPage"):
        found = next(iter(schemaorg.references(record.get(key))), None)
        if found and found.startswith(("http://", "https://")):
            return found
    return None


def _metadata(record: dict[str, Any]) -> HeadMetadata:
    declared = schemaorg.metadata(record)
    site = (
        declared.site_name
        or one_line(record.get("sitename"))
        or one_line(record.get("hostname"))
        or one_line(record.get("source_name"))
    )
    authors = (
        declared.authors
        or schemaorg.author_names(record.get("authors"))
        or schemaorg.author_names(record.get("byline"))
    )
    return HeadMetadata(
        canonical=_url(record),
        site_name=site,
        authors=authors,
        modified=declared.modified or one_line(record.get("versioncreated")),
        is_based_on=declared.is_based_on,
        translation_of=declared.translation_of,
    )


def _string_in(source: str, wanted: str) -> RawText | None:
    """The string literal of ``source`` whose value is ``wanted``, its escapes decoded piece by piece."""
    if not wanted:
        return None
    for literal in _STRING.finditer(source):
        if len(literal.group(1)) < len(wanted):
            continue
        raw = RawText()
        at = literal.start(1)
        for escape in _ESCAPE.finditer(source, literal.start(1), literal.end(1)):
            raw.add(source[at : escape.start()], at)
            try:
                raw.add(json.loads(f'"{escape.group()}"', strict=False), escape.start())
            except ValueError:
                raw.add(escape.group(), escape.start())
            at = escape.end()
        raw.add(source[at : literal.end(1)], at)
        if raw.text() == wanted:
            return raw
    return None
