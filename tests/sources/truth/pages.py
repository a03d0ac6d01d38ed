"""News pages as sites write them: one article in one of several skins, with whatever stands around it."""

from dataclasses import dataclass, field
from html import escape
from random import Random
from typing import Protocol


@dataclass(frozen=True)
class Article:
    """What a newsroom wrote. `headings` stand before the paragraph with that index."""

    lang: str
    title: str
    paragraphs: tuple[str, ...]
    site: str
    author: str
    published: str  # ISO 8601, with time
    headings: dict[int, str] = field(default_factory=dict)
    notice: str = ""  # of a correction, at the end


@dataclass(frozen=True)
class Around:
    """What stands around an article, as HTML, by place: none of it is the article."""

    top: str = ""
    under_title: str = ""
    between: dict[int, str] = field(default_factory=dict)  # before the paragraph with that index
    bottom: str = ""
    side: str = ""
    foot: str = ""


class Skin(Protocol):
    def __call__(self, article: Article, around: Around) -> str: ...


def body_of(article: Article, around: Around, paragraph: str = "<p>{}</p>", heading: str = "<h2>{}</h2>") -> str:
    """The article's running text with what a site puts between its paragraphs."""
    parts: list[str] = []
    for index, text in enumerate(article.paragraphs):
        parts.append(around.between.get(index, ""))
        if index in article.headings:
            parts.append(heading.format(escape(article.headings[index], quote=False)))
        parts.append(paragraph.format(escape(text, quote=False)))
    if article.notice:
        parts.append(paragraph.format(f"<em>{escape(article.notice, quote=False)}</em>"))
    return "\n".join(filter(None, parts))


MENU = {
    "de": ("Startseite", "Politik", "Wirtschaft", "Sport", "Kultur", "Wissen", "Impressum", "Datenschutz"),
    "en": ("Home", "World", "Business", "Sport", "Culture", "Science", "About us", "Privacy"),
    "ru": ("Главная", "Политика", "Экономика", "Спорт", "Культура", "Наука", "О проекте", "Контакты"),
    "fr": ("Accueil", "Politique", "Économie", "Sport", "Culture", "Sciences", "Mentions légales", "Contact"),
}


def menu(article: Article, begin: int, end: int) -> str:
    return "".join(f'<li><a href="/{word.lower()}/">{word}</a></li>' for word in MENU[article.lang][begin:end])


def plain(article: Article, around: Around) -> str:
    """A small outlet: semantic elements, a menu, a foot."""
    title = escape(article.title, quote=False)
    return f"""<!doctype html>
<html lang="{article.lang}"><head><meta charset="utf-8"><title>{title} | {article.site}</title>
<meta property="og:title" content="{escape(article.title)}"><meta property="og:type" content="article">
<meta property="article:published_time" content="{article.published}"></head>
<body><header><a href="/">{article.site}</a><nav><ul>{menu(article, 0, 6)}</ul></nav></header>{around.top}
<main><article><h1>{title}</h1><p class="byline">{article.author}</p>{around.under_title}
{body_of(article, around)}
{around.bottom}</article></main><aside>{around.side}</aside>
<footer><ul>{menu(article, 6, 8)}</ul>{around.foot}</footer></body></html>"""


def boxed(article: Article, around: Around) -> str:
    """A portal: classes on everything, and the article deep in boxes."""
    title = escape(article.title, quote=False)
    data = f'{{"@context":"https://schema.org","@type":"NewsArticle","datePublished":"{article.published}"}}'
    text = body_of(article, around, '<p class="story__text">{}</p>', '<h3 class="story__sub">{}</h3>')
    return f"""<!DOCTYPE html>
<html lang="{article.lang}">
<head><meta http-equiv="Content-Type" content="text/html; charset=utf-8">
<title>{title} - {article.site}</title><meta name="author" content="{article.author}">
<script type="application/ld+json">{data}</script></head>
<body class="page page--story"><div class="wrap"><div class="head">
<div class="logo"><a href="/">{article.site}</a></div>
<div class="menu"><ul>{menu(article, 0, 6)}</ul></div></div>{around.top}
<div class="columns"><div class="story"><h1 class="story__title">{title}</h1>{around.under_title}
<div class="story__body">{text}</div><div class="story__after">{around.bottom}</div></div>
<div class="column column--side">{around.side}</div></div>
<div class="footer">{menu(article, 6, 8)}{around.foot}</div></div></body></html>"""


