"""What became of a sentence, in made-up news in four languages, with the real encoder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pytest

from audit.align import align
from audit.encode import Encoder, load
from audit.errors import ModelError
from audit.types import Article, Document, Languages, Sentence, Span

Beads = tuple[tuple[tuple[int, ...], tuple[int, ...], str], ...]
"""(source sentences, article sentences, kind)"""


@dataclass(frozen=True)
class Case:
    name: str
    languages: tuple[str, str]
    """Of the original and of the article."""
    source: tuple[str, ...]
    target: tuple[str, ...]
    beads: Beads


HARBOUR_DE = (
    "Der Hafen von Lindau bleibt bis Ende Oktober geschlossen.",
    "Nach dem Sturm vom Wochenende liegen noch zwölf Boote auf Grund, und die Molen müssen geprüft werden.",
    "Die Stadt schätzt den Schaden auf drei Millionen Euro.",
    "Ein Sprecher der Feuerwehr sagte, verletzt worden sei niemand.",
)
LIBRARY_EN = (
    "The city library will open on Sundays from next month.",
    "More than four thousand residents had signed a petition for longer hours.",
    "The extra shifts will cost about ninety thousand pounds a year, according to the council.",
    "Staff unions have asked for talks about pay before the change takes effect.",
    "A review of visitor numbers is planned for the spring.",
)

CASES = (
    Case(
        "direct, de to fr", ("de", "fr"), HARBOUR_DE,
        (
            "Le port de Lindau restera fermé jusqu'à la fin du mois d'octobre.",
            "Après la tempête du week-end, douze bateaux gisent encore au fond et les môles doivent être contrôlés.",
            "La ville estime les dégâts à trois millions d'euros.",
            "Un porte-parole des pompiers a déclaré que personne n'avait été blessé.",
        ),
        (((0,), (0,), "direct"), ((1,), (1,), "direct"), ((2,), (2,), "direct"), ((3,), (3,), "direct")),
    ),
    Case(
        "split, de to fr", ("de", "fr"), HARBOUR_DE,
        (
            "Le port de Lindau restera fermé jusqu'à la fin du mois d'octobre.",
            "Après la tempête du week-end, douze bateaux gisent encore au fond.",
            "Les môles doivent elles aussi être contrôlées.",
            "La ville estime les dégâts à trois millions d'euros.",
            "Un porte-parole des pompiers a déclaré que personne n'avait été blessé.",
        ),
        (((0,), (0,), "direct"), ((1,), (1, 2), "split"), ((2,), (3,), "direct"), ((3,), (4,), "direct")),
    ),
    Case(
        "merged, de to en", ("de", "en"), HARBOUR_DE,
        (
            "Lindau's harbour will stay closed until the end of October.",
            "After the weekend's storm twelve boats are still aground, and the piers have to be inspected.",
            "The town puts the damage at three million euros, and a fire brigade spokesman said no one had been hurt.",
        ),
        (((0,), (0,), "direct"), ((1,), (1,), "direct"), ((2, 3), (2,), "merged")),
    ),
    Case(
        "moved, en to fr", ("en", "fr"), LIBRARY_EN,
        (
            "Les syndicats du personnel ont demandé des discussions sur les salaires avant l'entrée en vigueur du changement.",
            "Une étude de la fréquentation est prévue au printemps.",
            "La bibliothèque municipale ouvrira le dimanche à partir du mois prochain.",
            "Plus de quatre mille habitants avaient signé une pétition pour des horaires plus longs.",
            "Selon le conseil municipal, ces heures supplémentaires coûteront environ quatre-vingt-dix mille livres par an.",
        ),
        (
            ((3,), (0,), "moved"), ((4,), (1,), "moved"), ((0,), (2,), "direct"), ((1,), (3,), "direct"),
            ((2,), (4,), "direct"),
        ),
    ),
    Case(
        "condensed, en to de", ("en", "de"), LIBRARY_EN,
        (
            "Die Stadtbücherei öffnet ab dem kommenden Monat auch sonntags.",
            "4000 Bürger hatten das gefordert.",
            "Die zusätzlichen Schichten kosten nach Angaben der Stadt rund neunzigtausend Pfund im Jahr.",
            "Eine Auswertung der Besucherzahlen ist für das Frühjahr vorgesehen.",
        ),
        (((0,), (0,), "direct"), ((1,), (1,), "condensed"), ((2,), (2,), "direct"), ((4,), (3,), "direct")),
    ),
    Case(
        "direct and added, en to vi", ("en", "vi"), LIBRARY_EN[:4],
        (
            "Thư viện thành phố sẽ mở cửa vào Chủ nhật từ tháng tới.",
            "Hơn bốn nghìn cư dân đã ký đơn kiến nghị kéo dài giờ mở cửa.",
            "Trận bóng đá tối qua kết thúc với tỷ số hòa.",
            "Theo hội đồng thành phố, các ca làm thêm sẽ tốn khoảng chín mươi nghìn bảng mỗi năm.",
            "Công đoàn nhân viên đã yêu cầu đàm phán về lương trước khi thay đổi có hiệu lực.",
        ),
        (((0,), (0,), "direct"), ((1,), (1,), "direct"), ((2,), (3,), "direct"), ((3,), (4,), "direct")),
    ),
    Case(
        "split, vi to fr", ("vi", "fr"),
        (
            "Sáng nay cầu Long Biên đã mở lại cho xe đạp sau bốn tháng sửa chữa.",
            "Mặt cầu được thay mới toàn bộ, trong khi lan can cũ từ thời Pháp được giữ nguyên theo yêu cầu của các nhà sử học.",
            "Thành phố cho biết việc sửa chữa tốn hai mươi tỷ đồng.",
        ),
        (
            "Le pont Long Bien a rouvert ce matin aux vélos après quatre mois de travaux.",
            "Le tablier du pont a été entièrement remplacé.",
            "Les anciens garde-corps de l'époque française ont en revanche été conservés, à la demande des historiens.",
            "Selon la ville, la réparation a coûté vingt milliards de dongs.",
        ),
        (((0,), (0,), "direct"), ((1,), (1, 2), "split"), ((2,), (3,), "direct")),
    ),
    Case(
        "merged, vi to de", ("vi", "de"),
        (
            "Sáng nay cầu Long Biên đã mở lại cho xe đạp sau bốn tháng sửa chữa.",
            "Mặt cầu được thay mới toàn bộ.",
            "Lan can cũ từ thời Pháp được giữ nguyên theo yêu cầu của các nhà sử học.",
            "Thành phố cho biết việc sửa chữa tốn hai mươi tỷ đồng.",
        ),
        (
            "Die Long-Bien-Brücke ist seit heute Morgen nach viermonatiger Reparatur wieder für Fahrräder offen.",
            "Die Fahrbahn wurde ganz erneuert, das alte Geländer aus der Franzosenzeit blieb auf Wunsch von Historikern.",
            "Nach Angaben der Stadt kostete die Reparatur zwanzig Milliarden Dong.",
        ),
        (((0,), (0,), "direct"), ((1, 2), (1,), "merged"), ((3,), (2,), "direct")),
    ),
    Case(
        "moved block, fr to en", ("fr", "en"),
        (
            "La récolte de pommes sera la plus faible depuis dix ans en Normandie.",
            "Le gel d'avril a détruit près de la moitié des fleurs.",
            "Les producteurs demandent une aide d'urgence au ministère de l'Agriculture.",
            "Le prix du cidre devrait augmenter de quinze pour cent.",
            "En Bretagne, au contraire, les vergers ont été épargnés.",
        ),
        (
            "The price of cider is expected to rise by fifteen percent.",
            "In Brittany, by contrast, the orchards were spared.",
            "Normandy's apple harvest will be the smallest in ten years.",
            "April frost destroyed nearly half of the blossoms.",
            "Growers are asking the agriculture ministry for emergency aid.",
        ),
        (
            ((3,), (0,), "moved"), ((4,), (1,), "moved"), ((0,), (2,), "direct"), ((1,), (3,), "direct"),
            ((2,), (4,), "direct"),
        ),
    ),
    Case(
        "split and condensed, fr to vi", ("fr", "vi"),
        (
            "La récolte de pommes sera la plus faible depuis dix ans en Normandie.",
            "Le gel d'avril a détruit près de la moitié des fleurs, et la grêle de juin a abîmé une grande partie des fruits.",
            ("Les assurances, qui avaient déjà dû relever leurs primes l'an dernier après une sécheresse exceptionnelle, "
            "ne rembourseront selon leur fédération qu'une petite partie des pertes."),
            "Le prix du cidre devrait augmenter de quinze pour cent.",
        ),
        (
            "Vụ thu hoạch táo ở Normandie sẽ thấp nhất trong mười năm qua.",
            "Sương giá tháng Tư đã phá hủy gần một nửa số hoa.",
            "Mưa đá tháng Sáu làm hỏng phần lớn quả táo.",
            "Bảo hiểm chỉ bồi thường một phần nhỏ thiệt hại.",
            "Giá rượu táo dự kiến tăng mười lăm phần trăm.",
        ),
        (((0,), (0,), "direct"), ((1,), (1, 2), "split"), ((2,), (3,), "condensed"), ((3,), (4,), "direct")),
    ),
)  # fmt: skip


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    try:
        return load()
    except ModelError as error:
        pytest.skip(error.line())


def article(sentences: Sequence[str], language: str) -> Article:
    spans, at = [], 0
    for text in sentences:
        spans.append(Span(at, at + len(text)))
        at += len(text) + 1
    made = tuple(Sentence(k, span, "paragraph", 0) for k, span in enumerate(spans))
    return Article(Document(f"sha256:{language}", "\n".join(sentences)), Languages(language, 1.0), made)


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_kinds(case: Case, encoder: Encoder) -> None:
    theirs, ours = case.languages
    found = align(article(case.target, ours), article(case.source, theirs), encoder)
    assert tuple((b.source, b.target, b.kind) for b in found.beads) == case.beads
