"""What stands around the third set of articles, which were tuned on as well."""

from tests.sources.truth.stories import Templates

HEADLINES = {
    "de": (
        "Trainer entlassen nach 8 Niederlagen",
        "Wie viel Kaffee ist gesund?",
        "Sturm deckt 30 Dächer ab",
        "Rathaus wird saniert",
        "Das sind die besten Serien",
    ),
    "en": (
        "Coach sacked after 8 defeats",
        "How much coffee is healthy?",
        "Storm tears off 30 roofs",
        "Town hall to be renovated",
        "These are the best shows to watch",
    ),
    "ru": (
        "Тренера уволили после 8 поражений",
        "Сколько кофе полезно пить?",
        "Буря сорвала 30 крыш",
        "Мэрию ждёт ремонт",
        "Лучшие сериалы месяца",
    ),
}
NOISE: Templates = {
    "top": {
        "privacy": {
            "de": "<div class='layer'><p>Ihre Privatsphäre ist uns wichtig. {n} Unternehmen setzen Cookies auf unserer Seite.</p></div>",
            "en": "<div class='layer'><p>Your privacy matters to us. {n} companies set cookies on our site.</p></div>",
            "ru": "<div class='layer'><p>Мы заботимся о вашей приватности. Файлы cookie на сайте ставят {n} компаний.</p></div>",
        },
        "index": dict.fromkeys(("de", "en", "ru"), "<div>Nikkei {n} ▲ {p}% · Brent {p}</div>"),
        "day": {
            "de": "<div>Mittwoch, {d}</div>",
            "en": "<div>Wednesday {d}</div>",
            "ru": "<div>Среда, {d}</div>",
        },
        "live": {
            "de": "<a href='/live'>Liveticker: {h}</a>",
            "en": "<a href='/live'>Live: {h}</a>",
            "ru": "<a href='/live'>Онлайн: {h}</a>",
        },
    },
    "under_title": {
        "published": {
            "de": "<div class='d'>Veröffentlicht: {d} · Letzte Änderung: {t}</div>",
            "en": "<div class='d'>Published {d} · Modified {t}</div>",
            "ru": "<div class='d'>Опубликовано: {d} · Изменено: {t}</div>",
        },
        "since": {
            "de": "<p>Vor {m} Min.</p>",
            "en": "<p>{m} mins ago</p>",
            "ru": "<p>{m} мин. назад</p>",
        },
        "hits": {
            "de": "<p>{n} Mal gelesen</p>",
            "en": "<p>Read {n} times</p>",
            "ru": "<p>Прочитали: {n}</p>",
        },
        "buttons": {
            "de": "<ul><li>Per Mail versenden</li><li>Facebook {n}</li><li>X {m}</li></ul>",
            "en": "<ul><li>Email</li><li>Facebook {n}</li><li>X {m}</li></ul>",
            "ru": "<ul><li>На почту</li><li>ВКонтакте {n}</li><li>X {m}</li></ul>",
        },
    },
    "between": {
        "banner": {
            "de": "<div class='b'><p>ANZEIGE</p><p>Bis zu {m} % Rabatt auf Reisen – jetzt buchen!</p></div>",
            "en": "<div class='b'><p>ADVERTISEMENT</p><p>Up to {m}% off holidays: book now!</p></div>",
            "ru": "<div class='b'><p>РЕКЛАМА</p><p>Скидки до {m} % на туры: бронируйте сейчас!</p></div>",
        },
        "inset": {
            "de": "<p class='x'>Siehe auch: <a href='/{n}'>{h}</a></p>",
            "en": "<p class='x'>Related: <a href='/{n}'>{h}</a></p>",
            "ru": "<p class='x'>Смотрите также: <a href='/{n}'>{h}</a></p>",
        },
        "letter": {
            "de": "<p class='y'>Der Morgen-Newsletter: {n} Leser starten damit in den Tag.</p>",
            "en": "<p class='y'>Our morning newsletter: {n} readers start their day with it.</p>",
            "ru": "<p class='y'>Утренняя рассылка: с неё начинают день {n} читателей.</p>",
        },
        "picture": {
            "de": "<figure><img src='{n}.png' alt=''><figcaption>Bild: Archiv ({y})</figcaption></figure>",
            "en": "<figure><img src='{n}.png' alt=''><figcaption>Picture: archive ({y})</figcaption></figure>",
            "ru": "<figure><img src='{n}.png' alt=''><figcaption>Фото: архив ({y})</figcaption></figure>",
        },
    },
    "bottom": {
        "keywords": {
            "de": "<p class='k'>Stichworte: {h}, {g}</p>",
            "en": "<p class='k'>Filed under: {h}, {g}</p>",
            "ru": "<p class='k'>Рубрики: {h}, {g}</p>",
        },
        "next": {
            "de": "<h3>Weitere Nachrichten</h3><ul><li><a href='/{n}'>{h}</a></li><li><a href='/{m}'>{g}</a></li></ul>",
            "en": "<h3>More news</h3><ul><li><a href='/{n}'>{h}</a></li><li><a href='/{m}'>{g}</a></li></ul>",
            "ru": "<h3>Другие новости</h3><ul><li><a href='/{n}'>{h}</a></li><li><a href='/{m}'>{g}</a></li></ul>",
        },
        "rating": {
            "de": "<p class='r'>Bewertung: {m} von 100 ({n} Stimmen)</p>",
            "en": "<p class='r'>Rating: {m} out of 100 ({n} votes)</p>",
            "ru": "<p class='r'>Оценка: {m} из 100 ({n} голосов)</p>",
        },
        "typo": {
            "de": "<p>Fehler gefunden? Schreiben Sie uns. Ticket {n}</p>",
            "en": "<p>Spotted a mistake? Write to us. Ticket {n}</p>",
            "ru": "<p>Нашли опечатку? Выделите её и нажмите Ctrl+Enter. № {n}</p>",
        },
    },
    "side": {
        "popular": {
            "de": "<h4>Beliebt</h4><ol><li><a href='/a{n}'>{h}</a> ({m})</li><li><a href='/b{n}'>{g}</a></li></ol>",
            "en": "<h4>Popular</h4><ol><li><a href='/a{n}'>{h}</a> ({m})</li><li><a href='/b{n}'>{g}</a></li></ol>",
            "ru": "<h4>Популярное</h4><ol><li><a href='/a{n}'>{h}</a> ({m})</li><li><a href='/b{n}'>{g}</a></li></ol>",
        },
        "pollen": {
            "de": "<p>Pollenflug: Stufe {m}</p>",
            "en": "<p>Pollen count: level {m}</p>",
            "ru": "<p>Пробки: {m} баллов</p>",
        },
    },
    "foot": {
        "company": dict.fromkeys(("de", "en", "ru"), "<p>© 1998–{y} Kurier Media</p>"),
        "counter": {
            "de": "<p>Besucher heute: {n}</p>",
            "en": "<p>Visitors today: {n}</p>",
            "ru": "<p>Посетителей сегодня: {n}</p>",
        },
    },
}
