"""Foreign titles and quotations that marks or a word before them show to be meant."""

from __future__ import annotations

import pytest

from audit.lid import identify
from audit.types import Document, Languages

HOSTS = {
    "fr": "Le conseil municipal a voté mardi soir la rénovation du vieux marché. {} Les travaux durent un an.",
    "de": "Der Stadtrat beschloss am Abend die Sanierung der Markthalle. {} Die Arbeiten dauern ein Jahr.",
    "en": "The city council voted on Tuesday to renovate the old market. {} The works take a year.",
    "es": "El ayuntamiento aprobó el martes la reforma del mercado. {} Las obras durarán un año.",
    "it": "Il consiglio comunale ha approvato la ristrutturazione del mercato. {} I lavori durano un anno.",
    "pl": "Rada miasta przyjęła we wtorek uchwałę o remoncie hali. {} Prace potrwają rok.",
    "ru": "Городской совет проголосовал во вторник за ремонт рынка. {} Работы займут год.",
    "vi": "Hội đồng thành phố tối thứ Ba đã thông qua việc cải tạo khu chợ cũ. {} Công trình kéo dài một năm.",
}


def answer(main: str, sentence: str) -> tuple[str, Languages]:
    text = HOSTS[main].format(sentence)
    return text, identify(Document("x", text), (), vote=False)


def told(main: str, sentence: str) -> list[tuple[str, str, str]]:
    text, found = answer(main, sentence)
    assert found.leftovers == ()
    return [(span.span.of(text), span.language, span.kind) for span in found.spans]


@pytest.mark.parametrize(
    ("main", "sentence", "title", "language"),
    [
        ("fr", "La série The Long Way Home revient en mai.", "The Long Way Home", "en"),
        ("fr", "Son roman El jardín de las sombras paraît en mai.", "El jardín de las sombras", "es"),
        ("de", "Der Film Il silenzio della notte läuft im Mai an.", "Il silenzio della notte", "it"),
        ("en", "The novel Der Wind über dem Fluss comes out in May.", "Der Wind über dem Fluss", "de"),
        ("es", "La película Never Look Behind You se estrena en mayo.", "Never Look Behind You", "en"),
        ("it", "La canzone Les feuilles de l'hiver è uscita a maggio.", "Les feuilles de l'hiver", "fr"),
        ("pl", "Serial Das letzte Haus am See wraca w maju.", "Das letzte Haus am See", "de"),
        ("ru", "Роман Тіні нашого міста вышел в мае.", "Тіні нашого міста", "uk"),
        ("vi", "Bộ phim The Quiet Girl Next Door sẽ ra rạp.", "The Quiet Girl Next Door", "en"),
    ],
)
def test_a_title_behind_its_kind_of_work(main: str, sentence: str, title: str, language: str) -> None:
    assert told(main, sentence) == [(title, language, "title_or_name")]


@pytest.mark.parametrize(
    ("main", "sentence", "quoted", "language"),
    [
        ("fr", "« Wir kommen bald zurück », a-t-il promis.", "Wir kommen bald zurück", "de"),
        ("fr", "Il a répondu *we never sleep here* en partant.", "we never sleep here", "en"),
        ("de", "„On ne sait jamais vraiment“, rief er.", "On ne sait jamais vraiment", "fr"),
        ("de", "Er sagte ‚nadie sabe nada todavía‘ und ging.", "nadie sabe nada todavía", "es"),
        ("en", "He shouted ‘nous sommes tous là’ and left.", "nous sommes tous là", "fr"),
        ("en", "The mayor said _das ist mir egal_ and left.", "das ist mir egal", "de"),
        ("es", "Gritó “we are not afraid” a la multitud.", "we are not afraid", "en"),
        ("it", "Ha gridato «wir bleiben alle hier» alla folla.", "wir bleiben alle hier", "de"),
        ("fr", "Sur le mur, il a écrit « Щедрик ведрик » à la craie.", "Щедрик ведрик", None),
    ],
)
def test_a_short_quotation_in_any_marks(main: str, sentence: str, quoted: str, language: str | None) -> None:
    spans = [span for span in told(main, sentence) if span[0] == quoted]
    assert [span[2] in ("quotation", "title_or_name") for span in spans] == [True]
    assert language is None or spans[0][1] == language


