"""The stories that comparing was tuned on."""

from tests.sources.truth.stories import Story, Words

STORIES = {
    "de": (
        Story(
            "Unruhen in {place}: {f1} {c1} gemeldet",
            "{f1} Fälle bestätigt",
            (
                "Bei den Unruhen in {place} hat es {f1} {c1} gegeben, {a1}.",
                "Die Proteste hatten sich an gestiegenen Gaspreisen entzündet und sich im ganzen Land ausgebreitet.",
                "In der Hauptstadt nahm die Polizei {f2} Personen fest. Gegen sie wird wegen Landfriedensbruchs ermittelt.",
                "Der Präsident sagte am Montag, die Ordnung sei wiederhergestellt. Beobachter zweifeln daran.",
                "Die Sicherheitskräfte hatten zuvor {f3} Straßensperren errichtet und das Internet abgeschaltet.",
                "Eine unabhängige Bestätigung der Angaben war zunächst nicht möglich.",
            ),
        ),
        Story(
            "Hochwasser bei {place}: {f1} {c1}",
            "Zahl von {f1} überrascht Helfer",
            (
                "Nach dem Dammbruch bei {place} zählen die Behörden {f1} {c1}, {a1}. Viele Orte sind abgeschnitten.",
                "Der Wasserstand sank in der Nacht nur langsam, wie die Einsatzleitung mitteilte.",
                "Hubschrauber brachten {f2} Menschen von den Dächern ihrer Häuser in Sicherheit.",
                "Der Landrat sprach von einer Katastrophe, wie sie die Region noch nicht erlebt habe.",
                "Für den Wiederaufbau stellt die Regierung {f3} Euro bereit, das Kabinett berät am Dienstag.",
            ),
        ),
        Story(
            "Grippewelle in {place}: {f1} {c1}",
            "Schon {f1} in dieser Woche",
            (
                "In {place} sind seit dem Wochenende {f1} {c1} registriert worden, {a1}.",
                "Ärzte raten besonders älteren Menschen zur Impfung. Der Impfstoff sei ausreichend vorhanden.",
                "In den Kliniken liegen {f2} Patienten, die meisten von ihnen mit Vorerkrankungen.",
                "Schulen bleiben geöffnet. Eltern sollen Kinder mit Fieber zu Hause lassen.",
                "Im Vorjahr hatte die Welle später begonnen; damals zählte man {f3} Erkrankte.",
            ),
        ),
    ),
    "en": (
        Story(
            "Unrest in {place}: {f1} {c1} reported",
            "A count of {f1} so far",
            (
                "There were {f1} {c1} in the unrest in {place}, {a1}.",
                "The protests began over rising gas prices and spread to the whole country within days.",
                "Police detained {f2} people in the capital. Most are accused of taking part in riots.",
                "The president said on Monday that order had been restored. Observers doubted it.",
                "Security forces had set up {f3} roadblocks and switched the internet off.",
                "The reports could not be verified independently.",
            ),
        ),
        Story(
            "Flood near {place} leaves {f1} {c1}",
            "Count of {f1} surprises rescuers",
            (
                "The dam that burst near {place} left {f1} {c1}, {a1}. Many villages were still cut off.",
                "Water levels fell only slowly overnight, the crisis team said in its morning briefing.",
                "Helicopters lifted {f2} people from the roofs of their houses.",
                "The governor spoke of a disaster the region had never seen before.",
                "The government will spend {f3} dollars on rebuilding, pending a vote on Tuesday.",
            ),
        ),
        Story(
            "Flu in {place}: {f1} {c1}",
            "As many as {f1} this week alone",
            (
                "Since the weekend {f1} {c1} have been registered in {place}, {a1}.",
                "Doctors urge the elderly to get vaccinated. There is enough vaccine, they added.",
                "Hospitals are treating {f2} patients, most of whom had been ill before.",
                "Schools stay open. Parents should keep children with a fever at home.",
                "The wave began later last year, when {f3} people fell ill in the same region.",
            ),
        ),
    ),
    "ru": (
        Story(
            "Беспорядки в городе {place}: {f1} {c1}",
            "Число выросло: {f1}",
            (
                "В ходе беспорядков в городе {place} зафиксировано {f1} {c1}, {a1}.",
                "Протесты начались из-за роста цен на газ и за несколько дней охватили всю страну.",
                "В столице полиция задержала {f2} человек. Большинство обвиняют в участии в беспорядках.",
                "Президент в понедельник объявил, что порядок восстановлен. Наблюдатели в этом сомневаются.",
                "Ранее силовики установили {f3} блокпостов и отключили интернет.",
                "Независимо проверить эти сведения пока невозможно.",
            ),
        ),
        Story(
            "Паводок у города {place}: {f1} {c1}",
            "Цифра {f1} удивила спасателей",
            (
                "После прорыва плотины у города {place} насчитали {f1} {c1}, {a1}. Многие сёла отрезаны.",
                "За ночь уровень воды снизился незначительно, говорится в утренней сводке штаба.",
                "Вертолёты сняли с крыш домов {f2} жителей и доставили их в безопасное место.",
                "Губернатор назвал случившееся катастрофой, какой регион ещё не видел.",
                "На восстановление правительство выделит {f3} рублей, решение примут во вторник.",
            ),
        ),
        Story(
            "Грипп в городе {place}: {f1} {c1}",
            "Уже {f1} за неделю",
            (
                "С выходных в городе {place} зарегистрировано {f1} {c1}, {a1}.",
                "Врачи советуют пожилым людям сделать прививку. Вакцины достаточно, говорят они.",
                "В больницах лечат {f2} пациентов, у большинства были хронические болезни.",
                "Школы работают. Родителей просят оставлять детей с температурой дома.",
                "В прошлом году волна началась позже; тогда заболели {f3} жителей области.",
            ),
        ),
    ),
}
WORDS = {
    "de": Words(
        ("mindestens", "rund", "mehr als", "fast", "bis zu"),
        ("zahlreiche", "viele"),
        ("teilte das Gesundheitsministerium mit", "sagte ein Sprecher der Armee", "berichtete der Staatssender"),
        ("Tote", "Verletzte", "Vermisste"),
        "Weitere {f} Personen werden nach den Angaben noch gesucht.",
        "Korrektur: In einer früheren Version dieses Artikels war von {f} die Rede.",
    ),
    "en": Words(
        ("at least", "about", "more than", "nearly", "up to"),
        ("many", "numerous"),
        ("the health ministry said", "according to an army spokesman", "state television reported"),
        ("deaths", "injured", "missing"),
        "Another {f} people were still being sought, officials added.",
        "Correction: An earlier version of this article gave the number as {f}.",
    ),
    "ru": Words(
        ("не менее", "около", "более", "почти", "до"),
        ("много", "множество"),
        ("сообщил Минздрав", "заявил представитель армии", "передаёт государственный телеканал"),
        ("погибших", "пострадавших", "пропавших"),
        "Ещё {f} человек, по тем же данным, продолжают искать.",
        "Исправлено: в более ранней версии материала была указана цифра {f}.",
    ),
}
