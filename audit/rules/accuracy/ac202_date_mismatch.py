"""A date in the translation is not the date of the original.

## What it does
Compares months, days of the month and years of full dates on both sides of an aligned
pair. A month that stands only in the article beside a month that stands only in the
original is a change; so is another day or year beside the same month.

## Why it matters
Dates carry the chronology of a story. Look-alike month names ("junio", "juillet") and
the ends of ranges are often confused.

## Known limits
A date that is only missing or added is left alone, and so are relative dates ("last
month"). Numeric dates that may be read day first or month first must differ both ways.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.rules.accuracy._bead import around_source, trusted
from audit.rules.accuracy._figures import Side, read_side
from audit.rules.base import BeadContext, BeadExample, Hit, bead_rule
from audit.text.dates import DateMention, month_name
from audit.types import Severity

_EXAMPLES = (
    BeadExample(
        "Las obras empiezan el 5 de junio.", "Les travaux commencent le 5 juillet.", ("es", "fr"), ("5 juillet",),
        note="look-alike months",
    ),
    BeadExample("Las obras empiezan el 5 de junio.", "Les travaux commencent le 5 juin.", ("es", "fr")),
    BeadExample(
        "La foire se tient du 2 au 9 mai.", "The fair runs from May 2 to 19.", ("fr", "en"), ("May 2 to 19",)
    ),
    BeadExample("Am 3. Oktober 1990", "Ngày 3 tháng 10 năm 1990", ("de", "vi")),
    BeadExample("On 12 March 2021 it closed.", "Am 12. März 2012 schloss es.", ("en", "de"), ("12. März 2012",)),
    BeadExample("In March they left.", "Sie gingen im Frühling.", ("en", "de"), note="no date on this side"),
)  # fmt: skip


@bead_rule(
    category="accuracy/mistranslation",
    kind="date-changed",
    severity=Severity.MAJOR,
    confidence=0.92,
    examples=_EXAMPLES,
)
def rule(bead: BeadContext) -> Iterator[Hit]:
    """Compare the dated mentions of both sides."""
    if not trusted(bead):
        return
    source, target = (
        read_side(bead.source_text, bead.source_language),
        read_side(bead.target_text, bead.target_language),
    )
    theirs, ours = ([d for d in side.dates if d.month] for side in (source, target))
    if not theirs or not ours:
        return
    near = [d for d in read_side(around_source(bead), bead.source_language).dates if d.month]
    months_source, months_target = {d.month for d in near}, {d.month for d in ours}
    strangers = [d for d in ours if d.month not in months_source and not _swappable(d, theirs)]
    gone = [d for d in theirs if d.month not in months_target and not d.weak]
    if len(strangers) == 1 and not strangers[0].weak and gone and len(ours) <= len(theirs):
        yield _hit(bead, strangers[0], gone[0], source, target)
    for date in ours:
        twins = [d for d in near if d.month == date.month]
        if date in strangers or not twins or date.weak:
            continue
        if not any(_agree(date, twin) for twin in twins):
            own = [d for d in theirs if d.month == date.month]
            if len(own) == 1 and not _elsewhere(date, source, own[0]):
                yield _hit(bead, date, own[0], source, target)


def _agree(one: DateMention, other: DateMention) -> bool:
    for a, b in ((one.day, other.day), (one.year, other.year), (one.day_to, other.day_to)):
        if a is not None and b is not None and a != b:
            # "2 or 9 May" may be told with either day next to the month
            return (
                a is one.day
                and {one.day, one.day_to} & {other.day, other.day_to} - {None} != set()
                and not (one.day_to and other.day_to)
            )
    return True


def _elsewhere(date: DateMention, source: Side, twin: DateMention) -> bool:
    """Whether the differing part stands in the original outside the date's twin ("on the 3rd, 4th and 5 May")."""
    outside = {int(n.value) for n in source.numbers if not n.span.overlap(twin.span) and n.value % 1 == 0}
    parts = [(date.day, twin.day), (date.day_to, twin.day_to), (date.year, twin.year)]
    return any(a is not None and b is not None and a != b and a in outside for a, b in parts)


def _swappable(date: DateMention, theirs: list[DateMention]) -> bool:
    pairs = {(d.month, d.day) for d in theirs}
    return (date.swapped or any(d.swapped for d in theirs)) and (date.day, date.month) in pairs


def _corrected(written: str, date: DateMention, twin: DateMention) -> str | None:
    """``written`` with the day, the last day and the year of ``twin``; ``None`` when they cannot be put in."""
    text = written
    for ours, theirs in ((date.day_to, twin.day_to), (date.day, twin.day), (date.year, twin.year)):
        if ours is None or theirs is None or ours == theirs:
            continue
        places = list(re.finditer(rf"(?<!\d)0?{ours}(?!\d)", text))
        if len(places) != 1:
            return None
        text = text[: places[0].start()] + str(theirs) + text[places[0].end() :]
    return text if text != written else None


def _told(written: str, date: DateMention, twin: DateMention, language: str) -> str | None:
    """``written`` as the date of ``twin``; ``None`` when it cannot be put in."""
    text: str | None = written
    if date.month != twin.month:
        own, name = (month_name(d.month, language) if d.month else None for d in (date, twin))
        place = written.lower().find(own.lower()) if own else -1
        if not own or not name or place < 0:
            return None
        text = written[:place] + name + written[place + len(own) :]
    same = all(
        b is None or a == b for a, b in ((date.day, twin.day), (date.day_to, twin.day_to), (date.year, twin.year))
    )
    return text if same or text is None else _corrected(text, date, twin)


def _hit(bead: BeadContext, date: DateMention, twin: DateMention, source: Side, target: Side) -> Hit:
    written, there = date.span.of(target.text), twin.span.of(source.text)
    expected = _told(written, date, twin, bead.target_language)
    return Hit(
        bead.in_target(date.span.start, date.span.end),
        f"“{written}” here, “{there}” in the original.",
        suggestion=expected,
        source_span=bead.in_source(twin.span.start, twin.span.end),
    )
