"""What a rule is: one file, one decorated generator, a handbook page as its docstring.

A rule file is named ``<code>_<name>.py`` inside its family's folder
(``rules/accuracy/ac003_number_mismatch.py``); code and name come from the file name, the
documentation from the module docstring, the first tests from the examples. A check is a
pure generator: it reads a context, yields :class:`Hit` values, opens nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from audit.types import Article, Bead, BlockKind, Languages, LanguageSpan, Original, Sentence, Severity, Span

__all__ = [
    "BeadCheck",
    "BeadContext",
    "BeadExample",
    "DocumentCheck",
    "DocumentContext",
    "Example",
    "Hit",
    "Profile",
    "Rule",
    "bead_rule",
    "covered",
    "document_rule",
    "overlaps_any",
]

Profile = Literal["desk", "editor", "linguist"]
"""Narrowest audience that sees the rule's findings: ``desk`` ⊂ ``editor`` ⊂ ``linguist``."""

_FILE = re.compile(r"(?P<code>[a-z]{2}\d{3})_(?P<name>[a-z0-9_]+)")


@dataclass(frozen=True, slots=True)
class Example:
    """A documented case of a document rule that is also its test."""

    text: str
    language: str
    """Main language, BCP 47."""
    marks: tuple[str, ...] = ()
    """Text of every expected finding, in order; empty when the rule must stay silent."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class BeadExample:
    """A documented case of a bead rule that is also its test."""

    source: str
    target: str
    languages: tuple[str, str]
    """(source, target), BCP 47."""
    marks: tuple[str, ...] = ()
    """Expected marks in ``target``."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """What a check yields. Everything left ``None`` is taken from the rule."""

    span: Span
    """In the article's text."""
    message: str
    """One sentence, plain words, naming what was seen and what was expected."""
    suggestion: str | None = None
    source_span: Span | None = None
    """In the original's text (bead rules)."""
    explained_by: tuple[str, ...] = ()
    confidence: float | None = None
    severity: Severity | None = None
    kind: str | None = None
    category: str | None = None


def overlaps_any(span: Span, spans: Sequence[Span]) -> bool:
    """Whether ``span`` shares a character with one of ``spans`` (sorted, not overlapping)."""
    return covered(span, spans) > 0


def covered(span: Span, spans: Sequence[Span]) -> int:
    """Number of characters of ``span`` inside ``spans`` (sorted, not overlapping)."""
    total = 0
    for other in spans[bisect_right(spans, span.start, key=lambda s: s.end) :]:
        if other.start >= span.end:
            break
        total += span.overlap(other)
    return total


