"""Saving through the doors of the workflow: what they refuse is shown at its field, and nothing that was typed is lost.

A page that is sent in may run twice. The first run saves, in one transaction. What stops it (a refusal, somebody
else's version, or that only a preview was wanted) undoes all of it, and a second run shows the form again with that.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

import orjson
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import IntegrityError, models
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from claims import workflow
from claims.admin import conflicts, differences
from claims.admin.fields import (
    LineFormField,
    MomentField,
    NumberField,
    PickField,
    ProseFormField,
    TextsFormField,
)
from claims.admin.forms import DeskForm, digest_of
from claims.admin.picking import PICKERS, number_in
from claims.models import Body
from claims.permissions import check_may_take_in, may_decide, may_take_in
from claims.workflow import Conflict
from sources.texts import LanguageField, ProseField, Texts, TextsField, texts

_logger = logging.getLogger(__name__)
MOST_LISTED = 1_000  # whoever wants older ones searches; counting a million takes longer than showing a page

_FORM_FIELDS: dict[type[Any], type[Any]] = {
    TextsField: TextsFormField,
    ProseField: ProseFormField,
    models.DecimalField: NumberField,
    models.DateTimeField: MomentField,
}


class Previewed(Exception):
    """Only a preview was wanted: carries what would be published, and undoes the saving."""

    def __init__(self, body: dict[str, Any]) -> None:
        super().__init__("preview")
        self.body = body


class BoundedPaginator(Paginator):  # type: ignore[type-arg]
    """Pages of the newest rows, without counting all."""

    @cached_property
    def count(self) -> int:
        rows = cast("QuerySet[Any]", self.object_list)
        return len(rows.values_list("pk", flat=True)[:MOST_LISTED])


class DeskInputs(admin.options.BaseModelAdmin):  # type: ignore[type-arg]
    """The desk's own inputs for the columns of models."""

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        common = {
            "required": not db_field.blank,
            "label": capfirst(db_field.verbose_name),
            "help_text": db_field.help_text,
        }
        if isinstance(db_field, models.ForeignKey) and db_field.related_model in PICKERS:
            return PickField(db_field.related_model, **common)
        if isinstance(db_field, LanguageField):
            common["help_text"] = common["help_text"] or _("Such as de, ru or kk-Latn.")
        if isinstance(db_field, models.CharField) and not db_field.choices:
            return LineFormField(**common)
        for kind, form_field in _FORM_FIELDS.items():
            if isinstance(db_field, kind):
                return form_field(**common)
        return super().formfield_for_dbfield(db_field, request, **kwargs)


