"""What the database refuses under every path: update(), bulk writes, raw SQL, by a superuser too."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, connection, transaction

from claims import log, workflow
from claims.choices import Reason, Status
from claims.models import Claim, Proposal, Record, StatusChange
from sources.texts import texts
from tests import factories as make
from tests.claims.raw import refused, run

pytestmark = pytest.mark.django_db
WHY = texts(en="Why.")


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
        {"reason": {}},
        {"reason_code": Reason.DENIED},
        {"to_status": Status.DISPUTED, "needs_second": False, "approved_by": None},
        {
            "to_status": Status.DISPUTED,
            "reason_code": Reason.CHALLENGED,
            "needs_second": False,
            "approved_by": None,
        },
        {"decided_at": datetime(1, 1, 2, tzinfo=UTC)},
        {"decided_at": datetime(2999, 1, 1, tzinfo=UTC)},
    ],
)
def test_the_ledger_refuses_a_step_that_the_table_does_not_permit(wrong: dict[str, object]) -> None:
    claim = make.publish(make.make_statement())
    run("SET CONSTRAINTS ALL IMMEDIATE")
    with pytest.raises(IntegrityError), transaction.atomic():
        StatusChange.objects.bulk_create([_change(claim, **wrong)])


@transaction.atomic
def store_alone(step: StatusChange) -> None:
    step.save()
    run("SET CONSTRAINTS ALL IMMEDIATE")


def test_a_step_moves_its_claim() -> None:
    step = _change(make.publish(make.make_statement()))
    with pytest.raises(IntegrityError, match="does not move"):
        store_alone(step)


def test_the_ledger_refuses_an_approver_who_is_the_proposer_even_a_superuser() -> None:
    claim, root = make.publish(make.make_statement()), make.root()
    with pytest.raises(IntegrityError), transaction.atomic():
        StatusChange.objects.bulk_create([_change(claim, made_by=root, approved_by=root)])


def test_the_ledger_stamps_its_own_time() -> None:
    claim = make.publish(make.make_statement())
    step = _change(claim, made_at=make.NINTH)
    step.save()
    Claim.objects.filter(pk=claim.pk).update(status=step.to_status, latest_change=step)
    assert StatusChange.objects.filter(claim=claim).latest("pk").made_at.year > 2022


def test_a_public_claim_is_not_deleted() -> None:
    claim = make.publish(make.make_statement())
    refused(f"DELETE FROM claims_claim WHERE id = {claim.pk}")


def insertion(index: str, recorded_at: str, digest: str = "sha256('')") -> str:
    """A statement that adds a Record; `index` may refer to the next index of the log, `recorded_at` to its time."""
    return (
        "INSERT INTO claims_record (index, subject_kind, subject, change, previous_status, status, urgent, recorded_at,"
        f" digest) SELECT {index}, 'claim', 'cx', 'edited', '', '', false, {recorded_at}, {digest} FROM claims_loghead"
    )


def test_the_log_has_no_gap() -> None:
    refused(insertion("999", "now()"))


ADVANCE = "UPDATE claims_loghead SET next_index = next_index + 1"


@pytest.mark.parametrize(
    ("before", "insert"),
    [
        ("", insertion("next_index", "recorded_at")),
        (ADVANCE, insertion("next_index - 1", "'1990-01-01'")),
        (ADVANCE, insertion("next_index - 1", "recorded_at + interval '1 s'")),
        (ADVANCE, insertion("next_index - 1", "recorded_at", "'x'")),
        (ADVANCE, "SELECT 1"),
    ],
    ids=["beyond the head", "in the past", "in the future", "without a whole digest", "the head alone"],
)
def test_a_record_is_added_by_moving_the_head_and_at_its_time(before: str, insert: str) -> None:
    make.publish(make.make_statement())
    refused(f"{before}; {insert}")


def test_a_real_log_is_stamped_by_the_clock_of_the_database() -> None:
    make.publish(make.make_statement())
    run(
        f"UPDATE claims_loghead SET next_index = next_index + 1, recorded_at = '2999-01-01';"
        f" {insertion('next_index - 1', 'recorded_at')}"
    )
    assert Record.objects.latest("index").recorded_at <= datetime.now(UTC)


def test_a_demonstration_has_no_time_to_come() -> None:
    log.begin_demonstration()
    refused("UPDATE claims_loghead SET next_index = next_index + 1, recorded_at = '2999-01-01'")


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE claims_loghead SET next_index = next_index - 1",
        "UPDATE claims_loghead SET recorded_at = '2000-01-01'",
        "UPDATE claims_loghead SET recorded_at = now()",
        "UPDATE claims_loghead SET demonstration = NOT demonstration",
        "DELETE FROM claims_loghead",
        "TRUNCATE claims_loghead",
        "INSERT INTO claims_loghead (id, next_index, demonstration) VALUES (2, 0, true)",
    ],
)
def test_the_head_of_the_log_only_moves_forward(sql: str) -> None:
    make.publish(make.make_statement())
    run("SET CONSTRAINTS ALL IMMEDIATE")
    refused(sql)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE claims_proposal SET made_by_id = {other}",
        "UPDATE claims_proposal SET to_status = 'disputed'",
        "UPDATE claims_proposal SET reason = '{{}}'",
        "DELETE FROM claims_proposal",
        "UPDATE claims_hold SET reported_at = now()",
        "DELETE FROM claims_hold",
        "UPDATE claims_attribution SET standing = 'stands'",
        "UPDATE claims_claim SET public_id = 'c1234567890'",
        "UPDATE claims_attribution SET public_id = 'a1234567890'",
    ],
)
def test_what_waits_what_was_noted_and_what_is_named_is_not_rewritten(sql: str) -> None:
    claim = make.publish(make.make_statement())
    source = make.deny(claim)
    workflow.hold_claim(claim, by=make.anna(), reason=WHY)
    workflow.retract_claim(claim, by=make.anna(), reason=WHY, reason_code=Reason.DENIED, attributed_to=source)
    run("SET CONSTRAINTS ALL IMMEDIATE")
    refused(sql.format(other=make.boris().pk))


def test_what_was_decided_stays_decided() -> None:
    claim = make.bring_to(make.publish(make.make_statement()), Status.RETRACTED)
    refused(f"UPDATE claims_proposal SET outcome = 'open', decided_at = NULL WHERE claim_id = {claim.pk}")


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
