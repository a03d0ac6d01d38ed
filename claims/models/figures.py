"""The columns of a figure, for a claim and for each hop of the chain that it came through."""

from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import CheckConstraint, F, Q
from django.utils.translation import gettext_lazy as _

from claims.choices import QUALIFIER_BOUNDS, Bounds, Qualifier
from claims.figure import LARGEST, Figure
from sources.texts import LineField

_BOUNDS_CONDITIONS: dict[Bounds, Q] = {
    # A comparison with NULL is neither true nor false, and a CHECK lets that pass: say first that both are there.
    Bounds.POINT: Q(low__isnull=False, high__isnull=False, high=F("low")),
    Bounds.FLOOR: Q(low__isnull=False, high__isnull=True),
    Bounds.CEILING: Q(low__isnull=True, high__isnull=False),
    Bounds.SPAN: Q(low__isnull=False, high__isnull=False, high__gt=F("low")),
    Bounds.NONE: Q(low__isnull=True, high__isnull=True),
}


def _qualifiers_with(bounds: Bounds) -> list[str]:
    return [qualifier.value for qualifier, its_bounds in QUALIFIER_BOUNDS.items() if its_bounds == bounds]


class FigureColumns(models.Model):
    """Words as reported, qualifier, and bounds. An empty qualifier means that no figure stands here."""

    words = LineField(_("words as reported"), blank=True, help_text=_("Such as: at least 164"))
    qualifier = models.CharField(_("qualifier"), max_length=24, choices=Qualifier, blank=True)
    low = models.DecimalField(_("lowest"), max_digits=18, decimal_places=2, null=True, blank=True)
    high = models.DecimalField(_("highest"), max_digits=18, decimal_places=2, null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def figure(self) -> Figure | None:
        """The figure as a value; None when no figure stands here."""
        if not self.qualifier:
            return None
        return Figure(self.words, self.qualifier, _decimal(self.low), _decimal(self.high))


def _decimal(value: Any) -> Decimal | None:
    return None if value is None else Decimal(value)


def figure_constraints(table: str) -> list[CheckConstraint]:
    """What the database demands of the figure columns of `table`, drawn from QUALIFIER_BOUNDS."""
    of_its_bounds = Q(qualifier="", words="", low__isnull=True, high__isnull=True)
    for bounds, condition in _BOUNDS_CONDITIONS.items():
        of_its_bounds |= Q(qualifier__in=_qualifiers_with(bounds)) & condition & ~Q(words="")
    within = Q(low__isnull=True) | Q(low__gte=-LARGEST, low__lte=LARGEST)
    within &= Q(high__isnull=True) | Q(high__gte=-LARGEST, high__lte=LARGEST)
    return [
        CheckConstraint(name=f"{table}_bounds_fit_the_qualifier", condition=of_its_bounds),
        CheckConstraint(name=f"{table}_numbers_are_exact_in_json", condition=within),
    ]
