"""From a file to claims: all problems at once, all or nothing, twice the same, and back again."""

from decimal import Decimal
from typing import Any

import pytest

from claims import workflow
from claims.choices import Qualifier, RelationKind, Status
from claims.imports import running, steps
from claims.imports.building import Builder
from claims.imports.choices import ImportState, RowOutcome
from claims.imports.fields import guessed
from claims.imports.files import table_of
from claims.imports.known import claim_id
from claims.models import Attribution, Claim, Evidence, Import, ImportRow, Measure, Relation
from sources.models import Source
from sources.texts import texts
from tests import factories

pytestmark = pytest.mark.django_db
HEADER = "key,measure,wording,words,qualifier,low,high,chain,publisher,report_url,published_at"
GOOD = "a1,people killed,At least 164 people died,at least 164,at_least,164,,Ministry,Outlet,https://n.example/1,2022-01-09"


def line(**changed: str) -> str:
    values = dict(zip(HEADER.split(","), GOOD.split(","), strict=True)) | changed
    return ",".join(f'"{value}"' for value in values.values())


def begin(*rows: str, **fields: Any) -> Import:
    """An import whose columns are named, with its worker's first turn done."""
    for name, kind in {"Ministry": "government", "Outlet": "outlet"}.items():
        if not Source.objects.filter(name=name).exists():
            factories.make_source(name, kind)
    topic = fields.pop("topic", None) or factories.make_measure().topic
    table = table_of("a.csv", "\n".join([HEADER, *rows]).encode())
    given = {"lang": "en", "state": ImportState.CHECKING, "made_by": factories.anna(), **fields}
    run = Import.objects.create(
        file_name="a.csv", headers=table.headers, fields=guessed(table.headers), topic=topic, **given
    )
    ImportRow.objects.bulk_create(ImportRow(of=run, number=number, values=values) for number, values in table.rows)
    running.work_due()
    return run


def check(run: Import, **changed: Any) -> None:
    """Another check, of an import that was changed."""
    Import.objects.filter(pk=run.pk).update(state=ImportState.CLEARING, **changed)
    running.work_due()


def finish(run: Import, **how: Any) -> Import:
    Import.objects.filter(pk=run.pk).update(state=ImportState.IMPORTING, **how)
    running.work_due()
    run.refresh_from_db()
    return run


def outcomes(run: Import) -> list[str]:
    return list(run.rows.order_by("number").values_list("outcome", flat=True))


def problems(run: Import) -> list[list[str]]:
    return [problem for row in run.rows.order_by("number") for problem in row.problems]


def test_checking_writes_nothing_but_what_it_found() -> None:
    run = begin(line(), line(key="a2", low="many"))
    assert outcomes(run) == [RowOutcome.NEW, RowOutcome.PROBLEM]
    assert not Claim.objects.exists()


def test_a_row_becomes_a_draft_with_its_chain() -> None:
    finish(begin(line()))
    claim, attribution = Claim.objects.get(), Attribution.objects.get()
    assert (claim.status, claim.qualifier) == (Status.DRAFT, Qualifier.AT_LEAST)
    assert (claim.low, claim.high) == (Decimal(164), None)
    assert [hop.source.name for hop in attribution.hops.all()] == ["Ministry", "Outlet"]
    assert attribution.report.url == "https://n.example/1"


def test_what_is_imported_is_found_by_search() -> None:
    finish(begin(line()))
    assert Claim.objects.filter(search="n164").exists()


def test_every_problem_of_every_row_is_named_with_its_column() -> None:
    run = begin(
        line(qualifier="at least 3", low="1e9999", chain="Nobody"),
        line(key="a2", low="5", high="3", qualifier="between"),
        line(key="a3", measure="moons", published_at="0000-01-01"),
        line(key="a4", wording="x" * 20_001),
    )
    columns = {row.number: {column for column, _sentence in row.problems} for row in run.rows.all()}
    assert columns == {2: {"qualifier", "low", "chain"}, 3: {"low"}, 4: {"measure", "published_at"}, 5: {"wording"}}


def test_the_same_row_twice_in_a_file_is_a_problem() -> None:
    assert "This is row 2 again." in str(problems(begin(line(), line())))


def test_the_same_file_again_changes_nothing() -> None:
    topic = factories.make_measure().topic
    finish(begin(line(), line(key="a2"), topic=topic))
    again = begin(line(), line(key="a2"), topic=topic)
    assert outcomes(again) == [RowOutcome.KNOWN, RowOutcome.KNOWN]


