"""`audit run`: exit codes, names, messages, what stays after a failure."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

GERMAN = (
    "Der Stadtrat hat am Dienstag den Haushalt beschlossen. Die Stadt will im kommenden Jahr zwei neue Schulen bauen. "
    "Der Umbau kostet nach Angaben der Verwaltung rund 1,2 Millionen Euro.\n"
)


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    (folder / "deep").mkdir(parents=True)
    (folder / "one.txt").write_text(GERMAN, encoding="utf-8")
    (folder / "deep" / "two.txt").write_text(GERMAN.replace("zwei", "drei"), encoding="utf-8")
    return folder


def test_reports_lie_where_the_contract_says(audit, articles: Path, tmp_path: Path) -> None:
    done = audit("run", articles, "--out", "out", "--format", "html,json")
    assert done.returncode == 0, done.stderr
    made = {p.relative_to(tmp_path / "out").as_posix() for p in (tmp_path / "out").rglob("*") if p.is_file()}
    assert {"one.json", "one.html", "deep/two.json", "deep/two.html", "index.html"} <= made
    assert not [name for name in made if name.endswith(".part")]
    report = json.loads((tmp_path / "out" / "deep" / "two.json").read_text(encoding="utf-8"))
    assert report["document"]["language"] == "de"
    assert report["document"]["text"].startswith("Der Stadtrat")
    assert "2 articles audited" in done.stdout
    assert done.stderr == ""


def test_what_cannot_be_read_is_named_and_the_rest_goes_on(audit, articles: Path, tmp_path: Path) -> None:
    (articles / "empty.txt").write_text("", encoding="utf-8")
    (articles / "broken.json").write_text('{"title": ', encoding="utf-8")
    (articles / "picture.xyz").write_bytes(bytes(range(256)) * 4)
    done = audit("run", articles, tmp_path / "nowhere", "--out", "out", "--format", "json")
    assert done.returncode == 3
    lines = [line for line in done.stderr.splitlines() if line]
    assert len(lines) == 4, done.stderr
    for name in ("empty.txt", "broken.json", "picture.xyz", "nowhere"):
        assert sum(name in line for line in lines) == 1
    assert "Traceback" not in done.stderr
    assert (tmp_path / "out" / "one.json").is_file()


@pytest.mark.parametrize(
    "arguments, said",
    [
        (("--format", "papyrus"), "papyrus"),
        (("--select", "ZZ999"), "ZZ999"),
        (("--sources", "nowhere"), "nowhere"),
        (("--archive", "nowhere.db"), "nowhere.db"),
        (("--config", "nowhere.toml"), "nowhere.toml"),
        (("--profile", "boss"), "boss"),
        (("--encoder-typo",), "encoder-typo"),
    ],
)
def test_wrong_usage_is_one_clear_line(audit, articles: Path, arguments: tuple[str, ...], said: str) -> None:
    done = audit("run", articles, "--out", "out", *arguments)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_an_article_over_the_limit_is_named(audit, articles: Path) -> None:
    done = audit("run", articles, "--out", "out", "--format", "json", AUDIT_MAX_CHARS="20")
    assert done.returncode == 3
    assert "too many for one article" in done.stderr
    assert "max-chars" in done.stderr


def test_equal_inputs_give_equal_bytes_whatever_the_workers(audit, articles: Path, tmp_path: Path) -> None:
    # a: one worker, cold; b: two workers, cold; c: two workers, warm
    for name, jobs, cache in (("a", "1", "a"), ("b", "2", "b"), ("c", "2", "b")):
        folder = tmp_path / f"cache-{cache}"
        done = audit(
            "run", articles, "--out", name, "--jobs", jobs, "--format", "html,json", AUDIT_CACHE_DIR=str(folder)
        )
        assert done.returncode == 0, done.stderr
    contents = [
        {p.relative_to(tmp_path / n): p.read_bytes() for p in sorted((tmp_path / n).rglob("*.*"))} for n in "abc"
    ]
    assert contents[0] == contents[1] == contents[2]


def test_siblings_are_compared_with_a_signature(audit, tmp_path: Path, root: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    text = (root / "seeds/articles/seed1.txt").read_text(encoding="utf-8")
    (folder / "a.txt").write_text(text, encoding="utf-8")
    (folder / "b.txt").write_text(text.replace("25 000", "26 000"), encoding="utf-8")
    audit("run", folder, "--out", "out", "--format", "json", AUDIT_ENCODER="none")
    sibling = json.loads((tmp_path / "out/a.json").read_text(encoding="utf-8"))["siblings"][0]
    assert sibling["path"].endswith("b.txt")
    assert sibling["chrf"] > 95
    assert "version:" in sibling["signature"]


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_interrupted_keeps_what_is_finished(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for i in range(400):
        (folder / f"{i:03}.txt").write_text(GERMAN * 40, encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "audit", "run", folder, "--out", tmp_path / "out", "--format", "json", "--jobs", "2"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "AUDIT_ENCODER": "none"},
        text=True,
    )
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline and len(list((tmp_path / "out").glob("*.json"))) < 3:
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130, err
    assert "Interrupted" in out
    finished = list((tmp_path / "out").glob("*.json"))
    assert 3 <= len(finished) < 400
    for one in finished:
        json.loads(one.read_text(encoding="utf-8"))
    assert not list((tmp_path / "out").glob("*.part"))


def test_folders_without_articles_are_told_of(audit, articles: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for done in (audit("run", "empty", "--out", "out"), audit("check", "empty")):
        assert done.returncode == 0
        assert "nothing to audit in empty" in done.stderr
    for done in (
        audit("run", articles, "--sources", "empty", "--out", "out", "--format", "json"),
        audit("check", articles, "--sources", "empty", "--format", "json"),
    ):
        assert done.returncode == 0
        assert "empty: no article was found there" in done.stderr
