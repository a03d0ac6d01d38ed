"""The claims of one decision page: what each looks like, what stands against deciding it, and what became of it."""

import logging
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError
from django.http import HttpRequest
from django.utils.translation import gettext as _

from claims.admin.deciding import shown
from claims.admin.deciding.act import Act, Given, Seen
from claims.admin.deciding.shown import Shown
from claims.models import Claim, Proposal
from claims.workflow import Conflict, proposing

logger = logging.getLogger(__name__)

MOST = 500  # claims on one page: as many as the list shows at once
# A request that takes longer is cut off by proxies in front of us. What is not done by then stays on the page, with a
# button to go on.
SECONDS = 20.0

_TOKEN = re.compile(r"(\d{1,18}):(\d{1,9}):(\d{1,18})")


@dataclass
class Row:
    """One claim on the page. `seen` is what the editor was shown, in an earlier answer or in this one."""

    claim: Claim
    seen: Seen
    problem: str = ""
    changes: list[str] = field(default_factory=list)  # what somebody else did since it was shown
    after: Shown | None = None
    boxes: list[dict[str, Any]] = field(default_factory=list)
    warnings: list[tuple[str, Claim]] = field(default_factory=list)
    needs_second: bool = False
    lacks: str = ""  # what has to be brought on this page

    @property
    def proposal(self) -> Proposal | None:
        return proposing.waiting_proposal(self.claim)

    @property
    def token(self) -> str:
        """What the form sends back: from now on, this is what the editor has seen."""
        return ":".join(map(str, _as_it_is(self.claim)))

    @property
    def before(self) -> Shown:
        return shown.now(self.claim)


@dataclass(frozen=True)
class Outcome:
    """What became of a decision: claims that were decided, proposals that wait, and why the others are as they were."""

    done: list[Claim]
    proposed: list[Proposal]
    problems: dict[int, str]
    refusals: dict[int, ValidationError]


def seen_by(request: HttpRequest) -> dict[int, Seen | None]:
    """Which claims the page is about, in order, and what the form says that the editor has seen of them."""
    if request.method == "POST":
        tokens = (_TOKEN.fullmatch(token) for token in request.POST.getlist("claim"))
        return {seen.claim: seen for seen in (Seen(*map(int, token.groups())) for token in tokens if token)}
    numbers = request.GET.get("claims", "").split(",")
    return {int(number): None for number in numbers if re.fullmatch(r"[0-9]{1,18}", number)}


def load(seen: dict[int, Seen | None]) -> list[Row]:
    """The rows, in the order of `seen`. Claims that somebody else changed since then carry what was done."""
    claims = {claim.pk: claim for claim in shown.loaded().filter(pk__in=seen)}
    rows = [Row(claims[pk], before or _as_it_is(claims[pk])) for pk, before in seen.items() if pk in claims]
    stale = {row.claim: row.seen.version for row in rows if row.claim.version > row.seen.version}
    done = shown.done_since(stale)
    for row in rows:
        row.changes = done.get(row.claim, [])
    return rows


def _as_it_is(claim: Claim) -> Seen:
    proposal = proposing.waiting_proposal(claim)
    return Seen(claim.pk, claim.version, proposal.pk if proposal else 0)


def check(rows: Iterable[Row], act: Act, by: Any, given: Given | None) -> None:
    """Say of each row what stands against it, or else what readers will see and what rests on it."""
    for row in rows:
        if row.problem:
            continue  # known from trying
        try:
            act.check(row.claim, by, given)
            row.after, row.warnings = act.after(row.claim, given), act.warns_of(row.claim)
        except (PermissionDenied, ValidationError) as refusal:
            row.problem = sentence(refusal)
        else:
            row.needs_second = act.needs_second(row.claim)
            row.lacks = "" if given else act.lacks(row.claim)


def sentence(refusal: PermissionDenied | ValidationError) -> str:
    return " ".join(refusal.messages) if isinstance(refusal, ValidationError) else str(refusal)


def carry_out(rows: Sequence[Row], act: Act, by: Any, given: Given) -> Outcome:
    """Decide each claim in a transaction of its own. One that cannot be decided does not keep the others back."""
    outcome = Outcome([], [], {}, {})
    end = monotonic() + SECONDS
    for row in rows:
        if monotonic() > end:
            outcome.problems[row.claim.pk] = _("Not done yet: this took long. Go on with the button below.")
        else:
            _carry_out(row, act, by, given, outcome)
    return outcome


def _carry_out(row: Row, act: Act, by: Any, given: Given, outcome: Outcome) -> None:
    try:
        proposal = act.carry_out(row.claim, by, given, row.seen)
    except Conflict:
        outcome.problems[row.claim.pk] = ""  # what was done meanwhile is told when the page is shown again
    except (PermissionDenied, ValidationError) as refusal:
        outcome.problems[row.claim.pk] = sentence(refusal)
        if isinstance(refusal, ValidationError):
            outcome.refusals[row.claim.pk] = refusal
    except DatabaseError:
        logger.exception("Claim %s was not decided", row.claim.pk)
        outcome.problems[row.claim.pk] = _("The database did not take it. Nothing was changed; try again.")
    else:
        if proposal:
            outcome.proposed.append(proposal)
        else:
            outcome.done.append(row.claim)
