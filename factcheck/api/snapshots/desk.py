"""The operator's page about snapshots: which there are, how far the next one is, and having one made now."""

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from claims.permissions import check_may_operate
from claims.tasks import wake
from factcheck.api.snapshots import due, folder
from factcheck.api.tasks import make_due_snapshot


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """Shown to operators alone. While a snapshot is wanted or made, the page asks for itself again."""
    check_may_operate(request.user)
    if request.method == "POST":
        due.ask()
        wake(make_due_snapshot)
        return HttpResponseRedirect(request.path)
    progress, asked_at = due.progress(), due.asked_at()
    context = {
        **admin.site.each_context(request),
        "title": _("Snapshots"),
        "snapshots": folder.snapshots(),
        "progress": progress,
        "asked_at": asked_at,
        "failure": due.failure(),
        "refresh": bool(progress or asked_at),
    }
    return TemplateResponse(request, "admin/snapshots.html", context)
