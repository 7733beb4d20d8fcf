"""A negation of the original is gone.

## What it does
Reports a clause whose original negates ("nicht", "aucun", "never", "không") while the
translation has neither a negation nor any other word of negative meaning ("without",
"refuse", "hardly", "im-possible"), and has the negated word itself, translated word for
word. The mark is the verb phrase that stands where the negation would.

## Why it matters
The sentence says the opposite of the original and reads well.

## Known limits
Cautious: good translators say a negative by its contrary ("does not give up", "fights on"),
so a clause whose negated word has no plain counterpart is left to rule AC215, and so are
questions, bounds ("not before"), quantities ("not all") and conditions. Pairs of very
unequal length are left alone, and so is a pair in which the other side has any word that
could carry the negative sense. Two negations of which one is lost are not counted. The
place of the mark is worked out from numbers, names and word order.

## References
Negation as an error class of machine translation: Hossain et al., "It's not a
Non-Issue: Negation as a Source of Error in Machine Translation", Findings of EMNLP 2020.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import Literal

from audit.rules.accuracy._bead import around_source, around_target, projected, trusted
from audit.rules.accuracy._lexis import frequency
from audit.rules.accuracy._negated import kept_literally, turned_round
from audit.rules.base import BeadContext, BeadExample, Hit, bead_rule
from audit.text.names import fold
from audit.text.negation import barred, hints, known, lexemes, negations, prefixes, verbs
from audit.text.numbers import numbers
from audit.types import Severity, Span

_EXAMPLES = (
    BeadExample(
        "Das Museum wird in diesem Jahr nicht geöffnet.", "Le musée est ouvert cette année.", ("de", "fr"),
        ("est ouvert",),
    ),
    BeadExample("Das Geld wird in diesem Jahr nicht ausgezahlt.", "L'argent n'est pas versé cette année.", ("de", "fr")),
    BeadExample("The minister did not answer.", "Le ministre a refusé de répondre.", ("en", "fr")),
    BeadExample("La alcaldesa no quiso dar cifras.", "La maire a voulu donner des chiffres.", ("es", "fr"), ("a voulu",)),
    BeadExample("Not only the roof burned down.", "Auch das Dach brannte ab.", ("en", "de")),
    BeadExample(
        "Công ty chưa công bố báo cáo tài chính năm 2024.", "The company has published its 2024 report.", ("vi", "en"),
        ("has published",),
    ),
    BeadExample(
        "La ministra no venderá la casa este año.", "Die Ministerin wird das Haus in diesem Jahr verkaufen.",
        ("es", "de"), ("wird das Haus in diesem Jahr verkaufen",), note="the verb stands at the end",
    ),
    BeadExample("Sevilla no se rinde.", "Sevilla kämpft weiter.", ("es", "de"), note="told by the contrary"),
    BeadExample("The vote is not due before May.", "Le vote aura lieu en mai au plus tôt.", ("en", "fr"), note="a bound"),
    BeadExample("They do not sell the house.", "Sie verkaufen not das Haus.", ("en", "de"), note="not translated, not lost"),
    BeadExample("Das ist unmöglich.", "C'est impossible.", ("de", "fr")),
    BeadExample(
        "The court did not rule out an appeal.", "Le tribunal a exclu un appel.", ("en", "fr"), ("a exclu",),
        note="a negated negative",
    ),
)  # fmt: skip

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_BEHIND = 50
"""Characters after a negation in which a word of negative meaning is negated by it."""
_TELLING = 5
"""Letters from which such a word is more than a particle."""
_CLAUSE_END = re.compile(r"[,;:.!?()«»“”„\"–—]")


@bead_rule(
    category="accuracy/mistranslation",
    kind="negation-lost",
    severity=Severity.CRITICAL,
    confidence=0.85,
    examples=_EXAMPLES,
)
def rule(bead: BeadContext) -> Iterator[Hit]:
    """Negations of the original without anything negative in the article, what they negate kept word for word."""
    yield from (hit for hit, literal in lost_negations(bead) if literal)


def lost_negations(bead: BeadContext) -> Iterator[tuple[Hit, bool]]:
    """Negations without a counterpart, and whether the rest shows that nothing but the negation is missing."""
    if not trusted(bead) or not (known(bead.source_language) and known(bead.target_language)):
        return
    pairs = clauses(bead)
    for theirs, ours in pairs:
        cues = [c for c in negations(bead.source_text, bead.source_language) if theirs.contains(c)]
        loss = _loss(bead, theirs, ours, cues[0]) if cues else None
        if loss is None or _elsewhere(bead, pairs, theirs):
            continue
        mark = _place(bead, cues[0], theirs, ours)
        if mark is None:
            continue
        hit = Hit(
            bead.in_target(mark.start, mark.end),
            f"The original negates here (“{cues[0].of(bead.source_text)}”); nothing in this sentence does.",
            source_span=bead.in_source(*_around(bead.source_text, cues[0])),
        )
        yield hit, loss == "of a negative" or _literally(bead, theirs, ours, cues[0])


def _literally(bead: BeadContext, theirs: Span, ours: Span, cue: Span) -> bool:
    if turned_round(bead.source_text, bead.source_language, cue):
        return False
    verbal = _of_the_verb(cue.of(bead.source_text), bead.source_language)
    source, target = theirs.of(bead.source_text), ours.of(bead.target_text)
    place = Span(cue.start - theirs.start, cue.end - theirs.start)
    return kept_literally(source, bead.source_language, place, target, bead.target_language, verbal=verbal)


def clauses(bead: BeadContext) -> list[tuple[Span, Span]]:
    """The two sides cut at full stops and colons where that gives as many parts on both, else whole; (source, target)."""
    theirs, ours = _parts(bead.source_text), _parts(bead.target_text)
    if len(theirs) != len(ours):
        theirs, ours = [Span(0, len(bead.source_text))], [Span(0, len(bead.target_text))]
    return [
        (one, other)
        for one, other in zip(theirs, ours, strict=True)
        if 0.45 <= len(other) / max(1, len(one)) <= 2.2 and len(one) <= 500
    ]


def _parts(text: str) -> list[Span]:
    cuts = [m.end() for m in re.finditer(r"[.:;!?…][\"”»“’)\]]*(?=\s|$)", text)]
    edges = [0, *cuts, len(text)]
    return [Span(a, b) for a, b in pairwise(edges) if len(_WORD.findall(text[a:b])) >= 2]


def _loss(bead: BeadContext, theirs: Span, ours: Span, cue: Span) -> Literal["plain", "of a negative"] | None:
    """How the clause lost its negation, if it did: as it stands, or of a negative word that is left ("has ruled out")."""
    source, target = theirs.of(bead.source_text), ours.of(bead.target_text)
    if negations(target, bead.target_language) or re.search(
        rf"(?<!\w){re.escape(cue.of(bead.source_text))}(?!\w)", target, re.IGNORECASE
    ):
        return None  # … or the original's own word was left standing
    # a negated negative: "did not fail to", "did not rule out"
    behind = source[max(0, cue.end - theirs.start) :][:_BEHIND]
    behind = _CLAUSE_END.split(behind, maxsplit=1)[0]
    near = [h for h in lexemes(behind, bead.source_language) if len(h) >= _TELLING]
    if not negative(target, bead.target_language):
        return None if near else "plain"
    # … which became "has ruled out"
    next_to = [h for h in near if len(_WORD.findall(behind[: h.start])) <= 1]
    own = [h for h in hints(target, bead.target_language) if len(h) >= _TELLING and " " not in h.of(target)]
    alone = (
        len(own) == 1
        and not barred(target, bead.target_language)
        and len(hints(source, bead.source_language)) == len(next_to)
    )
    return "of a negative" if next_to and alone else None


def _elsewhere(bead: BeadContext, pairs: list[tuple[Span, Span]], lost: Span) -> bool:
    """Whether the negation may have gone to another clause or over the bead's border."""
    for theirs, ours in pairs:
        if theirs == lost or negations(theirs.of(bead.source_text), bead.source_language):
            continue
        if negations(ours.of(bead.target_text), bead.target_language):
            return True
    source, target = bead.source_text, bead.target_text
    spare = len(negations(around_target(bead), bead.target_language)) - len(negations(target, bead.target_language))
    due = len(negations(around_source(bead), bead.source_language)) - len(negations(source, bead.source_language))
    # French negates twice ("ne … pas")
    twice = {bead.source_language == "fr": 1, bead.target_language == "fr": 2}.get(True, 1)
    return spare > due * twice


