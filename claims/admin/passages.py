"""The passage that something rests on: a report that is known already or a new one, and the words in it."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.admin.fields import LineFormField, MomentField, PickField, ProseFormField
from claims.admin.forms import DeskForm
from claims.admin.picking import PICKERS
from sources.choices import ReportKind
from sources.models import Excerpt, Report, Source

_NEW = "new_"  # before the names of the inputs of a new report
_WORDS = "excerpt_"
_PARTS = ("exact", "prefix", "suffix", "lang")


class PassageForm(DeskForm):
    """An excerpt is never changed in place, since others may rest on it: other words make another excerpt."""

    report = PickField(
        Report,
        required=False,
        label=gettext_lazy("Report"),
        help_text=gettext_lazy("Its address or words of its title."),
    )
    new_url = LineFormField(required=False, label=gettext_lazy("Address"))
    new_title = LineFormField(required=False, label=gettext_lazy("Title"))
    new_publisher = PickField(Source, required=False, label=gettext_lazy("Publisher"))
    new_kind = forms.ChoiceField(required=False, label=gettext_lazy("Kind"), choices=ReportKind.choices)
    new_lang = LineFormField(
        required=False, label=gettext_lazy("Language"), help_text=gettext_lazy("Such as de, ru or kk-Latn.")
    )
    new_published_at = MomentField(required=False, label=gettext_lazy("Published at"))
    excerpt_exact = ProseFormField(
        required=False, label=gettext_lazy("Exact words"), help_text=gettext_lazy("Copied, not retyped.")
    )
    excerpt_prefix = LineFormField(required=False, label=gettext_lazy("Words before"))
    excerpt_suffix = LineFormField(required=False, label=gettext_lazy("Words after"))
    excerpt_lang = LineFormField(
        required=False, label=gettext_lazy("Language"), help_text=gettext_lazy("Empty: that of the report.")
    )

    fieldsets: ClassVar[tuple[Any, ...]] = (
        (gettext_lazy("Report"), {"fields": ("report",)}),
        (
            gettext_lazy("Or a report that is not here yet"),
            {
                "fields": (
                    *("new_title", "new_url"),
                    ("new_publisher", "new_kind", "new_lang", "new_published_at"),
                ),
                "classes": ("collapse",),
            },
        ),
        (
            gettext_lazy("The passage"),
            {"fields": ("excerpt_exact", ("excerpt_prefix", "excerpt_suffix", "excerpt_lang"))},
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if excerpt := self.instance.excerpt:
            self.initial.update({_WORDS + name: getattr(excerpt, name) for name in _PARTS})
        self.fields["new_kind"].initial = ReportKind.ARTICLE

    def clean(self) -> dict[str, Any]:
        super().clean()
        self.instance.excerpt = None  # found or made from its words when the form is saved
        self.new_report = self._new_report()
        self.excerpt = self._excerpt()
        return self.cleaned_data

    def _given(self, prefix: str, names: tuple[str, ...]) -> dict[str, Any]:
        return {name: self.cleaned_data[prefix + name] for name in names if self.cleaned_data.get(prefix + name)}

    def _new_report(self) -> Report | None:
        given = self._given(_NEW, ("url", "title", "publisher", "lang"))
        if self.cleaned_data.get("report"):
            if given:
                self.add_error("report", _("Choose a report or describe a new one, not both."))
            return None
        if not given:
            if "report" not in self.errors:
                self.add_error("report", _("Choose a report, or describe a new one below."))
            return None
        published = self.cleaned_data.get("new_published_at")
        report = Report(kind=self.cleaned_data.get("new_kind") or ReportKind.ARTICLE, **given)
        if published:
            report.published_at, report.published_precision = published
        self._check_new(report)
        return report

    def _check_new(self, report: Report) -> None:
        known = Report.objects.filter(url=report.url).first() if report.url else None
        if known:
            label = PICKERS[Report].label(known)
            self.add_error("new_url", _("This report is here already: %(report)s") % {"report": label})
            return
        self._check(
            report, _NEW, exclude=[name for name in ("url", "title", "publisher", "lang") if _NEW + name in self.errors]
        )

    def _excerpt(self) -> Excerpt | None:
        given = self._given(_WORDS, _PARTS)
        if not given:
            return None
        report = self.cleaned_data.get("report") or self.new_report
        excerpt = Excerpt(**{"lang": report.lang if report else "", **given})
        self._check(excerpt, _WORDS, exclude=["report"] if report else ["report", "lang"])
        return excerpt

    def _check(self, thing: Any, prefix: str, *, exclude: list[str]) -> None:
        try:
            thing.full_clean(exclude=exclude, validate_constraints=False)
        except ValidationError as refusal:
            for name, errors in refusal.error_dict.items():
                if prefix + name not in self.errors:
                    self.add_error(prefix + name if prefix + name in self.fields else None, errors)

    def columns(self) -> list[str]:
        return list(dict.fromkeys([*super().columns(), "report", "excerpt"]))

    def store_passage(self) -> None:
        """Store what is new of report and excerpt, and let the thing rest on them."""
        report = self.new_report or self.instance.report
        # Of many claims that rest on it the first stores it, unless that one was refused and took it back.
        if self.new_report and not Report.objects.filter(public_id=self.new_report.public_id).exists():
            self.new_report.pk = None
            self.new_report.save(force_insert=True)
        if self.excerpt:
            words = {name: getattr(self.excerpt, name) for name in _PARTS}
            self.instance.excerpt = Excerpt.objects.filter(report=report, **words).first() or Excerpt.objects.create(
                report=report, **words
            )
        self.instance.report = report
