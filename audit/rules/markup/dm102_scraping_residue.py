"""A line of the web page was scraped along with the report.

## What it does

Marks whole lines that are comment counters, share buttons, "read also" links, newsletter
boxes and other labels of a page, in any language. Links and invitations in another
language than the article's are reported as untranslated passages instead.

## Why it matters

Readers stumble over them, translation engines translate them, and measures of length
and coverage are off.

## Known limits

Knows lines, not fragments: a button glued to the end of a paragraph is not seen. A line
that names a source or credits a photographer in the article's language is left alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.rules.base import DocumentContext, Example, Hit, document_rule
from audit.rules.furniture import furniture_kind
from audit.rules.words import lines
from audit.types import Severity


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
        Example("Le pont reste fermé.\n\nSource : https://example.org/pont\n\nPhoto : Anne Petit", "fr"),
        Example("Die Kommentare der Opposition fielen knapp aus.", "de"),
    ),
)
def rule(context: DocumentContext) -> Iterator[Hit]:
    """Lines that match the table of page furniture."""
    for span in lines(context.text):
        kind = furniture_kind(span.of(context.text))
        if kind == "bare" or (kind == "sentence" and not context.is_foreign(span)):
            yield Hit(span, "This line belongs to the web page, not to the report.")
