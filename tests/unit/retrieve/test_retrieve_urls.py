"""Addresses and slugs."""

from __future__ import annotations

import pytest

from audit.retrieve.urls import agreement, cited_urls, headline_tokens, host_of, slug_tokens, url_key


def test_addresses_end_before_sentence_marks_and_keep_offsets() -> None:
    text = "Voir (https://example.org/a_(b)) et www.beispiel.de/x-y-z. Fin 😀 https://пример.рф/путь!"
    found = cited_urls(text)
    assert [u.span.of(text) for u in found] == [
        "https://example.org/a_(b)",
        "www.beispiel.de/x-y-z",
        "https://пример.рф/путь",
    ]
    assert [u.host for u in found] == ["example.org", "beispiel.de", "пример.рф"]


@pytest.mark.parametrize(
    "url, words",
    [
        ("https://x.vn/gia-gao-tang-manh-trong-thang-7-post1234567.html", "gia gao tang manh trong thang"),
        (
            "https://x.de/politik/bundestag-beschlie%C3%9Ft-neues-gesetz-a-1234567.html",
            "bundestag beschliesst neues gesetz a",
        ),
        ("https://x.fr/2024/05/03/le-prix-du-ble-recule_6231_12.php", "le prix du ble recule"),
        ("https://x.com/world/12345", ""),
        ("https://x.com", ""),
        ("http://[broken", ""),
    ],
)
def test_slugs(url: str, words: str) -> None:
    assert " ".join(slug_tokens(url)) == words


def test_slug_of_another_language_agrees_with_its_headline_only() -> None:
    slug = slug_tokens("https://bao.vn/ha-noi-cam-xe-may-tai-12-quan-tu-nam-2030-post889977.html")
    assert agreement(slug, headline_tokens("Hà Nội cấm xe máy tại 12 quận từ năm 2030")) == 1.0
    assert agreement(slug, headline_tokens("Hà Nội mở thêm ba tuyến xe buýt điện")) < 0.5
    assert agreement(slug, headline_tokens("Hanoï interdit les motos dans 12 arrondissements")) < 0.3


def test_grouped_numbers_join_as_slugs_write_them() -> None:
    slug = slug_tokens("https://blatt.de/stadt-kauft-12500-neue-laternen-98765432.html")
    assert agreement(slug, headline_tokens("Stadt kauft 12.500 neue Laternen")) == 1.0


def test_one_page_has_one_key() -> None:
    keys = {url_key(u) for u in ("https://www.A.org/Text/?u=1#x", "http://a.org/text", "a.org/text/")}
    assert keys == {"a.org/text"}
    assert host_of("nothing") == ""
