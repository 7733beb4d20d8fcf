from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from audit.read import READERS, can_read, document_from_text, read, read_bytes
from audit.types import Document, Unreadable

PAGES = Path(__file__).parents[2] / "data" / "read"


def only(items: object) -> Document:
    found = list(items)  # type: ignore[call-overload]
    assert len(found) == 1
    assert isinstance(found[0], Document), found[0]
    return found[0]


def refused(items: object) -> Unreadable:
    found = list(items)  # type: ignore[call-overload]
    assert len(found) == 1
    assert isinstance(found[0], Unreadable)
    assert found[0].reason
    assert "\n" not in found[0].reason + found[0].remedy
    return found[0]


def kinds(document: Document) -> list[tuple[str, str]]:
    return [(block.kind, block.span.of(document.text)) for block in document.blocks]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"], ids=lambda encoding: str(encoding)
)
def test_plain_text_is_the_file_decoded(encoding: str) -> None:
    text = "Où est passé l'été ?\r\nVoilà la forêt enneigée, à Noël.\rFin de la journée.\n"
    document = only(read_bytes(text.encode(encoding), name="a.txt"))
    assert document.text == text
    assert document.anchors == ()
    assert document.media_type == "text/plain"


def test_identity_is_the_digest_of_the_raw_bytes() -> None:
    raw = "Bonjour.".encode("utf-8-sig")
    assert only(read_bytes(raw, name="a.txt")).id == "sha256:" + hashlib.sha256(raw).hexdigest()


def test_cyrillic_in_windows_encoding() -> None:
    text = "Президент заявил, что переговоры начнутся в понедельник в столице."
    assert only(read_bytes(text.encode("cp1251"), name="a.txt")).text == text


def test_page_text_captions_and_head() -> None:
    document = only(read(PAGES / "fr_page.html"))
    assert document.title == "Le vieux pont de Brévenne rouvre aux piétons"
    assert document.url == "https://courrier.example/region/pont-brevenne-rouvre"
    assert document.declared_language == "fr-FR"
    assert document.published is not None
    assert document.published.astimezone(UTC) == datetime(2025, 3, 14, 7, 30, tzinfo=UTC)
    assert document.metadata.hreflang[1] == ("de", "https://courrier.example/de/bruecke-brevenne")
    assert document.metadata.translation_of == ("https://bote.example/bruecke-wieder-offen",)
    assert document.metadata.is_based_on == ("https://bote.example/bruecke-wieder-offen",)
    assert document.metadata.site_name == "Le Courrier des Vallées"
    assert document.metadata.authors == ("Odile Marchetti",)
    found = kinds(document)
    assert ("heading", "Un trafic dévié jusqu’en automne") in found
    captions = [text for kind, text in found if kind == "caption"]
    assert len(captions) == 1
    assert captions[0].startswith("Les premiers promeneurs ont traversé")
    assert [kind for kind, _ in found][:3] == ["heading", "paragraph", "caption"]
    assert "Accueil" not in document.text
    assert "cookies" not in document.text


HEADLINE = "La ville ouvre deux nouvelles écoles cet automne, une de plus que prévu"
BODY = (
    "<p>Le conseil municipal a adopté mardi le budget, qui prévoit la construction de deux écoles.</p><p>Les travaux commenceront au printemps prochain, selon l'administration.</p>"
    "<p>Les habitants du quartier nord attendaient cette décision depuis plusieurs années et s'en réjouissent.</p>"
)


@pytest.mark.parametrize(
    "top, times",
    [
        (f"<h1>{HEADLINE}</h1>", 1),
        (f"<h1>{HEADLINE}</h1>\n<div></div><p> {HEADLINE}</p>", 2),
        (f"<h1>{HEADLINE}</h1><h2>{HEADLINE}</h2><p>{HEADLINE}</p>", 3),
        (f"<h1>{HEADLINE}</h1><div>{HEADLINE}<br>Par notre correspondante</div>", 2),
        (f"<h1 class='only-desktop'>{HEADLINE}</h1><h1 class='only-mobile'>{HEADLINE}</h1>", 1),
        (f"<h1>{HEADLINE}</h1><p hidden>{HEADLINE}</p>", 1),
        (f"<h1>{HEADLINE}</h1><div style='margin:0; display: none'><p>{HEADLINE}</p></div>", 1),
    ],
)
def test_what_a_page_says_twice_in_a_row_is_kept_unless_it_is_hidden(top: str, times: int) -> None:
    raw = f"<html><head><title>{HEADLINE}</title></head><body><article>{top}{BODY}</article></body></html>"
    document = only(read_bytes(raw.encode(), name="a.html"))
    assert document.text.count(HEADLINE) == times
    assert document.text.count("budget") == 1
    starts = [at for at in range(len(document.text)) if document.text.startswith(HEADLINE, at)]
    anchors = dict(document.anchors)
    assert all(raw.startswith("La ville", anchors[at]) for at in starts if at in anchors)
    assert len({anchors[at] for at in starts if at in anchors}) >= min(times, 2)


