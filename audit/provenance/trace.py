"""From the ledger to a verdict: direct source language, chain, pivot, confidence."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence

from audit.provenance.attribution import Credit, credits_of
from audit.provenance.evidence import PRIOR, primary, source_evidence
from audit.provenance.spelling import third_spellings
from audit.retrieve.direction import UNDIRECTED, hours_before
from audit.types import Article, Attribution, Evidence, Finding, InnerBead, Original, Provenance, Verdict

__all__ = ["trace"]

_LEAST = 0.0
"""Log-odds a language must reach, prior included, to be named."""
_MARGIN = 0.8
"""By how much it must lead the next language."""
_SOLID = 2.0
"""Weight apart from artifacts that the direct source needs before a pivot is looked for."""
_UNDIRECTED_ODDS = 1.73
"""Log-odds (85 %) at most, where an original is all there is and nothing shows which of the two came first."""
_OWN_REPORT = -1.5
"""Log-odds of a translation, given a line by the newsroom's own reporter: bylines are translated, too."""
_DIRECTING = ("citation", "verbatim")
"""Lines of an original's own ledger that show it came first."""
_SHOWS_DIRECTION = 0.5
"""Weight of other lines for the language from which direction shows."""


def trace(
    article: Article,
    originals: Sequence[Original],
    findings: Sequence[Finding],
    bitext: Sequence[InnerBead] | None = None,
) -> Provenance:
    """Where the article probably came from.

    ``bitext`` is what :func:`~audit.provenance.inner_bitext` found; ``None`` where no encoder looked.

    ``direct_source_language`` is named only when its evidence outweighs the prior and leads
    every other language; with too little of either the verdict stays ``undetermined``. The
    ledger's lines for the named language sum, with the prior, to the log-odds behind
    ``confidence``, less what speaks for the runner-up.
    """
    main = primary(article.languages.main)
    credit_list = credits_of(article)
    lines = source_evidence(article, originals, findings, credit_list, bitext)
    direct, odds = _carrying_most(originals, lines) or _direct(lines)
    own = [c for c in credit_list if c.position == "own"]
    attributions = tuple(c.attribution for c in credit_list if c.position != "own")
    prior = Evidence("prior", PRIOR, "", "before anything is seen", direct)
    if direct is None:
        return _undetermined(lines, own, attributions, originals, main)
    doubt = (*_undirected(article, originals, lines, direct, odds), *_reported(originals, own, direct))
    odds += math.fsum(line.weight for line in doubt)
    if odds < _LEAST:
        return _undetermined((*lines, *doubt), own, attributions, originals, main)
    pivot, pivot_lines = _pivot(direct, main, lines, findings, third_spellings(article, originals, direct))
    chain, chain_lines = _chain(article, direct, main, originals, credit_list)
    return Provenance(
        verdict=_verdict(originals, direct),
        direct_source_language=direct,
        chain=chain,
        pivot=pivot,
        confidence=min(0.99, _logistic(odds)),
        attributions=attributions,
        evidence=(prior, *_ordered([*lines, *doubt]), *chain_lines, *pivot_lines),
    )


def _carrying_most(originals: Sequence[Original], lines: Sequence[Evidence]) -> tuple[str, float] | None:
    """Of accepted originals in several languages, the language that carries most of a stitched article."""
    shares: dict[str, float] = defaultdict(float)
    for original in originals:
        if original.decision == "source":
            shares[primary(original.article.languages.main)] += original.target_coverage
    if len(shares) < 2:
        return None
    language = max(sorted(shares), key=shares.__getitem__)
    return language, PRIOR + math.fsum(line.weight for line in lines if line.language == language)


def _direct(lines: Sequence[Evidence]) -> tuple[str | None, float]:
    """The language the ledger speaks for and its log-odds, or ``None`` when it does not decide."""
    totals: dict[str, float] = defaultdict(lambda: PRIOR)
    for line in lines:
        if line.language:
            totals[line.language] += line.weight
    if not totals:
        return None, PRIOR
    ranked = sorted(totals.items(), key=lambda item: (-item[1], item[0]))
    language, best = ranked[0]
    second = ranked[1][1] if len(ranked) > 1 else PRIOR
    if best < _LEAST or best - second < _MARGIN:
        return None, best
    return language, best - max(0.0, 0.3 * (second - PRIOR))


def _undirected(
    article: Article, originals: Sequence[Original], lines: Sequence[Evidence], direct: str, odds: float
) -> tuple[Evidence, ...]:
    """What is taken off when the text may as well be the original of its original, or both may have a third."""
    sources = [o for o in originals if o.decision == "source" and primary(o.article.languages.main) == direct]
    shown = math.fsum(line.weight for line in lines if line.language == direct and line.signal != "original")
    shown_by_source = any(e.signal in _DIRECTING and e.weight > 0.0 for o in sources for e in o.evidence)
    earlier = any((hours_before(o.article, article) or 0.0) > 0.0 for o in sources)
    if not sources or earlier or shown_by_source or shown >= _SHOWS_DIRECTION or odds <= _UNDIRECTED_ODDS:
        return ()
    note = "nothing shows which of the two came first: a date, a credit or a passage left in would settle it"
    return (Evidence(UNDIRECTED, round(_UNDIRECTED_ODDS - odds, 4), sources[0].id, note, direct),)


def _reported(originals: Sequence[Original], own: Sequence[Credit], direct: str) -> tuple[Evidence, ...]:
    """What a line by the newsroom's own reporter takes off, where no original contradicts it."""
    if not own or any(o.decision == "source" for o in originals):
        return ()
    credit = own[0].attribution
    note = "the newsroom says it reported itself"
    return (Evidence("own_report", _OWN_REPORT, credit.text[:80], note, direct, credit.span),)


