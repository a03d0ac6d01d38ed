"""Lists of codes for sources and reports. Codes are for editors and machines and are never translated."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class SourceKind(TextChoices):
    PERSON = "person", _("person")
    GOVERNMENT = "government", _("government body")
    ALLIANCE = "alliance", _("alliance of states")
    ORGANISATION = "organisation", _("organisation")
    COMPANY = "company", _("company")
    AGENCY = "agency", _("news agency")
    STATE_MEDIA = "state_media", _("state media")
    OUTLET = "outlet", _("news outlet")
    CHANNEL = "channel", _("channel or account")
    EYEWITNESS = "eyewitness", _("eyewitness")
    UNIDENTIFIED = "unidentified", _("unidentified")


class NameKind(TextChoices):
    PREFERRED = "preferred", _("name to show")
    ALIAS = "alias", _("other spelling or name")
    ABBREVIATION = "abbreviation", _("abbreviation")


class ReportKind(TextChoices):
    ARTICLE = "article", _("article")
    BROADCAST = "broadcast", _("broadcast")
    POST = "post", _("post")
    # Other languages have another word for a claim that is a statement.
    STATEMENT = "statement", pgettext_lazy("kind of report", "statement")
    DOCUMENT = "document", _("document")


class ReportState(TextChoices):
    """What we saw when we looked for a report. Deletion is not withdrawal: no status follows from it."""

    NEVER_CAPTURED = "never_captured", _("never captured")
    PRESENT = "present", _("present")
    CHANGED = "changed", _("changed")
    ABSENT = "absent", _("absent")
    REDIRECTED = "redirected", _("redirected")
    BLOCKED = "blocked", _("blocked")
    UNREACHABLE = "unreachable", _("unreachable")


GOOD = (ReportState.PRESENT, ReportState.REDIRECTED)  # outcomes of a look that may have read the report


class Vantage(TextChoices):
    """From where a report was looked for."""

    WATCHER = "watcher", _("our watcher")
    EDITOR = "editor", _("an editor")
    REPORTED = "reported", _("told by another report")
    FETCHED = "fetched", _("fetched for an editor to read")
    HANDED_IN = "handed_in", _("handed in by an editor")  # a text or a file: no look at where the report stands


class Pace(TextChoices):
    """How often a report is looked for. By itself: often while it is young or in use, then ever more seldom."""

    AUTO = "auto", _("by itself")
    MINUTES = "minutes", _("every 15 minutes")
    HOURLY = "hourly", _("every hour")
    DAILY = "daily", _("every day")
    WEEKLY = "weekly", _("every week")
    PAUSED = "paused", _("not at all")


class Precision(TextChoices):
    """How exactly a moment is known. The moment kept is the beginning of that span, in UTC."""

    MINUTE = "minute", _("to the minute")
    DAY = "day", _("to the day")
    MONTH = "month", _("to the month")
    YEAR = "year", _("to the year")
