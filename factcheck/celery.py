"""The Celery application. Tasks are wake-up calls: what is due stands in the database (DESIGN: docs/adr/0004)."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")
app = Celery("factcheck")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
# A call that waited longer than the time to the next one is worth nothing: it expires.
app.conf.beat_schedule = {
    "webhooks": {"task": "factcheck.partners.tasks.deliver", "schedule": 10.0, "options": {"expires": 10}},
    "partners-log": {"task": "factcheck.partners.tasks.clear", "schedule": 3600.0, "options": {"expires": 3600}},
    "letters": {"task": "claims.tasks.send_letters", "schedule": 60.0, "options": {"expires": 60}},
    "imports": {"task": "claims.tasks.work_imports", "schedule": 30.0, "options": {"expires": 30}},
    "articles": {"task": "claims.tasks.fetch_articles", "schedule": 30.0, "options": {"expires": 30}},
    "snapshots": {"task": "factcheck.api.tasks.make_due_snapshot", "schedule": 60.0, "options": {"expires": 60}},
    "new-reports": {"task": "sources.tasks.plan_looks", "schedule": 15.0, "options": {"expires": 15}},
    "reports": {"task": "sources.tasks.look_for_reports", "schedule": 10.0, "options": {"expires": 10}},
    "copies": {"task": "sources.tasks.ask_for_copies", "schedule": 30.0, "options": {"expires": 30}},
    "state-changes": {"task": "claims.tasks.take_over_state_changes", "schedule": 10.0, "options": {"expires": 10}},
    "contested": {"task": "claims.tasks.watch_contested_reports", "schedule": 60.0, "options": {"expires": 60}},
    "printed-on": {"task": "claims.tasks.find_figures_printed_on", "schedule": 3600.0, "options": {"expires": 3600}},
}
