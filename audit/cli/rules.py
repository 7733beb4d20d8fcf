"""`audit rules` and `audit explain`: the handbook of rules."""

from __future__ import annotations

import json

import click

from audit.errors import SettingsError
from audit.rules.base import BeadExample, Rule
from audit.rules.catalogue import FAMILIES, catalogue

__all__ = ["explain", "rules"]


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON array, for other programs.")
def rules(as_json: bool) -> None:
    """List every rule: code, name, severity, profile, what it does."""
    if as_json:
        click.echo(json.dumps([_card(rule) for rule in catalogue()], ensure_ascii=False, indent=2))
        return
    family = ""
    for rule in catalogue():
        if rule.code[:2] != family:
            family = rule.code[:2]
            click.echo(f"\n{family}  {FAMILIES.get(family, rule.family)}")
        click.echo(f"  {rule.code}  {rule.name:32} {rule.severity:9} {rule.profile:9} {rule.summary}")


@click.command()
@click.argument("code")
def explain(code: str) -> None:
    """Say what rule CODE does, why it matters, where it errs, with examples."""
    wanted = code.strip()
    for rule in catalogue():
        if rule.code == wanted.upper() or rule.name == wanted.lower():
            click.echo(_page(rule))
            return
    raise SettingsError(f"there is no rule {code!r}", hint="`audit rules` lists them")


def _page(rule: Rule) -> str:
    lines = [
        f"{rule.code} {rule.name}",
        f"{rule.category} · {rule.severity} · confidence {rule.confidence:.2f} · profile {rule.profile} · since {rule.since}",
        "languages: " + (", ".join(rule.languages) or "any"),
        "",
        rule.documentation,
        "",
        "## Examples",
    ]
    for example in rule.examples:
        if isinstance(example, BeadExample):
            lines += ["", f"  source ({example.languages[0]}): {example.source}"]
            lines += [f"  target ({example.languages[1]}): {example.target}"]
        else:
            lines += ["", f"  ({example.language}) {example.text}"]
        lines += [f"  marks: {', '.join(repr(m) for m in example.marks)}" if example.marks else "  no finding"]
        if example.note:
            lines += [f"  note: {example.note}"]
    return "\n".join(lines)


def _card(rule: Rule) -> dict[str, object]:
    return {
        "code": rule.code,
        "name": rule.name,
        "family": rule.family,
        "scope": rule.scope,
        "category": rule.category,
        "kind": rule.kind,
        "severity": str(rule.severity),
        "confidence": rule.confidence,
        "profile": rule.profile,
        "languages": list(rule.languages),
        "since": rule.since,
        "summary": rule.summary,
    }
