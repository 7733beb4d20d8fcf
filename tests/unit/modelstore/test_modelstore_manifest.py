"""The manifest tells the truth about what is shipped, and refuses what it does not understand."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest

from audit._resources import models_folder
from audit.errors import ModelError
from audit.modelstore import (
    ModelCard,
    added,
    check_files,
    forget,
    known,
    manifest,
    shipped,
    shipped_folder,
    source_path,
)
from audit.modelstore import add as add_card
from audit.modelstore.manifest import parse_card

RAW = {
    "id": "toy",
    "task": "sentence-encoder",
    "kind": "shipped",
    "engine": "static",
    "licence": "MIT",
    "origin": "made here",
}


def test_one_default_per_task() -> None:
    tasks = [card.task for card in manifest() if card.default]
    assert len(tasks) == len(set(tasks))
    assert "sentence-encoder" in tasks


@pytest.mark.parametrize("card", manifest(), ids=lambda card: card.id)
def test_every_model_has_a_page(card: ModelCard) -> None:
    page = models_folder() / "cards" / f"{card.id}.md"
    assert page.is_file(), f"models/cards/{card.id}.md is missing"
    text = page.read_text("utf-8")
    for section in ("## Use", "## Origin and licence", "## Figures", "## Limits"):
        assert section in text, f"{page.name} lacks {section}"


@pytest.mark.parametrize("card", [c for c in manifest() if c.kind == "shipped"], ids=lambda card: card.id)
def test_shipped_files_are_what_the_manifest_says(card: ModelCard) -> None:
    assert card.files
    folder = shipped_folder(card)
    listed = {file.name for file in card.files}
    there = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    assert there <= listed, f"not in the manifest: {sorted(there - listed)}"


def test_nothing_is_shipped_that_the_manifest_does_not_know() -> None:
    folders = {p.name for p in (models_folder() / "shipped").iterdir() if p.is_dir()}
    assert folders <= {card.id for card in manifest()}


def test_shipped_by_name() -> None:
    assert shipped("lid-table").is_dir()
    with pytest.raises(ModelError, match="ships no model"):
        shipped("multilingual-e5-small-int8")


def test_carried_weights_are_the_known_ones() -> None:
    for card in manifest():
        if card.source is not None and not (card.optional and find_spec(card.source.package) is None):
            assert source_path(card).is_file()


@pytest.mark.parametrize(
    "broken", [{"kind": "rented"}, {"surprise": 1}, {"id": None, "kind": "shipped", "licence": ...}]
)
def test_odd_entries_are_refused(broken: dict[str, object]) -> None:
    raw = {**RAW, **broken}
    if raw["licence"] is ...:
        del raw["licence"]
    with pytest.raises((KeyError, ValueError, TypeError)):
        parse_card(raw)


@pytest.mark.parametrize("text", ["schema = 2", "schema = ", "", "schema = 1\n[[model]]\nid = 'x'"])
def test_broken_manifest(tmp_path: Path, text: str) -> None:
    (tmp_path / "manifest.toml").write_text(text, "utf-8")
    with pytest.raises(ModelError, match="cannot be read"):
        manifest(tmp_path)


def test_changed_file_is_found(tmp_path: Path) -> None:
    from dataclasses import replace

    from audit.modelstore import ModelFile, sha256_file

    path = tmp_path / "table"
    path.write_bytes(b"one")
    card = replace(parse_card(RAW), files=(ModelFile("table", 3, sha256_file(path)),))
    check_files(card, tmp_path, "do this")
    path.write_bytes(b"two")
    with pytest.raises(ModelError) as caught:
        check_files(card, tmp_path, "do this")
    assert caught.value.hint == "do this"


def test_added_cards_survive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from dataclasses import replace

    monkeypatch.setenv("AUDIT_DATA_DIR", str(tmp_path / "data"))
    assert added() == ()
    card = replace(parse_card(RAW), kind="added", path="/somewhere", dimensions=8)
    add_card(card)
    assert added() == (card,)
    assert card in known()
    assert forget("toy")
    assert not forget("toy")
    assert added() == ()


def test_names_of_the_manifest_cannot_be_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUDIT_DATA_DIR", str(tmp_path))
    with pytest.raises(ModelError, match="is the name of a model"):
        add_card(manifest()[0])


def test_damaged_list_of_added_models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUDIT_DATA_DIR", str(tmp_path))
    (tmp_path / "models.json").write_text("[{}]", "utf-8")
    with pytest.raises(ModelError, match="cannot be read"):
        added()
