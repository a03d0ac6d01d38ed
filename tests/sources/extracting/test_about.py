"""What an article is called and who publishes it, as pages say it."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.extracting.pages import Line, headline
from sources.extracting.reading import Extracted, read

TITLE = "<title>Kasachstan: 164 Tote | tagesschau.de</title>"
BODY = "<p>Nach Angaben der Behörden starben mindestens 164 Menschen bei den Unruhen in mehreren Städten.</p>"


def page(head: str = "", body: str = "") -> Extracted:
    markup = f"<!doctype html><html lang=de><head>{head}</head><body><article>{body}{BODY}</article></body></html>"
    return read(markup.encode(), "text/html", "utf-8")


def meta(name: str, content: str) -> str:
    return f'<meta property="{name}" content="{content}">'


def linked(*things: Any) -> str:
    return f'<script type="application/ld+json">{json.dumps(things)}</script>'


ARTICLE = {"@type": ["NewsArticle"], "headline": "164 Tote in Kasachstan", "publisher": {"name": "Tagesschau"}}


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (TITLE + meta("og:title", "164 Tote in Kasachstan"), "<h1>Unruhen</h1>"),
        (TITLE + meta("og:title", "164 Tote in Kasachstan | Die Zeitung") + meta("og:site_name", "Die Zeitung"), ""),
        (TITLE + linked(ARTICLE), "<h1>Unruhen</h1>"),
        (TITLE + linked({"@graph": [{"@type": "WebPage"}, ARTICLE]}), ""),
        (TITLE, "<h1><span class='seitenkopf__topline'>Unruhen</span> <span>164 Tote in Kasachstan</span></h1>"),
        (TITLE, "<p class=kicker>Unruhen</p><h1>164 Tote<br>in <i>Kasachstan</i></h1>"),
        ("<title>164 Tote in Kasachstan - tagesschau.de</title>" + meta("og:url", "https://www.tagesschau.de/a"), ""),
        ("<title>Tagesschau | 164 Tote in Kasachstan</title>" + meta("og:site_name", "tagesschau"), ""),
        ("<title>164 Tote in Kasachstan</title>", "<h1>Eins</h1><h1>Zwei</h1>"),
    ],
)
def test_the_headline_is_that_of_the_article(head: str, body: str) -> None:
    assert page(head, body).headline == "164 Tote in Kasachstan"


def test_a_dash_within_a_headline_stays() -> None:
    found = page(meta("og:title", "Kasachstan - 164 Tote") + meta("og:site_name", "tagesschau.de"))
    assert found.headline == "Kasachstan - 164 Tote"


@pytest.mark.parametrize(
    ("head", "site"),
    [
        (meta("og:site_name", "tagesschau.de"), "tagesschau.de"),
        (linked(ARTICLE), "Tagesschau"),
        (linked({**ARTICLE, "publisher": [{"name": "ARD"}]}), "ARD"),
        (linked({**ARTICLE, "publisher": "ARD"}), "ARD"),
        (linked({**ARTICLE, "publisher": {"@id": "#o"}}, {"@id": "#o", "@type": "Organization", "name": "ARD"}), "ARD"),
        (linked({"@type": "Organization", "name": "Anzeige"}), ""),
        (TITLE, ""),
    ],
)
def test_the_site_is_whom_the_page_names_as_its_publisher(head: str, site: str) -> None:
    assert page(head).site == site


@pytest.mark.parametrize(
    "head",
    [
        '<script type="application/ld+json">{"@type": </script>',
        '<script type="application/ld+json">' + "[" * 100_000 + "</script>",
        linked({"@type": 7, "headline": [], "publisher": {"@id": {}}}, None, 5, "x"),
        linked({"@type": "Article", "headline": {"a": 1}, "publisher": []}),
        meta("og:url", "http://[x"),
        '<link rel="canonical">',
    ],
)
def test_broken_and_hostile_data_say_nothing(head: str) -> None:
    found = page(head)
    assert (found.headline, found.site, found.problem) == ("", "", "")


KEYS = st.sampled_from(["@type", "@graph", "@id", "headline", "publisher", "name"])
PLAIN = st.none() | st.text() | st.integers()


@given(st.recursive(PLAIN, lambda inner: st.lists(inner) | st.dictionaries(KEYS, inner)))
def test_any_linked_data_is_answered(thing: Any) -> None:
    assert page(linked(thing)).problem in ("", "no_main_text")


def test_the_headline_of_a_printed_page_is_what_is_set_largest() -> None:
    lines = [Line("WORLD NEWS", 700, 12), Line("Officials raise the toll:", 670, 24), Line("164 killed", 640, 24)]
    text = [Line("At least 164 people were killed in the unrest of the past week.", 600, 12)]
    assert headline(lines + text) == "Officials raise the toll: 164 killed"
    assert headline(text) == headline([]) == ""
