"""The table of formats, and how other packages join it."""

from __future__ import annotations

from importlib.metadata import EntryPoint

import pytest

from audit.report import WRITERS, ArticleWriter, CheckWriter, FolderWriter
from audit.report import writers as module
from audit.report.protocol import DEFAULT, Options
from audit.types import Audit


class Shout:
    name, media_type, suffix, scope = "shout", "text/plain", ".shout", "article"

    def render(self, audit: Audit, options: Options = DEFAULT) -> bytes:
        return audit.article.text.upper().encode()


class AnotherJson(Shout):
    name = "json"


def table(monkeypatch: pytest.MonkeyPatch, **points: str) -> module.Writers:
    found = [EntryPoint(name, value, module.GROUP) for name, value in points.items()]
    monkeypatch.setattr(module, "entry_points", lambda group: found)
    return module.Writers()


def test_names_files_and_scopes_fit_together() -> None:
    for name, writer in WRITERS.items():
        assert writer.name == name
        assert writer.suffix.startswith(".")
        assert writer.media_type
        assert isinstance(writer, {"article": ArticleWriter, "folder": FolderWriter}[writer.scope])
    suffixes = [writer.suffix for writer in WRITERS.values() if writer.scope == "article"]
    assert len(suffixes) == len(set(suffixes))


def test_check_can_print_its_formats() -> None:
    for name in ("text", "jsonl", "sarif", "github", "junit"):
        assert isinstance(WRITERS[name], CheckWriter)


def test_a_package_adds_a_writer_but_cannot_replace_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(EntryPoint, "load", lambda point: {"a": Shout, "b": AnotherJson()}[point.name])
    found = table(monkeypatch, a="x:Shout", b="x:y")
    assert found["shout"].suffix == ".shout"
    assert found["json"] is WRITERS["json"]
    assert len(found) == len(module.OWN) + 1


def test_a_broken_writer_is_told_and_left_out(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    found = table(monkeypatch, gone="no_such_module:Writer", wrong="json:dumps")
    assert set(found) == {writer.name for writer in module.OWN}
    assert "writer gone not loaded: ModuleNotFoundError" in caplog.text
    assert "writer wrong not loaded" in caplog.text