class DeskAdmin(DeskInputs, admin.ModelAdmin):  # type: ignore[type-arg]
    """A page of the desk: rights by claims.permissions, inputs by claims.admin.fields, saving by the workflow."""

    form = DeskForm
    change_form_template = "admin/desk/change_form.html"
    add_form_template = "admin/desk/change_form.html"
    change_list_template = "admin/desk/change_list.html"
    show_full_result_count = False
    most_listed = MOST_LISTED
    list_per_page = 50
    paginator = BoundedPaginator

    # Who may -------------------------------------------------------------------------------------------------

    def is_public(self, obj: Any) -> bool:
        """Whether readers know of it, so that saving it is publishing."""
        return bool(obj.version)

    def is_publishing(self, request: HttpRequest, obj: Any) -> bool:
        """Whether saving this page is publishing."""
        return bool(obj and self.is_public(obj))

    def known_words(self, obj: Any) -> str:
        """Whether readers know of it, for a column of a list."""
        return _("know it") if self.is_public(obj) else _("do not know it yet")

    def may_preview(self, request: HttpRequest, obj: Any) -> bool:
        return self.is_publishing(request, obj) and may_decide(request.user)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return may_take_in(request.user)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may_take_in(request.user)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return may_take_in(request.user)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may_decide(request.user) if obj and self.is_public(obj) else may_take_in(request.user)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    # The form ------------------------------------------------------------------------------------------------

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """From the address: rows are asked for by their numbers."""
        given = {name: str(value) for name, value in request.GET.items()}
        return {name: value if (number := number_in(value)) is None else number for name, value in given.items()}

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> type[DeskForm]:
        form = super().get_form(request, obj, change, **kwargs)
        return type(form.__name__, (form,), self.form_settings(request, obj))

    def form_settings(self, request: HttpRequest, obj: Any) -> dict[str, Any]:
        """What the form of this one page has to know."""
        return {
            "trouble": getattr(request, "trouble", None),
            "demands_reason": self.is_publishing(request, obj) or "_publish" in request.POST,
        }

    # Saving --------------------------------------------------------------------------------------------------

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except (ValidationError, Conflict, Previewed) as trouble:
            request.trouble = trouble  # type: ignore[attr-defined]
        except IntegrityError:
            # Two people saved at once what each of them alone could have saved.
            _logger.exception("refused by the database")
            sentence = _("Somebody else saved something at the same moment that rules this out. Look again.")
            request.trouble = ValidationError(sentence)  # type: ignore[attr-defined]
        return self._changeform_view(request, object_id, form_url, extra_context)  # type: ignore[attr-defined,no-any-return]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Nothing yet: `save_related` saves the thing with its parts, inside of one door."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        edited = form.is_edited() or any(formset.has_changed() for formset in formsets)
        if edited or form.cleaned_data.get("remove"):
            with self.door(request, form, change):
                self.write(request, form, change)
                super().save_related(request, form, formsets, change)
        self.after_saving(request, form)
        if "_preview" in request.POST:
            raise Previewed(self.published_body(form.instance))

    @contextmanager
    def door(self, request: HttpRequest, form: Any, change: bool) -> Iterator[None]:
        """Where the saving has to pass: topics, measures, sources and reports."""
        if not change:
            check_may_take_in(request.user)
            yield
            return
        seen = form.cleaned_data["version"] or 0
        with workflow.editing_subject(form.instance, by=request.user, reason=self.reason(form), seen=seen) as locked:
            if not locked.version and digest_of(locked) != form.cleaned_data["shown"]:
                raise Conflict(seen, locked.version)
            yield

    def reason(self, form: Any) -> Texts:
        """The reason given; a preview needs none."""
        return form.cleaned_data["reason"] or (texts(en="…") if "_preview" in form.data else {})

    def write(self, request: HttpRequest, form: Any, change: bool) -> None:
        form.instance.save(update_fields=form.columns() if change else None)

    def after_saving(self, request: HttpRequest, form: Any) -> None:
        """What else the button that was pressed stands for."""

    def published_body(self, obj: Any) -> dict[str, Any]:
        """The body that readers would get, as far as this transaction has come."""
        newest = Body.objects.filter(record__subject=obj.public_id).order_by("-pk").first()
        return orjson.loads(bytes(newest.body)) if newest else {}

    # What is shown -------------------------------------------------------------------------------------------

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], **kwargs: Any) -> HttpResponse:  # type: ignore[override]
        trouble = getattr(request, "trouble", None)
        form = context["adminform"].form
        obj = kwargs.get("obj")
        if isinstance(trouble, Conflict):
            context["conflict"] = conflicts.conflict(form, trouble.seen)
        if isinstance(trouble, Previewed):
            context["preview"] = differences.preview(trouble.body)
        context["is_public"] = self.is_publishing(request, obj)
        context["may_preview"] = self.may_preview(request, obj)
        return super().render_change_form(request, context, **kwargs)

    def response_post_save_add(self, request: HttpRequest, obj: Any) -> HttpResponseRedirect:
        return HttpResponseRedirect(self.page_after(obj))

    def response_post_save_change(self, request: HttpRequest, obj: Any) -> HttpResponseRedirect:
        return HttpResponseRedirect(self.page_after(obj))

    def page_after(self, obj: Any) -> str:
        """Where saving leads: back to the thing itself, which has more to do on it."""
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[obj.pk])
