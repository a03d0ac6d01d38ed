"""The desk's pages of a report under watch: what was seen of it, its looks, and each look as it can be shown safely."""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib import admin, messages
from django.db.models import Count, Prefetch, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from claims.models import Claim
from claims.permissions import check_may_take_in
from claims.workflow.draining import resting_on
from sources import archiving, copying, observing, scheduling
from sources.choices import Pace, ReportState
from sources.connecting import Problem
from sources.models import Capture, Excerpt, LastLook, Outage, PublicCopy, Report, StateChange, TextChange, Watch
from sources.recognising import Why
from sources.refinding import Fit

MOST_CAPTURES = 50
MOST_EVENTS = 20
# What an archived page may do: be drawn. It has no origin, runs nothing, sends nothing, loads nothing.
PAGE_POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:"
_CHARSET = re.compile(r"charset=\"?([A-Za-z0-9_.:-]{1,40})", re.I)
_DRAWN = ("text/html", "application/xhtml+xml")


@dataclass(frozen=True)
class Passage:
    """An excerpt that claims rest on, and how it stands in the last text that was met or handed in."""

    excerpt: Excerpt
    fit: str

    @property
    def words(self) -> str:
        return str(Fit(self.fit).label) if self.fit in Fit.values else _("not looked for yet")

    @property
    def is_lost(self) -> bool:
        return self.fit in (Fit.ALTERED, Fit.GONE)


class Watched:
    """Everything that the page of one report shows, each part fetched when the page comes to it."""

    def __init__(self, report: Report, person: Any) -> None:
        self.report = report
        self._person = person

    @cached_property
    def watch(self) -> Watch | None:
        return Watch.objects.select_related("baseline", "last_good").filter(report=self.report).first()

    @cached_property
    def outage(self) -> Outage | None:
        """The one that goes on now: nothing is looked for while our own network is dead."""
        return Outage.objects.filter(ended_at=None).first()

    @cached_property
    def captures(self) -> list[Capture]:
        newest = self.report.captures.select_related("made_by").order_by("-requested_at", "-pk")
        return list(newest[:MOST_CAPTURES])

    @property
    def unconfirmed(self) -> Capture | None:
        """The last look, if it met something that a second one has to confirm."""
        newest = next((capture for capture in self.captures if capture.outcome), None)
        return newest if newest and observing.is_unconfirmed(self.report, newest) else None

    @cached_property
    def passages(self) -> list[Passage]:
        good = self.watch.last_good if self.watch else None
        good = good or next((capture for capture in self.captures if capture.text_id), None)
        found = good.excerpts if good else {}
        return [Passage(excerpt, found.get(str(excerpt.pk), "")) for excerpt in self.report.excerpts.all()]

    @cached_property
    def claims(self) -> list[Claim]:
        return list(resting_on(self.report).defer("search").order_by("-changed_at"))  # type: ignore[attr-defined]

    @cached_property
    def state_changes(self) -> list[StateChange]:
        evidence = Prefetch("observations", Capture.objects.order_by("requested_at"))
        newest = self.report.state_changes.prefetch_related(evidence).order_by("-changed_at", "-pk")
        return list(newest[:MOST_EVENTS])

    @cached_property
    def text_changes(self) -> list[TextChange]:
        newest = self.report.text_changes.select_related("before", "after").order_by("-pk")
        return list(newest[:MOST_EVENTS])

    @cached_property
    def last_look(self) -> Capture | None:
        """Up to where this person has seen it."""
        look = LastLook.objects.filter(report=self.report, looked_by=self._person).select_related("capture").first()
        return look.capture if look else None

    @cached_property
    def copies(self) -> list[PublicCopy]:
        """What a public archive was asked to keep, the newest first."""
        return list(self.report.public_copies.select_related("asked_by")[:MOST_EVENTS])

    @property
    def archive_name(self) -> str:
        """The public archive that can be asked for a copy now; empty when there is none, or nothing to ask for."""
        return copying.archive_name() if self.report.url else ""

    @property
    def paces(self) -> list[tuple[str, Any]]:
        return list(Pace.choices)


