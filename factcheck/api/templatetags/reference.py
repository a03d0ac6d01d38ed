"""The little markup that descriptions have."""

from django import template
from django.utils.html import escape, format_html_join
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.filter
def words(text: str) -> SafeString:
    """The text with what stands between backticks as code."""
    parts = [escape(part) for part in text.split("`")]
    parts[1::2] = [SafeString(f"<code>{part}</code>") for part in parts[1::2]]
    return mark_safe("".join(parts))  # noqa: S308 - every part was escaped above


@register.filter
def prose(text: str) -> SafeString:
    """Paragraphs."""
    return format_html_join("\n", "<p>{}</p>", ((words(paragraph),) for paragraph in text.split("\n\n") if paragraph))
