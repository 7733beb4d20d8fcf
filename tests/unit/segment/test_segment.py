from __future__ import annotations

import time

import pytest

from audit.segment import segment
from audit.segment.boundaries import boundaries
from audit.segment.captions import credit_tail, is_caption
from audit.segment.furniture import is_furniture
from audit.types import Block, Document, Span


def pieces(text: str, language: str = "fr", **fields: object) -> list[tuple[str, str]]:
    document = Document("x", text, **fields)  # type: ignore[arg-type]
    return [(s.block, s.span.of(text)) for s in segment(document, lambda _: language)]


@pytest.mark.parametrize(
    "language, marked",
    [
        ("fr", "M. Dupont est venu.| « Bonjour ! » dit-il.| Fin."),
        ("fr", "« Non ! » a-t-il crié.| Puis il est parti."),
        ("fr", 'Elle juge la menace "élevée ... mais possible".| Il ajoute autre chose.'),
        ("fr", "Mme Le Pen et M. J.-P. Martin arrivent.| Le Dr. Roux aussi."),
        ("fr", "Le prix est de 30.000 dongs.| C'est cher."),
        ("fr", "« Ce n'est pas le plus dur, résume Ana Ruiz, qui a dirigé l'essai.| Quand on part, on part. »"),
        ("de", "Das ist z.B. ein Test.| „Nein.“ sagte er.| Dr. Meier kam am 3. Mai."),
        ("de", "Der 1. FC Köln gewann.| Die 2. Bundesliga startet."),
        ("de", "Die Regierung, d.h. der Kanzler, und Prof. Dr. Müller kamen.| Es war gut."),
        ("de", "„Wir haben keinen Ersatz“, sagte Weber.| „Wir werden jedes Watt nutzen.“"),
        ("de", "Er wurde 23.| Dann ging er."),
        ("vi", "Tại TP.HCM, ông A. nói.| Giá 30.000 đồng.| Hết."),
        ("vi", "Theo GS. Trần Văn B, việc này khó.| TS. Lê Văn C đồng ý."),
        ("en", "The U.S. President Joe Biden spoke.| He left at 5 p.m. Eastern time.| Mr. Smith stayed."),
        ("en", "He lives in the U.S.| She does not."),
        ("en", 'Sen. J. R. Smith said no.| "Why?" she asked.| It cost $3.5 million.'),
        ("es", "El Sr. García y la Dra. López llegaron.| ¿Qué pasó?| Nadie sabe."),
        ("it", "Il sig. Rossi e l'on. Bianchi parlano.| «Basta!», ha detto.| Fine."),
        ("pt", "O Sr. Silva chegou.| A Dra. Lima saiu às 15h.| Custou R$ 3.500."),
        ("nl", "Dhr. Jansen en mevr. de Vries komen.| ‘Nee’, zei hij.| Klaar."),
        ("pl", "Prof. dr hab. Jan Kowalski przyjechał 3. maja.| Ul. Długa 5 jest zamknięta."),
        ("ru", "И. И. Иванов выступил.| В 2024 г. он уехал.| Конец."),
        ("uk", "У м. Київ пройшов форум.| І. П. Петренко виступив."),
        ("zh", "他来了。|她走了。|好！"),
        ("", "One sentence.| Another one."),
        ("tlh-x-new", "One sentence.| Another one."),
    ],
)
def test_sentences(language: str, marked: str) -> None:
    expected = marked.split("|")
    line = "".join(expected)
    cuts = boundaries(line, language)
    assert [line[a:b].strip() for a, b in zip([0, *cuts], [*cuts, len(line)], strict=True)] == [
        piece.strip() for piece in expected
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Commentaires (3)", "3 comments", "Bình luận (0)", "Kommentare: 12", "Partager sur Facebook Partager sur X",
        "Share | Tweet | Email", "Source : https://exemple.fr/article", "Quelle: dpa", "Nguồn: Báo Mới",
        "Lire aussi : Le pont fermé", "Lesen Sie auch: Der Streit um die Bäder", "Leia também: O novo porto",
        "Читайте также: Новый мост", "Tin liên quan: Khai mạc lễ hội", "Czytaj także: Nowy most",
        "Sign up for our daily newsletter.", "Abonnez-vous à notre newsletter", "Jetzt anmelden für den Newsletter",
        "https://exemple.fr/a/b", "We use cookies to improve your experience.", "Anzeige", "Theo CNN", "***",
        "Suivez-nous sur Facebook et X", "Tags: port, bateau",
        "Par Jeanne Le Roux", "Von Max Roth und Eva Lind | 3. Mai 2024", "By Ann O'Neil, Staff Writer", "Publié le 3 mai 2024 à 10h30",
        "3. Mai 2024", "14/03/2025 - 08:30", "March 3, 2024", "Cập nhật: 12/4/2025",
    ],
)  # fmt: skip
def test_furniture_is_told_by_its_wording(line: str) -> None:
    assert is_furniture(line)


