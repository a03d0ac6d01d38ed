"""What somebody fills in on the way of a file to claims."""

import hashlib
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from claims.admin.fields import LineFormField, PickField, ReasonField
from claims.choices import Counted
from claims.imports.fields import BY_NAME, FIELDS
from claims.imports.files import ENDINGS, check_file
from claims.models import Import, Topic
from sources.choices import SourceKind
from sources.texts import check_language

LEFT_OUT = "-"
MOST_NAMES = 200  # of unknown sources on one page; the rest come up after these were settled


class FileForm(forms.Form):
    """The file, and what holds for rows that do not say it themselves."""

    file = forms.FileField(
        label=_l("File"),
        help_text=_l("CSV, XLSX, JSON, or the ClaimReview of other fact-checkers."),
        widget=forms.ClearableFileInput(attrs={"accept": ",".join(ENDINGS)}),
    )
    topic = PickField(Topic, required=False, label=_l("Topic"), help_text=_l("For rows that name none."))
    lang = LineFormField(required=False, label=_l("Language"), help_text=_l("For rows that name none, such as de."))

    def clean_lang(self) -> str:
        lang: str = self.cleaned_data["lang"]
        if lang:
            check_language(lang)
        return lang

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        check_file(file.name, file.size)
        return file


class NamingForm(forms.Form):
    """What each column means. Every column is named or left out by somebody: none is passed over in silence."""

    def __init__(self, *args: Any, run: Import, guesses: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        choices = [("", "—"), (LEFT_OUT, _("leave this column out")), *((f.name, f.label) for f in FIELDS)]
        for number, (header, guess) in enumerate(zip(run.headers, guesses, strict=True)):
            self.fields[f"c{number}"] = forms.ChoiceField(
                label=header or _("(no header)"),
                choices=choices,
                initial=guess,
                error_messages={"required": _("Say what this column holds, or leave it out.")},
            )

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        chosen = [value for value in given.values() if value in BY_NAME]
        for name, value in list(given.items()):
            if value in BY_NAME and chosen.count(value) > 1:
                self.add_error(name, _("Two columns cannot hold the same."))
        if not {"wording", "words"} & set(chosen) and not self.errors:
            raise ValidationError(_("One column has to hold the wording, or the words of the figure."))
        return given

    def named(self) -> list[str]:
        """A field for each column; "" for one that is left out."""
        return ["" if value == LEFT_OUT else value for value in self.cleaned_data.values()]


class SettleForm(forms.Form):
    """Names that nobody knows, and measures that are not there yet."""

    makes_measures = forms.BooleanField(
        required=False, label=_l("Make new measures where a topic has none of that name")
    )
    counted = forms.ChoiceField(
        required=False,
        label=_l("They count, where no column says so"),
        choices=[("", "—"), *Counted.choices],
    )

    def __init__(self, *args: Any, names: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.names = list(names)[:MOST_NAMES]
        kinds = [("", _("not here yet")), *SourceKind.choices]
        for name in self.names:
            self.fields[input_of(name)] = forms.ChoiceField(required=False, label=name, choices=kinds)

    @property
    def of_names(self) -> list[forms.BoundField]:
        return [self[input_of(name)] for name in self.names]

    def settled(self) -> dict[str, str]:
        """The kind of each name that is to be made a source."""
        given = ((name, self.cleaned_data[input_of(name)]) for name in self.names)
        return {name: kind for name, kind in given if kind}


def input_of(name: str) -> str:
    """The input of a name: the same whatever other names have been settled elsewhere since the page was sent."""
    return f"n{hashlib.sha256(name.encode()).hexdigest()[:12]}"


class FinishForm(forms.Form):
    """What happens to the rows that are sound, and to the others."""

    skips_problems = forms.ChoiceField(
        label=_l("Rows with problems"),
        choices=[("", _l("All or nothing")), ("yes", _l("Leave them out and import the others"))],
        required=False,
    )
    publishes = forms.BooleanField(required=False, label=_l("Publish at once"))
    reason = ReasonField(required=False, label=_l("Why"), help_text=_l("Readers see it in the history."))

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("publishes") and not given.get("reason"):
            self.add_error("reason", _("Say why: readers see it in the history."))
        return given
