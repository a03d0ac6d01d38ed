"""What an import made goes with it, unless somebody needs it by now."""

from typing import Any

import pytest
from django.utils import timezone

from claims.choices import Counted
from claims.imports import running
from claims.imports.choices import ImportState, RowOutcome
from claims.imports.making import kept
from claims.models import Attribution, Claim, Import, ImportMade, ImportParcel, Measure
from sources import scheduling
from sources.choices import ReportState, Vantage
from sources.models import Capture, Excerpt, Report, Source, SourceName
from sources.texts import texts
from tests import factories
from tests.claims.imports.test_running import HEADER, begin, check, finish, line

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["a parcel", "rows built again"])
def run(request: pytest.FixtureRequest) -> Import:
    """An import that made two reports, a source, a measure, and an excerpt for each claim."""
    run = begin(line(), line(key="a2", report_url="https://n.example/2"))
    for row in run.rows.all():
        row.values = [*row.values[:1], "people missing", *row.values[2:], "missing", "Passage."]
        row.save()
    fields = [*HEADER.split(","), "counted", "excerpt"]
    Source.objects.filter(name="Ministry").delete()
    check(run, headers=fields, fields=fields, new_names={"Ministry": "government"}, makes_measures=True)
    if request.param != "a parcel":
        ImportParcel.objects.all().delete()
    return finish(run)


def undo(run: Import) -> list[Any]:
    Import.objects.filter(pk=run.pk).update(state=ImportState.UNDOING)
    running.work_due()
    run.refresh_from_db()
    assert run.state == ImportState.UNDONE
    return [thing for _kind, thing in kept(run, 10)]


def test_undoing_takes_out_all_that_an_import_made(run: Import) -> None:
    assert (Report.objects.count(), Excerpt.objects.count(), Measure.objects.count()) == (2, 2, 2)
    assert undo(run) == []
    assert (Claim.objects.count(), Report.objects.count(), Excerpt.objects.count()) == (0, 0, 0)
    assert list(Source.objects.values_list("name", flat=True)) == ["Outlet"]
    assert list(SourceName.objects.values_list("text", flat=True)) == ["Outlet"]
    assert list(Measure.objects.values_list("counted", flat=True)) == [Counted.DEAD]
    assert not ImportMade.objects.exists()


def test_what_was_there_before_stays(run: Import) -> None:
    before = [Source.objects.get(name="Outlet"), Measure.objects.get(counted=Counted.DEAD)]
    undo(run)
    for thing in before:
        thing.refresh_from_db()


def test_what_another_claim_rests_on_stays_and_is_listed(run: Import) -> None:
    attribution = Attribution.objects.order_by("pk")[0]
    other = factories.make_statement()
    attribution.pk, attribution.public_id, attribution.claim = None, "a0123456789", other
    attribution.save()
    assert undo(run) == [attribution.report]
    assert Excerpt.objects.get() == attribution.excerpt


def test_what_somebody_changed_or_published_stays_and_is_listed(run: Import) -> None:
    first, second = Report.objects.order_by("pk")
    Report.objects.filter(pk=first.pk).update(note="Ask them.")
    source = Source.objects.get(name="Ministry")
    SourceName.objects.create(source=source, lang="de", text="Ministerium", kind="preferred")
    Measure.objects.filter(counted=Counted.MISSING).update(label=texts(en="persons missing"))
    assert undo(run) == [first, *Measure.objects.filter(counted=Counted.MISSING), source]
    assert not Report.objects.filter(pk=second.pk).exists()


def test_what_a_kept_claim_rests_on_stays(run: Import) -> None:
    claim = Claim.objects.order_by("pk")[0]
    factories.publish(claim)
    stayed = undo(run)
    assert stayed == [claim.attributions.get().report, claim.measure, Source.objects.get(name="Ministry")]
    assert set(run.rows.values_list("outcome", flat=True)) == {RowOutcome.KEPT, RowOutcome.UNDONE}


def test_what_somebody_has_deleted_meanwhile_is_no_hindrance(run: Import) -> None:
    Claim.objects.all().delete()
    Excerpt.objects.all().delete()
    Report.objects.all().delete()
    assert undo(run) == []


def test_a_report_that_came_under_watch_by_itself_goes_too(run: Import) -> None:
    assert scheduling.plan(timezone.now()) == 2
    assert undo(run) == []


def test_a_report_that_was_looked_for_stays_with_what_was_seen(run: Import) -> None:
    report = Report.objects.order_by("pk")[0]
    Capture.objects.create(
        report=report, requested_at=timezone.now(), vantage=Vantage.WATCHER, outcome=ReportState.PRESENT
    )
    assert undo(run) == [report]
