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
from dataclasses import replace

from audit.retrieve.candidate import Candidate
from audit.retrieve.direction import UNDIRECTED, cited_language, hours_before, is_same_text, points_to
from audit.retrieve.fingerprint import fingerprint
from audit.retrieve.ledger import Case, case_of, primary
from audit.retrieve.residue import languages_left_in
from audit.retrieve.weights import WEIGHTS
from audit.types import Alignment, Article, Bead, Decision, Evidence, Original, Relation

__all__ = ["decide"]

_MOST_REJECTED = 3
_WORTH_SHOWING = -3.5
"""Log-odds below which a rejected candidate is not even listed."""
_LEAST_COVERAGE = 0.2
"""A source carries so much of the article at least: a story that is merely linked does not."""
_RELATED_COVERAGE = 0.25
_SURE = 0.7
"""Probability from which a bead says that its sentences are carried."""
_TELLING = 6.0
"""How fast a lead in directness tells the direct source; between parallel versions of one story chance leads of 0.3 occur."""
_TELLS_THE_SAME = 0.38
"""Votes above those that texts by others on the same event reach."""
_ANCESTRY = Evidence("with_source", 0.75, "", "the direct source is known, and its own source may be kept too")
_UNDIRECTED = Evidence(
    UNDIRECTED,
    0.0,
    "",
    "either may be made from the other, or both from a third: a date, a cited address or a passage left in would tell",
)
_REJECTED_AS_SAME = -4.6
"""Log-odds left to a text that is the article itself."""
_NEW_SHARE = 0.15
"""Share of the article that only a further source carries, for it to be a source too."""
_PATCH = 3
"""Surely aligned beads in which a candidate carries what no other does, for the rest to be told by them."""
_PATCH_SURE = 0.9
_PATCHED = 0.6
"""Share of that rest which it must surely carry."""


def decide(
    article: Article, candidates: Sequence[Candidate], alignments: Sequence[Alignment], *, trusted: bool = True
) -> tuple[Original, ...]:
    """Decide every candidate; accepted ones first, best first, then the rejected worth showing.

    The evidence of an accepted original sums to the log-odds of its decision; that of a
    rejected one to the log-odds of being an original after all, so that its probability is
    the complement. Candidates without an alignment can be rejected only.

    ``trusted`` says that the candidates come from an archive of probable originals. Where they
    are the audited articles themselves, either of two may be the translation: then a source
    must show through in the article, be cited by it, or be dated before it. The article's own text
    under another path or address is listed as rejected.
    """
    by_id = {alignment.original: alignment for alignment in alignments}
    same = [c for c in candidates if is_same_text(article, c.article)]
    cases = [case_of(article, c, by_id.get(c.article.document.id)) for c in candidates if c not in same]
    cases = [_beside_others(article, case, cases) for case in cases]
    derived = sorted((c for c in cases if c.odds > 0.0), key=_directness)
    sources, ties = _sources(article, derived, trusted)
    out: list[tuple[Case, Decision, Relation, tuple[Evidence, ...]]] = []
    for case in derived:
        if case in sources:
            extra = _against_rivals(case, sources, derived, ties)
            out.append((case, "source", _relation(case, len(sources) - len(ties)), (*case.ledger, *extra)))
    apart = sorted((c for c in cases if c not in sources and c.coverage >= _RELATED_COVERAGE), key=_directness)
    for case in apart:
        unknown = () if trusted or points_to(article, case.candidate, case.shown) > 0.0 else (_UNDIRECTED,)
        ledger = (*case.ledger, *_beside_a_source(article, case, sources), *unknown)
        if math.fsum(line.weight for line in ledger) > 0.0:
            out.append((case, "related", "common-source", ledger))
    accepted = {id(case) for case, *_ in out}
    rest = sorted((c for c in cases if id(c) not in accepted), key=lambda c: (-c.odds, c.candidate.rank))
    shown = [c for c in rest if c.odds > _WORTH_SHOWING][:_MOST_REJECTED]
    out.extend((case, "rejected", "same-event", case.ledger) for case in shown)
    copies = [case_of(article, c, by_id.get(c.article.document.id)) for c in same][:_MOST_REJECTED]
    out.extend((case, "rejected", "common-source", (*case.ledger, _as_same(case))) for case in copies)
    return tuple(_original(rank, *item) for rank, item in enumerate(out, 1))


