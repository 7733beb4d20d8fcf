"""`audit archive`, and `--archive` beside `--sources`."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from audit import AuditError, Settings, audit_path, audit_text
from audit.batch.archiving import add


@pytest.fixture
def originals(root: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(root / "seeds/originals", tmp_path / "originals"))


def test_an_archive_gives_the_reports_that_its_folder_gives(audit, root: Path, originals: Path, tmp_path: Path) -> None:
    (originals / "page.html").write_text(
        "<html><head><title>Der Stadtrat</title><link rel=canonical href='https://a.de/stadtrat.html'>"
        "<meta property='article:published_time' content='2024-10-01T08:00:00+02:00'></head><body><article>"
        "<h1>Der Stadtrat beschließt den Haushalt</h1><p>"
        + "Die Stadt will zwei neue Schulen bauen. " * 8
        + "</p></article></body></html>",
        encoding="utf-8",
    )
    made = audit("archive", "add", "wire.audit", "originals", "--jobs", "2")
    assert made.returncode == 0, made.stderr
    assert made.stdout == "wire.audit: 5 added\n"
    assert made.stderr == ""
    for name, option in (("a", ("--sources", "originals")), ("b", ("--archive", "wire.audit"))):
        done = audit("run", root / "seeds/articles", *option, "--out", name, "--format", "html,json", "--jobs", "2")
        assert done.returncode == 0, done.stderr
        assert done.stderr == ""
    made_by = [{p.name: p.read_bytes() for p in (tmp_path / name).iterdir()} for name in "ab"]
    assert made_by[0] == made_by[1]
    report = json.loads(made_by[0]["seed2.json"])
    assert report["originals"][0]["path"] == "originals/seed2_de_reconstructed.txt"
    draft = root / "seeds/articles/seed2.txt"
    checked = json.loads(audit("check", draft, "--archive", "wire.audit", "--format", "json").stdout)
    assert checked["originals"] == report["originals"]
    both = audit("check", draft, "--archive", "wire.audit", "--sources", "originals", "--format", "json")
    assert [o["path"] for o in json.loads(both.stdout)["originals"]] == [o["path"] for o in report["originals"]]


def test_looking_after_an_archive(audit, originals: Path, tmp_path: Path) -> None:
    (originals / "empty.txt").touch()
    added = audit("archive", "add", "a.audit", "originals", "nowhere", AUDIT_ENCODER="none")
    assert added.returncode == 3
    assert added.stdout == "a.audit: 4 added, 2 could not be added\n"
    assert "nowhere" in added.stderr
    assert "empty.txt" in added.stderr
    again = audit("archive", "add", "a.audit", "originals", AUDIT_ENCODER="none")
    assert again.stdout == "a.audit: 4 there already, 1 could not be added\n"
    rows = [json.loads(line) for line in audit("archive", "list", "a.audit", "--json").stdout.splitlines()]
    assert [row["path"] for row in rows] == sorted(p.as_posix() for p in Path("originals").glob("*")) or len(rows) == 4
    assert rows[0]["path"] in audit("archive", "list", "a.audit").stdout
    facts = json.loads(audit("archive", "info", "a.audit", "--json").stdout)
    assert facts["articles"] == 4
    assert facts["languages"] == {"en": 2, "de": 1, "vi": 1}
    assert facts["encoder"] is None
    assert facts["content"] in audit("archive", "info", "a.audit").stdout
    assert audit("archive", "verify", "a.audit").stdout == "a.audit: whole\n"
    gone = audit("archive", "remove", "a.audit", rows[0]["id"][7:19], rows[1]["path"])
    assert gone.stdout == "a.audit: 2 removed\n"
    unknown = audit("archive", "remove", "a.audit", "originals", "no-such.txt")
    assert unknown.returncode == 2
    assert "no-such.txt" in unknown.stderr
    assert json.loads(audit("archive", "info", "a.audit", "--json").stdout)["articles"] == 2


def test_vectors_of_another_encoder_are_told_of(audit, root: Path, originals: Path) -> None:
    audit("archive", "add", "a.audit", originals, AUDIT_ENCODER="none")
    draft = root / "seeds/articles/seed2.txt"
    told = audit("check", draft, "--archive", "a.audit", "--format", "json")
    assert "no vectors" in told.stderr
    assert json.loads(told.stdout)["provenance"]["direct_source_language"] == "de"
    filled = audit("archive", "add", "a.audit", originals)
    assert filled.stdout == "a.audit: 4 encoded, 4 there already\n"
    assert audit("check", draft, "--archive", "a.audit").stderr == ""


@pytest.mark.parametrize("command", ["list", "info", "verify"])
def test_an_unusable_archive_is_exit_code_2(audit, originals: Path, tmp_path: Path, command: str) -> None:
    (tmp_path / "text.audit").write_text("no archive", encoding="utf-8")
    for name, said in (("none.audit", "no such archive"), ("text.audit", "not an archive"), ("originals", "folder")):
        for done in (audit("archive", command, name), audit("check", "-", "--archive", name, stdin="Ein Satz.")):
            assert done.returncode == 2, done.stderr
            assert said in done.stderr
            assert "Traceback" not in done.stderr
            assert done.stdout == ""


def test_narrow_encodings_and_odd_file_names_end_nothing(audit, originals: Path, tmp_path: Path) -> None:
    (originals / "seed1_vi_reconstructed.txt").rename(originals / "Triều Tiên.txt")
    for encoding in ("cp1252:strict", "ascii:strict"):
        done = audit(
            "run", originals, "--out", "out", "--format", "json", PYTHONIOENCODING=encoding, AUDIT_ENCODER="none"
        )
        assert done.returncode == 0, done.stderr
        assert "Triều Tiên.txt" in done.stdout
        added = audit("archive", "add", "a.audit", originals, PYTHONIOENCODING=encoding, AUDIT_ENCODER="none")
        assert added.returncode == 0, added.stderr
        assert "Triều Tiên.txt" in audit("archive", "list", "a.audit", PYTHONIOENCODING=encoding).stdout


def test_the_python_door_takes_archives_and_hides_no_unread_original(
    root: Path, originals: Path, tmp_path: Path
) -> None:
    filled = tmp_path / "a.audit"
    add(filled, (originals,), Settings(jobs=1))
    draft = (root / "seeds/articles/seed2.txt").read_text(encoding="utf-8")
    found = audit_text(draft, archive=filled)
    assert found.provenance.direct_source_language == "de"
    assert found.originals[0].article.document.path == (originals / "seed2_de_reconstructed.txt").as_posix()
    with pytest.raises(AuditError, match="no such archive"):
        audit_text(draft, archive=tmp_path / "none.audit")
    with pytest.raises(AuditError, match="cannot be opened"):
        next(audit_path(root / "seeds/articles/seed2.txt", sources=[originals]))
