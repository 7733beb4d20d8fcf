"""The Python door: what a program may rely on."""

from __future__ import annotations

from pathlib import Path

import pytest

from audit import Audit, AuditError, Auditor, Settings, Severity, Unreadable, audit_path, audit_text

GERMAN = (
    "Der Stadtrat von Bremen hat am Dienstag beschlossen, bis zum Jahr 2027 zwei neue Schulen zu bauen.\n\n"
    "Die Kosten liegen nach Angaben der Verwaltung bei 48 Millionen Euro.\n\n"
    "Die Bauarbeiten sollen im Mai beginnen, sagte die Bürgermeisterin Anna Brandt.\n"
)
FRENCH = (
    "Le conseil municipal de Brême a décidé mardi de construire deux nouvelles écoles d'ici à 2027.\n\n"
    "Selon l'administration, le coût s'élève à 84 millions d'euros.\n\n"
    "Les travaux doivent commencer en mai, a déclaré la maire Anna Brandt.\n"
)


def test_a_text_against_its_original() -> None:
    audit = audit_text(FRENCH, sources=[GERMAN])
    assert isinstance(audit, Audit)
    assert audit.article.languages.main == "fr"
    assert audit.originals[0].decision == "source"
    assert audit.provenance.direct_source_language == "de"
    (number,) = [f for f in audit.findings if f.kind == "number-changed"]
    assert "84" in number.text
    assert number.source is not None
    assert "48" in number.source.text
    assert number.severity.at_least(Severity.MAJOR)


def test_without_originals_the_reason_is_given() -> None:
    audit = audit_text(FRENCH)
    assert audit.originals == ()
    assert any(d.stage == "retrieve" and "no originals" in d.reason for d in audit.diagnostics)


def test_a_path_gives_audits_and_reasons(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(FRENCH, encoding="utf-8")
    (tmp_path / "b.txt").write_text("", encoding="utf-8")
    (good,) = audit_path(tmp_path / "a.txt")
    (bad,) = audit_path(tmp_path / "b.txt")
    assert isinstance(good, Audit)
    assert isinstance(bad, Unreadable)
    assert bad.reason


def test_settings_are_checked() -> None:
    with pytest.raises(AuditError, match="no rule matches"):
        _ = Auditor(Settings(select=("ZZ",))).rules


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\t ",
        "x",
        "😀" * 50,
        "\u202e\u200b\ufeff",
        "А" * 3000,
        "a" * 5000,
        "\x00\x01",
        "\ud800",
        "a \ud800 b. C d.",
    ],
)
def test_hostile_texts_are_audited_without_an_exception(text: str) -> None:
    audit = audit_text(text, sources=[GERMAN])
    for finding in audit.findings:
        assert finding.span.of(text) == finding.text
