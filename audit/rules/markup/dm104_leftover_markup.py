"""Markup, a template's placeholder or an entity stands in the text.

## What it does

Marks HTML tags and entities, Markdown and wiki links, template placeholders
("{{name}}", "%s", "[object Object]"), shortcodes and untouched filler text.

## Why it matters

Readers see the machinery instead of the words it should have produced.

## Known limits

Articles about programming quote such things rightly; a text with more than twenty of
them is taken for one and left alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from audit.rules.base import DocumentContext, Example, Hit, document_rule
from audit.types import Severity, Span

_LEFTOVER = re.compile(
    r"</?(?:p|br|div|span|a|b|i|em|strong|img|ul|li|h[1-6]|td|tr|table|script|style|figure|blockquote)(?:\s[^<>\n]{0,300})?/?>"
    r"|&(?:nbsp|amp|quot|apos|lt|gt|eacute|egrave|agrave|ccedil|ouml|auml|uuml|szlig|laquo|raquo|rsquo|lsquo|ldquo|rdquo|hellip|ndash|mdash|#\d{2,5}|#x[0-9a-fA-F]{2,5});"
    r"|\{\{[^{}\n]{0,80}\}\}|\{%[^{}\n]{0,80}%\}|\$\{[^{}\n]{1,60}\}|<%[^\n]{0,80}%>"
    r"|\[(?:caption|gallery|embed|video|audio|vc_[a-z_]+)\b[^\]\n]{0,200}\]|\[/(?:caption|gallery|embed)\]"
    r"|\[object Object\]|(?<!\w)undefined undefined(?!\w)|(?<![\w%])%[sd](?!\w)|(?<!\w)%\d\$[sd](?!\w)"
    r"|\bLorem ipsum dolor\b|(?<!\w)\[(?:TODO|TK|INSERT|Insert|NAME|DATE|PLACEHOLDER)[^\]\n]{0,60}\]"
    r"|\[[^\]\n]{1,80}\]\(https?://[^)\s]{1,300}\)|\[\[[^\]\n]{1,80}\]\]"
)
_SUBJECT = 20
_FEW = 3
"""Up to so many of one kind are marked one by one."""


@document_rule(
    category="boilerplate",
    kind="leftover-markup",
    severity=Severity.MINOR,
    confidence=0.93,
    examples=(
        Example("Le pont&nbsp;ferme lundi.<br/> Les travaux durent deux ans.", "fr", ("&nbsp;", "<br/>")),
        Example("Sehr geehrte Frau {{name}}, die Brücke wird gesperrt.", "de", ("{{name}}",)),
        Example("The mayor spoke on Monday. [caption id=12]", "en", ("[caption id=12]",)),
        Example("R&D costs rose by 5 % (from < 3 %) in 2024 [sic].", "en"),
        Example("La inflación subió un 5 % [según el banco] y supera < 6 %.", "es"),
    ),
)
def rule(context: DocumentContext) -> Iterator[Hit]:
    """Machinery that shows through."""
    found = list(_LEFTOVER.finditer(context.text))
    if len(found) > _SUBJECT:
        return
    message = "This is markup or a placeholder, not text."
    alike = Counter(_name(match) for match in found)
    told: set[str] = set()
    for match in found:
        name = _name(match)
        flood = alike[name] > _FEW
        if not flood:
            yield Hit(Span(*match.span()), message)
        elif name not in told:
            told.add(name)
            yield Hit(Span(*match.span()), f"{message} It occurs {alike[name]} times.")


def _name(match: re.Match[str]) -> str:
    """What kind of machinery it is: the tag, entity or field without its contents."""
    return re.split(r"(?<=\w)\W", match.group().replace("/", ""), maxsplit=1)[0].lower()
