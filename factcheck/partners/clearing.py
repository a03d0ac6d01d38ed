"""What the log of deliveries does not keep: what is old, and what the law took out of the record."""

from datetime import timedelta

from django.db import connection, transaction
from django.db.models import Exists, OuterRef
from django.db.models.functions import Now

from claims import reading
from factcheck.partners.messages import content_of
from factcheck.partners.models import Attempt, Delivery, Message, Secret

KEPT_FOR = timedelta(days=30)
_REDACTED = """
SELECT m.index FROM partners_message m JOIN claims_redaction r ON r.index = m.index
WHERE position('"body":null}}'::bytea in m.content) = 0
"""


@transaction.atomic
def clear() -> None:
    """Forget what was delivered long ago, and take out of the messages what was taken out of the record."""
    take_out_what_was_redacted()
    old = Delivery.objects.filter(delivered_at__lt=Now() - KEPT_FOR)
    Attempt.objects.filter(delivery__in=old).delete()
    old.delete()
    Attempt.objects.filter(made_at__lt=Now() - KEPT_FOR).delete()
    unsent = ~Exists(Delivery.objects.filter(message=OuterRef("pk")))
    Message.objects.filter(unsent, made_at__lt=Now() - timedelta(days=1)).delete()
    Secret.objects.filter(until_at__lt=Now()).delete()


def take_out_what_was_redacted() -> None:
    """A body that was removed from the record goes out of the log of messages, and is not sent any more."""
    with connection.cursor() as cursor:
        cursor.execute(_REDACTED)
        indices = [index for (index,) in cursor.fetchall()]
    for index in indices:
        [row] = reading.changes(index - 1, 1)
        Message.objects.filter(index=index).update(content=content_of(row))
