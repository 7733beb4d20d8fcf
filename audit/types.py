"""The values that travel through the pipeline.

Frozen, hashable, without behaviour beyond arithmetic. Lists are tuples, absence is
``None`` beside a stated reason. All offsets are Unicode code points into
``Document.text``, half-open. The word *source* means the source side of a bitext; a
retrieved article is an *original*, a newsroom credit is an *attribution*.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Literal

__all__ = [
    "Alignment",
    "Article",
    "Attribution",
    "Audit",
    "Bead",
    "BeadKind",
    "Block",
    "BlockKind",
    "Decision",
    "Diagnostic",
    "Document",
    "Evidence",
    "Finding",
    "HeadMetadata",
    "InnerBead",
    "InnerKind",
    "LanguageSpan",
    "Languages",
    "Leftover",
    "Link",
    "Omission",
    "Original",
    "PassageKind",
    "Provenance",
    "Relation",
    "Scores",
    "Sentence",
    "Severity",
    "Share",
    "Sibling",
    "SourceLocation",
    "Span",
    "Unreadable",
    "Verdict",
]

UNDETERMINED = "und"
"""BCP 47 tag for a language that could not be told."""

BlockKind = Literal["heading", "lead", "paragraph", "caption", "furniture"]
PassageKind = Literal["untranslated_passage", "quotation", "title_or_name", "caption", "furniture"]
Decision = Literal["source", "related", "rejected"]
Relation = Literal["translation", "partial-translation", "adaptation", "common-source", "same-event"]
Verdict = Literal["translation", "adaptation", "original", "undetermined"]
BeadKind = Literal["direct", "split", "merged", "moved", "condensed"]
InnerKind = Literal["left_in", "quotation", "notice", "bilingual", "unclear"]


class Severity(StrEnum):
    """MQM severity of a finding; ordered, so ``Severity.MINOR < Severity.MAJOR``."""

    MINOR = "minor"
    MAJOR = "major"
    CRITICAL = "critical"

    @property
    def rank(self) -> int:
        """0 for minor, 1 for major, 2 for critical."""
        return list(Severity).index(self)

    def at_least(self, other: Severity) -> bool:
        """Whether this severity is as grave as ``other`` or graver."""
        return self.rank >= other.rank


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open stretch of code points."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start}, {self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The text under the span; raises ``ValueError`` when it does not fit."""
        if self.end > len(text):
            raise ValueError(f"span {self.start}–{self.end} lies outside a text of {len(text)}")
        return text[self.start : self.end]

    def shift(self, by: int) -> Span:
        """The same length, ``by`` code points further on."""
        return Span(self.start + by, self.end + by)

    def overlap(self, other: Span) -> int:
        """Number of code points the two share."""
        return max(0, min(self.end, other.end) - max(self.start, other.start))

    def contains(self, other: Span) -> bool:
        """Whether ``other`` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the document that a reader recognised as one unit."""

    kind: BlockKind
    span: Span


@dataclass(frozen=True, slots=True)
class HeadMetadata:
    """What a page says of itself outside its text; everything as declared, nothing verified."""

    canonical: str | None = None
    hreflang: tuple[tuple[str, str], ...] = ()
    """(language tag or ``x-default``, URL) in document order."""
    site_name: str | None = None
    authors: tuple[str, ...] = ()
    locale: str | None = None
    """``og:locale``."""
    modified: str | None = None
    is_based_on: tuple[str, ...] = ()
    """schema.org ``isBasedOn``: URLs or names."""
    translation_of: tuple[str, ...] = ()
    """schema.org ``translationOfWork``: URLs or names."""
    other: tuple[tuple[str, str], ...] = ()
    """Further pairs worth showing, sorted."""


@dataclass(frozen=True, slots=True)
class Document:
    """One article as read, before any judgement."""

    id: str
    """``sha256:`` and the hex digest of the raw bytes (of the record, for feeds)."""
    text: str
    """Canonical text. Never normalised again."""
    path: str | None = None
    """As given, with forward slashes; ``None`` for standard input."""
    item: int | None = None
    """1-based number inside a container file (JSON Lines), else ``None``."""
    title: str | None = None
    """Declared title; may or may not be part of ``text``."""
    url: str | None = None
    published: datetime | None = None
    """Timezone-aware when the page states a zone."""
    declared_language: str | None = None
    """BCP 47, as declared by the page or record."""
    media_type: str = "text/plain"
    blocks: tuple[Block, ...] = ()
    """Structure the reader knows (HTML, Markdown); empty for plain text. In order, not overlapping."""
    anchors: tuple[tuple[int, int], ...] = ()
    """(text offset, raw code-point offset), ascending; empty when text and raw are the same."""
    metadata: HeadMetadata = field(default_factory=HeadMetadata)


