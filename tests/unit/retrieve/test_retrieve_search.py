"""Search and decision on small archives, with a toy encoder."""

from __future__ import annotations

import hashlib
import math
import pickle
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest

from audit.encode.protocol import Vectors
from audit.retrieve import Archive, Candidate, decide, retrieve
from audit.retrieve.direction import cited_language, is_same_text, points_to
from audit.retrieve.residue import shown_through
from audit.types import Alignment, Article, Bead, Document, Languages, LanguageSpan, Sentence, Span


class WordEncoder:
    """A text is the sum of its words' fixed directions; ``le.riz`` and ``der.riz`` share theirs."""

    id = "toy"
    dimensions = 192
    languages = None

    def encode(self, texts: Sequence[str]) -> Vectors:
        out = np.zeros((len(texts), self.dimensions), np.float32)
        for row, text in zip(out, texts, strict=True):
            for word in text.casefold().split():
                digest = hashlib.sha256(word.split(":")[-1].encode()).digest()
                row += np.random.default_rng(int.from_bytes(digest[:4], "big")).standard_normal(self.dimensions)
            row /= np.linalg.norm(row) or 1.0
        return out


def article(lines: Sequence[str], language: str, name: str) -> Article:
    text, sentences = "", []
    for index, line in enumerate(lines):
        sentences.append(Sentence(index, Span(len(text), len(text) + len(line)), "paragraph", index))
        text += line + "\n"
    identity = hashlib.sha256(f"{name}{text}".encode()).hexdigest()
    return Article(Document(f"sha256:{identity}", text, path=name), Languages(language, 1.0), tuple(sentences))


def words(prefix: str, numbers: Sequence[int]) -> str:
    return " ".join(f"{prefix}:w{n}" for n in numbers)


def story(prefix: str, seed: int, language: str, name: str, sentences: int = 6) -> Article:
    lines = [words(prefix, range(seed + 10 * i, seed + 10 * i + 9)) for i in range(sentences)]
    return article(lines, language, name)


def bijection(target: Article, original: Article, share: float = 1.0) -> Alignment:
    count = int(len(target.sentences) * share)
    beads = tuple(Bead((i,), (i,), 0.9, 0.95) for i in range(count))
    return Alignment(original.document.id, beads, share, share)


def sums_to_log_odds(probability: float, weights: Sequence[float]) -> bool:
    return math.isclose(math.log(probability / (1 - probability)), math.fsum(weights), abs_tol=1e-3)


def test_the_translation_is_found_among_other_stories() -> None:
    query = story("fr", 0, "fr", "q")
    archive = Archive.of([story("de", 1000 * i, "de", f"d{i}") for i in range(30)])
    assert retrieve(query, archive, WordEncoder())[0].article.document.path == "d0"


def test_the_article_itself_is_not_its_original() -> None:
    one, two = story("fr", 0, "fr", "q"), story("de", 0, "de", "d")
    archive = Archive.of([one, two])
    assert [c.article.document.path for c in retrieve(one, archive, WordEncoder())] == ["d"]
    renamed = replace(one, document=replace(one.document, path="elsewhere"))
    assert [c.article.document.path for c in retrieve(renamed, archive, WordEncoder())] == ["d"]


def test_a_cited_slug_finds_its_headline_without_an_encoder() -> None:
    target = article(["Gạo tăng giá mạnh nhất trong mười năm", "Nội dung bài."], "vi", "v")
    others = [article([f"Tin số {i} về thời tiết", "Nội dung bài."], "vi", f"o{i}") for i in range(5)]
    query = article(
        ["Le riz flambe.", "Source : https://bao.vn/gao-tang-gia-manh-nhat-trong-muoi-nam-post1234567.html"], "fr", "q"
    )
    best = retrieve(query, Archive.of([*others, target]), None)[0]
    assert best.article.document.path == "v"
    assert best.citation == 1.0
    assert any(e.signal == "citation" and e.span is not None for e in best.evidence)


def test_an_archive_travels_and_stays_equal() -> None:
    archive = Archive.of([story("de", 1000 * i, "de", f"d{i}") for i in range(3)])
    assert pickle.loads(pickle.dumps(archive)) == archive
    query = story("fr", 1000, "fr", "q")
    again = pickle.loads(pickle.dumps(archive))
    assert retrieve(query, archive, WordEncoder()) == retrieve(query, again, WordEncoder())


def test_empty_archive_and_empty_article() -> None:
    empty = article([], "und", "e")
    assert retrieve(empty, Archive.of([]), WordEncoder()) == ()
    assert decide(empty, (), ()) == ()
    found = retrieve(empty, Archive.of([story("de", 0, "de", "d")]), WordEncoder())
    assert all(c.similarity == 0.0 for c in found)