class WatchPages:
    """The pages, for the admin of reports."""

    admin_site: Any
    get_object: Any

    def watch_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """The source-watch page; by POST, what an editor wants of the watch."""
        report = self._report(request, object_id)
        if request.method == "POST":
            _act(request, report)
            return HttpResponseRedirect(request.path)
        context = {
            **self.admin_site.each_context(request),
            "title": str(report),
            "report": report,
            "watched": Watched(report, request.user),
        }
        return TemplateResponse(request, "admin/sources/report/watch.html", context)

    def capture_view(self, request: HttpRequest, object_id: str, capture_id: int) -> HttpResponse:
        """One look: everything that was met, and the text that was read."""
        report = self._report(request, object_id)
        capture = _capture(report, capture_id)
        context = {
            **self.admin_site.each_context(request),
            "title": str(capture),
            "report": report,
            "capture": capture,
            "why": _why(capture),
            "is_drawn": _is_drawn(capture),
        }
        return TemplateResponse(request, "admin/sources/report/capture.html", context)

    def archived_view(self, request: HttpRequest, object_id: str, capture_id: int) -> HttpResponse:
        """The archived page itself, where it can do nothing; what is no page is handed out as a file."""
        capture = _capture(self._report(request, object_id), capture_id)
        try:
            body = archiving.body_of(capture)
        except archiving.Broken as broken:
            raise Http404(str(broken)) from broken
        return _drawn(capture, body) if _is_drawn(capture) else _file(capture, body)

    def _report(self, request: HttpRequest, object_id: str) -> Report:
        check_may_take_in(request.user)
        report: Report | None = self.get_object(request, object_id)
        if report is None:
            raise Http404
        return report


def _capture(report: Report, capture_id: int) -> Capture:
    capture = report.captures.select_related("text", "made_by").filter(pk=capture_id).first()
    if capture is None:
        raise Http404
    return capture


def _why(capture: Capture) -> str:
    return str(Why(capture.why).label) if capture.why in Why.values else ""


def _is_drawn(capture: Capture) -> bool:
    return capture.media_type.partition(";")[0].strip().lower() in _DRAWN


def _drawn(capture: Capture, body: bytes) -> HttpResponse:
    charset = _CHARSET.search(capture.media_type)
    return _sandboxed(body, f"text/html; charset={charset.group(1)}" if charset else "text/html")


def _file(capture: Capture, body: bytes) -> HttpResponse:
    response = _sandboxed(body, "application/octet-stream")
    response["Content-Disposition"] = f'attachment; filename="capture-{capture.pk}.bin"'
    return response


def _sandboxed(body: bytes, media_type: str) -> HttpResponse:
    headers = {"Content-Security-Policy": PAGE_POLICY, "Referrer-Policy": "no-referrer"}
    return HttpResponse(body, content_type=media_type, headers=headers)


# What an editor wants of the watch ------------------------------------------------------------------------------


def _act(request: HttpRequest, report: Report) -> None:
    now = timezone.now()
    watch = Watch.objects.filter(report=report).first()
    if "seen" in request.POST:
        _mark_seen(request, report)
    elif "copy" in request.POST and copying.is_offered():
        _ask_for_copy(request, report)
    elif watch is None:
        messages.warning(request, _("This report is not under watch: it has no address that can be asked."))
    elif "look" in request.POST:
        scheduling.look_now(report, now)
        messages.success(request, _("It is looked for within the next seconds. Reload this page then."))
    elif (pace := request.POST.get("pace")) in Pace.values:
        scheduling.set_pace(report, Pace(pace), now)
        messages.success(request, _("The pace is set."))


def _ask_for_copy(request: HttpRequest, report: Report) -> None:
    try:
        is_new = copying.ask_for_copy(report, request.user.pk or 0, timezone.now())
    except Problem as problem:
        messages.error(request, problem.sentence)
        return
    messages.success(request, _("The archive is asked.") if is_new else _("The archive is being asked already."))


def _mark_seen(request: HttpRequest, report: Report) -> None:
    newest = report.captures.exclude(text=None).exclude(outcome="").order_by("-requested_at", "-pk").first()
    if newest:
        seen = {"capture": newest, "looked_at": timezone.now()}
        LastLook.objects.update_or_create(report=report, looked_by_id=request.user.pk, defaults=seen)
        messages.success(request, _("From now on, what is new is told from here."))


# The list by state ----------------------------------------------------------------------------------------------


class StateFilter(admin.SimpleListFilter):
    """Reports in one state. What is no state filters nothing."""

    title = _l("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return list(ReportState.choices)

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        chosen = self.value()
        return queryset.filter(state=chosen) if chosen in ReportState.values else queryset


@dataclass(frozen=True)
class StateTab:
    """Reports in one state, as a part of their list."""

    state: str
    label: Any
    count: int


def state_tabs() -> list[StateTab]:
    """How many reports are in each state, those that are not there first."""
    counts = dict(Report.objects.order_by().values_list("state").annotate(Count("pk")))
    return [StateTab(state, state.label, counts.get(state, 0)) for state in _BY_NEED]


_BY_NEED = (
    ReportState.ABSENT,
    ReportState.CHANGED,
    ReportState.REDIRECTED,
    ReportState.BLOCKED,
    ReportState.UNREACHABLE,
    ReportState.PRESENT,
    ReportState.NEVER_CAPTURED,
)