@pytest.mark.parametrize(
    "line",
    [
        "Les commentaires (3 au total) ont été supprimés par le site mardi soir.",
        "Die Quelle: Ein Beamter im Ministerium, der anonym bleiben will, bestätigt den Vorgang gegenüber der Zeitung.",
        "Le Monde",
        "Theo ông Nam, giá vé sẽ tăng trong năm nay.",
        "Share prices fell sharply on Monday.",
        "Post offices will close on Friday.",
        "Subscribe, they were told by the company on Monday morning, or lose the free newsletter for good.",
        "Related parties were informed.",
        "Related-party deals under fire",
        "Source-based reporting grows",
        "Follow the money: how Google hid its profits",
        "Par temps de pluie, restez chez vous",
        "Par la force des choses",
        "Von der Leyen reist nach Kiew",
        "By the sea",
        "Published in 2020 by a small press, the book sold 3 million copies and changed the way its readers saw war.",
        "Le 14 mars 2025 restera dans les mémoires",
        "Auf dem Markt",
        "Recevez-vous encore des lettres ?",
    ],
)
def test_running_text_is_not_furniture(line: str) -> None:
    assert not is_furniture(line)


@pytest.mark.parametrize(
    "line",
    [
        "(Foto: Archiv/Marta Lenz)", "Photo : Jeanne Roux", "Ảnh: Thành Tâm", "Le pont, hier. (Photo : A. Roux / AFP)",
        "Los vecinos, ayer en la plaza. Foto: Agencia Sur", "Symbolbild", "Crédit photo : Mairie", "© Rita Wolf",
    ],
)  # fmt: skip
def test_captions(line: str) -> None:
    assert is_caption(line)


@pytest.mark.parametrize(
    "line",
    [
        "Le photographe a vendu la photo 3 000 euros.",
        "Photo finish: three riders crossed the line together. The jury needed an hour. Nobody complained.",
        "Die Polizei sucht Zeugen (siehe Foto).",
        "Sie besuchte das Museum (Foto-Ausstellung im Keller)",
    ],
)
def test_running_text_is_no_caption(line: str) -> None:
    assert credit_tail(line) is None


def test_kinds_of_blocks() -> None:
    text = (
        "Le port rouvre mardi\n\nLe port de Brest rouvre mardi. C'est officiel.\n\nUn chantier difficile\n\n"
        "Les travaux ont duré un an. Tout est prêt désormais. (Photo : Archives/Ana Ruiz)\n\nUne grue. (Foto: Lou)\n"
        "Commentaires (0)"
    )
    assert pieces(text) == [
        ("heading", "Le port rouvre mardi"),
        ("lead", "Le port de Brest rouvre mardi."),
        ("lead", "C'est officiel."),
        ("heading", "Un chantier difficile"),
        ("paragraph", "Les travaux ont duré un an."),
        ("paragraph", "Tout est prêt désormais."),
        ("caption", "(Photo : Archives/Ana Ruiz)"),
        ("caption", "Une grue."),
        ("caption", "(Foto: Lou)"),
        ("furniture", "Commentaires (0)"),
    ]