def _undetermined(
    lines: Sequence[Evidence],
    own: Sequence[Credit],
    attributions: tuple[Attribution, ...],
    originals: Sequence[Original],
    main: str,
) -> Provenance:
    copied = next((o for o in originals if o.decision == "source" and primary(o.article.languages.main) == main), None)
    if copied is not None:
        line = Evidence(
            "original", 0.0, copied.id, "made from a text in the same language; its own source is unknown", main
        )
        return Provenance("adaptation", None, (), None, copied.probability, attributions, (line, *_ordered(lines)))
    if own and not lines:
        credit = own[0].attribution
        line = Evidence("own_report", 2.0, credit.text, "the newsroom says it reported itself", main, credit.span)
        return Provenance("original", None, (main,), None, _logistic(line.weight - 1.0), attributions, (line,))
    reason = "no trace of another language" if not lines else "traces of other languages, too weak or divided"
    note = Evidence("none", 0.0, "", reason)
    return Provenance("undetermined", None, (), None, 0.0, attributions, (note, *_ordered(lines)))


def _verdict(originals: Sequence[Original], direct: str) -> Verdict:
    own = [o for o in originals if o.decision == "source" and primary(o.article.languages.main) == direct]
    return "adaptation" if own and own[0].relation == "adaptation" else "translation"


def _pivot(
    direct: str, main: str, lines: Sequence[Evidence], findings: Iterable[Finding], spellings: Sequence[Evidence]
) -> tuple[str | None, tuple[Evidence, ...]]:
    """A language that explains several artifacts which the direct source does not.

    Three different artifacts of two kinds are wanted (names spelled as in a third language are
    one kind), and the direct source must stand on more than artifacts: one odd word is a
    coincidence.
    """
    solid = sum(line.weight for line in lines if line.language == direct and line.signal != "artifact")
    if solid < _SOLID:
        return None, ()
    found: dict[str, dict[tuple[str, str], Evidence]] = defaultdict(dict)
    for finding in findings:
        explains = {primary(e) for e in finding.explained_by} - {main}
        if direct in explains or finding.category == "boilerplate" or finding.confidence < 0.5:
            continue
        note = f"{finding.name}: not explained by {direct}"
        for language in explains:
            line = Evidence(
                "pivot", round(0.5 * finding.confidence, 4), finding.text[:60], note, language, finding.span
            )
            found[language].setdefault((finding.kind, finding.text.casefold()), line)
    for line in spellings:
        found[line.language or ""].setdefault(("spelling", line.value.casefold()), line)
    for language, witnesses in sorted(found.items(), key=lambda item: (-len(item[1]), item[0])):
        if len(witnesses) >= 3 and len({kind for kind, _ in witnesses}) >= 2:
            return language, tuple(witnesses.values())
    return None, ()


def _chain(
    article: Article, direct: str, main: str, originals: Sequence[Original], credit_list: Sequence[Credit]
) -> tuple[tuple[str, ...], tuple[Evidence, ...]]:
    """First publication … article. An earlier link needs a related original or a credit in a telling place.

    Related originals in several languages, with no credit that singles one out, are parallel
    versions: which came first is unknown, and the chain stays short.
    """
    accepted = [o.article for o in originals if o.decision == "source" and primary(o.article.languages.main) == direct]
    earlier = [
        o
        for o in originals
        if o.decision == "related"
        and o.relation == "common-source"
        and primary(o.article.languages.main) not in (direct, main)
        and not any((hours_before(one, o.article) or 0.0) > 0.0 for one in accepted)
    ]
    named = [c.attribution for c in credit_list if _publishes_first(c)]
    named += [c.attribution for a in accepted for c in credits_of(a) if _publishes_first(c)]
    agencies = [a for a in named if a.language and primary(a.language) not in (direct, main)]
    by_agency = next((primary(a.language) for a in agencies if a.language), None)
    backed = next((o for o in earlier if primary(o.article.languages.main) == by_agency), None)
    directed = [o for o in earlier if not any(e.signal == UNDIRECTED for e in o.evidence)]
    if backed is None and len({primary(o.article.languages.main) for o in directed}) == 1:
        backed = directed[0]
    if backed is not None:
        first = primary(backed.article.languages.main)
        line = Evidence("earlier_link", 1.5, backed.id, "a related original tells the same in another language", first)
        credit = [_credit_line(article, agencies, first)] if by_agency == first else []
        return (first, direct, main), (line, *credit)
    if by_agency is not None:
        return (by_agency, direct, main), (_credit_line(article, agencies, by_agency),)
    return (direct, main), ()


def _credit_line(article: Article, agencies: Sequence[Attribution], language: str) -> Evidence:
    one = next(a for a in agencies if a.language and primary(a.language) == language)
    inside = one.span is not None and one.span.end <= len(article.text) and one.span.of(article.text) == one.text
    place = "credited in the article" if inside else "credited in the direct source"
    return Evidence("agency", 1.0, one.text, place, language, one.span if inside else None)


def _publishes_first(credit: Credit) -> bool:
    return credit.attribution.kind == "agency" and credit.position in ("dateline", "end")


def _ordered(lines: Sequence[Evidence]) -> tuple[Evidence, ...]:
    return tuple(sorted(lines, key=lambda line: (-line.weight, line.signal, line.language or "", line.value)))


def _logistic(x: float) -> float:
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, x))))
