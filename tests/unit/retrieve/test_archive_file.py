"""Archive files: what is put in comes out, what is wrong with a file is said, search answers as in memory."""

from __future__ import annotations

import contextlib
import hashlib
import inspect
import json
import pickle
import random
import sqlite3
import typing
from collections.abc import Iterable, Sequence
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from audit.encode.protocol import Encoder, TokenEncoder, Vectors
from audit.encode.stored import from_stored, to_stored
from audit.errors import ArchiveError
from audit.retrieve import Archive, ArchiveFile, Together, retrieve
from audit.retrieve.archive_facts import facts_of, listed, problems_in
from audit.retrieve.archive_format import FORMAT
from audit.retrieve.archive_write import ArchiveWriter
from audit.retrieve.fingerprint import fingerprint
from audit.retrieve.kept import index_keys, keep, runs_of
from audit.retrieve.record import article_of, record_of
from audit.types import (
    Article,
    Block,
    Document,
    HeadMetadata,
    Languages,
    LanguageSpan,
    Leftover,
    Sentence,
    Span,
)


class WordEncoder:
    """A text is the sum of its words' fixed directions, in the form that caches and archives keep."""

    dimensions = 64
    languages = None

    def __init__(self, name: str = "toy") -> None:
        self.id = name
        self.asked: list[str] = []

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.asked += texts
        out = np.zeros((len(texts), self.dimensions), np.float32)
        for row, text in zip(out, texts, strict=True):
            for word in text.casefold().split():
                digest = hashlib.sha256(word.split(":")[-1].encode()).digest()
                row += np.random.default_rng(int.from_bytes(digest[:4], "big")).standard_normal(self.dimensions)
            row /= np.linalg.norm(row) or 1.0
        return from_stored(to_stored(out))


def story(seed: int, language: str = "de", name: str | None = None, url: str | None = None) -> Article:
    text, sentences = "", []
    for i in range(6):
        line = " ".join(f"{language}:w{n}" for n in range(seed + 10 * i, seed + 10 * i + 9)) + f" Kursk {seed + i}."
        sentences.append(Sentence(i, Span(len(text), len(text) + len(line)), "heading" if i == 0 else "paragraph", i))
        text += line + "\n"
    path = name or f"wire/{seed:05}.{language}.txt"
    document = Document(f"sha256:{hashlib.sha256((path + text).encode()).hexdigest()}", text, path=path, url=url)
    return Article(document, Languages(language, 1.0), tuple(sentences))


def full() -> Article:
    text = "Überschrift\r\n\r\nEin Satz mit 😀. The lead was left in.\x00\n"
    head = HeadMetadata(
        "https://a.de/x", (("en", "https://a.de/en"),), "A", ("B", "C"), "de_DE", "2024", ("D",), ("E",), (("k", "v"),)
    )
    document = Document(
        "sha256:" + "ab" * 32, text, "dir/é \udce9.html", 3, "Titel", "https://a.de/y",
        datetime(2024, 10, 1, 8, 30, tzinfo=UTC), "de-AT", "text/html",
        (Block("heading", Span(0, 11)), Block("paragraph", Span(15, 53))), ((0, 10), (15, 40)), head,
    )  # fmt: skip
    languages = Languages(
        "de", 0.98, (LanguageSpan(Span(32, 52), "en", 0.9, "quotation", "nl", "why"),),
        (Leftover(Span(0, 3), "en", 0.5, "genitive"),), "because",
    )  # fmt: skip
    return Article(
        document, languages, (Sentence(0, Span(0, 11), "heading", 0), Sentence(1, Span(15, 31), "paragraph", 1))
    )


def filled(path: Path, articles: Iterable[Article], encoder: WordEncoder | None = None) -> Path:
    writer = ArchiveWriter(path)
    if encoder:
        writer.use_encoder(encoder.id, encoder.dimensions)
    for one in articles:
        writer.put(keep(one, encoder))
    writer.close()
    return path


