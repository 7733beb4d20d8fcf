"""The HTML page as a string of elements; what a browser makes of it is tested with a browser."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from lxml import html

from audit.report import Options
from audit.report.page import HtmlWriter
from audit.report.view import safe_link, view, visible
from audit.types import Audit, Provenance, Scores, Span
from tests.report_samples import empty_audit, full_audit, original_audit


def page(audit: Audit, **options: str) -> html.HtmlElement:
    return html.fromstring(HtmlWriter().render(audit, Options(**options)))


def text_of(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_the_verdict_is_a_sentence_that_claims_no_proof() -> None:
    verdict = text_of(page(full_audit()).find_class("verdict")[0])
    assert "Probably a machine translation (source language: German)." in verdict
    assert "strong" in verdict
    assert "not proof" in verdict


def test_every_finding_has_a_card_a_mark_and_links_both_ways() -> None:
    audit = full_audit()
    document = page(audit)
    for number in range(1, len(audit.findings) + 1):
        assert document.get_element_by_id(f"m{number}") is not None
        card = document.get_element_by_id(f"f{number}")
        assert card.xpath(f".//a[@href='#m{number}']")
        assert document.get_element_by_id("article").xpath(f".//a[@href='#f{number}']")


def test_internal_links_lead_somewhere_and_ids_are_unique() -> None:
    for audit in (full_audit(), original_audit(), empty_audit()):
        document = page(audit)
        ids = [element.get("id") for element in document.xpath("//*[@id]")]
        assert len(ids) == len(set(ids))
        wanted = {link.get("href")[1:] for link in document.xpath("//a[starts-with(@href, '#')]")}
        assert wanted <= set(ids)


def test_the_text_of_the_article_is_shown_exactly() -> None:
    document = page(full_audit())
    for unwanted in document.xpath("//*[contains(@class, 'ref') or contains(@class, 'tag') or @class='blockname']"):
        unwanted.text = ""
    paragraphs = [text_of(p) for p in document.xpath("//section[@id='article']//p")]
    assert "La rivière avait monté de 3 mètres le 14 mai. Aucun pompier n'a été blessé." in paragraphs[3]
    assert "« Nous n'avons pas le choix\", a-t-il dit 🚧." in paragraphs[2]


def test_foreign_text_carries_its_language_and_finds_its_direction() -> None:
    document = page(full_audit())
    assert document.get("lang") == "en"
    assert document.xpath("//div[@class='text' and @lang='fr']")
    passages = {e.get("lang") for e in document.xpath("//section[@id='article']//span[@class='passage']")}
    assert passages == {"de", "he"}
    assert all(p.get("dir") == "auto" for p in document.xpath("//div[@class='text']/p"))
    assert document.xpath("//ol[@class='pairs']//p[@lang='de' and @dir='auto']")


def test_hostile_text_stays_text() -> None:
    source = HtmlWriter().render(full_audit()).decode()
    assert "<script>alert" not in source
    assert "&lt;script&gt;alert" in source
    assert "<b>in the text</b>" not in source
    assert not re.search(r"href=\"?javascript", source)


def test_the_policy_allows_nothing_but_the_page_itself() -> None:
    document = page(full_audit())
    policy = document.xpath("//meta[@http-equiv='Content-Security-Policy']")[0].get("content")
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert not document.xpath("//*[@style]")
    assert not document.xpath("//link | //img | //iframe | //form | //script[@src]")


def test_side_by_side_shows_what_was_left_out_and_what_was_added() -> None:
    document = page(full_audit())
    (omitted,) = document.xpath("//ol[@class='pairs']/li[@class='omitted']")
    assert "Ein Gutachter hatte schon 2019" in text_of(omitted)
    before = omitted.getprevious()
    assert "Das Wasser war am 15." in text_of(before)
    (added,) = document.xpath("//ol[@class='pairs']/li[@class='unsupported']")
    assert "Les commerçants attendent" in text_of(added)


def test_a_card_shows_the_word_of_the_original_in_its_sentence_and_leads_to_its_row() -> None:
    document = page(full_audit())
    (card,) = [c for c in document.find_class("card") if "number-mismatch" in text_of(c)]
    (word,) = card.find_class("there")
    assert text_of(word) == "15.500 Fahrzeuge"
    assert "Bürgermeister Karl Und sagte, 15.500 Fahrzeuge am Tag" in text_of(word.getparent())
    (link,) = [a for a in card.xpath(".//a") if text_of(a) == "Show beside the original"]
    row = document.get_element_by_id(link.get("href")[1:])
    there = [e for e in row.find_class("there") if card.get("data-lights") in e.get("data-lights").split()]
    assert "".join(text_of(e) for e in there).replace(" ", "") == "15.500Fahrzeuge"


def test_words_that_stand_for_each_other_share_a_token_and_are_listed() -> None:
    document = page(full_audit())
    (linked,) = document.find_class("wordlinks")
    assert "3 word links" in text_of(linked)
    row = linked.getparent()
    for item in linked.xpath(".//li"):
        ours, theirs = (text_of(e) for e in item.findall("bdi"))
        words = [e for e in row.find_class("word") if item.get("data-lights") in e.get("data-lights").split()]
        assert [text_of(e) for e in words] == [ours, theirs]


def test_links_that_share_a_word_are_one_group() -> None:
    audit = full_audit()
    original = audit.originals[0]
    assert original.alignment is not None
    beads = list(original.alignment.beads)
    first = beads[3].links[0]
    text = original.article.text
    two = Span(text.index("Karl"), text.index("Karl") + 4)
    beads[3] = replace(beads[3], links=(*beads[3].links, replace(first, source=two)))
    changed = replace(original, alignment=replace(original.alignment, beads=tuple(beads)))
    document = page(replace(audit, originals=(changed, *audit.originals[1:])))
    assert "maire ↔ Bürgermeister Karl" in text_of(document.find_class("wordlinks")[0])


def test_every_token_joins_at_least_two_places() -> None:
    tokens = [t for e in page(full_audit()).xpath("//*[@data-lights]") for t in e.get("data-lights").split()]
    assert all(tokens.count(token) > 1 for token in tokens)


def test_what_the_originals_carry_is_said_with_its_doubt() -> None:
    pairs = text_of(page(full_audit()).get_element_by_id("pairs"))
    assert "The originals carry 93% of the article (95 % interval 84%–97%)." in pairs
    assert "95% of neighbouring passages in its order" in pairs
    assert "1 passage moved" in pairs
    assert "1 passage that another original carries as well" in pairs
    assert "as well in o2" in pairs
    assert "1 sentence of the original left out" in pairs
    assert "weight 1.5" in pairs


def test_a_passage_and_its_translation_lead_to_each_other() -> None:
    document = page(full_audit())
    article = document.get_element_by_id("article")
    for here, there in (("b1s", "b1t"), ("b1t", "b1s")):
        assert document.get_element_by_id(here) in article.iter()
        assert article.xpath(f".//a[@href='#{there}' and @aria-label]")
    listed = text_of(document.find_class("twins")[0])
    assert "Die Stadt rechnet mit langen Umwegen." in listed
    assert "left in: tells the source language" in listed
    assert "notice" in listed


def test_everything_the_audit_did_not_do_is_said() -> None:
    document = page(full_audit())
    assert "no archive was given" in text_of(document.get_element_by_id("diagnostics"))
    findings = text_of(document.get_element_by_id("findings"))
    assert "3 findings are hidden by the profile." in findings
    assert "1 finding is suppressed." in findings


def test_the_footer_names_what_produced_the_figures() -> None:
    audit = full_audit()
    footer = text_of(page(audit).xpath("//footer")[0])
    assert audit.signature in footer
    assert audit.article.document.id in footer


def test_an_article_without_findings_says_so() -> None:
    document = page(original_audit())
    assert "Nothing was found." in text_of(document.get_element_by_id("findings"))
    assert "No sign of translation." in text_of(document)
    assert "No original is aligned" in text_of(document.get_element_by_id("pairs"))


def test_a_missing_probability_is_said_not_shown_as_zero() -> None:
    audit = replace(original_audit(), scores=Scores(0, 100, 97, 100, None))
    assert "nothing to judge it by" in text_of(page(audit).find_class("figures")[0])


def test_the_link_back_to_the_index_is_there_only_when_there_is_one() -> None:
    assert page(original_audit(), index="../index.html").xpath("//a[@href='../index.html']")
    assert not page(original_audit()).xpath("//a[contains(@href, 'index.html')]")


def test_an_unaligned_text_without_sentences_is_shown_line_by_line() -> None:
    blocks = view(empty_audit("one\n\n two\r\nthree")).blocks
    assert ["".join(p.text for p in block.pieces).strip() for block in blocks] == ["one", "two", "three"]


def test_an_adaptation_from_an_unknown_language_names_none() -> None:
    audit = replace(original_audit(), provenance=Provenance("adaptation", None, (), None, 0.7))
    assert "Probably adapted from another article." in text_of(page(audit).find_class("verdict")[0])


@pytest.mark.parametrize(
    ("address", "allowed"),
    [
        ("https://example.org/a?b=c", True),
        (" HTTP://example.org ", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("//example.org", False),
        ("https:example.org", False),
        ("http://[broken", False),
        ("", False),
        (None, False),
    ],
)
def test_only_web_addresses_become_links(address: str | None, allowed: bool) -> None:
    assert (safe_link(address) is not None) is allowed


def test_characters_without_a_shape_are_named() -> None:
    assert visible("a\u200b") == "a\u200b"
    assert visible("\u200b\u00a0") == "U+200B U+00A0"
    assert visible("") == ""
