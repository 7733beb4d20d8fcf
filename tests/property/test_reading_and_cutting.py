from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from audit.read import read_bytes
from audit.read.anchors import anchors
from audit.read.source import scan
from audit.segment import segment
from audit.text.offsets import Lines, Utf8, Utf16
from audit.types import Document

_ALPHABET = st.one_of(
    st.characters(exclude_categories=["Cs"]),
    st.sampled_from(
        [*" \n\r\t.!?…«»“”„\"'()[]:;,-–—/&<>#*_`|", "M.", "Foto: ", "Dr. ", "http://", "\r\n", "😀", "e\u0301"]
    ),
)
TEXT = st.lists(_ALPHABET, max_size=120).map("".join)
MARKUP = st.lists(
    st.sampled_from(
        ["<p>", "</p>", "<b>", "</b>", "&nbsp;", "&eacute;", "&amp", "&#8217;", "<br>", "<!-- x -->", "<script>", "</script>",
         "<figcaption>", "</figcaption>", "<h1>", "</h1>", "<", ">", "un mot ", "l'été ", "Fin. ", "\x00", "é", "\n"]
    ),
    max_size=60,
).map("".join)  # fmt: skip


@given(TEXT, st.sampled_from(["fr", "de", "vi", "en", "ru", "", "und", "zh-Hant"]))
def test_sentences_tile_the_text(text: str, language: str) -> None:
    sentences = segment(Document("x", text), lambda _: language)
    at = 0
    for index, sentence in enumerate(sentences):
        assert sentence.index == index
        assert sentence.span.start >= at
        assert not text[at : sentence.span.start].strip()
        piece = sentence.span.of(text)
        assert piece == piece.strip() != ""
        at = sentence.span.end
    assert not text[at:].strip()
    assert [s.block_index for s in sentences] == sorted(s.block_index for s in sentences)


@given(TEXT)
def test_plain_text_round_trips(text: str) -> None:
    for item in read_bytes(text.encode("utf-8"), name="a.txt"):
        if isinstance(item, Document):
            assert item.text == text.removeprefix("\ufeff")


@given(MARKUP)
def test_scanned_source_leads_back(markup: str) -> None:
    source = scan(markup)
    flat = source.text.text()
    for at, character in enumerate(flat):
        raw_at = source.text.raw(at)
        assert 0 <= raw_at < len(markup)
        assert markup[raw_at] == character or markup[raw_at] in "<&"


@given(MARKUP, TEXT)
def test_anchors_ascend_and_agree(markup: str, text: str) -> None:
    source = scan(markup)
    flat = source.text.text()
    for wanted in (" ".join(flat.split()), text):
        found = anchors(wanted, source.text, (0,))
        assert list(found) == sorted(set(found))
        assert [raw for _, raw in found] == sorted({raw for _, raw in found})
        for at, raw_at in found:
            assert at < len(wanted)
            assert raw_at < len(markup)
            assert markup[raw_at] == wanted[at] or markup[raw_at] in "<&"


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=60)
@given(st.one_of(st.binary(max_size=200), MARKUP.map(str.encode), TEXT.map(lambda text: text.encode("utf-8"))))
def test_no_input_raises(raw: bytes) -> None:
    for name in ("a.html", "a.json", "a.jsonl", "a.md", "a.txt", None):
        for item in read_bytes(raw, name=name):
            if isinstance(item, Document):
                item.text.encode("utf-8")
                for block in item.blocks:
                    block.span.of(item.text)


@given(TEXT)
def test_units_round_trip(text: str) -> None:
    utf16, utf8, lines = Utf16(text), Utf8(text), Lines(text)
    assert len(utf8) == len(text.encode("utf-8"))
    assert len(utf16) == len(text.encode("utf-16-le")) // 2
    for at in range(len(text) + 1):
        assert utf16.code_point(utf16.of(at)) == at
        assert utf8.code_point(utf8.of(at)) == at
        assert lines.offset(*lines.position(at)) == at
