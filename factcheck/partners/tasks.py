"""Wake-up calls. What is due stands in the database, so a call may be lost, come late or come twice."""

from celery import shared_task

from claims.tasks import wake


@shared_task
def deliver() -> None:
    from factcheck.partners import dispatching, letters, sending

    dispatching.dispatch()
    sending.send_due()
    letters.send_due()


@shared_task
def clear() -> None:
    from factcheck.partners import clearing

    clearing.clear()


def wake_dispatcher() -> None:
    """When the transaction has committed."""
    wake(deliver)