def test_repeated_headline_is_a_heading() -> None:
    text = "Le port rouvre\n\nLe port rouvre mardi.\n\nLe port rouvre\n\nIl a fermé en mai."
    assert [kind for kind, _ in pieces(text)] == ["heading", "lead", "heading", "paragraph"]


def test_declared_blocks_are_trusted() -> None:
    text = "Titre.\n\nUne légende\n\nPremier texte."
    blocks = (Block("heading", Span(0, 6)), Block("caption", Span(8, 19)), Block("paragraph", Span(21, 35)))
    assert [kind for kind, _ in pieces(text, blocks=blocks)] == ["heading", "caption", "lead"]


@pytest.mark.parametrize(
    ("line", "kind"), [("Menu", "heading"), ("3. Mai 2024", "heading"), ("Read also", "furniture")]
)
def test_declared_headings_of_one_word_or_a_date_stay(line: str, kind: str) -> None:
    text = f"{line}\n\nPremier texte."
    blocks = (Block("heading", Span(0, len(line))), Block("paragraph", Span(len(line) + 2, len(text))))
    assert pieces(text, blocks=blocks)[0] == (kind, line)


@pytest.mark.parametrize("text", ["", " \n\t", "mot", "\u200b", "👩‍👩‍👧", "a\r\nb\rc", "שלום עולם. מה שלומך?"])
def test_odd_texts(text: str) -> None:
    assert "".join(piece for _, piece in pieces(text)).replace(" ", "") == "".join(text.split())


@pytest.mark.parametrize("unit", ["« ", "mot ", "M. ", ". ", '"a." ', "(Foto: ", "x"])
def test_long_lines_stay_linear(unit: str) -> None:
    text = (unit * 1_000_000)[:1_000_000]
    start = time.perf_counter()
    segment(Document("x", text), lambda _: "fr")
    assert time.perf_counter() - start < 20


@pytest.mark.parametrize(
    ("line", "first"),
    [
        ("Read more: Is the old bridge safe? The council has no plans for a new survey.", "Read more: Is the old bridge safe?"),
        ("Lire aussi : « Le pont est fermé. » Les travaux dureront jusqu'à l'été.", "Lire aussi : « Le pont est fermé. »"),
        ("Xem thêm: Vì sao cầu đóng cửa? Thành phố chưa có kế hoạch mới.", "Xem thêm: Vì sao cầu đóng cửa?"),
    ],
)  # fmt: skip
def test_text_behind_a_link_stays_text(line: str, first: str) -> None:
    found = pieces(f"Title\n\nSome text stands here.\n\n{line}\n\nMore text stands here.")
    assert ("furniture", first) in found
    assert ("paragraph", line[len(first) :].strip()) in found


@pytest.mark.parametrize(
    ("line", "last"),
    [
        ("Le pont reste fermé. Lire aussi : Le vieux pont en images", "Lire aussi : Le vieux pont en images"),
        ("The bridge stays closed (Photo: Ana Ruiz). Read more", "Read more"),
        ("Cầu vẫn đóng. Xem thêm: Ảnh cầu cũ", "Xem thêm: Ảnh cầu cũ"),
    ],
)
def test_a_link_behind_text_is_a_piece_of_its_own(line: str, last: str) -> None:
    found = pieces(f"Title\n\nSome text stands here.\n\n{line}\n\nMore text stands here.")
    assert found[-2] == ("furniture", last)
    assert found[2][0] == "paragraph"


@pytest.mark.parametrize(
    "line", ["He smiled. See also what happened in Leeds, he said.", "Elle rit. Lire aussi est un luxe."]
)
def test_a_sentence_behind_text_stays_text(line: str) -> None:
    assert "furniture" not in {kind for kind, _ in pieces(f"Title\n\nSome text.\n\n{line}\n\nMore text.")}


@pytest.mark.parametrize(
    "line",
    ["Read more: What is known? And what is not", "Read more: The bridge", "Read more: Bridge closed. Town divided"],
)
def test_a_link_whose_title_has_no_clear_end_is_one_piece(line: str) -> None:
    assert pieces(f"Title\n\nSome text.\n\n{line}\n\nMore text.")[2] == ("furniture", line)


