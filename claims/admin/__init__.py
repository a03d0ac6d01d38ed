"""The editors' desk: what Django's admin shows of claims and of their sources, and how it is saved."""

from claims.admin import attributions, claims, intake, notices, parts, queue, sources, topics

__all__ = ["attributions", "claims", "intake", "notices", "parts", "queue", "sources", "topics"]
