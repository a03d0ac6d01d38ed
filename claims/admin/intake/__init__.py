"""Taking an article in: paste it, look at what it holds, decide, and have the claims."""

from claims.admin.intake import pages

__all__ = ["pages"]
