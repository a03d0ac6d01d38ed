"""More stories that comparing was tuned on, of other newsrooms."""

from tests.sources.truth.stories import Story, Words

STORIES = {
    "de": (
        Story(
            "Brand in Fabrik in {place}: {f1} {c1}",
            "Bilanz steigt auf {f1}",
            (
                "{place}. Bei einem Großbrand in einer Textilfabrik sind am Mittwochabend {f1} {c1} zu beklagen gewesen – {a1}.",
                "Das Feuer brach im zweiten Obergeschoss aus und griff auf das Lager über. Die Ursache ist ungeklärt.",
                "Feuerwehr und Rettungsdienst waren mit {f2} Einsatzkräften vor Ort, die Löscharbeiten dauerten bis zum Morgen.",
                "„So etwas habe ich in dreißig Jahren nicht gesehen“, sagte ein Anwohner. Fluchtwege seien verstellt gewesen.",
                "Der Betreiber wies die Vorwürfe zurück. Den Schaden beziffert er auf {f3} Euro; die Versicherung prüft.",
                "Das Parlament will sich in der kommenden Woche mit den Arbeitsbedingungen befassen.",
            ),
        ),
        Story(
            "{f1} {c1} nach Erdbeben in {place}",
            "Von {f1} ist nun die Rede",
            (
                "Drei Tage nach dem schweren Beben in {place} steigt die Zahl der Opfer weiter. Gezählt wurden {f1} {c1}, {a1}.",
                "Noch immer erschüttern Nachbeben die Gegend. Viele Menschen verbringen die Nächte im Freien.",
                "{f2} Gebäude gelten als einsturzgefährdet, darunter zwei Krankenhäuser und das Rathaus.",
                "Hilfsorganisationen klagen über verstopfte Straßen. Auch Trinkwasser werde knapp.",
                "Aus dem Ausland trafen {f3} Helfer mit Spürhunden ein. Sie arbeiten rund um die Uhr.",
            ),
        ),
        Story(
            "Großdemonstration in {place}: {f1} {c1}",
            "Streit um die Zahl {f1}",
            (
                "In {place} sind am Samstag {f1} {c1} auf die Straße gegangen; {a1}. Die Kundgebung verlief weitgehend friedlich.",
                "Aufgerufen hatte ein Bündnis aus Gewerkschaften und Umweltverbänden. Es fordert ein Ende der Kürzungen.",
                "Die Polizei setzte {f2} Beamte ein und sperrte die Innenstadt für den Verkehr.",
                "Vereinzelt flogen Flaschen. Eine Sprecherin der Veranstalter distanzierte sich davon.",
                "Bei der letzten Kundgebung im Herbst hatte es {f3} Teilnehmer gegeben.",
            ),
        ),
    ),
    "en": (
        Story(
            "Factory fire in {place}: {f1} {c1}",
            "Toll put at {f1}",
            (
                "{place} — A fire at a textile factory on Wednesday evening caused {f1} {c1} — {a1}.",
                "The blaze broke out on the second floor and spread to a warehouse. Its cause is not known.",
                "Some 30 years of neglect are to blame, a resident said, and crews of {f2} firefighters fought it until dawn.",
                "“I have never seen anything like it,” said a neighbour. Emergency exits had been blocked.",
                "The owner rejected the allegations and put the damage at {f3} dollars. The insurer is looking into it.",
                "Parliament is to debate working conditions next week.",
            ),
        ),
        Story(
            "{f1} {c1} after quake in {place}",
            "Now {f1}, and counting",
            (
                "Three days after the strong quake in {place}, the count keeps rising: {f1} {c1}, {a1}.",
                "Aftershocks still shake the area. Many people spend their nights in the open.",
                "Engineers consider {f2} buildings unsafe, among them two hospitals and the town hall.",
                "Aid groups complain about blocked roads. Drinking water is running short, too.",
                "Teams of {f3} rescuers with dogs came from abroad. They work around the clock.",
            ),
        ),
        Story(
            "Mass rally in {place}: {f1} {c1}",
            "Dispute over {f1}",
            (
                "On Saturday {f1} {c1} took to the streets of {place}; {a1}. The rally was mostly peaceful.",
                "A coalition of unions and environmental groups had called for it. They demand an end to the cuts.",
                "Police deployed {f2} officers and closed the centre to traffic.",
                "A few bottles were thrown. A spokeswoman for the organisers distanced herself from that.",
                "The last rally, in autumn, drew {f3} participants.",
            ),
        ),
    ),
    "ru": (
        Story(
            "Пожар на фабрике, {place}: {f1} {c1}",
            "Новые данные: {f1}",
            (
                "{place}. В результате пожара на текстильной фабрике в среду вечером {f1} {c1} — {a1}.",
                "Огонь вспыхнул на втором этаже и перекинулся на склад. Причина не установлена.",
                "На месте работали {f2} пожарных, тушение продолжалось до утра.",
                "«Ничего подобного я за тридцать лет не видел», — говорит местный житель. Выходы были заблокированы.",
                "Владелец отвергает обвинения. Ущерб он оценил в {f3} рублей, страховая компания проверяет.",
                "На следующей неделе парламент обсудит условия труда.",
            ),
        ),
        Story(
            "{f1} {c1} после землетрясения, {place}",
            "Теперь говорят о {f1}",
            (
                "Через три дня после сильного землетрясения ({place}) счёт продолжает расти: {f1} {c1}, {a1}.",
                "Толчки не прекращаются. Многие жители ночуют под открытым небом.",
                "В аварийном состоянии {f2} зданий, среди них две больницы и мэрия.",
                "Гуманитарные организации жалуются на перекрытые дороги. Не хватает и питьевой воды.",
                "Из-за рубежа прибыли {f3} спасателей с собаками. Они работают круглосуточно.",
            ),
        ),
        Story(
            "Массовый митинг, {place}: {f1} {c1}",
            "Спор о цифре {f1}",
            (
                "В субботу на улицы города {place} вышли {f1} {c1}; {a1}. Митинг прошёл в основном мирно.",
                "К нему призвала коалиция профсоюзов и экологов. Они требуют отказаться от сокращений.",
                "Полиция привлекла {f2} сотрудников и перекрыла центр для транспорта.",
                "Было брошено несколько бутылок. Представительница организаторов от этого дистанцировалась.",
                "Прошлый митинг, осенью, собрал {f3} участников.",
            ),
        ),
    ),
}
WORDS = {
    "de": Words(
        ("wenigstens", "etwa", "über", "knapp", "höchstens", "nicht weniger als"),
        ("eine ganze Reihe", "unzählige"),
        (
            "das geht aus Angaben der Feuerwehr hervor, sagte ihr Leiter",
            "laut dem Katastrophenschutz",
            "nach Angaben der Opposition",
            "unter Berufung auf Augenzeugen meldete dies eine Agentur",
        ),
        ("Menschen", "Kinder", "Arbeiter"),
        "Unter ihnen waren laut Klinikleitung {f} Jugendliche.",
        "Anmerkung der Redaktion: Wir haben die Zahl nachträglich korrigiert; zunächst stand hier {f}.",
    ),
    "en": Words(
        ("no fewer than", "around", "over", "almost", "fewer than", "approximately"),
        ("a great number of", "countless"),
        (
            "the fire brigade's chief said",
            "according to the disaster agency",
            "the opposition announced",
            "an agency reported, citing witnesses",
        ),
        ("people", "children", "workers"),
        "Among them were {f} teenagers, the hospital said.",
        "Editor's note: This story has been amended; it originally gave the count as {f}.",
    ),
    "ru": Words(
        ("как минимум", "примерно", "свыше", "без малого", "не более", "порядка"),
        ("большое количество", "масса"),
        (
            "рассказал начальник пожарной службы",
            "по данным службы спасения",
            "утверждает оппозиция, заявили её лидеры",
            "сообщает агентство со ссылкой на очевидцев",
        ),
        ("людей", "детей", "рабочих"),
        "Среди них {f} подростков, уточнили в больнице.",
        "От редакции: в первоначальной версии заметки говорилось о {f}, текст исправлен.",
    ),
}