def _beside_others(article: Article, case: Case, cases: Sequence[Case]) -> Case:
    """The case, with a line for how much it carries of what no other candidate does.

    An article stitched from two originals owes each of them half: measured against the whole,
    both look like strangers. Parallel versions of one story leave each other no rest, and a mere
    text on the same event carries little of any.
    """
    own = _carried(case)
    elsewhere: set[int] = set().union(*(_carried(c) for c in cases if c is not case and len(_sure(c)) >= _PATCH))
    body = [s for s in article.sentences if s.block not in ("furniture", "caption")]
    rest = [s for s in body if s.index not in elsewhere]
    total = sum(len(s.span) for s in body)
    left = sum(len(s.span) for s in rest)
    if not elsewhere or not total:
        return case
    beads = [bead for bead in _sure(case) if not elsewhere & set(bead.target)]
    carried = sum(len(s.span) for s in rest if s.index in own) / left if left else 0.0
    if len(beads) < _PATCH or carried < _PATCHED or carried * left < _NEW_SHARE * total:
        return case
    weight = round(WEIGHTS["coverage"] * max(0.0, carried - case.coverage), 4)
    line = Evidence("rest", weight, f"{carried:.0%}", "of what no other candidate carries")
    return replace(case, ledger=(*case.ledger, line))


def _sure(case: Case) -> list[Bead]:
    return [b for b in case.alignment.beads if b.probability >= _PATCH_SURE] if case.alignment else []


def _directness(case: Case) -> tuple[float, float, int]:
    return (-case.directness, -case.odds, case.candidate.rank)


def _sources(article: Article, derived: Sequence[Case], trusted: bool) -> tuple[list[Case], list[Case]]:
    """Direct sources among what the text derives from, and those of them that are mere copies of the first."""
    cited = None if any(c.candidate.citation > 0.0 for c in derived) else cited_language(article)
    eligible = [c for c in derived if cited in (None, c.language) and _may_be_source(article, c, trusted)]
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


def _may_be_source(article: Article, case: Case, trusted: bool) -> bool:
    """Whether nothing excludes this one as direct source; a page credited in a third language does so before this."""
    if case.coverage < _LEAST_COVERAGE or case.shown.reverse > case.shown.verbatim + case.shown.leftovers:
        return False
    left_in = languages_left_in(article)
    if left_in and case.language not in left_in and case.candidate.citation == 0.0:
        return False
    if not trusted and points_to(article, case.candidate, case.shown) <= 0.0:
        return False
    if case.language == primary(article):
        earlier = (hours_before(case.candidate.article, article) or 0.0) > 0.0
        return case.candidate.citation > 0.0 or (case.candidate.overlap >= 0.4 and earlier)
    return True


def _as_same(case: Case) -> Evidence:
    weight = min(0.0, _REJECTED_AS_SAME - case.odds)
    return Evidence("same_text", weight, f"{case.candidate.overlap:.0%} of five-word runs", "same text")


def _copies(a: Case, b: Case) -> bool:
    """Whether two candidates are copies of one text (a wire story printed twice)."""
    if a.language != b.language:
        return False
    one, two = fingerprint(a.candidate.article).shingles, fingerprint(b.candidate.article).shingles
    return bool(one and two) and len(one & two) >= 0.5 * min(len(one), len(two))


def _carried(case: Case) -> set[int]:
    beads = case.alignment.beads if case.alignment else ()
    return {i for bead in beads if bead.probability >= _SURE for i in bead.target}


def _share(article: Article, indices: Iterable[int]) -> float:
    total = sum(len(s.span) for s in article.sentences if s.block != "furniture")
    return sum(len(article.sentences[i].span) for i in indices) / total if total else 0.0


def _against_rivals(
    case: Case, sources: Sequence[Case], derived: Sequence[Case], ties: Sequence[Case]
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


def _beside_a_source(article: Article, case: Case, sources: Sequence[Case]) -> list[Evidence]:
    """Once the direct source is known, a third language that tells the same sentence by sentence is often its own."""
    languages = {primary(article), *(source.language for source in sources)}
    if not sources or case.language in languages or case.candidate.similarity < _TELLS_THE_SAME:
        return []
    return [_ANCESTRY]


def _relation(case: Case, sources: int) -> Relation:
    assert case.alignment is not None
    if sources > 1:
        return "partial-translation"
    alignment = case.alignment
    reworked = alignment.order < 0.9 or alignment.source_coverage < 0.8
    if alignment.target_coverage < (0.9 if reworked else 0.7):
        return "adaptation"
    return "translation" if alignment.source_coverage >= 0.5 else "partial-translation"


def _original(rank: int, case: Case, decision: Decision, relation: Relation, ledger: tuple[Evidence, ...]) -> Original:
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


def _logistic(x: float) -> float:
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, x))))