def test_page_in_declared_latin_1() -> None:
    document = only(read(PAGES / "de_latin1.html"))
    assert "„Ohne Personal gibt es keine längeren Zeiten“" in document.text
    assert document.declared_language == "de"


def test_caption_told_by_its_class() -> None:
    found = kinds(only(read(PAGES / "vi_page.html")))
    assert ("caption", "Tiểu thương bán trái cây trên chợ nổi. Ảnh: Lê Thành Tâm") in found


@pytest.mark.parametrize("name", ["fr_page.html", "vi_page.html", "page.md", "ninjs.json"])
def test_anchors_lead_back_to_the_same_character(name: str) -> None:
    raw = (PAGES / name).read_bytes().decode("utf-8")
    document = only(read(PAGES / name))
    assert len(document.anchors) > len(document.blocks) // 2
    for (at, raw_at), (next_at, next_raw) in zip(document.anchors, document.anchors[1:], strict=False):
        assert at < next_at
        assert raw_at < next_raw
    for at, raw_at in document.anchors:
        assert raw[raw_at] == document.text[at] or raw[raw_at] in "&\\"
    starts = {at for at, _ in document.anchors}
    if name.endswith(("html", "md")):
        letters = [b.span.start for b in document.blocks if document.text[b.span.start].isalnum()]
        assert set(letters) <= starts


def test_cookie_wall_is_named() -> None:
    assert "cookie wall" in refused(read(PAGES / "cookie_wall.html")).reason


def test_an_article_about_cookies_is_no_wall() -> None:
    text = (
        "Le régulateur inflige une amende pour des cookies\n\nLa commission a sanctionné mardi un site marchand. "
        "Selon elle, les cookies étaient déposés avant tout accord. L'entreprise annonce un recours. "
        "L'amende s'élève à 3 millions d'euros. Une décision est attendue en juin."
    )
    assert only(read_bytes(text.encode(), name="a.txt")).text == text


def test_feed_goes_on_behind_bad_lines() -> None:
    found = list(read(PAGES / "feed.jsonl", name="feed.jsonl"))
    assert [type(item).__name__ for item in found] == ["Document", "Unreadable", "Document", "Unreadable", "Document"]
    assert [item.path for item in found if isinstance(item, Unreadable)] == ["feed.jsonl:2", "feed.jsonl:5"]
    documents = [item for item in found if isinstance(item, Document)]
    assert [document.item for document in documents] == [1, 3, 6]
    assert {document.path for document in documents} == {"feed.jsonl"}
    assert [document.declared_language for document in documents] == ["de", "en", "fr"]
    assert documents[1].metadata.translation_of == ("https://bote.example/faehre",)
    line = (PAGES / "feed.jsonl").read_bytes().split(b"\n")[5]
    assert documents[2].id == "sha256:" + hashlib.sha256(line).hexdigest()
    assert documents[2].text == "Le ferry pour Nordholm est annulé mardi.\nUn défaut du moteur est en cause."
    raw = line.decode()
    assert all(raw[at] == documents[2].text[text_at] or raw[at] == "\\" for text_at, at in documents[2].anchors)


def test_feed_lines_have_their_own_limit() -> None:
    raw = b'{"text": "' + b"x" * 200 + b'"}\n{"text": "A short one."}'
    path = PAGES  # only for its name
    assert can_read(path / "feed.jsonl")
    found = list(read_bytes(raw, name="f.jsonl"))
    assert len(found) == 2


def test_ninjs_markup_becomes_blocks() -> None:
    document = only(read(PAGES / "ninjs.json"))
    assert [kind for kind, _ in kinds(document)] == ["heading", "paragraph", "caption", "paragraph"]
    assert "El puente de Santán cierra hoy por obras." in document.text


