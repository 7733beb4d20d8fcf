"""A line of the web page was scraped along with the report.

## What it does

Marks whole lines that are comment counters, share buttons, "read also" links, newsletter
boxes and other labels of a page, in any language. Links and invitations in another
language than the article's are reported as untranslated passages instead.

## Why it matters

Readers stumble over them, translation engines translate them, and measures of length
and coverage are off.

## Known limits

Knows whole lines, and links at the start or end of a line where it is clear where their
title ends; other buttons glued to a paragraph are not seen. A line that names a source or credits a photographer in the article's language is left alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.rules.base import DocumentContext, Example, Hit, document_rule
from audit.rules.furniture import furniture_kind
from audit.rules.words import lines
from audit.segment.furniture import furniture_head, furniture_tail
from audit.types import Severity, Span


@document_rule(
    category="boilerplate",
    kind="scraping-residue",
    severity=Severity.MINOR,
    confidence=0.95,
    examples=(
        Example("Le vote a eu lieu mardi dans le calme.\n\nCommentaires (12)", "fr", ("Commentaires (12)",)),
        Example(
            "Die Brücke bleibt bis zum Sommer gesperrt.\n\nLesen Sie auch: Stadt plant neue Fähre\n\nTeilen",
            "de",
            ("Lesen Sie auch: Stadt plant neue Fähre", "Teilen"),
        ),
        Example(
            "The bridge stays closed until summer.\n\nShare on Facebook Share on X",
            "en",
            ("Share on Facebook Share on X",),
        ),
        Example(
            "The bridge stays closed.\n\nRead more: Is the old bridge safe? The council has no plans for a new survey.",
            "en",
            ("Read more: Is the old bridge safe?",),
        ),
        Example(
            "Le pont reste fermé jusqu'à l'été. Lire aussi : Le vieux pont en images",
            "fr",
            ("Lire aussi : Le vieux pont en images",),
        ),
        Example("Share this with your mother, she used to say. The bridge stays closed until summer.", "en"),
        Example("Le pont reste fermé.\n\nSource : https://example.org/pont\n\nPhoto : Anne Petit", "fr"),
        Example("Die Kommentare der Opposition fielen knapp aus.", "de"),
    ),
)
def rule(context: DocumentContext) -> Iterator[Hit]:
    """Lines that match the table of page furniture."""
    for span in lines(context.text):
        line = span.of(context.text)
        head = furniture_head(line)
        kind = furniture_kind(line) if head is None else None
        if kind is not None:
            marked = [(span, kind)]
        else:
            tail = furniture_tail(line[head or 0 :])
            ends = [(0, len(line[:head].rstrip()))] if head is not None else []
            ends += [((head or 0) + tail, len(line))] if tail is not None else []
            marked = [(Span(span.start + start, span.start + end), "sentence") for start, end in ends]
        for part, kind in marked:
            if kind == "bare" or not context.is_foreign(part):
                yield Hit(part, "This line belongs to the web page, not to the report.")
