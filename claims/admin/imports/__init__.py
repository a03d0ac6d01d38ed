"""Importing many claims from a file: name its columns, see every problem, and only then have the claims."""

from claims.admin.imports import pages

__all__ = ["pages"]
