"""What the desk's templates are drawn with: status tags, hostile text made harmless, moments with their zone."""

from datetime import UTC, datetime
from typing import Any

from django import template
from django.db import models
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from claims.choices import STATUSES, Status
from claims.locales import language_name, moment_words
from sources.names import name_here
from sources.texts import Texts, TextsField, pick, visible

register = template.Library()


@register.simple_tag
def icon(name: str) -> SafeString:
    """A symbol of templates/icons.svg."""
    return format_html('<svg class="icon" aria-hidden="true" focusable="false"><use href="#{}"></use></svg>', name)


@register.simple_tag
def status_tag(code: str) -> SafeString:
    """The status in the editors' word, with icon and colour. A draft has neither: readers know nothing of it."""
    status = Status(code)
    drawn = icon(STATUSES[status].icon) if status in STATUSES else ""
    return format_html('<span class="status status-{}">{}{}</span>', code, drawn, status.label)


@register.filter
def shown(value: Any, lang: str = "") -> SafeString:
    """Text from outside: kept apart from its surroundings, with each bidi control made visible."""
    text = visible("" if value is None else str(value))
    return format_html('<bdi lang="{}">{}</bdi>', lang, text) if lang else format_html("<bdi>{}</bdi>", text)


@register.filter
def named_here(source: Any) -> SafeString:
    """A source by its name in the language of the page, or by the one that there is."""
    return shown(name_here(source))


@register.filter
def in_my_language(value: Texts) -> SafeString:
    """The text in the language of the page, or in the one that there is."""
    text, language = pick(value or {}, get_language() or "en")
    return shown(text, language)


@register.filter
def every_language(value: Texts) -> SafeString:
    """All texts, each under the name of its language."""
    entries = ((language_name(code), shown(entry["text"], code)) for code, entry in (value or {}).items())
    return format_html('<dl class="languages">{}</dl>', format_html_join("", "<dt>{}</dt><dd>{}</dd>", entries))


@register.filter
def moment(at: datetime | str | None, precision: str = "minute") -> str:
    """A moment as exactly as it is known, with its zone."""
    return moment_words(at, precision) if at else "—"


@register.filter
def brief(at: datetime | None) -> str:
    """A moment for a column of a table, in UTC."""
    if at is None:
        return "—"
    return format_html('<time datetime="{}">{}</time>', at.isoformat(), f"{at.astimezone(UTC):%Y-%m-%d %H:%M}")


@register.filter
def readable(field: Any) -> Any:
    """What stands in a field that may not be changed; texts by language, not as JSON."""
    instance, name = field.form.instance, field.field["field"]
    if not hasattr(instance, name):
        return field.contents()  # the admin page makes it
    model_fields = {f.name: f for f in instance._meta.fields}
    model_field, value = model_fields.get(name), getattr(instance, name, None)
    if value in (None, "", {}):
        return "—"
    if isinstance(model_field, TextsField):
        return every_language(value)
    if isinstance(model_field, models.BooleanField):
        return _("yes") if value else _("no")
    if isinstance(model_field, models.TextField | models.CharField) and not model_field.choices:
        return shown(value)
    return field.contents()
