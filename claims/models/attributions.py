"""How a claim reached us: chains of hops, and what became of each."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from claims.choices import KnownBy, StandingCode
from claims.models.claims import Claim, merged_from
from claims.models.figures import FigureColumns, figure_constraints
from sources.choices import Precision
from sources.models import Excerpt, Report, Role, Source
from sources.public_ids import PUBLIC_ID_LENGTH, new_attribution_id
from sources.texts import LanguageField, LineField, ProseField, TextsField


class Attribution(models.Model):
    """One way the claim reached us: a chain of hops that ends with the publisher of `report`."""

    public_id = models.CharField(
        _("public id"), max_length=PUBLIC_ID_LENGTH, unique=True, editable=False, default=new_attribution_id
    )
    claim = models.ForeignKey(Claim, models.CASCADE, related_name="attributions", verbose_name=_("claim"))
    report = models.ForeignKey(Report, models.PROTECT, related_name="attributions", verbose_name=_("report"))
    excerpt = models.ForeignKey(
        Excerpt, models.PROTECT, null=True, blank=True, related_name="attributions", verbose_name=_("excerpt")
    )
    standing = models.CharField(
        _("standing"), max_length=16, choices=StandingCode, default=StandingCode.STANDS, editable=False
    )
    note = ProseField(_("note"), blank=True, help_text=_("For the desk only."))
    merged_from = merged_from()

    class Meta:
        verbose_name = _("attribution")
        verbose_name_plural = _("attributions")
        ordering = ["claim", "pk"]
        indexes = [
            models.Index("merged_from", name="attribution_merged_from", condition=Q(merged_from__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.report}"

    def clean(self) -> None:
        if self.excerpt and self.excerpt.report_id != self.report_id:
            raise ValidationError({"excerpt": _("This excerpt is of another report.")})


class Hop(FigureColumns):
    """One link of a chain, from the origin (position 0) to the publisher; it may have its own words and bounds."""

    attribution = models.ForeignKey(Attribution, models.CASCADE, related_name="hops", verbose_name=_("attribution"))
    position = models.PositiveSmallIntegerField(_("position"), help_text=_("0 is the origin."))
    source = models.ForeignKey(Source, models.PROTECT, related_name="hops", verbose_name=_("source"))
    role = models.ForeignKey(
        Role, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("role at the time")
    )
    named_as = LineField(
        _("named as"),
        blank=True,
        help_text=_("How the source was named there, word for word. The publisher at the end may go unnamed."),
    )
    named_as_lang = LanguageField(_("language of the name"))
    quote = ProseField(_("its own words"), blank=True)
    quote_lang = LanguageField(_("language of the words"), blank=True)
    said_at = models.DateTimeField(_("when"), null=True, blank=True)
    said_precision = models.CharField(
        _("precision"), max_length=10, choices=Precision, default=Precision.DAY, blank=True
    )
    known_by = models.CharField(_("how we know"), max_length=12, choices=KnownBy, default=KnownBy.RELAYED)

    class Meta:
        verbose_name = _("hop")
        verbose_name_plural = _("hops")
        ordering = ["attribution", "position"]
        constraints = [
            models.UniqueConstraint(
                name="hop_position_once",
                fields=["attribution", "position"],
                deferrable=models.Deferrable.DEFERRED,  # an editor may reorder a chain in one save
            ),
            models.UniqueConstraint(
                name="hop_source_once_a_chain",  # a chain that comes back to a source would be a circle
                fields=["attribution", "source"],
                deferrable=models.Deferrable.DEFERRED,
            ),
            *figure_constraints("hop"),
        ]

    def __str__(self) -> str:
        return self.named_as or str(self.source)

    def clean(self) -> None:
        if figure := self.figure:
            figure.check()
        if self.role and self.role.source_id != self.source_id:
            raise ValidationError({"role": _("This role is another source's.")})


class Standing(models.Model):
    """A dated step in the history of an attribution: who withdrew, denied or repeated it, and where it says so."""

    attribution = models.ForeignKey(
        Attribution, models.PROTECT, related_name="standings", verbose_name=_("attribution")
    )
    code = models.CharField(_("standing"), max_length=16, choices=StandingCode)
    source = models.ForeignKey(Source, models.PROTECT, related_name="+", verbose_name=_("who says so"))
    report = models.ForeignKey(
        Report, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("where it says so")
    )
    happened_at = models.DateTimeField(_("when"))
    happened_precision = models.CharField(_("precision"), max_length=10, choices=Precision, default=Precision.MINUTE)
    reason = TextsField(_("in words"))
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("noted by"))
    made_at = models.DateTimeField(_("noted at"), db_default=Now())

    class Meta:
        verbose_name = _("standing")
        verbose_name_plural = _("standings")
        ordering = ["happened_at", "pk"]
        constraints = [
            models.CheckConstraint(name="standing_says_why", condition=~Q(reason={})),
            models.CheckConstraint(name="standing_is_a_known_code", condition=Q(code__in=StandingCode.values)),
        ]

    def __str__(self) -> str:
        return self.get_code_display()
