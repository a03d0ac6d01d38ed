"""What every decision of the desk has in common."""

from typing import Any, NamedTuple

from claims.admin.deciding import shown
from claims.admin.deciding.forms import DecisionForm
from claims.admin.deciding.shown import Shown
from claims.choices import Words
from claims.models import Claim, Proposal
from claims.permissions import check_may_decide
from claims.workflow import acting

Given = dict[str, Any]  # what was typed, cleaned by the form


class Seen(NamedTuple):
    """What the editor was shown of a claim: its version, and the proposal that waited (0: none)."""

    claim: int
    version: int
    proposal: int


class Act:
    """One thing that an editor can do to claims.

    It asks the workflow twice: `check` without acting, so that the page says beforehand what cannot be done and why,
    and `carry_out` for one claim. Both end in the same functions, so the sentences are the same.
    """

    code: str
    label: Words
    explanation: Words
    form: type[DecisionForm] = DecisionForm

    def make_form(self, *args: Any, **kwargs: Any) -> DecisionForm:
        return self.form(*args, **kwargs)

    def check(self, claim: Claim, by: Any, given: Given | None = None) -> None:
        """Raise PermissionDenied or a ValidationError. `given` is None while nothing valid has been typed."""
        check_may_decide(by)
        acting.check_public(claim)

    def carry_out(self, claim: Claim, by: Any, given: Given, seen: Seen) -> Proposal | None:
        """Do it, in one transaction; the Proposal where a second editor must approve. Raises like `check`, and
        Conflict when the claim is no longer what was seen."""
        raise NotImplementedError

    def after(self, claim: Claim, given: Given | None) -> Shown:
        """What readers will see."""
        return shown.now(claim)

    def lacks(self, claim: Claim) -> str:
        """What has to be brought on this page, because the claim does not have it."""
        return ""

    def needs_second(self, claim: Claim) -> bool:
        return False

    def warns_of(self, claim: Claim) -> list[tuple[str, Claim]]:
        """What else rests on the claim, where an editor should know before deciding."""
        return []
