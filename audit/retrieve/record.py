"""A prepared article as JSON and back, and nothing else than that: an archive may come from anywhere.

The shape follows the dataclasses of :mod:`audit.types`: an object of those fields that differ from their
default, a span as ``[start, end]``. The text is kept beside it. Reading checks every type and every
span; what does not fit is a :class:`ValueError`.
"""

from __future__ import annotations

import dataclasses
import json
import re
import types
from collections.abc import Callable
from datetime import datetime
from functools import cache
from typing import Any, Literal, Union, cast, get_args, get_origin, get_type_hints

from audit.types import Article, Span

__all__ = ["article_of", "record_of"]

Read = Callable[[Any], Any]
_MISSING = dataclasses.MISSING
_TAG = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8}){0,8}")
"""The shape of BCP 47: tags go into file formats and look tables up."""


def record_of(article: Article) -> tuple[bytes, bytes]:
    """(JSON object, text), both in UTF-8; equal articles give equal bytes."""
    plain = _plain(article)
    text = plain["document"].pop("text")
    packed = json.dumps(plain, ensure_ascii=True, separators=(",", ":"), sort_keys=True)
    return packed.encode("ascii"), text.encode("utf-8", "surrogatepass")


def article_of(record: bytes, text: bytes) -> Article:
    """The article that :func:`record_of` was given. Raises ``ValueError``, and no other error, for anything else."""
    try:
        data = json.loads(record)
        data["document"]["text"] = text.decode("utf-8", "surrogatepass")
        article = cast("Article", _reader(Article)(data))
    except (LookupError, TypeError, AttributeError, RecursionError, OverflowError) as error:
        raise ValueError(f"not an article: {error}") from error
    _check(article)
    return article


def _check(article: Article) -> None:
    """Sentences number themselves, stand in order and lie, like every other span, inside the text."""
    size, at = len(article.text), 0
    for number, sentence in enumerate(article.sentences):
        if sentence.index != number or sentence.span.start < at:
            raise ValueError("sentences out of order")
        if not 0 <= sentence.block_index <= size:
            raise ValueError("a sentence lies in no block")
        at = sentence.span.end
    found = article.languages
    spans = (
        *(block.span for block in article.document.blocks),
        *(s.span for s in found.spans),
        *(w.span for w in found.leftovers),
    )
    if max((at, *(span.end for span in spans))) > size:
        raise ValueError("a span lies outside the text")
    tags = (found.main, *(s.language for s in found.spans), *(w.language for w in found.leftovers))
    if not all(map(_TAG.fullmatch, tags)):
        raise ValueError("a language is none")
    shares = (found.probability, *(s.probability for s in found.spans), *(w.probability for w in found.leftovers))
    if not all(0.0 <= share <= 1.0 for share in shares):
        raise ValueError("a probability is none")


def _plain(value: Any) -> Any:
    """JSON's own types."""
    if isinstance(value, Span):
        return [value.start, value.end]
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {
            f.name: _plain(kept) for f in dataclasses.fields(value) if (kept := getattr(value, f.name)) != _default(f)
        }
    return value


def _default(field: dataclasses.Field[Any]) -> Any:
    if field.default_factory is not _MISSING:
        return field.default_factory()
    return field.default


@cache
def _reader(wanted: Any) -> Read:
    """What turns JSON into a value of the type ``wanted``, or raises."""
    if wanted is Span:
        return _span
    if wanted is datetime:
        return lambda value: datetime.fromisoformat(_exactly(value, str))
    if wanted in (str, int, bool):
        return lambda value: _exactly(value, wanted)
    if wanted is float:
        return lambda value: float(_exactly(value, float, int))
    if dataclasses.is_dataclass(wanted):
        return _object_reader(cast("type", wanted))
    origin, arguments = get_origin(wanted), get_args(wanted)
    if origin is Literal:
        return lambda value: _one_of(value, arguments)
    if origin in (Union, types.UnionType) and len(arguments) == 2 and arguments[1] is type(None):
        read = _reader(arguments[0])
        return lambda value: None if value is None else read(value)
    if origin is tuple and len(arguments) == 2 and arguments[1] is Ellipsis:
        read = _reader(arguments[0])
        return lambda value: tuple(read(one) for one in _exactly(value, list))
    if origin is tuple:
        reads = tuple(_reader(one) for one in arguments)
        return lambda value: tuple(read(one) for read, one in zip(reads, _exactly(value, list), strict=True))
    raise AssertionError(f"no reader for {wanted}")


def _object_reader(wanted: type) -> Read:
    hints = get_type_hints(wanted)
    reads = {field.name: _reader(hints[field.name]) for field in dataclasses.fields(wanted)}
    return lambda value: wanted(**{name: reads[name](one) for name, one in _exactly(value, dict).items()})


def _span(value: Any) -> Span:
    start, end = _exactly(value, list)
    return Span(_exactly(start, int), _exactly(end, int))


def _exactly(value: Any, *wanted: type) -> Any:
    if type(value) not in wanted:
        raise TypeError(f"{type(value).__name__} in place of {wanted[0].__name__}")
    return value


def _one_of(value: Any, known: tuple[Any, ...]) -> Any:
    if value not in known:
        raise ValueError(f"{value!r} is not known")
    return value
