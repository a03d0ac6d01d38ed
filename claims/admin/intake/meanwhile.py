"""What somebody did of an article while somebody else was deciding, and what the later one had sent.

When an article is done, its text and proposals are gone: what was sent is told by the names of its inputs alone.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from claims.admin.intake.about import Aim
from claims.admin.intake.forms import (
    DECISION_WORDS,
    ArticleForm,
    FigureProposalForm,
    FinishForm,
    Passage,
    ProposalForm,
    StatementProposalForm,
)
from claims.admin.intake.naming import NameForm
from claims.choices import ClaimKind, IntakeState
from claims.locales import moment_words
from claims.models import Intake
from claims.proposing import Row

_PROPOSAL = re.compile(r"p(\d{1,4})-decision|p(\d{1,4})-chain")
_NAME = re.compile(r"(n[0-9a-f]{12})-source")
_NOTHING = Passage("", "", "")
_MOST_TOLD = 5  # decisions in one sentence beside a button


@dataclass(frozen=True)
class Said:
    """What stands in one input: whose it is, its label, and its value in words."""

    where: str
    label: str
    words: str


@dataclass(frozen=True)
class Difference:
    """An input in which what was kept differs from what was sent."""

    where: str
    label: str
    theirs: str
    mine: str


def told(now: Intake | None, by: Any) -> str:
    """What became of an article meanwhile, as `by` is told it."""
    if now is None:
        return _("It was discarded meanwhile, with what was archived of it. Nothing of what you sent was stored.")
    if now.state == IntakeState.DONE and now.taken_in_at:
        at = {"by": now.taken_in_by, "at": moment_words(now.taken_in_at)}
        if now.taken_in_by == by:
            return _("You took this in yourself, %(at)s. What you sent after that was not stored.") % at
        return _("%(by)s took this in, %(at)s, while you were deciding. Nothing of what you sent was stored.") % at
    if now.kept_by is None or now.kept_at is None:
        return _("Somebody else decided something here meanwhile.")
    at = {"by": now.kept_by, "at": moment_words(now.kept_at)}
    if now.kept_by == by:
        return _("You decided something here in another window, %(at)s.") % at
    return _("%(by)s decided something here meanwhile, %(at)s.") % at


def told_in_short(now: Intake | None, by: Any, sent: QueryDict) -> str:
    """The same with what was decided, for the line beside the buttons."""
    decided = []
    if now and now.state == IntakeState.OPEN:
        found = differences(now, sent)
        decided = [f"{d.where}: {d.theirs or '—'}" for d in found if d.label == _("Decision")]
    more = [*decided[:_MOST_TOLD], "…"] if len(decided) > _MOST_TOLD else decided
    return " ".join([told(now, by), "; ".join(more)]).strip()


def differences(now: Intake, sent: QueryDict) -> list[Difference]:
    """Where what was kept last differs from what was sent, in the order of the page."""
    kept = QueryDict(mutable=True)
    for name, values in now.decisions.items():
        kept.setlist(name, values)
    mine, theirs = _said(sent), _said(kept)
    both = {**mine, **{name: said for name, said in theirs.items() if name not in mine}}
    nothing = Said("", "", "")
    pairs = ((said, theirs.get(name, nothing), mine.get(name, nothing)) for name, said in both.items())
    return [Difference(said.where, said.label, a.words, b.words) for said, a, b in pairs if a.words != b.words]


def what_was_sent(sent: QueryDict) -> dict[str, list[Said]]:
    """Everything that was typed or decided, by what it was said of; what was decided comes first."""
    groups: dict[str, list[Said]] = {}
    decided = {said.where for name, said in _said(sent).items() if name.endswith("-decision") and said.words}
    for said in _said(sent).values():
        if said.words:
            groups.setdefault(said.where, []).append(said)
    return dict(sorted(groups.items(), key=lambda group: group[0] not in decided))


def _said(data: QueryDict) -> dict[str, Said]:
    return {
        field.html_name: Said(where, str(field.label), _words(field))
        for where, form in _forms(data)
        for field in form
        if field.name != "another"
    }


def _forms(data: QueryDict) -> Iterator[tuple[str, forms.Form]]:
    yield _("The report"), ArticleForm(data, prefix="article")
    yield _("Publisher"), NameForm(data, prefix="publisher")
    for prefix in _found(_NAME, data):
        yield str(data.get(f"{prefix}-called", "")), NameForm(data, prefix=prefix)
    numbers = sorted(map(int, _found(_PROPOSAL, data)))
    for number in numbers:
        yield _proposal(data, number, numbers)
    yield _("All of it"), FinishForm(data, prefix="finish")


def _found(pattern: re.Pattern[str], data: QueryDict) -> Sequence[str]:
    found = (match for name in data if (match := pattern.fullmatch(name)))
    return list(dict.fromkeys(match[match.lastindex or 0] for match in found))


def _proposal(data: QueryDict, number: int, others: Sequence[int]) -> tuple[str, ProposalForm]:
    prefix = f"p{number}"
    is_figure = f"{prefix}-words" in data
    kind = ClaimKind.FIGURE if is_figure else ClaimKind.STATEMENT
    known: dict[str, Any] = {"row": Row(kind, 0, 0, 0, 0), "passage": _NOTHING, "matches": ()}
    form = (FigureProposalForm if is_figure else StatementProposalForm)(data, prefix=prefix, **known)
    form.fields["decision"].label = _("Decision")
    if f"{prefix}-about" in data:
        form.may_be_about([Aim(other, str(other + 1)) for other in others])
    what = _("Figure") if is_figure else _("Statement")
    return f"{what} {number + 1}", form


def _words(field: forms.BoundField) -> str:
    value = field.value()
    if field.name == "decision":
        verb, _colon, other = str(value or "").partition(":")
        return f"{DECISION_WORDS.get(verb, verb)} {f'#{other}' if other else ''}".strip()
    if isinstance(value, Mapping):
        return "; ".join(f"{code}: {entry['text']}" for code, entry in value.items() if entry.get("text"))
    if isinstance(value, list):
        return ", ".join(str(int(number) + 1) for number in value if str(number).isdecimal())
    if isinstance(value, bool):
        return _("yes") if value else ""
    labels = dict(getattr(field.field, "choices", ()))
    return str(labels.get(value, value) or "") if value else ""