def test_an_article_comes_back_as_it_was(tmp_path: Path) -> None:
    one = full()
    assert article_of(*record_of(one)) == one
    archive = ArchiveFile(filled(tmp_path / "a.audit", [one]))
    assert archive.article(0) == one
    assert archive.fingerprint(0) == fingerprint(one)


def test_every_field_of_an_article_is_kept() -> None:
    """``full`` fills every field, so that one which is added to the types and not kept is noticed."""

    def defaults_of(value: object) -> list[str]:
        found = []
        for field in fields(value):  # type: ignore[arg-type]
            kept = getattr(value, field.name)
            if kept == field.default and field.name not in ("span", "start", "index"):
                found.append(f"{type(value).__name__}.{field.name}")
            for one in kept if isinstance(kept, tuple) else (kept,):
                if is_dataclass(one) and not isinstance(one, (type, Span)):
                    found += defaults_of(one)
        return found

    assert set(defaults_of(full())) <= {"Sentence.block_index"}


@pytest.mark.parametrize(
    "change",
    [
        {"sentences": [{"index": 0, "span": [0, 99999], "block": "heading"}]},
        {"sentences": [{"index": 1, "span": [0, 2], "block": "heading"}]},
        {"sentences": [{"index": 0, "span": [0, 2], "block": "poem"}]},
        {"sentences": [{"index": 0, "span": [-1, 2], "block": "heading"}]},
        {"sentences": [{"index": 0, "span": [0, 2.5], "block": "heading"}]},
        {"sentences": [{"index": 0, "span": [0, 2], "block": "heading", "block_index": 10**30}]},
        {"sentences": {"0": 1}},
        {"languages": {"main": "\ud800", "probability": 1.0}},
        {"languages": {"main": "../de", "probability": 1.0}},
        {"languages": {"main": 7, "probability": 1.0}},
        {"languages": {"main": "de", "probability": 2.0}},
        {"languages": {"main": "de", "probability": float("nan")}},
        {"document": []},
        {"surprise": 1},
    ],
)
def test_what_is_no_article_is_a_value_error(change: dict[str, object]) -> None:
    record, text = record_of(story(1))
    wrong = json.dumps({**json.loads(record), **change}).encode()
    with pytest.raises(ValueError):  # noqa: PT011
        article_of(wrong, text)
    for broken in (b"", b"[", b"null", b"[" * 100_000, b"\xff", record[:-1]):
        with pytest.raises(ValueError):  # noqa: PT011
            article_of(broken, text)


def same_answers(query: Article, one: typing.Any, other: typing.Any, encoder: WordEncoder | None) -> None:
    found, wanted = (retrieve(query, archive, encoder, limit=6) for archive in (one, other))
    assert found == wanted
    assert wanted


@pytest.mark.parametrize("size", [3, 40])
def test_search_answers_as_in_memory(tmp_path: Path, size: int) -> None:
    encoder = WordEncoder()
    pool = [story(37 * i, ("de", "en", "vi")[i % 3]) for i in range(size)]
    cited = replace(pool[1], document=replace(pool[1].document, url="https://a.de/2024/x.html"))
    pool[1] = cited
    text = pool[0].text.replace("de:", "fr:") + "https://www.a.de/2024/x.html\n"
    query = Article(Document("sha256:q", text, path="q.txt"), Languages("fr", 1.0), pool[0].sentences)
    pool.sort(key=lambda a: a.document.path or "")
    memory = Archive.of(pool)
    file = ArchiveFile(filled(tmp_path / "a.audit", reversed(pool), encoder))
    for speaker in (encoder, None):
        same_answers(query, file, memory, speaker)
        same_answers(pool[0], file, memory, speaker)
    bare = ArchiveFile(filled(tmp_path / "b.audit", pool))
    same_answers(query, bare, memory, encoder)
    again = pickle.loads(pickle.dumps(file))
    same_answers(query, again, memory, encoder)


