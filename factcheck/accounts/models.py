"""People who work at the desk, and the history of what each of them may do. Readers and partners have no account."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower, Now
from django.utils.translation import gettext_lazy as _

from sources.texts import LineField


class UserManager(BaseUserManager["User"]):
    """Makes people by their mail address: there is no user name to remember."""

    use_in_migrations = True

    @classmethod
    def normalize_email(cls, email: str | None) -> str:
        """Lower case throughout: nobody remembers how they once wrote their address, and sign-in compares exactly."""
        return super().normalize_email(email).lower()

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Make a person; without a password they can only come in by a link sent to them."""
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Make an administrator, who still needs a second editor for what readers are told."""
        return self.create_user(email, password, **{**fields, "is_staff": True, "is_superuser": True})


class User(AbstractUser):
    """One person of the desk; what they may do comes from their groups (claims.permissions)."""

    username = None  # type: ignore[assignment]
    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    email = models.EmailField(_("mail address"), unique=True)
    name = LineField(_("name"), max_length=120, blank=True, help_text=_("How colleagues see this person."))
    byline = LineField(
        _("byline"),
        max_length=120,
        blank=True,
        help_text=_("How readers see who decided. Empty: readers are told that the desk decided."),
    )

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[UserManager] = UserManager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.CheckConstraint(condition=models.Q(email=Lower("email")), name="user_email_is_lower_case"),
        ]

    def __str__(self) -> str:
        return str(self.name or self.byline or self.email)

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return str(self)


class AccessChange(models.Model):
    """One change of what a person may do at the desk or how they come in. Rows are only ever added."""

    person = models.ForeignKey(
        User, models.PROTECT, related_name="access_changes", verbose_name=_("person"), editable=False
    )
    changed_at = models.DateTimeField(_("changed at"), db_default=Now(), editable=False)
    changed_by = models.ForeignKey(
        User,
        models.PROTECT,
        related_name="+",
        null=True,
        editable=False,
        verbose_name=_("changed by"),
        help_text=_("Empty: by a command on the server."),
    )
    # What factcheck.accounts.access.access_of answered; `before` is empty when the person was made.
    before = models.JSONField(editable=False)
    after = models.JSONField(editable=False)

    class Meta:
        verbose_name = _("change of access")
        verbose_name_plural = _("changes of access")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.person}, {self.changed_at:%Y-%m-%d %H:%M}"
