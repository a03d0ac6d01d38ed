"""The list of claims that editors work in: one form of filters, the newest first, no counting of what is not shown."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils.dateparse import parse_datetime
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from claims.admin import rows, searching
from claims.admin.fields import PickField
from claims.admin.picking import number_in
from claims.admin.widgets import PlainSelect
from claims.choices import ClaimKind, ProposalOutcome, ReviewReason, Status
from claims.locales import language_name
from claims.models import Claim, Hold, Proposal, ReviewItem, Topic
from claims.search import LONGEST_QUERY
from sources.models import Source
from sources.texts import pick

MOST_COUNTED = 1_000
PAGE_SIZES = (50, 200, 500)  # an action works on what was ticked on one page
TOPICS_OFFERED = 200  # the newest; claims of an older topic are reached from its own page
# What a row tells, and no more: the rest would be fetched and made into objects for nothing.
_SHOWN = ("words", "summary", "status", "changed_at", "topic__title", "measure__label")
_ANY = [("", _("any"))]
_WAITING = [("yes", _("for anything")), ("hold", _("held")), ("proposal", _("a proposal")), *ReviewReason.choices]


@dataclass(frozen=True)
class Cursor:
    """The last claim of the page before."""

    changed_at: datetime
    pk: int

    def __str__(self) -> str:
        return f"{self.changed_at.isoformat()}~{self.pk}"

    @classmethod
    def read(cls, text: str) -> "Cursor":
        moment, _mark, number = text.partition("~")
        try:
            changed_at = parse_datetime(moment)
        except ValueError:
            changed_at = None
        pk = number_in(number)
        if changed_at is None or changed_at.tzinfo is None or pk is None:
            raise ValidationError(_("This is no address of a page."), code="cursor")
        return cls(changed_at, pk)

    def older(self) -> Q:
        # The first half is what the index is entered with.
        return Q(changed_at__lte=self.changed_at) & (Q(changed_at__lt=self.changed_at) | Q(pk__lt=self.pk))


class Choice(forms.ChoiceField):
    """One of a list, or none."""

    widget = PlainSelect

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)


class ClaimFilters(forms.Form):
    """Everything that narrows the list, sent by GET so that a list has an address."""

    q = forms.CharField(
        label=_("Search"),
        required=False,
        max_length=LONGEST_QUERY,
        widget=forms.TextInput(attrs={"type": "search", "size": 40, "dir": "auto"}),
        help_text=_("Words, names in any spelling, numbers in any writing."),
    )
    status = Choice(label=_("Status"), choices=[*_ANY, *Status.choices])
    topic = Choice(label=_("Topic"))
    source = PickField(Source, label=_("Source"), required=False)
    kind = Choice(label=_("Kind"), choices=[*_ANY, *ClaimKind.choices])
    language = Choice(label=_("Language"))
    waiting = Choice(label=_("Waiting"), choices=[*_ANY, *_WAITING])
    ended = Choice(label=_("Merged or removed"), choices=[("", _("no")), ("yes", _("only these"))])
    rows = Choice(label=_("Rows"), choices=[(n, n) for n in PAGE_SIZES])
    before = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        self.fields["topic"].choices = [*_ANY, *_topics(data.get("topic", ""))]  # type: ignore[attr-defined]
        self.fields["language"].choices = [*_ANY, *_languages()]  # type: ignore[attr-defined]

    def clean_rows(self) -> int:
        return int(self.cleaned_data["rows"] or PAGE_SIZES[0])

    def clean_before(self) -> Cursor | None:
        typed = self.cleaned_data["before"]
        return Cursor.read(typed) if typed else None

    def narrow(self, claims: QuerySet[Claim]) -> QuerySet[Claim]:
        """The claims that answer every filter, without what is searched for."""
        chosen = self.cleaned_data
        columns = {"status": "status", "topic": "topic", "kind": "kind", "language": "wording_lang"}
        narrowed = claims.filter(**{column: chosen[name] for name, column in columns.items() if chosen[name]})
        narrowed = narrowed.filter(ending__isnull=not chosen["ended"])
        if waiting := chosen["waiting"]:
            narrowed = narrowed.needs_review().filter(_waits_for(waiting))  # type: ignore[attr-defined]
        return narrowed

    @property
    def is_narrowed(self) -> bool:
        return any(self.data.get(name) for name in self.fields if name not in ("rows", "before"))


def _waits_for(what: str) -> Q:
    if what == "yes":
        return Q()
    if what == "hold":
        return Q(Exists(Hold.objects.filter(claim=OuterRef("pk"), ended_at=None)))
    if what == "proposal":
        return Q(Exists(Proposal.objects.filter(claim=OuterRef("pk"), outcome=ProposalOutcome.OPEN)))
    return Q(Exists(ReviewItem.objects.filter(claim=OuterRef("pk"), closed_at=None, reason=what)))


def _topics(chosen: str) -> list[tuple[str, str]]:
    newest = dict(Topic.objects.values_list("pk", "title")[:TOPICS_OFFERED])
    number = number_in(chosen)
    if number is not None and number not in newest:
        newest |= dict(Topic.objects.filter(pk=number).values_list("pk", "title"))
    return [(str(pk), pick(title, get_language() or "en")[0]) for pk, title in newest.items()]


def _languages() -> list[tuple[str, str]]:
    """The languages that claims came in: one step in the index for each of them, however many claims there are."""
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH RECURSIVE l AS ((SELECT min(wording_lang) AS lang FROM claims_claim) UNION ALL"
            " SELECT (SELECT min(wording_lang) FROM claims_claim WHERE wording_lang > l.lang) FROM l"
            " WHERE l.lang IS NOT NULL) SELECT lang FROM l WHERE lang IS NOT NULL LIMIT 100"
        )
        return [(lang, language_name(lang)) for (lang,) in cursor.fetchall()]


class ClaimList(ChangeList):
    """A page of claims, and where the next one begins."""

    filters: ClaimFilters
    older: str | None = None
    total: int | None = None  # how many answer the filters; None when that was not counted
    whole = True  # False: only the claims that changed last were searched

    def get_queryset(self, request: HttpRequest, exclude_parameters: Any = None) -> QuerySet[Claim]:
        """What an action works on: the claims that were ticked, and never more than a page of them."""
        self.filters = ClaimFilters(request.GET)
        ticked = [pk for value in request.POST.getlist(ACTION_CHECKBOX_NAME) if (pk := number_in(value)) is not None]
        return self.root_queryset.filter(pk__in=ticked) if request.method == "POST" else self.root_queryset

    def get_results(self, request: HttpRequest) -> None:
        claims = self._page() if self.filters.is_valid() and request.method == "GET" else []
        self.result_list = rows.rows(claims)
        self.result_count = len(claims)
        self.full_result_count = None
        self.can_show_all = self.multi_page = self.show_admin_actions = False
        self.show_admin_actions = bool(claims)

    def _page(self) -> list[Claim]:
        chosen = self.filters.cleaned_data
        size, before = chosen["rows"], chosen["before"]
        narrowed = self.filters.narrow(self.root_queryset.only(*_SHOWN))
        page = narrowed.filter(before.older()) if before else narrowed
        if chosen["q"] or chosen["source"]:
            claims = self._search(page, chosen, size + 1)
        else:
            claims = list(page.order_by(*searching.NEWEST_FIRST)[: size + 1])
            self.total = len(narrowed.order_by().values_list("pk")[: MOST_COUNTED + 1])
        if len(claims) > size:
            last = claims[size - 1]
            self.older = self.get_query_string({"before": str(Cursor(last.changed_at, last.pk))})
        return claims[:size]

    def _search(self, page: QuerySet[Claim], chosen: dict[str, Any], count: int) -> list[Claim]:
        terms = searching.terms(chosen["q"], chosen["source"])
        if terms is None:
            return []
        found = searching.newest(page, terms, count)
        self.whole = found.whole
        return searching.in_order(self.root_queryset.only(*_SHOWN), found.ids)

    @property
    def is_counted_out(self) -> bool:
        return self.total is not None and self.total > MOST_COUNTED

    @property
    def most_counted(self) -> int:
        return MOST_COUNTED

    @property
    def newest(self) -> str:
        """The first page of the same list."""
        return self.get_query_string(remove=["before"])
