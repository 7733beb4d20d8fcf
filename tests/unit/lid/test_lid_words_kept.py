"""Words and phrases of other countries that keep their name abroad are neither passages nor leftovers."""

from __future__ import annotations

import pytest

from audit.lid import identify
from audit.types import Document

KEPT = {
    "fr": (
        "À Barcelone, les familles installent le caganer dans la crèche et partagent le pa amb tomàquet.",
        "Le fest-noz de samedi a réuni bagadoù et chanteurs de kan ha diskan à Quimper.",
        "Les bertsolaris basques et l'ikastola de Bayonne ont reçu le soutien de la mairie.",
        "Le chef propose une flammekueche, un baeckeoffe et des bredele pour les fêtes.",
        "La start-up a levé dix millions d'euros pour son logiciel de machine learning et de cloud computing.",
        "Le manager a fait son coming out dans un talk-show diffusé en prime time.",
        "Le Bayern Munich a battu le Borussia Dortmund et la Juventus a perdu contre l'Athletic Club.",
        "Elle a mangé une paella, des tapas et un gazpacho sur la plaza mayor de Salamanque.",
        "La Deutsche Bahn et la Lufthansa annoncent des grèves, a indiqué la Süddeutsche Zeitung.",
        "Le Bundestag et le Bundesrat ont voté la loi, malgré l'opposition de la Bundeswehr.",
        "Les carabinieri et la Guardia di Finanza ont perquisitionné le siège de la Lega.",
        "Le président a parlé de realpolitik, de perestroïka et de glasnost devant la Douma.",
        "Il jouait du cavaquinho et de la viola caipira dans une roda de samba à Rio.",
        "Les hooligans ont affronté la policía nacional près du stade Santiago-Bernabéu.",
        "L'avocat a invoqué l'habeas corpus et le principe non bis in idem devant la cour.",
    ),
    "de": (
        "In Barcelona gehört der Caganer zur Krippe und Pa amb tomàquet auf jeden Tisch.",
        "Der CEO sprach beim Meeting über Compliance, Change Management und das neue Recruiting.",
        "Das Start-up entwickelt Software für Cloud Computing und wurde beim Pitch ausgezeichnet.",
        "Die Küche serviert Coq au vin, Bouillabaisse, Crème brûlée und einen Café au lait.",
        "Auf der Piazza gab es Prosecco, Bruschetta, Vitello tonnato und frutti di mare.",
        "Der Sorbische Verein Domowina feierte mit den Gästen das Vogelhochzeitsfest Ptači kwas.",
        "Die Polizei sprach von Hate Speech, Stalking und Cybermobbing im Netz.",
        "Real Madrid spielte gegen Paris Saint-Germain, Olympique Lyon gegen Atlético Madrid.",
        "Das Gericht verwies auf den Grundsatz in dubio pro reo und ein obiter dictum.",
        "Der Banlieue fehlt es an Geld, sagte der Maire des Arrondissements.",
        "Die Kommune in Südtirol nutzt den Speck, Schüttelbrot und das Törggelen für den Tourismus.",
        "Sie trank einen Mate, tanzte Tango auf der Milonga und aß Empanadas.",
        "Das Streaming-Portal zeigt das Making-of und den Director's Cut des Blockbusters.",
        "Der Weltmeister im Stabhochsprung gewann vor dem Publikum im Stade de France.",
    ),
    "en": (
        "The mayor joined the ceilidh, spoke a little Gàidhlig and praised the local craic.",
        "The Taoiseach addressed the Dáil while the Garda Síochána closed the streets.",
        "At the eisteddfod in Wales the crowd sang Hen Wlad Fy Nhadau before the prize.",
        "They ate pa amb tomàquet, jamón ibérico and churros in the Plaza Mayor.",
        "The schadenfreude was palpable, and so was the angst of the Mittelstand.",
        "He ordered a flat white and a pain au chocolat, then a croque monsieur.",
        "The Bundesliga leaders Bayern München beat Borussia Mönchengladbach at the Allianz Arena.",
        "The coup d'état and the ensuing putsch made the junta a cause célèbre.",
        "The Assemblée Nationale and the Conseil d'État rejected the bill, Le Monde reported.",
        "The favela choir played a berimbau and a cuíca in a roda de samba.",
        "The amicus curiae brief cites a writ of certiorari and prima facie evidence.",
        "Her oeuvre, with its chiaroscuro and trompe l'oeil, is the pièce de résistance of the show.",
        "Pho, banh mi and bun cha are sold on Hang Bac street in Hanoi.",
        "The dacha owners ate borscht, pelmeni and varenyky with smetana.",
    ),
    "es": (
        "En Navidad no faltan en la mesa el caganer y el pa amb tomàquet.",
        "La lehendakari visitó la ikastola y el batzoki, donde sonó el txalaparta.",
        "Los Mossos d'Esquadra y la Ertzaintza colaboran con la Generalitat y el Govern.",
        "La Xunta de Galicia financia la festa do marisco y la romería de A Coruña.",
        "Los castellers de Vilafranca levantaron un tres de nou amb folre ante el ajuntament.",
        "El president del Parlament y el conseller d'Interior comparecieron ayer en Barcelona.",
        "El aurresku, el pelotari y los bertsolaris llenaron la plaza de Errenteria.",
        "La startup hizo marketing online, networking y crowdfunding antes del Black Friday.",
        "El community manager subió un selfie y un trailer del reality show a su blog.",
        "El Bayern de Múnich y el Schalke jugaron en el Signal Iduna Park.",
        "El chef sirvió foie gras, quiche lorraine y crêpes con mascarpone.",
        "Las fallas de València terminan con la mascletà, la ofrenda y la cremà.",
        "El juez aplicó el in dubio pro reo y un recurso sui generis.",
        "La calçotada con romesco y la escalivada reunieron a los vecinos en la masia.",
    ),
    "it": (
        "In Alto Adige gli Schützen e la Südtiroler Volkspartei hanno sfilato con il Landeshauptmann.",
        "Il pizzaiolo serve anche kebab, sushi, poke e un'ottima paella.",
        "Il premier ha parlato di spending review, Jobs Act e flat tax in streaming.",
        "La task force ha avviato il lockdown, lo smart working e il delivery.",
        "A Barcellona si mangia il pa amb tomàquet con la botifarra.",
        "Il Bayern Leverkusen non esiste, ma il Bayer Leverkusen ha battuto il Werder Brema.",
        "La Wehrmacht e la Gestapo occuparono il paese dopo l'Anschluss.",
        "Su su cantu a tenore e sas launeddas si è tenuto un convegno a Cagliari.",
        "Lo chef stellato propone foie gras, entrecôte e una tarte tatin.",
        "I writer hanno dipinto un murales vicino all'outlet e al drive-in.",
    ),
    "pt": (
        "Em Barcelona, o caganer e o pa amb tomàquet fazem parte da festa.",
        "A startup fez networking, coaching e brainstorming no coworking de Lisboa.",
        "O chef serviu foie gras, ratatouille e um crème brûlée no réveillon.",
        "O Bayern de Munique venceu o Paris Saint-Germain no Stade de France.",
        "O impeachment e o lobby dominaram o talk show da noite.",
        "A banda tocou heavy metal, hip hop e música country no rock in rio.",
        "Os gaúchos tomaram chimarrão e dançaram o chamamé com os vizinhos.",
        "O tribunal aceitou o habeas corpus e o mandado ex officio.",
        "A xunta e o concello de Vigo apoiam a festa das letras galegas.",
    ),
    "nl": (
        "De burgemeester sprak Frysk op het skûtsjesilen en at oranjekoek met suikerbôle.",
        "In Barcelona hoort de caganer bij de kerststal en pa amb tomàquet op tafel.",
        "De CEO hield een pitch over machine learning en cloud computing voor de stakeholders.",
        "Het restaurant serveert coq au vin, crème brûlée en een amuse-gueule.",
        "Bayern München won van Borussia Dortmund en Schalke van Werder Bremen.",
        "Op het plein aten ze tapas, tortilla en churros met dulce de leche.",
        "De rechter paste het beginsel in dubio pro reo toe en wees het kort geding af.",
        "Het was liefde op het eerste gezicht: un coup de foudre, zei ze.",
        "De Wallonië-kenner noemde de communautaire kwestie een fait accompli.",
    ),
    "pl": (
        "W Barcelonie w szopce stoi caganer, a na stole leży pa amb tomàquet.",
        "Na Śląsku podano kluski, modro kapusta i żur, a po obiedzie kołocz.",
        "Startup zrobił pitch, networking i brainstorming, a potem outsourcing.",
        "Bayern Monachium wygrał z Borussią Dortmund, a Real Madryt z Paris Saint-Germain.",
        "Kucharz podał crème brûlée, foie gras i ratatouille.",
        "Policja mówi o hate speech, stalkingu i fake news w social mediach.",
        "Sąd zastosował zasadę in dubio pro reo oraz lex retro non agit.",
        "Wehrmacht i Gestapo zajęły miasto po Anschlussie.",
        "Na Kaszubach śpiewano Zemia rodnô i jedzono ruchanki.",
    ),
    "ru": (
        "В Барселоне в вертеп ставят фигурку caganer и едят pa amb tomàquet.",
        "Стартап провёл питч, нетворкинг и брейншторм в коворкинге.",
        "Компания Deutsche Bahn и банк Crédit Agricole подписали соглашение.",
        "Группа сыграла heavy metal и hip-hop на фестивале Rock am Ring.",
        "В меню борщ, вареники и деруны, а также галушки с часником.",
        "Суд сослался на принцип in dubio pro reo.",
        "Матч «Баварии» прошёл на стадионе Allianz Arena в Мюнхене.",
    ),
    "uk": (
        "У Барселоні до вертепу ставлять фігурку caganer і їдять pa amb tomàquet.",
        "Компанія Deutsche Bahn і банк Crédit Agricole підписали угоду.",
        "Гурт зіграв heavy metal і hip-hop на фестивалі Rock am Ring.",
        "Суд послався на принцип in dubio pro reo.",
        "Стартап провів пітч, нетворкінг і брейнсторм у коворкінгу.",
        "Матч пройшов на стадіоні Allianz Arena в Мюнхені.",
    ),
    "vi": (
        "Ở Barcelona người ta đặt tượng caganer và ăn pa amb tomàquet.",
        "Anh làm freelancer, chuyên content marketing và SEO cho các startup.",
        "Cô ấy livestream bán hàng online, nhận order và ship tận nhà.",
        "Nhà hàng phục vụ foie gras, crème brûlée và món coq au vin.",
        "Bayern Munich thắng Borussia Dortmund trên sân Allianz Arena.",
        "Ông nhắc đến soft power và hard power trong bài phát biểu.",
        "Ca sĩ phát hành album, MV và teaser trên mạng xã hội Facebook.",
    ),
}

