"""The ledger of one candidate: every feature's log-odds, readable, and how direct it looks."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from audit.retrieve.candidate import Candidate
from audit.retrieve.residue import Shown, shown_through
from audit.retrieve.weights import FEATURES, HANDICAP, UNMEASURED, WEIGHTS
from audit.types import Alignment, Article, Evidence, Span

__all__ = ["Case", "case_of", "primary"]


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """One candidate with everything that speaks for and against it."""

    candidate: Candidate
    alignment: Alignment | None
    shown: Shown
    ledger: tuple[Evidence, ...]
    """Sums to the log-odds that the article derives from this candidate or from its source."""
    coverage: float
    """Share of the article in beads, each counting 2p − 1 of its probability p."""
    directness: float
    """Without unit; compared between the candidates of one article to find the direct source."""

    @property
    def odds(self) -> float:
        """Sum of the ledger."""
        return math.fsum(line.weight for line in self.ledger)

    @property
    def language(self) -> str:
        """Primary subtag of the candidate's language."""
        return primary(self.candidate.article)


def case_of(article: Article, candidate: Candidate, alignment: Alignment | None) -> Case:
    """The ledger of ``candidate``, and its directness: how fully, how closely and in which order it is kept."""
    shown = shown_through(article, candidate.article)
    sure = sure_coverage(article, alignment) if alignment else 0.0
    lines = (*_aligned(alignment, sure), *_searched(candidate), *_shown(shown), *_kept_apart(article, candidate))
    ledger = tuple(line for line in lines if line.weight)
    direct = 2.0 * candidate.citation + 2.5 * shown.verbatim + 1.0 * shown.leftovers - 3.0 * shown.reverse
    if alignment is not None:
        direct += 4.0 * sure + 1.5 * alignment.order + 2.0 * _likeness(alignment) + 0.5 * alignment.source_coverage
        direct += HANDICAP.get(primary(candidate.article), UNMEASURED)
    if primary(candidate.article) == primary(article):
        direct -= 3.0
    return Case(candidate, alignment, shown, ledger, sure, direct)


def _line(feature: str, value: float, shown_as: str, *, note: str = "", span: Span | None = None) -> Evidence:
    return Evidence(feature, round(WEIGHTS[feature] * value, 4), shown_as, note or FEATURES[feature], None, span)


def _aligned(alignment: Alignment | None, sure: float) -> Iterator[Evidence]:
    yield Evidence("prior", WEIGHTS["prior"], "", "few archive articles are the original of a given one")
    if alignment is None:
        yield Evidence("alignment", -20.0, "none", "not aligned, so not accepted")
        return
    yield _line("coverage", sure, f"{alignment.target_coverage:.0%}, of which {sure:.0%} sure")
    likeness = _likeness(alignment)
    yield _line("similarity", max(0.0, min(1.0, likeness)), f"{likeness:.2f} over {len(alignment.beads)} beads")


def _searched(candidate: Candidate) -> Iterator[Evidence]:
    """Numbers, names and addresses share the fingerprint's weight as they share in its agreement."""
    weight = WEIGHTS["fingerprint"] * candidate.fingerprint
    parts = [line for line in candidate.evidence if line.signal != "citation"]
    for part in parts:
        yield Evidence(part.signal, round(weight * part.weight, 4), part.value, part.note)
    if not parts:
        yield _line("fingerprint", candidate.fingerprint, f"{candidate.fingerprint:.2f}")
    yield _line("votes", candidate.similarity, f"{candidate.similarity:.2f}")
    cited = next((line for line in candidate.evidence if line.signal == "citation"), None)
    note, span = (cited.note, cited.span) if cited else ("", None)
    yield _line("citation", candidate.citation, f"{candidate.citation:.2f}", note=note, span=span)


def _shown(shown: Shown) -> Iterator[Evidence]:
    yield _line("verbatim", shown.verbatim, f"{shown.verbatim:.0%} of a passage left in")
    yield _line("leftovers", shown.leftovers, f"{shown.leftovers:.2f}")
    yield _line("reverse", shown.reverse, f"{shown.reverse:.2f}")


def _kept_apart(article: Article, candidate: Candidate) -> Iterator[Evidence]:
    """What sets an original apart: its language, and that it came first."""
    if primary(candidate.article) == primary(article):
        yield _line("same_language", 1.0, primary(article))
        yield _line("copied", candidate.overlap, f"{candidate.overlap:.0%} of five-word runs")
    mine, theirs = article.document.published, candidate.article.document.published
    if mine is not None and theirs is not None and (mine.tzinfo is None) == (theirs.tzinfo is None):
        hours = (theirs - mine).total_seconds() / 3600
        if hours > 1:
            yield _line("later", 1.0, f"{hours:.0f} h after the article")


def _likeness(alignment: Alignment) -> float:
    return math.fsum(b.similarity for b in alignment.beads) / max(1, len(alignment.beads))


def sure_coverage(article: Article, alignment: Alignment) -> float:
    """Share of the article's characters in beads, each bead counting 2p − 1 of its probability p."""
    body = [s for s in article.sentences if s.block != "furniture"]
    total = sum(len(s.span) for s in body)
    carried = 0.0
    for bead in alignment.beads:
        length = sum(len(article.sentences[i].span) for i in bead.target if article.sentences[i].block != "furniture")
        carried += length * max(0.0, 2.0 * bead.probability - 1.0)
    return min(1.0, carried / total) if total else 0.0


def primary(article: Article) -> str:
    """Primary subtag of the article's main language."""
    return article.languages.main.split("-")[0]
