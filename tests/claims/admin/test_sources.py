"""Sources and reports at the desk."""

import re
from html import unescape

import pytest
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from claims.admin.fields import PickField
from claims.choices import Change
from claims.models import Edit, Measure, Record, Topic
from sources.choices import NameKind
from sources.models import Report, Source, SourceName
from tests import factories
from tests.claims.admin.browsing import form_on, send


def page(thing: Source | Report) -> str:
    return reverse(f"admin:sources_{thing._meta.model_name}_change", args=[thing.pk])


def test_a_source_is_taken_in_with_its_names(contributor: Client) -> None:
    typed = {
        "name": "Tokayev",
        "kind": "person",
        "names__0__text": "Токаев",
        "names__0__lang": "ru",
        "names__0__kind": "alias",
    }
    send(contributor, "/desk/sources/source/add/", "name", **typed)
    assert list(Source.objects.best_named("Tokajew")) == [Source.objects.get()]


def test_a_source_that_readers_know_is_published_with_a_reason(editor: Client) -> None:
    claim = factories.publish(factories.make_figure())
    source = claim.attributions.get().hops.all()[0].source
    assert "reason" in send(editor, page(source), "name", name="Other").context["adminform"].form.errors
    send(editor, page(source), "name", name="Other", reason__en__text="Renamed.")
    assert Record.objects.filter(subject=source.public_id, change=Change.EDITED).count() == 1
    assert Edit.objects.get(subject=source.public_id).reason["en"]["text"] == "Renamed."


def test_a_new_name_alone_is_a_record_too(editor: Client) -> None:
    claim = factories.publish(factories.make_figure())
    source = claim.attributions.get().hops.all()[0].source
    typed = {"names__1__text": "Министерство", "names__1__lang": "ru", "names__1__kind": "preferred"}
    send(editor, page(source), "name", reason__en__text="Its own name.", **typed)
    assert Record.objects.filter(subject=source.public_id, change=Change.EDITED).count() == 1


def test_only_one_name_in_a_language_is_the_one_to_show(editor: Client) -> None:
    source = factories.make_source()
    typed = {"names__1__text": "Ministry of Health", "names__1__lang": "en", "names__1__kind": "preferred"}
    response = send(editor, page(source), "name", **typed)
    assert "Only one name in each language" in response.content.decode()
    assert SourceName.objects.count() == 1


def test_a_name_that_a_colleague_took_away_is_told_of(editor: Client) -> None:
    source = factories.make_source()
    form = form_on(editor.get(page(source)), "name") | {"names-0-text": "Another"}
    SourceName.objects.all().delete()
    assert editor.post(page(source), {**form, "_save": "1"}).status_code == 200


def test_a_source_once_public_is_not_protected_any_more(editor: Client) -> None:
    claim = factories.publish(factories.make_figure())
    source = claim.attributions.get().hops.all()[0].source
    response = send(editor, page(source), "name", protected="on", reason__en__text="Why.")
    assert "protected" in response.context["adminform"].form.errors


def test_a_source_becomes_protected_before_readers_know_it(editor: Client) -> None:
    source = factories.make_source()
    send(editor, page(source), "name", protected="on")
    source.refresh_from_db()
    assert (source.protected, source.public_id) == (True, None)


def test_the_wikidata_id_of_another_source_is_refused(editor: Client) -> None:
    factories.make_source("One", wikidata_id="Q42")
    response = send(editor, page(factories.make_source("Two")), "name", wikidata_id="Q42")
    assert "One" in str(response.context["adminform"].form.errors["wikidata_id"])


@pytest.mark.parametrize("typed", ["Tokajew", "Токаев"])
def test_the_list_finds_a_source_in_any_spelling(editor: Client, typed: str) -> None:
    source = factories.make_source("Kassym-Jomart Tokayev", "person")
    factories.make_source("Somebody else")
    assert list(editor.get("/desk/sources/source/", {"q": typed}).context["cl"].result_list) == [source]


