"""Letters to those who may approve: each is sent once, whatever dies in between."""

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection, transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from claims import clock, letters, log, tasks, workflow
from claims.models import Claim, Proposal
from sources.texts import texts
from tests import factories as make

pytestmark = pytest.mark.django_db
WHY = texts(en="The ministry denies having given it.")


def proposed(claim: Claim | None = None, by: Any = None) -> Proposal:
    claim = claim or make.publish(make.make_figure())
    source = make.deny(claim)
    made = workflow.retract_claim(claim, by=by or make.anna(), reason=WHY, reason_code="denied", attributed_to=source)
    assert isinstance(made, Proposal)
    return made


def told() -> list[str]:
    return sorted(letter.to[0] for letter in mail.outbox)


def long_ago(proposal: Proposal) -> None:
    """As if half an hour had passed since the first letter."""
    Proposal.objects.filter(pk=proposal.pk).update(told_at=timezone.now() - letters.REMIND_AFTER)


@pytest.fixture(autouse=True)
def _editors() -> None:
    make.anna()
    make.boris()


def test_those_who_may_approve_are_told_and_nobody_else() -> None:
    for person in (make.root(), make.clara(), make.olga(), make.stranger()):
        assert person.pk
    proposed()
    letters.send_due()
    assert told() == ["boris@desk.example", "root@desk.example"]


def test_an_editor_who_left_is_not_told() -> None:
    left = make.root()
    left.is_active = False
    left.save(update_fields=["is_active"])
    proposed()
    letters.send_due()
    assert told() == ["boris@desk.example"]


def test_the_letter_says_what_readers_would_see_and_leads_to_the_page() -> None:
    proposal = proposed()
    letters.send_due()
    body = mail.outbox[0].body
    assert "Reported, not independently confirmed" in body
    assert "denies having given it" in body
    assert f"/desk/claims/claim/decide/approve/?claims={proposal.claim_id}" in body
    assert "All who may approve get this letter: Boris." in body


def test_a_letter_is_sent_once() -> None:
    proposed()
    assert [letters.send_due(), letters.send_due()] == [1, 0]
    assert len(mail.outbox) == 1


def test_a_reminder_follows_once_after_half_an_hour() -> None:
    proposal = proposed()
    letters.send_due()
    long_ago(proposal)
    letters.send_due()
    letters.send_due()
    assert ["Still waiting" in letter.subject for letter in mail.outbox] == [False, True]
    assert "more than 30 minutes" in mail.outbox[1].body


def test_no_reminder_before_half_an_hour() -> None:
    proposal = proposed()
    letters.send_due()
    Proposal.objects.filter(pk=proposal.pk).update(told_at=timezone.now() - timedelta(minutes=29))
    assert letters.send_due() == 0


def test_what_was_decided_meanwhile_sends_nothing() -> None:
    workflow.approve(proposed(), by=make.boris())
    assert letters.send_due() == 0


def test_what_lapsed_meanwhile_sends_nothing() -> None:
    proposal = proposed()
    make.deny(proposal.claim)
    assert letters.send_due() == 0


def test_the_demonstration_tells_nobody_of_the_past() -> None:
    log.begin_demonstration()
    with clock.at(make.NINTH):
        proposal = proposed()
    assert letters.send_due() == 0
    assert proposal.told_at == proposal.reminded_at == make.NINTH


def test_the_letter_waits_until_there_is_a_second_editor() -> None:
    boris = make.boris()
    boris.groups.clear()
    proposed()
    assert letters.send_due() == 0
    boris.groups.set(make.anna().groups.all())
    assert letters.send_due() == 1


def test_a_subject_is_one_line_without_hidden_marks() -> None:
    claim = make.publish(make.make_figure(summary=texts(en="164\r\nBcc: all@desk.example \u202ekilled")))
    proposed(claim)
    letters.send_due()
    assert mail.outbox[0].subject.endswith("164 Bcc: all@desk.example [U+202E]killed")