BEFORE = {
    "fr": "Le conseil municipal a voté mardi soir la rénovation du vieux marché couvert de la ville.",
    "de": "Der Stadtrat beschloss am Dienstagabend die Sanierung der alten Markthalle.",
    "en": "The city council voted on Tuesday night to renovate the old market hall.",
    "es": "El ayuntamiento aprobó el martes por la noche la reforma del antiguo mercado.",
    "it": "Il consiglio comunale ha approvato martedì sera la ristrutturazione del vecchio mercato.",
    "pt": "A câmara municipal aprovou na terça-feira à noite a renovação do antigo mercado.",
    "nl": "De gemeenteraad heeft dinsdagavond besloten de oude markthal te renoveren.",
    "pl": "Rada miasta przyjęła we wtorek wieczorem uchwałę o remoncie starej hali targowej.",
    "ru": "Городской совет проголосовал во вторник вечером за ремонт старого крытого рынка.",
    "uk": "Міська рада у вівторок увечері проголосувала за ремонт старого критого ринку.",
    "vi": "Hội đồng thành phố tối thứ Ba đã thông qua việc cải tạo khu chợ cũ.",
}


@pytest.mark.parametrize(
    ("language", "sentence"), [(language, sentence) for language, rows in KEPT.items() for sentence in rows]
)
def test_borrowed_words_are_no_defect(language: str, sentence: str) -> None:
    found = identify(Document("x", f"{BEFORE[language]} {sentence}"), (), main=language, vote=False)
    assert [span for span in found.spans if span.kind == "untranslated_passage"] == []
    assert found.leftovers == ()


@pytest.mark.parametrize(
    ("language", "sentence", "word"),
    [
        ("fr", "Les tapas et la paella attendent zwischen deux discours.", "zwischen"),
        ("de", "Nach dem Meeting mit Brunch ging er trotz allem malheureusement nach Hause.", "malheureusement"),
        ("es", "El chef de la masia sirvió la escalivada anyway a los vecinos.", "anyway"),
        ("en", "The gazpacho and the tortillas were served allerdings without bread.", "allerdings"),
    ],
)
def test_a_leftover_beside_borrowed_words_is_still_told(language: str, sentence: str, word: str) -> None:
    text = f"{BEFORE[language]} {sentence}"
    assert [each.span.of(text) for each in identify(Document("x", text), (), vote=False).leftovers] == [word]
