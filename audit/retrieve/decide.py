"""Which candidates are originals: translated from, sharing a source, or neither.

Two questions, answered in turn. *Does the text derive from this one or from its source?* A
ledger of log-odds, alignment coverage first. *Directly?* Of several that do, the direct
source keeps more of the text in its order, or shows through: its language left in the
article, its address cited. The others are ancestors or relatives (``related``). Texts on
the same event share figures and names but few sentences, and stay ``rejected``.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from audit.retrieve.candidate import Candidate
from audit.retrieve.residue import Shown, shown_through
from audit.retrieve.weights import FEATURES, HANDICAP, UNMEASURED, WEIGHTS
from audit.types import Alignment, Article, Decision, Evidence, Original, Relation

__all__ = ["decide"]

_MOST_REJECTED = 3
_WORTH_SHOWING = -3.5
"""Log-odds below which a rejected candidate is not even listed."""
_RELATED_COVERAGE = 0.25
_SURE = 0.7
"""Probability from which a bead says that its sentences are carried."""
_TELLING = 6.0
"""How fast a lead in directness tells the direct source; between parallel versions of one story chance leads of 0.3 occur."""
_NEW_SHARE = 0.15
"""Share of the article that only a further source carries, for it to be a source too."""


@dataclass(frozen=True, slots=True, eq=False)
class _Case:
    candidate: Candidate
    alignment: Alignment | None
    shown: Shown
    ledger: tuple[Evidence, ...]
    coverage: float
    """Share of the article in beads, each counting 2p − 1 of its probability p."""
    directness: float

    @property
    def odds(self) -> float:
        return sum(line.weight for line in self.ledger)

    @property
    def language(self) -> str:
        return self.candidate.article.languages.main.split("-")[0]


def decide(article: Article, candidates: Sequence[Candidate], alignments: Sequence[Alignment]) -> tuple[Original, ...]:
    """Decide every candidate; accepted ones first, best first, then the rejected worth showing.

    The evidence of an accepted original sums to the log-odds of its decision; that of a
    rejected one to the log-odds of being an original after all, so that its probability is
    the complement. Candidates without an alignment can be rejected only.
    """
    by_id = {alignment.original: alignment for alignment in alignments}
    cases = [_case(article, c, by_id.get(c.article.document.id)) for c in candidates]
    derived = sorted((c for c in cases if c.odds > 0.0), key=_directness)
    sources, ties = _sources(article, derived)
    out: list[tuple[_Case, Decision, Relation, tuple[Evidence, ...]]] = []
    for case in derived:
        if case in sources:
            extra = _against_rivals(case, sources, derived, ties)
            out.append((case, "source", _relation(case, len(sources) - len(ties)), (*case.ledger, *extra)))
    kin = [c for c in derived if c not in sources and c.coverage >= _RELATED_COVERAGE]
    out.extend((case, "related", "common-source", case.ledger) for case in kin)
    accepted = {id(case) for case, *_ in out}
    rest = sorted((c for c in cases if id(c) not in accepted), key=lambda c: (-c.odds, c.candidate.rank))
    shown = [c for c in rest if c.odds > _WORTH_SHOWING][:_MOST_REJECTED]
    out.extend((case, "rejected", "same-event", case.ledger) for case in shown)
    return tuple(_original(rank, *item) for rank, item in enumerate(out, 1))


def _directness(case: _Case) -> tuple[float, float, int]:
    return (-case.directness, -case.odds, case.candidate.rank)


def _case(article: Article, candidate: Candidate, alignment: Alignment | None) -> _Case:
    shown = shown_through(article, candidate.article)
    values = _values(article, candidate, alignment, shown)
    ledger = [Evidence("prior", WEIGHTS["prior"], "", "few archive articles are the original of a given one")]
    for name, (value, shown_as, note) in values.items():
        weight = WEIGHTS[name] * value
        if weight:
            ledger.append(Evidence(name, round(weight, 4), shown_as, note, candidate.article.languages.main))
    if alignment is None:
        ledger.append(Evidence("alignment", -20.0, "none", "not aligned, so not accepted"))
    direct, sure = 0.0, 0.0
    if alignment is not None:
        sure = _sure_coverage(article, alignment)
        mean = sum(b.similarity for b in alignment.beads) / max(1, len(alignment.beads))
        direct = 4.0 * sure + 1.5 * alignment.order + 2.0 * mean + 0.5 * alignment.source_coverage
        direct += HANDICAP.get(_language(candidate.article), UNMEASURED)
    direct += 2.0 * candidate.citation + 2.5 * shown.verbatim + 1.0 * shown.leftovers - 3.0 * shown.reverse
    if _language(candidate.article) == _language(article):
        direct -= 3.0
    return _Case(candidate, alignment, shown, tuple(ledger), sure, direct)


def _values(
    article: Article, candidate: Candidate, alignment: Alignment | None, shown: Shown
) -> dict[str, tuple[float, str, str]]:
    """Value (in the feature's own unit), what the report shows, note."""
    values: dict[str, tuple[float, str, str]] = {}

    def add(name: str, value: float, shown_as: str) -> None:
        values[name] = (value, shown_as, FEATURES[name])

    if alignment is not None:
        beads = alignment.beads
        sure = _sure_coverage(article, alignment)
        add("coverage", sure, f"{alignment.target_coverage:.0%}, of which {sure:.0%} sure")
        if beads:
            mean = sum(b.similarity for b in beads) / len(beads)
            add("similarity", max(0.0, min(1.0, mean)), f"{mean:.2f} over {len(beads)} beads")
    add("fingerprint", candidate.fingerprint, f"{candidate.fingerprint:.2f}")
    add("votes", candidate.similarity, f"{candidate.similarity:.2f}")
    add("citation", candidate.citation, f"{candidate.citation:.2f}")
    add("verbatim", float(shown.verbatim), f"{shown.verbatim:.0%} of a passage left in")
    add("leftovers", float(shown.leftovers), "words left in")
    add("reverse", float(shown.reverse), "the other way round")
    if _language(candidate.article) == _language(article):
        add("same_language", 1.0, _language(article))
        add("copied", candidate.overlap, f"{candidate.overlap:.0%} of five-word runs")
    mine, theirs = article.document.published, candidate.article.document.published
    if mine is not None and theirs is not None and (mine.tzinfo is None) == (theirs.tzinfo is None):
        hours = (mine - theirs).total_seconds() / 3600
        if hours < -1:
            add("later", 1.0, f"{-hours:.0f} h after the article")
    return values


def _sure_coverage(article: Article, alignment: Alignment) -> float:
    """Share of the article's characters in beads, each bead counting 2p − 1 of its probability p."""
    body = [s for s in article.sentences if s.block != "furniture"]
    total = sum(len(s.span) for s in body)
    carried = 0.0
    for bead in alignment.beads:
        length = sum(len(article.sentences[i].span) for i in bead.target if article.sentences[i].block != "furniture")
        carried += length * max(0.0, 2.0 * bead.probability - 1.0)
    return min(1.0, carried / total) if total else 0.0


def _sources(article: Article, derived: Sequence[_Case]) -> tuple[list[_Case], list[_Case]]:
    """Direct sources among what the text derives from, and those of them that are mere copies of the first."""
    eligible = [c for c in derived if _may_be_source(article, c)]
    if not eligible:
        return [], []
    first = eligible[0]
    sources, ties = [first], []
    carried = _carried(first)
    for other in eligible[1:]:
        if _copies(first, other):
            if first.directness - other.directness < 1.0:
                sources.append(other)
                ties.append(other)
            continue
        new = _carried(other) - carried
        if _share(article, new) >= _NEW_SHARE and len(new) >= (2 if other.language == first.language else 3):
            sources.append(other)
            carried |= _carried(other)
    return sources, ties


def _may_be_source(article: Article, case: _Case) -> bool:
    if case.shown.reverse > case.shown.verbatim + case.shown.leftovers:
        return False
    if case.language == _language(article):
        return case.candidate.citation > 0.0 or (case.candidate.overlap >= 0.4 and _earlier(case.candidate, article))
    return True


def _earlier(candidate: Candidate, article: Article) -> bool:
    mine, theirs = article.document.published, candidate.article.document.published
    comparable = mine is not None and theirs is not None and (mine.tzinfo is None) == (theirs.tzinfo is None)
    return comparable and theirs < mine  # type: ignore[operator]


def _copies(a: _Case, b: _Case) -> bool:
    """Whether two candidates are copies of one text (a wire story printed twice)."""
    from audit.retrieve.fingerprint import fingerprint

    if a.language != b.language:
        return False
    one, two = fingerprint(a.candidate.article).shingles, fingerprint(b.candidate.article).shingles
    return bool(one and two) and len(one & two) >= 0.5 * min(len(one), len(two))


def _carried(case: _Case) -> set[int]:
    beads = case.alignment.beads if case.alignment else ()
    return {i for bead in beads if bead.probability >= _SURE for i in bead.target}


def _share(article: Article, indices: Iterable[int]) -> float:
    total = sum(len(s.span) for s in article.sentences if s.block != "furniture")
    return sum(len(article.sentences[i].span) for i in indices) / total if total else 0.0


def _against_rivals(
    case: _Case, sources: Sequence[_Case], derived: Sequence[_Case], ties: Sequence[_Case]
) -> list[Evidence]:
    """What speaks against this one being the *direct* source: others nearly as close, or copies of it."""
    if ties and (case is sources[0] or case in ties):
        copies = 1 + len(ties)
        shared = _logistic(case.odds) / copies
        weight = math.log(shared / (1.0 - shared)) - case.odds
        return [Evidence("tie", weight, f"{copies} copies", "copies of one text, which cannot be told apart")]
    rivals = [c for c in derived if c is not case and c not in sources]
    if not rivals:
        return []
    direct = 1.0 / (1.0 + sum(math.exp(min(0.0, _TELLING * (c.directness - case.directness))) for c in rivals))
    shared = _logistic(case.odds) * direct
    weight = math.log(shared / (1.0 - shared)) - case.odds
    return [
        Evidence("rival", weight, f"{direct:.0%}", "share of being the direct source among texts that are as close")
    ]


def _relation(case: _Case, sources: int) -> Relation:
    assert case.alignment is not None
    if sources > 1:
        return "partial-translation"
    alignment = case.alignment
    reworked = alignment.order < 0.9 or alignment.source_coverage < 0.8
    if alignment.target_coverage < (0.9 if reworked else 0.7):
        return "adaptation"
    return "translation" if alignment.source_coverage >= 0.5 else "partial-translation"


def _original(rank: int, case: _Case, decision: Decision, relation: Relation, ledger: tuple[Evidence, ...]) -> Original:
    derived = _logistic(sum(line.weight for line in ledger))
    alignment = case.alignment
    return Original(
        id=f"o{rank}",
        rank=rank,
        article=case.candidate.article,
        decision=decision,
        relation=relation,
        probability=derived if decision != "rejected" else 1.0 - derived,
        similarity=case.candidate.similarity,
        target_coverage=alignment.target_coverage if alignment else 0.0,
        source_coverage=alignment.source_coverage if alignment else 0.0,
        evidence=ledger,
        alignment=alignment,
    )


def _language(article: Article) -> str:
    return article.languages.main.split("-")[0]


def _logistic(x: float) -> float:
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, x))))
