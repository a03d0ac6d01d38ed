"""The page of an article: its text with what was found, and what is kept while somebody decides."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from claims.admin.intake.matches import MOST_MATCHED
from claims.admin.intake.names import named_in, recognised
from claims.admin.intake.review import Review, segments
from claims.articles import discard
from claims.choices import ClaimKind, Counted
from claims.proposing import MOST_PROPOSED, Row, rows
from sources.choices import Precision
from sources.models import SourceName
from sources.texts import texts
from tests import factories
from tests.claims.admin.browsing import form_on
from tests.claims.admin.intake.articles import TEXT, dead, decide, make_article, page_of

ROW = Row(kind=ClaimKind.FIGURE, start=0, end=0, from_=0, until=0)


@st.composite
def marked(draw: Any) -> tuple[str, list[Row]]:
    text = draw(st.text(max_size=60))
    edges = st.integers(0, len(text))
    pairs = draw(st.lists(st.tuples(edges, edges, st.sampled_from(ClaimKind.values)), max_size=6))
    return text, [replace(ROW, kind=kind, start=min(a, b), end=max(a, b)) for a, b, kind in pairs]


@given(marked())
def test_the_pieces_of_a_text_are_the_text(case: tuple[str, list[Row]]) -> None:
    text, proposals = case
    assert "".join(segment.text for segment in segments(text, proposals)) == text


def test_a_figure_inside_of_a_statement_is_what_a_click_leads_to() -> None:
    statement = replace(ROW, kind=ClaimKind.STATEMENT, start=0, end=10)
    figure = replace(ROW, start=4, end=6)
    assert [s.target for s in segments("0123456789", [statement, figure])] == [0, 1, 0]


@pytest.mark.django_db
def test_each_name_stands_once() -> None:
    names = named_in(rows(make_article().proposals))
    assert names == ["Gesundheitsministerium", "Medien", "Präsident Tokajew"]


@pytest.mark.django_db
@pytest.mark.parametrize("written", ["Tokajew", "Токаев", "Tokayev", "Tokajews"])
def test_a_speaker_is_recognised_in_any_spelling_and_case(written: str) -> None:
    president = factories.make_source("Tokayev", "person")
    (named,) = recognised([written])
    assert named.source == president


@pytest.mark.django_db
@pytest.mark.parametrize("written", ["Президент Токаев", "der kasachische Präsident Tokajew", "President Tokayev"])
def test_a_speaker_is_offered_behind_an_office_and_not_taken_for_granted(written: str) -> None:
    president = factories.make_source("Tokayev", "person")
    (named,) = recognised([written])
    assert (named.source, list(named.alike)) == (None, [president])


@pytest.mark.django_db
def test_a_name_that_two_sources_have_is_left_to_the_editor() -> None:
    for source in (factories.make_source("Ministry A"), factories.make_source("Ministry B")):
        SourceName.objects.create(source=source, lang="de", text="Gesundheitsministerium")
    (named,) = recognised(["Gesundheitsministerium"])
    assert named.source is None
    assert len(named.alike) == 2


@pytest.mark.django_db
def test_the_topics_measure_of_that_kind_is_filled_in(editor: Client) -> None:
    measure = factories.make_measure(counted=Counted.DEAD)
    form = form_on(editor.get(page_of(make_article(measure.topic))), "version")
    assert form["p0-measure"].endswith(f"#{measure.pk}")


@pytest.mark.django_db
def test_a_new_measure_is_offered_where_the_topic_has_none(editor: Client) -> None:
    form = form_on(editor.get(page_of(make_article())), "version")
    assert (form["p0-measure"], form["p0-new_measure"], form["p0-counted"]) == ("", "Tote", Counted.DEAD)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("precision", "shown"), [(Precision.DAY, "2022-01-10"), (Precision.MINUTE, "2022-01-10 09:05")]
)
def test_when_it_was_published_is_filled_in_as_it_can_be_read_back(editor: Client, precision: str, shown: str) -> None:
    at = datetime(2022, 1, 10, 9, 5, tzinfo=UTC)
    article = make_article(published_at=at, published_precision=precision)
    assert form_on(editor.get(page_of(article)), "version")["article-published_at"] == shown


@pytest.mark.django_db
def test_two_statements_of_a_sentence_are_told_apart_by_their_own_words(editor: Client) -> None:
    page = editor.get(page_of(make_article())).content.decode()
    assert re.search(r"<strong>(<[^>]+>)?die Ordnung sei wiederhergestellt(</\w+>)?</strong>", page)


@pytest.mark.django_db
def test_what_was_decided_is_there_again(editor: Client) -> None:
    intake = make_article()
    decide(editor, intake, "take", "skip", button="save", p0__wording="164 Tote")
    form = form_on(editor.get(page_of(intake)), "version")
    assert (form["p0-decision"], form["p1-decision"], form["p0-wording"]) == ("take", "skip", "164 Tote")


@pytest.mark.django_db
def test_a_second_window_overwrites_nothing(editor: Client) -> None:
    intake = make_article()
    stale = form_on(editor.get(page_of(intake)), "version")
    decide(editor, intake, "take", button="save")
    response = editor.post(page_of(intake), {**stale, "p0-decision": "skip", "save": "1"})
    assert "You decided something here in another window" in response.content.decode()
    intake.refresh_from_db()
    assert intake.decisions["p0-decision"] == ["take"]


@pytest.mark.django_db
def test_the_script_keeps_what_the_page_holds(editor: Client) -> None:
    intake = make_article()
    form = form_on(editor.get(page_of(intake)), "version")
    keep = reverse("admin:claims_intake_keep", args=[intake.pk])
    assert editor.post(keep, {**form, "p0-decision": "take"}).json()["version"] == 1
    refused = editor.post(keep, {**form, "p0-decision": "skip"})
    assert refused.status_code == 409
    assert "Figure 1: Take in" in refused.json()["problem"]


@pytest.mark.django_db
def test_the_script_hears_that_an_article_is_gone(editor: Client) -> None:
    intake = make_article()
    keep = reverse("admin:claims_intake_keep", args=[intake.pk])
    discard(intake)
    assert "meanwhile" in editor.post(keep, {"version": "0"}).json()["problem"]


@pytest.mark.django_db
def test_nobody_else_sees_articles(operator: Client) -> None:
    intake = make_article()
    for address in (page_of(intake), reverse("admin:claims_intake_add"), reverse("admin:claims_intake_changelist")):
        assert operator.get(address).status_code == 403


@pytest.mark.django_db
def test_the_list_of_articles_says_how_far_each_is(editor: Client) -> None:
    make_article()
    assert "Nach den Unruhen" in editor.get(reverse("admin:claims_intake_changelist")).content.decode()


@pytest.mark.django_db
def test_hostile_text_is_escaped_on_the_page(editor: Client) -> None:
    text = TEXT + "<script>alert(1)</script>"
    assert "<script>alert(1)" not in editor.get(page_of(make_article(text=text))).content.decode()


@pytest.mark.django_db
def test_what_is_tracked_already_is_offered_with_the_reason(editor: Client) -> None:
    words = "Unruhen in Almaty: Das Gesundheitsministerium spricht von mindestens 164 Toten."
    known = factories.make_figure(wording=words)
    factories.attribute(known, factories.make_source("Gesundheitsministerium"), factories.make_source("TV", "outlet"))
    factories.publish(known)
    text = f"Nach den Unruhen in Almaty. {TEXT}".replace("Medien berichteten", "Medien in Almaty berichteten")
    article = make_article(known.topic, text=text, proposals=[dead(about=text)])
    page = editor.get(page_of(article)).content.decode()
    assert f'value="attach:{known.pk}"' in page
    assert "the same number, and nothing says that something else is counted" in page


@pytest.mark.django_db
def test_a_statement_in_similar_words_may_say_something_else(editor: Client) -> None:
    known = factories.publish(factories.make_statement(wording="Die Ordnung sei wiederhergestellt, sagte Tokajew."))
    page = editor.get(page_of(make_article(known.topic))).content.decode()
    assert f'value="attach:{known.pk}"' in page
    assert "If it says the same" in page


@pytest.mark.django_db
def test_the_headline_tells_what_a_sentence_is_about(editor: Client) -> None:
    known = factories.publish(factories.make_figure(wording="Unruhen in Almaty: mindestens 164 Tote"))
    other = factories.make_topic(title=texts(de="Berichte"))
    pages = [
        editor.get(page_of(make_article(other, title=title))).content.decode()
        for title in ("Unruhen in Almaty", "Hochwasser in Passau")
    ]
    assert [f'value="attach:{known.pk}"' in page for page in pages] == [True, False]


@pytest.mark.django_db
def test_of_part_and_whole_the_smaller_is_the_part(editor: Client) -> None:
    wording = "Unruhen in Almaty: mindestens 164 Tote, darunter 12 Kinder"
    known = factories.publish(
        factories.make_figure(wording=wording, words="12 Kinder", low=12, high=12, qualifier="none")
    )
    page = editor.get(page_of(make_article(known.topic, title="Unruhen in Almaty"))).content.decode()
    assert f'value="has_part:{known.pk}"' in page


@pytest.mark.django_db
def test_what_was_counted_before_is_no_update_of_what_came_after(editor: Client) -> None:
    known = factories.make_figure(
        wording="Unruhen in Almaty: 225 Tote", words="225", low=225, high=225, qualifier="none"
    )
    report = factories.make_report(published_at=timezone.now())
    factories.attribute(known, factories.make_source("Gesundheitsministerium"), report.publisher, report=report)
    factories.publish(known)
    ages = [timezone.now() + timedelta(days=days) for days in (-3, 3)]
    pages = [
        editor.get(page_of(make_article(known.topic, title="Unruhen in Almaty", published_at=at))).content.decode()
        for at in ages
    ]
    assert [f'value="updated_by:{known.pk}"' in page for page in pages] == [True, False]
    assert [f'value="updates:{known.pk}"' in page for page in pages] == [False, True]


@pytest.mark.django_db
def test_what_answers_the_same_question_has_the_same_measure() -> None:
    known = factories.publish(factories.make_figure(wording="Unruhen in Almaty: mindestens 164 Tote"))
    article = make_article(known.topic, title="Unruhen in Almaty")
    factories.make_measure(known.topic)  # another of the kind: which of the two cannot be told from the topic alone
    assert Review(article, factories.anna()).proposals[0].initial["measure"] == known.measure


@pytest.mark.django_db
def test_an_update_of_others_has_another_measure() -> None:
    topic = factories.make_topic()
    theirs = factories.make_measure(topic, who=texts(de="Sicherheitskräfte"))
    wording = "Unruhen in Almaty: 16 Tote"
    factories.publish(
        factories.make_figure(measure=theirs, wording=wording, words="16", low=16, high=16, qualifier="none")
    )
    review = Review(make_article(topic, title="Unruhen in Almaty"), factories.anna())
    assert review.matches[0]
    assert review.proposals[0].initial.get("measure") is None


@pytest.mark.django_db
def test_the_topic_of_what_is_tracked_already_is_proposed() -> None:
    known = factories.publish(factories.make_figure(wording="Unruhen in Almaty: mindestens 164 Tote"))
    article = make_article(title="Unruhen in Almaty", proposals=[dead(), dead()])
    article.topic = None
    assert Review(article, factories.anna()).topic == known.topic
    article.proposals = article.proposals[:1]
    assert Review(article, factories.anna()).topic is None


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("found", "told", "untold"),
    [
        (MOST_MATCHED, [], ["Only the first", "No more is"]),
        (MOST_MATCHED + 1, [f"Only the first {MOST_MATCHED} were looked up"], ["No more is"]),
        (MOST_PROPOSED, [f"Only the first {MOST_MATCHED}", "No more is proposed at once"], []),
    ],
)
def test_an_article_with_more_than_can_be_looked_at_says_so(
    editor: Client, found: int, told: list[str], untold: list[str]
) -> None:
    page = editor.get(page_of(make_article(proposals=[dead()] * found))).content.decode()
    assert all(words in page for words in told)
    assert not any(words in page for words in untold)
