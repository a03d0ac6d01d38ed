"""Wake-up calls. What is due stands in the database, so a call may be lost, come late or come twice."""

from celery import shared_task

from sources import copying, leasing, scheduling, watching


@shared_task
def plan_looks() -> None:
    scheduling.plan(leasing.database_now())


@shared_task
def look_for_reports() -> None:
    watching.watch()


@shared_task
def ask_for_copies() -> None:
    copying.copy_what_is_due()
