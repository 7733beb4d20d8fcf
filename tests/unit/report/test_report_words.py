"""Message catalogues: complete in every language, and used as they are written."""

from __future__ import annotations

import re
import string

import pytest

from audit._resources import package_file
from audit.errors import SettingsError
from audit.report import Options
from audit.report.index import IndexWriter
from audit.report.page import HtmlWriter
from audit.report.plain import TextWriter
from audit.report.words import languages, strength, words
from tests.report_samples import empty_audit, full_audit, original_audit

_PLURAL = re.compile(r"\.(zero|one|two|few|many|other)$")
_KEY = re.compile(r"""say(?:\.count|\.either)?\(\s*f?["']([a-z_.-]+?)(\.)?["'{]""")


def plain_keys(language: str) -> set[str]:
    return {_PLURAL.sub("", key) for key in words(language).messages}


def fields(message: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(message) if name}


def test_english_french_german_and_vietnamese_are_there() -> None:
    assert set(languages()) >= {"en", "fr", "de", "vi"}


@pytest.mark.parametrize("language", languages())
def test_no_key_is_missing_and_none_is_left_over(language: str) -> None:
    assert plain_keys(language) ^ plain_keys("en") == set()


@pytest.mark.parametrize("language", languages())
def test_messages_take_the_values_that_english_takes(language: str) -> None:
    english = words("en").messages
    for key, message in words(language).messages.items():
        base = english.get(key) or english[_PLURAL.sub(".other", key)]
        assert fields(message) <= fields(base) | {"n"}, key
        if not _PLURAL.search(key):
            assert fields(message) == fields(base), key


@pytest.mark.parametrize("language", languages())
def test_plurals_have_every_form_the_language_needs(language: str) -> None:
    say = words(language)
    for key in {_PLURAL.sub("", key) for key in say.messages if _PLURAL.search(key)}:
        for n in (0, 1, 2, 5, 1000):
            assert say.count(key, n)


@pytest.mark.parametrize("language", languages())
def test_every_page_renders_in_every_language(language: str) -> None:
    options = Options(language)
    for audit in (full_audit(), original_audit(), empty_audit()):
        assert f'<html lang="{language}">' in HtmlWriter().render(audit, options).decode()
        assert TextWriter().render(audit, options)
    assert IndexWriter().render_folder([], [], options)


def test_templates_use_only_keys_that_exist() -> None:
    known = plain_keys("en")
    for template in package_file("report", "html").glob("*.html"):
        for key, dot in _KEY.findall(template.read_text("utf-8")):
            if dot:
                assert any(k.startswith(key + ".") for k in known) or key == "signal", (template.name, key)
            else:
                assert key in known, (template.name, key)


def test_numbers_and_languages_are_written_as_the_reader_writes_them() -> None:
    assert words("en").number(1234.5, 1) == "1,234.5"
    assert words("de").number(1234.5, 1) == "1.234,5"
    assert words("fr").language_name("vi") == "vietnamien"
    assert words("en").language_name("und") == "not determined"
    assert words("en").language_name("!?") == "!?"
    assert words("en").language_name(None) == "not determined"


def test_an_unknown_language_of_reports_is_a_wrong_setting() -> None:
    with pytest.raises(SettingsError, match="xx"):
        words("xx")


@pytest.mark.parametrize(("probability", "word"), [(0.95, "strong"), (0.9, "strong"), (0.7, "moderate"), (0.2, "weak")])
def test_confidence_has_three_words(probability: float, word: str) -> None:
    assert strength(probability) == word
