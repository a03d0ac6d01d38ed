"""The desk's pages of sources and reports. They stand here because only claims know through which door to save."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms import BaseInlineFormSet
from django.http import HttpRequest
from django.urls import path
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.admin.forms import DeskForm
from claims.admin.picking import NEWEST_REPORTS
from claims.admin.saving import DeskAdmin, DeskInputs
from claims.admin.side_by_side import SideBySidePages
from claims.admin.watching import StateFilter, WatchPages, state_tabs
from claims.permissions import may_decide, may_take_in
from claims.templatetags.desk import brief, shown
from sources.choices import NameKind
from sources.models import Report, Role, Source, SourceName


class Names(BaseInlineFormSet):  # type: ignore[type-arg]
    """The names of a source: at most one to show in each language."""

    def clean(self) -> None:
        super().clean()
        rows = [form.cleaned_data for form in self.forms if form.cleaned_data and not form.cleaned_data.get("DELETE")]
        preferred = [row.get("lang") for row in rows if row.get("kind") == NameKind.PREFERRED]
        if len(preferred) > len(set(preferred)):
            raise ValidationError(_("Only one name in each language is the one to show."))

    def save(self, commit: bool = True) -> Any:
        """The name in the form itself is one of them, whether or not it was written a second time."""
        saved = super().save(commit)
        self.instance.call()
        return saved


class PartOfSource(DeskInputs, admin.TabularInline):  # type: ignore[type-arg]
    """Rows that belong to a source; who may change it may change them."""

    template = "admin/desk/rows.html"
    extra = 1

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may_take_in(request.user)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_change_permission(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may_decide(request.user) if obj and obj.version else may_take_in(request.user)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_change_permission(request, obj)


class SourceNameInline(PartOfSource):
    model = SourceName
    extra = 2
    formset = Names
    fields = ("text", "lang", "kind")


class RoleInline(PartOfSource):
    model = Role
    fk_name = "source"
    fields = ("title", "body", "from_on", "until_on")


class SourceForm(DeskForm):
    """A source; whether it is protected decides whether it has a public id at all."""

    class Meta:
        model = Source
        fields = ("name", "kind", "wikidata_id", "protected", "note")

    def columns(self) -> list[str]:
        return [*super().columns(), "public_id"]

    def clean_wikidata_id(self) -> str:
        number: str = self.cleaned_data["wikidata_id"]
        other = Source.objects.filter(wikidata_id=number).exclude(pk=self.instance.pk).first() if number else None
        if other:
            raise ValidationError(_("This is the Wikidata id of %(source)s.") % {"source": other})
        return number


@admin.register(Source)
class SourceAdmin(DeskAdmin):
    """Persons and bodies that say things, found by any of their names in any spelling."""

    form = SourceForm
    change_form_template = "admin/sources/source/change_form.html"
    list_display = ("name_here", "kind", "readers")
    search_fields = ("name",)
    search_help_text = gettext_lazy("Any name, in any spelling or script.")
    ordering = ("name", "pk")
    inlines = (SourceNameInline, RoleInline)
    fieldsets = (
        (None, {"fields": ("name", ("kind", "wikidata_id"))}),
        (gettext_lazy("For the desk"), {"fields": ("protected", "note")}),
    )

    def get_search_results(
        self, request: HttpRequest, queryset: Any, search_term: str
    ) -> tuple[QuerySet[Source], bool]:
        """By every spelling and script, as everywhere else."""
        return (queryset.named(search_term) if search_term.strip() else queryset), False

    @admin.display(description=gettext_lazy("name"), ordering="name")
    def name_here(self, source: Source) -> SafeString:
        return shown(source.name)

    @admin.display(description=gettext_lazy("readers"))
    def readers(self, source: Source) -> str:
        return _("protected") if source.protected else self.known_words(source)


class ReportForm(DeskForm):
    """A report as it was published; what became of it is observed, not written."""

    moments = {"published_at": "published_precision"}

    class Meta:
        model = Report
        fields = ("publisher", "kind", "title", "lang", "url", "published_at", "note")

    def clean_url(self) -> str:
        url: str = self.cleaned_data["url"]
        other = Report.objects.filter(url=url).exclude(pk=self.instance.pk).first() if url else None
        if other:
            raise ValidationError(_("Another report has this address: %(report)s") % {"report": other})
        return url


@admin.register(Report)
class ReportAdmin(WatchPages, SideBySidePages, DeskAdmin):
    """Published items, and what was seen of them when somebody looked."""

    form = ReportForm
    change_list_template = "admin/sources/report/change_list.html"
    list_filter = (StateFilter,)
    change_form_template = "admin/sources/report/change_form.html"
    list_display = ("title_here", "publisher_here", "kind", "state", "checked_here", "next_look")
    search_fields = ("title",)
    search_help_text = gettext_lazy("The address, or words of the title among the newest 5,000 reports.")
    ordering = ("-pk",)
    fieldsets = (
        (None, {"fields": ("title", "url", ("publisher", "kind"), ("lang", "published_at"))}),
        (gettext_lazy("For the desk"), {"fields": ("note",)}),
    )

    def get_urls(self) -> list[Any]:
        view, report = self.admin_site.admin_view, "<path:object_id>/watch"
        return [
            path(f"{report}/", view(self.watch_view), name="sources_report_watch"),
            path(f"{report}/compare/", view(self.side_by_side_view), name="sources_report_compare"),
            path(f"{report}/<int:capture_id>/", view(self.capture_view), name="sources_report_capture"),
            path(f"{report}/<int:capture_id>/page/", view(self.archived_view), name="sources_report_archived"),
            *super().get_urls(),
        ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("publisher", "watch")

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        return super().changelist_view(request, {"state_tabs": state_tabs(), **(extra_context or {})})

    def get_search_results(
        self, request: HttpRequest, queryset: Any, search_term: str
    ) -> tuple[QuerySet[Report], bool]:
        if not (typed := search_term.strip()):
            return queryset, False
        if typed.startswith(("http://", "https://")):
            return queryset.filter(url=typed), False
        newest = Report.objects.order_by("-pk").values("pk")[:NEWEST_REPORTS]
        return queryset.filter(pk__in=newest, title__icontains=typed), False

    @admin.display(description=gettext_lazy("report"))
    def title_here(self, report: Report) -> SafeString:
        return shown(str(report))

    @admin.display(description=gettext_lazy("publisher"))
    def publisher_here(self, report: Report) -> SafeString:
        return shown(report.publisher)

    @admin.display(description=gettext_lazy("last checked (UTC)"))
    def checked_here(self, report: Report) -> str:
        return brief(report.last_checked_at)

    @admin.display(description=gettext_lazy("next look (UTC)"))
    def next_look(self, report: Report) -> str:
        return brief(report.watch.due_at) if hasattr(report, "watch") else brief(None)

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], **kwargs: Any) -> Any:  # type: ignore[override]
        if (report := kwargs.get("obj")) is not None:
            context["captures"] = report.captures.select_related("made_by")[:50]
        return super().render_change_form(request, context, **kwargs)