def test_a_question_in_marks_ends_with_its_mark() -> None:
    assert told("fr", "« Was machen wir jetzt ? », a-t-il dit.") == [("Was machen wir jetzt ?", "de", "quotation")]


@pytest.mark.parametrize("word", ["괜찮아요", "مرحبا", "« Щедрик »", "ありがとう"])
def test_a_single_word_in_a_script_of_its_own_is_no_defect(word: str) -> None:
    spans = told("fr", f"Elle a répondu {word} avant de partir.")
    assert [span[2] in ("quotation", "title_or_name") for span in spans] == [True]


def test_a_foreign_sentence_that_holds_a_quotation_is_still_a_passage() -> None:
    left = "“We never saw anything like it,” she said on Monday."
    assert told("fr", left)[0][2] == "untranslated_passage"


def test_a_foreign_clause_in_lower_case_behind_such_a_word_is_a_passage() -> None:
    spans = told("fr", "Elle a vu le film because nobody told her when the show would start, et elle est partie.")
    assert [span[2] for span in spans] == ["untranslated_passage"]


@pytest.mark.parametrize(
    ("main", "sentence"),
    [
        ("fr", "Le film Amélie Poulain repasse en mai."),
        ("fr", "L'émission Des racines et des ailes repasse en mai."),
        ("de", "Der Film Sophie Scholl läuft im Mai."),
        ("de", "Das Buch Anna Karenina steht im Regal."),
        ("en", "The film Marie Antoinette opens in May."),
        ("es", "La película Roma se estrena en mayo, como el libro Platero y yo."),
        ("pl", "Serial Ojciec Mateusz wraca w maju."),
        ("ru", "Роман Анна Каренина вышел снова."),
        ("en", "It costs 5 * 3 * 2 pounds, the parents' house, the '90s and rock 'n' roll."),
    ],
)
def test_titles_in_the_articles_own_language_stay_silent(main: str, sentence: str) -> None:
    assert told(main, sentence) == []


@pytest.mark.parametrize(
    ("main", "sentence", "name"),
    [
        ("fr", "Le système GCA (Ground Controlled Approach) est simple.", "Ground Controlled Approach"),
        ("de", "Ein Fragebogen wie die Child Health Check List (CHCL) hilft.", "Child Health Check List"),
        (
            "es",
            "Lo dice el Bundesverband der Deutschen Wirtschaft (BDW) en su informe.",
            "Bundesverband der Deutschen Wirtschaft",
        ),
    ],
)
def test_a_name_is_told_by_its_initials(main: str, sentence: str, name: str) -> None:
    assert [(span[0], span[2]) for span in told(main, sentence)] == [(name, "title_or_name")]


def test_initials_of_the_articles_own_language_stay_silent() -> None:
    assert told("fr", "L'Organisation mondiale de la santé (OMS) et la Caisse des dépôts (CDD) l'ont dit.") == []
    assert told("de", "Der Deutsche Wetterdienst (DWD) und das Bundesamt für Naturschutz (BFN) warnen.") == []


def test_a_phrase_with_its_meaning_in_brackets_is_quoted() -> None:
    spans = told("fr", "La maire avait lancé niemand bleibt allein (personne ne reste seul) devant les élus.")
    assert ("niemand bleibt allein", "de", "quotation") in spans


def test_a_name_in_its_own_script_is_kept_and_a_sign_is_none() -> None:
    assert [span[2] for span in told("fr", "Le chœur chante Щедрик chaque année.")] == ["title_or_name"]
    assert told("fr", "La variation Δ et le μ restent faibles.") == []
