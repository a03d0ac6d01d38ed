"""Choosing one row among very many: an editor types a name in any spelling, an id or an address.

It works by typing alone; where scripts run, desk.js asks `suggest` for what to offer.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Model, Q, QuerySet
from django.http import Http404, HttpRequest, JsonResponse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from claims.admin.searching import newest_matches
from claims.models import Claim, Measure, Topic
from claims.permissions import may_take_in
from sources.models import Report, Role, Source
from sources.names import name_here
from sources.public_ids import PUBLIC_ID_PATTERN
from sources.texts import check_characters, visible

MOST = 10  # more than a screen of suggestions is no help
LONGEST = 300
# Titles have no index of their own: an older report is found by its address, or by the number after the #.
NEWEST_REPORTS = 5_000

_ADDRESS = ("http://", "https://")
_NUMBER = re.compile(r"#([0-9]{1,18})\s*$")


def number_in(text: str) -> int | None:
    """The number of a row, as it stands in an address; None for anything else."""
    return int(text) if re.fullmatch("[0-9]{1,18}", text) else None


@dataclass(frozen=True)
class Picker:
    """How rows of one kind are found by what somebody types, and told apart when they have the same name."""

    rows: Callable[[], QuerySet[Any]]
    found: Callable[[str], list[Any]]
    hint: Callable[[Any], str]
    add: str = ""  # the admin page that makes a new one
    field: Callable[[str], str] = lambda typed: ""  # where what was typed belongs on that page
    name: Callable[[Any], str] = str

    def label(self, row: Model) -> str:
        """What stands in the field for a chosen row. The number at its end is what decides."""
        name = " ".join(visible(self.name(row)).split())
        return f"{name[:120]} #{row.pk}"

    def resolve(self, typed: str) -> Any:
        """The row that `typed` means. Raises ValidationError naming the candidates when there is not exactly one."""
        check_characters(typed)
        if number := _NUMBER.search(typed):
            return self._get(Q(pk=int(number.group(1))))
        if re.fullmatch(PUBLIC_ID_PATTERN, typed) and hasattr(self.rows().model, "public_id"):
            return self._get(Q(public_id=typed))
        return self._by_name(typed)

    def _get(self, condition: Q) -> Any:
        row = self.rows().filter(condition).first()
        if row is None:
            raise ValidationError(_("There is none with this number or id."), code="unknown")
        return row

    def _by_name(self, typed: str) -> Any:
        found = self.found(typed[:LONGEST])
        alike = [row for row in found if str(row).casefold() == typed.casefold()]
        if len(found) == 1 or len(alike) == 1:
            return (alike or found)[0]
        raise ValidationError(self._several(found) if found else self._nothing(typed), code="unknown")

    def _several(self, found: list[Any]) -> str:
        names = format_html_join("", "<li><bdi>{}</bdi>, {}</li>", ((self.label(r), self.hint(r)) for r in found))
        return format_html("{}<ul>{}</ul>", _("Several are called like this. Write one of these:"), names)

    def _nothing(self, typed: str) -> str:
        from django.urls import reverse

        if not self.add:
            return _("Nothing was found by this name.")
        field = self.field(typed)
        page = reverse(self.add, query={field: typed} if field else None)
        link = '<a href="{}" target="_blank" rel="noopener">{}</a>'
        return format_html("{} " + link, _("Nothing was found by this name."), page, _("Add it"))


def _reports_found(typed: str) -> list[Report]:
    if typed.startswith(_ADDRESS):
        return list(Report.objects.select_related("publisher").filter(url=typed))
    newest = Report.objects.order_by("-pk").values("pk")[:NEWEST_REPORTS]
    titled = Report.objects.select_related("publisher").filter(pk__in=newest, title__icontains=typed)
    return list(titled.order_by("-pk")[:MOST])


def _topics_found(typed: str) -> list[Topic]:
    return list(Topic.objects.filter(Q(slug__icontains=typed) | Q(title__icontains=typed))[:MOST])


def _measures_found(typed: str) -> list[Measure]:
    matching = Q()
    for word in typed.split()[:MOST]:
        matching &= Q(label__icontains=word) | Q(topic__title__icontains=word) | Q(topic__slug__icontains=word)
    return list(Measure.objects.select_related("topic").filter(matching).order_by("-pk")[:MOST])


PICKERS: dict[type[Model], Picker] = {
    Source: Picker(
        Source.objects.all,
        lambda typed: Source.objects.prefetch_related("names").best_named(typed, MOST),
        lambda source: source.get_kind_display(),
        "admin:sources_source_add",
        lambda typed: "name",
        name_here,
    ),
    Report: Picker(
        lambda: Report.objects.select_related("publisher"),
        _reports_found,
        lambda report: str(report.publisher),
        "admin:sources_report_add",
        lambda typed: "url" if typed.startswith(_ADDRESS) else "title",
    ),
    Topic: Picker(
        Topic.objects.all, _topics_found, lambda topic: topic.slug, "admin:claims_topic_add", lambda typed: "title"
    ),
    Measure: Picker(
        lambda: Measure.objects.select_related("topic"),
        _measures_found,
        lambda measure: str(measure.topic),
        "admin:claims_measure_add",
        lambda typed: "label",
    ),
    Role: Picker(
        lambda: Role.objects.select_related("source"),
        lambda typed: list(Role.objects.select_related("source").filter(title__icontains=typed).order_by("-pk")[:MOST]),
        lambda role: str(role.source),
    ),
    Claim: Picker(
        lambda: Claim.objects.defer("search"),
        lambda typed: newest_matches(Claim.objects.tracked(), typed, MOST),
        lambda claim: f"{claim.get_status_display()}, {claim.public_id}",
    ),
}


def suggest(request: HttpRequest, name: str) -> JsonResponse:
    """At most ten rows for what was typed so far, for desk.js."""
    if not may_take_in(request.user):
        raise PermissionDenied
    picker = next((picker for model, picker in PICKERS.items() if model._meta.model_name == name), None)
    if picker is None:
        raise Http404
    typed = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST]
    found = picker.found(typed) if typed else []
    return JsonResponse({"found": [{"value": picker.label(row), "hint": visible(picker.hint(row))} for row in found]})
