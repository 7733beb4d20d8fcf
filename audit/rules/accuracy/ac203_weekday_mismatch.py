"""A weekday in the translation is not the weekday of the original.

## What it does
Compares the weekdays named on both sides of an aligned pair, and reports one that only
the article has while one that only the original has is gone.

## Why it matters
Weekdays are short, common and easily taken for one another ("Sonnabend" is Saturday, not
Sunday); a reader plans by them.

## Known limits
Words that are weekdays and ordinals alike (Portuguese "segunda", Vietnamese "thứ hai" in
lower case) only confirm, they never accuse. "Yesterday" is not worked out. Beside words of
the night, of midnight or of a time zone the day before or after is accepted unless both
texts name the same end of the night: the night from Tuesday to Wednesday is called after
either.
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.rules.accuracy._bead import around_source, trusted
from audit.rules.accuracy._figures import read_side
from audit.rules.base import BeadContext, BeadExample, Hit, bead_rule
from audit.text.dates import night_of, weekday_name
from audit.types import Severity

_EXAMPLES = (
    BeadExample(
        "Das Spiel beginnt am Sonnabend.", "Le match commence dimanche.", ("de", "fr"), ("dimanche",),
        note="Sonnabend is Saturday",
    ),
    BeadExample("Das Spiel beginnt am Sonnabend.", "Le match commence samedi.", ("de", "fr")),
    BeadExample("El jueves habrá huelga.", "There will be a strike on Tuesday.", ("es", "en"), ("Tuesday",)),
    BeadExample("Cuộc họp diễn ra vào thứ Tư.", "The meeting takes place on Wednesday.", ("vi", "en")),
    BeadExample(
        "The vote ended late on Tuesday.", "Die Abstimmung endete in der Nacht zum Mittwoch.", ("en", "de"),
        note="one night, two days",
    ),
    BeadExample(
        "Die Abstimmung endete in der Nacht zum Mittwoch.", "Le vote a pris fin dans la nuit de lundi.", ("de", "fr"),
        ("lundi",),
    ),
    BeadExample(
        "Die Abstimmung endete am Dienstag in der Nacht.", "The vote ended on Wednesday night.", ("de", "en"),
        ("Wednesday",), note="one end of the night, two days",
    ),
    BeadExample("A segunda parte foi melhor.", "La seconde moitié fut meilleure.", ("pt", "fr")),
)  # fmt: skip


@bead_rule(
    category="accuracy/mistranslation",
    kind="date-changed",
    severity=Severity.MAJOR,
    confidence=0.95,
    examples=_EXAMPLES,
)
def rule(bead: BeadContext) -> Iterator[Hit]:
    """Compare the weekdays of both sides."""
    if not trusted(bead):
        return
    theirs, ours = (
        [d for d in read_side(text, language).dates if d.weekday is not None]
        for text, language in ((bead.source_text, bead.source_language), (bead.target_text, bead.target_language))
    )
    near = {d.weekday for d in read_side(around_source(bead), bead.source_language).dates}
    named = {d.weekday for d in ours}
    strangers = [d for d in ours if d.weekday not in near and not d.weak]
    gone = [d for d in theirs if d.weekday not in named and not d.weak]
    if len(strangers) != 1 or len(gone) != 1:
        return
    day, twin = strangers[0], gone[0]
    assert twin.weekday is not None
    assert day.weekday is not None
    ends = {
        night_of(bead.target_text, day.span, bead.target_language),
        night_of(bead.source_text, twin.span, bead.source_language),
    }
    if (day.weekday - twin.weekday) % 7 in (1, 6) and (len(ends) > 1 or "zone" in ends):
        return
    yield Hit(
        bead.in_target(day.span.start, day.span.end),
        f"“{day.span.of(bead.target_text)}” here, “{twin.span.of(bead.source_text)}” in the original.",
        suggestion=_in_form(day.span.of(bead.target_text), day.weekday, twin.weekday, bead.target_language),
        source_span=bead.in_source(twin.span.start, twin.span.end),
    )


def _in_form(written: str, weekday: int, expected: int, language: str) -> str | None:
    """The right day as ``written`` has the wrong one; ``None`` where that form is none of the dictionary's."""
    own, name = weekday_name(weekday, language), weekday_name(expected, language)
    if own is None or name is None or written.lower() != own.lower() or language in _DECLINED:
        return None
    return name if written[0].isupper() else name[0].lower() + name[1:]


_DECLINED = frozenset({"pl", "ru", "uk"})
