"""What stands around the articles that comparing was tuned on."""

from tests.sources.truth.stories import Templates

HEADLINES = {
    "de": (
        "Bundestag berät über den Haushalt",
        "Verein gewinnt 3:1 gegen den Tabellenführer",
        "Zug entgleist: 12 Reisende leicht verletzt",
        "So wird das Wetter am Wochenende",
        "Neue Regeln für Mieter ab Januar",
        "164 Jahre altes Buch entdeckt",
    ),
    "en": (
        "Parliament debates the budget",
        "Club beats league leaders 3-1",
        "Train derails: 12 passengers slightly hurt",
        "Weekend weather: what to expect",
        "New rules for tenants from January",
        "A book that is 164 years old",
    ),
    "ru": (
        "Парламент обсуждает бюджет",
        "Клуб обыграл лидера 3:1",
        "Поезд сошёл с рельсов: 12 пассажиров пострадали",
        "Какой будет погода в выходные",
        "Новые правила для арендаторов с января",
        "Найдена книга, которой 164 года",
    ),
}
NOISE: Templates = {
    "top": {
        "weather": {
            "de": "<div class='weather'>Wetter: {m} °C</div>",
            "en": "<div class='weather'>Weather: {m} °C</div>",
            "ru": "<div class='weather'>Погода: {m} °C</div>",
        },
        "rates": dict.fromkeys(("de", "en", "ru"), "<ul class='rates'><li>USD {p}</li><li>EUR/USD {p}</li></ul>"),
        "cookies": {
            "de": "<div class='cookie'><p>Wir und unsere {n} Partner verwenden Cookies, um Inhalte zu verbessern.</p></div>",
            "en": "<div class='cookie'><p>We and our {n} partners use cookies to improve this site.</p></div>",
            "ru": "<div class='cookie'><p>Мы используем файлы cookie. Наших партнёров: {n}.</p></div>",
        },
        "ticker": dict.fromkeys(("de", "en", "ru"), "<p class='ticker'>+++ {t} {h} +++</p>"),
    },
    "under_title": {
        "updated": {
            "de": "<p class='date'>Aktualisiert am {d}, {t} Uhr</p>",
            "en": "<p class='date'>Updated: {d} {t}</p>",
            "ru": "<p class='date'>Обновлено: {d} в {t}</p>",
        },
        "ago": {
            "de": "<p>vor {m} Minuten</p>",
            "en": "<p>{m} minutes ago</p>",
            "ru": "<p>{m} минут назад</p>",
        },
        "reading": {
            "de": "<p>Lesezeit: {m} Minuten</p>",
            "en": "<p>{m} min read</p>",
            "ru": "<p>Время чтения: {m} минут</p>",
        },
        "comments": {
            "de": "<p><a href='#c'>{n} Kommentare</a></p>",
            "en": "<p><a href='#c'>{n} comments</a></p>",
            "ru": "<p><a href='#c'>Комментарии: {n}</a></p>",
        },
        "share": {
            "de": "<ul><li>Teilen</li><li>Drucken</li><li>{n} mal geteilt</li></ul>",
            "en": "<ul><li>Share</li><li>Print</li><li>{n} shares</li></ul>",
            "ru": "<ul><li>Поделиться</li><li>Печать</li><li>{n} просмотров</li></ul>",
        },
    },
    "between": {
        "ad": {
            "de": "<div class='ad'><p>Anzeige</p><p>Jetzt {m} % sparen: das neue Modell ab {n} Euro!</p></div>",
            "en": "<div class='ad'><p>Advertisement</p><p>Save {m}% today: the new model from ${n}!</p></div>",
            "ru": "<div class='ad'><p>Реклама</p><p>Скидка {m} %: новая модель всего за {n} рублей!</p></div>",
        },
        "also": {
            "de": "<p><strong>Lesen Sie auch:</strong> <a href='/x/{n}'>{h}</a></p>",
            "en": "<p><strong>Read also:</strong> <a href='/x/{n}'>{h}</a></p>",
            "ru": "<p><strong>Читайте также:</strong> <a href='/x/{n}'>{h}</a></p>",
        },
        "newsletter": {
            "de": "<div class='nl'><p>Schon {n} Leser haben unseren Newsletter bestellt. Jetzt anmelden!</p></div>",
            "en": "<div class='nl'><p>Join {n} readers: sign up for our newsletter.</p></div>",
            "ru": "<div class='nl'><p>Подпишитесь на нашу рассылку, нас читают уже {n} человек!</p></div>",
        },
        "photo": {
            "de": "<figure><img src='{n}.jpg' alt=''><figcaption>Foto: dpa / {n}</figcaption></figure>",
            "en": "<figure><img src='{n}.jpg' alt=''><figcaption>Photo: Agency / {n}</figcaption></figure>",
            "ru": "<figure><img src='{n}.jpg' alt=''><figcaption>Фото: агентство / {n}</figcaption></figure>",
        },
    },
    "bottom": {
        "tags": {
            "de": "<p>Schlagwörter: Politik, Ausland, {h}</p>",
            "en": "<p>Tags: politics, world, {h}</p>",
            "ru": "<p>Теги: политика, мир, {h}</p>",
        },
        "related": {
            "de": "<h4>Mehr zum Thema</h4><ul><li><a href='/{n}'>{h}</a></li><li><a href='/{m}'>{g}</a></li></ul>",
            "en": "<h4>Related stories</h4><ul><li><a href='/{n}'>{h}</a></li><li><a href='/{m}'>{g}</a></li></ul>",
            "ru": "<h4>Материалы по теме</h4><ul><li><a href='/{n}'>{h}</a></li><li><a href='/{m}'>{g}</a></li></ul>",
        },
        "poll": {
            "de": "<div class='poll'><p>Umfrage: {n} Leser haben abgestimmt</p></div>",
            "en": "<div class='poll'><p>Poll: {n} readers have voted</p></div>",
            "ru": "<div class='poll'><p>Опрос: проголосовало {n}</p></div>",
        },
    },
    "side": {
        "most-read": {
            "de": "<h4>Meistgelesen</h4><ol><li><a href='/a{n}'>{h}</a></li><li><a href='/b{n}'>{g}</a></li></ol>",
            "en": "<h4>Most read</h4><ol><li><a href='/a{n}'>{h}</a></li><li><a href='/b{n}'>{g}</a></li></ol>",
            "ru": "<h4>Самое читаемое</h4><ol><li><a href='/a{n}'>{h}</a></li><li><a href='/b{n}'>{g}</a></li></ol>",
        },
        "video": dict.fromkeys(("de", "en", "ru"), "<div class='player'>▶ 00:00 / {t}</div>"),
    },
    "foot": {
        "year": {
            "de": "<p>© {y} Alle Rechte vorbehalten</p>",
            "en": "<p>© {y} All rights reserved</p>",
            "ru": "<p>© {y} Все права защищены</p>",
        },
        "visitors": {
            "de": "<p>{n} Leser gerade online</p>",
            "en": "<p>{n} people are reading now</p>",
            "ru": "<p>Сейчас на сайте: {n} человек читают</p>",
        },
    },
}
