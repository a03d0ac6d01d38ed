"""Texts of allauth that our own catalogs say anew.

Its German calls people du, which the rest of this program does not. A text that is marked here is extracted into our
catalogs, and those are asked before its own. Nothing else reads the list but the test that keeps it true.
"""

from django.utils.translation import gettext_noop as _

BORROWED = (
    _("Are you sure you want to sign out?"),
    _("Be patient, you are sending too many requests."),
    _("Forgotten your password? Enter your email address below, and we'll send you an email allowing you to reset it."),
    _("In case you forgot, your username is %(username)s."),
    _("Please contact us if you have any trouble resetting your password."),
    _("Please type your current password."),
    _("You are about to deactivate authenticator app based authentication. Are you sure?"),
    _("You are about to generate a new set of recovery codes for your account."),
    _("You are already logged in as %(user_display)s."),
    _("You have signed out."),
    _("You must type the same password each time."),
    _(
        "You're receiving this email because you or someone else has requested a password reset for your user account."
        "\nIt can be safely ignored if you did not request a password reset. Click the link below to reset your"
        " password."
    ),
    _("Your password has been changed."),
)