@dataclass(frozen=True, slots=True)
class Unreadable:
    """An input that could not be audited, and why. A value, so nothing is lost silently."""

    path: str
    reason: str
    """One clear line."""
    remedy: str = ""
    """What the user can do about it; may be empty."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence; its text is always cut from the document, never stored twice."""

    index: int
    """0-based."""
    span: Span
    """Trimmed of surrounding white space."""
    block: BlockKind
    block_index: int = 0
    """Which block (line, paragraph) of the document, 0-based."""


@dataclass(frozen=True, slots=True)
class LanguageSpan:
    """A passage of two words or more outside the main language."""

    span: Span
    language: str
    """BCP 47, or ``und``."""
    probability: float
    """Calibrated, 0–1."""
    kind: PassageKind
    runner_up: str | None = None
    note: str = ""
    """Why it was classed so; shown in the report."""


@dataclass(frozen=True, slots=True)
class Leftover:
    """A single foreign word left inside a text of another language."""

    span: Span
    language: str
    probability: float
    kind: Literal["word", "compound", "genitive", "caption_tag"] = "word"


@dataclass(frozen=True, slots=True)
class Languages:
    """What ``identify`` found."""

    main: str
    """BCP 47 main language, or ``und``."""
    probability: float
    spans: tuple[LanguageSpan, ...] = ()
    """In order, not overlapping."""
    leftovers: tuple[Leftover, ...] = ()
    reason: str = ""
    """Why the main language is ``und``, or what limits the answer; else empty."""


@dataclass(frozen=True, slots=True)
class Article:
    """A document with its languages and sentences: what search, alignment and rules work on."""

    document: Document
    languages: Languages
    sentences: tuple[Sentence, ...]

    @property
    def text(self) -> str:
        """The document's text."""
        return self.document.text

    def sentence_text(self, index: int) -> str:
        """Text of sentence ``index``."""
        return self.sentences[index].span.of(self.document.text)


@dataclass(frozen=True, slots=True)
class Evidence:
    """One line of a ledger an editor can read."""

    signal: str
    """Stable name: ``numbers``, ``names``, ``slug``, ``residue`` …"""
    weight: float
    """Log-odds contribution; negative speaks against."""
    value: str = ""
    note: str = ""
    language: str | None = None
    span: Span | None = None
    """In the article."""


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """A word of the translation and the word of the source it stands for."""

    target: Span
    """In the target text given; of a bead, in the article."""
    source: Span
    """In the source text given; of a bead, in the original."""
    similarity: float


@dataclass(frozen=True, slots=True)
class InnerBead:
    """Sentences in another language and the sentences of the same article that say it in its own."""

    source: tuple[int, ...]
    """Indices of the sentences in the other language, ascending."""
    target: tuple[int, ...]
    """Indices of the sentences in the article's language, ascending."""
    language: str
    """Of the source side, BCP 47 primary subtag."""
    similarity: float
    probability: float
    """Calibrated, that the two sides are translations."""
    kind: InnerKind = "left_in"
    """Only ``left_in`` tells what the article was translated from; all but ``unclear`` of the others are on purpose."""


@dataclass(frozen=True, slots=True)
class Bead:
    """One aligned group of sentences."""

    target: tuple[int, ...]
    """Sentence indices in the article, ascending."""
    source: tuple[int, ...]
    """Sentence indices in the original, ascending."""
    similarity: float
    """Background-corrected similarity, about 0 (unrelated) to 1 (identical)."""
    probability: float
    """Calibrated, that the two sides are translations."""
    margin: float | None = None
    """Similarity above the best neighbouring alternatives."""
    kind: BeadKind = "direct"
    run: int | None = None
    """Number of the collinear run the bead belongs to."""
    runner_up: str | None = None
    """``Document.id`` of the next best original, when several were searched."""
    runner_up_gap: float | None = None
    links: tuple[Link, ...] = ()
    """Words on both sides that stand for each other; only looked for where a finding is, else empty."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """An article and one original, aligned. Sentences outside every bead have no counterpart."""

    original: str
    """``Document.id`` of the original."""
    beads: tuple[Bead, ...]
    target_coverage: float
    """Share of the article's sentence characters (furniture left out) inside beads."""
    source_coverage: float
    """The same of the original."""
    order: float = 1.0
    """Share of neighbouring beads that keep the original's order."""


