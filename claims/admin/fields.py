"""Form fields of the desk: texts by language, moments as exactly as they are known, numbers as people write them.

Whatever was typed is shown again when it is refused.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from claims.admin.picking import LONGEST, PICKERS
from claims.admin.widgets import PickInput, ReasonWidget, TextsWidget
from claims.admin.written import usual_order
from claims.locales import language_name
from claims.search import numbers_in
from sources.choices import Precision
from sources.texts import Texts, check_texts, text_in


class ProseFormField(forms.CharField):
    """Text of several lines. Browsers send CR LF; the record keeps LF."""

    widget = forms.Textarea(attrs={"class": "vLargeTextField", "rows": 3, "dir": "auto"})

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value)).replace("\r\n", "\n")


class LineFormField(forms.CharField):
    """One line. A browser cuts off what is pasted beyond `maxlength` and says nothing, so none is set."""

    widget = forms.TextInput(attrs={"class": "vTextField", "dir": "auto"})

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {}


class TextsFormField(forms.Field):
    """Texts by language, from one group of inputs for each language of the desk and each that is there already."""

    widget = TextsWidget

    def clean(self, value: Any) -> Texts:
        texts = self._tidy(value)
        errors = [error for language, entry in texts.items() for error in _errors(language, entry)]
        if errors:
            raise ValidationError(errors)
        if self.required and not texts:
            raise ValidationError(_("Write this in at least one language."), code="required")
        return texts

    def has_changed(self, initial: Any, data: Any) -> bool:
        return not self.disabled and self._tidy(initial or {}) != self._tidy(data)

    def prepare_value(self, value: Any) -> Any:
        """A text that an address carries stands in the box of the page's own language, to be moved or translated."""
        return text_in(get_language() or "en", value) if isinstance(value, str) else value

    def _tidy(self, value: Mapping[str, Any]) -> Texts:
        tidied: Texts = {}
        for language, entry in (value or {}).items():
            text, by = (str(entry.get(part) or "").replace("\r\n", "\n").strip() for part in ("text", "by"))
            if text or by:
                tidied[language] = {"text": text, "by": by, "machine": bool(entry.get("machine"))}
        return tidied


def _errors(language: str, entry: Any) -> list[str]:
    try:
        check_texts({language: entry})
    except ValidationError as error:
        return [f"{language_name(language)}: {message}" for message in error.messages]
    return []


class ReasonField(TextsFormField):
    """Why something was done, as readers are told it; nobody is named as its translator."""

    widget = ReasonWidget


class Moment(NamedTuple):
    """A moment in UTC, and how exactly it is known."""

    at: datetime | None
    precision: str


_MOMENT = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d)"
    r"(?:[T ](?P<hour>\d\d):(?P<minute>\d\d)(?::\d\d)? ?(?P<zone>Z|UTC|[+-]\d\d:?\d\d)?)?)?)?"
)
# Outside of these, a year is a slip of the keyboard, and adding a day or an offset may leave the calendar.
FIRST_YEAR, LAST_YEAR = 1000, 2999


