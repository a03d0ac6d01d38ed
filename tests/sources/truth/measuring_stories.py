"""The stories of the third set, which was tuned on, and of the one that comparing is measured on."""

from tests.sources.truth.stories import Story, Words

STORIES = {
    "de": (
        Story(
            "Fähre vor {place} gesunken, {f1} {c1}",
            "Suche nach {f1} geht weiter",
            (
                "Ein Fährunglück vor der Küste von {place} hat nach bisherigem Stand {f1} {c1} gefordert, {a1}.",
                "Das Schiff war am Abend bei schwerer See in Schieflage geraten und innerhalb einer Stunde gesunken.",
                "An Bord befanden sich {f2} Passagiere. Zugelassen war die Fähre für deutlich weniger Menschen.",
                "Die Reederei äußerte sich bislang nicht; gegen den Kapitän wird ermittelt.",
                "Fischerboote aus den umliegenden Häfen beteiligten sich an der Suche, auch {f3} Taucher sind im Einsatz.",
                "Es ist bereits das zweite Unglück dieser Art in der Region.",
            ),
        ),
        Story(
            "Haushalt von {place}: {f1} {c1} betroffen",
            "Warum es {f1} sind",
            (
                "Die Stadt {place} streicht Stellen. Betroffen sind {f1} {c1}, {a1}; die Gewerkschaft kündigt Widerstand an.",
                "Der Kämmerer verwies auf gesunkene Steuereinnahmen. Ohne Einschnitte drohe die Zwangsverwaltung.",
                "Im Vorjahr hatte das Defizit {f2} Euro betragen, für das laufende Jahr gibt es noch keine Zahl.",
                "In der Ratssitzung kam es zu lautstarken Zwischenrufen von der Tribüne.",
                "Geschlossen werden sollen auch {f3} Büchereien und das Hallenbad im Norden.",
            ),
        ),
    ),
    "en": (
        Story(
            "Ferry sinks off {place}, {f1} {c1}",
            "Search goes on for {f1}",
            (
                "A ferry accident off the coast of {place} has claimed {f1} {c1}, {a1}.",
                "The vessel listed in heavy seas in the evening and went down within the hour.",
                "There were {f2} passengers on board, far more than the ferry was licensed to carry.",
                "The shipping line has not commented; the captain is under investigation.",
                "Fishing boats from nearby harbours joined the search, and {f3} divers were sent in.",
                "It was the second accident of this kind in the region.",
            ),
        ),
        Story(
            "Budget of {place}: {f1} {c1} affected",
            "Why it is {f1}",
            (
                "The city of {place} is cutting jobs. The cuts affect {f1} {c1}, {a1}; the union vowed to resist.",
                "The treasurer pointed to falling tax revenue. Without cuts, the state would step in.",
                "Last year the deficit came to {f2} dollars; there is no figure yet for the current one.",
                "There was heckling from the gallery during the council's session.",
                "Also to be closed are {f3} libraries and the swimming pool in the north.",
            ),
        ),
    ),
    "ru": (
        Story(
            "Паром затонул, {place}: {f1} {c1}",
            "Поиски продолжаются: {f1}",
            (
                "Крушение парома у берегов ({place}) унесло жизни: на данный момент {f1} {c1}, {a1}.",
                "Вечером при сильном волнении судно накренилось и в течение часа ушло под воду.",
                "На борту находились {f2} пассажиров, намного больше разрешённого.",
                "Судоходная компания пока молчит; в отношении капитана возбуждено дело.",
                "К поискам присоединились рыбацкие лодки, работают и {f3} водолазов.",
                "Это уже второе подобное происшествие в регионе.",
            ),
        ),
        Story(
            "Бюджет, {place}: под сокращение попадут {f1} {c1}",
            "Откуда взялась цифра {f1}",
            (
                "Город {place} сокращает штат. Уволены будут {f1} {c1}, {a1}; профсоюз обещает протестовать.",
                "Казначей сослался на падение налоговых поступлений. Иначе городу грозит внешнее управление.",
                "В прошлом году дефицит составил {f2} рублей, за текущий данных ещё нет.",
                "Во время заседания совета с балкона раздавались выкрики.",
                "Закроют также {f3} библиотек и бассейн на севере города.",
            ),
        ),
    ),
}
WORDS = {
    "de": Words(
        ("zumindest", "ungefähr", "deutlich mehr als", "nahezu", "weniger als", "ca."),
        ("sehr viele", "etliche"),
        (
            "wie die Küstenwache bestätigte",
            "heißt es laut Innenministerium",
            "so berichtet es die Zeitung, die den Bürgermeister zitiert und erklärte",
            "nach Angaben von Angehörigen",
        ),
        ("Menschenleben", "Beschäftigte", "Urlauber"),
        "Darunter sind laut Polizei {f} Minderjährige.",
        "Hinweis der Redaktion: In einer ersten Fassung des Textes hieß es, es seien {f}. Das haben wir berichtigt.",
    ),
    "en": Words(
        ("a minimum of", "roughly", "upwards of", "close to", "less than", "some"),
        ("very many", "scores of"),
        (
            "the coast guard confirmed",
            "according to the interior ministry",
            "the mayor told reporters",
            "relatives said",
        ),
        ("lives", "employees", "holidaymakers"),
        "They include {f} minors, police said.",
        "This article was corrected on Thursday: a previous version of this story spoke of {f}.",
    ),
    "ru": Words(
        ("по меньшей мере", "приблизительно", "больше", "чуть менее", "менее", "не меньше"),
        ("очень много", "немало"),
        (
            "подтвердили в береговой охране",
            "согласно данным МВД",
            "сказал журналистам мэр, как сообщает агентство",
            "заявили родственники",
        ),
        ("жертв", "сотрудников", "отдыхающих"),
        "В их числе, по данным полиции, {f} несовершеннолетних.",
        "Уточнение: первоначально в тексте была приведена другая цифра ({f}). Редакция приносит извинения.",
    ),
}