def bare(article: Article, around: Around) -> str:
    """An agency: hardly any markup."""
    title = escape(article.title, quote=False)
    return f"""<html lang="{article.lang}"><head><meta charset="utf-8"><title>{title}</title></head><body>
<p><a href="/">{article.site}</a></p>{around.top}<h1>{title}</h1>{around.under_title}
<div id="text">{body_of(article, around)}</div>{around.bottom}{around.side}<hr><p>{around.foot}</p></body></html>"""


def modern(article: Article, around: Around) -> str:
    """A site made by a framework: utility classes, sections, the headline in a head of its own."""
    title = escape(article.title, quote=False)
    text = body_of(article, around, '<p class="mb-4 leading-relaxed">{}</p>', '<h2 class="mt-6 font-bold">{}</h2>')
    return f"""<!doctype html><html lang="{article.lang}"><head><meta charset="utf-8"><title>{title} • {article.site}</title>
<link rel="canonical" href="https://herald.example/a"><meta name="date" content="{article.published}"></head><body>
<div id="root"><nav class="flex"><ul>{menu(article, 0, 6)}</ul></nav>{around.top}<main class="grid"><article class="col-8">
<header><h1 class="text-4xl">{title}</h1><address class="author">{article.author}</address>{around.under_title}</header>
<section class="prose">{text}</section><footer class="article-end">{around.bottom}</footer></article>
<aside class="col-4">{around.side}</aside></main><footer class="site">{menu(article, 6, 8)}{around.foot}</footer></div>
</body></html>"""


def legacy(article: Article, around: Around) -> str:
    """A site of long ago: tables for layout."""
    title = escape(article.title, quote=False)
    text = body_of(article, around, "<p align='justify'>{}</p>", "<p><b>{}</b></p>")
    return f"""<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN"><html lang="{article.lang}"><head>
<meta http-equiv="content-type" content="text/html; charset=utf-8"><title>{title}</title></head><body>
<table width="100%"><tr><td colspan="2"><a href="/">{article.site}</a> {around.top}</td></tr><tr>
<td width="70%" class="content"><h1>{title}</h1><font size="2">{article.author}</font>{around.under_title}{text}
{around.bottom}</td><td class="right">{around.side}</td></tr><tr><td colspan="2">{around.foot}</td></tr></table>
</body></html>"""


def blog(article: Article, around: Around) -> str:
    """A content system's usual theme."""
    title = escape(article.title, quote=False)
    text = body_of(article, around, "<p>{}</p>", '<h3 class="wp-block-heading">{}</h3>')
    return f"""<!doctype html><html lang="{article.lang}"><head><meta charset="utf-8"><title>{title} &#8211; {article.site}</title>
<meta property="article:published_time" content="{article.published}"></head><body class="single single-post">
<header id="masthead"><p class="site-title"><a href="/">{article.site}</a></p><ul class="menu">{menu(article, 0, 6)}</ul>
</header>{around.top}<div id="content"><article class="post type-post"><h1 class="entry-title">{title}</h1>
<div class="entry-meta"><span class="author">{article.author}</span>{around.under_title}</div>
<div class="entry-content">{text}</div><footer class="entry-footer">{around.bottom}</footer></article></div>
<div id="secondary" class="widget-area">{around.side}</div><footer id="colophon">{around.foot}</footer></body></html>"""


def divs(article: Article, around: Around) -> str:
    """A site that knows no element but div and p."""
    title = escape(article.title, quote=False)
    text = body_of(article, around, "<p>{}</p>", '<div class="zw"><h3>{}</h3></div>')
    return f"""<!doctype html><html lang="{article.lang}"><head><meta charset="utf-8"><title>{article.site}: {title}</title></head>
<body><div class="n">{menu(article, 0, 6)}</div><div class="o">{around.top}</div><div class="m"><div class="l"><h1>{title}</h1>
<div class="autor">{article.author}</div>{around.under_title}<div class="txt">{text}</div>{around.bottom}</div>
<div class="rr">{around.side}</div></div><div class="f">{menu(article, 6, 8)}{around.foot}</div></body></html>"""


