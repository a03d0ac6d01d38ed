"""Wake-up calls. What is due stands in the database, so a call may be lost, come late or come twice."""

from celery import shared_task

from sources import leasing, scheduling, watching


@shared_task
def plan_looks() -> None:
    scheduling.plan(leasing.database_now())


@shared_task
def look_for_reports() -> None:
    watching.watch()
