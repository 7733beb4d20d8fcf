"""Every rule, found by walking the package: adding a file adds a rule."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

import audit.rules as package
from audit.errors import SettingsError
from audit.rules.base import Profile, Rule

__all__ = ["FAMILIES", "catalogue", "select", "shown_to"]

FAMILIES = {
    "AC": "accuracy",
    "TE": "terminology",
    "LI": "linguistic conventions",
    "ST": "style",
    "LO": "locale conventions",
    "DM": "design and markup",
    "MA": "machine artefacts",
    "PR": "provenance",
}
_ORDER: tuple[Profile, ...] = ("desk", "editor", "linguist")


@cache
def catalogue() -> tuple[Rule, ...]:
    """All rules, by code. Raises ``ValueError`` when two share a code or a name."""
    found: dict[str, Rule] = {}
    names: set[str] = set()
    for family in pkgutil.iter_modules(package.__path__):
        if not family.ispkg:
            continue
        folder = importlib.import_module(f"{package.__name__}.{family.name}")
        for module in pkgutil.iter_modules(folder.__path__):
            if module.name.startswith("_") or not module.name[2:5].isdigit():
                continue
            rule = importlib.import_module(f"{folder.__name__}.{module.name}").rule
            if not isinstance(rule, Rule):
                raise TypeError(f"{folder.__name__}.{module.name}.rule is not a Rule")
            if rule.code in found or rule.name in names:
                raise ValueError(f"{rule.code} {rule.name} is defined twice")
            found[rule.code] = rule
            names.add(rule.name)
    return tuple(found[code] for code in sorted(found))


def select(chosen: tuple[str, ...] = (), ignored: tuple[str, ...] = ()) -> tuple[Rule, ...]:
    """Rules whose code starts with one of ``chosen`` (all when empty) and with none of ``ignored``.

    Names are accepted as well as codes. Raises ``SettingsError`` for one that matches nothing.
    """
    rules = catalogue()

    def matches(rule: Rule, pattern: str) -> bool:
        return rule.code.startswith(pattern.upper()) or rule.name == pattern.lower()

    for pattern in (*chosen, *ignored):
        if not any(matches(rule, pattern) for rule in rules):
            raise SettingsError(f"no rule matches {pattern!r}", hint="see `audit rules`")
    return tuple(
        rule
        for rule in rules
        if (not chosen or any(matches(rule, p) for p in chosen)) and not any(matches(rule, p) for p in ignored)
    )


def shown_to(rule: Rule, profile: Profile) -> bool:
    """Whether ``profile`` sees the rule's findings."""
    return _ORDER.index(rule.profile) <= _ORDER.index(profile)