def wire(article: Article, around: Around) -> str:
    """A site with microdata, and its text in an article body of its own."""
    title = escape(article.title, quote=False)
    text = body_of(article, around, "<p>{}</p>", "<h2>{}</h2>")
    return f"""<!doctype html><html lang="{article.lang}"><head><meta charset="utf-8"><title>{title} - {article.site}</title></head>
<body><header><nav><ul>{menu(article, 0, 6)}</ul></nav>{around.top}</header>
<div itemscope itemtype="https://schema.org/NewsArticle"><h1 itemprop="headline">{title}</h1>
<span itemprop="author">{article.author}</span><meta itemprop="datePublished" content="{article.published}">
{around.under_title}<div itemprop="articleBody">{text}</div>{around.bottom}</div><aside>{around.side}</aside>
<footer>{around.foot}</footer></body></html>"""


SKINS: dict[str, tuple[Skin, ...]] = {
    "tuning": (plain, boxed, bare),
    "second": (modern, legacy, blog),
    "third": (divs, wire),
    "measuring": (divs, wire, plain, modern),
}

_SENTENCES = {
    "de": (
        "Bei den Unruhen in {place} sind nach Angaben der Behörden mindestens {n} Menschen getötet worden.",
        "Der Präsident erklärte am Montag in einer Videokonferenz, die Lage habe sich beruhigt.",
        "Wie viele Menschen verletzt wurden, blieb zunächst unklar. Die Krankenhäuser nannten keine Zahlen.",
        "Die Proteste hatten sich an gestiegenen Gaspreisen entzündet und griffen auf das ganze Land über.",
        "Beobachter warnten, dass sich die Angaben nicht unabhängig überprüfen ließen.",
    ),
    "en": (
        "At least {n} people were killed in the unrest in {place}, according to the authorities.",
        "The president told a video conference on Monday that the situation had calmed down.",
        "It was not clear at first how many people had been injured. Hospitals gave no figures.",
        "The protests began over rising gas prices and spread to the whole country within days.",
        "Observers cautioned that the reports could not be verified independently.",
    ),
    "ru": (
        "По данным властей, в ходе беспорядков в {place} погибли не менее {n} человек.",
        "Президент заявил в понедельник на видеоконференции, что обстановка стабилизировалась.",
        "Сколько человек получили ранения, вначале оставалось неясным. Больницы не называли цифр.",
        "Протесты начались из-за роста цен на газ и за несколько дней охватили всю страну.",
        "Наблюдатели отмечали, что независимо проверить эти сведения невозможно.",
    ),
    "fr": (
        "Au moins {n} personnes ont été tuées dans les troubles à {place}, selon les autorités.",
        "Le président a déclaré lundi lors d'une visioconférence que la situation s'était calmée.",
        "Le nombre de blessés restait d'abord inconnu. Les hôpitaux n'ont donné aucun chiffre.",
        "Les manifestations ont commencé contre la hausse du prix du gaz et ont gagné tout le pays.",
        "Des observateurs ont rappelé que ces informations ne pouvaient être vérifiées.",
    ),
}
_TITLES = {
    "de": "Unruhen in {place}: Behörden melden Tote",
    "en": "Unrest in {place}: authorities report deaths",
    "ru": "Беспорядки в {place}: власти сообщили о погибших",
    "fr": "Troubles à {place} : les autorités font état de morts",
}
_PLACES = ("Aksu", "Turan", "Belgara", "Ostrava", "Marlinn", "Kasimir", "Dolen", "Tervo", "Sarkan", "Velmora")


def article(lang: str, number: int, figure: int = 164) -> Article:
    """A whole small article; the same number gives the same one. Its first paragraph carries `figure`."""
    place = f"{_PLACES[number % len(_PLACES)]}-{number}"
    rng = Random(number)
    return Article(
        lang=lang,
        title=_TITLES[lang].format(place=place),
        paragraphs=tuple(text.format(place=place, n=figure) for text in _SENTENCES[lang]),
        site="Neue Rundschau" if lang == "de" else "The Daily Record",
        author=rng.choice(("M. Weber", "A. Lindqvist", "O. Petrova", "J. Moreau")),
        published=f"2022-01-{rng.randint(5, 15):02}T{rng.randint(6, 22):02}:{rng.randint(10, 59)}:00+00:00",
    )
