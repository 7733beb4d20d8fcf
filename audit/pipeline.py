"""The pipeline, to be read as a table of contents.

``bytes → Document → Languages, Sentences → Candidates → Alignments → Originals → Findings →
Provenance → Scores → Audit``. Every stage is one verb of one package; a stage that cannot
work leaves a diagnostic, never silence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType

from audit import __version__
from audit.align import (
    align,
    align_jointly,
    has_foreign_sentences,
    omitted,
    translated_share,
    unsupported,
    with_lost_beads,
)
from audit.encode import load as load_encoder
from audit.encode import signature as encoder_signature
from audit.encode.protocol import Encoder
from audit.errors import AuditError, InputError, InputTooLarge, ModelError
from audit.lid import guess, identify
from audit.provenance import inner_bitext, on_purpose, trace, without_turned
from audit.read import document_from_text, read
from audit.retrieve import Archive, ArchiveFile, Searchable, Together, decide, retrieve
from audit.rules.base import Rule
from audit.rules.catalogue import select, shown_to
from audit.rules.engine import detect
from audit.rules.pointing import point
from audit.score import score
from audit.segment import segment
from audit.settings import Settings
from audit.signature import digest, sign
from audit.types import (
    Alignment,
    Article,
    Audit,
    Diagnostic,
    Document,
    Finding,
    InnerBead,
    Omission,
    Original,
    Provenance,
    Scores,
    Share,
    Span,
    Unreadable,
)

__all__ = ["Auditor", "audit_path", "audit_text", "prepare"]


def prepare(document: Document, *, language: str | None = None) -> Article:
    """Languages and sentences of a document: all that the later stages work on."""
    sentences = segment(document, guess(document))
    return Article(document, identify(document, sentences, main=language), sentences)


@dataclass(slots=True)
class Auditor:
    """Audits articles against an archive; holds the settings and what is loaded once.

    >>> auditor = Auditor()
    >>> audit = auditor.audit_text("Die Sitzung beginnt morgen.")
    """

    settings: Settings = field(default_factory=Settings)
    archive: Searchable | None = None
    """Probable originals to search; ``None`` when none were given."""
    trusted: bool = True
    """Whether the archive was given as one of originals. Where it is the audited articles themselves, an
    original must not be given its own translation as source, so direction must show."""
    _encoder: Encoder | None = None
    _diagnostic: Diagnostic | None = None
    _rules: tuple[Rule, ...] | None = None

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules the settings select. Raises ``SettingsError`` for an unknown code."""
        if self._rules is None:
            self._rules = select(self.settings.select, self.settings.ignore)
        return self._rules

    def encoder(self) -> Encoder | None:
        """The sentence encoder, loaded on first use; ``None``, with a diagnostic, when there is none.

        Raises ``ModelError`` when one asked for by name cannot be had.
        """
        if self._encoder is None and self._diagnostic is None:
            name = self.settings.encoder
            if name == "none":
                self._diagnostic = Diagnostic("encode", "skipped", "no sentence encoder was wanted (encoder = none)")
                return None
            cache = Path(self.settings.cache_dir) if self.settings.cache_dir else None
            try:
                self._encoder = load_encoder(name, cache=cache)
            except ModelError as error:
                if name != "default":
                    raise
                self._diagnostic = Diagnostic("encode", "skipped", error.line())
        return self._encoder

    def with_archive(self, articles: Iterable[Article]) -> Auditor:
        """The same auditor, searching ``articles`` for originals."""
        return replace(self, archive=Archive.of(articles))

    def prepare(self, document: Document) -> Article:
        """Languages and sentences, under the settings. Raises ``InputTooLarge`` for an over-long text."""
        if len(document.text) > self.settings.max_chars:
            raise InputTooLarge(
                f"{document.path or 'standard input'}: {len(document.text):,} characters are too many for one article",
                hint=f"split it, or raise max-chars (now {self.settings.max_chars:,})",
            )
        return prepare(document, language=self.settings.language)

    def audit(self, document: Document) -> Audit:
        """Everything that can be said about one document."""
        return self.audit_article(self.prepare(document))

    def audit_article(self, article: Article) -> Audit:
        """Everything that can be said about a prepared article."""
        bitext, unread = self._bitext(article)
        article = on_purpose(article, bitext or ())
        originals, diagnostics = self._originals(article)
        accepted = tuple(o for o in originals if o.decision != "rejected")
        found, crashed = detect(article, accepted, self.rules)
        findings, hidden = self._visible(found)
        findings, originals = self._pointed(article, originals, findings)
        provenance = trace(article, originals, found, bitext)
        if not article.languages.main or article.languages.main == "und":
            diagnostics = (*diagnostics, Diagnostic("lid", "degraded", article.languages.reason or "language not told"))
        elif article.languages.reason:
            diagnostics = (*diagnostics, Diagnostic("lid", "degraded", article.languages.reason))
        return Audit(
            article=article,
            originals=originals,
            unsupported=_unsupported(article, accepted),
            omitted=tuple(o for original in accepted if original.decision == "source" for o in _omitted(original)),
            findings=findings,
            hidden=MappingProxyType({"profile": hidden, "suppressed": 0}),
            provenance=provenance,
            scores=score(article, found, provenance, originals) if article.sentences else _no_scores(),
            diagnostics=(*diagnostics, *(d for d in unread if d not in diagnostics), *crashed),
            signature=self.signature(encoded=bitext is not None),
            bitext=bitext or (),
            carried=_carried(article, accepted),
        )

    def audit_text(self, text: str, *, name: str | None = None) -> Audit:
        """Audit a text that is already decoded."""
        return self.audit(document_from_text(text, name=name))

    def audit_path(self, path: str | Path) -> Iterator[Audit | Unreadable]:
        """Audit every article in one file; what cannot be audited comes as a value with its reason."""
        for document in read(Path(path), max_bytes=self.settings.max_bytes):
            if isinstance(document, Unreadable):
                yield document
                continue
            try:
                yield self.audit(document)
            except AuditError as error:
                yield Unreadable(str(path), error.message, error.hint)

    def signature(self, *, encoded: bool = False) -> str:
        """What produced the numbers of this auditor's reports; ``encoded`` where an encoder read the article alone."""
        encoder = self.encoder() if self.archive is not None or encoded else None
        return sign((
            ("audit", __version__),
            ("rules", digest(rule.code for rule in self.rules)),
            ("profile", self.settings.profile),
            ("encoder", encoder_signature(encoder) if encoder else "none"),
            ("language", self.settings.language or ""),
        ))  # fmt: skip

    def _originals(self, article: Article) -> tuple[tuple[Original, ...], tuple[Diagnostic, ...]]:
        if self.archive is None:
            return (), (Diagnostic("retrieve", "skipped", "no originals were given to search"),)
        if not article.sentences:
            return (), (Diagnostic("retrieve", "skipped", "the article has no sentences"),)
        encoder = self.encoder()
        if encoder is None:
            assert self._diagnostic is not None
            return (), (self._diagnostic, Diagnostic("align", "skipped", "alignment needs a sentence encoder"))
        encoder = self.archive.through(encoder)
        candidates = retrieve(article, self.archive, encoder, limit=self.settings.candidates)
        alone = tuple(align(article, candidate.article, encoder) for candidate in candidates)
        originals = decide(article, candidates, alone, trusted=self.trusted)
        originals = without_turned(article, originals, self._traced)
        originals = _searched_together(article, originals, encoder)
        if not any(o.decision == "source" for o in originals):
            return originals, (Diagnostic("align", "skipped", "no original accepted"),)
        return originals, ()

    def _traced(self, article: Article) -> Provenance:
        """Where a text comes from by what it shows alone."""
        return trace(article, (), detect(article, (), self.rules)[0])

    def _pointed(
        self, article: Article, originals: tuple[Original, ...], findings: tuple[Finding, ...]
    ) -> tuple[tuple[Finding, ...], tuple[Original, ...]]:
        """Findings with the word of the original that they are about."""
        encoder = self.encoder() if any(o.decision == "source" for o in originals) else None
        return (findings, originals) if encoder is None else point(article, originals, findings, encoder)

    def _bitext(self, article: Article) -> tuple[tuple[InnerBead, ...] | None, tuple[Diagnostic, ...]]:
        """Passages that stand beside their own translation; ``None`` where nothing asks for a look, or none can be had."""
        if not has_foreign_sentences(article):
            return None, ()
        encoder = self.encoder()
        if encoder is None:
            assert self._diagnostic is not None
            return None, (self._diagnostic,)
        return inner_bitext(article, encoder), ()

    def _visible(self, found: Sequence[Finding]) -> tuple[tuple[Finding, ...], int]:
        """Findings the profile shows, and how many it hides."""
        rules = {rule.code: rule for rule in self.rules}
        shown = tuple(f for f in found if shown_to(rules[f.code], self.settings.profile))
        return shown, len(found) - len(shown)


