"""Letters about accounts. Each recipient gets a letter of their own, so that nobody learns the others' addresses."""

import logging
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.template.loader import render_to_string
from django.utils import translation

logger = logging.getLogger(__name__)


def send(template: str, to: Sequence[str], context: dict[str, Any]) -> bool:
    """Send templates/mail/<template>.txt, whose first line is the subject, in the desk's first language.

    False, and a line in the log, when the mail server did not take a letter. What was done is done nevertheless:
    callers say so to the person at the keyboard.
    """
    if not to:
        return True
    with translation.override(settings.LANGUAGE_CODE):
        text = render_to_string(f"mail/{template}.txt", {**context, "base_url": settings.BASE_URL})
    subject, _newline, body = text.partition("\n")
    try:
        with get_connection() as connection:
            prefixed = f"{settings.ACCOUNT_EMAIL_SUBJECT_PREFIX}{subject}"
            letters = [EmailMessage(prefixed, body.strip(), to=[address], connection=connection) for address in to]
            return len([letter for letter in letters if _sent(letter)]) == len(letters)
    except OSError:  # smtplib's exceptions are kinds of it
        logger.exception("No letter %r was sent: the mail server does not answer", template)
        return False


def _sent(letter: EmailMessage) -> bool:
    """Whether the letter left. One dead mailbox must not keep the letters of the others."""
    try:
        letter.send()
    except OSError:
        logger.exception("The letter %r was not sent to %s", letter.subject, letter.to)
        return False
    return True
