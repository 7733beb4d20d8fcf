"""An audit made by hand with everything a report can hold, hostile text included."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import UTC, datetime
from types import MappingProxyType

from audit.types import (
    Alignment,
    Article,
    Attribution,
    Audit,
    Bead,
    BlockKind,
    Diagnostic,
    Document,
    Evidence,
    Finding,
    InnerBead,
    Languages,
    LanguageSpan,
    Link,
    Omission,
    Original,
    Provenance,
    Scores,
    Sentence,
    Severity,
    Share,
    Sibling,
    SourceLocation,
    Span,
)

__all__ = ["empty_audit", "full_audit", "make_article", "original_audit"]

ARTICLE: tuple[tuple[BlockKind, str], ...] = (
    ("heading", "Le pont de Lauenfeld restera fermé jusqu'en mars"),
    ("lead", "Seit Montag ist die Elbbrücke bei Lauenfeld gesperrt. Die Stadt rechnet mit langen Umwegen."),
    (
        "paragraph",
        (
            "Le maire Karl Und a annoncé que 12.500 véhicules par jour devraient faire un détour. "
            "« Nous n'avons pas le choix\", a-t-il dit 🚧. "
            "Le coût de les travaux atteint 30 millions d'euros, selon la ville."
        ),
    ),
    (
        "paragraph",
        (
            "La rivière avait monté de 3 mètres le 14 mai. Aucun pompier n'a été blessé. "
            "L'ancien pont, construit en 1931, servait aussi aux Dockend du port."
        ),
    ),
    (
        "paragraph",
        (
            "Un habitant, שלום כהן, parle d'un « cauchemar » : <script>alert('x')</script> & \"fin\". "
            "Les commerçants attendent une aide de l'État."
        ),
    ),
    ("caption", "Photo : Symbolbild / agence"),
    ("furniture", "Comment (0)"),
    ("furniture", "Source : https://nachrichten.example/elbbruecke-gesperrt-4711.html"),
)
ORIGINAL: tuple[tuple[BlockKind, str], ...] = (
    ("heading", "Elbbrücke bei Lauenfeld bleibt bis März gesperrt"),
    ("lead", "Seit Montag ist die Elbbrücke bei Lauenfeld gesperrt. Die Stadt rechnet mit langen Umwegen."),
    (
        "paragraph",
        (
            "Bürgermeister Karl Und sagte, 15.500 Fahrzeuge am Tag müssten einen Umweg nehmen. "
            "„Wir haben keine Wahl“, sagte er. Die Arbeiten kosten nach Angaben der Stadt 30 Millionen Euro."
        ),
    ),
    (
        "paragraph",
        (
            "Das Wasser war am 15.\u00a0Mai um drei Meter gestiegen. Ein Gutachter hatte schon 2019 vor Rissen gewarnt. "
            "Verletzt wurde kein Feuerwehrmann. Die alte Brücke von 1931 trug auch die Gleise zum Hafen."
        ),
    ),
    ("paragraph", "Ein Anwohner spricht von einem Albtraum."),
)


def make_article(
    blocks: Iterable[tuple[BlockKind, str]], language: str, path: str | None, *, title: str | None = None
) -> Article:
    """Article whose sentences are cut after ``. `` within each block."""
    texts, sentences, at, index = [], [], 0, 0
    for number, (kind, text) in enumerate(blocks):
        start = at
        for part in text.replace(". ", ".\x1f").split("\x1f"):
            sentences.append(Sentence(index, Span(start, start + len(part)), kind, number))
            start, index = start + len(part) + 1, index + 1
        texts.append(text)
        at += len(text) + 2
    full = "\n\n".join(texts)
    digest = hashlib.sha256(full.encode("utf-8", "surrogatepass")).hexdigest()
    document = Document(
        f"sha256:{digest}", full, path, title=title, url=None, published=datetime(2025, 6, 2, 8, 30, tzinfo=UTC)
    )
    return Article(document, Languages(language, 0.99), tuple(sentences))


def full_audit() -> Audit:
    """French article with a German lead, aligned with its German original."""
    bare = make_article(ARTICLE, "fr", "articles/pont-lauenfeld.txt")
    text = bare.text

    def at(quote: str) -> Span:
        start = text.index(quote)
        return Span(start, start + len(quote))

    lead = at(ARTICLE[1][1])
    languages = Languages(
        "fr",
        0.99,
        (
            LanguageSpan(lead, "de", 0.99, "untranslated_passage", "nl", "a lead of the German original"),
            LanguageSpan(at("שלום כהן"), "he", 0.91, "title_or_name"),
        ),
    )
    article = Article(bare.document, languages, bare.sentences)
    source = make_article(
        ORIGINAL, "de", "archiv/elbbruecke.txt", title="Elbbrücke bei Lauenfeld bleibt bis März gesperrt"
    )
    other = make_article(
        (("heading", "Flood damages bridge"), ("paragraph", "A bridge over the Elbe was closed on Monday.")),
        "en",
        "archive/bridge.txt",
    )

    def there(quote: str) -> SourceLocation:
        start = source.text.index(quote)
        return SourceLocation("o1", Span(start, start + len(quote)), quote)

    def finding(
        code: str, name: str, category: str, kind: str, severity: Severity, confidence: float, quote: str,
        message: str, *, suggestion: str | None = None, source: SourceLocation | None = None, by: tuple[str, ...] = (),
    ) -> Finding:  # fmt: skip
        digest = hashlib.sha256(f"{code}{quote}".encode()).hexdigest()[:16]
        return Finding(
            code, name, category, kind, severity, confidence, at(quote), quote, message, suggestion, source, by, digest
        )

    findings = (
        finding("AC001", "untranslated-passage", "accuracy/untranslated", "untranslated-passage", Severity.CRITICAL, 0.99,
                ARTICLE[1][1], "This passage of 2 sentences is in German, the article is in French.", by=("de",)),
        finding("AC002", "residue-word", "accuracy/untranslated", "residue-word", Severity.MAJOR, 0.9, "rechnet",
                "A German word inside the passage.", by=("de",)),
        finding("AC003", "number-mismatch", "accuracy/mistranslation", "number-changed", Severity.MAJOR, 0.93,
                "12.500 véhicules", "The original says 15,500.", suggestion="15 500 véhicules", source=there("15.500 Fahrzeuge")),
        finding("LO001", "number-format", "locale/number-format", "number-format", Severity.MINOR, 0.88, "12.500",
                "Thousands are grouped with a point; French groups them with a space.", suggestion="12 500", by=("de",)),
        finding("LO002", "quote-mix", "locale/quotation", "quote-mix", Severity.MINOR, 0.8,
                "« Nous n'avons pas le choix\"", "Opens with a guillemet and closes with a straight mark.",
                suggestion="« Nous n'avons pas le choix »"),
        finding("LI001", "contraction", "fluency/grammar", "article", Severity.MINOR, 0.97, "de les",
                "French contracts “de les” to “des”.", suggestion="des"),
        finding("AC004", "date-mismatch", "accuracy/mistranslation", "date-changed", Severity.MAJOR, 0.9, "le 14 mai",
                "The original says 15 May.", suggestion="le 15 mai", source=there("am 15.\u00a0Mai")),
        finding("TE001", "residue-word", "accuracy/untranslated", "residue-word", Severity.MAJOR, 0.86, "Dockend",
                "No French word; German has words of this form.", by=("de", "en")),
        finding("DM001", "scraping-residue", "boilerplate", "scraping-residue", Severity.MINOR, 0.95, "Comment (0)",
                "A comment counter was scraped with the article."),
        finding("DM002", "markup-left", "boilerplate", "scraping-residue", Severity.MAJOR, 0.95,
                "<script>alert('x')</script>", "Markup <b>in the text</b>.", suggestion="javascript:alert(1)"),
    )  # fmt: skip
    findings = tuple(sorted(findings, key=lambda f: (f.span, f.code)))
    links = tuple(
        Link(at(ours), there(theirs).span, 0.8)
        for ours, theirs in (("maire", "Bürgermeister"), ("12.500", "15.500"), ("véhicules", "Fahrzeuge"))
    )
    beads = (
        Bead((0,), (0,), 0.93, 0.99, 0.4, "direct", 0),
        Bead((1,), (1,), 0.99, 0.99, 0.5, "direct", 0),
        Bead((2,), (2,), 0.98, 0.99, 0.5, "direct", 0),
        Bead((3,), (3,), 0.88, 0.97, 0.3, "direct", 0, links=links),
        Bead((4,), (4,), 0.81, 0.95, 0.3, "direct", 0, other.document.id, 0.02),
        Bead((5,), (5,), 0.84, 0.96, 0.3, "direct", 0),
        Bead((6,), (6,), 0.86, 0.95, 0.3, "direct", 1),
        Bead((7,), (8,), 0.79, 0.93, 0.2, "moved", 1),
        Bead((8,), (9,), 0.75, 0.9, 0.2, "direct", 1),
        Bead((9,), (10,), 0.7, 0.85, 0.2, "condensed", 1),
    )
    omitted = source.sentences[7].span
    originals = (
        Original(
            "o1", 1, source, "source", "translation", 0.97, 0.9, 0.93, 0.88,
            (
                Evidence("numbers", 1.7, "4 of 6 agree"),
                Evidence("names", 1.2, "3 of 3 agree", "Lauenfeld, Karl Und, Elbe"),
                Evidence("slug", 2.2, "elbbruecke-gesperrt", "the address quoted in the article names the headline"),
                Evidence("dates", -0.6, "1 of 2 differs"),
            ),
            Alignment(f"{source.document.id}", beads, 0.93, 0.88, 0.95),
        ),
        Original("o2", 2, other, "rejected", "same-event", 0.94, 0.4, 0.1, 0.2, (Evidence("names", -1.0, "0 of 3 agree"),)),
    )  # fmt: skip
    url = at("https://nachrichten.example/elbbruecke-gesperrt-4711.html")
    provenance = Provenance(
        "translation",
        "de",
        ("en", "de", "fr"),
        "en",
        0.94,
        (
            Attribution("cited_url", url, url.of(text), "nachrichten.example", "de"),
            Attribution("caption_credit", at("Symbolbild / agence"), "Symbolbild / agence", None, "de"),
            Attribution("declared", None, "javascript:alert(document.domain)", None, None),
        ),
        (
            Evidence("residue", 3.1, "2 sentences", "The lead is still in German.", "de", lead),
            Evidence("cited_url", 2.0, "nachrichten.example", "The article cites a German address.", "de", url),
            Evidence("number_format", 0.8, "12.500", "Thousands grouped as in German.", "de", at("12.500")),
            Evidence("names", -0.4, "1 name", "A name is spelled as in French.", "fr"),
        ),
    )
    return Audit(
        article,
        originals,
        (article.sentences[10].span,),
        (Omission("o1", omitted, 1.5),),
        findings,
        MappingProxyType({"profile": 3, "suppressed": 1}),
        provenance,
        Scores(123.456789, 41.23456, 33.0, 52.5, 0.98),
        (
            Sibling(
                "articles/pont-lauenfeld-2.txt", 71.25, "nrefs:1|case:mixed|eff:yes|nc:6|nw:0|space:no|version:2.6.0"
            ),
        ),
        (
            Diagnostic("archive", "skipped", "no archive was given"),
            Diagnostic("align", "degraded", "2 sentences were too long"),
        ),
        "audit:0.1.0|rules:2026-11|encoder:e5-small-int4",
        (InnerBead((2,), (3,), "de", 0.7, 0.98), InnerBead((1,), (8,), "de", 0.6, 0.9, "notice")),
        Share(0.93, 0.84, 0.97),
    )


def original_audit() -> Audit:
    """An article with no finding and no original."""
    article = make_article(
        (
            ("heading", "Council elects new mayor"),
            ("paragraph", "The council met on Tuesday. It elected Ann Smith by 21 votes to 18."),
        ),
        "en",
        "articles/council.txt",
    )
    return Audit(
        article,
        provenance=Provenance("original", None, (), None, 0.8),
        scores=Scores(0.0, 100.0, 97.0, 100.0, 0.05),
        diagnostics=(Diagnostic("align", "skipped", "no original accepted"),),
        signature="audit:0.1.0",
    )


def empty_audit(text: str = "") -> Audit:
    """Nothing known about ``text`` but its characters."""
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Audit(Article(Document(f"sha256:{digest}", text), Languages("und", 0.0, reason="no text"), ()))
