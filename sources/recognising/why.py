"""The signs by which a look is judged, and the state that each shows. Codes are for editors and machines."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from sources.choices import ReportState


class Why(TextChoices):
    HERE = "here", _("the report is there")
    NOT_MODIFIED = "not_modified", _("the server says that nothing changed (304)")
    NOT_TEXT = "not_text", _("an image, a recording or a file without text is there")
    NOT_FOUND = "not_found", _("not found (404)")
    GONE = "gone", _("gone for good (410)")
    SOFT_NOT_FOUND = "soft_not_found", _("a page that says that nothing was found, sent as a success")
    REMOVED = "removed", _("a page that says that the report was removed")
    SENT_HOME = "sent_home", _("redirected to the home page")
    SENT_TO_SECTION = "sent_to_section", _("redirected to a section")
    SENT_TO_ERROR = "sent_to_error", _("redirected to an error page")
    EMPTIED = "emptied", _("the site's frame is there, the report is not")
    MOVED = "moved", _("redirected to another address, where the report is")
    ELSEWHERE = "elsewhere", _("redirected to something else")
    UNAUTHORIZED = "unauthorized", _("a password is asked for (401)")
    FORBIDDEN = "forbidden", _("forbidden (403)")
    THROTTLED = "throttled", _("too many requests, says the server (429)")
    LEGAL = "legal", _("unavailable for legal reasons (451)")
    ROBOTS = "robots", _("the site's robots.txt asks us not to look")
    LOGIN = "login", _("a login page")
    PAYWALL = "paywall", _("a paywall")
    CONSENT = "consent", _("a page that asks for consent")
    BOT_CHECK = "bot_check", _("a check whether we are human")
    REGION = "region", _("not shown in our region")
    DENIED = "denied", _("a page that says that access is denied, sent as a success")
    NO_ANSWER = "no_answer", _("no answer")
    CUT_SHORT = "cut_short", _("an answer that broke off")
    SERVER_ERROR = "server_error", _("an error of the server (5xx)")
    ODD_STATUS = "odd_status", _("an answer with an unexpected status")
    EMPTY = "empty", _("an empty page")
    MAINTENANCE = "maintenance", _("a page that says that the site is being worked on")
    UNRECOGNISED = "unrecognised", _("a short page that we do not know for anything")


_BY_STATE = {
    ReportState.PRESENT: (Why.HERE, Why.NOT_MODIFIED, Why.NOT_TEXT),
    ReportState.ABSENT: (
        *(Why.NOT_FOUND, Why.GONE, Why.SOFT_NOT_FOUND, Why.REMOVED),
        *(Why.SENT_HOME, Why.SENT_TO_SECTION, Why.SENT_TO_ERROR, Why.EMPTIED),
    ),
    ReportState.REDIRECTED: (Why.MOVED, Why.ELSEWHERE),
    ReportState.BLOCKED: (
        *(Why.UNAUTHORIZED, Why.FORBIDDEN, Why.THROTTLED, Why.LEGAL, Why.ROBOTS, Why.LOGIN),
        *(Why.PAYWALL, Why.CONSENT, Why.BOT_CHECK, Why.REGION, Why.DENIED),
    ),
    ReportState.UNREACHABLE: (
        *(Why.NO_ANSWER, Why.CUT_SHORT, Why.SERVER_ERROR, Why.ODD_STATUS),
        *(Why.EMPTY, Why.MAINTENANCE, Why.UNRECOGNISED),
    ),
}
STATES: dict[Why, ReportState] = {why: state for state, signs in _BY_STATE.items() for why in signs}
