from sources.models.reports import Capture, Excerpt, Report, StateChange
from sources.models.sources import Role, Source, SourceName

__all__ = ["Capture", "Excerpt", "Report", "Role", "Source", "SourceName", "StateChange"]
