"""Lines of pages and look-alike sentences, in eleven languages."""

from __future__ import annotations

import pytest

from audit.segment.captions import is_caption
from audit.segment.furniture import is_furniture

FURNITURE = {
    "en": """
        Skip to main content
        Most viewed in World news
        Explore more on these topics
        Reuse this content
        Article continues below this ad
        Get unlimited digital access from $1 a week
        Listen to this article · 8:12 min
        Share full article
        A version of this article appears in print on Nov. 3, 2026, Section A, Page 4.
        Sign up for First Thing, our free morning newsletter
        Video caption, Watch the moment the bridge opens
        Copy shortcode
        Follow the BBC on WhatsApp
        Get our breaking news email, free app or daily news podcast
        Sign in or create an account
        Was this page useful?
        Image source, Getty Images
        Related: How to keep warm this winter
        View comments (120)
        Open this photo in gallery:
        Story continues below
        Don't have an account? Register
    """,
    "fr": """
        Temps de Lecture 3 min.
        Il vous reste 72.35% de cet article à lire. La suite est réservée aux abonnés.
        Lire plus tard
        Offrir l'article
        L'article continue après cette publicité
        Réagir à cet article
        À lire aussi Les prix du gaz repartent à la hausse
        Cet article est réservé aux abonnés.
        Recevez chaque matin l'essentiel de l'actualité avec la newsletter
        Ajouter à vos sélections
        Le Monde avec AFP
        Sélectionné pour vous
        Lire l'article complet
        Réservé aux abonnés
        À LIRE AUSSI
        La lecture de ce contenu est susceptible d'entraîner un dépôt de cookie de la part de l'opérateur tiers
        Voir les réactions
        Publié le 12/11/2026 à 08:15, mis à jour à 09:40
        Partager l'article sur Facebook
        Découvrez toutes nos newsletters
    """,
    "de": """
        Zur Startseite
        Mehr zum Thema
        Artikel hören • 4 Minuten
        Dieser Artikel gehört zum Angebot von SPIEGEL+
        Empfohlener redaktioneller Inhalt
        Kommentare (37)
        Lesen Sie auch
        Diesen Artikel teilen
        Abonnieren Sie unseren kostenlosen Newsletter.
        © dpa-infocom, dpa:261103-930-12345/1
        Anzeige: Hier weiterlesen
        Bild vergrößern
        Lesen Sie mehr zum Thema
        Newsletter bestellen
        Alle Kommentare anzeigen
        Das Beste aus der Redaktion direkt in Ihr Postfach
        Zur Merkliste hinzufügen
        Mit Material der Nachrichtenagentur dpa
        3 Min Lesezeit
        Teilen per WhatsApp
        Fehler melden
    """,
    "es": """
        Regístrate gratis para seguir leyendo
        Lo más visto
        Normas ›
        Suscríbete para seguir leyendo
        Archivado En
        Si quieres seguir toda la actualidad, únete a nuestro canal de WhatsApp
        Compartir en Facebook
        Ir a los comentarios
        Más información
        Conforme a los criterios de The Trust Project
        Lee sin límites
        Te recomendamos
        Noticia servida automáticamente por la Agencia EFE
        Compartir por correo electrónico
        Únete gratis a nuestro canal
        Tags relacionados
        Lo más leído hoy
        Puedes seguir a EL PAÍS en Facebook
    """,
    "it": """
        Leggi i commenti
        Ascolta la versione audio dell'articolo
        © RIPRODUZIONE RISERVATA
        3 minuti di lettura
        Leggi anche
        Iscriviti alla newsletter di cronaca
        Questo contenuto è riservato agli abbonati
        Segui le notizie del Corriere su WhatsApp
        Contenuti sponsorizzati
        Accedi per commentare
        Ultime notizie
        Leggi anche: Il ponte riapre lunedì
        Articoli più letti
        Foto: ANSA
        Stampa articolo
        Vai a tutte le notizie di Milano
        Scarica l'app
        Resta connesso
        Ti è piaciuto questo articolo?
    """,
    "pt": """
        Continua depois da publicidade
        Exclusivo para assinantes
        Receba as notícias no seu e-mail
        Siga o nosso canal no WhatsApp
        Veja também
        Mais populares
        Os leitores são a força e a vida do jornal. Assine já.
        Ouça este artigo
        Compartilhe no WhatsApp
        Leia mais sobre este tema
        Comente com o Facebook
        Ver comentários
        Subscrever newsletter
        Últimas notícias
        Acompanhe o nosso canal no WhatsApp
        Conteúdo exclusivo para assinantes
        Compartilhar por e-mail
        Artigo corrigido às 12h30
        Foto: Lusa
    """,
    "nl": """
        Lees ook
        Deel dit artikel via WhatsApp
        Tekst gaat verder onder de foto
        Meld je aan voor onze nieuwsbrief
        Alleen voor abonnees
        Wat vind jij? Reageer
        Leestijd 3 minuten
        Bekijk ook deze video
        Meer nieuws uit Utrecht
        Luister naar de podcast
        Lees ook: Brug gaat weer open
        Ontvang onze nieuwsbrief
        Tip de redactie
        Abonneer je nu
        Deel via e-mail
        Meest gelezen artikelen
        Bekijk alle reacties
        Dit artikel is alleen voor abonnees
        Aangeraden artikelen
    """,
    "pl": """
        Czytaj także
        Dalsza część artykułu pod wideo
        Posłuchaj artykułu
        Udostępnij
        Artykuł dostępny tylko dla prenumeratorów
        Zobacz również: Nowe zasady na granicy
        Zapisz się na nasz newsletter
        Masz ciekawy temat? Napisz do nas
        Źródło: PAP
        Polecane artykuły
        Zobacz więcej
        Obserwuj nas w Google News
        Skomentuj artykuł
        Wykup dostęp
        Tekst pochodzi z serwisu PAP
        Kup subskrypcję
        Fot. PAP
        Udostępnij na X
        Komentarze 12
    """,
    "ru": """
        Читать на сайте
        Материалы по теме
        Подпишитесь на наш канал в Telegram
        Нашли опечатку? Нажмите Ctrl+Enter
        Реклама. ООО «Ромашка»
        Фото: РИА Новости / Иван Петров
        Время на чтение: 4 мин
        Комментарии отключены
        Что думаешь? Комментарии 14
        Читайте нас в Telegram
        Поделиться ссылкой
        Новости партнёров
        Смотрите также: Мост открыли
        Оставьте комментарий
        Главные новости
        Скопировать ссылку
        Следите за нашими новостями в удобном формате
        Ещё по теме
        Подписаться на рассылку
    """,
    "uk": """
        Читайте також: Як працює новий міст
        Підпишіться на наш Telegram
        Якщо ви помітили помилку, виділіть необхідний текст і натисніть Ctrl + Enter
        Реклама:
        Джерело: Укрінформ
        Стежте за нами у Facebook
        Теми: міст, Київ
        Приєднуйтесь до нашої спільноти
        Фото: Getty Images
        Читайте нас у Telegram
        Новини партнерів
        Дивіться також: Міст відкрили
        Поділитись
        Долучайтеся до обговорення
        Фото: УНІАН
        Підписатися на розсилку
        Найпопулярніше
        Більше новин за темою
    """,
    "vi": """
        Trở lại Thời sự
        Chia sẻ
        Ý kiến (12)
        Xem thêm: Cầu mới sắp thông xe
        Đăng ký để nhận bản tin
        Theo dõi VnExpress trên Google News
        Bạn đọc bình luận
        Tin cùng chuyên mục
        Mời độc giả gửi bài viết
        Ảnh: TTXVN
        Xem nhiều nhất
        Gửi bình luận của bạn
        Ảnh: Reuters
        Đọc thêm tại đây
        Bài cùng chuyên mục
        Đăng nhập để bình luận
        Tải ứng dụng
        Nguồn: TTXVN
        Bấm để xem video
        Chuyên mục khác
    """,
}

