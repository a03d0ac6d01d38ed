"""The desk's pages of imports: the file, its columns, its problems, its progress, and the way back."""

import csv
from collections.abc import Iterator
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from claims.admin.imports.forms import LEFT_OUT, FileForm, FinishForm, NamingForm, SettleForm
from claims.admin.picking import number_in
from claims.admin.saving import DeskAdmin
from claims.imports import running
from claims.imports.building import refused_name
from claims.imports.choices import DUE, ImportState, RowOutcome
from claims.imports.fields import BY_NAME, FIELDS, guessed
from claims.imports.known import Known, all_names
from claims.imports.making import kept
from claims.imports.reading import keep
from claims.imports.steps import named
from claims.models import Import, ImportRow
from claims.permissions import check_may_take_in, may_decide
from claims.tasks import wake, work_imports
from claims.templatetags.desk import brief
from sources.names import name_key

SHOWN = 500  # rows with problems on the page; all of them are in the download
_SAMPLES = 3
_AT_ONCE = 1_000
_NAMED_FROM = 2_000  # rows with problems that are looked through for unknown names at once


class _Echo:
    """What csv writes is what is sent."""

    def write(self, line: str) -> str:
        return line


@admin.register(Import)
class ImportAdmin(DeskAdmin):
    """Imports, the newest first."""

    list_display = ("file_name", "state", "begun", "made_by")
    list_select_related = ("made_by",)
    search_fields = ("file_name",)
    search_help_text = _l("The name of the file.")
    ordering = ("-pk",)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("template.csv", view(self.template), name="claims_import_template"),
            path("<int:pk>/problems.csv", view(self.problems), name="claims_import_problems"),
            *super().get_urls(),
        ]

    @admin.display(description=_l("begun"))
    def begun(self, run: Import) -> str:
        return brief(run.made_at)

    # The file -------------------------------------------------------------------------------------------------------

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        check_may_take_in(request.user)
        sent = request.method == "POST"
        form = FileForm(request.POST if sent else None, request.FILES if sent else None)
        if sent and form.is_valid() and (run := self._begin(form, request)):
            return HttpResponseRedirect(_page_of(run))
        latest = Import.objects.select_related("made_by").order_by("-pk")[:5]
        return self._render(request, "begin", {"form": form, "fields": FIELDS, "latest": latest})

    def _begin(self, form: FileForm, request: HttpRequest) -> Import | None:
        given = form.cleaned_data
        try:
            with transaction.atomic():
                run = Import(file_name=given["file"].name, topic=given["topic"], lang=given["lang"])
                run.state, run.made_by = ImportState.READING, request.user  # type: ignore[assignment]
                run.told_in = get_language() or ""
                run.full_clean(exclude=["headers"])
                run.save()
                keep(run, given["file"])
                wake(work_imports)
        except ValidationError as refusal:
            form.add_error("file", refusal.messages)
            return None
        return run

    # Its page -------------------------------------------------------------------------------------------------------

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        check_may_take_in(request.user)
        run = Import.objects.select_related("topic", "made_by").filter(pk=number_in(object_id) or 0).first()
        if run is None:
            raise Http404
        if request.method == "POST" and str(run.version) != request.POST.get("version"):
            messages.warning(request, _("Somebody else went on with this import meanwhile. Look again."))
            return HttpResponseRedirect(_page_of(run))
        if run.state == ImportState.NAMING:
            return self._naming(request, run)
        if run.state == ImportState.CHECKED:
            return self._checked(request, run)
        if "undo" in request.POST and _can_be_undone(run):
            return self._go(request, run, ImportState.UNDOING)
        if "again" in request.POST and run.state == ImportState.STOPPED:
            return self._go(request, run, ImportState(run.stopped_in))
        context = {"run": run, "counts": _counted(run), "can_be_undone": _can_be_undone(run), **_progress(run)}
        return self._render(request, "working", context)

    def _naming(self, request: HttpRequest, run: Import) -> HttpResponse:
        form = NamingForm(request.POST if request.method == "POST" else None, run=run, guesses=_guesses(run))
        if form.is_valid():
            run.fields = form.named()
            return self._go(request, run, ImportState.CLEARING, "fields")
        samples = list(run.rows.order_by("number")[:_SAMPLES])
        columns = [(field, [row.values[at] for row in samples]) for at, field in enumerate(form)]
        return self._render(request, "naming", {"run": run, "form": form, "columns": columns})

    def _checked(self, request: HttpRequest, run: Import) -> HttpResponse:
        sent = request.POST if request.method == "POST" else None
        settling = sent if sent is not None and "settle" in sent else None
        finishing = sent if sent is not None and "import" in sent else None
        before = {"makes_measures": run.makes_measures, "counted": run.counted}
        settle = SettleForm(settling, names=_unknown_names(run), initial=before)
        finish = FinishForm(finishing)
        if sent is not None and "rename" in sent:
            return self._go(request, run, ImportState.NAMING)
        if settle.is_valid():
            run.new_names = {**run.new_names, **settle.settled()}
            run.makes_measures, run.counted = settle.cleaned_data["makes_measures"], settle.cleaned_data["counted"]
            return self._go(request, run, ImportState.CLEARING, "new_names", *before)
        counts = running.counts(run)
        if finish.is_valid() and self._may_finish(request, finish, counts):
            given = finish.cleaned_data
            run.skips_problems, run.publishes = given["skips_problems"] == "yes", given["publishes"]
            run.reason, run.made_by = given["reason"], request.user  # type: ignore[assignment]
            return self._go(request, run, ImportState.IMPORTING, "skips_problems", "publishes", "reason", "made_by")
        context = {
            "run": run,
            "settle": settle,
            "finish": finish,
            "counts": _counted(run),
            "new": counts[RowOutcome.NEW],
            "bad": counts[RowOutcome.PROBLEM],
            "problems": [told for row in _bad(run)[:SHOWN] for told in _told(run, row)],
            "shown": SHOWN,
            "may_decide": may_decide(request.user),
        }
        return self._render(request, "checked", context)

    def _may_finish(self, request: HttpRequest, finish: FinishForm, counts: dict[str, int]) -> bool:
        given = finish.cleaned_data
        if given["publishes"] and not may_decide(request.user):
            finish.add_error(None, _("Only editors publish: import drafts."))
        if counts[RowOutcome.PROBLEM] and given["skips_problems"] != "yes":
            finish.add_error("skips_problems", _("Some rows have problems: mend the file, or leave them out."))
        if not counts[RowOutcome.NEW]:
            finish.add_error(None, _("There is no row to import."))
        return not finish.errors

    def _go(self, request: HttpRequest, run: Import, state: ImportState, *changed: str) -> HttpResponse:
        """On to the next state, unless somebody else was quicker."""
        values = {name: getattr(run, name) for name in changed} | {"stopped_in": "", "told_in": get_language() or ""}
        current = Import.objects.filter(pk=run.pk, version=run.version)
        if current.update(state=state, version=run.version + 1, **values):
            wake(work_imports)
        else:
            messages.warning(request, _("Somebody else went on with this import meanwhile. Look again."))
        return HttpResponseRedirect(_page_of(run))

    # Downloads -------------------------------------------------------------------------------------------------------

    def template(self, request: HttpRequest) -> StreamingHttpResponse:
        """An empty table with every column that is understood."""
        check_may_take_in(request.user)
        return _download([[field.name for field in FIELDS]], "claims.csv")

    def problems(self, request: HttpRequest, pk: int) -> StreamingHttpResponse:
        """The rows with problems alone, as they were, and what is wrong with each."""
        check_may_take_in(request.user)
        run = Import.objects.filter(pk=pk).first()
        if run is None:
            raise Http404
        return _download(_bad_rows(run), f"problems-{run.pk}.csv")

    def _render(self, request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "opts": Import._meta,
            "title": _("Import claims"),
            **context,
        }
        return TemplateResponse(request, f"admin/claims/import/{template}.html", context)


