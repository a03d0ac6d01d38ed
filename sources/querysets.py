"""Named questions to ask of sources."""

from typing import TYPE_CHECKING

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db import models
from django.db.models import Max, Q
from django.db.models.functions import Length

from sources.names import name_key

if TYPE_CHECKING:
    from sources.models import Source


class SourceQuerySet(models.QuerySet["Source"]):
    """Questions about sources."""

    def named(self, name: str) -> "SourceQuerySet":
        """Sources of which some name has, in any spelling or script, words that begin with the words of `name`."""
        found = self
        for word in name_key(name).split():
            found = found.filter(Q(names__key__startswith=word) | Q(names__key__contains=f" {word}"))
        return found.distinct() if name_key(name) else self.none()

    def best_named(self, name: str, limit: int = 10) -> list["Source"]:
        """At most `limit` sources for a picker: the shortest matching name is the closest."""
        return list(self.named(name).order_by(Length("name"), "pk")[:limit])

    def spelled_like(self, name: str) -> "SourceQuerySet":
        """Public sources with a name that some part of which looks like `name`, the most alike first."""
        key = name_key(name)
        alike = self.filter(protected=False, version__gt=0, names__key__trigram_word_similar=key)
        likeness = Max(TrigramWordSimilarity(key, "names__key"))
        return alike.annotate(likeness=likeness).order_by("-likeness", "pk")
