"""The report's own sentences in the reader's language, from ``messages/*.toml``.

Findings and evidence come with their sentences baked in; this is for what stands around
them. English is complete by definition; the others are tested against it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from babel import Locale
from babel.core import UnknownLocaleError
from babel.numbers import format_decimal, format_percent

from audit._resources import package_file
from audit.errors import SettingsError
from audit.types import UNDETERMINED

__all__ = ["Words", "languages", "words"]


@dataclass(frozen=True, slots=True)
class Words:
    """Catalogue of one language. Keys are dotted: ``verdict.translation``."""

    language: str
    messages: Mapping[str, str]

    def __call__(self, key: str, **values: object) -> str:
        """Message with its values put in; a missing key raises ``KeyError``."""
        return self.messages[key].format(**values)

    def either(self, key: str, otherwise: str) -> str:
        """Message, or ``otherwise`` where the set of keys is open (signals, stages)."""
        return self.messages.get(key, otherwise)

    def count(self, key: str, n: int) -> str:
        """Message in the plural form that ``n`` asks for; it may use ``{n}``."""
        form = Locale.parse(self.language).plural_form(n)
        chosen = f"{key}.{form}" if f"{key}.{form}" in self.messages else f"{key}.other"
        return self.messages[chosen].format(n=self.number(n, 0))

    def number(self, value: float, decimals: int) -> str:
        """Number as the reader writes it."""
        pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
        return str(format_decimal(value, format=pattern, locale=self.language))

    def percent(self, share: float) -> str:
        """Share of one as whole percent."""
        return str(format_percent(share, locale=self.language))

    def probability(self, probability: float) -> str:
        """Probability in whole percent that never reads as certainty: ``>99%``, ``<1%`` at the ends."""
        if probability > 0.99:
            return ">" + self.percent(0.99)
        if probability < 0.01:
            return "<" + self.percent(0.01)
        return self.percent(probability)

    def language_name(self, tag: str | None) -> str:
        """Name of a language in the reader's language; the tag itself where CLDR has none."""
        if tag is None or tag == UNDETERMINED:
            return self("language.unknown")
        try:
            name = Locale.parse(tag, sep="-").get_display_name(self.language)
        except (UnknownLocaleError, ValueError, TypeError):
            return tag
        return str(name) if name else tag

    def strength(self, probability: float) -> str:
        """Probability in one word: strong, moderate or weak."""
        return self(f"strength.{strength(probability)}")


def strength(probability: float) -> str:
    """``strong`` from 0.9, ``moderate`` from 0.7, else ``weak``."""
    return "strong" if probability >= 0.9 else "moderate" if probability >= 0.7 else "weak"


@cache
def languages() -> tuple[str, ...]:
    """Languages with a catalogue, sorted."""
    return tuple(sorted(file.stem for file in package_file("report", "messages").glob("*.toml")))


@cache
def words(language: str = "en") -> Words:
    """Catalogue of ``language``; raises ``SettingsError`` when there is none."""
    if language not in languages():
        raise SettingsError(
            f"no report messages in {language!r}", hint=f"languages of reports: {', '.join(languages())}"
        )
    parsed = tomllib.loads(package_file("report", "messages", f"{language}.toml").read_text("utf-8"))
    return Words(language, MappingProxyType(dict(_flat(parsed))))


def _flat(table: Mapping[str, object], prefix: str = "") -> list[tuple[str, str]]:
    flat: list[tuple[str, str]] = []
    for key, value in table.items():
        if isinstance(value, Mapping):
            flat += _flat(value, f"{prefix}{key}.")
        else:
            flat.append((prefix + key, str(value)))
    return flat