def _page_of(run: Import) -> str:
    return reverse("admin:claims_import_change", args=[run.pk])


def _can_be_undone(run: Import) -> bool:
    return run.state == ImportState.DONE or run.stopped_in == ImportState.IMPORTING


def _guesses(run: Import) -> list[str]:
    """What the columns meant the last time that a file had the same ones; otherwise by their names."""
    before = Import.objects.filter(headers=run.headers).exclude(fields=[]).order_by("-pk").first()
    return [field or LEFT_OUT for field in before.fields] if before else guessed(run.headers)


def _unknown_names(run: Import) -> list[str]:
    """Names in rows with problems that no source has, in the order of the file."""
    rows = [named(run, row) for row in run.rows.filter(outcome=RowOutcome.PROBLEM).order_by("number")[:_NAMED_FROM]]
    known = Known(rows, run.topic)
    names = dict.fromkeys(name for row in rows for name in all_names(row))
    return [
        name
        for name in names
        if not known.sources.get(name_key(name)) and not refused_name(name) and name not in run.new_names
    ]


def _counted(run: Import) -> list[tuple[str, int]]:
    """The outcomes that there are, in words, with the number of rows of each."""
    return [(str(RowOutcome(outcome).label), count) for outcome, count in running.counts(run).items() if count]