def negative(text: str, language: str) -> bool:
    """Whether any word could carry a negative sense."""
    if hints(text, language):
        return True
    return any(_prefixed(match[0].lower(), language) for match in _WORD.finditer(text))


@cache
def _prefixed(word: str, language: str) -> bool:
    """Whether the word is the negation of a known one: "un-converted", "in-adéquat"."""
    for prefix in prefixes(language):
        stem = word.removeprefix(prefix)
        if stem != word and len(stem) >= 5 and frequency(stem, language) >= _KNOWN:
            return True
    return False


_KNOWN = 2.6


def _around(text: str, cue: Span) -> tuple[int, int]:
    """The cue with the words around it, at most to the next comma, two words each way."""
    before = list(_WORD.finditer(text, max(0, cue.start - 40), cue.start))[-2:]
    after = list(_WORD.finditer(text, cue.end, min(len(text), cue.end + 40)))[:2]
    start = next((m.start() for m in before if not _CLAUSE_END.search(text, m.start(), cue.start)), cue.start)
    ends = [m.end() for m in after if not _CLAUSE_END.search(text, cue.end, m.start())]
    return start, ends[-1] if ends else cue.end


def _place(bead: BeadContext, cue: Span, theirs: Span, ours: Span) -> Span | None:
    """The verb phrase of the target nearest to where the negation would stand."""
    source, target = bead.source_text, bead.target_text
    anchors = [(a - theirs.start, b - ours.start) for a, b in _anchors(bead) if theirs.start <= a < theirs.end]
    anchors = [(a, b) for a, b in anchors if 0 <= b <= len(ours)]
    expected = ours.start + projected(cue.start - theirs.start, anchors, len(theirs), len(ours))
    auxiliaries = verbs(bead.target_language)
    words = list(_WORD.finditer(target, ours.start, ours.end))
    if not words:
        return None
    reach = max(14.0, len(ours) * 0.15)
    candidates = [i for i, w in enumerate(words) if _bare(w[0]) in auxiliaries]
    near = [i for i in candidates if abs(words[i].start() - expected) <= reach]
    if near:
        first = min(near, key=lambda i: abs(words[i].start() - expected))
        last = first
        while last + 1 < len(words) and last - first < 1 + (_bare(words[last][0]) in auxiliaries and last > first):
            if _CLAUSE_END.search(target, words[last].end(), words[last + 1].start()):
                break
            last += 1
        if bead.target_language in _VERB_LAST:
            last = _final_verb(words, first, target) or last
        if not _of_the_verb(cue.of(source), bead.source_language):
            first = _subject(words, first, cue, source, target)
        elif first > 0 and words[first - 1][0].lower() in _REFLEXIVE:
            first -= 1
        return Span(words[first].start(), words[last].end())
    centre = min(range(len(words)), key=lambda i: abs((words[i].start() + words[i].end()) / 2 - expected))
    last = min(len(words) - 1, centre + 1)
    return Span(words[max(0, centre - 1)].start(), words[last].end())