RUNNING_TEXT = {
    "en": """
        Share this with your mother, she used to say.
        Read more books, the minister told the pupils.
        Advertisement spending fell by a third last year.
        Follow the river until the old mill, then turn left.
        Sign up to the army, the posters said.
        Watch out for the potholes
        Subscribers are leaving the paper in droves
        See also what happened in Leeds, he added.
        Continue as you are, the doctor told her.
        Source of the Nile is in doubt again
        Comments by the minister anger farmers
        Follow the leader
        Listen to your body, doctors say
        Print is dead, long live print
        Register of interests to be published
        Open letter to the minister
        Share of the vote falls
        Loading dock fire injures two
        Sponsored by the state, ignored by the people.
        Comments on the draft close on Friday
        Live music returns to the docks
        Updated rules anger farmers
        Published author arrested
        Home at last
        Watch this space
        Related to the king
        Next stop Mars
        Reporting by the paper led to his arrest.
    """,
    "fr": """
        Lire aussi lentement est un luxe, dit-elle.
        Publicité ou pas, la sauce prend.
        Partager sur la place publique ses convictions lui a coûté cher.
        Voir aussi clair dans ses comptes est rare pour un maire.
        Abonnés au gaz : ce qui change lundi
        Commentaires acerbes au Sénat
        Par Toutatis, ils ont gagné
        La suite de l'histoire est connue de tous.
        Cliquez, c'est acheté : le piège des soldes
        Article 49.3 : la gauche dépose une motion
        Fermer les centrales, et après ?
        Suivez le guide
        À découvrir absolument cet été, selon elle.
        Partager le pouvoir
        Modifié par la loi, le texte reste flou
        Publié en 1950, le roman ressort
        Sondage : la droite en tête
        Par Saint Georges !
        En direct de Kiev, elle raconte
    """,
    "de": """
        Anzeige erstattet hat niemand.
        Teilen macht reich
        Lesen Sie auch zwischen den Zeilen, riet der Anwalt.
        Mehr Themen als Tage hatte der Kongress.
        Kommentare zu Gerichtsurteilen gibt der Minister nicht ab.
        Von Berlin nach Warschau in fünf Stunden
        Folgen des Klimawandels in den Alpen
        Merken Sie sich diesen Namen.
        Jetzt sind die Länder am Zug
        Newsletter zu verschicken war früher Handarbeit.
        Teilen und herrschen
        Speichern statt verschwenden
        Zurück in die Zukunft
        Weiter so geht es nicht
        Anmelden müssen sich alle Bürger bis Montag.
        Zum Thema Rente schwieg er.
        Veröffentlicht wurde der Bericht nie
        Schließen die Läden früher?
        Video zeigt Angriff
    """,
    "es": """
        Compartir en familia la victoria fue su deseo.
        Recibe amenazas por correo y acude a la policía
        Ver más allá de la crisis es tarea del Gobierno.
        Más de 200 heridos en un choque de trenes
        Suscribirse al pacto no obliga a nada, dice el ministro.
        Lee también en la cárcel, contó su madre.
        Publicidad engañosa: multa de dos millones
        Las últimas horas del presidente
        Comentarios machistas en el Congreso
        Por los pelos
        Ver para creer
        Guardar silencio ya no es opción
        Entrar en la OTAN
        Siguiente parada: Marte
        En directo desde Kiev
        Vota el campo
        Publicado el decreto
        Cerrar la central costará mil millones
    """,
    "it": """
        Leggi anche severe non bastano, dice il ministro.
        Premi per i giovani registi
        Condividi il pane, ripeteva la nonna.
        Pubblicità ingannevole, multa da due milioni
        Registrati 300 casi in una settimana
        Di Maria segna ancora
        Leggi in Parlamento, chi le scrive
        Tutti i commenti del giorno dopo la partita
        Segui il denaro, diceva Falcone.
        Salva il cane dal fiume
        Stampa estera: «Italia al bivio»
        Accedi al voto chi ha 16 anni
        Vota il Sud
        Aggiornato il piano sanitario
        Commenta il ministro: «Assurdo»
    """,
    "pt": """
        Ler mais e melhor é o plano do ministério.
        Entre o canal e a ponte não passa ninguém.
        Mais de mil pessoas saíram à rua
        Partilhar a casa com desconhecidos tornou-se normal.
        Assine por baixo, disse-lhe o advogado.
        Publicidade às apostas vai ser proibida
        Comentários racistas travam jogo
        Veja também o lado bom, pediu o treinador.
        Receba quem vier por bem, dizia o avô.
        Entrar na Europa
        Guardar o segredo
        Salvar vidas
        Siga o dinheiro
        Publicado o decreto
        Mais um golo de Ronaldo
    """,
    "nl": """
        Lees verder dan je neus lang is, zei de rechter.
        Delen van de stad zitten zonder stroom
        Reageer niet op die mails, waarschuwt de bank.
        Volg ons niet, riep hij nog.
        Advertentie van kerk wekt woede
        De Rode Duivels winnen alweer
        Meer over dan verwacht
        Foto van koning geveild
        Ook interessant was de reactie van Berlijn.
        Delen is het nieuwe hebben
        Bewaren of weggooien?
        Terug naar af
        Sluiten de winkels eerder?
        Volgende halte Mars
        Meer dan duizend doden
    """,
    "pl": """
        Czytaj też gazety, powtarzał dziadek.
        Reklama dźwignią handlu, mówi przysłowie.
        Udostępnij mu pokój, poprosiła matka.
        Komentarze w sieci są bezlitosne
        Więcej niż tysiąc osób wyszło na ulice
        Wejście do metra zamknięte
        Zapisz się w historii
        Autor Wiedźmina wraca
        Podziel się opłatkiem z sąsiadem, apeluje biskup.
        Zapisz się do wojska
        Wróć do domu, synu
        Drukuj pieniądze, mówił
        Więcej pieniędzy na szkoły
        Zamknij drzwi
        Szukaj wiatru w polu
    """,
    "ru": """
        Вход в метро закрыт
        Подписка на газету подорожала вдвое
        Поделиться радостью было не с кем.
        Реклама обошлась городу в миллион рублей.
        Самые популярные города у туристов
        Читайте вслух, советует учитель.
        Есть информация, что завод закроют.
        Комментарии министра вызвали споры
        Facebook запрещён в России
        Текст новой Конституции опубликован
        Все новости плохие
        Войти в историю
        Отправить в космос
        Подробнее о плане рассказал мэр.
        Обновлено депо
        Опубликовано постановление
        Ответить за всё
        Автор книги Иван Петров
        Назад в будущее
        Главная дорога закрыта
    """,
    "uk": """
        Вхід до метро закрито
        Підписка на газету подорожчала вдвічі
        Поділитися радістю не було з ким.
        Реклама коштувала місту мільйон гривень.
        Читайте вголос, радить учителька.
        Коментарі міністра викликали суперечки
        Головні новини він дізнався в окопі.
        Текст нової Конституції оприлюднили
        Стежте за руками, каже фокусник.
        Усі новини погані
        Увійти в історію
        Опубліковано постанову
        Детальніше розповів мер.
        Головна дорога закрита
        Автор книги Іван Петров
    """,
    "vi": """
        Nhận email lạ, người phụ nữ mất 2 tỷ đồng
        Đăng ký kênh phân phối mới gặp khó
        Chia sẻ với VnExpress, ông Nam nói giá sẽ tăng.
        Quảng cáo sai sự thật bị phạt 100 triệu đồng
        Theo ông Bình, cây cầu sẽ thông xe vào tháng 5.
        Phóng viên bị hành hung khi tác nghiệp
        Xem thêm một trận nữa rồi về, anh nói.
        Bình luận của bộ trưởng gây tranh cãi
        Đọc tiếp tờ báo, ông không ngẩng lên.
        Gửi con về quê
        Lưu ý khi đi đường
        Đóng cửa nhà máy
        Theo dõi sức khỏe tại nhà
        Tin vui cho nông dân
        Đăng nhập hệ thống bị lỗi
        Đọc sách mỗi ngày
        Xem bóng đá, ba người bị bắt
        Bài toán khó của Hà Nội
        Nguồn nước sạch cạn kiệt
        Trực tiếp xuống ruộng
        Cập nhật giá xăng
    """,
}


def _cases(table: dict[str, str]) -> list[tuple[str, str]]:
    return [(language, line.strip()) for language, block in table.items() for line in block.strip().splitlines()]


@pytest.mark.parametrize(("language", "line"), _cases(FURNITURE))
def test_what_pages_print_around_a_report_is_no_running_text(language: str, line: str) -> None:
    assert is_furniture(line) or is_caption(line), language


@pytest.mark.parametrize(("language", "line"), _cases(RUNNING_TEXT))
def test_sentences_and_headlines_that_begin_like_furniture_stay(language: str, line: str) -> None:
    assert not is_furniture(line), language
    assert not is_caption(line), language
