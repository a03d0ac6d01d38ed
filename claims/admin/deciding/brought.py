"""Evidence that is brought with a decision, on its own page: for one claim, or the same for each of many."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _l

from claims.admin.fields import ReasonField
from claims.admin.passages import PassageForm
from claims.choices import Bearing, Words
from claims.models import Evidence

# These come filled in, so they alone do not say that evidence is brought.
_FILLED_IN = frozenset({"bearing", "primary", "new_kind"})


class BroughtForm(PassageForm):
    """What something shows, and where. Nothing of it is asked for while nothing is filled in."""

    version = shown = reason = None  # type: ignore[assignment]  # those of the decision count
    bearing = forms.ChoiceField(label=_l("Bearing"), choices=Bearing.choices, widget=forms.RadioSelect)
    primary = forms.BooleanField(
        required=False,
        label=_l("Primary"),
        help_text=_l("We saw the thing itself: the video, the document, the place."),
    )
    note = ReasonField(label=_l("What it shows"), help_text=_l("Readers are told this. One language is enough."))

    class Meta:
        model = Evidence
        fields = ("report", "bearing", "primary", "note")

    def __init__(self, data: Any, expected: Mapping[str, Any]) -> None:
        """`expected` is the evidence that the decision looks for, as values of the inputs."""
        settings = {"empty_permitted": True, "use_required_attribute": False, "label_suffix": ""}
        super().__init__(data, prefix="evidence", initial=dict(expected), **settings)

    def _seen(self) -> dict[str, Any]:
        return {}

    def has_changed(self) -> bool:
        return bool(set(self.changed_data) - _FILLED_IN)

    @property
    def is_brought(self) -> bool:
        return self.is_bound and self.has_changed()

    def evidence(self) -> tuple[Evidence, ...]:
        """What was brought, for one claim; nothing of it is stored yet, unless `store_passage` was called before."""
        if not self.is_brought:
            return ()
        given = {name: self.cleaned_data[name] for name in ("bearing", "primary", "note")}
        return (Evidence(report=self.new_report or self.instance.report, excerpt=self.instance.excerpt, **given),)

    @property
    def sections(self) -> Iterator[tuple[Words, list[forms.BoundField]]]:
        """The inputs as the page shows them: what everybody fills in, without a heading, then what folds away."""
        yield "", [self[name] for name in ("report", "bearing", "primary", "note")]
        for heading, options in self.fieldsets[1:]:
            lines = ([line] if isinstance(line, str) else line for line in options["fields"])
            yield heading, [self[name] for line in lines for name in line]