_VERB_LAST = frozenset({"de", "nl"})
_VERBAL = re.compile(
    r"not|\w+n['’]t|n[eo]|n['’]\w*|não|nao|non|nie|niet|nicht|pas|не|không|chưa|chẳng|nunca|never|nigdy", re.IGNORECASE
)
"""Negations of the verb; the others ("kein", "aucun", "no bridge") negate the subject or the object."""
_REFLEXIVE = frozenset({"si", "se", "sich", "zich", "się"})
_NON_FINITE = re.compile(r"\w*ge\w{2,}(?:t|en|d)|(?:ver|be|ent|er|zer|ont|her)\w{2,}(?:t|d|en)|\w{3,}(?:en|iert|eerd)")
"""How German and Dutch participles and infinitives look."""
_LONGEST = 60
"""Characters beyond which the two parts of a verb are marked no more as one."""


def _of_the_verb(cue: str, language: str) -> bool:
    return _VERBAL.fullmatch(cue) is not None and not (language == "en" and cue.lower() == "no")


def _final_verb(words: list[re.Match[str]], first: int, target: str) -> int | None:
    """Index of the participle or infinitive that closes the auxiliary's clause; ``None`` when nothing looks like one."""
    last = first
    while last + 1 < len(words) and not _CLAUSE_END.search(target, words[last].end(), words[last + 1].start()):
        last += 1
    for i in range(last, max(first, last - 4), -1):
        word = words[i][0]
        if word.islower() and len(word) >= 5 and _NON_FINITE.fullmatch(word):
            return i if words[i].end() - words[first].start() <= _LONGEST else None
    return None


def _subject(words: list[re.Match[str]], first: int, cue: Span, source: str, target: str) -> int:
    """Take the subject in when the negated word of the original is the subject itself ("No bridge would")."""
    opens = not source[: cue.start].strip() or _CLAUSE_END.search(source[: cue.start].rstrip()[-1:])
    back = first
    while opens and back > 0 and first - back < 3:
        if _CLAUSE_END.search(target, words[back - 1].end(), words[back].start()):
            break
        back -= 1
    return back


def _bare(word: str) -> str:
    return re.sub(r"^[^\W\d_]{1,2}['’]", "", word.lower())


def _anchors(bead: BeadContext) -> list[tuple[int, int]]:
    """Offsets of numbers and words that both sides share, once each."""
    source, target = bead.source_text, bead.target_text
    pairs: list[tuple[int, int]] = []
    theirs = {n.value: n.span.start for n in numbers(source, bead.source_language) if not n.weak}
    pairs += [
        (theirs[n.value], n.span.start)
        for n in numbers(target, bead.target_language)
        if n.value in theirs and not n.weak
    ]
    named = {fold(m[0]): m.start() for m in _WORD.finditer(source) if m[0][0].isupper() and len(m[0]) > 3}
    pairs += [(named[fold(m[0])], m.start()) for m in _WORD.finditer(target) if fold(m[0]) in named]
    return pairs