def _searched_together(article: Article, originals: tuple[Original, ...], encoder: Encoder) -> tuple[Original, ...]:
    """With several sources, each sentence goes to the one that carries it; others keep their own alignment."""
    sources = [o for o in originals if o.decision == "source"]
    if len(sources) < 2:
        return originals
    texts, alone = [o.article for o in sources], [o.alignment for o in sources if o.alignment is not None]
    together = align_jointly(article, texts, encoder)
    if len(alone) == len(texts):
        together = with_lost_beads(article, texts, together, alone)
    joint: dict[str, Alignment] = {a.original: a for a in together}
    return tuple(
        replace(o, alignment=joint[o.article.document.id]) if o in sources and o.article.document.id in joint else o
        for o in originals
    )


def _unsupported(article: Article, accepted: Sequence[Original]) -> tuple[Span, ...]:
    """Sentences of the report that no accepted original carries; empty when none was accepted."""
    if not any(o.decision == "source" for o in accepted):
        return ()
    return unsupported(article, [o.alignment for o in accepted if o.alignment is not None])


def _carried(article: Article, accepted: Sequence[Original]) -> Share | None:
    sources = [o.alignment for o in accepted if o.decision == "source" and o.alignment is not None]
    return translated_share(article, sources) if sources else None


def _omitted(original: Original) -> tuple[Omission, ...]:
    """Whole sentences of the original that the article lacks, the weightiest first."""
    if original.alignment is None:
        return ()
    return omitted(original.article, original.alignment, original.id)


