"""Letters to those who may approve what waits for a second editor.

Which letter is due stands in the proposal itself: `told_at` and `reminded_at` are empty until it was sent. The row is
locked while its letters are being sent, so that two workers never send the same one, and a worker that dies leaves it
due. Only a crash between the sending and the commit sends a letter twice; its Message-ID is then the same.
"""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from claims.choices import DECISIONS, ProposalKind, ProposalOutcome
from claims.models import Proposal
from claims.permissions import who_may_approve
from claims.wording import status_words
from sources.texts import pick, visible

logger = logging.getLogger(__name__)
REMIND_AFTER = timedelta(minutes=30)


@dataclass(frozen=True)
class Letter:
    """A kind of letter about a proposal: when it is due, and the column that says that it was sent."""

    name: str
    sent: str
    due: Q


LETTERS = (
    Letter("proposal", "told_at", Q(told_at=None)),
    Letter("proposal_reminder", "reminded_at", Q(reminded_at=None, told_at__lte=Now() - REMIND_AFTER)),
)


def send_due() -> int:
    """Send what is due; for how many proposals. Ends early when the mail server does not answer: the next call comes
    in a minute."""
    sent = 0
    try:
        for letter in LETTERS:
            for pk in list(_due(letter).values_list("pk", flat=True)):
                sent += _send_once(letter, pk)
    except OSError:  # smtplib's exceptions are kinds of it
        logger.exception("Letters about proposals wait: the mail server does not answer")
    return sent


def _due(letter: Letter) -> Any:
    return Proposal.objects.filter(letter.due, outcome=ProposalOutcome.OPEN, kind__in=DECISIONS).order_by("pk")


@transaction.atomic
def _send_once(letter: Letter, pk: int) -> bool:
    """Send one letter unless somebody else does, or did. False, too, while nobody else may approve."""
    proposal = _due(letter).select_for_update(skip_locked=True, of=("self",)).filter(pk=pk).first()
    if proposal is None:
        return False
    with translation.override(settings.LANGUAGE_CODE):
        if not send(letter.name, who_may_approve(proposal.made_by), about(proposal)):
            return False
    Proposal.objects.filter(pk=pk).update(**{letter.sent: timezone.now()})
    return True


def about(proposal: Proposal) -> dict[str, Any]:
    """What a letter says of a proposal."""
    claim, language = proposal.claim, settings.LANGUAGE_CODE
    change, hold = claim.latest_change, claim.holds.filter(ended_at=None).first()
    assert change is not None, "only a public claim has a proposed status"
    return {
        "proposal": proposal,
        "claim": _line(claim),
        "before": status_words(change.to_status, change.reason_code, str(change.attributed_to or "")),
        "after": _after(proposal),
        "reason": visible(pick(proposal.reason, language)[0]),
        "hold": visible(pick(hold.reason, language)[0]) if hold else "",
        "minutes": REMIND_AFTER // timedelta(minutes=1),
        "link": f"{settings.BASE_URL}{reverse('admin:claims_claim_decide', args=['approve'])}?claims={claim.pk}",
    }


def _after(proposal: Proposal) -> str:
    """What readers would be told."""
    if proposal.kind == ProposalKind.REMOVAL:
        return _("Removed from the record")
    return status_words(proposal.to_status, proposal.reason_code, str(proposal.attributed_to or "")).words


def _line(text: object) -> str:
    """A text fit for a subject: one line, not too long, nothing in it that turns the direction of reading."""
    return Truncator(" ".join(visible(str(text)).split())).chars(120)


def send(name: str, people: Iterable[Any], context: dict[str, Any]) -> bool:
    """Send templates/mail/<name>.txt, whose first line is the subject, to each of `people` alone; whether any letter
    left. Raises OSError when the mail server does not answer at all."""
    people = list(people)
    names = ", ".join(visible(str(person)) for person in people)
    subject, _newline, body = render_to_string(f"mail/{name}.txt", {**context, "names": names}).partition("\n")
    with get_connection() as connection:
        letters = [_letter(name, person, context["proposal"], subject, body.strip()) for person in people]
        return sum(_left(letter, connection) for letter in letters) > 0


def _letter(name: str, person: Any, proposal: Proposal, subject: str, body: str) -> EmailMessage:
    message_id = f"<{name}-{proposal.pk}-{person.pk}@{urlsplit(settings.BASE_URL).hostname}>"
    return EmailMessage(
        f"{settings.ACCOUNT_EMAIL_SUBJECT_PREFIX}{subject}", body, to=[person.email], headers={"Message-ID": message_id}
    )


def _left(letter: EmailMessage, connection: Any) -> bool:
    """Whether the letter left. One dead mailbox must not keep the letters of the others."""
    letter.connection = connection
    try:
        return bool(letter.send())
    except OSError:
        logger.exception("The letter %r was not sent to %s", letter.subject, letter.to)
        return False