def test_contributors_read_what_is_public_and_change_what_is_not(contributor: Client) -> None:
    claim = factories.publish(factories.make_figure())
    public = claim.attributions.get().hops.all()[0].source
    assert contributor.get(page(public)).status_code == 200
    assert contributor.post(page(public), {"name": "Other"}).status_code == 403
    own = factories.make_source("Own")
    send(contributor, page(own), "name", name="Renamed")
    own.refresh_from_db()
    assert own.name == "Renamed"


def test_the_address_of_another_report_is_refused(editor: Client) -> None:
    known, report = factories.make_report(url="https://outlet.example/1"), factories.make_report()
    response = send(editor, page(report), "url", url=known.url)
    assert known.title in str(response.context["adminform"].form.errors["url"])


def test_what_is_observed_of_a_report_is_not_overwritten(editor: Client) -> None:
    report = factories.make_report()
    form = form_on(editor.get(page(report)), "url") | {"title": "Other"}
    Report.objects.filter(pk=report.pk).update(check_count=7)
    editor.post(page(report), {**form, "_save": "1"})
    report.refresh_from_db()
    assert (report.title, report.check_count) == ("Other", 7)


def test_a_report_is_found_by_its_address(editor: Client) -> None:
    known, _other = factories.make_report(url="https://outlet.example/1"), factories.make_report()
    assert list(editor.get("/desk/sources/report/", {"q": known.url}).context["cl"].result_list) == [known]


@pytest.mark.parametrize("model", ["claims/topic", "claims/measure", "sources/source", "sources/report"])
@pytest.mark.parametrize("typed", ["\x00", "%", "'", "&|!", "9" * 3000, "\u202e"])
def test_nothing_that_is_searched_for_breaks_a_list(editor: Client, model: str, typed: str) -> None:
    assert editor.get(f"/desk/{model}/", {"q": typed}).status_code == 200


@pytest.mark.parametrize("model", ["claims/topic", "claims/measure", "sources/source", "sources/report"])
def test_nobody_deletes(editor: Client, model: str) -> None:
    claim = factories.publish(factories.make_figure())
    report = claim.attributions.get().report
    things = {"topic": claim.topic, "measure": claim.measure, "source": report.publisher, "report": report}
    thing = things[model.split("/")[1]]
    assert thing is not None
    assert editor.post(f"/desk/{model}/{thing.pk}/delete/", {"post": "yes"}).status_code == 403


def test_a_source_is_found_by_its_own_name_as_soon_as_it_is_saved(contributor: Client) -> None:
    send(contributor, "/desk/sources/source/add/", "name", name="Associated Press", kind="agency")
    source = Source.objects.get()
    assert Source.objects.best_named("associated press") == [source]
    assert [(name.text, name.kind) for name in source.names.all()] == [("Associated Press", NameKind.PREFERRED)]


def test_a_name_of_its_own_for_readers_is_the_one_to_show(contributor: Client) -> None:
    typed = {"names__0__text": "Präsidialamt", "names__0__lang": "de", "names__0__kind": "preferred"}
    send(contributor, "/desk/sources/source/add/", "name", name="Akorda", kind="government", **typed)
    assert SourceName.objects.get(text="Akorda").kind == NameKind.ALIAS


def test_a_source_that_is_renamed_is_found_by_both_and_shown_by_the_new_name(editor: Client) -> None:
    send(editor, "/desk/sources/source/add/", "name", name="Asociated Press", kind="agency")
    source = Source.objects.get()
    for renamed in ("Associated Press", "AP"):
        send(editor, page(source), "name", name=renamed)
        assert Source.objects.best_named("Associated") == Source.objects.best_named(renamed) == [source]
        assert source.names.get(kind=NameKind.PREFERRED).text == renamed


@pytest.mark.parametrize(
    ("model", "typed", "field"),
    [
        (Source, "Associated & Press", "name"),
        (Report, "Unruhen", "title"),
        (Report, "https://a.example/?b=1&c", "url"),
        (Topic, "Unruhen", "title-en-text"),
        (Measure, "Tote", "label-en-text"),
    ],
)
def test_what_is_added_is_named_as_it_was_typed(
    contributor: Client, model: type[Model], typed: str, field: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        PickField(model).clean(typed)
    (link,) = re.findall('href="([^"]+)"', refused.value.messages[0])
    assert form_on(contributor.get(unescape(link)), field)[field] == typed
