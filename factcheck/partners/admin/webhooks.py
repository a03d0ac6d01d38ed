"""Subscriptions and their log, for operators."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from factcheck.partners import subscribing
from factcheck.partners.admin.operators import OnlyShown, OperatorsAdmin
from factcheck.partners.choices import Pause
from factcheck.partners.models import Attempt, Delivery, Subscription
from sources.texts import visible

_FACTS = ["cursor", "created_at", "paused_at", "paused_reason", "told_at", "failing_since"]

_OF_A_MESSAGE = ("public_id", "subscription", "index", "subject", "urgent", "made_at", "tries", "delivered_at")


@admin.register(Subscription)
class SubscriptionAdmin(OperatorsAdmin):
    list_display = ["public_id", "partner", "shown_url", "state", "waiting"]
    list_filter = ["partner", "paused_reason"]
    search_fields = ["public_id", "url", "partner__name"]
    list_select_related = ["partner"]
    readonly_fields = _FACTS
    fields = ["partner", "url", "contact", "types", "topics", "statuses", "changes", "only_urgent"]
    actions = ["send_test", "pause", "resume", "rotate"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Subscription]:
        waiting = Count("deliveries", filter=Q(deliveries__delivered_at=None))
        return Subscription.objects.annotate(waiting_count=waiting)

    def get_fields(self, request: HttpRequest, obj: Subscription | None = None) -> Any:
        return [*self.fields, *_FACTS] if obj else self.fields

    def get_readonly_fields(self, request: HttpRequest, obj: Subscription | None = None) -> Any:
        return [*_FACTS, "partner"] if obj else _FACTS

    def save_model(self, request: HttpRequest, obj: Subscription, form: Any, change: bool) -> None:
        if change:
            obj.save(update_fields=[name for name in form.changed_data if name in self.fields])
        else:
            request.secret = subscribing.subscribe(obj)  # type: ignore[attr-defined]

    def response_add(self, request: HttpRequest, obj: Subscription, post_url_continue: Any = None) -> HttpResponse:
        return self._show_secret(request, obj, request.secret)  # type: ignore[attr-defined]

    def _show_secret(self, request: HttpRequest, obj: Subscription, secret: str) -> HttpResponse:
        """The one answer that shows the secret. It goes through no session, no cookie and no redirect."""
        about = {"title": gettext("The secret of the webhook"), "opts": obj._meta, "said": secret, "of": obj}
        context = {**self.admin_site.each_context(request), **about}
        return TemplateResponse(request, "admin/partners/new_secret.html", context)

    @admin.action(description=_("Send a test"))
    def send_test(self, request: HttpRequest, chosen: QuerySet[Subscription]) -> None:
        count = len([subscribing.send_test(each) for each in chosen])
        messages.success(request, ngettext("%d test is on its way.", "%d tests are on their way.", count) % count)

    @admin.action(description=_("Pause: send nothing for now"))
    def pause(self, request: HttpRequest, chosen: QuerySet[Subscription]) -> None:
        count = sum(subscribing.pause(each, Pause.BY_OPERATOR) for each in chosen)
        text = ngettext("%d subscription was paused.", "%d subscriptions were paused.", count)
        messages.success(request, text % count)

    @admin.action(description=_("Resume: go on where it was paused"))
    def resume(self, request: HttpRequest, chosen: QuerySet[Subscription]) -> None:
        paused = [each for each in chosen if each.paused_at]
        for each in paused:
            subscribing.resume(each)
        text = ngettext("%d subscription was resumed.", "%d subscriptions were resumed.", len(paused))
        messages.success(request, text % len(paused))

    @admin.action(description=_("Replace the secret: both sign for 24 hours"))
    def rotate(self, request: HttpRequest, chosen: QuerySet[Subscription]) -> HttpResponse | None:
        if len(chosen) != 1:
            messages.warning(request, gettext("Choose one subscription: its new secret is shown once."))
            return None
        return self._show_secret(request, chosen[0], subscribing.rotate(chosen[0]))

    @admin.display(description=_("address"))
    def shown_url(self, subscription: Subscription) -> str:
        return visible(subscription.url)

    @admin.display(description=_("state"))
    def state(self, subscription: Subscription) -> str:
        if subscription.paused_at:
            return subscription.get_paused_reason_display()
        return gettext("fails") if subscription.failing_since else gettext("works")

    @admin.display(description=_("waiting"))
    def waiting(self, subscription: Subscription) -> int:
        return subscription.waiting_count  # type: ignore[attr-defined,no-any-return]


class Attempts(OnlyShown):
    model = Attempt
    fields = readonly_fields = ("made_at", "milliseconds", "status", "problem", "shown_answer")
    show_change_link = False

    @admin.display(description=_("answer"))
    def shown_answer(self, attempt: Attempt) -> str:
        return visible(attempt.answer)


@admin.register(Delivery)
class DeliveryAdmin(OperatorsAdmin):
    """The log. Nobody changes it."""

    list_display = [
        "public_id",
        "subscription",
        "index",
        "subject",
        "urgent",
        "made_at",
        "attempt_count",
        "delivered_at",
    ]
    list_filter = ["urgent", ("delivered_at", admin.EmptyFieldListFilter), "subscription__partner"]
    list_select_related = ["subscription__partner"]
    search_fields = ["public_id", "subject", "subscription__public_id"]
    show_full_result_count = False
    readonly_fields = (*_OF_A_MESSAGE, "due_at", "content")
    fields = [*readonly_fields]
    inlines = [Attempts]

    @admin.display(description=_("attempts"), ordering="attempt_count")
    def tries(self, delivery: Delivery) -> int:
        return delivery.attempt_count

    @admin.display(description=_("what is sent"))
    def content(self, delivery: Delivery) -> str:
        return visible(bytes(delivery.message.content).decode())

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