@dataclass(frozen=True, slots=True)
class DocumentContext:
    """All that a document rule may look at."""

    article: Article
    originals: tuple[Original, ...] = ()
    """Accepted originals, best first; usually empty while rules that need none run."""
    foreign: tuple[Span, ...] = field(default=())
    """Passages in other languages, sorted: rules about the main language stay out of them."""

    @classmethod
    def of(cls, article: Article, originals: tuple[Original, ...] = ()) -> DocumentContext:
        """Context of an article, foreign passages derived."""
        return cls(article, originals, tuple(s.span for s in article.languages.spans))

    @property
    def text(self) -> str:
        """The article's text."""
        return self.article.text

    @property
    def language(self) -> str:
        """Main language, primary subtag only."""
        return self.article.languages.main.split("-")[0]

    @property
    def languages(self) -> Languages:
        """What language identification said."""
        return self.article.languages

    def passages(self) -> tuple[LanguageSpan, ...]:
        """Passages in other languages."""
        return self.article.languages.spans

    def is_foreign(self, span: Span) -> bool:
        """Whether any part of ``span`` lies in a passage of another language."""
        return overlaps_any(span, self.foreign)

    def sentences(self, *kinds: BlockKind) -> Iterator[tuple[Sentence, str]]:
        """Sentences with their text, those of the given block kinds (all when none is named).

        Sentences that lie mostly in a passage of another language are left out.
        """
        for sentence in self.article.sentences:
            if kinds and sentence.block not in kinds:
                continue
            if covered(sentence.span, self.foreign) * 2 <= len(sentence.span):
                yield sentence, sentence.span.of(self.article.text)

    def finditer(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """Matches of ``pattern`` in the article outside passages of other languages."""
        for match in pattern.finditer(self.article.text):
            if not self.is_foreign(Span(*match.span())):
                yield match


@dataclass(frozen=True, slots=True)
class BeadContext:
    """One aligned group of sentences and everything around it."""

    article: Article
    original: Original
    bead: Bead
    target: Span
    """From the first to the last target sentence of the bead, in the article."""
    source: Span
    """The same in the original."""
    target_language: str
    source_language: str

    @property
    def target_text(self) -> str:
        """Text of the target side."""
        return self.target.of(self.article.text)

    @property
    def source_text(self) -> str:
        """Text of the source side."""
        return self.source.of(self.original.article.text)

    def in_target(self, start: int, end: int) -> Span:
        """Offsets into ``target_text`` as a span of the article."""
        return Span(self.target.start + start, self.target.start + end)

    def in_source(self, start: int, end: int) -> Span:
        """Offsets into ``source_text`` as a span of the original."""
        return Span(self.source.start + start, self.source.start + end)


DocumentCheck = Callable[[DocumentContext], Iterator[Hit]]
BeadCheck = Callable[[BeadContext], Iterator[Hit]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule with its card. ``check`` sees the context that ``scope`` names."""

    code: str
    name: str
    family: str
    scope: Literal["document", "bead"]
    category: str
    kind: str
    severity: Severity
    confidence: float
    profile: Profile
    since: str
    languages: tuple[str, ...]
    """Languages of the article it works in; empty means any."""
    documentation: str
    examples: tuple[Example, ...] | tuple[BeadExample, ...]
    document_check: DocumentCheck | None = None
    bead_check: BeadCheck | None = None
    sees_foreign: bool = False
    """Whether findings may lie inside a quotation, title or name in another language."""

    @property
    def summary(self) -> str:
        """First line of the documentation."""
        return self.documentation.strip().splitlines()[0]

    def speaks(self, language: str) -> bool:
        """Whether the rule works on articles in ``language``."""
        return not self.languages or language.partition("-")[0] in self.languages


def _identity(module: str) -> tuple[str, str, str]:
    parts = module.split(".")
    match = _FILE.fullmatch(parts[-1])
    if match is None:
        raise ValueError(f"rule module {module} is not named <code>_<name>")
    return match["code"].upper(), match["name"].replace("_", "-"), parts[-2]


def document_rule(
    *,
    category: str,
    kind: str,
    severity: Severity,
    confidence: float,
    examples: tuple[Example, ...],
    since: str = "0.1",
    profile: Profile = "desk",
    languages: tuple[str, ...] = (),
    sees_foreign: bool = False,
) -> Callable[[DocumentCheck], Rule]:
    """Turn a generator over :class:`DocumentContext` into a rule."""

    def wrap(check: DocumentCheck) -> Rule:
        code, name, family = _identity(check.__module__)
        return Rule(
            code, name, family, "document", category, kind, severity, confidence, profile, since, languages,
            _documentation(check.__module__), examples, document_check=check, sees_foreign=sees_foreign,
        )  # fmt: skip

    return wrap


def bead_rule(
    *,
    category: str,
    kind: str,
    severity: Severity,
    confidence: float,
    examples: tuple[BeadExample, ...],
    since: str = "0.1",
    profile: Profile = "desk",
    languages: tuple[str, ...] = (),
    sees_foreign: bool = False,
) -> Callable[[BeadCheck], Rule]:
    """Turn a generator over :class:`BeadContext` into a rule."""

    def wrap(check: BeadCheck) -> Rule:
        code, name, family = _identity(check.__module__)
        return Rule(
            code, name, family, "bead", category, kind, severity, confidence, profile, since, languages,
            _documentation(check.__module__), examples, bead_check=check, sees_foreign=sees_foreign,
        )  # fmt: skip

    return wrap


def _documentation(module: str) -> str:
    import sys

    return (sys.modules[module].__doc__ or "").strip()