@dataclass(frozen=True, slots=True)
class Share:
    """A share of the article's characters."""

    value: float
    low: float
    high: float
    """95 % interval."""


@dataclass(frozen=True, slots=True)
class Original:
    """A probable original and what was decided of it."""

    id: str
    """``o1``, ``o2`` … in order of rank."""
    rank: int
    article: Article
    decision: Decision
    relation: Relation
    probability: float
    """Calibrated, that the decision holds."""
    similarity: float
    target_coverage: float
    source_coverage: float
    evidence: tuple[Evidence, ...]
    alignment: Alignment | None = None


@dataclass(frozen=True, slots=True)
class Omission:
    """A whole sentence of an accepted original that the article lacks."""

    original: str
    """``Original.id``."""
    span: Span
    """In the original."""
    weight: float = 0.0
    """How much it matters: numbers, names, negations, hedges in it."""


@dataclass(frozen=True, slots=True)
class SourceLocation:
    """Where in which original the counterpart of a finding stands."""

    original: str
    """``Original.id``."""
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One defect: what, where, how bad, how sure, why."""

    code: str
    """``AC003``; family letters and number, never reused."""
    name: str
    """``number-mismatch``."""
    category: str
    """MQM dimension: ``accuracy/mistranslation`` …"""
    kind: str
    """Finer stable tag: ``number-changed`` …"""
    severity: Severity
    confidence: float
    """Calibrated probability that an editor would agree."""
    span: Span
    text: str
    message: str
    suggestion: str | None = None
    source: SourceLocation | None = None
    explained_by: tuple[str, ...] = ()
    """Languages that would explain the artifact, BCP 47."""
    fingerprint: str = ""
    """Stable when text elsewhere changes."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """A credit found in the text or the page head."""

    kind: Literal["cited_url", "agency", "credit_line", "caption_credit", "declared"]
    span: Span | None
    """``None`` when it stands in the page's head."""
    text: str
    host: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where the article probably came from, with the ledger behind it."""

    verdict: Verdict
    direct_source_language: str | None
    chain: tuple[str, ...]
    """First publication … this article; empty when unknown."""
    pivot: str | None
    confidence: float
    attributions: tuple[Attribution, ...] = ()
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Scores:
    """Figures with their units in the name."""

    mqm_penalty_per_1000_words: float
    quality: float
    """0–100, higher is better."""
    low: float
    high: float
    """95 % interval of ``quality``."""
    machine_translation_probability: float | None
    """``None`` when there is nothing to judge it by."""


@dataclass(frozen=True, slots=True)
class Sibling:
    """Another audited article in the same language that shares text with this one."""

    path: str
    chrf: float
    """sacrebleu chrF, 0–100."""
    signature: str
    """sacrebleu's signature, which makes the number repeatable."""


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """What a stage did not do, and why."""

    stage: str
    status: Literal["skipped", "failed", "degraded"]
    reason: str


@dataclass(frozen=True, slots=True)
class Audit:
    """Everything found about one article. Holds no clock time: equal inputs, equal values."""

    article: Article
    originals: tuple[Original, ...] = ()
    unsupported: tuple[Span, ...] = ()
    omitted: tuple[Omission, ...] = ()
    findings: tuple[Finding, ...] = ()
    hidden: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({"profile": 0, "suppressed": 0}))
    provenance: Provenance = Provenance("undetermined", None, (), None, 0.0)
    scores: Scores = Scores(0.0, 100.0, 100.0, 100.0, None)
    siblings: tuple[Sibling, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    signature: str = ""
    bitext: tuple[InnerBead, ...] = ()
    """Passages in another language that stand beside their own translation, in the article's order."""
    carried: Share | None = None
    """How much of the article (furniture left out) its sources carry together; ``None`` without a source."""

    def with_siblings(self, siblings: tuple[Sibling, ...]) -> Audit:
        """The same audit, its siblings filled in."""
        return replace(self, siblings=siblings)