class Refusing(EmailBackend):
    """A mail server that does not take letters to some addresses; it does not answer at all when that says "all"."""

    refused: str = ""

    def open(self) -> bool:
        if self.refused == "all":
            raise ConnectionRefusedError("no mail server")
        return True

    def send_messages(self, messages: Any) -> int:
        if any(self.refused in message.to[0] for message in messages):
            raise OSError("no such mailbox")
        return super().send_messages(messages)


@pytest.fixture
def refusing(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    settings.EMAIL_BACKEND = f"{Refusing.__module__}.Refusing"
    return lambda what: monkeypatch.setattr(Refusing, "refused", what)


def test_a_mail_server_that_is_down_loses_no_letter(refusing: Callable[[str], None]) -> None:
    proposed()
    refusing("all")
    assert letters.send_due() == 0
    refusing("nobody")
    assert letters.send_due() == 1


def test_one_dead_mailbox_keeps_no_other_letter(refusing: Callable[[str], None]) -> None:
    make.root()
    proposed()
    refusing("boris")
    assert [letters.send_due(), letters.send_due()] == [1, 0]
    assert told() == ["root@desk.example"]


def test_a_letter_that_reached_nobody_stays_due(refusing: Callable[[str], None]) -> None:
    proposed()
    refusing("boris")
    assert letters.send_due() == 0
    refusing("nobody")
    assert letters.send_due() == 1


def test_a_worker_that_dies_leaves_the_letter_due(monkeypatch: pytest.MonkeyPatch) -> None:
    proposed()
    with monkeypatch.context() as patched:
        patched.setattr(letters, "send", lambda *_arguments: (_ for _ in ()).throw(SystemExit("killed")))
        with pytest.raises(SystemExit):
            letters.send_due()
    assert letters.send_due() == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_send_one_letter(monkeypatch: pytest.MonkeyPatch) -> None:
    proposed()
    send, sent_by_the_other = letters.send, []

    def other_worker() -> None:
        sent_by_the_other.append(letters.send_due())
        connection.close()

    def sending(*arguments: Any) -> bool:
        """The other worker looks for due letters while this one is being sent."""
        monkeypatch.setattr(letters, "send", send)
        worker = threading.Thread(target=other_worker)
        worker.start()
        worker.join()
        return send(*arguments)

    monkeypatch.setattr(letters, "send", sending)
    assert letters.send_due() == 1
    assert sent_by_the_other == [0]
    assert len(mail.outbox) == 1


def test_the_worker_is_woken_when_the_proposal_is_stored(
    django_capture_on_commit_callbacks: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    woken: list[dict[str, Any]] = []
    monkeypatch.setattr(tasks.send_letters, "apply_async", lambda **how: woken.append(how))
    with django_capture_on_commit_callbacks(execute=True):
        proposed()
    assert woken == [{"retry": False}]


@pytest.mark.django_db(transaction=True)
def test_a_broker_that_is_down_fails_no_proposal(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**_how: Any) -> None:
        raise OperationalError("no broker")

    monkeypatch.setattr(tasks.send_letters, "apply_async", refuse)
    with transaction.atomic():
        proposal = proposed()
    assert Proposal.objects.get(pk=proposal.pk).told_at is None


def test_the_tasks_do_what_is_due() -> None:
    proposed()
    tasks.send_letters()
    tasks.take_over_state_changes()
    assert len(mail.outbox) == 1


def test_a_relation_leaves_a_proposal_to_be_approved() -> None:
    proposal = proposed()
    other = make.publish(make.make_figure(measure=proposal.claim.measure))
    workflow.relate_claims(other, "updates", proposal.claim, by=make.boris())
    proposal.refresh_from_db()
    workflow.approve(proposal, by=make.boris())
    proposal.claim.refresh_from_db()
    assert proposal.claim.status == "retracted"
