"""The desk's pages of topics, and of the questions that figures answer."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from claims.admin.saving import DeskAdmin
from claims.models import Measure, Topic
from claims.templatetags.desk import in_my_language, shown


@admin.register(Topic)
class TopicAdmin(DeskAdmin):
    """Stories, each with its measures and its claims one step away."""

    list_display = ("title_here", "slug", "readers")
    search_fields = ("slug", "title")
    search_help_text = _("The title in any language, or the word in the address.")
    ordering = ("-pk",)
    change_form_template = "admin/claims/topic/change_form.html"
    fieldsets = (
        (None, {"fields": ("title", "slug", "summary", "not_known")}),
        (_("For the desk"), {"fields": ("note",)}),
    )

    @admin.display(description=_("topic"))
    def title_here(self, topic: Topic) -> SafeString:
        return in_my_language(topic.title)

    @admin.display(description=_("readers"))
    def readers(self, topic: Topic) -> str:
        return self.known_words(topic)


@admin.register(Measure)
class MeasureAdmin(DeskAdmin):
    """What is counted, who, where, when and on which basis: figures are comparable under one measure only."""

    list_display = ("label_here", "topic_here", "counted", "basis", "readers")
    search_fields = ("label", "topic__title", "topic__slug")
    search_help_text = _("What is counted, in words, or the topic.")
    list_select_related = ("topic",)
    ordering = ("-pk",)
    fieldsets = (
        (None, {"fields": ("topic", "label", ("counted", "unit"))}),
        (
            _("Who, where, when"),
            {"fields": ("who", "security_forces", "place", "basis", ("period_from", "period_until"))},
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("topic")

    @admin.display(description=_("measure"))
    def label_here(self, measure: Measure) -> SafeString:
        return in_my_language(measure.label)

    @admin.display(description=_("topic"))
    def topic_here(self, measure: Measure) -> SafeString:
        return shown(measure.topic)

    @admin.display(description=_("readers"))
    def readers(self, measure: Measure) -> str:
        return self.known_words(measure)
