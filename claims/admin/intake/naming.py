"""Who a name in an article means: a source that is known, or a new one, which must not be a known one once more."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from claims.admin.fields import LineFormField, PickField
from claims.admin.intake.names import nearly_called
from claims.admin.picking import PICKERS
from sources.choices import SourceKind
from sources.models import Source
from sources.names import name_key


class NameForm(forms.Form):
    """A source that is known, or a new one of some kind with the name that readers will know it by."""

    source = PickField(Source, required=False, label=_l("Source"))
    kind = forms.ChoiceField(
        required=False, label=_l("or a new source"), choices=[("", _l("no new one")), *SourceKind.choices]
    )
    called = LineFormField(
        required=False, label=_l("called"), validators=Source._meta.get_field("name").validators, max_length=None
    )
    another = forms.BooleanField(required=False, label=_l("It is another one."))

    @property
    def asks_whether_another(self) -> bool:
        """Whether something is known that the new one may be."""
        return self.has_error("called", "known") or bool(self["another"].value())

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("source") and given.get("kind"):
            self.add_error("kind", _("Choose a source or make a new one, not both."))
        elif given.get("kind") and "called" not in self.errors:
            given["called"] = " ".join((given["called"] or self.initial.get("called", "")).split())
            self._check_new(given)
        return given

    def _check_new(self, given: dict[str, Any]) -> None:
        """A second entry of one source would later pass for a second origin."""
        if not given["called"]:
            self.add_error("called", _("Say what it is called."))
        elif not name_key(given["called"]):
            self.add_error("called", _("A name needs letters."))
        elif not given["another"] and (known := nearly_called(given["called"])):
            self.add_error("called", ValidationError(_known_already(known), code="known"))

    def settle(self, why: str) -> bool:
        """Whether it is said who this is; where it is not, the field tells `why` it has to be."""
        if not self.is_bound and self.known is None:
            self.is_bound, self.data = True, QueryDict("")
        if self.is_bound and self.is_valid() and not (self.known or self.is_new):
            self.add_error("source", why)
        return not (self.is_bound and self.errors)

    @property
    def known(self) -> Source | None:
        """The source that is meant; None where a new one is wanted, or nobody has said."""
        found: Source | None = (self.cleaned_data if self.is_bound else self.initial).get("source")
        return found

    @property
    def is_new(self) -> bool:
        return self.is_bound and bool(self.cleaned_data.get("kind"))


def _known_already(sources: Sequence[Source]) -> SafeString:
    told = _("Known already, or nearly so. Choose it as the source, or say that this is another one:")
    label, hint = PICKERS[Source].label, PICKERS[Source].hint
    names = format_html_join("", "<li><bdi>{}</bdi>, {}</li>", ((label(source), hint(source)) for source in sources))
    return format_html("{}<ul>{}</ul>", told, names)


def refuse_two_kinds(asked: Iterable[NameForm]) -> bool:
    """New sources of one name are one source, and so of one kind. False where they are not, which a field tells."""
    kinds: dict[str, str] = {}
    for form in asked:
        if form.is_bound and not form.errors and form.is_new:
            kind = form.cleaned_data["kind"]
            if kinds.setdefault(name_key(form.cleaned_data["called"]), kind) != kind:
                form.add_error("kind", _("Above, a new source of this name is of another kind."))
                return False
    return True
