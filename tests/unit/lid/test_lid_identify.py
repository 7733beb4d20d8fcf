"""Main language, passages, kinds and leftover words on invented texts."""

from __future__ import annotations

import re

import pytest

from audit.lid import guess, identify
from audit.types import UNDETERMINED, Block, Document, Languages, Sentence, Span

FRENCH = (
    "Le conseil municipal a voté mardi soir la rénovation du vieux marché couvert. "
    "Les commerçants, eux, redoutent une fermeture de plusieurs mois et demandent des garanties. "
    "La maire leur a répondu que les travaux se feraient par étapes."
)
GERMAN = "Der Stadtrat hat am Dienstagabend die Sanierung der alten Markthalle beschlossen, die Händler fürchten eine Schließung."
ENGLISH = "The city council voted on Tuesday night to renovate the old market hall."
RUSSIAN = "Городской совет проголосовал во вторник вечером за ремонт старого крытого рынка."
KOREAN = "시의회는 화요일 저녁 오래된 시장 건물의 보수 공사를 의결했다."


def cut(text: str) -> tuple[Sentence, ...]:
    """One sentence a line or full stop: enough for these texts."""
    found = [match.span() for match in re.finditer(r"[^\n.]+\.?", text) if match.group().strip()]
    return tuple(Sentence(index, Span(*span), "paragraph") for index, span in enumerate(found))


def languages(text: str, main: str | None = None) -> Languages:
    return identify(Document("sha256:0", text), cut(text), main=main)


def found(text: str) -> list[tuple[str, str, str]]:
    return [(span.span.of(text), span.language, span.kind) for span in languages(text).spans]


MAIN = {
    "fr": FRENCH,
    "de": GERMAN,
    "en": ENGLISH,
    "ru": RUSSIAN,
    "ko": KOREAN,
    "vi": "Hội đồng thành phố tối thứ Ba đã thông qua việc cải tạo khu chợ cũ.",
    "es": "El ayuntamiento aprobó el martes por la noche la reforma del antiguo mercado.",
    "it": "Il consiglio comunale ha approvato martedì sera la ristrutturazione del vecchio mercato.",
    "pt": "A câmara municipal aprovou na terça-feira à noite a renovação do antigo mercado.",
    "nl": "De gemeenteraad heeft dinsdagavond besloten de oude markthal te renoveren.",
    "pl": "Rada miasta przyjęła we wtorek wieczorem uchwałę o remoncie starej hali targowej.",
    "uk": "Міська рада у вівторок увечері проголосувала за ремонт старого критого ринку.",
    "cs": "Městská rada v úterý večer schválila opravu staré tržnice.",
    "sv": "Kommunfullmäktige röstade på tisdagskvällen för att renovera den gamla saluhallen.",
    "da": "Byrådet vedtog tirsdag aften at renovere den gamle torvehal, som længe har stået tom.",
    "ro": "Consiliul local a aprobat marți seara renovarea vechii hale a pieței.",
    "hu": "A városi tanács kedden este megszavazta a régi vásárcsarnok felújítását.",
    "tr": "Belediye meclisi salı akşamı eski çarşının onarılmasına karar verdi.",
    "id": "Dewan kota pada Selasa malam menyetujui renovasi pasar tua itu.",
    "zh": "市议会星期二晚上通过了旧市场的翻修计划。",
    "ja": "市議会は火曜日の夜、古い市場の改修を可決した。",
    "ar": "وافق مجلس المدينة مساء الثلاثاء على تجديد السوق القديم.",
    "fa": "شورای شهر سه‌شنبه شب بازسازی بازار قدیمی را تصویب کرد.",
    "el": "Το δημοτικό συμβούλιο ενέκρινε την Τρίτη το βράδυ την ανακαίνιση της παλιάς αγοράς.",
    "he": "מועצת העיר אישרה ביום שלישי בערב את שיפוץ השוק הישן.",
    "hi": "नगर परिषद ने मंगलवार रात पुराने बाज़ार के नवीनीकरण को मंज़ूरी दी।",
    "th": "สภาเมืองลงมติเมื่อคืนวันอังคารให้ปรับปรุงตลาดเก่า",
}