_WAITING = {
    ImportState.CHECKING: RowOutcome.UNCHECKED,
    ImportState.IMPORTING: RowOutcome.NEW,
    ImportState.UNDOING: RowOutcome.IMPORTED,
}


def _progress(run: Import) -> dict[str, Any]:
    """How far a worker is, of how many rows where that is known."""
    if run.state not in DUE:
        return {"kept": run.rows.filter(outcome=RowOutcome.KEPT).select_related("claim")[:SHOWN], "things": _kept(run)}
    waiting = _WAITING.get(ImportState(run.state))
    if waiting is None:
        return {"is_working": True}
    counts = running.counts(run)
    total = sum(counts.values())
    return {"total": total, "finished": total - counts[waiting], "is_working": True}


def _kept(run: Import) -> list[tuple[str, Any, str]]:
    """What the import made and undoing it left, with the address of its page."""
    return [
        (kind, thing, reverse(f"admin:{thing._meta.label_lower.replace('.', '_')}_change", args=[thing.pk]))
        for kind, thing in kept(run, SHOWN)
    ]


def _bad(run: Import) -> "QuerySet[ImportRow]":
    return run.rows.filter(outcome=RowOutcome.PROBLEM).order_by("number")


def _told(run: Import, row: ImportRow) -> list[tuple[int, str, str, str]]:
    """Each problem of a row: its number, the column as the file calls it, what stands there, and what is wrong."""
    return [(row.number, *_place(run, row, field), sentence) for field, sentence in row.problems]


def _place(run: Import, row: ImportRow, field: str) -> tuple[str, str]:
    """The header and the value of a field; what the file has no column for is called as the desk calls it."""
    if field in run.fields:
        at = run.fields.index(field)
        return run.headers[at], row.values[at]
    return (str(BY_NAME[field].label) if field in BY_NAME else field), ""


def _bad_rows(run: Import) -> Iterator[list[str]]:
    yield [*run.headers, _("problems")]
    for row in _bad(run).iterator(chunk_size=_AT_ONCE):
        told = _told(run, row)
        yield [*row.values, "; ".join(f"{at}: {sentence}" if at else sentence for _row, at, _value, sentence in told)]


def _download(rows: Any, name: str) -> StreamingHttpResponse:
    writer = csv.writer(_Echo(), lineterminator="\r\n")
    lines = (writer.writerow([_inert(cell) for cell in row]) for row in rows)
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8", headers=headers)


def _inert(cell: str) -> str:
    """No spreadsheet program may see a formula in what somebody else wrote."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t") else cell
