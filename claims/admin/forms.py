"""What every form of the desk has: the version that was shown, a reason, and what stopped the saving."""

import hashlib
import json
from typing import Any, ClassVar, cast

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.forms.models import model_to_dict
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.admin.fields import Moment, ReasonField
from claims.choices import QUALIFIER_BOUNDS, Bounds, Qualifier
from claims.workflow import Conflict

# Inputs of the form itself; all others are of the thing that is edited.
OWN = frozenset({"version", "shown", "reason", "suggestion", "remove"})
DIGEST_LENGTH = 16


def digest_of(thing: models.Model) -> str:
    """A short digest of what can be edited of `thing`: before its first publication it counts no versions."""
    content = json.dumps(model_to_dict(thing), cls=DjangoJSONEncoder, sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()[:DIGEST_LENGTH]


class MomentsForm(forms.ModelForm):  # type: ignore[type-arg]
    """A form with moments, of which one input gives both columns: when, and how exactly that is known."""

    moments: ClassVar[dict[str, str]] = {}  # the column of each moment, and of how exactly it is known

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, precision in self.moments.items():
            if not isinstance(self.initial.get(name), str | Moment):
                self.initial[name] = Moment(getattr(self.instance, name), getattr(self.instance, precision))

    def _post_clean(self) -> None:
        for name, precision in self.moments.items():
            if isinstance(moment := self.cleaned_data.get(name), Moment):
                setattr(self.instance, precision, moment.precision)
                self.cleaned_data[name] = moment.at
        super()._post_clean()  # type: ignore[misc]

    def _update_errors(self, errors: ValidationError) -> None:
        """One error a field: what the model misses there may only be missing because the input was refused."""
        if hasattr(errors, "error_dict"):
            kept = {name: listed for name, listed in errors.error_dict.items() if name not in self.errors}
            errors = ValidationError(kept)
        super()._update_errors(errors)  # type: ignore[misc]


class DeskForm(MomentsForm):
    """A form that knows which version was shown, asks for a reason, and tells what stopped the saving."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    shown = forms.CharField(required=False, max_length=DIGEST_LENGTH, widget=forms.HiddenInput)
    reason = ReasonField(required=False, label=gettext_lazy("Reason"))

    # Set for one page by the admin.
    trouble: ClassVar[Exception | None] = None
    demands_reason: ClassVar[bool] = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.update(self._seen())
        if self.is_bound:
            self._take_theirs()

    def versioned(self) -> Any:
        """What carries the version: the thing itself, or the claim that it belongs to."""
        return self.instance

    def _seen(self) -> dict[str, Any]:
        return {"version": self.versioned().version, "shown": digest_of(self.instance) if self.instance.pk else ""}

    def _take_theirs(self) -> None:
        """Of a conflict: fields in which the other editor's version is to stay, and which version that is."""
        sent = cast(QueryDict, self.data)
        for name in sent.getlist("theirs"):
            if name in self.fields:
                self.fields[name].disabled = True  # Django then takes the value from the database
        if isinstance(self.trouble, Conflict):
            self.data = sent.copy()
            for name, value in self._seen().items():
                self.data[name] = str(value)

    @property
    def edited(self) -> list[str]:
        """The names of the fields that differ from what the database holds."""
        return [name for name in self.changed_data if name not in OWN]

    def is_edited(self) -> bool:
        """Whether there is anything to save."""
        return bool(self.edited)

    def columns(self) -> list[str]:
        """The columns that an edit writes: no more, so that nothing else is overwritten."""
        own = {field.name for field in self.instance._meta.concrete_fields}
        edited = [name for name in self.edited if name in own]
        return edited + [precision for name, precision in self.moments.items() if name in edited]

    def clean(self) -> dict[str, Any]:
        super().clean()
        if {"version", "shown"} & set(self.errors):  # nobody sees an error at a hidden input
            self.add_error(None, _("This form was damaged on the way. Open the page again."))
        wanted = self.demands_reason and "_preview" not in self.data
        if wanted and "reason" not in self.errors and not self.cleaned_data.get("reason") and self._needs_saving():
            self.add_error("reason", _("Give a reason: readers are told why."))
        return self.cleaned_data

    def _needs_saving(self) -> bool:
        return self.is_edited() or "_publish" in self.data or bool(self.cleaned_data.get("remove"))

    def is_valid(self) -> bool:
        """Never on the second run: the form is only shown again."""
        return super().is_valid() and self.trouble is None

    def full_clean(self) -> None:
        super().full_clean()
        if self.is_bound and isinstance(self.trouble, ValidationError):
            self._show(self.trouble)

    def _show(self, refusal: ValidationError) -> None:
        listed = refusal.error_dict if hasattr(refusal, "error_dict") else {NON_FIELD_ERRORS: refusal.error_list}
        for name, errors in listed.items():
            self.add_error(name if name in self.fields else None, list(errors))


class FigureForm(MomentsForm):
    """The inputs of a figure, which a claim and each hop of a chain have."""

    def clean(self) -> dict[str, Any]:
        super().clean()
        if {"version", "shown"} & set(self.errors):  # nobody sees an error at a hidden input
            self.add_error(None, _("This form was damaged on the way. Open the page again."))
        values = self.cleaned_data
        qualifier = values.get("qualifier")
        if not qualifier:
            self._check_absence(values)
            return values
        if QUALIFIER_BOUNDS[Qualifier(qualifier)] == Bounds.POINT:  # one number: nobody has to write it twice
            number = values.get("low") if values.get("low") is not None else values.get("high")
            values |= {name: number for name in ("low", "high") if name in values and values[name] is None}
        if not values.get("words") and "words" not in self.errors:
            self.add_error("words", _("Write the words as they were reported."))
        return values

    def _check_absence(self, values: dict[str, Any]) -> None:
        """Words or bounds without a qualifier are half a figure."""
        given = [name for name in ("words", "low", "high") if values.get(name) not in (None, "")]
        if given and "qualifier" not in self.errors:
            self.add_error("qualifier", _("Say what stood before the number; “no qualifier” when nothing did."))
