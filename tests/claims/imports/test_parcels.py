"""What the check built is imported as it is, or built again when something is no longer as it was."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection, transaction
from django.forms.models import model_to_dict

from claims.imports import running, storing
from claims.imports.building import Builder
from claims.imports.choices import ImportState, RowOutcome
from claims.imports.known import claim_id
from claims.models import Attribution, Claim, Import, ImportParcel, ImportRow, Measure, Topic
from sources.choices import NameKind, SourceKind
from sources.models import Report, Source, SourceName
from sources.texts import texts
from tests import factories
from tests.claims.imports.test_running import begin, check, finish, line, outcomes

pytestmark = pytest.mark.django_db


@pytest.fixture
def rebuilt(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The rows that were built again by an import."""
    rows: list[Any] = []

    def watched(*args: Any, **how: Any) -> Builder:
        builder = Builder(*args, **how)
        rows.append(builder)
        return builder

    monkeypatch.setattr(storing, "Builder", watched)
    return rows


def columns_of(claim: Claim) -> dict[str, Any]:
    told = model_to_dict(claim, exclude=["id", "search"])
    dates = claim.as_of, claim.created_by_id, claim.created_at == claim.changed_at
    return told | {"dates": dates, "words in search": claim.search}


def test_a_claim_from_a_parcel_is_the_same_as_one_that_is_built_again(rebuilt: list[Any]) -> None:
    row = {"wording": "Über 164 „Tote“, laut \\N \\t Ministerium", "low": "164.5", "published_at": "2022-01-09 13:05"}
    told = []
    for uses_parcel in (True, False):
        run = begin(line(**row), topic=None)
        if not uses_parcel:
            ImportParcel.objects.all().delete()
        finish(run)
        claim = Claim.objects.get()
        hops = [model_to_dict(hop, exclude=["id", "attribution"]) for hop in claim.attributions.get().hops.all()]
        told.append((columns_of(claim) | {"topic": None, "measure": None}, hops))
        Import.objects.all().delete()
        claim.delete()
    assert len(rebuilt) == 1
    assert told[0] == told[1]


def test_an_import_uses_up_what_the_check_built(rebuilt: list[Any]) -> None:
    run = begin(line(), line(key="a2"))
    assert ImportParcel.objects.count() == 1
    finish(run)
    assert (rebuilt, ImportParcel.objects.count(), Claim.objects.count()) == ([], 0, 2)


