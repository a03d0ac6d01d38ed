"""People who work at the desk. Readers and partners have no account."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager["User"]):
    """Makes people by their mail address: there is no user name to remember."""

    use_in_migrations = True

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
    email = models.EmailField(_("mail address"), unique=True)
    byline = models.CharField(
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

    def __str__(self) -> str:
        return self.byline or self.get_full_name() or self.email
