"""Full stops behind words that look like abbreviations: sentence ends, and no sentence ends."""

from __future__ import annotations

import time

import pytest

from audit.segment.boundaries import boundaries


def cut(line: str, language: str) -> list[str]:
    cuts = boundaries(line, language)
    return [line[a:b] for a, b in zip([0, *cuts], [*cuts, len(line)], strict=True)]


@pytest.mark.parametrize(
    ("language", "marked"),
    [
        ("fr", "Les marins parlent de son art. |Personne ne les écoute."),
        ("fr", "Le cambrioleur a été condamné pour vol. |Marie a tout vu."),
        ("fr", "Il a étudié l'histoire de l'art. |Picasso le fascinait."),
        ("fr", "Le temple date de 50 av. J.-C. |Les Romains l'ont agrandi."),
        ("fr", "On y vend des pommes, des poires, etc. |La place est pleine."),
        ("fr", "Elle a survécu au crash de ce vol. |Personne ne sait comment."),
        ("fr", "Il a fini ce livre en un vol. |Puis il a dormi."),
        ("de", "Das war eine besondere Art. |Danach kam nichts mehr."),
        ("de", "Sie zeigte ihm ihre Art. |Peter lachte."),
        ("de", "Es gab Äpfel, Birnen usw. |Danach gingen alle heim."),
        ("de", "Der Tempel entstand 300 v. Chr. |Später wurde er zerstört."),
        ("de", "Das kostet 5 Mio. |Trotzdem wurde es gebaut."),
        ("de", "Die Fahrt dauert 3 Std. |Danach gibt es Essen."),
        ("de", "Er tut, was er mag. |Sie tut das nicht."),
        ("de", "Das Grab gehört Thutmosis III. |Die Briefe lagen darin."),
        ("en", "It is a form of art. |Critics disagree."),
        ("en", "She said no. |Peter left."),
        ("en", "There he sat. |Nobody spoke."),
        ("en", "Nobody had told me. |Anna knew it."),
        ("en", "They stayed in the sun. |Doctors had warned them."),
        ("en", "Ask whether he may. |Then go home."),
        ("en", "They built an ark. |Animals came in pairs."),
        ("en", "She fell ill. |Doctors could not help."),
        ("vi", "Đây là món quà cho con. |Ngôi nhà rất đẹp."),
        ("vi", "Tiền phạt là 2.000 đô la. |Tòa án đã xác nhận."),
        ("vi", "Mọi người đều thích may. |Nhà máy sẽ mở cửa."),
        ("vi", "Họ làm việc ba ca. |Công ty trả thêm tiền."),
        ("vi", "Quãng đường dài 5 km. |Đoàn xe đi chậm."),
        ("vi", "Hai tàu đã va. |Không ai bị thương."),
        ("es", "Se bañaron en el mar. |Siete personas salieron."),
        ("es", "Ella dijo que no. |Su marido calló."),
        ("es", "Todos están bien. |María llamó anoche."),
        ("es", "Trabaja en el mundo del art. |Nadie lo sabe."),
        ("es", "El camino mide 10 km. |Pedro lo recorre cada día."),
        ("es", "Escribió la dirección en el sobre. |Ana lo envió."),
        ("es", "El templo es del año 300 a. C. |Los romanos lo ampliaron."),
        ("es", "Compró pan, queso, etc. |Luego volvió a casa."),
        ("it", "Hanno visto il mar. |Nessuno parlava."),
        ("it", "È accaduto due anni fa. |Park era presidente."),
        ("it", "Vuole andare con te. |Paola resta qui."),
        ("it", "Lo ha trasmesso la CNN. |Non si vede altro."),
        ("it", "Siamo seduti al bar. |Marco paga."),
        ("it", "Il tempio è del 300 a.C. |Poi venne distrutto."),
        ("it", "Ha mangiato pane, formaggio ecc. |Dopo ha dormito."),
        ("pt", "Eles viram o mar. |Depois foram embora."),
        ("pt", "A chuva chegou a 10 mm. |Para o rio não há risco."),
        ("pt", "O filme que eu vi. |Pedro também gostou."),
        ("pt", "O templo é do século XV. |Durante anos ficou fechado."),
        ("pt", "Ele gosta de art. |Ninguém sabe porquê."),
        ("nl", "Hij had letsel aan een hand. |Jan belde de politie."),
        ("nl", "Niemand begrijpt dat. |Piet ook niet."),
        ("nl", "Zij klommen naar de top. |Jan wachtte beneden."),
        ("nl", "Iedereen deed zijn best. |Anna won."),
        ("nl", "De zak weegt vijf kg. |Marie tilt hem op."),
        ("nl", "Ze bellen met de pers. |Morgen komt er nieuws."),
        ("pl", "Pomogliśmy im. |Potem poszli do domu."),
        ("pl", "Kupił chleb, ser itd. |Potem wrócił."),
        ("pl", "Znaleźli tylko jeden włos. |Policja go zbadała."),
        ("pl", "Wojna skończyła się w 1945 r. |Potem wrócili."),
        ("pl", "Zmarł w 363 r. |Shen Kuo o tym pisał."),
        ("ru", "Они помогли им. |Потом все ушли."),
        ("ru", "Он родился в 1990 г. |Потом семья уехала."),
        ("ru", "Мешок весит пять кг. |Осталось немного."),
        ("ru", "Это было в 1970-х гг. |Это все помнят."),
        ("ru", "До города 10 км. |Машина едет медленно."),
        ("ru", "Продали хлеб, сыр и т. д. |Потом закрыли магазин."),
        ("ru", "Замок построен в XV в. |После войны он сгорел."),
        ("ru", "Билет стоит 50 руб. |Теперь он дороже."),
        ("uk", "Він народився у 1990 р. |Потім родина виїхала."),
        ("uk", "Це коштує 165 млн грн. |У місті раді."),
        ("uk", "Мішок важить п'ять кг. |Залишилося мало."),
        ("uk", "Продали хліб, сир і т. д. |Потім зачинили крамницю."),
        ("uk", "До міста 10 км. |Машина їде повільно."),
        ("uk", "Це було у 1970-х рр. |Тепер усе інакше."),
    ],
)
def test_ends_a_sentence(language: str, marked: str) -> None:
    assert cut(marked.replace("|", ""), language) == marked.split("|")


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("fr", "Voir l'art. 5 du code."),
        ("fr", "M. Martin et Mme Le Goff arrivent."),
        ("fr", "Le Dr. Roux et le gén. Le Blanc parlent."),
        ("fr", "Il lit J. R. R. Tolkien le soir."),
        ("fr", "Voir la fig. A et le vol. II du livre."),
        ("fr", "La p. 12 manque au livre."),
        ("fr", "Le vers 50 av. J.-C. est daté."),
        ("de", "Das Gesetz nennt Art. 5 und Abs. 3 zuerst."),
        ("de", "Dr. Weiß und Prof. Dr. Müller kamen."),
        ("de", "Es gibt z. B. Autos und Busse."),
        ("de", "Sie sah u. a. Berlin und Bonn."),
        ("de", "Im Jahr 30 v. Chr. Geburt begann es."),
        ("de", "Das Spiel in St. Gallen fiel aus."),
        ("de", "Es kostet 5 Mio. Euro im Jahr."),
        ("de", "Die 3 Std. Fahrt war lang."),
        ("de", "Auf S. 12 steht es."),
        ("en", "Dr. White climbed Mt. Everest."),
        ("en", "He reads J. R. R. Tolkien at night."),
        ("en", "He lives at No. 10 and sings."),
        ("en", "See p. 12 and vol. II for more."),
        ("en", "He met Gen. Grant and Gov. Brown."),
        ("en", "They left St. Louis on Feb. 3 at noon."),
        ("en", "Mr. It and Mrs. Who came."),
        ("vi", "Theo GS. Trần Văn B, việc này khó."),
        ("vi", "Tại TP. Hồ Chí Minh trời mưa."),
        ("vi", "Ông sống ở Q. 5 và P. 12 nhiều năm."),
        ("vi", "ThS. Lê Văn C và BS. Nguyễn Thị D đồng ý."),
        ("vi", "Bà gặp TS. Trần Nam hôm qua."),
        ("es", "El núm. 5 de la calle está vacío."),
        ("es", "El Sr. García y la Dra. López llegaron."),
        ("es", "El art. 5 de la ley lo dice."),
        ("es", "Vive en la Av. La Paz desde 2010."),
        ("es", "Lee a J. R. R. Tolkien cada noche."),
        ("es", "La pág. 12 falta en el libro."),
        ("es", "Sta. María y Sto. Domingo son pueblos."),
        ("it", "L'on. La Russa e il sig. Rossi parlano."),
        ("it", "Secondo l'art. 5 della legge è vietato."),
        ("it", "Il dott. Bianchi e l'avv. Lo Cascio arrivano."),
        ("it", "A p. 12 manca una riga."),
        ("it", "Legge J. R. R. Tolkien ogni sera."),
        ("it", "La chiesa di S. Maria è chiusa."),
        ("pt", "O Sr. Silva e a Dra. Lima saíram."),
        ("pt", "O art. 5 da lei diz tudo."),
        ("pt", "Ele lê J. R. R. Tolkien à noite."),
        ("pt", "O prof. Costa e o eng. Reis vieram."),
        ("pt", "A p. 12 falta no livro."),
        ("nl", "Dr. De Vries en prof. Jansen komen."),
        ("nl", "Volgens art. 5 mag het niet."),
        ("nl", "Hij leest J. R. R. Tolkien graag."),
        ("nl", "Op blz. 12 staat het."),
        ("nl", "Het ligt in St. Anna bij Gent."),
        ("pl", "Teatr im. Słowackiego i szkoła im. Kopernika stoją obok."),
        ("pl", "Kościół św. Mikołaja jest zamknięty."),
        ("pl", "Zgodnie z art. 5 ustawy to zakazane."),
        ("pl", "Prof. Nowak i dr Kowalski mieszkają przy ul. Długiej."),
        ("pl", "Czyta J. R. R. Tolkiena wieczorem."),
        ("pl", "Już w 1926 r. Meyer napisał list."),
        ("pl", "9 września 2009 r. Aldrin przyjechał."),
        ("pl", "W V w. p.n.e. Ateny rosły."),
        ("nl", "De fam. De Jong komt morgen."),
        ("es", "Los hnos. La Rosa cantan."),
        ("ru", "Музей им. Пушкина закрыт."),
        ("ru", "Театр им. А. С. Пушкина и завод им. В. И. Ленина стоят рядом."),
        ("ru", "Церковь св. Николая закрыта."),
        ("ru", "В 1990 г. Москва росла."),
        ("ru", "В 1990 г. Иванов уехал."),
        ("ru", "Они жили в г. Москва и на ул. Ленина долго."),
        ("ru", "На стр. 12 это есть."),
        ("uk", "Театр ім. Франка зачинено."),
        ("uk", "Театр ім. І. Я. Франка відкрито."),
        ("uk", "Церква св. Миколая зачинена."),
        ("uk", "У 1990 р. Київ ріс."),
        ("uk", "У м. Київ та на вул. Шевченка тихо."),
        ("uk", "На стор. 12 це є."),
    ],
)
def test_stands_inside_a_sentence(language: str, line: str) -> None:
    assert cut(line, language) == [line]


@pytest.mark.parametrize("unit", ["art. A", "г. В ", "1990 г. Потом ", "art.   ", "(art. Les ", "a.b.c.d", "I. V. X. "])
@pytest.mark.parametrize("language", ["fr", "ru"])
def test_long_lines_take_linear_time(unit: str, language: str) -> None:
    line = (unit * 300_000)[:300_000]
    start = time.perf_counter()
    assert "".join(cut(line, language)) == line
    assert time.perf_counter() - start < 20
