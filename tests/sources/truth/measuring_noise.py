"""What stands around the articles that comparing is measured on, written last of all."""

from tests.sources.truth.stories import Templates

HEADLINES = {
    "de": ("Neuer Radweg eröffnet", "Bahnstreik: 40 Züge fallen aus", "Was Hunde denken", "Kino: die Starts der Woche"),
    "en": ("New cycle path opens", "Rail strike: 40 trains cancelled", "What dogs think", "This week's films"),
    "ru": ("Открыта новая велодорожка", "Отменены 40 поездов", "О чём думают собаки", "Премьеры недели"),
}
NOISE: Templates = {
    "top": {
        "choices": {
            "de": "<div><p>Wir brauchen Ihre Einwilligung. Unsere {n} Partner speichern Cookies auf Ihrem Gerät.</p></div>",
            "en": "<div><p>We need your consent. Our {n} partners store cookies on your device.</p></div>",
            "ru": "<div><p>Нам нужно ваше согласие. Наши партнёры ({n}) хранят cookie на вашем устройстве.</p></div>",
        },
        "rates": dict.fromkeys(("de", "en", "ru"), "<p>€ {p} $ {p}</p>"),
        "clock": {"de": "<p>{t} Uhr, {m} °C</p>", "en": "<p>{t}, {m}°C</p>", "ru": "<p>{t}, {m} °C</p>"},
    },
    "under_title": {
        "edited": {
            "de": "<p>Zuletzt bearbeitet: {d}, {t}</p>",
            "en": "<p>Last edited {d}, {t}</p>",
            "ru": "<p>Отредактировано {d} в {t}</p>",
        },
        "hearts": dict.fromkeys(("de", "en", "ru"), "<p>♥ {n} ✉ {m}</p>"),
        "time": {"de": "<p>{m} Min. Lesezeit</p>", "en": "<p>{m}-minute read</p>", "ru": "<p>Читать {m} мин.</p>"},
    },
    "between": {
        "shop": {
            "de": "<p>Gesponsert</p><p>Matratzen ab {n} Euro: nur noch {m} Stück auf Lager!</p>",
            "en": "<p>Paid content</p><p>Mattresses from ${n}: only {m} left in stock!</p>",
            "ru": "<p>Промо</p><p>Матрасы от {n} рублей: осталось всего {m} штук!</p>",
        },
        "link": {
            "de": "<p>Lesetipp: <a href='/{n}'>{h}</a></p>",
            "en": "<p>Also worth reading: <a href='/{n}'>{h}</a></p>",
            "ru": "<p>Стоит прочитать: <a href='/{n}'>{h}</a></p>",
        },
        "push": {
            "de": "<p>Keine Nachricht verpassen: {n} Nutzer haben unsere Push-Nachrichten aktiviert.</p>",
            "en": "<p>Never miss a story: {n} users have turned on our alerts.</p>",
            "ru": "<p>Не пропустите главное: уведомления включили {n} пользователей.</p>",
        },
    },
    "bottom": {
        "labels": {
            "de": "<p><a href='/{n}'>{h}</a> <a href='/{m}'>{g}</a></p>",
            "en": "<p><a href='/{n}'>{h}</a> <a href='/{m}'>{g}</a></p>",
            "ru": "<p><a href='/{n}'>{h}</a> <a href='/{m}'>{g}</a></p>",
        },
        "helpful": {
            "de": "<p>War dieser Artikel hilfreich? {n} Personen fanden ihn hilfreich.</p>",
            "en": "<p>Was this article helpful? {n} people found it helpful.</p>",
            "ru": "<p>Статья была полезна? {n} человек ответили «да».</p>",
        },
        "id": {"de": "<p>Artikel-ID: {n}</p>", "en": "<p>Article ID: {n}</p>", "ru": "<p>Номер статьи: {n}</p>"},
    },
    "side": {
        "charts": {
            "de": "<h4>Charts</h4><p>1. <a href='/{n}'>{h}</a></p><p>2. <a href='/{m}'>{g}</a></p>",
            "en": "<h4>Charts</h4><p>1. <a href='/{n}'>{h}</a></p><p>2. <a href='/{m}'>{g}</a></p>",
            "ru": "<h4>Топ</h4><p>1. <a href='/{n}'>{h}</a></p><p>2. <a href='/{m}'>{g}</a></p>",
        },
    },
    "foot": {
        "served": {
            "de": "<p>Seite erzeugt in {m} ms</p>",
            "en": "<p>Page served in {m} ms</p>",
            "ru": "<p>Страница создана за {m} мс</p>",
        },
    },
}
