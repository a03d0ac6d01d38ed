"""What an answer means: each sign in each language, and reports that only look like errors."""

from collections.abc import Iterator
from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.choices import ReportState as S
from sources.extracting.reading import read
from sources.recognising import Good, Met, Recognised, Why, addresses, recognise
from sources.recognising.likeness import likeness
from sources.recognising.why import STATES
from tests.sources.site import BEHAVIOURS, ROUNDS, Reply, Site

URL = "https://news.example/world/2022/01/unrest-164-dead.html"
STORY = "\n".join(
    f"At least 164 people were killed in district {n}, the health ministry said on Sunday, citing figure {n * 7}."
    for n in range(12)
)
GOOD = Good("Unrest: 164 dead", STORY, "News\nWorld\nSport\nCulture\nContact\nImprint\n" + STORY)


def met(
    text: str = STORY, *, title: str = "Unrest: 164 dead", url: str = URL, status: int = 200, **more: object
) -> Met:
    return Met(URL, url, status, title=title, text=text, visible=text, **more)  # type: ignore[arg-type]


def why(look: Met, good: Good | None = GOOD) -> Why:
    return recognise(look, good).why


def test_every_sign_shows_one_state() -> None:
    assert set(STATES) == set(Why)


@pytest.mark.parametrize(
    ("status", "state"),
    [
        *((code, S.ABSENT) for code in (404, 410)),
        *((code, S.BLOCKED) for code in (401, 402, 403, 429, 451)),
        *((code, S.UNREACHABLE) for code in (0, 204, 205, 302, 400, 418, 500, 502, 503, 504, 521, 999)),
        (304, S.PRESENT),
    ],
)
def test_a_status_alone_may_settle_it(status: int, state: S) -> None:
    assert recognise(met("", status=status), GOOD).state == state


@pytest.mark.parametrize("status", [200, 403, 503])
def test_a_check_for_humans_blocks_whatever_its_status_says(status: int) -> None:
    assert why(met("Checking your browser", title="Just a moment...", status=status)) == Why.BOT_CHECK


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("Die von Ihnen gesuchte Seite konnte leider nicht gefunden werden.", Why.SOFT_NOT_FOUND),
        ("Dieser Artikel existiert leider nicht mehr.", Why.SOFT_NOT_FOUND),
        ("We can't find the page you are looking for.", Why.SOFT_NOT_FOUND),
        ("Sorry, the page you requested does not exist.", Why.SOFT_NOT_FOUND),
        ("Запрашиваемая страница не найдена.", Why.SOFT_NOT_FOUND),
        ("Такой страницы больше нет.", Why.SOFT_NOT_FOUND),
        ("La page que vous cherchez est introuvable.", Why.SOFT_NOT_FOUND),
        ("Oops!\n404", Why.SOFT_NOT_FOUND),
        ("Dieser Beitrag ist nicht mehr verfügbar.", Why.REMOVED),
        ("Der Artikel wurde aus rechtlichen Gründen gelöscht.", Why.REMOVED),
        ("This story has been taken down.", Why.REMOVED),
        ("The page you are looking for is no longer available.", Why.REMOVED),
        ("Материал был удалён по просьбе министерства.", Why.REMOVED),
        ("Новость снята с публикации.", Why.REMOVED),
        ("Cet article n'est plus disponible.", Why.REMOVED),
        ("Bitte melden Sie sich an. Anmelden", Why.LOGIN),
        ("Please log in to continue.", Why.LOGIN),
        ("Для просмотра необходимо авторизоваться.", Why.LOGIN),
        ("Veuillez vous connecter pour lire la suite.", Why.LOGIN),
        ("Dieser Artikel ist nur für Abonnenten.", Why.PAYWALL),
        ("Subscribe to continue reading.", Why.PAYWALL),
        ("Полный текст доступен по подписке.", Why.PAYWALL),
        ("Cet article est réservé aux abonnés.", Why.PAYWALL),
        ("Bitte bestätigen Sie, dass Sie kein Roboter sind.", Why.BOT_CHECK),
        ("Verify you are human by completing the action below.", Why.BOT_CHECK),
        ("Подтвердите, что вы не робот", Why.BOT_CHECK),
        ("Wir brauchen Ihre Zustimmung. Mit Werbung weiterlesen.", Why.CONSENT),
        ("This content is not available in your country.", Why.REGION),
        ("Материал недоступен на территории вашей страны.", Why.REGION),
        ("Access denied. You have no permission.", Why.DENIED),
        ("Die Seite ist wegen Wartungsarbeiten bald zurück.", Why.MAINTENANCE),
        ("На сайте ведутся технические работы.", Why.MAINTENANCE),
        ("Loading application shell", Why.UNRECOGNISED),
        ("", Why.EMPTY),
    ],
)
def test_a_page_that_says_what_it_is_is_believed(text: str, sign: Why) -> None:
    marks = ("password",) if sign == Why.LOGIN else ()
    assert why(met(text, title="News", marks=marks)) == sign