def test_a_known_key_with_other_words_is_not_overwritten() -> None:
    topic = factories.make_measure().topic
    finish(begin(line(), topic=topic))
    again = begin(line(low="165", words="at least 165"), topic=topic)
    assert "here already, in other words" in str(problems(again))


def test_rows_with_problems_can_be_left_out() -> None:
    run = finish(begin(line(), line(key="a2", low="many")), skips_problems=True)
    assert outcomes(run) == [RowOutcome.IMPORTED, RowOutcome.PROBLEM]
    assert (run.state, Claim.objects.count()) == (ImportState.DONE, 1)


def test_all_or_nothing_takes_back_what_came_before_a_late_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(steps, "A_STEP", 1)
    run = begin(line(), line(key="a2"), line(key="a3"))
    taken = factories.make_statement(public_id=claim_id({"key": "a2"}))
    finish(run)
    assert run.state == ImportState.UNDONE
    assert list(Claim.objects.all()) == [taken]
    assert not run.parcels.exists()


def test_published_at_once_each_is_in_the_record() -> None:
    run = finish(begin(line(), line(key="a2")), publishes=True, reason=texts(en="From our archive."))
    assert set(Claim.objects.values_list("status", flat=True)) == {Status.UNVERIFIED}
    assert run.state == ImportState.DONE


def test_new_names_and_measures_are_made_once() -> None:
    rows = [line(key=f"k{n}", chain="A witness", measure="people missing") for n in range(3)]
    run = begin(*(row.replace('"people missing"', '"people missing"') for row in rows), makes_measures=True)
    assert {column for column, _sentence in problems(run)} == {"chain", "counted"}
    fields = ["counted" if field == "published_at" else field for field in run.fields]
    for row in run.rows.all():
        row.values[-1] = "missing"
        row.save()
    check(run, fields=fields, new_names={"A witness": "eyewitness"})
    finish(run)
    assert (Claim.objects.count(), Source.objects.filter(name="A witness").count()) == (3, 1)
    assert Measure.objects.filter(counted="missing").count() == 1


def test_a_worker_that_dies_between_two_steps_makes_nothing_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(steps, "A_STEP", 2)
    run = begin(*(line(key=f"k{n}") for n in range(5)))
    Import.objects.filter(pk=run.pk).update(state=ImportState.IMPORTING)
    assert running._step()
    assert Claim.objects.count() == 2
    running.work_due()
    assert Claim.objects.count() == 5


def test_undoing_deletes_untouched_drafts_and_keeps_the_others() -> None:
    run = finish(begin(line(), line(key="a2"), line(key="a3")))
    first, second, _third = (row.claim for row in run.rows.order_by("number"))
    assert first
    assert second
    factories.publish(first)
    with workflow.editing(second, by=factories.anna(), reason={}):
        Claim.objects.filter(pk=second.pk).update(words="at least 165")
    Import.objects.filter(pk=run.pk).update(state=ImportState.UNDOING)
    running.work_due()
    assert outcomes(run) == [RowOutcome.KEPT, RowOutcome.KEPT, RowOutcome.UNDONE]
    assert Claim.objects.count() == 2


def test_a_review_of_others_is_evidence_and_no_status() -> None:
    header = [*HEADER.split(","), "review_url", "review_publisher", "review_rating"]
    row = [*line().replace('"', "").split(","), "https://check.example/1", "Outlet", "False!"]
    run = begin(line())
    run.rows.update(values=row)
    check(run, headers=header, fields=header)
    finish(run)
    assert Evidence.objects.get().note == texts(en="False!")
    assert Claim.objects.get().status == Status.DRAFT


def test_two_rows_with_one_key_are_told_when_they_are_checked() -> None:
    run = begin(line(), line(words="at least 165", low="165"))
    assert problems(run) == [["key", "Row 2 has this key already."]]


def test_a_chain_that_comes_back_is_a_problem_of_its_column() -> None:
    run = begin(line(chain="Ministry > Ministry"))
    assert problems(run) == [["chain", "A chain does not come back to a source."]]


@pytest.mark.parametrize(
    ("column", "value"),
    [("chain", "\ufffd Ministry"), ("chain", "M" * 501), ("publisher", "\x01x"), ("publisher", "…")],
)
def test_a_name_that_cannot_be_kept_is_a_problem_of_its_column(column: str, value: str) -> None:
    assert [name for name, _sentence in problems(begin(line(**{column: value})))] == [column]


