"""The desk's pages for taking articles in: the list of them, the first page, and the page on which all is decided."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from claims import clock
from claims.admin.intake import meanwhile
from claims.admin.intake.beginning import BeginForm
from claims.admin.intake.bookmarklet import bookmarklet
from claims.admin.intake.forms import ArticleForm
from claims.admin.intake.review import Review, to_keep
from claims.admin.intake.taking_in import Refused, Taken, TakingIn
from claims.admin.picking import number_in
from claims.admin.saving import DeskAdmin
from claims.articles import discard, earlier, rest_of
from claims.choices import IntakeState
from claims.models import Intake
from claims.permissions import check_may_take_in, may_decide, may_take_in
from claims.tasks import fetch_articles, wake
from claims.templatetags.desk import brief, shown


@admin.register(Intake)
class IntakeAdmin(DeskAdmin):
    """Articles on their way in, the newest first."""

    change_list_template = "admin/claims/intake/change_list.html"
    list_display = ("title_here", "state", "topic_here", "begun", "made_by")
    list_filter = ("state",)
    list_select_related = ("topic", "made_by")
    search_fields = ("title", "url")
    search_help_text = _l("Words of the title, or of the address.")
    ordering = ("-pk",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).defer("text", "proposals", "decisions")

    def get_urls(self) -> list[URLPattern]:
        keep = path("<int:pk>/keep/", self.admin_site.admin_view(self.keep), name="claims_intake_keep")
        return [keep, *super().get_urls()]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description=_l("title"))
    def title_here(self, intake: Intake) -> SafeString:
        return shown(intake.title or intake.url, intake.lang)

    @admin.display(description=_l("topic"))
    def topic_here(self, intake: Intake) -> SafeString:
        return shown(intake.topic or "")

    @admin.display(description=_l("begun"))
    def begun(self, intake: Intake) -> str:
        return brief(intake.made_at)

    # The first page -----------------------------------------------------------------------------------------------

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        check_may_take_in(request.user)
        sent = request.method == "POST"
        form = BeginForm(request.POST if sent else None, request.FILES if sent else None, initial=_asked_for(request))
        if sent and form.is_valid() and (intake := self._begin(form, request)):
            for other in earlier(intake):
                told = _("This was begun before. Look there first, so that nothing is taken in twice:")
                messages.warning(request, format_html("{} {}", told, _link(other)))
            return HttpResponseRedirect(page_of(intake))
        context = {"form": form, "bookmarklet": bookmarklet(request), "title": _("Take an article in")}
        return self._render(request, "admin/claims/intake/begin.html", context)

    def _begin(self, form: BeginForm, request: HttpRequest) -> Intake | None:
        try:
            with transaction.atomic():
                intake = form.intake(request.user)
                intake.save()
                if intake.state == IntakeState.WAITING:
                    wake(fetch_articles)
                return intake
        except ValidationError as refusal:
            for name, errors in refusal.message_dict.items():
                form.add_error(name if name in form.fields else None, errors)
            return None

    # The page on which all is decided -----------------------------------------------------------------------------

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        check_may_take_in(request.user)
        intake = _found(number_in(object_id) or 0)
        if intake is None:
            return self._gone(request)
        if request.method == "POST" and "discard" in request.POST:
            return self._discard(request, intake)
        if request.method == "POST" and "again" in request.POST:
            return self._fetch_again(intake)
        if intake.state != IntakeState.OPEN:
            return self._closed(request, intake)
        if request.method != "POST":
            return self._review(request, Review(intake, request.user))
        if str(intake.version) != request.POST.get("version") or not _keep(intake, request):
            return self._late(request, intake)
        if "take_in" in request.POST:
            return self._take_in(request, intake)
        if "rest" in request.POST:
            return self._rest(request, intake)
        messages.success(request, _("Kept. Nothing has been taken in yet."))
        return HttpResponseRedirect(page_of(intake))

    def _take_in(self, request: HttpRequest, intake: Intake) -> HttpResponse:
        """One transaction of TakingIn for who is first: the keeping told the second press of a button from it."""
        review = Review(intake, request.user, request.POST)
        if review.is_valid():
            try:
                taken = TakingIn(review, request.user).carry_out()
            except Refused as refused:
                review.is_refused = True
                for blamed, refusal in refused.refusals:
                    blame(blamed, refusal)
            except PermissionDenied as denied:
                review.is_refused = True
                review.finish.add_error(None, str(denied))
            else:
                messages.success(request, _told(taken))
                return HttpResponseRedirect(page_of(intake))
        return self._review(request, review)

    def _rest(self, request: HttpRequest, intake: Intake) -> HttpResponse:
        """Go on to the next part of a long article, with what was said about this one."""
        about = ArticleForm(request.POST, prefix="article")
        if about.is_valid():
            for name in ("topic", "title", "url"):
                setattr(intake, name, about.cleaned_data[name])
        publisher = Review(intake, request.user, request.POST).publisher
        if publisher.is_valid():
            intake.publisher = publisher.known
        part = rest_of(intake, request.user)
        if part is None:
            messages.info(request, _("There is nothing more: that was all of it."))
        return HttpResponseRedirect(page_of(part or intake))

    def _discard(self, request: HttpRequest, intake: Intake) -> HttpResponse:
        if str(intake.version) == request.POST.get("version") and discard(intake):
            messages.success(request, _("Discarded, with what was archived of it."))
            return HttpResponseRedirect(reverse("admin:claims_intake_changelist"))
        messages.warning(request, _("It stays: it is done or being fetched, or somebody decided something meanwhile."))
        return HttpResponseRedirect(page_of(intake))

    def _fetch_again(self, intake: Intake) -> HttpResponse:
        failed = Intake.objects.filter(pk=intake.pk, state=IntakeState.FAILED, capture=None).exclude(url="")
        if failed.update(state=IntakeState.WAITING, problem="", told_in=get_language() or ""):
            wake(fetch_articles)
        return HttpResponseRedirect(page_of(intake))

    def _late(self, request: HttpRequest, intake: Intake) -> HttpResponse:
        """Somebody was quicker. What was sent is shown beside what was kept; sent once more, it is kept."""
        now = _found(intake.pk)
        if now is None:
            return self._gone(request)
        if now.state != IntakeState.OPEN:
            return self._closed(request, now)
        messages.warning(request, meanwhile.told(now, request.user))
        review = Review(now, request.user, request.POST)
        return self._review(request, review, differences=meanwhile.differences(now, request.POST))

    def _gone(self, request: HttpRequest) -> HttpResponse:
        if not _is_sent(request):
            raise Http404
        messages.warning(request, meanwhile.told(None, request.user))
        context = {"sent": meanwhile.what_was_sent(request.POST), "title": _("Take an article in")}
        response = self._render(request, "admin/claims/intake/gone.html", context)
        response.status_code = 404
        return response

    def _review(self, request: HttpRequest, review: Review, **more: Any) -> HttpResponse:
        context = {
            **more,
            "review": review,
            "intake": review.intake,
            "title": _("Take an article in"),
            "may_decide": may_decide(request.user),
        }
        return self._render(request, "admin/claims/intake/review.html", context)

    def _closed(self, request: HttpRequest, intake: Intake) -> HttpResponse:
        claims = []
        if intake.report:
            claims = [a.claim for a in intake.report.attributions.select_related("claim").order_by("claim_id")]
        parts = []
        if intake.capture:
            here = (intake.first, intake.pk)
            others = intake.capture.intakes.exclude(pk=intake.pk).order_by("first", "pk")
            parts = [(part, (part.first, part.pk) > here) for part in others]
        context = {"intake": intake, "claims": claims, "parts": parts, "title": _("Take an article in")}
        if _is_sent(request):
            messages.warning(request, meanwhile.told(intake, request.user))
            context["sent"] = meanwhile.what_was_sent(request.POST)
        return self._render(request, "admin/claims/intake/closed.html", context)

    def keep(self, request: HttpRequest, pk: int) -> JsonResponse:
        """Keep what the page holds, for desk-intake.js: 409 when somebody else decided something meanwhile."""
        check_may_take_in(request.user)
        intake = Intake.objects.filter(pk=pk, state=IntakeState.OPEN).first()
        if request.method != "POST":
            raise Http404
        if intake is None or str(intake.version) != request.POST.get("version") or not _keep(intake, request):
            told = meanwhile.told_in_short(_found(pk), request.user, request.POST)
            return JsonResponse({"problem": told}, status=409)
        return JsonResponse({"version": intake.version, "kept": timezone.localtime().strftime("%H:%M")})

    def _render(self, request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
        context = {**self.admin_site.each_context(request), "opts": Intake._meta, **context}
        return TemplateResponse(request, template, context)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may_take_in(request.user)


def _link(intake: Intake) -> SafeString:
    begun = (intake.made_by, brief(intake.made_at), intake.get_state_display())
    return format_html('<a href="{}">{}</a> ({}, {}, {})', page_of(intake), shown(str(intake), intake.lang), *begun)


def _found(pk: int) -> Intake | None:
    with_all = ("topic", "publisher", "report", "capture__report__publisher", "kept_by", "taken_in_by")
    return Intake.objects.select_related(*with_all).filter(pk=pk).first()


def _is_sent(request: HttpRequest) -> bool:
    """Whether somebody pressed a button below what they decided."""
    return request.method == "POST" and not request.POST.keys().isdisjoint(("take_in", "save", "rest"))


def page_of(intake: Intake) -> str:
    return reverse("admin:claims_intake_change", args=[intake.pk])


def _asked_for(request: HttpRequest) -> dict[str, Any]:
    """What the address says, as the bookmarklet gives it."""
    given = {name: request.GET[name] for name in ("url", "title", "text", "lang") if name in request.GET}
    topic = number_in(request.GET.get("topic", ""))
    return given if topic is None else {**given, "topic": topic}


def _keep(intake: Intake, request: HttpRequest) -> bool:
    """Store what was sent; False when somebody else was quicker."""
    kept = Intake.objects.filter(pk=intake.pk, version=intake.version, state=IntakeState.OPEN).update(
        decisions=to_keep(request.POST), version=intake.version + 1, kept_by=request.user, kept_at=clock.now()
    )
    intake.version += 1
    return bool(kept)


def blame(form: Form, refusal: ValidationError) -> None:
    """Show a refusal at the field that could mend it."""
    errors = refusal.message_dict if hasattr(refusal, "error_dict") else {NON_FIELD_ERRORS: refusal.messages}
    for name, sentences in errors.items():
        form.add_error(name if name in form.fields else None, ValidationError(sentences))


def _told(taken: Taken) -> str:
    told = []
    if count := len(taken.claims):
        told.append(ngettext("%(count)d claim taken in.", "%(count)d claims taken in.", count) % {"count": count})
    if count := len(taken.added_to):
        told.append(ngettext("Added to %(count)d claim.", "Added to %(count)d claims.", count) % {"count": count})
    if count := len(taken.had_already):
        known = ngettext("%(count)d claim had it already.", "%(count)d claims had it already.", count)
        told.append(known % {"count": count})
    told = told or [_("Nothing more is taken in: the article is done.")]
    if taken.left is None:
        return " ".join(told)
    count = len(taken.left.proposals)
    left = ngettext("%(count)d proposal is undecided:", "%(count)d proposals are undecided:", count) % {"count": count}
    return format_html('{} {} <a href="{}">{}</a>', " ".join(told), left, page_of(taken.left), _("Go on with the rest"))
