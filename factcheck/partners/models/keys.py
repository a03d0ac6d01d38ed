"""Partners, and the keys by which their programs are known."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from factcheck.partners.choices import Scope
from sources.texts import LineField


class Partner(models.Model):
    """A newsroom or another body whose programs read the record."""

    name = LineField(_("name"), max_length=120, unique=True)
    contact = models.EmailField(
        _("mail address"), help_text=_("Who is told when something of theirs does not work. Never published.")
    )
    created_at = models.DateTimeField(_("created at"), db_default=Now(), editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False, verbose_name=_("created by")
    )

    class Meta:
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
        ordering = ["name"]

    def __str__(self) -> str:
        return str(self.name)


class Key(models.Model):
    """One key of a partner. What is stored of it tells it again when it comes, and cannot give it away."""

    partner = models.ForeignKey(Partner, models.PROTECT, related_name="keys", verbose_name=_("partner"))
    name = LineField(_("what it is for"), max_length=80, help_text=_("Such as: production, the archive's mirror."))
    prefix = models.CharField(_("begins with"), max_length=12, unique=True, editable=False)
    digest = models.BinaryField(max_length=32, unique=True, editable=False)
    scopes = ArrayField(
        models.CharField(max_length=12, choices=Scope),
        verbose_name=_("opens"),
        blank=True,
        default=list,
        help_text=_("Reading is open to everybody; every key raises the limits."),
    )
    created_at = models.DateTimeField(_("created at"), db_default=Now(), editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False, verbose_name=_("created by")
    )
    expires_at = models.DateTimeField(_("expires at"), null=True, blank=True, help_text=_("Empty: when it is revoked."))
    revoked_at = models.DateTimeField(_("revoked at"), null=True, editable=False)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        editable=False,
        verbose_name=_("revoked by"),
    )
    # The day is enough to find keys that nobody needs any more, and costs one write a day.
    last_used_on = models.DateField(_("last used on"), null=True, editable=False)

    class Meta:
        verbose_name = _("key")
        verbose_name_plural = _("keys")
        ordering = ["partner", "-created_at"]
        constraints = [
            models.CheckConstraint(
                name="key_is_revoked_by_somebody",
                condition=Q(revoked_at=None, revoked_by=None) | Q(revoked_at__isnull=False, revoked_by__isnull=False),
            ),
            models.CheckConstraint(
                name="key_scopes_are_known", condition=Q(scopes__contained_by=[scope.value for scope in Scope])
            ),
        ]

    def __str__(self) -> str:
        return f"{self.prefix}… ({self.name})"