def test_kept_vectors_are_not_computed_again(tmp_path: Path) -> None:
    encoder = WordEncoder()
    pool = [story(37 * i) for i in range(30)]
    file = ArchiveFile(filled(tmp_path / "a.audit", pool, encoder))
    encoder.asked.clear()
    retrieve(story(0, "fr"), file, encoder)
    assert all("fr:" in text for text in encoder.asked)
    other = WordEncoder("another")
    retrieve(story(0, "fr"), file, other)
    assert any("de:" in text for text in other.asked)


def test_an_encoder_stays_what_it_is(tmp_path: Path) -> None:
    class Tokens(WordEncoder):
        companions = ("x",)

        def token_vectors(self, texts: Sequence[str]) -> tuple[()]:
            return ()

    file = ArchiveFile(filled(tmp_path / "a.audit", [story(0)], WordEncoder()))
    for encoder in (WordEncoder(), Tokens()):
        spared = file.through(encoder)
        assert spared is not encoder
        assert file.through(spared) is spared
        assert isinstance(spared, TokenEncoder) is isinstance(encoder, TokenEncoder)
        assert getattr(spared, "companions", ()) == getattr(encoder, "companions", ())
        assert isinstance(spared, Encoder)
    assert inspect.getattr_static(file.through(Tokens()), "token_vectors", None) is not None


def test_another_encoder_means_new_vectors(tmp_path: Path) -> None:
    path = filled(tmp_path / "a.audit", [story(0), story(50)], WordEncoder())
    writer = ArchiveWriter(path)
    assert writer.use_encoder("toy", 64) == ("", 0)
    assert writer.use_encoder("another", 64) == ("toy", 2)
    assert [number for number, _ in writer.without_vectors()] == [1, 2]
    writer.close()
    assert facts_of(path).encoder == "another"
    assert facts_of(path).with_vectors == 0


def test_adding_again_changes_nothing_and_order_does_not_matter(tmp_path: Path) -> None:
    pool = [story(37 * i) for i in range(5)]
    one = filled(tmp_path / "a.audit", pool, WordEncoder())
    other = filled(tmp_path / "b.audit", reversed(pool), WordEncoder())
    assert facts_of(one).content == facts_of(other).content
    before = one.read_bytes()
    writer = ArchiveWriter(one)
    assert all(writer.holds(a.document) for a in pool)
    assert not writer.holds(replace(pool[0].document, path="elsewhere.txt"))
    writer.close()
    assert one.read_bytes() == before
    assert filled(tmp_path / "c.audit", pool, WordEncoder()).read_bytes() == before
    assert [listed_one.path for listed_one in listed(one)] == [a.document.path for a in pool]
    assert list(problems_in(one)) == []


def test_replaced_and_removed_articles_leave_no_trace_in_the_index(tmp_path: Path) -> None:
    pool = [story(37 * i) for i in range(5)]
    path = filled(tmp_path / "a.audit", pool, WordEncoder())
    moved = replace(pool[2], document=replace(pool[2].document, path="moved/there.txt", title="A new title 1999"))
    writer = ArchiveWriter(path)
    assert writer.put(keep(moved, None))
    assert writer.find("moved") == writer.find(moved.document.id[:20]) == [3]
    assert writer.find("move") == writer.find("nowhere") == []
    writer.remove(writer.find(pool[0].document.path or ""))
    writer.close()
    assert list(problems_in(path)) == []
    fresh = filled(tmp_path / "b.audit", [pool[1], moved, pool[3], pool[4]], WordEncoder())
    assert facts_of(path).content == facts_of(fresh).content
    query = story(74, "fr")
    reader = ArchiveFile(path)
    same_answers(query, reader, ArchiveFile(fresh), None)
    reader.close()
    writer = ArchiveWriter(path)
    writer.remove([n for n, _ in writer.without_vectors()] + writer.find("wire"))
    writer.close()
    assert len(ArchiveFile(path)) == 0
    assert retrieve(query, ArchiveFile(path), None) == ()
    assert list(problems_in(path)) == []


