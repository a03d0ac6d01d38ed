"""Wake-up calls. What is due stands in the database, so a call may be lost, come late or come twice."""

from typing import Any

from celery import shared_task
from django.db import transaction

from claims import articles, letters, monitoring, workflow


def wake(task: Any) -> None:
    """Call `task` when the transaction has committed. A broker that is down costs the caller nothing: celery-beat
    calls the task regularly too (factcheck.celery)."""

    def call() -> None:
        task.apply_async(retry=False)

    transaction.on_commit(call, robust=True)


@shared_task
def send_letters() -> None:
    letters.send_due()


@shared_task
def fetch_articles() -> None:
    articles.fetch_due()


@shared_task
def take_over_state_changes() -> None:
    workflow.drain_state_changes()
    workflow.drain_text_changes()


@shared_task
def watch_contested_reports() -> None:
    monitoring.watch_contested()


@shared_task
def find_figures_printed_on() -> None:
    monitoring.find_printed_on()
