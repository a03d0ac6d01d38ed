"""Wake-up calls. What is due stands in the folder of snapshots, so a call may be lost, come late or come twice."""

from celery import shared_task

from factcheck.api.snapshots import due


@shared_task
def make_due_snapshot() -> None:
    due.make_due()