def decided(query: Article, *others: tuple[Article, float]) -> dict[str, tuple[str, float]]:
    archive = Archive.of([a for a, _ in others])
    shares = {a.document.id: share for a, share in others}
    candidates = retrieve(query, archive, WordEncoder())
    alignments = [bijection(query, c.article, shares[c.article.document.id]) for c in candidates]
    originals = decide(query, candidates, alignments)
    for original in originals:
        derived = original.probability if original.decision != "rejected" else 1 - original.probability
        assert sums_to_log_odds(derived, [e.weight for e in original.evidence])
    return {o.article.document.path or "": (o.decision, o.probability) for o in originals}


def test_full_translation_is_the_source_and_the_rest_rejected() -> None:
    query = story("fr", 0, "fr", "q")
    verdicts = decided(query, (story("de", 0, "de", "d"), 1.0), (story("en", 9000, "en", "e"), 0.0))
    assert verdicts["d"][0] == "source"
    assert verdicts["d"][1] > 0.9
    assert verdicts.get("e", ("rejected", 1.0))[0] == "rejected"


def test_a_text_on_the_same_event_is_no_source() -> None:
    query = story("fr", 0, "fr", "q")
    same_event = article([*(s.span.of(story("de", 0, "de", "x").text) for s in story("de", 0, "de", "x").sentences[:1]),
                          words("de", range(7000, 7040))], "de", "event")  # fmt: skip
    assert decided(query, (same_event, 0.15)).get("event", ("rejected", 1.0))[0] == "rejected"


def part(original: Article, targets: Sequence[int]) -> Alignment:
    beads = tuple(Bead((j,), (i,), 0.7, 0.97) for i, j in enumerate(targets))
    return Alignment(original.document.id, beads, len(targets) / 10, 1.0)


def stitched(*parts: Sequence[int]) -> list[str]:
    query = story("fr", 0, "fr", "a.txt", 10)
    originals = [story("de", 500 * k, "de", f"{k}.txt", 10) for k in range(len(parts))]
    candidates = [Candidate(o, k + 1, 0.25, 0.1, 0.0, 0.0, ()) for k, o in enumerate(originals)]
    found = decide(query, candidates, [part(o, p) for o, p in zip(originals, parts, strict=True)])
    return sorted(o.article.document.path or "" for o in found if o.decision == "source")


def test_two_originals_that_carry_an_article_together_are_both_sources() -> None:
    assert stitched(range(5), range(5, 10)) == ["0.txt", "1.txt"]


def test_half_an_article_alone_or_two_sentences_of_the_rest_are_not_enough() -> None:
    assert stitched(range(4)) == []
    assert stitched(range(5), (5, 6)) == []


def test_same_language_sibling_is_no_source() -> None:
    query, sibling = story("fr", 0, "fr", "q"), story("fr", 0, "fr", "s")
    assert decided(query, (sibling, 0.9))["s"][0] != "source"


def test_left_in_passage_tells_the_direct_source_from_its_ancestor() -> None:
    german, english = story("de", 0, "de", "d"), story("en", 0, "en", "e")
    left_in = german.sentence_text(0)
    lines = [left_in, *(s.span.of(story("fr", 0, "fr", "x").text) for s in story("fr", 0, "fr", "x").sentences[1:])]
    query = article(lines, "fr", "q")
    span = LanguageSpan(Span(0, len(left_in)), "de", 0.99, "untranslated_passage")
    query = replace(query, languages=Languages("fr", 0.99, (span,)))
    verdicts = decided(query, (english, 0.9), (german, 0.9))
    assert verdicts["d"][0] == "source"
    assert verdicts["e"][0] == "related"


def test_among_the_audited_articles_direction_must_show() -> None:
    query, other = story("fr", 0, "fr", "q"), story("de", 0, "de", "d")
    candidates = retrieve(query, Archive.of([other]), WordEncoder())
    alignments = [bijection(query, other)]
    assert decide(query, candidates, alignments)[0].decision == "source"
    assert decide(query, candidates, alignments, trusted=False)[0].decision == "related"
    earlier = replace(other, document=replace(other.document, published=datetime(2025, 2, 1, tzinfo=UTC)))
    dated = replace(query, document=replace(query.document, published=datetime(2025, 3, 1, tzinfo=UTC)))
    found = retrieve(dated, Archive.of([earlier]), WordEncoder())
    assert decide(dated, found, alignments, trusted=False)[0].decision == "source"


