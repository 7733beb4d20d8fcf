"""The time of day is another one.

## What it does
Compares the times of day of both sides of an aligned pair across writings: figures of
twelve and of twenty-four hours, half hours and quarters in words, hours with their part
of the day. Reports a time that cannot be the original's: "8am" → "8 pm", "15 h 30" →
"3 h 30", "half past seven" → "half past six".

## Why it matters
Readers turn up when the paper says, and a wrong hour upsets the order of events.

## Known limits
Silent when either side names a time zone or its own local time, when the two sides tell
different numbers of unmatched times, and where the writing leaves the half of the day open.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from audit.rules.accuracy._bead import around_source, around_target, trusted
from audit.rules.base import BeadContext, BeadExample, Hit, bead_rule
from audit.text.clocks import ClockTime, another_zone, clock_times
from audit.text.numbers import numbers
from audit.types import Severity

_EXAMPLES = (
    BeadExample("The market opens at 8am.", "Der Markt öffnet um 20 Uhr.", ("en", "de"), ("20 Uhr",)),
    BeadExample("The market opens at 8am.", "Der Markt öffnet um acht Uhr.", ("en", "de")),
    BeadExample("La cérémonie commence à 15 h 30.", "The ceremony starts at 3.30am.", ("fr", "en"), ("3.30am",)),
    BeadExample("La cérémonie commence à 15 h 30.", "The ceremony starts at 3.30pm.", ("fr", "en")),
    BeadExample(
        "Doors open at half past seven.", "Einlass ist um halb sieben.", ("en", "de"), ("halb sieben",),
        note="half to seven",
    ),
    BeadExample("Doors open at half past seven.", "Einlass ist um halb acht.", ("en", "de")),
    BeadExample("Chợ mở cửa lúc 5 giờ sáng.", "The market opens at 5pm.", ("vi", "en"), ("5pm",)),
    BeadExample(
        "Garantite le corse dalle sei alle nove.", "Les trains circuleront de six à neuf heures.", ("it", "fr"),
        note="a span names the hour once",
    ),
    BeadExample(
        "The polls close at 8pm Eastern.", "Die Wahllokale schließen um 2 Uhr.", ("en", "de"), note="another clock",
    ),
)  # fmt: skip


@bead_rule(
    category="accuracy/mistranslation",
    kind="number-changed",
    severity=Severity.MAJOR,
    confidence=0.88,
    examples=_EXAMPLES,
)
def rule(bead: BeadContext) -> Iterator[Hit]:
    """Compare the times of day of both sides."""
    if not trusted(bead):
        return
    theirs, ours = (
        clock_times(text, language)
        for text, language in ((bead.source_text, bead.source_language), (bead.target_text, bead.target_language))
    )
    if not theirs or not ours:
        return
    wide_source, wide_target = around_source(bead), around_target(bead)
    if another_zone(wide_source, bead.source_language) or another_zone(wide_target, bead.target_language):
        return
    missing = _strangers(theirs, ours, clock_times(wide_target, bead.target_language))
    extra = _strangers(ours, theirs, clock_times(wide_source, bead.source_language))
    missing = [t for t in missing if not _told(t, bead.target_text, bead.target_language)]
    extra = [t for t in extra if not _told(t, bead.source_text, bead.source_language)]
    if len(missing) != len(extra):
        return
    for there, here in zip(missing, extra, strict=True):
        written, told = here.span.of(bead.target_text), there.span.of(bead.source_text)
        yield Hit(
            bead.in_target(here.span.start, here.span.end),
            f"“{written}” here, “{told}” in the original: another time of day.",
            suggestion=_suggestion(there, written),
            source_span=bead.in_source(there.span.start, there.span.end),
        )


def _strangers(mine: Sequence[ClockTime], others: Sequence[ClockTime], near: Sequence[ClockTime]) -> list[ClockTime]:
    """Times of ``mine`` that no time of the other side, or of the sentences beside it, can be."""
    told = [t.readings for t in (*others, *near)]
    return [t for t in mine if not t.weak and not any(t.readings & r for r in told)]


def _told(time: ClockTime, text: str, language: str) -> bool:
    """Whether the other side has the hour as a bare number: "from six to nine o'clock" names the hour once."""
    hours = {minutes // 60 for minutes in time.readings}
    told = [one.span for one in clock_times(text, language)]
    return any(
        reading in hours
        for number in numbers(text, language)
        if not any(number.span.overlap(span) for span in told)
        for reading in number.readings
    )


def _suggestion(theirs: ClockTime, written: str) -> str | None:
    """The original's time in the article's writing; ``None`` where it stands in words or one side is not sure."""
    if len(theirs.readings) > 1 or not written[0].isdecimal():
        return None
    hour, minute = divmod(min(theirs.readings), 60)
    form = re.fullmatch(r"\d{1,2}(?:(\D{1,3})(\d{2}))?(\D*)", written)
    if form is None or (minute and form[1] is None):
        return None
    tail = form[3]
    half = re.fullmatch(r" ?([ap])\.?m\.?", tail)
    if half is not None:
        tail = tail.replace(half[1], "a" if hour < 12 else "p", 1)
        hour = (hour - 1) % 12 + 1
    elif len(tail.split()) > 1:
        return None  # "8 Uhr abends"
    return f"{hour}{form[1]}{minute:02d}{tail}" if form[1] else f"{hour}{tail}"