@pytest.mark.parametrize(
    "line",
    [
        "By Eleanor Grant in Rio de Janeiro", "Van onze verslaggever Jan Smit", "Текст: Мария Волкова", "dal nostro inviato Luca Rossi",
        "Jeanne Roux, envoyée spéciale à Lima", "Ana Ruiz, corresponsal en Roma", "Von Max Roth, Wien", "Por Ana Lima, correspondente em Paris",
        "Tekst: Jan Nowak", "Від нашого кореспондента", "Iñigo Ruiz de Azúa, Bilbao", "By Ann Lee and Bob Ray, Health Correspondents",
    ],
)  # fmt: skip
def test_bylines_are_no_headings(line: str) -> None:
    text = f"A title stands here\n\nThe standfirst tells it in one sentence.\n\n{line}\n\nThe text begins here. It goes on.\n\nEnd."
    assert ("furniture", line) in pieces(text)


@pytest.mark.parametrize(
    "line",
    [
        "Imagen de la plaza, ayer. POLICÍA LOCAL", "Akcja ratownicza w porcie. Fot. PAP/Jan Nowak", "Анна в лагере, 3 мая. Фото: Иван Лис / Reuters",
        "Anne dans sa cuisine, le 3 mai. JEAN ROUX / HANS LUCAS", "El alero lanza ante su rival. | EFE / Ana Ruiz", "Een fietser op de kasseien. Foto ANP / Jan Smit",
        "Ana Ruiz/AFP via Getty Images", "Photo by Anne Bell", "REUTERS/Anne Bell", "The bridge at dawn. Photograph: Anne Bell/Reuters",
        "Ein Boot im Hafen. © Anna Bell/dpa", "Cây cầu lúc rạng sáng. Ảnh: Minh Tâm", "La plaza vacía. ANA RUIZ",
    ],
)  # fmt: skip
def test_lines_that_end_in_a_credit_are_captions(line: str) -> None:
    assert is_caption(line)


@pytest.mark.parametrize(
    "line",
    [
        "Scandale au CRÉDIT LYONNAIS", "He works for the BBC.", "Er arbeitet für die dpa.", "They met in the U.S. He left early.",
        "Il a rejoint l'AFP. Elle est restée à Reuters.", "Djokovic / Alcaraz, the final", "The match ended 3-1. Fans left.",
        "Photo op: leaders smile for a picture, then argue. Nobody laughed. It was late.", "Anna Bell told Reuters", "La OTAN responde a Rusia",
    ],
)  # fmt: skip
def test_agencies_and_capitals_in_running_text_are_no_credit(line: str) -> None:
    assert not is_caption(line)


@pytest.mark.parametrize(
    "lines",
    [
        ["Softly the river", "carries the morning", "down to the sea", "and back again"],
        ["- flour and butter", "- two eggs", "- a pinch of salt"],
        ["Lions – Tigers 2:1"],
        ["Oslo\t12\t4"],
        ["Oslo | 12 | 4"],
    ],
)
def test_verse_items_scores_and_rows_are_no_headings(lines: list[str]) -> None:
    text = "A title\n\nThe text begins here and goes on for a while.\n\n{}\n\nThe text ends here, after a while."
    for joint in ("\n", "\n\n") if lines[0][0] == "-" else ("\n",):
        kinds = [kind for kind, _ in pieces(text.format(joint.join(lines)))]
        assert kinds.count("heading") == 1, joint


def test_the_last_line_of_a_text_may_sign_it() -> None:
    assert pieces("Title\n\nSome text.\n\nMore text.\n\nHoài Phương")[-1] == ("furniture", "Hoài Phương")


def test_an_embedded_tweet_is_furniture() -> None:
    tweet = "Une belle soirée à Brest !\n— Anne Roux (@anneroux) November 12, 2026"
    found = pieces(f"Titre\n\nLe port rouvre mardi.\n\n{tweet}\n\nLes travaux ont duré un an.")
    assert [kind for kind, _ in found] == ["heading", "lead", "furniture", "furniture", "paragraph"]
