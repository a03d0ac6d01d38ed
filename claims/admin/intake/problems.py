"""All that speaks against taking an article in as it stands, in the order of the page, each with where it is mended."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import NON_FIELD_ERRORS
from django.forms import Form
from django.utils.html import strip_tags
from django.utils.safestring import SafeData
from django.utils.translation import gettext as _

from claims.admin.intake.forms import ProposalForm
from claims.choices import ClaimKind

if TYPE_CHECKING:
    from claims.admin.intake.review import Review

FINISH = "finish"  # the id of what stands around the buttons


@dataclass(frozen=True)
class Problem:
    """One refusal: the id of what mends it, whose it is, and the sentence."""

    target: str
    where: str
    words: str


def problems_of(review: "Review") -> list[Problem]:
    return [problem for where, target, form in _forms(review) for problem in _of(where, target, form)]


def _forms(review: "Review") -> Iterator[tuple[str, str, Form]]:
    yield _("The report"), "report-heading", review.article
    yield _("Publisher"), "report-heading", review.publisher
    for row in review.names:
        yield row.named.name, "names-heading", row.form
    for number, form in enumerate(review.proposals):
        what = _("Figure") if form.row.kind == ClaimKind.FIGURE else _("Statement")
        yield f"{what} {number + 1}", form.prefix or "", form
    yield "", FINISH, review.finish


def _of(where: str, target: str, form: Form) -> Iterator[Problem]:
    if not form.is_bound or not form.errors or (isinstance(form, ProposalForm) and not form.is_used):
        return
    for name, sentences in form.errors.items():
        own = name not in (NON_FIELD_ERRORS, "decision")
        label = str(form.fields[name].label or "") if own else ""
        place = _id_of(form, name) if own else target
        # A refusal may go on with a list of what can be chosen, which stands at the field.
        words = " ".join(_plain(sentence) for sentence in sentences)
        yield Problem(place or target, " · ".join(filter(None, [where, label.rstrip(":")])), words)


def _id_of(form: Form, name: str) -> str:
    return f"{form.prefix}-about" if name == "about" else form[name].id_for_label


def _plain(sentence: object) -> str:
    told = str(sentence)
    return strip_tags(told.partition("<ul")[0]).strip().rstrip(":") if isinstance(sentence, SafeData) else told
