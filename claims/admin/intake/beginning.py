"""The first page: an article as text, as a file, or by its address."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from claims.admin.fields import LineFormField, MomentField, PickField, ProseFormField
from claims.articles import MEDIA_TYPES, HandedIn, archive, file_of, learn, pasted, read, tidy
from claims.choices import IntakeState
from claims.models import Intake, Topic
from sources import connecting
from sources.choices import ReportKind
from sources.models import Report, Source
from sources.texts import check_language


class BeginForm(forms.Form):
    """What is known of an article before it was read. The text comes in one of three ways."""

    from_file: HandedIn | None = None

    text = ProseFormField(
        required=False,
        label=_l("Text"),
        widget=forms.Textarea(attrs={"rows": 14, "dir": "auto"}),
        help_text=_l("Pasted as it is, headline included."),
    )
    file = forms.FileField(
        required=False,
        label=_l("Or a file"),
        help_text=_l("Text, HTML, PDF or DOCX."),
        widget=forms.ClearableFileInput(attrs={"accept": ",".join(MEDIA_TYPES)}),
    )
    url = LineFormField(
        required=False,
        label=_l("Address"),
        help_text=_l("Where it was published. Without a text or a file, it is fetched from there."),
    )
    title = LineFormField(required=False, label=_l("Title"))
    publisher = PickField(Source, required=False, label=_l("Publisher"))
    kind = forms.ChoiceField(label=_l("Kind"), choices=ReportKind.choices, initial=ReportKind.ARTICLE, required=False)
    published_at = MomentField(required=False, label=_l("Published at"))
    topic = PickField(Topic, required=False, label=_l("Topic"))
    lang = LineFormField(
        required=False, label=_l("Language"), help_text=_l("Empty: it is found out. Such as de or ru.")
    )

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        return tidy(text) if text.strip() else ""

    def clean_lang(self) -> str:
        lang: str = self.cleaned_data["lang"]
        if lang:
            check_language(lang)
        return lang

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if self.errors:
            return given
        if given["text"] and given["file"]:
            self.add_error("file", _("Paste a text or choose a file, not both."))
        elif given["file"]:
            self._read(given)
        elif not given["text"] and not given["url"]:
            self.add_error("text", _("Paste a text, choose a file, or give an address."))
        elif not given["text"]:
            self._check_address(given["url"])
        return given

    def _check_address(self, url: str) -> None:
        """Said here, where it can be mended, and not after the fetching."""
        try:
            connecting.validate_url(url)
        except ValidationError as refusal:
            self.add_error("url", refusal)

    def _read(self, given: dict[str, Any]) -> None:
        try:
            self.from_file = file_of(given["file"])
        except ValidationError as refusal:
            self.add_error("file", refusal)

    def intake(self, by: Any) -> Intake:
        """The Intake that this describes, not stored yet, and what was handed in for it archived.

        Raises ValidationError for what its columns refuse, or when the archive takes nothing. The caller holds a
        transaction.
        """
        given = self.cleaned_data
        handed_in = self.from_file or (pasted(given["text"]) if given["text"] else None)
        made = Intake(
            **{name: given[name] for name in ("url", "title", "publisher", "topic", "lang")},
            text=handed_in.text if handed_in else "",
            kind=given["kind"] or ReportKind.ARTICLE,
            published_at=given["published_at"].at,
            published_precision=given["published_at"].precision,
            report=Report.objects.filter(url=given["url"]).first() if given["url"] else None,
            state=IntakeState.OPEN if handed_in else IntakeState.WAITING,
            made_by=by,
            told_in=get_language() or "",
        )
        if made.report:
            made.publisher = made.publisher or made.report.publisher
        if handed_in:
            learn(made, handed_in.extracted)
        made.full_clean(validate_constraints=False)  # they ask for the capture, which comes last
        if handed_in:
            read(made)
            archive(made, handed_in)
        return made
