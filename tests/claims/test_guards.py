"""What the database refuses under every path: update(), bulk writes, raw SQL, by a superuser too."""

import pytest
from django.db import IntegrityError, connection, transaction

from claims import workflow
from claims.choices import Reason, Status
from claims.models import Claim, Proposal, StatusChange
from sources.texts import texts
from tests import factories as make

pytestmark = pytest.mark.django_db
WHY = texts(en="Why.")


def run(sql: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def refused(sql: str) -> None:
    with pytest.raises(IntegrityError):
        run(sql)


@pytest.mark.parametrize("table", ["statuschange", "edit", "standing", "correction", "record", "transition"])
@pytest.mark.parametrize("sql", ["UPDATE claims_{} SET {} = {}", "DELETE FROM claims_{}", "TRUNCATE claims_{} CASCADE"])
def test_append_only_tables_refuse(table: str, sql: str) -> None:
    key = "index" if table == "record" else "id"
    refused(sql.format(table, key, key))


@pytest.mark.parametrize(
    "sql", ["UPDATE claims_body SET salt = salt", "TRUNCATE claims_body", "DELETE FROM claims_body"]
)
def test_bodies_are_kept(sql: str) -> None:
    make.publish(make.make_statement())
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    refused(sql)


def test_a_body_goes_only_with_a_redaction_that_two_people_answer_for() -> None:
    make.publish(make.make_statement())
    anna, boris = make.anna(), make.boris()
    insert = (
        "INSERT INTO claims_redaction (index, ground, made_by_id, approved_by_id) VALUES (0, 'court order', {}, {})"
    )
    refused(insert.format(anna.pk, anna.pk))
    with connection.cursor() as cursor:
        cursor.execute(insert.format(anna.pk, boris.pk))
        cursor.execute("DELETE FROM claims_body WHERE index = 0")
        assert cursor.rowcount == 1


@pytest.mark.parametrize("status", [s for s in Status.values if s != Status.UNVERIFIED])
def test_a_status_is_not_assigned(status: str) -> None:
    claim = make.publish(make.make_statement())
    with pytest.raises(IntegrityError), transaction.atomic():
        Claim.objects.filter(pk=claim.pk).update(status=status)


def test_a_claim_does_not_go_back_to_an_earlier_change() -> None:
    claim = make.bring_to(make.publish(make.make_statement()), Status.RETRACTED)
    first = StatusChange.objects.filter(claim=claim).earliest("pk")
    with pytest.raises(IntegrityError), transaction.atomic():
        Claim.objects.filter(pk=claim.pk).update(status=first.to_status, latest_change=first)


def _change(claim: Claim, **fields: object) -> StatusChange:
    return StatusChange(
        **{
            "claim": claim,
            "previous": claim.latest_change,
            "from_status": claim.status,
            "to_status": Status.REFUTED,
            "needs_second": True,
            "reason": WHY,
            "made_by": make.anna(),
            "approved_by": make.boris(),
            "decided_at": make.NINTH,
            **fields,
        }
    )


@pytest.mark.parametrize(
    "wrong",
    [
        {"approved_by": None},
        {"needs_second": False, "approved_by": None},
        {"from_status": Status.DISPUTED},
        {"to_status": Status.DRAFT},
        {"previous": None, "from_status": Status.DRAFT, "to_status": Status.UNVERIFIED, "needs_second": False},
    ],
)
def test_the_ledger_refuses_a_step_that_the_table_does_not_permit(wrong: dict[str, object]) -> None:
    claim = make.publish(make.make_statement())
    run("SET CONSTRAINTS ALL IMMEDIATE")
    with pytest.raises(IntegrityError), transaction.atomic():
        StatusChange.objects.bulk_create([_change(claim, **wrong)])


def test_the_ledger_refuses_an_approver_who_is_the_proposer_even_a_superuser() -> None:
    claim, root = make.publish(make.make_statement()), make.root()
    with pytest.raises(IntegrityError), transaction.atomic():
        StatusChange.objects.bulk_create([_change(claim, made_by=root, approved_by=root)])


def test_the_ledger_stamps_its_own_time() -> None:
    claim = make.publish(make.make_statement())
    _change(claim, made_at=make.NINTH).save()
    assert StatusChange.objects.filter(claim=claim).latest("pk").made_at.year > 2022


def test_a_public_claim_is_not_deleted() -> None:
    claim = make.publish(make.make_statement())
    refused(f"DELETE FROM claims_claim WHERE id = {claim.pk}")


def test_the_log_has_no_gap() -> None:
    refused(
        "INSERT INTO claims_record (index, subject_kind, subject, change, previous_status, status, urgent, recorded_at,"
        " digest) VALUES (999, 'claim', 'cx', 'edited', '', '', false, now(), '')"
    )


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE claims_loghead SET next_index = next_index - 1",
        "UPDATE claims_loghead SET recorded_at = '2000-01-01'",
        "UPDATE claims_loghead SET demonstration = NOT demonstration",
        "DELETE FROM claims_loghead",
        "TRUNCATE claims_loghead",
        "INSERT INTO claims_loghead (id, next_index, demonstration) VALUES (2, 0, true)",
    ],
)
def test_the_head_of_the_log_only_moves_forward(sql: str) -> None:
    make.publish(make.make_statement())
    refused(sql)


def test_a_superuser_cannot_retract_alone() -> None:
    claim, root = make.publish(make.make_statement()), make.root()
    source = make.deny(claim)
    proposal = workflow.retract_claim(claim, by=root, reason=WHY, reason_code=Reason.DENIED, attributed_to=source)
    assert isinstance(proposal, Proposal)
    with pytest.raises(Exception, match="second editor"):
        workflow.approve(proposal, by=root)


@pytest.mark.parametrize(
    "figure",
    [
        {"low": None},
        {"high": 200},
        {"qualifier": "none"},
        {"words": ""},
        {"qualifier": "made_up"},
        {"low": 10**16},
        {"qualifier": "between", "low": 5, "high": 5},
    ],
)
def test_a_figure_has_the_bounds_of_its_qualifier_in_the_database_too(figure: dict[str, object]) -> None:
    claim = make.make_figure()
    with pytest.raises(Exception, match=r"violates|overflow"), transaction.atomic():
        Claim.objects.filter(pk=claim.pk).update(**figure)
