"""Search."""

import pytest
from django.test import Client, RequestFactory

from claims.choices import Status
from factcheck.pages import searching
from sources.choices import NameKind, SourceKind
from sources.models import Source, SourceName
from sources.texts import texts
from tests import factories

pytestmark = pytest.mark.django_db


def _page(client: Client, **asked: str) -> str:
    answer = client.get("/en/search/", asked)
    assert answer.status_code == 200
    return str(answer.content.decode())


def _found(client: Client, **asked: str) -> list[str]:
    """The rows found, each as HTML."""
    return _page(client, **asked).split('id="results"')[1].split('<p class="claim-line">')[1:]


def _tokayev() -> Source:
    source = factories.make_source("Kassym-Jomart Tokayev", SourceKind.PERSON)
    SourceName.objects.create(source=source, lang="de", text="Kassym-Schomart Tokajew", kind=NameKind.PREFERRED)
    SourceName.objects.create(source=source, lang="ru", text="Касым-Жомарт Токаев", kind=NameKind.PREFERRED)
    return source


@pytest.mark.parametrize("number", ["8000", "8 000", "8.000", "8,000"])
def test_number_is_found_in_any_writing(client: Client, number: str) -> None:
    factories.publish(factories.make_figure(low=8000, words="mindestens 8000"))
    factories.publish(factories.make_figure())
    [row] = _found(client, q=number)
    assert "at least 8,000" in row


@pytest.mark.parametrize("name", ["Tokajew", "Tokayev", "Tokaev", "Токаев", "Тоқаев", "Toqaev", "Tokaïev"])
def test_who_says_so_is_found_in_any_spelling(client: Client, name: str) -> None:
    claim = factories.make_statement()
    factories.attribute(claim, _tokayev())
    factories.publish(claim)
    [row] = _found(client, q=name)
    assert "Kassym-Jomart Tokayev" in row


def test_words_that_were_looked_for_are_marked(client: Client) -> None:
    factories.publish(factories.make_figure())
    [row] = _found(client, q="164 kill")
    assert "<mark>164</mark> people were <mark>killed</mark>" in row


def test_result_says_who_says_so_and_where_it_stands(client: Client) -> None:
    claim = factories.make_figure()
    factories.attribute(claim, factories.make_source("Health ministry"), factories.make_source("Khabar 24"))
    factories.publish(claim)
    [row] = _found(client, q="164")
    for told in ("at least 164 dead", "people killed", "Health ministry", "Reported, not independently confirmed"):
        assert told in row


def test_withdrawn_claim_is_found_and_marked(client: Client) -> None:
    factories.bring_to(factories.publish(factories.make_figure()), Status.RETRACTED)
    [row] = _found(client, q="164")
    assert '<s>at least 164 dead</s> <span class="word">withdrawn</span>' in row


@pytest.mark.parametrize("asked", [{"status": "disputed"}, {"kind": "figure"}, {"topic": "its own"}])
def test_choice_narrows_what_is_found(client: Client, asked: dict[str, str]) -> None:
    figure = factories.publish(factories.make_figure(summary=texts(en="The one meant.")))
    factories.bring_to(figure, Status.DISPUTED)
    factories.publish(factories.make_statement(summary=texts(en="Another one.")))
    given = {name: figure.topic.public_id if value == "its own" else value for name, value in asked.items()}
    [row] = _found(client, q="one", **given)
    assert ">meant<" in row.replace(" meant.", ">meant<")


def test_choices_are_in_readers_words(client: Client) -> None:
    page = _page(client)
    assert '<option value="disputed">Disputed</option>' in page
    assert '<option value="retracted">Withdrawn by those who gave it</option>' in page


def test_choice_stays_chosen(client: Client) -> None:
    assert '<option value="refuted" selected>' in _page(client, status="refuted")


@pytest.mark.parametrize("asked", [{"status": "nonsense"}, {"topic": "x' OR 1=1"}, {"kind": "\x00"}])
def test_choice_that_there_is_not_is_left_out(client: Client, asked: dict[str, str]) -> None:
    factories.publish(factories.make_figure())
    assert len(_found(client, **asked)) == 1
    assert "so this was left out:" in _page(client, **asked)


