"""What an address says of its language."""

from __future__ import annotations

import pytest

from audit.retrieve.hosts import is_anybodys, language_of_url, registered_domain, slug_language


@pytest.mark.parametrize(
    "url, language, told_by",
    [
        ("https://tin.vn/gia-gao-tang-manh-trong-thang-bay-post123456.html", "vi", ("slug", "country")),
        ("https://www.zeitung.de/12345", "de", ("country",)),
        ("https://www.cnn.com/2025/07/01/world/index.html", "en", ("domain",)),
        ("https://portal.vn/en/news/rice-prices-rise-in-the-north", "en", ("path",)),
        ("https://fr.beispiel.com/article", "fr", ("path",)),
        ("https://blatt.com/der-preis-fur-weizen-steigt-und-steigt", "de", ("slug",)),
        ("https://example.com/x", None, ()),
        ("https://www.facebook.com/der-preis-und-die-folgen", None, ()),
        ("not an address", None, ()),
        ("http://[::1]/x", None, ()),
    ],
)
def test_language_of_an_address(url: str, language: str | None, told_by: tuple[str, ...]) -> None:
    assert language_of_url(url) == (language, told_by)


def test_a_slug_of_names_says_nothing() -> None:
    assert slug_language(("merkel", "putin", "macron")) is None
    assert slug_language(()) is None


def test_registered_domain() -> None:
    assert registered_domain("news.bbc.co.uk") == "bbc.co.uk"
    assert is_anybodys("m.youtube.com")
    assert not is_anybodys("lemonde.fr")
