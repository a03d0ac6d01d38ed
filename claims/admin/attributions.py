"""One way a claim reached us, on one page: the report, the passage, and the chain from the origin to the publisher."""

from typing import Any, cast

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms import BaseFormSet, formset_factory
from django.forms.models import model_to_dict
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.admin.fields import LineFormField, Moment, MomentField, NumberField, PickField, ProseFormField
from claims.admin.forms import FigureForm
from claims.admin.parts import PartAdmin, PartForm
from claims.admin.passages import PassageForm
from claims.models import Attribution, Hop
from sources.models import Role, Source

MOST_HOPS = 20
BLANK_HOPS = 3  # empty rows below a new chain; an existing one gets one


class HopForm(FigureForm):
    """One link of the chain. Its place is the number in front; empty rows are left out."""

    moments = {"said_at": "said_precision"}
    source = PickField(Source, label=gettext_lazy("Source"))
    role = PickField(Role, required=False, label=gettext_lazy("Role at the time"))
    named_as = LineFormField(
        required=False,
        label=gettext_lazy("Named as"),
        help_text=gettext_lazy(
            "How the source was named there, word for word. The publisher at the end may go unnamed."
        ),
    )
    named_as_lang = LineFormField(
        required=False, label=gettext_lazy("Language"), help_text=gettext_lazy("Empty: that of the report.")
    )
    quote = ProseFormField(required=False, label=gettext_lazy("Its own words"))
    quote_lang = LineFormField(
        required=False, label=gettext_lazy("Language"), help_text=gettext_lazy("Empty: that of the report.")
    )
    said_at = MomentField(required=False, label=gettext_lazy("When"))
    words = LineFormField(
        required=False,
        label=gettext_lazy("Figure, words as reported"),
        help_text=gettext_lazy("If it gave one of its own."),
    )
    low = NumberField(required=False, label=gettext_lazy("Lowest"))
    high = NumberField(required=False, label=gettext_lazy("Highest"))

    class Meta:
        model = Hop
        fields = (
            *("source", "named_as", "named_as_lang", "role", "known_by", "said_at", "quote", "quote_lang"),
            *("words", "qualifier", "low", "high"),
        )


class Hops(BaseFormSet):  # type: ignore[type-arg]
    """The rows of a chain. Hops are kept as a whole: what is saved is the list as it stands here."""

    def clean(self) -> None:
        sources = [form.cleaned_data["source"] for form in self.kept() if form.cleaned_data.get("source")]
        if twice := {source for source in sources if sources.count(source) > 1}:
            names = ", ".join(sorted(str(source) for source in twice))
            raise ValidationError(_("A chain does not come back to a source: %(names)s.") % {"names": names})
        for form in self.kept()[:-1]:
            if "named_as" not in form.errors and not form.cleaned_data.get("named_as"):
                form.add_error("named_as", _("Only the publisher at the end may go unnamed."))

    def kept(self) -> list[HopForm]:
        """The forms that make the chain, in its order."""
        filled = [form for form in self.forms if form.has_changed() or form in self.initial_forms]
        kept = [form for form in filled if not form.cleaned_data.get("DELETE")]
        return sorted(kept, key=lambda form: form.cleaned_data.get("ORDER") or MOST_HOPS + 1)  # no number: at the end


def hops_formset(blank: int) -> type[Hops]:
    made = formset_factory(
        HopForm,
        formset=Hops,
        extra=blank,
        can_order=True,
        can_delete=True,
        max_num=MOST_HOPS,
        absolute_max=MOST_HOPS + BLANK_HOPS,
        validate_max=True,
    )
    return cast("type[Hops]", made)


class AttributionForm(PassageForm, PartForm):
    """Report, passage and chain together: one save, one Record."""

    class Meta:
        model = Attribution
        fields = ("report", "note")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hops = list(self.instance.hops.select_related("source", "role")) if self.instance.pk else []
        formset = hops_formset(1 if hops else BLANK_HOPS)
        self.chain = formset(
            self.data if self.is_bound else None, initial=[_initial(hop) for hop in hops], prefix="chain"
        )

    def is_valid(self) -> bool:
        return bool(self.chain.is_valid() & super().is_valid())

    def is_edited(self) -> bool:
        return super().is_edited() or self.chain.has_changed()

    def store_chain(self) -> None:
        """Replace the hops by those of the form, numbered from the origin."""
        lang = self.instance.report.lang
        hops = [form.instance for form in self.chain.kept()]
        self.instance.hops.all().delete()
        for position, hop in enumerate(hops):
            hop.attribution, hop.position = self.instance, position
            hop.named_as_lang = hop.named_as_lang or lang
            hop.quote_lang = (hop.quote_lang or lang) if hop.quote else ""
            hop.save(force_insert=True)


def _initial(hop: Hop) -> dict[str, Any]:
    values = model_to_dict(hop, fields=HopForm.Meta.fields)
    return {
        **values,
        **{name: getattr(hop, name) for name in ("source", "role")},
        "said_at": Moment(hop.said_at, hop.said_precision),
    }


@admin.register(Attribution)
class AttributionAdmin(PartAdmin):
    """One way a claim reached us."""

    form = AttributionForm
    section = "attributions"
    change_form_template = "admin/claims/attribution/change_form.html"
    add_form_template = "admin/claims/attribution/change_form.html"
    fieldsets = (*PassageForm.fieldsets, (gettext_lazy("For the desk"), {"fields": ("note",)}))

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("report", "excerpt")

    def store(self, form: Any, change: bool) -> None:
        form.store_passage()
        super().store(form, change)
        form.store_chain()

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], **kwargs: Any) -> HttpResponse:  # type: ignore[override]
        chain = context["adminform"].form.chain
        context["chain"] = chain
        if chain.is_bound and not chain.is_valid():
            context["errors"] = context["errors"] or [_("See the chain.")]
        return super().render_change_form(request, context, **kwargs)