def test_without_words_all_claims_are_listed(client: Client) -> None:
    factories.publish(factories.make_figure())
    assert len(_found(client)) == 1


def test_older_results_follow_and_keep_what_was_asked(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "ON_A_PAGE", 2)
    for n in range(3):
        factories.publish(factories.make_statement(summary=texts(en=f"Order number {n + 1}.")))
    page = _page(client, q="order", kind="statement")
    assert "number 1." not in page
    link = page.split(' rel="next"')[0].rsplit('href="', 1)[1].rstrip('"').replace("&amp;", "&")
    older = str(client.get(f"/en/search/{link}").content.decode())
    assert "number 1." in older
    assert "number 2." not in older


def test_source_and_topic_of_that_name_are_offered(client: Client) -> None:
    claim = factories.make_statement(topic=factories.make_topic(title=texts(en="Tokayev's speech")))
    factories.attribute(claim, _tokayev())
    factories.publish(claim)
    named = _page(client, q="Tokayev").split('id="named"')[1].split("</section>")[0]
    assert "/en/sources/" in named
    assert "/en/topics/" in named


def test_nothing_found_suggests_a_name_spelled_alike_and_the_form(client: Client) -> None:
    claim = factories.make_statement()
    factories.attribute(claim, _tokayev())
    factories.publish(claim)
    page = _page(client, q="Tokayevvs")
    assert "Did you mean:" in page
    assert "Kassym-Jomart Tokayev" in page
    assert 'href="/en/tip/">Tell us</a>' in page


def test_protected_source_is_never_suggested(client: Client) -> None:
    protected = factories.make_source("Insider Ivanov", SourceKind.PERSON, protected=True)
    claim = factories.make_statement()
    factories.attribute(claim, protected, factories.make_source("Khabar 24"))
    factories.publish(claim)
    for name in ("Ivanov", "Ivanow", "Ivanof", "Insider"):
        assert "Insider" not in _page(client, q=name).split('id="results"')[1].replace(f"“{name}”", "")
        assert not _found(client, q=name)


def test_source_of_a_draft_is_never_suggested(client: Client) -> None:
    factories.attribute(factories.make_statement(), _tokayev())
    assert "Kassym" not in _page(client, q="Tokayevvs")


def test_nothing_found_within_a_choice_offers_to_search_everywhere(client: Client) -> None:
    assert 'href="?q=nothing"' in _page(client, q="nothing", status="refuted")


def test_long_query_is_cut_and_says_so(client: Client) -> None:
    page = _page(client, q="a" * 201)
    assert "at most 200 characters" in page
    assert f'value="{"a" * 200}"' in page


@pytest.mark.parametrize(
    "text",
    [
        "'; DROP TABLE claims_claim; --",
        "\x00",
        "a\x00b",
        "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"),
        "'a' & !'b' | <->:*",
        "\\",
        "%",
        "1" * 200,
        "1.1.1.1,1 1'1" * 15,
        "\u202eabc",
        "ﷺ" * 200,
        "İ" * 200,
        "٣٤٥",
        "½ ² Ⅷ",
        "a " * 100,
        "-",
        "<script>alert(1)</script>",
        "\N{COMBINING ACUTE ACCENT}" * 200,
    ],
)
def test_hostile_words_are_only_words(client: Client, text: str) -> None:
    factories.publish(factories.make_figure())
    page = _page(client, q=text)
    assert "<script>alert" not in page
    assert "\u202e" not in page


@pytest.mark.parametrize("before", ["x", "9" * 5000, "-1"])
def test_cursor_that_is_no_index_is_no_page(client: Client, before: str) -> None:
    assert client.get("/en/search/", {"before": before}).status_code == 404


def test_search_is_kept_out_of_search_engines(client: Client) -> None:
    assert '<meta name="robots" content="noindex">' in _page(client)


def test_other_languages_are_offered_for_the_same_search(client: Client) -> None:
    assert 'href="/de/search/?q=order&amp;kind=statement"' in _page(client, q="order", kind="statement")


def test_what_was_asked_is_written_in_one_way() -> None:
    asked = searching.asked(RequestFactory().get("/en/search/", {"q": "  8 000  ", "status": "x", "before": "12"}))
    assert asked.query == "q=8+000&before=12"