@pytest.mark.parametrize("language", MAIN)
def test_the_main_language_is_told(language: str) -> None:
    answer = languages(MAIN[language])
    assert answer.main == language
    assert answer.probability > 0.5
    assert answer.spans == ()


@pytest.mark.parametrize("language", ["fr", "de", "es", "ru", "vi"])
def test_capitals_change_nothing(language: str) -> None:
    assert languages(MAIN[language].upper()).main == language


@pytest.mark.parametrize(("text", "reason"), [("", "no words"), ("1 234 — 56 %", "no words"), ("\u200b\n", "no words")])
def test_a_text_without_words_is_undetermined_and_says_so(text: str, reason: str) -> None:
    answer = languages(text)
    assert (answer.main, answer.probability, answer.spans) == (UNDETERMINED, 0.0, ())
    assert reason in answer.reason


def test_a_main_language_given_from_outside_is_kept() -> None:
    answer = languages(FRENCH, main="fr-CA")
    assert answer.main == "fr-CA"
    assert answer.spans == ()


def test_a_language_outside_the_table_says_so() -> None:
    answer = languages(
        "Linnavolikogu otsustas teisipäeva õhtul vana turuhoone remontida, kaupmehed kardavad sulgemist ja nõuavad tagatisi."
    )
    assert answer.main in ("et", UNDETERMINED)
    assert answer.reason


def test_a_lead_left_in_another_language_is_found_to_the_letter() -> None:
    text = f"Le marché couvert sera rénové\n\n{GERMAN}\n{FRENCH}"
    assert found(text) == [(GERMAN, "de", "untranslated_passage")]


def test_a_sentence_inside_a_paragraph_is_found() -> None:
    text = f"{FRENCH} {ENGLISH} {FRENCH}"
    assert found(text) == [(ENGLISH, "en", "untranslated_passage")]


def test_a_clause_inside_a_sentence_is_found() -> None:
    text = "Les commerçants redoutent une fermeture, because nobody told them when the work would start, et demandent des garanties à la maire."
    assert found(text) == [("because nobody told them when the work would start", "en", "untranslated_passage")]


@pytest.mark.parametrize(("opening", "closing"), [("« ", " »"), ("“", "”"), ("„", "“"), ('"', '"')])
def test_a_foreign_quotation_is_no_defect(opening: str, closing: str) -> None:
    text = f"{FRENCH} Un visiteur a lancé {opening}das war gestern noch ganz anders{closing} avant de partir."
    assert found(text) == [("das war gestern noch ganz anders", "de", "quotation")]


def test_a_quotation_that_opens_the_line_after_a_foreign_one_is_no_part_of_it() -> None:
    text = f'{FRENCH}\n\n{ENGLISH}\n\n"we do not know what to think" répète le maire, interrogé à la sortie du conseil.'
    assert found(text) == [(ENGLISH, "en", "untranslated_passage"), ("we do not know what to think", "en", "quotation")]


def test_a_foreign_song_title_is_no_defect() -> None:
    text = f"{FRENCH} L'orchestre a ensuite joué « Nobody Knows What You Think », sous les applaudissements."
    assert found(text) == [("Nobody Knows What You Think", "en", "title_or_name")]


def test_a_foreign_organisation_is_a_name() -> None:
    text = f"{FRENCH} Selon une étude du Bramwell Research Institute, le chantier durera deux ans."
    assert found(text) == [("Bramwell Research Institute", "en", "title_or_name")]


def test_another_script_is_seen_whatever_its_length() -> None:
    text = f"{FRENCH} {RUSSIAN} {FRENCH}"
    assert [span[1] for span in found(text)] == ["ru"]