def test_a_writer_that_dies_leaves_the_last_commit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("audit.retrieve.archive_write._COMMIT_EVERY", 2)
    path = tmp_path / "a.audit"
    writer = ArchiveWriter(path)
    for one in (pool := [story(37 * i) for i in range(5)]):
        writer.put(keep(one, None))
    writer.abandon()
    file = ArchiveFile(path)
    assert len(file) == 4
    same_answers(story(0, "fr"), file, Archive.of(pool[:4]), None)
    assert list(problems_in(path)) == []


def test_a_reader_keeps_what_it_opened_and_the_writer_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("audit.retrieve.archive_format._WAIT_SECONDS", 0.1)
    path = filled(tmp_path / "a.audit", [story(0)])
    reader = ArchiveFile(path)
    with pytest.raises(ArchiveError, match="in use"):
        filled(path, [story(37)])
    assert len(reader) == 1
    travelled = pickle.dumps(reader)
    reader.close()
    filled(path, [story(37)])
    with pytest.raises(ArchiveError, match="changed"):
        pickle.loads(travelled)


def test_a_file_made_for_nothing_is_gone(tmp_path: Path) -> None:
    ArchiveWriter(tmp_path / "a.audit").close()
    assert list(tmp_path.iterdir()) == []


def test_with_a_folder_beside_it(tmp_path: Path) -> None:
    encoder = WordEncoder()
    pool = [story(37 * i) for i in range(30)]
    file = ArchiveFile(filled(tmp_path / "a.audit", pool[:20], encoder))
    both = Together(file, Archive.of(pool[15:]))
    for seed in (0, 37 * 17, 37 * 29):
        found = retrieve(story(seed, "fr"), both, encoder)
        assert found[0].article.document.path == f"wire/{seed:05}.de.txt"
        assert len({c.article.document.id for c in found}) == len(found)


def wrong(path: Path, *statements: str) -> Path:
    connection = sqlite3.connect(path, isolation_level=None)
    for statement in statements:
        connection.execute(statement)
    connection.close()
    return path


@pytest.mark.parametrize(
    "statement, said",
    [
        (f"PRAGMA user_version = {FORMAT + 1}", "newer version"),
        ("PRAGMA user_version = 0", "older version"),
        ("PRAGMA application_id = 1", "not an archive"),
        ("DROP TABLE runs", "damaged"),
        ("CREATE TRIGGER t AFTER INSERT ON runs BEGIN SELECT 1; END", "damaged"),
        ("DELETE FROM meta", "damaged"),
        ("UPDATE meta SET value = 'x' WHERE name = 'dimensions'", "damaged"),
    ],
)
def test_unusable_files_are_refused_in_words(tmp_path: Path, statement: str, said: str) -> None:
    path = wrong(filled(tmp_path / "a.audit", [story(0)]), statement)
    with pytest.raises(ArchiveError, match=said):
        ArchiveFile(path)


