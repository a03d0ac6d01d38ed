"""Sources: persons and bodies that say things."""

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sources.choices import NameKind, SourceKind
from sources.names import LONGEST_KEY, name_key
from sources.public_ids import PUBLIC_ID_LENGTH, new_source_id
from sources.querysets import SourceQuerySet
from sources.texts import LanguageField, LineField, ProseField, TextsField, shown

UNDETERMINED = "und"  # BCP 47: of the desk's own name for a source, nobody has said the language


class Source(models.Model):
    """A person or body that says things. A protected one leaves no public trace but its kind."""

    public_id = models.CharField(  # noqa: DJ001 - none, not an empty one: a protected source has no id
        _("public id"), max_length=PUBLIC_ID_LENGTH, unique=True, null=True, editable=False, default=new_source_id
    )
    kind = models.CharField(_("kind"), max_length=20, choices=SourceKind)
    name = LineField(_("name"), help_text=_("As the desk calls it. Readers see the names by language below."))
    wikidata_id = models.CharField(
        _("Wikidata id"),
        max_length=16,
        blank=True,
        validators=[RegexValidator(r"^Q[1-9]\d*$", _("A Wikidata id looks like Q42."))],
    )
    protected = models.BooleanField(
        _("protected"), default=False, help_text=_("Readers and partners learn nothing of it but its kind.")
    )
    note = ProseField(_("note"), blank=True, help_text=_("For the desk only."))
    version = models.PositiveIntegerField(default=0, editable=False)

    objects: ClassVar[SourceQuerySet] = SourceQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                name="source_protected_has_no_public_id",
                condition=Q(protected=True, public_id__isnull=True) | Q(protected=False, public_id__isnull=False),
            ),
            models.UniqueConstraint(
                name="source_wikidata_id_once", fields=["wikidata_id"], condition=~Q(wikidata_id="")
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """A source once public cannot become protected: its name is in the record already."""
        if self.protected and self.version:
            raise ValidationError({"protected": _("This source is public already; make a new one instead.")})
        self.public_id = None if self.protected else self.public_id or new_source_id()

    def call(self, lang: str = UNDETERMINED) -> None:
        """Let it be found by its own name, which is to be shown where it has no other for readers.

        Searching and matching read SourceNames alone, so whoever makes a source, or names it anew, comes here.
        """
        key, preferred = name_key(self.name), self.names.filter(kind=NameKind.PREFERRED)
        own = preferred.filter(lang=UNDETERMINED)  # until now
        if not key or self.names.filter(text=self.name).exists():
            return
        if self.names.filter(key=key).exists():  # another spelling of it
            own.filter(key=key).update(text=self.name)
            return
        own.update(kind=NameKind.ALIAS)
        kind = NameKind.ALIAS if preferred.exists() else NameKind.PREFERRED
        name = SourceName(source=self, lang=lang, text=self.name, kind=kind)
        name.full_clean()
        name.save()

    @property
    def identified(self) -> bool:
        """Whether the source could count as an origin of its own; an unidentified one never does."""
        return self.kind != SourceKind.UNIDENTIFIED


class SourceName(models.Model):
    """One name of a source in one language; `key` is how every spelling and script finds it."""

    source = models.ForeignKey(Source, models.CASCADE, related_name="names", verbose_name=_("source"))
    kind = models.CharField(_("kind"), max_length=20, choices=NameKind, default=NameKind.ALIAS)
    lang = LanguageField(_("language"))
    text = LineField(_("name"))
    key = models.CharField(max_length=LONGEST_KEY, editable=False)

    class Meta:
        verbose_name = _("name")
        verbose_name_plural = _("names")
        ordering = ["source", "lang", "kind", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="sourcename_one_preferred_a_language",
                fields=["source", "lang"],
                condition=Q(kind=NameKind.PREFERRED),
            ),
            models.UniqueConstraint(name="sourcename_once", fields=["source", "lang", "text"]),
        ]
        indexes = [
            models.Index(OpClass(models.F("key"), name="text_pattern_ops"), name="sourcename_key"),
            GinIndex(OpClass(models.F("key"), name="gin_trgm_ops"), name="sourcename_key_trigram"),
        ]

    def __str__(self) -> str:
        return self.text

    def save(self, *args: object, **kwargs: object) -> None:
        """Keep the key in step with the name."""
        self.key = name_key(self.text)
        super().save(*args, **kwargs)  # type: ignore[arg-type]


class Role(models.Model):
    """An office that a person or body held for a time; whether `body` is set tells where."""

    source = models.ForeignKey(Source, models.CASCADE, related_name="roles", verbose_name=_("source"))
    title = TextsField(_("title"))
    body = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("of this body")
    )
    from_on = models.DateField(_("from"), null=True, blank=True)
    until_on = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        ordering = ["source", "from_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="role_ends_after_it_begins",
                condition=Q(from_on__isnull=True) | Q(until_on__isnull=True) | Q(until_on__gte=models.F("from_on")),
            ),
        ]

    def __str__(self) -> str:
        return shown(self.title)
