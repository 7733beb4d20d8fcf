"""The verdict in plain words, and the reasons named beside it."""

from __future__ import annotations

import math
from collections import Counter

from audit.report.view import name_of
from audit.report.words import Words
from audit.types import Audit, Severity, Sibling

__all__ = ["evidence_sentence", "is_compared", "reasons", "sibling_sentence", "verdict_sentence"]

LIKELY_MACHINE = 0.8
"""From this probability of machine translation the verdict sentence says so."""
REASONS = 3
_TRACE = 0.5
"""Weight from which a line of the ledger is a trace worth a word."""
_SHARED = ((90.0, "nearly_all"), (70.0, "most"), (50.0, "much"), (-math.inf, "some"))
"""Least chrF and what it is called; unrelated articles in one language reach about 35."""


def is_compared(audit: Audit) -> bool:
    """Whether the text was held against an original, or needs none: without, its quality is half judged."""
    return audit.provenance.verdict == "original" or any(o.decision == "source" for o in audit.originals)


def verdict_sentence(audit: Audit, words: Words) -> str:
    """One sentence without an end stop; always *probably*, never *proven*."""
    provenance = audit.provenance
    if provenance.verdict in ("original", "undetermined"):
        return words(f"verdict.{provenance.verdict}")
    machine = audit.scores.machine_translation_probability
    key = "adaptation" if provenance.verdict == "adaptation" else "translation"
    if key == "translation" and machine is not None and machine >= LIKELY_MACHINE:
        key = "machine_translation"
    language = provenance.direct_source_language
    if language is None:
        return words(f"verdict.{key}")
    return words(f"verdict.{key}_from", language=words.language_name(language))


def evidence_sentence(audit: Audit, words: Words) -> str:
    """How strong the evidence is, in words and as a probability."""
    provenance = audit.provenance
    if provenance.verdict == "undetermined" or provenance.confidence <= 0:
        traces = any(e.weight >= _TRACE and e.language for e in provenance.evidence)
        return words("verdict.weak_evidence" if traces else "verdict.no_evidence")
    return words(
        "verdict.evidence",
        strength=words.strength(provenance.confidence),
        probability=words.probability(provenance.confidence),
    )


def sibling_sentence(sibling: Sibling, words: Words) -> str:
    """How much of its wording the article shares with another one, in words and as chrF."""
    amount = next(name for least, name in _SHARED if sibling.chrf >= least)
    return words(f"siblings.shares_{amount}", path=sibling.path, chrf=words.number(sibling.chrf, 0))


def reasons(audit: Audit, words: Words) -> tuple[str, ...]:
    """Up to three, strongest first: original, passages, findings, then single signals."""
    found = []
    told = set()
    source = next((o for o in audit.originals if o.decision == "source"), None)
    if source is not None:
        coverage = words.percent(source.target_coverage)
        found.append(words("verdict.reason.original", title=name_of(source.article), coverage=coverage))
        told.add("original")
    passages = Counter(s.language for s in audit.article.languages.spans if s.kind == "untranslated_passage")
    if passages:
        listed = ", ".join(f"{words.language_name(tag)} ({n})" for tag, n in sorted(passages.items()))
        found.append(words("verdict.reason.passages", list=listed))
        told.add("residue")
    grave = {s: sum(f.severity is s for f in audit.findings) for s in (Severity.CRITICAL, Severity.MAJOR)}
    if any(grave.values()):
        listed = ", ".join(words.count(f"findings.{s.value}", n) for s, n in grave.items() if n)
        found.append(words("verdict.reason.findings", list=listed))
    # A single signal that was too weak for a verdict is no reason for anything.
    signals = () if audit.provenance.verdict == "undetermined" else audit.provenance.evidence
    for evidence in sorted(signals, key=lambda e: -e.weight):
        if evidence.weight > 0 and evidence.signal not in told and (evidence.value or evidence.note):
            signal = words.either(f"signal.{evidence.signal}", evidence.signal.replace("_", " "))
            what = " – ".join(part for part in (evidence.value, evidence.note) if part)
            found.append(words("verdict.reason.signal", signal=signal[:1].upper() + signal[1:], what=what))
    return tuple(found[:REASONS]) or (words("verdict.reason.none"),)
