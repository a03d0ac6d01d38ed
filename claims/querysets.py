"""Named questions to ask of claims and of the record."""

from typing import TYPE_CHECKING

from django.db import models

from claims.choices import Status

if TYPE_CHECKING:
    pass


class ClaimQuerySet(models.QuerySet["Claim"]):  # type: ignore[name-defined]  # mypy meets it before the model
    """Questions about claims as the desk sees them. Public code reads the record instead."""

    def published(self) -> "ClaimQuerySet":
        """Claims that are in the public record."""
        return self.exclude(status=Status.DRAFT)

    def tracked(self) -> "ClaimQuerySet":
        """Claims that are on the lists of the desk: neither merged into another one nor removed."""
        return self.filter(ending=None)

    def needs_review(self) -> "ClaimQuerySet":
        """Claims for which a ReviewItem, a Proposal or a Hold is open."""
        return self.filter(waiting=True)

    def with_grounds(self) -> "ClaimQuerySet":
        """With what the workflow asks of a claim before it changes it, in a fixed number of queries."""
        return self.select_related("topic", "measure", "merged_into", "latest_change__attributed_to").prefetch_related(
            "attributions__report__publisher",
            "attributions__hops__source",
            "attributions__standings",
            "evidence",
            "relations__other",
            "related_from__claim",
        )

    def whole(self) -> "ClaimQuerySet":
        """With everything that a body is built from, in a fixed number of queries."""
        return self.select_related("topic", "measure", "merged_into", "latest_change__attributed_to").prefetch_related(
            "attributions__report__publisher",
            "attributions__excerpt",
            "attributions__hops__source",
            "attributions__hops__role",
            "attributions__standings__source",
            "attributions__standings__report",
            "evidence__report",
            "evidence__excerpt",
            "relations__other",
            "related_from__claim",
            "replies__asked",
            "corrections",
            "merged",
            "holds",
            "status_changes__attributed_to",
            "status_changes__made_by",
            "status_changes__approved_by",
        )
