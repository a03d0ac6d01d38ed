"""The form for tips and errors. No account: a receipt number shows the answer later."""

import re
from contextlib import suppress

from django import forms
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from claims import reading
from claims.choices import SubjectKind
from claims.workflow import receiving
from factcheck.pages.changes import claim_of
from factcheck.pages.rendering import Page, render, same_path
from factcheck.pages.shown import Named
from factcheck.serving import network_of
from sources.public_ids import PUBLIC_ID_PATTERN
from sources.texts import LONGEST_TEXT, check_characters, visible

MOST_AN_HOUR = 10
_AN_HOUR = 3600


class WebAddressField(forms.URLField):
    default_validators = [URLValidator(["http", "https"]), check_characters]


class TipForm(forms.Form):
    """What a reader sends in. `homepage` is a trap: people do not see it, and programs that fill in everything do."""

    text = forms.CharField(
        label=_l("What is wrong, or what should we know?"),
        help_text=_l("Say which figure or sentence you mean, and how you know."),
        max_length=LONGEST_TEXT,
        validators=[check_characters],
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    url = WebAddressField(
        label=_l("Address of a page that shows it (optional)"),
        max_length=2000,
        required=False,
        assume_scheme="https",
    )
    contact = forms.EmailField(
        label=_l("Your mail address (optional)"),
        help_text=_l("Only if we may ask you something. It is never published."),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    homepage = forms.CharField(
        label=_l("Leave this field empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    def clean_homepage(self) -> str:
        if self.cleaned_data["homepage"]:
            raise ValidationError(_("Empty this field and send again: it is there to tell programs from people."))
        return ""


# Nobody is signed in here, so a forged post can do nothing that whoever forges it could not do directly. What is left
# is another site that makes its visitors flood us from their addresses. Browsers say from where a post comes, and we
# ask them; a token would say no more, and would cost every reader of this page a cookie.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def tip(request: HttpRequest) -> HttpResponseBase:
    if request.method == "POST":
        return _receive(request)
    typed = request.GET.get("receipt", "")
    if number := _receipt_number(typed):
        return HttpResponseRedirect(reverse("pages:receipt", args=[number]))
    return _show(request, TipForm(label_suffix=""), no_receipt=typed)


def _receipt_number(typed: str) -> str:
    """A receipt number as we write it, from however somebody typed it; nothing where it cannot be one."""
    digits = "".join(c for c in typed if c in "0123456789")
    return "-".join(digits[at : at + 4] for at in range(0, 16, 4)) if len(digits) == 16 else ""


def _receive(request: HttpRequest) -> HttpResponseBase:
    form = TipForm(request.POST, label_suffix="")
    if _comes_from_elsewhere(request):
        form.add_error(None, _("This was sent from another website. Please send it from here: nothing is lost."))
        return _show(request, form, status=403)
    if not form.is_valid():
        return _show(request, form, status=400)
    if _is_one_too_many(request):
        form.add_error(None, _("Many messages came from your network within an hour. Please send this one later."))
        return _show(request, form, status=429, headers={"Retry-After": str(_AN_HOUR)})
    fields = {name: form.cleaned_data[name] for name in ("text", "url", "contact")}
    received = receiving.receive_tip(**fields, claim=_claim_id(request))
    return HttpResponseRedirect(reverse("pages:receipt", args=[received.receipt]))


def _comes_from_elsewhere(request: HttpRequest) -> bool:
    """Whether the browser says that another site sent this. What says nothing is no browser with a person's address."""
    if site := request.headers.get("Sec-Fetch-Site"):
        return site not in {"same-origin", "none"}
    origin = request.headers.get("Origin")
    return origin is not None and origin not in {settings.BASE_URL, f"{request.scheme}://{request.get_host()}"}


def _is_one_too_many(request: HttpRequest) -> bool:
    """Count a message from this network; whether it is more than MOST_AN_HOUR. The address itself is not kept."""
    key = f"tips:{salted_hmac('factcheck.pages.tips', network_of(request)).hexdigest()}"
    if not cache.add(key, 1, _AN_HOUR):
        with suppress(ValueError):  # the hour ended just now
            return int(cache.incr(key)) > MOST_AN_HOUR
    return False


def _show(
    request: HttpRequest,
    form: TipForm,
    *,
    status: int = 200,
    headers: dict[str, str] | None = None,
    no_receipt: str = "",
) -> HttpResponse:
    """The form. `no_receipt` is what was typed for a receipt number and cannot be one."""
    page = Page(title=_("Report an error or send a tip"), paths=same_path("tip"))
    claim_id = _claim_id(request)
    context = {"form": form, "claim_id": claim_id, "claim": _claim(claim_id), "no_receipt": visible(no_receipt)}
    return HttpResponse(render("pages/tip.html", page, context), status=status, headers=headers)


def _claim_id(request: HttpRequest) -> str:
    """What the address or the form says that the message is about, if it can be a public id at all."""
    given = request.POST.get("claim") or request.GET.get("claim") or ""
    return given if re.fullmatch(PUBLIC_ID_PATTERN, given) else ""


def _claim(public_id: str) -> Named | None:
    """The public claim of this id, if there is one."""
    found = reading.find([public_id]).get(public_id)
    return claim_of(found) if found and found.subject_kind == SubjectKind.CLAIM and found.json else None


@never_cache
@require_safe
def receipt(request: HttpRequest, receipt: str) -> HttpResponseBase:
    """What became of a message. The number is the key, so the message itself is not shown again."""
    found = receiving.tip_of(receipt)
    claim = _claim(found.claim.public_id) if found and found.claim else None
    page = Page(title=_("Receipt %(number)s") % {"number": receipt}, paths=same_path("receipt", receipt), hidden=True)
    html = render("pages/receipt.html", page, {"tip": found, "claim": claim})
    return HttpResponse(html, status=200 if found else 404)
