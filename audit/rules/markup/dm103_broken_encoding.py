"""Characters were broken by a wrong encoding.

## What it does

Marks words that show the trace of text decoded with the wrong table ("Ã©" for "é",
"â€™" for "’") and replacement characters. One fault broke them all, so the first is marked and
the others are counted.

## Why it matters

The word cannot be read, searched or translated.

## Known limits

Knows UTF-8 taken for Western tables, by far the commonest case.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.rules.base import DocumentContext, Example, Hit, document_rule
from audit.types import Severity, Span

_TRACE = re.compile(
    r"[ÃÅÄÐÑ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|â€[\u0080-\u00bf™œ\u009d˜“”¦¢]|Â[\u00a0-\u00bf]|\ufffd"
)
_LONGEST = 60


@document_rule(
    category="fluency/spelling",
    kind="mojibake",
    severity=Severity.MAJOR,
    confidence=0.97,
    examples=(
        Example("Le tribunal a rendu sa dÃ©cision mardi matin.", "fr", ("dÃ©cision",)),
        Example("The mayor said itâ€™s too early.", "en", ("itâ€™s",)),
        Example("Der B\ufffdrgermeister sprach am Dienstag.", "de", ("B\ufffdrgermeister",)),
        Example("Le tribunal a rendu sa décision mardi, Ångström n’y était pas.", "fr"),
        Example("Thủ tướng đã phát biểu tại Đà Nẵng hôm thứ Ba.", "vi"),
    ),
)
def rule(context: DocumentContext) -> Iterator[Hit]:
    """Traces of a wrong decoding."""
    words = list(_broken(context.text))
    if not words:
        return
    again = "" if len(words) == 1 else f" So were {len(words) - 1} more words."
    first = words[0]
    yield Hit(
        first,
        f"These characters were decoded with the wrong table.{again}",
        suggestion=_mended(first.of(context.text)),
    )


def _broken(text: str) -> Iterator[Span]:
    """Every broken word, in order."""
    done = 0
    for match in _TRACE.finditer(text):
        if match.start() < done:
            continue
        start, done = match.start(), match.end()
        while start and start > match.start() - _LONGEST and not text[start - 1].isspace():
            start -= 1
        while done < len(text) and done < match.end() + _LONGEST and not text[done].isspace():
            done += 1
        yield Span(start, done)


def _mended(word: str) -> str | None:
    try:
        mended = word.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return None
    return mended if mended != word else None
