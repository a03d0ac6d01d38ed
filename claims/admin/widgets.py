"""Inputs of the desk. Their templates lie with all others in templates/, where Django's form engine does not look."""

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.forms.utils import flatatt
from django.template.loader import render_to_string
from django.urls import reverse_lazy
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from claims.locales import language_name


class TextsWidget(forms.Widget):
    """One stack of inputs a language: the text, who translated it, and whether a machine did."""

    template_name = "admin/widgets/texts.html"
    use_fieldset = True

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        entries = value if isinstance(value, Mapping) else {}
        context["languages"] = [
            {
                "code": code,
                "name": language_name(code),
                "entry": entries.get(code) or {},
                "id": f"{context['widget']['attrs'].get('id') or 'id_' + name}-{code}",
                "input": f"{name}-{code}",
            }
            for code in _codes(entries)
        ]
        return context

    def id_for_label(self, id_: str) -> str:
        """The text in the first language."""
        return f"{id_}-{_codes({})[0]}-text" if id_ else id_

    def value_from_datadict(self, data: Any, files: Any, name: str) -> dict[str, dict[str, Any]]:
        form = re.compile(rf"{re.escape(name)}-([A-Za-z0-9-]{{2,35}})-text")
        codes = [found.group(1) for key in data if (found := form.fullmatch(key))]
        return {
            code: {
                "text": data.get(f"{name}-{code}-text", ""),
                "by": data.get(f"{name}-{code}-by", ""),
                "machine": f"{name}-{code}-machine" in data,
            }
            for code in codes
        }

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return not self.value_from_datadict(data, files, name)

    def _render(self, template_name: str, context: dict[str, Any], renderer: Any = None) -> SafeString:
        return mark_safe(render_to_string(template_name, context))  # noqa: S308 - a template's own output


def _codes(entries: Mapping[str, Any]) -> list[str]:
    """The languages of the desk, that of the page first, and those in which there is a text already."""
    configured = [code for code, _name in settings.LANGUAGES]
    mine = [code for code in configured if code == get_language()]
    return list(dict.fromkeys([*mine, *configured, *entries]))


class ReasonWidget(TextsWidget):
    """One text a language; those of other languages fold away until they are wanted."""

    template_name = "admin/widgets/reason.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        first, *others = context["languages"]
        return {
            **context,
            "first": first,
            "others": others,
            "open": any(other["entry"].get("text") for other in others),
        }


class PlainSelect(forms.Select):
    """A list in one piece: Django's own draws a template for each of its options."""

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        rows = ((key, " selected" if str(key) == str(value or "") else "", label) for key, label in self.choices)
        options = format_html_join("", '<option value="{}"{}>{}</option>', rows)
        return format_html(
            '<select name="{}"{}>{}</select>', name, flatatt(self.build_attrs(self.attrs, attrs)), options
        )


class PickInput(forms.TextInput):
    """Where a name is typed; desk.js offers what it may mean."""

    template_name = "django/forms/widgets/text.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        attrs = {**(attrs or {}), "autocomplete": "off", "dir": "auto", "class": "vTextField"}
        if model := self.attrs.get("data-pick"):
            attrs["data-pick"] = reverse_lazy("admin:pick", args=[model])
        return super().get_context(name, value, attrs)
