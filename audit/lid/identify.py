"""Main language of a document and its passages in other languages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from audit.lid.mask import blank
from audit.lid.prior import quick
from audit.types import UNDETERMINED, Document, Languages, LanguageSpan, PassageKind, Sentence, Span

__all__ = ["identify"]


def identify(document: Document, sentences: Sequence[Sentence], *, main: str | None = None) -> Languages:
    """Main language, passages in other languages and single foreign words of ``document``.

    ``main`` overrules the judgement of the main language. ``sentences`` may be empty.
    """
    text = document.text
    masked = blank(text)
    if main is None:
        votes: Counter[str] = Counter()
        for sentence in sentences:
            votes[quick(masked[sentence.span.start : sentence.span.end])] += len(sentence.span)
        votes.pop(UNDETERMINED, None)
        main = max(sorted(votes), key=votes.__getitem__) if votes else quick(masked)
    spans: list[LanguageSpan] = []
    for sentence in sentences:
        piece = sentence.span.of(masked)
        if sum(map(str.isalpha, piece)) < 40 or len(piece.split()) < 4:
            continue
        language = quick(piece)
        if language in (main, UNDETERMINED):
            continue
        kind: PassageKind = "untranslated_passage"
        if sentence.block == "caption":
            kind = "caption"
        elif sentence.block == "furniture":
            kind = "furniture"
        if spans and spans[-1].language == language and not text[spans[-1].span.end : sentence.span.start].strip():
            spans[-1] = LanguageSpan(Span(spans[-1].span.start, sentence.span.end), language, 0.8, spans[-1].kind)
        else:
            spans.append(LanguageSpan(sentence.span, language, 0.8, kind))
    reason = "no letters to judge by" if main == UNDETERMINED else ""
    return Languages(main, 0.0 if main == UNDETERMINED else 0.95, tuple(spans), (), reason)