class MomentField(forms.Field):
    """A moment, written as exactly as it is known: 2022, 2022-01, 9.1.2022, 9 Jan 2022 or 2022-01-09 13:05."""

    widget = forms.TextInput(attrs={"size": 24, "placeholder": "2022-01-09 13:05"})
    default_error_messages = {
        "form": gettext_lazy("Write it like 2022, 2022-01, 2022-01-09, 2022-01-09 13:05 or 2022-01-09 19:05 +06:00."),
        "calendar": gettext_lazy("There is no such day or time."),
        "year": gettext_lazy("Give a year from %(first)d to %(last)d."),
        "exact": gettext_lazy("Give the day and the time, like 2022-01-09 13:05."),
        "day": gettext_lazy("Give the day at least, like 2022-01-09."),
    }

    def __init__(self, *, exact: bool = False, day: bool = False, **kwargs: Any) -> None:
        """`exact` wants the time, `day` the day at least."""
        self.exact, self.day = exact, day
        kwargs["help_text"] = kwargs.get("help_text") or gettext_lazy(
            "As exactly as it is known, in UTC or with an offset."
        )
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Moment:
        if isinstance(value, Moment):
            return value
        if isinstance(value, datetime):
            return Moment(value, Precision.MINUTE)
        if not (typed := str(value or "").strip()):
            return Moment(None, Precision.DAY)
        found = _MOMENT.fullmatch(typed) or _MOMENT.fullmatch(usual_order(typed))
        if found is None:
            raise ValidationError(self.error_messages["form"], code="form")
        return self._moment(found)

    def validate(self, value: Moment) -> None:
        if self.required and value.at is None:
            raise ValidationError(self.error_messages["required"], code="required")

    def _moment(self, found: re.Match[str]) -> Moment:
        parts = {name: int(found[name]) for name in ("year", "month", "day", "hour", "minute") if found[name]}
        if not FIRST_YEAR <= parts["year"] <= LAST_YEAR:
            span = {"first": FIRST_YEAR, "last": LAST_YEAR}
            raise ValidationError(self.error_messages["year"], code="year", params=span)
        if self.exact and "minute" not in parts:
            raise ValidationError(self.error_messages["exact"], code="exact")
        if self.day and "day" not in parts:
            raise ValidationError(self.error_messages["day"], code="day")
        precision = {1: Precision.YEAR, 2: Precision.MONTH, 3: Precision.DAY}.get(len(parts), Precision.MINUTE)
        try:
            local = datetime(**{"month": 1, "day": 1, **parts}, tzinfo=_zone(found["zone"]))
        except ValueError as error:
            raise ValidationError(self.error_messages["calendar"], code="calendar") from error
        return Moment(local.astimezone(UTC), precision)

    def prepare_value(self, value: Any) -> Any:
        """As `to_python` reads it back."""
        if isinstance(value, datetime):
            value = Moment(value, Precision.MINUTE)
        if not isinstance(value, Moment):
            return value
        length = {Precision.YEAR: 4, Precision.MONTH: 7, Precision.DAY: 10}.get(Precision(value.precision), 16)
        return value.at.astimezone(UTC).strftime("%Y-%m-%d %H:%M")[:length] if value.at else ""

    def has_changed(self, initial: Any, data: Any) -> bool:
        return not self.disabled and str(self.prepare_value(initial) or "") != str(data or "").strip()


def _zone(written: str | None) -> timezone:
    if not written or written in ("Z", "UTC"):
        return UTC
    sign = -1 if written.startswith("-") else 1
    digits = written[1:].replace(":", "")
    return timezone(sign * timedelta(hours=int(digits[:2]), minutes=int(digits[2:])))


MOST_DIGITS = 18  # as the database keeps
_WRITTEN = re.compile(r"(?P<minus>[-−])?\s*(?P<number>\d[\d.,'’ \u00a0\u202f]*)")


class NumberField(forms.Field):
    """A number as people write it, read as search reads it: 8000, 8 000, 8.000 and 8,000 are one."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "size": 18})
    default_error_messages = {
        "invalid": gettext_lazy("Write one number, such as 164, 8 000 or 2.5."),
        "max_digits": gettext_lazy("A number has at most %(max)d digits here."),
    }

    def to_python(self, value: Any) -> Decimal | None:
        typed = str(value if value is not None else "").strip()
        if not typed:
            return None
        if sum(character.isdigit() for character in typed) > MOST_DIGITS:
            raise ValidationError(self.error_messages["max_digits"], code="max_digits", params={"max": MOST_DIGITS})
        written = _WRITTEN.fullmatch(typed)
        lexemes = numbers_in(written["number"]) if written else []
        if written is None or len(lexemes) != 1:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return Decimal(lexemes[0][1:].replace("_", ".")) * (-1 if written["minus"] else 1)

    def prepare_value(self, value: Any) -> Any:
        """164, not 164.00."""
        return f"{Decimal(value).normalize():f}" if isinstance(value, Decimal | int) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return not self.disabled and self.to_python(data) != initial
        except ValidationError:
            return True


class PickField(forms.Field):
    """One row among very many, by a name in any spelling, an id or an address (claims.admin.picking)."""

    widget = PickInput

    def __init__(self, model: type[Model], **kwargs: Any) -> None:
        self.model = model
        self.picker = PICKERS[model]
        super().__init__(**kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"data-pick": self.model._meta.model_name}

    def to_python(self, value: Any) -> Model | None:
        if isinstance(value, Model):
            return value
        if isinstance(value, int):
            value = f"#{value}"
        typed = str(value or "").strip()
        if len(typed) > LONGEST:
            raise ValidationError(_("This is longer than any name here."), code="max_length")
        return self.picker.resolve(typed) if typed else None

    def prepare_value(self, value: Any) -> Any:
        """A row, or the number of one, as its name; what was typed as it was typed."""
        if isinstance(value, int):
            value = self.picker.rows().filter(pk=value).first()
        return self.picker.label(value) if isinstance(value, Model) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        if self.disabled:
            return False
        before = initial.pk if isinstance(initial, Model) else initial
        typed = str(data or "").strip()
        return not typed.endswith(f"#{before}") if before else bool(typed)