def test_json_list_and_graph() -> None:
    raw = b'[{"title": "A", "text": "One."}, {"title": "B", "body": "Two."}, {"title": "C"}]'
    found = list(read_bytes(raw, name="a.json"))
    assert [getattr(item, "item", None) for item in found] == [1, 2, None]
    graph = b'{"@graph": [{"@type": "Person"}, {"@type": "NewsArticle", "articleBody": "Body here.", "headline": "H"}]}'
    assert only(read_bytes(graph, name="b.json")).text == "Body here."


def test_markdown_front_matter_links_and_quotes() -> None:
    document = only(read(PAGES / "page.md"))
    assert document.declared_language == "fr"
    assert "a attiré 3 200 visiteurs samedi, selon les organisateurs — un record." in document.text
    assert "**" not in document.text
    assert ("caption", "Photo : Léa Morin") in kinds(document)


@pytest.mark.parametrize(
    "raw, name, word",
    [
        (b"", "a.txt", "empty"),
        (b" \r\n\t", "a.txt", "empty"),
        ("\ufeff".encode(), "a.txt", "empty"),
        (b"%PDF-1.7 ...", "a.txt", "PDF"),
        (b"PK\x03\x04", "a.html", "archive"),
        (bytes(range(256)) * 50, "a.txt", ""),
        (b"some words", "a.docx", "*.docx"),
        (b'{"title": ', "a.json", "broken JSON"),
        (b"[" * 200_000, "a.json", "nested"),
        (b'{"n": ' + b"9" * 9000 + b"}", "a.json", ""),
        (b"[]", "a.json", "no article"),
        (b'"text"', "a.json", "no article"),
        (b"<html><body></body></html>", "a.html", "no article"),
        (b"<html><body><script>" + b"var a=1;" * 1000, "a.html", "no article"),
        (b"<a " * 50_000, "a.html", ""),
        (b"<div>" * 50_000, "a.html", ""),
        (b"\n\n", "a.jsonl", "empty"),
    ],
)
def test_unreadable_input_is_a_value_with_a_reason(raw: bytes, name: str, word: str) -> None:
    assert word in refused(read_bytes(raw, name=name)).reason


def test_lone_surrogates_do_not_travel_on() -> None:
    document = only(read_bytes(b'{"text": "a \\ud800 b"}', name="a.json"))
    document.text.encode("utf-8")


def test_nul_bytes_in_a_page() -> None:
    page = "<html><body><article>" + "<p>Le maire a vi\0sité le port. Il en repartira mardi, dit-on.</p>" + "</article>"
    assert "Il en repartira mardi" in only(read_bytes(page.encode(), name="a.html")).text


def test_too_large_and_missing_files(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"word " * 100)
    assert "over the limit" in refused(read(path, max_bytes=100)).reason
    assert "cannot be opened" in refused(read(tmp_path / "none.txt")).reason
    assert "cannot be opened" in refused(read(tmp_path / "none.jsonl")).reason
    feed = tmp_path / "f.jsonl"
    feed.write_bytes(b'{"text": "' + b"x" * 500 + b'"}\n{"text": "Short."}\n')
    big, small = list(read(feed, max_bytes=100))
    assert isinstance(big, Unreadable)
    assert big.path.endswith("f.jsonl:1")
    assert isinstance(small, Document)
    assert small.item == 2


@pytest.mark.parametrize(
    "raw, kind",
    [
        (b"<!DOCTYPE html><html><body><p>" + b"Some words of text here. " * 20, "text/html"),
        (b'{"text": "One sentence."}', "application/json"),
        (b'{"text": "One."}\n{"text": "Two."}', "application/json"),
        (b"Just some words.", "text/plain"),
    ],
)
def test_standard_input_is_told_by_its_look(raw: bytes, kind: str) -> None:
    found = list(read_bytes(raw, name=None))
    assert all(isinstance(item, Document) and item.media_type == kind and item.path is None for item in found)


def test_media_type_decides() -> None:
    assert only(read_bytes(b"# Title\n\nText.", name=None, media_type="text/markdown; charset=utf-8")).title == "Title"


def test_paths_have_forward_slashes() -> None:
    assert only(read_bytes(b"Text.", name="a\\b.txt")).path == "a/b.txt"


def test_document_from_text_keeps_the_text() -> None:
    assert document_from_text("a\r\nb\ud800").text == "a\r\nb\ud800"


def test_registry() -> None:
    suffixes = [suffix for reader in READERS.values() for suffix in reader.suffixes]
    assert len(suffixes) == len(set(suffixes))
    assert can_read(Path("x/A.HTML"))
    assert not can_read(Path("x/a.jpg"))
