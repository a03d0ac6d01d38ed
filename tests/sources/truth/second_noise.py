"""What stands around the second set of articles: other words, other markup, other habits."""

from tests.sources.truth.stories import Templates

HEADLINES = {
    "de": (
        "Minister tritt nach 5 Jahren zurück",
        "Warum Katzen schnurren",
        "Auto fährt in Schaufenster – 2 Verletzte",
        "Aktie stürzt um 20 Prozent ab",
        "Rezept der Woche: Linsensuppe",
        "Filmfestival eröffnet mit Weltpremiere",
    ),
    "en": (
        "Minister resigns after 5 years",
        "Why cats purr",
        "Car crashes into shop window, 2 injured",
        "Shares plunge by 20 percent",
        "Recipe of the week: lentil soup",
        "Film festival opens with world premiere",
    ),
    "ru": (
        "Министр ушёл в отставку после 5 лет работы",
        "Почему мурлычут кошки",
        "Автомобиль въехал в витрину, 2 пострадавших",
        "Акции упали на 20 процентов",
        "Рецепт недели: суп из чечевицы",
        "Кинофестиваль открылся мировой премьерой",
    ),
}
NOISE: Templates = {
    "top": {
        "consent": {
            "de": "<section id='cmp'><p>Diese Website nutzt Cookies. Mit Klick auf „Akzeptieren“ stimmen Sie {n} Diensten zu.</p></section>",
            "en": "<section id='cmp'><p>This website uses cookies. By clicking “Accept” you agree to {n} services.</p></section>",
            "ru": "<section id='cmp'><p>Сайт использует cookie. Нажимая «Принять», вы соглашаетесь на {n} сервисов.</p></section>",
        },
        "stocks": {
            "de": "<div class='quotes'><span>DAX {n},{m} +{p} %</span></div>",
            "en": "<div class='quotes'><span>FTSE {n}.{m} +{p}%</span></div>",
            "ru": "<div class='quotes'><span>Мосбиржа {n},{m} +{p} %</span></div>",
        },
        "now": {
            "de": "<div class='bar'>Dienstag, {d} | {t} Uhr</div>",
            "en": "<div class='bar'>Tuesday, {d} | {t}</div>",
            "ru": "<div class='bar'>Вторник, {d} | {t} мск</div>",
        },
        "breaking": {
            "de": "<div class='flash'><a href='/e/{n}'>Eilmeldung: {h}</a></div>",
            "en": "<div class='flash'><a href='/e/{n}'>Breaking: {h}</a></div>",
            "ru": "<div class='flash'><a href='/e/{n}'>Срочно: {h}</a></div>",
        },
    },
    "under_title": {
        "stand": {
            "de": "<div class='meta'><time>Stand: {d}, {t} Uhr</time></div>",
            "en": "<div class='meta'><time>Last modified on {d} at {t} GMT</time></div>",
            "ru": "<div class='meta'><time>Последнее обновление: {d}, {t}</time></div>",
        },
        "hours": {
            "de": "<span class='rel'>vor {m} Stunden veröffentlicht</span>",
            "en": "<span class='rel'>Published {m} hours ago</span>",
            "ru": "<span class='rel'>Опубликовано {m} часов назад</span>",
        },
        "views": {
            "de": "<div class='stat'>Aufrufe: {n}</div>",
            "en": "<div class='stat'>{n} views</div>",
            "ru": "<div class='stat'>👁 {n} просмотра</div>",
        },
        "likes": {
            "de": "<div class='like'>Gefällt {n} Personen</div>",
            "en": "<div class='like'>Liked by {n}</div>",
            "ru": "<div class='like'>Понравилось: {n}</div>",
        },
        "audio": {
            "de": "<div class='audio'>Artikel anhören ({t} Min.)</div>",
            "en": "<div class='audio'>Listen to this article ({t} min)</div>",
            "ru": "<div class='audio'>Прослушать статью ({t} мин.)</div>",
        },
    },
    "between": {
        "offer": {
            "de": "<aside class='promo'><p>Werbung</p><p>Nur heute: {m} Prozent Rabatt auf alle Sofas.</p></aside>",
            "en": "<aside class='promo'><p>Sponsored</p><p>Today only: {m} percent off all sofas.</p></aside>",
            "ru": "<aside class='promo'><p>На правах рекламы</p><p>Только сегодня: скидка {m} процентов на диваны.</p></aside>",
        },
        "more": {
            "de": "<p class='inset'>➤ Mehr dazu: <a href='/m/{n}'>{h}</a></p>",
            "en": "<p class='inset'>➤ See also: <a href='/m/{n}'>{h}</a></p>",
            "ru": "<p class='inset'>➤ По теме: <a href='/m/{n}'>{h}</a></p>",
        },
        "channel": {
            "de": "<p class='wa'>Folgen Sie uns auf WhatsApp – schon {n} Abonnenten sind dabei.</p>",
            "en": "<p class='wa'>Follow us on WhatsApp: {n} followers already do.</p>",
            "ru": "<p class='wa'>Читайте нас в Telegram: уже {n} подписчиков.</p>",
        },
        "embed": {
            "de": "<blockquote class='embed'><p>Dieser Inhalt wird von einem Drittanbieter geladen. {n} Reaktionen</p></blockquote>",
            "en": "<blockquote class='embed'><p>This content is loaded from a third party. {n} reactions</p></blockquote>",
            "ru": "<blockquote class='embed'><p>Содержимое загружается со стороннего сайта. Реакций: {n}</p></blockquote>",
        },
        "caption": {
            "de": "<figure><img src='/i/{n}.webp' alt=''><figcaption>Bildquelle: picture alliance, Nr. {n}</figcaption></figure>",
            "en": "<figure><img src='/i/{n}.webp' alt=''><figcaption>Image credit: Getty, no. {n}</figcaption></figure>",
            "ru": "<figure><img src='/i/{n}.webp' alt=''><figcaption>Источник фото: РИА, № {n}</figcaption></figure>",
        },
    },
    "bottom": {
        "topics": {
            "de": "<div class='topics'>Themen: <a href='/t'>{h}</a> <a href='/u'>{g}</a></div>",
            "en": "<div class='topics'>Topics: <a href='/t'>{h}</a> <a href='/u'>{g}</a></div>",
            "ru": "<div class='topics'>Сюжет: <a href='/t'>{h}</a> <a href='/u'>{g}</a></div>",
        },
        "teasers": {
            "de": "<h3>Das könnte Sie auch interessieren</h3><p><a href='/{n}'>{h}</a></p><p><a href='/{m}'>{g}</a></p>",
            "en": "<h3>You may also like</h3><p><a href='/{n}'>{h}</a></p><p><a href='/{m}'>{g}</a></p>",
            "ru": "<h3>Вам будет интересно</h3><p><a href='/{n}'>{h}</a></p><p><a href='/{m}'>{g}</a></p>",
        },
        "comments": {
            "de": "<p class='disc'>Diskutieren Sie mit: {n} Beiträge</p>",
            "en": "<p class='disc'>Join the discussion: {n} posts</p>",
            "ru": "<p class='disc'>Обсудить ({n} сообщений)</p>",
        },
        "donate": {
            "de": "<p class='don'>Unterstützen Sie unabhängigen Journalismus: {n} Leser haben schon gespendet.</p>",
            "en": "<p class='don'>Support independent journalism: {n} readers have donated so far.</p>",
            "ru": "<p class='don'>Поддержите независимую журналистику: нам помогли уже {n} читателей.</p>",
        },
    },
    "side": {
        "trending": {
            "de": "<h5>Trends</h5><ul><li><a href='/p{n}'>{h}</a> <b>{m}</b></li><li><a href='/q{n}'>{g}</a></li></ul>",
            "en": "<h5>Trending now</h5><ul><li><a href='/p{n}'>{h}</a> <b>{m}</b></li><li><a href='/q{n}'>{g}</a></li></ul>",
            "ru": "<h5>Сейчас в тренде</h5><ul><li><a href='/p{n}'>{h}</a> <b>{m}</b></li><li><a href='/q{n}'>{g}</a></li></ul>",
        },
        "weather": {
            "de": "<div class='w'>Heute bis {m} Grad</div>",
            "en": "<div class='w'>Today up to {m} degrees</div>",
            "ru": "<div class='w'>Сегодня до {m} градусов</div>",
        },
    },
    "foot": {
        "rights": dict.fromkeys(("de", "en", "ru"), "<small>Copyright {y} · v{n}</small>"),
        "build": dict.fromkeys(("de", "en", "ru"), "<small>{d} {t} · {n} ms</small>"),
    },
}
