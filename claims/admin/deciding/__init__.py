"""Deciding at the desk: what ClaimAdmin needs to offer every decision on one claim and on many."""

from claims.admin.deciding.mixin import Deciding

__all__ = ["Deciding"]