def test_of_two_audited_articles_at_most_one_is_made_from_the_other() -> None:
    left_in = story("de", 0, "de", "d").sentence_text(0)
    french = [s.span.of(story("fr", 0, "fr", "x").text) for s in story("fr", 0, "fr", "x").sentences]
    german = [s.span.of(story("de", 0, "de", "x").text) for s in story("de", 0, "de", "x").sentences]
    one, two = article([left_in, *french[1:]], "fr", "one"), article([*german[:-1], french[-1]], "de", "two")
    last = two.sentences[-1].span
    one = replace(
        one, languages=Languages("fr", 1.0, (LanguageSpan(one.sentences[0].span, "de", 0.9, "untranslated_passage"),))
    )
    two = replace(two, languages=Languages("de", 1.0, (LanguageSpan(last, "fr", 0.9, "untranslated_passage"),)))
    for dated in (False, True):
        if dated:
            two = replace(two, document=replace(two.document, published=datetime(2025, 3, 2, tzinfo=UTC)))
            one = replace(one, document=replace(one.document, published=datetime(2025, 3, 1, tzinfo=UTC)))
        archive = Archive.of([one, two])
        found = [
            decide(a, retrieve(a, archive, WordEncoder()), [bijection(a, b)], trusted=False)
            for a, b in ((one, two), (two, one))
        ]
        assert sum(o.decision == "source" for originals in found for o in originals) <= 1
        candidates = [Candidate(b, 1, 1.0, 0.8, 0.3, 0.0, 0.0) for b in (two, one)]
        forward, back = (
            points_to(a, c, shown_through(a, c.article)) for a, c in zip((one, two), candidates, strict=True)
        )
        assert forward == -back


@pytest.mark.parametrize("extra", ["", "Mehr zum Thema: das Wetter"])
def test_the_same_text_elsewhere_is_rejected_and_said_to_be_the_same(extra: str) -> None:
    query = story("fr", 0, "fr", "q", 12)
    lines = [query.sentence_text(i) for i in range(12)]
    copy = article([*lines, extra] if extra else lines, "fr", "other.html")
    candidates = retrieve(query, Archive.of([copy]), WordEncoder())
    found = decide(query, candidates, [bijection(query, copy)])
    assert [o.decision for o in found] == ["rejected"]
    assert found[0].evidence[-1].note == "same text"
    assert found[0].probability > 0.9


def test_a_longer_text_that_holds_the_article_is_not_the_same() -> None:
    long = story("fr", 0, "fr", "long", 30)
    query = article([long.sentence_text(i) for i in range(10)], "fr", "q")
    assert not is_same_text(query, long)
    assert is_same_text(query, article([query.text], "fr", "copy"))


def test_beside_a_credited_page_in_another_language_an_ancestor_is_related() -> None:
    english = story("en", 0, "en", "e")
    lines = [s.span.of(story("fr", 0, "fr", "x").text) for s in story("fr", 0, "fr", "x").sentences]
    address = "https://bao.vn/thanh-pho-mo-lai-cau-sau-ba-nam-post1234567.html"
    credited, mentioned = (
        article([*lines, f"Source : {address}"], "fr", "q"),
        article(
            [*lines, f"Le détail des travaux engagés par la commune se trouve ici, dit le maire : {address}"], "fr", "m"
        ),
    )
    assert cited_language(credited) == "vi"
    assert cited_language(mentioned) is None
    assert decided(credited, (english, 0.9))["e"][0] == "related"
    assert decided(mentioned, (english, 0.9))["e"][0] == "source"


def test_an_ancestor_is_related_only_beside_its_descendant() -> None:
    query, german, english = story("fr", 0, "fr", "q"), story("de", 0, "de", "d"), story("en", 0, "en", "e")
    assert decided(query, (german, 1.0), (english, 0.35))["e"][0] == "related"


def test_an_ancestor_alone_is_no_direct_source_of_a_text_with_another_language_left_in() -> None:
    query, english = story("fr", 0, "fr", "q"), story("en", 0, "en", "e")
    left_in = LanguageSpan(query.sentences[0].span, "de", 0.99, "untranslated_passage")
    marked = replace(query, languages=Languages("fr", 0.99, (left_in,)))
    assert decided(query, (english, 0.9))["e"][0] == "source"
    assert decided(marked, (english, 0.9))["e"][0] == "related"


def test_copies_of_one_wire_text_tie() -> None:
    query = story("fr", 0, "fr", "q")
    first, second = story("de", 0, "de", "one"), story("de", 0, "de", "two")
    verdicts = decided(query, (first, 1.0), (second, 1.0))
    assert {decision for decision, _ in verdicts.values()} == {"source"}
    assert all(probability <= 0.55 for _, probability in verdicts.values()), "a copy is as likely as the other"


def test_a_candidate_published_later_is_doubted() -> None:
    query, other = story("fr", 0, "fr", "q"), story("de", 0, "de", "d")
    dated = replace(query, document=replace(query.document, published=datetime(2025, 3, 1, tzinfo=UTC)))
    later = replace(other, document=replace(other.document, published=datetime(2025, 3, 4, tzinfo=UTC)))
    before = replace(other, document=replace(other.document, published=datetime(2025, 2, 27, tzinfo=UTC)))

    def odds(candidate: Article) -> float:
        one = Candidate(candidate, 1, 1.0, 0.8, 0.3, 0.0, 0.0)
        return math.fsum(e.weight for e in decide(dated, [one], [bijection(dated, candidate)])[0].evidence)

    assert odds(later) < odds(before)
