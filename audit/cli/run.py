"""`audit run`: audit files and folders in bulk."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from audit.batch import Outcome, Plan, run
from audit.cli.archive import check_archive
from audit.cli.console import complain, printable, progress
from audit.cli.models import prepare_encoder
from audit.cli.options import common, settings_from, sources_options
from audit.errors import SettingsError
from audit.report import WRITERS, FolderEntry
from audit.settings import Settings
from audit.types import Severity

__all__ = ["run_command"]

_SHOWN = 12
"""Findings printed per article; the report has them all."""


@click.command("run")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH...")
@sources_options
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), default=Path("reports"), metavar="DIR",
              help="Folder for the reports (default: reports).")  # fmt: skip
@click.option("--format", "formats", default="html,json", metavar="LIST", show_default=True,
              help="Report formats, comma-separated.")  # fmt: skip
@common
def run_command(
    paths: tuple[Path, ...],
    sources: tuple[Path, ...],
    archive: Path | None,
    out: Path,
    formats: str,
    **options: Any,
) -> None:
    """Audit files and folders, one report per article and an index of them all."""
    settings = settings_from(**options)
    for source in sources:
        if not source.exists():
            raise SettingsError(f"--sources {source}: no such file or folder", hint="check the spelling of the path")
    from audit.rules.catalogue import select

    select(settings.select, settings.ignore)  # a wrong code is told before any work is done
    plan = Plan(paths, out, _formats(formats), settings, sources or None, archive)
    if archive is not None:
        check_archive(archive, settings)
    elif sources or len(paths) > 1 or any(path.is_dir() for path in paths):
        prepare_encoder(settings)
    with progress() as tell:
        outcome = run(plan, tell=tell)
    _tell(plan, outcome)
    raise SystemExit(_exit_code(outcome, settings))


def _formats(wanted: str) -> tuple[str, ...]:
    chosen = tuple(dict.fromkeys(part.strip() for part in wanted.split(",") if part.strip()))
    for name in chosen:
        if name not in WRITERS:
            raise SettingsError(f"--format: {name!r} is not a format", hint="one of " + ", ".join(sorted(WRITERS)))
    if not chosen:
        raise SettingsError("--format names no format", hint="one of " + ", ".join(sorted(WRITERS)))
    # The index and the findings table come with the pages, without being asked for.
    return tuple(dict.fromkeys((*chosen, *(("index", "csv", "parquet") if "html" in chosen else ()))))


def _tell(plan: Plan, outcome: Outcome) -> None:
    for entry in outcome.entries:
        for line in _summary(entry):
            click.echo(printable(line))
    for warning in outcome.warnings:
        complain(warning, label="original not read")
    for failed in outcome.unreadable:
        complain(failed)
    total = len(outcome.entries)
    if not total and not outcome.unreadable and not outcome.interrupted:
        click.echo(f"nothing to audit in {', '.join(path.as_posix() for path in plan.paths)}", err=True)
    articles = f"{total} article{'' if total == 1 else 's'} audited"
    failed_count = f", {len(outcome.unreadable)} could not be audited" if outcome.unreadable else ""
    index = plan.out / "index.html"
    where = index if index in outcome.written else plan.out
    click.echo(f"{'Interrupted: ' if outcome.interrupted else ''}{articles}{failed_count}. Report: {where}")


def _summary(entry: FolderEntry) -> list[str]:
    name = entry.path or "standard input"
    name = name if entry.item is None else f"{name}:{entry.item}"
    verdict = "no evidence of a source"
    if entry.verdict != "undetermined" or entry.direct_source_language:
        source = f" from {entry.direct_source_language}" if entry.direct_source_language else ""
        verdict = f"probably {entry.verdict}{source} (confidence {entry.confidence:.2f})"
    counts = ", ".join(f"{n} {s}" for s in reversed(Severity) if (n := entry.count(s))) or "no findings"
    lines = [f"{name}: {entry.language}, {verdict}, {counts}"]
    ranked = sorted(entry.findings, key=lambda f: (-Severity(f.severity).rank, f.start))
    for finding in ranked[:_SHOWN]:
        quote = " ".join(finding.text.split())
        quote = quote if len(quote) <= 60 else quote[:59] + "…"
        lines.append(f"  {finding.severity:8} {finding.start:>6}–{finding.end:<6} {finding.name}: {quote}")
    if len(entry.findings) > _SHOWN:
        lines.append(f"  … and {len(entry.findings) - _SHOWN} more in the report")
    return lines


def _exit_code(outcome: Outcome, settings: Settings) -> int:
    if outcome.interrupted:
        return 130
    if outcome.unreadable:
        return 3
    if settings.fail_on in (None, "never"):
        return 0
    threshold = Severity(settings.fail_on)
    reached = any(Severity(f.severity).at_least(threshold) for e in outcome.entries for f in e.findings)
    return 1 if reached else 0
