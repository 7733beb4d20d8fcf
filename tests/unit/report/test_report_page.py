"""The HTML page as a string of elements; what a browser makes of it is tested with a browser."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from lxml import html

from audit.report import Options
from audit.report.page import HtmlWriter
from audit.report.view import safe_link, view, visible
from audit.types import Audit, Provenance, Scores
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