def test_an_excerpt_that_cannot_be_kept_is_a_problem_of_its_column() -> None:
    run = begin(line())
    run.rows.update(values=["bad\ufffd", *GOOD.split(",")[1:]])
    check(run, fields=["excerpt" if field == "key" else field for field in run.fields])
    assert [name for name, _sentence in problems(run)] == ["excerpt"]


def test_what_a_refused_row_would_have_made_is_not_there_for_the_next() -> None:
    run = begin(
        line(report_url="https://n.example/9", publisher="Outlet", low="many"),
        line(key="a2", report_url="https://n.example/9", publisher=""),
    )
    finish(run, skips_problems=True)
    assert outcomes(run) == [RowOutcome.PROBLEM, RowOutcome.IMPORTED]
    assert Attribution.objects.get().report.publisher.name == "Ministry"


def test_a_name_that_two_sources_have_makes_no_third() -> None:
    for _number in range(2):
        factories.make_source("Twin", "outlet")
    run = begin(line(publisher="Twin"), new_names={"Twin": "outlet"})
    assert problems(run) == [["publisher", "Several sources are called “Twin”."]]


def test_a_refusal_by_the_database_is_told_of_its_row_and_stops_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    build = Builder.build

    def spoiled(self: Any, row: Any) -> Any:
        built = build(self, row)
        if row["key"] == "a2" and built.claim:
            attribution, first = built.parts[1:3]
            first.source = attribution.report.publisher
        return built

    monkeypatch.setattr(Builder, "build", spoiled)
    run = begin(line(), line(key="a2", report_url="https://n.example/2"))
    finish(run, skips_problems=True)
    assert outcomes(run) == [RowOutcome.IMPORTED, RowOutcome.PROBLEM]


def test_a_draft_that_something_refers_to_by_now_is_kept_when_its_import_is_undone() -> None:
    run = finish(begin(line(), line(key="a2", report_url="https://n.example/2")))
    one, two = Claim.objects.order_by("pk")
    Relation.objects.create(
        claim=factories.make_statement(), kind=RelationKind.UPDATES, other=one, made_by=factories.anna()
    )
    Import.objects.filter(pk=run.pk).update(state=ImportState.UNDOING)
    running.work_due()
    assert outcomes(run) == [RowOutcome.KEPT, RowOutcome.UNDONE]
    assert Claim.objects.filter(pk=one.pk).exists()
    assert not Claim.objects.filter(pk=two.pk).exists()


@pytest.mark.parametrize("written", ["at_least", "at least", "At Least", "mindestens", "не менее"])
def test_a_qualifier_is_read_by_its_code_and_by_its_words(written: str) -> None:
    finish(begin(line(qualifier=written)))
    assert Claim.objects.get().qualifier == Qualifier.AT_LEAST


@pytest.mark.parametrize(
    ("written", "moment"),
    [("9.1.2022", "2022-01-09 00:00"), ("09.01.2022 14:05", "2022-01-09 14:05"), ("9. 1. 2022", "2022-01-09 00:00")],
)
def test_a_day_may_come_first_where_full_stops_stand(written: str, moment: str) -> None:
    finish(begin(line(published_at=written)))
    assert f"{Attribution.objects.get().report.published_at:%Y-%m-%d %H:%M}" == moment


@pytest.mark.parametrize("written", ["31.02.2022", "9.1.22", "01/09/2022"])
def test_a_day_that_can_be_read_in_two_ways_or_in_none_is_a_problem(written: str) -> None:
    assert [column for column, _sentence in problems(begin(line(published_at=written)))] == ["published_at"]


def test_every_row_with_a_key_that_an_earlier_one_has_is_told_beside_its_other_problems() -> None:
    run = begin(line(), *(line(words=f"at least {n}", low=low) for n, low in ((165, "165"), (166, "many"))))
    found = {row.number: [sentence for _column, sentence in row.problems] for row in run.rows.all()}
    assert found[2] == []
    assert found[3] == ["Row 2 has this key already."]
    assert found[4][1:] == ["Row 2 has this key already."]
    assert outcomes(run) == [RowOutcome.NEW, RowOutcome.PROBLEM, RowOutcome.PROBLEM]