def test_what_two_steps_would_make_is_made_once(rebuilt: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("claims.imports.steps.A_STEP", 1)
    fields = {"new_names": {"A witness": "eyewitness"}, "makes_measures": True}
    finish(begin(line(chain="A witness"), line(key="a2", chain="A witness"), **fields))
    assert rebuilt == []
    assert (Source.objects.filter(name="A witness").count(), Report.objects.count()) == (1, 1)
    assert Claim.objects.filter(search=f"src{Source.objects.get(name='A witness').pk}").count() == 2


def test_a_report_that_is_here_by_now_is_used(rebuilt: list[Any]) -> None:
    run = begin(line())
    found = factories.make_report(Source.objects.get(name="Outlet"), url="https://n.example/1")
    finish(run)
    assert Attribution.objects.get().report == found


def test_a_chain_ends_with_who_publishes_the_report_by_now(rebuilt: list[Any]) -> None:
    other = factories.make_source("Other", SourceKind.OUTLET)
    report = factories.make_report(
        Source.objects.get_or_create(name="Outlet", kind="outlet")[0], url="https://n.example/1"
    )
    run = begin(line())
    Report.objects.filter(pk=report.pk).update(publisher=other)
    finish(run)
    assert [hop.source.name for hop in Attribution.objects.get().hops.all()] == ["Ministry", "Other"]
    assert len(rebuilt) == 1


def test_a_source_that_got_a_namesake_meanwhile_is_not_made(rebuilt: list[Any]) -> None:
    run = begin(line(chain="A witness"), new_names={"A witness": "eyewitness"})
    for _number in range(2):
        factories.make_source("A witness", SourceKind.EYEWITNESS)
    finish(run, skips_problems=True)
    assert outcomes(run) == [RowOutcome.PROBLEM]
    assert Source.objects.filter(name="A witness").count() == 2


def test_a_measure_that_is_here_by_now_is_used(rebuilt: list[Any]) -> None:
    run = begin(line())
    row = run.rows.get()
    fields = ["counted" if field == "published_at" else field for field in run.fields]
    row.values = [*row.values[:1], "people missing", *row.values[2:-1], "missing"]
    row.save()
    check(run, fields=fields, makes_measures=True)
    assert run.topic
    measure = factories.make_measure(topic=run.topic, label=texts(en="People missing"))
    finish(run)
    assert (Claim.objects.get().measure, Measure.objects.filter(topic=run.topic).count()) == (measure, 2)


def test_a_parcel_of_other_tables_is_built_again(rebuilt: list[Any]) -> None:
    run = begin(line())
    for parcel in ImportParcel.objects.all():
        parcel.content = parcel.content.replace('"wording_lang"', '"wording_language"')
        parcel.save()
    finish(run)
    assert (len(rebuilt), Claim.objects.count()) == (1, 1)


def test_a_worker_that_is_killed_leaves_the_parcel(monkeypatch: pytest.MonkeyPatch) -> None:
    run = begin(line())
    Import.objects.filter(pk=run.pk).update(state=ImportState.IMPORTING)
    monkeypatch.setattr(storing, "_meet_constraints", lambda: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        running._step()
    assert (ImportParcel.objects.count(), Claim.objects.count()) == (1, 0)
    assert ImportRow.objects.get().outcome == RowOutcome.NEW


def test_a_row_of_a_parcel_that_was_refused_since_stays_out(rebuilt: list[Any]) -> None:
    run = begin(
        line(), line(key="a2", words="at least 165", low="165"), line(key="a2", words="at least 166", low="166")
    )
    assert outcomes(run) == [RowOutcome.NEW, RowOutcome.NEW, RowOutcome.PROBLEM]
    finish(run, skips_problems=True)
    assert (Claim.objects.count(), len(rebuilt)) == (2, 1)


def rename(name: str, other: str) -> None:
    """Give the name of one source to another one, made for it."""
    factories.make_source(other, SourceKind.GOVERNMENT)
    SourceName.objects.filter(text=name).update(source=Source.objects.get(name=other), kind=NameKind.ALIAS)


@pytest.mark.parametrize(
    ("change", "origin"),
    [
        (lambda: rename("Ministry", "Other ministry"), "Other ministry"),
        (lambda: Source.objects.filter(name="Outlet").update(name="The Outlet"), "Ministry"),
    ],
)
def test_a_name_means_what_it_means_when_it_is_imported(rebuilt: list[Any], change: Any, origin: str) -> None:
    run = begin(line())
    change()
    finish(run)
    hops = Attribution.objects.get().hops.all()
    assert (hops[0].source.name, hops[1].named_as) == (origin, hops[1].source.name)
    assert len(rebuilt) == 1


@pytest.mark.parametrize(
    ("change", "column"),
    [
        (lambda: factories.make_source("Ministry", SourceKind.GOVERNMENT), "chain"),
        (lambda: SourceName.objects.filter(text="Ministry").delete(), "chain"),
        (lambda: Source.objects.filter(name="Outlet").update(protected=True, public_id=None), "publisher"),
        (lambda: Measure.objects.update(label=texts(en="people hurt")), "measure"),
    ],
)
def test_what_rows_rest_on_is_looked_at_again(rebuilt: list[Any], change: Any, column: str) -> None:
    run = begin(line())
    change()
    finish(run, skips_problems=True)
    assert (outcomes(run), Claim.objects.count()) == ([RowOutcome.PROBLEM], 0)
    assert [name for name, _sentence in run.rows.get().problems] == [column]


def test_a_topic_of_a_row_is_looked_at_again(rebuilt: list[Any]) -> None:
    run = begin(line())
    assert run.topic
    check(run, fields=["topic" if field == "key" else field for field in run.fields])
    run.rows.update(values=[run.topic.slug, *run.rows.get().values[1:]])
    check(run)
    assert outcomes(run) == [RowOutcome.NEW]
    Topic.objects.update(slug="other")
    finish(run, skips_problems=True)
    assert [name for name, _sentence in run.rows.get().problems] == ["topic"]


def test_a_corrected_date_of_a_report_is_the_one_that_is_used(rebuilt: list[Any]) -> None:
    moment = datetime(2022, 1, 10, tzinfo=UTC)
    report = factories.make_report(factories.make_source("Paper", SourceKind.OUTLET), url="https://n.example/1")
    run = begin(line())
    Report.objects.filter(pk=report.pk).update(published_at=moment)
    finish(run)
    assert Attribution.objects.get().hops.last().said_at == moment  # type: ignore[union-attr]
    assert len(rebuilt) == 1


def test_nothing_of_the_check_is_built_again_where_all_is_as_it_was(rebuilt: list[Any]) -> None:
    report = factories.make_report(factories.make_source("Paper", SourceKind.OUTLET), url="https://n.example/1")
    Report.objects.filter(pk=report.pk).update(published_at=datetime(2022, 1, 9, 23, 30, tzinfo=UTC))
    finish(begin(line(), line(key="a2", report_url="https://n.example/2")))
    assert (rebuilt, Claim.objects.count()) == ([], 2)


@pytest.mark.parametrize("uses_parcels", [True, False])
def test_the_same_file_checked_twice_at_once_comes_in_once(uses_parcels: bool) -> None:
    topic = factories.make_measure().topic
    one, other = begin(line(key=""), topic=topic), begin(line(key=""), topic=topic)
    if not uses_parcels:
        ImportParcel.objects.all().delete()
    finish(one)
    finish(other)
    assert (outcomes(one), outcomes(other)) == ([RowOutcome.IMPORTED], [RowOutcome.KNOWN])
    assert (other.state, Claim.objects.count()) == (ImportState.DONE, 1)


def test_a_key_that_was_taken_meanwhile_is_told_in_words() -> None:
    run = begin(line())
    factories.make_statement(public_id=claim_id({"key": "a1"}))
    finish(run, skips_problems=True)
    assert [name for name, _sentence in run.rows.get().problems] == ["key"]


@pytest.mark.parametrize("uses_parcels", [True, False])
def test_whoever_lost_the_right_since_the_check_imports_nothing(uses_parcels: bool) -> None:
    run = begin(line(), line(key="a2", report_url="https://n.example/2"))
    if not uses_parcels:
        ImportParcel.objects.all().delete()
    run.made_by.groups.clear()
    finish(run, skips_problems=True)
    assert (outcomes(run), Claim.objects.count()) == ([RowOutcome.PROBLEM] * 2, 0)
    assert "take claims in" in str(run.rows.first().problems)  # type: ignore[union-attr]


def test_rules_of_searching_that_changed_since_the_check_hold_for_what_comes_in(rebuilt: list[Any]) -> None:
    run = begin(line())
    call_command("rebuild_listings", verbosity=0)
    finish(run)
    assert (len(rebuilt), Claim.objects.count()) == (1, 1)


def test_imports_are_stored_one_at_a_time() -> None:
    run = begin(line())
    Import.objects.filter(pk=run.pk).update(state=ImportState.IMPORTING)
    other = connection.copy()
    try:
        with other.cursor() as held, connection.cursor() as cursor:
            held.execute("SELECT pg_advisory_lock(%s)", [storing._ONE_AT_A_TIME])
            cursor.execute("SET LOCAL lock_timeout = '100ms'")
            with pytest.raises(OperationalError, match="lock timeout"), transaction.atomic():
                running._step()
    finally:
        other.close()
    assert not Claim.objects.exists()
    assert finish(run).state == ImportState.DONE