@pytest.mark.parametrize(
    "text",
    [
        "Kim Jong-un a reçu Sergueï Choïgou et Oleksandr Syrskyï à Pyongyang, a indiqué Yonhap.",
        "Jürgen Großmann, Hans-Dieter Müller et Karl-Heinz Schröder ont rencontré Nguyễn Văn Thiệu à Đà Nẵng.",
        "Selon Andrzej Wyszyński et Zbigniew Kowalczyk, Krzysztof Szczepański ne viendra pas à Wrocław.",
        "Le président Volodymyr Zelensky a salué Recep Tayyip Erdoğan, Viktor Orbán et Mette Frederiksen.",
    ],
)
def test_names_of_people_and_places_stay_silent(text: str) -> None:
    whole = f"{FRENCH} {text} {FRENCH}"
    answer = languages(whole)
    assert (answer.spans, answer.leftovers) == ((), ())


def test_addresses_are_no_language() -> None:
    text = f"{FRENCH}\nSource : https://www.beispielzeitung.de/nachrichten/der-stadtrat-hat-die-sanierung-beschlossen.html redaktion@beispielzeitung.de"
    assert found(text) == []


def test_a_foreign_picture_credit_is_a_caption() -> None:
    text = f"{FRENCH}\n\nDie Händler stehen vor der verschlossenen Halle. (Foto: Archiv/Lena Brandt)\n\n{FRENCH}"
    assert found(text) == [
        ("Die Händler stehen vor der verschlossenen Halle.", "de", "untranslated_passage"),
        ("(Foto: Archiv/Lena Brandt)", "de", "caption"),
    ]


def test_a_caption_tag_is_a_leftover() -> None:
    text = f"{FRENCH} (Archivbild/dpa)\n\n{FRENCH}"
    tags = [(word.span.of(text), word.language, word.kind) for word in languages(text).leftovers]
    assert tags == [("Archivbild", "de", "caption_tag")]


@pytest.mark.parametrize(
    ("text", "word", "language"),
    [
        ("Les commerçants redoutent une fermeture zwischen deux étapes de plusieurs mois.", "zwischen", "de"),
        ("Los comerciantes temen un cierre although la alcaldesa ha dado garantías a todos.", "although", "en"),
        ("Die Händler fürchten eine lange beaucoup Schließung der alten Halle.", "beaucoup", "fr"),
    ],
)
def test_a_single_foreign_word_is_a_leftover(text: str, word: str, language: str) -> None:
    answer = languages(text)
    assert [(item.span.of(text), item.language) for item in answer.leftovers] == [(word, language)]
    assert answer.spans == ()


def test_a_foreign_genitive_of_a_known_name_needs_a_passage_in_that_language() -> None:
    plain = f"{FRENCH} Le maire de Zelmgrad est venu. La délégation Zelmgrads repart mardi."
    assert languages(plain).leftovers == ()
    text = f"{GERMAN}\n\n{plain}"
    assert ("Zelmgrads", "genitive") in [(word.span.of(text), word.kind) for word in languages(text).leftovers]


def test_a_word_mixing_scripts_is_read_in_the_script_of_most_letters() -> None:
    spoofed = RUSSIAN.replace("совет", "cовет")
    assert languages(spoofed).main == "ru"
    assert languages(spoofed).spans == ()


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_decomposed_letters_are_read_alike(form: str) -> None:
    import unicodedata

    assert languages(unicodedata.normalize(form, MAIN["vi"])).main == "vi"  # type: ignore[arg-type]


def test_equal_texts_give_equal_answers() -> None:
    text = f"{FRENCH} {ENGLISH} {FRENCH}"
    assert languages(text) == languages(text)


def test_guess_gives_short_blocks_the_language_of_the_document() -> None:
    text = f"Radio Gaga\n{FRENCH}\n{GERMAN}"
    of = guess(Document("sha256:0", text, blocks=(Block("heading", Span(0, 10)),)))
    start = text.index(GERMAN)
    assert of(Span(0, 10)) == "fr"
    assert of(Span(11, start - 1)) == "fr"
    assert of(Span(start, len(text))) == "de"
