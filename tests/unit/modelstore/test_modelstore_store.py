"""Derived models: interrupted, corrupt, full disk, two at once, read-only. Each ends whole or in a clear error."""

from __future__ import annotations

import errno
import multiprocessing
import os
import time
from pathlib import Path

import pytest

from audit.errors import ModelError
from audit.modelstore import Progress, Store

NAME, RECIPE = "toy", "toy/1"


def write_model(folder: Path, progress: Progress) -> str:
    progress("writing", 0.5)
    (folder / "weights.bin").write_bytes(b"weights" * 1000)
    (folder / "words.txt").write_text("words", "utf-8")
    return "source-hash"


def test_builds_once_and_verifies(tmp_path: Path) -> None:
    store = Store(tmp_path)
    seen: list[tuple[str, float]] = []
    record = store.obtain(NAME, RECIPE, write_model, progress=lambda doing, share: seen.append((doing, share)))
    assert [name for name, _, _ in record.files] == ["weights.bin", "words.txt"]
    assert record.source_sha256 == "source-hash"
    assert seen[-1] == ("ready", 1.0)

    def never(_folder: Path, _progress: Progress) -> str:
        raise AssertionError("built again")

    assert store.obtain(NAME, RECIPE, never) == record


def test_another_recipe_builds_again(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.obtain(NAME, RECIPE, write_model)

    def other(folder: Path, _progress: Progress) -> str:
        (folder / "weights.bin").write_bytes(b"better")
        return "source-hash"

    record = store.obtain(NAME, "toy/2", other)
    assert record.recipe == "toy/2"
    assert (store.path(NAME) / "weights.bin").read_bytes() == b"better"
    assert not (store.path(NAME) / "words.txt").exists()


def test_interrupted_build_leaves_nothing_and_the_next_one_works(tmp_path: Path) -> None:
    store = Store(tmp_path)

    def interrupted(folder: Path, _progress: Progress) -> str:
        (folder / "weights.bin").write_bytes(b"half")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        store.obtain(NAME, RECIPE, interrupted)
    assert store.record(NAME) is None
    assert not list(store.folder.glob(".toy.part-*"))
    assert store.obtain(NAME, RECIPE, write_model).size > 0


def killed(root: str) -> None:
    def build(folder: Path, _progress: Progress) -> str:
        (folder / "weights.bin").write_bytes(b"half")
        os._exit(9)

    Store(Path(root)).obtain(NAME, RECIPE, build)


def test_killed_build_is_swept_away_by_the_next(tmp_path: Path) -> None:
    process = multiprocessing.get_context("spawn").Process(target=killed, args=(str(tmp_path),))
    process.start()
    process.join(60)
    assert process.exitcode == 9
    store = Store(tmp_path)
    assert list(store.folder.glob(".toy.part-*"))
    store.obtain(NAME, RECIPE, write_model)
    assert not list(store.folder.glob(".toy.part-*"))


@pytest.mark.parametrize("damage", ["flipped", "shorter", "absent"])
def test_corrupt_file_is_an_error_with_a_remedy(tmp_path: Path, damage: str) -> None:
    store = Store(tmp_path)
    store.obtain(NAME, RECIPE, write_model)
    path = store.path(NAME) / "weights.bin"
    content = bytearray(path.read_bytes())
    if damage == "absent":
        path.unlink()
    else:
        content[10] ^= 1
        path.write_bytes(bytes(content) if damage == "flipped" else bytes(content[:-1]))
    with pytest.raises(ModelError) as caught:
        store.obtain(NAME, RECIPE, write_model)
    assert "audit models build toy --force" in caught.value.hint
    store.obtain(NAME, RECIPE, write_model, force=True)
    store.verify(NAME)


def test_unreadable_record_counts_as_not_built(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.obtain(NAME, RECIPE, write_model)
    (store.path(NAME) / "built.json").write_text("{", "utf-8")
    assert store.record(NAME) is None
    store.obtain(NAME, RECIPE, write_model)
    store.verify(NAME)


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_full_disk_while_writing(tmp_path: Path, number: int) -> None:
    def full(folder: Path, _progress: Progress) -> str:
        (folder / "weights.bin").write_bytes(b"half")
        raise OSError(number, os.strerror(number))

    store = Store(tmp_path)
    with pytest.raises(ModelError, match="no space") as caught:
        store.obtain(NAME, RECIPE, full, needed_bytes=140_000_000)
    assert "140 MB" in caught.value.hint
    assert "AUDIT_CACHE_DIR" in caught.value.hint
    assert not list(store.folder.glob(".toy.part-*"))


def test_too_little_space_is_known_before_building(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no space"):
        Store(tmp_path).obtain(NAME, RECIPE, write_model, needed_bytes=1 << 62)


def test_failed_rebuild_keeps_the_old_model(tmp_path: Path) -> None:
    store = Store(tmp_path)
    before = store.obtain(NAME, RECIPE, write_model)

    def full(_folder: Path, _progress: Progress) -> str:
        raise OSError(errno.ENOSPC, "full")

    with pytest.raises(ModelError):
        store.obtain(NAME, RECIPE, full, force=True)
    assert store.verify(NAME) == before


def test_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", "utf-8")
    with pytest.raises(ModelError, match="cannot write") as caught:
        Store(tmp_path / "file").obtain(NAME, RECIPE, write_model)
    assert "AUDIT_CACHE_DIR" in caught.value.hint


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes anywhere")
def test_read_only_home(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(ModelError, match="cannot write"):
            Store(tmp_path / "cache").obtain(NAME, RECIPE, write_model)
    finally:
        tmp_path.chmod(0o700)


def test_read_only_home_told_by_the_system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object, **_kwargs: object) -> None:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(ModelError, match="cannot write") as caught:
        Store(tmp_path / "cache").obtain(NAME, RECIPE, write_model)
    assert "AUDIT_CACHE_DIR" in caught.value.hint


def build_slowly(root: str, log: str) -> None:
    def build(folder: Path, progress: Progress) -> str:
        with Path(log).open("a", encoding="utf-8") as file:
            file.write("built\n")
        time.sleep(0.3)
        return write_model(folder, progress)

    Store(Path(root)).obtain(NAME, RECIPE, build)


def test_two_processes_build_once(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    log = tmp_path / "log"
    processes = [context.Process(target=build_slowly, args=(str(tmp_path), str(log))) for _ in range(3)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)
    assert [process.exitcode for process in processes] == [0, 0, 0]
    assert log.read_text("utf-8") == "built\n"
    Store(tmp_path).verify(NAME)


def test_remove(tmp_path: Path) -> None:
    store = Store(tmp_path)
    assert not store.remove(NAME)
    store.obtain(NAME, RECIPE, write_model)
    assert store.remove(NAME)
    with pytest.raises(ModelError, match="has not been built"):
        store.verify(NAME)
