"""Lines of the page, captions and faults that occur many times."""

from __future__ import annotations

import pytest

from audit.lid import guess, identify
from audit.rules.catalogue import catalogue
from audit.rules.engine import detect
from audit.segment import segment
from audit.types import Article, Document, Finding, Severity

BEFORE = "Le conseil municipal a voté mardi soir la rénovation du vieux marché couvert de la ville."
AFTER = "Les commerçants redoutent une fermeture de plusieurs mois et demandent des garanties."
RULES = tuple(rule for rule in catalogue() if rule.code in ("AC101", "AC105", "DM103", "DM104"))


def findings(line: str) -> tuple[Finding, ...]:
    document = Document(id="sha256:0", text=f"{BEFORE}\n\n{line}\n\n{AFTER}")
    sentences = segment(document, guess(document))
    found, _ = detect(Article(document, identify(document, sentences, main="fr"), sentences), (), RULES)
    return found


@pytest.mark.parametrize(
    "line",
    [
        "Lees ook: De brug wordt dit weekend gesloten",
        "Czytaj także: Rada miasta podjęła decyzję",
        "Читайте также: Что произошло на рынке",
        "Lesen Sie auch: Die Brücke wird saniert",
        "Lee también: El puente se cierra mañana",
    ],
)
def test_a_lead_to_another_story_is_minor(line: str) -> None:
    assert [(f.code, f.severity, f.text) for f in findings(line)] == [("AC101", Severity.MINOR, line)]


def test_a_caption_that_opens_with_a_credit_word_is_a_passage() -> None:
    line = "Foto: Die Ministerin spricht am Dienstag vor der Brücke"
    assert [(f.code, f.text) for f in findings(line)] == [("AC101", line)]


def test_only_the_word_is_marked_before_a_caption_in_the_own_language() -> None:
    assert [(f.code, f.text) for f in findings("Foto: La ministre parle devant le vieux pont")] == [("AC105", "Foto")]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Die Stadt beschloss am Abend, die Brücke zu sperren.\n\n(Foto: dpa)", "German"),
        ("(Foto: Il mercato coperto della città)", "Italian"),
    ],
)
def test_a_credit_is_in_the_language_around_it(line: str, name: str) -> None:
    (credit,) = [f for f in findings(line) if f.code == "AC105"]
    assert f"is {name};" in credit.message


def test_one_fault_of_encoding_is_one_finding() -> None:
    (fault,) = [f for f in findings("La dÃ©cision a Ã©tÃ© prise par la mairie, dÃ©jÃ\xa0.") if f.code == "DM103"]
    assert fault.text == "dÃ©cision"
    assert "2 more words" in fault.message


def test_markup_of_one_kind_is_counted_when_it_floods() -> None:
    found = [
        f for f in findings("La mairie.<br/>Le pont.<br/>La rue.<br/>La place.<br/>Le&nbsp;quai.") if f.code == "DM104"
    ]
    assert [f.text for f in found] == ["<br/>", "&nbsp;"]
    assert "4 times" in found[0].message
