"""The page of a source: its names, its roles, and what it has to do with which claim."""

import pytest

from claims import workflow
from claims.choices import Status
from factcheck.pages import paging
from factcheck.pages import source as source_page
from sources.choices import NameKind, SourceKind
from sources.models import Role, Source, SourceName
from sources.texts import texts
from tests.factcheck.pages.readers import markup, visit_source, words
from tests.factories import NINTH, anna, attribute, bring_to, make_figure, make_source, make_statement, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def president() -> Source:
    person = make_source("Kassym-Jomart Tokayev", SourceKind.PERSON, wikidata_id="Q312579")
    for lang, text, kind in (("de", "Kassym-Schomart Tokajew", NameKind.PREFERRED), ("kk", "Тоқаев", NameKind.ALIAS)):
        SourceName.objects.create(source=person, lang=lang, text=text, kind=kind)
    Role.objects.create(
        source=person, title=texts(en="President"), body=make_source("Kazakhstan"), from_on="2019-03-20"
    )
    claim = make_statement()
    attribute(claim, person, make_source("An outlet", SourceKind.OUTLET))
    publish(claim)
    return person


@pytest.mark.parametrize(("language", "name"), [("en", "Kassym-Jomart Tokayev"), ("de", "Kassym-Schomart Tokajew")])
def test_the_name_is_the_readers(president: Source, language: str, name: str) -> None:
    answer = markup(visit_source(president, language=language))
    assert name in answer.split("</h1>")[0]


def test_other_names_stand_under_their_languages(president: Source) -> None:
    assert '<dt>Kazakh</dt><dd lang="kk"><bdi>Тоқаев</bdi></dd>' in markup(visit_source(president))


def test_roles_have_their_days_and_their_body(president: Source) -> None:
    assert "President, Kazakhstan (since 20 March 2019)" in words(visit_source(president))


def test_wikidata_is_linked(president: Source) -> None:
    assert 'href="https://www.wikidata.org/wiki/Q312579"' in markup(visit_source(president))


def test_counts_are_told_not_to_be_a_score(president: Source) -> None:
    seen = words(visit_source(president))
    assert "Reported, not independently confirmed: 1" in seen
    assert "Counts are not a score" in seen


def test_what_a_publisher_only_passed_on_is_told_so(president: Source) -> None:
    outlet = Source.objects.get(name="An outlet")
    assert "passed it on · attributed to Kassym-Jomart Tokayev" in words(visit_source(outlet))


def test_what_it_denies_is_listed_apart() -> None:
    ministry = make_source("Health ministry")
    claim = make_figure()
    attribute(claim, ministry)
    bring_to(publish(claim), Status.RETRACTED)
    seen = words(visit_source(ministry))
    listed = seen.split("Withdrawn, denied or called an error")[1].split("Claims, last changed first")[0]
    assert "Withdrawn does not mean false." in listed
    assert "is named as having said it, denies having given it" in listed


def test_being_asked_is_told(president: Source) -> None:
    claim = publish(make_statement())
    workflow.note_reply(claim, by=anna(), asked=president, asked_at=NINTH)
    assert "was asked by us" in words(visit_source(president))


def test_claims_come_newest_first_and_go_on(president: Source, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source_page, "ON_A_PAGE", 2)
    monkeypatch.setattr(source_page, "cut", lambda rows: paging.cut(rows, 2))
    for number in range(2):
        claim = make_statement(summary=texts(en=f"Number {number}."))
        attribute(claim, president)
        publish(claim)
    first = words(visit_source(president))
    assert first.index("Number 1.") < first.index("Number 0.")
    assert "Order in the country" not in first
    older = markup(visit_source(president)).split('href="?before=')[1].split('"')[0]
    assert "Order in the country is restored." in words(visit_source(president, f"?before={older}"))


def test_a_rename_is_seen_at_once(president: Source) -> None:
    visit_source(president)
    with workflow.editing_subject(president, by=anna(), reason=texts(en="Spelling.")):
        president.names.filter(lang="en").update(text="Kassym-Jomart Tokaev")
    assert "Kassym-Jomart Tokaev" in words(visit_source(president)).split("Kassym-Schomart")[0]