def test_what_is_no_archive(tmp_path: Path) -> None:
    (tmp_path / "text.audit").write_text("no database\n" * 400, encoding="utf-8")
    (tmp_path / "empty.audit").touch()
    whole = filled(tmp_path / "a.audit", [story(37 * i) for i in range(20)]).read_bytes()
    (tmp_path / "cut.audit").write_bytes(whole[: len(whole) // 2])
    for name, said in (("text", "not an archive"), ("empty", "not an archive"), ("none", "no such archive")):
        with pytest.raises(ArchiveError, match=said):
            ArchiveFile(tmp_path / f"{name}.audit")
    with pytest.raises(ArchiveError, match="is a folder"):
        ArchiveFile(tmp_path)
    with pytest.raises(ArchiveError, match="damaged"):
        retrieve(story(0, "fr"), ArchiveFile(tmp_path / "cut.audit"), None)
    with pytest.raises(ArchiveError, match="not an archive"):
        ArchiveWriter(tmp_path / "text.audit")
    with pytest.raises(ArchiveError, match="no such archive"):
        ArchiveWriter(tmp_path / "none.audit", create=False)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE content SET article = x'7b7d'",
        "UPDATE content SET article = 5",
        "UPDATE content SET text = x'00'",
        "UPDATE runs SET hashes = x'0000'",
        "UPDATE posting SET documents = x'ffffff7f'",
        "UPDATE posting SET documents = x'00'",
        "UPDATE posting SET documents = 'text'",
        "UPDATE vectors SET rows = x'00'",
        "UPDATE vectors SET keys = 'text'",
        "UPDATE document SET path = x'00'",
        "UPDATE document SET norm = 'heavy'",
        "UPDATE document SET number = -5 WHERE number = 1",
        "UPDATE document SET number = 2000000000 WHERE number = 1",
        "DELETE FROM content",
    ],
)
def test_damage_inside_is_an_archive_error_and_verify_sees_it(tmp_path: Path, statement: str) -> None:
    encoder = WordEncoder()
    path = wrong(filled(tmp_path / "a.audit", [story(0), story(37)], encoder), statement)
    with pytest.raises(ArchiveError, match="damaged"):
        retrieve(story(0, "fr"), ArchiveFile(path), encoder)
    assert list(problems_in(path))
    assert list(listed(path))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE posting SET weight = x'00'",
        "UPDATE document SET number = -5 WHERE number = 1",
        "UPDATE document SET number = 9223372036854775807 WHERE number = 1",
    ],
)
def test_a_writer_refuses_damage_in_words(tmp_path: Path, statement: str) -> None:
    path = wrong(filled(tmp_path / "a.audit", [story(1), story(2)]), statement)
    with pytest.raises(ArchiveError, match="damaged"), contextlib.closing(ArchiveWriter(path)) as writer:
        writer.remove([2])


def test_facts_of_fields_of_a_wrong_type_are_text(tmp_path: Path) -> None:
    path = filled(tmp_path / "a.audit", [story(1), story(2)])
    wrong(path, "UPDATE document SET language = x'00' WHERE number = 1")
    facts = facts_of(wrong(path, "UPDATE meta SET value = x'ff' WHERE name = 'encoder'"))
    assert isinstance(facts.encoder, str)
    assert all(isinstance(language, str) for language, _ in facts.languages)


def test_fingerprints_are_those_of_this_format() -> None:
    """An archive keeps fingerprints: when they come out otherwise, FORMAT must be raised with this digest."""
    one = replace(
        full(),
        document=replace(full().document, text=full().text + "Cited: https://x.org/a-b-c-d-1234 30.000 Zum Sender "),
    )
    found = fingerprint(one)
    told = json.dumps([FORMAT, index_keys(found)]) + runs_of(found).hex()
    assert hashlib.sha256(told.encode()).hexdigest()[:16] == "965233097335c1b8"


def test_any_bytes_changed_give_answers_or_an_archive_error(tmp_path: Path) -> None:
    encoder = WordEncoder()
    whole = filled(tmp_path / "a.audit", [story(37 * i) for i in range(4)], encoder).read_bytes()
    path = tmp_path / "b.audit"
    for seed in range(60):
        draw = random.Random(seed)
        changed = bytearray(whole)
        for _ in range(draw.choice((1, 10, 200))):
            changed[draw.randrange(len(changed))] = draw.randrange(256)
        path.write_bytes(changed)
        for look in (lambda: retrieve(story(0, "fr"), ArchiveFile(path), encoder), lambda: list(listed(path)),
                     lambda: facts_of(path), lambda: list(problems_in(path))):  # fmt: skip
            with contextlib.suppress(ArchiveError):
                look()