def _no_scores() -> Scores:
    return Scores(0.0, 100.0, 0.0, 100.0, None)


def audit_text(
    text: str, *, sources: Iterable[str] = (), archive: str | Path | None = None, settings: Settings | None = None
) -> Audit:
    """Audit one text, against the texts of probable originals or an archive file, if there are any.

    Raises ``AuditError`` when the text cannot be audited or the archive cannot be used.
    """
    auditor = Auditor(settings or Settings())
    originals = [prepare(document_from_text(s, name=f"original {i}")) for i, s in enumerate(sources, 1)]
    return _against(auditor, originals, archive).audit_text(text)


def audit_path(
    path: str | Path,
    *,
    sources: Iterable[str | Path] = (),
    archive: str | Path | None = None,
    settings: Settings | None = None,
) -> Iterator[Audit | Unreadable]:
    """Audit every article in one file, against files of probable originals or an archive file, if there are any.

    Raises ``AuditError`` when an original cannot be read or the archive cannot be used.
    """
    auditor = Auditor(settings or Settings())
    originals = []
    for source in sources:
        for document in read(Path(source), max_bytes=auditor.settings.max_bytes):
            if isinstance(document, Unreadable):
                raise InputError(f"original {document.path}: {document.reason}", hint=document.remedy)
            originals.append(prepare(document))
    return _against(auditor, originals, archive).audit_path(path)


def _against(auditor: Auditor, originals: Sequence[Article], archive: str | Path | None) -> Auditor:
    read_now = Archive.of(originals)
    if archive is None:
        return replace(auditor, archive=read_now) if originals else auditor
    kept = ArchiveFile(Path(archive))
    return replace(auditor, archive=Together(kept, read_now) if originals else kept)