@pytest.mark.parametrize(
    ("url", "sign"),
    [
        ("https://news.example/", Why.SENT_HOME),
        ("https://www.news.example/en/", Why.SENT_HOME),
        ("https://news.example/index.html", Why.SENT_HOME),
        ("https://other.example/", Why.SENT_HOME),
        ("https://news.example/world/", Why.SENT_TO_SECTION),
        ("https://news.example/world/2022/", Why.SENT_TO_SECTION),
        ("https://news.example/politics/", Why.SENT_TO_SECTION),
        ("https://news.example/404.html", Why.SENT_TO_ERROR),
        ("https://news.example/account/login?next=/world", Why.LOGIN),
        ("https://login.news.example/", Why.LOGIN),
        ("https://consent.news.example/?continue=x", Why.CONSENT),
        ("https://news.example/2023/02/another-long-story-of-the-day-77.html", Why.ELSEWHERE),
    ],
)
def test_where_an_address_leads_is_a_sign(url: str, sign: Why) -> None:
    headlines = "\n".join(f"Headline {n} of the day about something else entirely" for n in range(60))
    assert why(met(headlines, title="News", url=url)) == sign


@pytest.mark.parametrize(
    "url",
    [
        URL.replace("https", "http"),
        URL.replace("//news", "//www.news"),
        URL.replace("//news", "//m.news"),
        URL + "?utm_source=x&fbclid=y",
        URL + "#top",
        URL.replace(".html", ".html/"),
    ],
)
def test_the_same_page_by_another_name_is_present(url: str) -> None:
    assert why(met(url=url)) == Why.HERE


def test_a_report_that_moved_is_redirected() -> None:
    assert recognise(met(url="https://news.example/archive/1"), GOOD) == Recognised(S.REDIRECTED, Why.MOVED)


def test_a_report_that_is_read_whole_is_there_whatever_stands_around_it() -> None:
    around = "Log in to continue. Subscribe to continue reading. This page is not available in your country. 404"
    look = Met(URL, URL, 200, title=GOOD.title, text=STORY, visible=around, marks=("password", "not_free", "challenge"))
    assert recognise(look, GOOD).state == S.PRESENT


@pytest.mark.parametrize("good", [GOOD, None])
def test_a_teaser_with_an_offer_is_a_paywall(good: Good | None) -> None:
    teaser = STORY.split("\n")[0] + "\nSubscribe now to continue reading."
    assert why(met(teaser, marks=("wall",)), good) == Why.PAYWALL


def test_a_report_about_a_deletion_is_no_deletion_at_first_sight() -> None:
    story = "The report by state television was deleted, the ministry said. Page not found, says its address. " * 6
    assert why(met(story, title="State television: report was deleted"), None) == Why.HERE


def test_the_frame_without_the_report_is_an_absence() -> None:
    frame = "News\nWorld\nSport\nCulture\nContact\nImprint\nMost read"
    assert why(Met(URL, URL, 200, title="News", text="Most read", visible=frame), GOOD) == Why.EMPTIED


def test_a_report_written_anew_at_length_is_there() -> None:
    assert why(met("Nothing of what was said before, in many other words. " * 60, title="Other")) == Why.HERE


def test_an_answer_that_broke_off_shows_nothing() -> None:
    assert recognise(met(problem="truncated"), GOOD) == Recognised(S.UNREACHABLE, Why.CUT_SHORT)


def test_likeness_is_the_share_that_is_left() -> None:
    assert likeness("one two three four", "ONE two, three — four five") == 1
    assert likeness("one two three four", "four three two one") == 0
    assert likeness("… !", "one") is None


def _followed(site: Site, url: str) -> tuple[Reply, str]:
    """The last answer of a chain of redirects and its address; an empty one for a loop."""
    for _hop in range(5):
        reply = site.reply(url.removeprefix(site.home.rstrip("/")), {})
        location = dict(reply.headers).get("Location")
        if location is None:
            return reply, url
        url = urljoin(url, location)
    return Reply(reset=True), url


def _looks(site: Site, name: str, number: int) -> Iterator[tuple[int, Met]]:
    url = site.url(name, number)
    for site.round in range(ROUNDS):
        reply, final = _followed(site, url)
        if reply.reset or reply.length or reply.pause:
            yield site.round, Met(url, final, 0 if reply.reset else 200, problem="network")
            continue
        found = read(reply.body, dict(reply.headers).get("Content-Type", ""), "utf-8")
        texts = {"title": found.title, "text": found.text, "visible": found.visible, "marks": found.marks}
        yield site.round, Met(url, final, reply.status, headers=dict(reply.headers), kind=found.kind, **texts)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", BEHAVIOURS)
@pytest.mark.parametrize("number", [0, 1, 2, 5, 7])
def test_each_behaviour_of_the_site_is_recognised(name: str, number: int) -> None:
    looks = list(_looks(Site(port=80), name, number))
    first = looks[0][1]
    for turn, look in looks:
        sight = BEHAVIOURS[name].sight(turn)
        state = recognise(look, Good(first.title, first.text, first.visible)).state
        assert state == (S.PRESENT if sight == S.CHANGED else sight), f"round {turn}"


@given(st.text(max_size=200), st.text(max_size=80), st.integers(0, 999), st.text(max_size=300))
def test_any_answer_means_something(url: str, title: str, status: int, text: str) -> None:
    for good in (None, GOOD, Good("", "", "")):
        assert recognise(Met(url, url[::-1], status, title=title, text=text, visible=text), good).state in S


def test_an_address_that_is_none_is_no_home_or_login() -> None:
    assert not addresses.is_login("http://[")
    assert addresses.is_same("http://[", "http://[")
