"""Report names never collide, and say where the article lay."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.batch.inputs import collect, item_stem


def make(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("text", encoding="utf-8")


def stems(*roots: Path, out: Path | None = None) -> dict[str, str]:
    inputs, _ = collect(roots, out=out)
    return {one.path.as_posix(): one.stem for one in inputs}


def test_the_folder_given_is_not_part_of_the_name(tmp_path: Path) -> None:
    make(tmp_path, "some/dir/name.txt")
    assert list(stems(tmp_path / "some").values()) == ["dir/name"]


def test_two_extensions_keep_them(tmp_path: Path) -> None:
    make(tmp_path, "a/name.txt", "a/name.html")
    assert sorted(stems(tmp_path / "a").values()) == ["name.html", "name.txt"]


def test_an_article_called_index_keeps_its_extension(tmp_path: Path) -> None:
    make(tmp_path, "a/index.html", "a/sub/index.html")
    assert sorted(stems(tmp_path / "a").values()) == ["index.html", "sub/index"]


def test_two_roots_are_told_apart(tmp_path: Path) -> None:
    make(tmp_path, "roota/name.txt", "rootb/name.txt")
    found = sorted(stems(tmp_path / "roota", tmp_path / "rootb").values())
    assert found == ["roota/name.txt", "rootb/name.txt"]


def test_letter_case_does_not_tell_apart(tmp_path: Path) -> None:
    make(tmp_path, "a/Name.txt", "a/name.html")
    assert sorted(stems(tmp_path / "a").values()) == ["Name.txt", "name.html"]


def test_a_feed_does_not_overwrite_a_file_named_like_its_records(tmp_path: Path) -> None:
    make(tmp_path, "a/feed.jsonl", "a/feed.0012.txt")
    assert sorted(stems(tmp_path / "a").values()) == ["feed.0012.txt", "feed.jsonl"]
    assert item_stem("feed", 12) == "feed.0012"


def test_hidden_files_reports_and_the_output_folder_are_left_out(tmp_path: Path) -> None:
    make(tmp_path, "a/.hidden.txt", "a/.git/x.txt", "a/one.txt", "a/reports/old.txt")
    (tmp_path / "a/two.json").write_text('{\n "schema_version": "1.0"}', encoding="utf-8")
    assert list(stems(tmp_path / "a", out=tmp_path / "a/reports").values()) == ["one"]


def test_a_file_given_twice_is_audited_once(tmp_path: Path) -> None:
    make(tmp_path, "a/one.txt")
    assert list(stems(tmp_path / "a", tmp_path / "a/one.txt").values()) == ["one"]


def test_a_missing_path_is_told(tmp_path: Path) -> None:
    inputs, missing = collect((tmp_path / "nowhere",))
    assert inputs == ()
    assert missing[0].reason == "no such file or folder"


NAMES = st.lists(
    st.from_regex(r"[abAB]{1,2}(\.[0-9]{4})?\.(txt|html|jsonl)", fullmatch=True), min_size=1, max_size=12, unique=True
)


@settings(max_examples=60, deadline=None)
@given(names=NAMES, split=st.integers(0, 12))
def test_names_never_collide(tmp_path_factory: pytest.TempPathFactory, names: list[str], split: int) -> None:
    root = tmp_path_factory.mktemp("in")
    make(root, *(f"{'x' if i < split else 'y'}/r/{name}" for i, name in enumerate(names)))
    roots = [root / side / "r" for side in "xy" if (root / side / "r").exists()]
    inputs, _ = collect(roots)
    keys = [one.stem.casefold() for one in inputs]
    assert len(set(keys)) == len(keys) == len(names)


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_links_in_circles_and_into_nowhere(tmp_path: Path) -> None:
    (tmp_path / "in" / "deep").mkdir(parents=True)
    (tmp_path / "in" / "a.txt").write_text("a", encoding="utf-8")
    (tmp_path / "in" / "self").symlink_to(tmp_path / "in")
    (tmp_path / "in" / "deep" / "up").symlink_to("..")
    (tmp_path / "in" / "loop").symlink_to("loop")
    (tmp_path / "in" / "gone").symlink_to("nowhere")
    found, failed = collect((tmp_path / "in",), out=tmp_path / "out")
    assert [one.stem for one in found] == ["a"]
    assert [Path(one.path).name for one in failed] == ["gone", "loop"]
    found, failed = collect((tmp_path / "in" / "loop", tmp_path / "in"), out=tmp_path / "in")
    assert [one.stem for one in found] == ["a"]
    assert failed[0].reason == "a link that leads nowhere"


def test_a_folder_that_may_not_be_entered_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "shut").mkdir()
    (tmp_path / "z.txt").write_text("z", encoding="utf-8")
    listing = Path.iterdir

    def iterdir(self: Path) -> Iterator[Path]:
        if self.name == "shut":
            raise PermissionError(13, "Permission denied")
        return listing(self)

    monkeypatch.setattr(Path, "iterdir", iterdir)
    found, failed = collect((tmp_path,))
    assert [one.stem for one in found] == ["z"]
    assert "Permission denied" in failed[0].reason
