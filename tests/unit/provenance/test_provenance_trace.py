"""Verdict, chain and pivot from the evidence."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from audit.provenance import trace
from audit.types import (
    Article,
    Document,
    Evidence,
    Finding,
    HeadMetadata,
    Languages,
    LanguageSpan,
    Leftover,
    Original,
    Sentence,
    Severity,
    Span,
)

PROSE = "La ville a rouvert le pont mardi. Les habitants étaient nombreux.\nLe maire a parlé de trois ans de travaux."


def article(text: str = PROSE, language: str = "fr", **languages: object) -> Article:
    identity = hashlib.sha256(text.encode()).hexdigest()
    sentences = (Sentence(0, Span(0, len(text)), "paragraph"),) if text else ()
    return Article(Document(f"sha256:{identity}", text), Languages(language, 1.0, **languages), sentences)  # type: ignore[arg-type]


def original(language: str, decision: str = "source", relation: str = "translation", text: str = "x") -> Original:
    return Original("o1", 1, article(text, language), decision, relation, 0.95, 0.8, 0.9, 0.9, ())  # type: ignore[arg-type]


def finding(text: str, explained_by: tuple[str, ...], kind: str, category: str = "accuracy/mistranslation") -> Finding:
    return Finding("XX001", kind, category, kind, Severity.MAJOR, 0.9, Span(0, 2), text, "", explained_by=explained_by)


def passage(text: str, language: str, kind: str = "untranslated_passage") -> Article:
    whole = f"{text}\n{PROSE}"
    return article(whole, spans=(LanguageSpan(Span(0, len(text)), language, 0.98, kind),))  # type: ignore[arg-type]


def test_prose_without_traces_stays_undetermined_and_says_why() -> None:
    found = trace(article(), (), ())
    assert (found.verdict, found.direct_source_language, found.chain, found.pivot) == ("undetermined", None, (), None)
    assert found.evidence[0].note


def test_empty_text() -> None:
    assert trace(article("", "und"), (), ()).verdict == "undetermined"


def test_grammar_errors_alone_name_no_source() -> None:
    errors = [finding(f"w{i}", (), "agreement", "fluency/grammar") for i in range(40)]
    assert trace(article(), (), errors).direct_source_language is None


def test_an_accepted_original_names_the_language() -> None:
    found = trace(article(), [original("es")], ())
    assert (found.verdict, found.direct_source_language, found.chain) == ("translation", "es", ("es", "fr"))
    assert 0.7 < found.confidence <= 0.85, "nothing shows that it is not the other way round"
    assert any(e.signal == "direction" and "settle" in e.note for e in found.evidence)


def test_a_date_a_passage_or_an_address_settles_the_direction() -> None:
    source = original("es")
    one = article()
    dated = replace(one, document=replace(one.document, published=datetime(2025, 3, 2, tzinfo=UTC)))
    before = replace(source.article.document, published=datetime(2025, 3, 1, tzinfo=UTC))
    earlier = replace(source, article=replace(source.article, document=before))
    assert trace(dated, [earlier], ()).confidence > 0.9
    left_in = passage("La ciudad reabrió el puente el martes después de tres años.", "es")
    assert trace(left_in, [source], ()).confidence > 0.9
    cited = replace(source, evidence=(Evidence("citation", 4.0, "1.00"),))
    assert trace(one, [cited], ()).confidence > 0.9


def test_a_related_text_without_direction_is_no_earlier_link() -> None:
    related = replace(original("en", "related", "common-source"), id="o2", evidence=(Evidence("direction", 0.0),))
    assert trace(article(), [original("de"), related], ()).chain == ("de", "fr")


def test_adaptation() -> None:
    assert trace(article(), [original("en", relation="adaptation")], ()).verdict == "adaptation"


def test_a_passage_left_in_names_the_language_and_a_quotation_does_not() -> None:
    german = "Die Stadt hat die Brücke am Dienstag nach drei Jahren wieder eröffnet."
    assert trace(passage(german, "de"), (), ()).direct_source_language == "de"
    assert trace(passage(german, "de", "quotation"), (), ()).direct_source_language is None
    assert trace(passage(german, "de", "title_or_name"), (), ()).direct_source_language is None


def test_one_english_word_or_button_is_not_enough() -> None:
    words = (Leftover(Span(0, 2), "en", 0.9), Leftover(Span(3, 8), "en", 0.9))
    button = [finding("Comment (0)", ("en",), "scraping-residue", "boilerplate")]
    assert trace(article(leftovers=words), (), button).direct_source_language is None


def test_cited_page_names_the_language_over_page_furniture() -> None:
    text = f"{PROSE}\nSource : https://bao.vn/thanh-pho-mo-lai-cau-sau-ba-nam-post1234567.html\nComment (0)"
    button = [finding("Comment (0)", ("en",), "scraping-residue", "boilerplate")]
    found = trace(article(text), (), button)
    assert found.direct_source_language == "vi"
    assert found.attributions[0].host == "bao.vn"


def test_a_same_language_address_is_no_translation() -> None:
    found = trace(article(f"{PROSE}\nSource : https://journal.fr/le-pont-de-la-ville-est-rouvert"), (), ())
    assert found.direct_source_language is None
    assert found.attributions


def test_divided_evidence_stays_undetermined() -> None:
    text = f"{PROSE}\nSource : https://zeitung.de/12345\nSource : https://diario.es/12345"
    assert trace(article(text), (), ()).verdict == "undetermined"


def test_chain_grows_by_a_related_original() -> None:
    earlier = replace(original("en", "related", "common-source"), id="o2", rank=2)
    assert trace(article(), [original("de"), earlier], ()).chain == ("en", "de", "fr")


def test_parallel_versions_leave_the_chain_short_unless_a_credit_singles_one_out() -> None:
    versions = [replace(original(code, "related", "common-source"), id=f"o{code}") for code in ("es", "en")]
    assert trace(article(), [original("de"), *versions], ()).chain == ("de", "fr")
    credited = original("de", text="Titel.\nDer Text.\n(EFE)")
    assert trace(article(), [credited, *versions], ()).chain == ("es", "de", "fr")


def test_a_version_published_after_the_source_is_no_earlier_link() -> None:
    source, version = original("de"), original("en", "related", "common-source")

    def dated(one: Original, day: int) -> Original:
        document = replace(one.article.document, published=datetime(2025, 3, day, tzinfo=UTC))
        return replace(one, article=replace(one.article, document=document))

    assert trace(article(), [dated(source, 2), dated(version, 1)], ()).chain == ("en", "de", "fr")
    assert trace(article(), [dated(source, 2), dated(version, 3)], ()).chain == ("de", "fr")


def test_chain_grows_by_the_agency_the_direct_source_credits() -> None:
    vietnamese = original("vi", text="Tin chính.\nNội dung.\nTheo CNN")
    assert trace(article(), [vietnamese], ()).chain == ("en", "vi", "fr")
    plain = original("vi", text="Tin chính.\nCNN mở văn phòng mới tại Huế, theo một nguồn tin.\nHết.\nHết.\nHết.\nHết.")
    assert trace(article(), [plain], ()).chain == ("vi", "fr")


def test_pivot_wants_several_artifacts_the_source_does_not_explain() -> None:
    artifacts = [
        finding("alpha", ("en",), "homograph-sense"),
        finding("beta", ("en",), "hybrid-name"),
        finding("gamma", ("en",), "homograph-sense"),
    ]
    assert trace(article(), [original("de")], artifacts).pivot == "en"
    assert trace(article(), [original("de")], artifacts[:2]).pivot is None
    both = [replace(f, explained_by=("de", "en")) for f in artifacts]
    assert trace(article(), [original("de")], both).pivot is None
    assert trace(article(), [original("en")], artifacts).pivot is None


def test_names_spelled_as_in_a_third_language_are_one_kind_of_artifact() -> None:
    text = "Les élus Wolodarev, Grushenkin et Petrushkov ont voté. Puis Grushenkin est parti."
    german = original("de", text="Die Abgeordneten Wolodarew, Gruschenkin und Petruschkow stimmten ab.")
    english = original("en", "related", "common-source", "Deputies Wolodarev, Grushenkin and Petrushkov voted.")
    one = article(text)
    hybrid = [finding("delta", ("en",), "hybrid-name")]
    found = trace(one, [german, replace(english, id="o2", rank=2)], hybrid)
    assert found.pivot == "en"
    assert [e.value for e in found.evidence if e.signal == "spelling"] == ["Wolodarev", "Grushenkin", "Petrushkov"]
    assert all(e.span is not None and e.span.of(text) == e.value for e in found.evidence if e.signal == "spelling")
    assert trace(one, [german, replace(english, id="o2", rank=2)], ()).pivot is None
    assert trace(one, [german], hybrid).pivot is None


def test_a_source_in_the_same_language_is_an_adaptation_of_unknown_origin() -> None:
    found = trace(article(), [original("fr", relation="adaptation")], ())
    assert (found.verdict, found.direct_source_language, found.chain) == ("adaptation", None, ())


def test_a_reference_to_a_foreign_site_is_no_translation() -> None:
    for line in ("Source : https://www.bbc.com/news/12345", "Sources : https://who.int/a https://www.zeit.de/1"):
        assert trace(article(f"{PROSE}\n{line}"), (), ()).direct_source_language is None


def test_one_caption_is_one_witness() -> None:
    text = f"{PROSE}\n(Symbolbild/XY)"
    start = text.index("Symbolbild")
    words = (Leftover(Span(start, start + 10), "de", 0.9, "caption_tag"),)
    spans = (LanguageSpan(Span(start - 1, len(text)), "de", 0.9, "caption"),)
    once = [e for e in trace(article(text), (), ()).evidence if e.language == "de"]
    again = [e for e in trace(article(text, leftovers=words, spans=spans), (), ()).evidence if e.language == "de"]
    assert sum(e.weight for e in once) == sum(e.weight for e in again) > 0


def test_declared_translation_decides() -> None:
    text = f"{PROSE}\nTraduit de l'espagnol par Anne Petit"
    found = trace(article(text), (), ())
    assert (found.direct_source_language, found.verdict) == ("es", "translation")


def test_page_head_speaks() -> None:
    one = article()
    head = HeadMetadata(translation_of=("https://zeitung.de/der-preis-und-die-folgen",))
    declared = replace(one, document=replace(one.document, metadata=head))
    assert trace(declared, (), ()).direct_source_language == "de"


def test_own_report_is_an_original_when_nothing_speaks_against_it() -> None:
    text = f"Propos recueillis par Anne Petit\n{PROSE}"
    assert trace(article(text), (), ()).verdict == "original"
    assert trace(article(text), [original("de")], ()).verdict == "translation"


def test_evidence_spans_lie_in_the_article() -> None:
    german = "Die Stadt hat die Brücke am Dienstag nach drei Jahren wieder eröffnet."
    one = passage(german, "de")
    for line in trace(one, (), ()).evidence:
        assert line.span is None or line.span.of(one.text)


def words_of(text: str, language: str, *wanted: str) -> tuple[Leftover, ...]:
    return tuple(Leftover(Span(text.index(w), text.index(w) + len(w)), language, 0.95) for w in wanted)


def test_words_that_may_be_borrowed_never_carry_a_verdict() -> None:
    foreign = ["gestiegen", "gelungen", "angekündigt", "beschlossen", "vereinbart"]
    text = " ".join(["Les élus ont", *foreign, "le texte."])
    found = trace(article(text, leftovers=words_of(text, "de", *foreign)), (), ())
    assert found.direct_source_language is None
    assert [e for e in found.evidence if e.signal == "leftover"], "they are shown all the same"


def test_loanwords_and_names_are_no_evidence() -> None:
    text = "The enfant terrible met Otto Weiß at the piazza, with a nouvelle touch."
    leftovers = (
        *words_of(text, "fr", "enfant", "nouvelle"),
        *words_of(text, "it", "piazza"),
        *words_of(text, "de", "Weiß"),
    )
    assert not [e for e in trace(article(text, "en", leftovers=leftovers), (), ()).evidence if e.signal == "leftover"]


def left(text: str, language: str, *pieces: str) -> Article:
    spans = [Span(text.index(piece), text.index(piece) + len(piece)) for piece in pieces]
    return article(text, "en", spans=tuple(LanguageSpan(s, language, 0.99, "untranslated_passage") for s in spans))


SHORT = "je ne sais quoi de plus étrange"
LONG = "la mairie n'a pas encore dit quand le vieux pont serait de nouveau ouvert aux voitures"


@pytest.mark.parametrize(
    ("text", "pieces", "source"),
    [
        (f"The mayor has a certain {SHORT}, they say.", (SHORT,), None),
        (f"The mayor spoke.\n{SHORT}\nThey left.", (SHORT,), None),
        (f"The mayor spoke.\n{SHORT}\nThey left.\nle pont reste encore fermé\nSo did we.", (SHORT, "le pont reste encore fermé"), "fr"),
        (f"The mayor spoke.\n{LONG}\nThey left.", (LONG,), "fr"),
        (f"The mayor spoke.\nRead this in French: {LONG}\nThey left.", (LONG,), None),
        ("The choir sang.\nO nuit trop brève\nô nuit sans fin\nmon cœur s'achève\ndans mon jardin\nThey left.", ("O nuit trop brève\nô nuit sans fin\nmon cœur s'achève\ndans mon jardin",), None),
    ],
    ids=["inside a sentence", "one short line", "two short lines", "one long line", "behind a label", "verse"],
)  # fmt: skip
def test_only_sentences_left_in_carry_a_verdict(text: str, pieces: tuple[str, ...], source: str | None) -> None:
    assert trace(left(text, "fr", *pieces), (), ()).direct_source_language == source


def test_the_newsrooms_own_reporter_speaks_against_a_translation() -> None:
    body = f"The mayor spoke.\n{LONG}\nThey left."
    with_byline = f"From our special correspondent in Lyon\n{body}"
    assert trace(left(with_byline, "fr", LONG), (), ()).confidence < trace(left(body, "fr", LONG), (), ()).confidence
    envoy = f"The mayor met our special correspondent of the United Nations, which surprised everybody there.\n{body}"
    assert trace(left(envoy, "fr", LONG), (), ()).confidence == trace(left(body, "fr", LONG), (), ()).confidence


def test_picture_credits_furniture_words_and_references_together_are_not_enough() -> None:
    text = f"{PROSE} gestiegen gelungen\n(Symbolbild/XY)\nSee https://www.zeit.de/artikel/1 too.\nKommentare (0)"
    start = text.index("Kommentare")
    spans = (LanguageSpan(Span(start, len(text)), "de", 0.9, "furniture"),)
    one = article(text, leftovers=words_of(text, "de", "gestiegen", "gelungen"), spans=spans)
    habit = finding("« 12.5 »", ("de",), "number-format", "locale/number")
    assert trace(one, (), [habit]).direct_source_language is None


def test_a_version_declared_by_the_page_is_no_evidence_of_a_verdict() -> None:
    one = article()
    head = HeadMetadata(hreflang=tuple((tag, f"https://a.example/{tag}") for tag in ("de", "en", "es")))
    declared = replace(one, document=replace(one.document, metadata=head))
    assert trace(declared, (), ()).verdict == "undetermined"


def test_lexical_artifacts_count_when_two_kinds_agree() -> None:
    same = [finding(f"w{i}", ("de",), "homograph-sense") for i in range(6)]
    other = [finding(f"v{i}", ("de",), "literal-calque") for i in range(6)]
    assert trace(article(), (), same).direct_source_language is None
    assert trace(article(), (), same + other).direct_source_language == "de"
