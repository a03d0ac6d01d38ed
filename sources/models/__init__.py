from sources.models.copies import PublicCopy
from sources.models.reports import Capture, Excerpt, PageText, Removal, Report, StateChange
from sources.models.sources import Role, Source, SourceName
from sources.models.watching import Host, LastLook, Outage, TextChange, Watch

__all__ = [
    "Capture",
    "Excerpt",
    "Host",
    "LastLook",
    "Outage",
    "PageText",
    "PublicCopy",
    "Removal",
    "Report",
    "Role",
    "Source",
    "SourceName",
    "StateChange",
    "TextChange",
    "Watch",
]
