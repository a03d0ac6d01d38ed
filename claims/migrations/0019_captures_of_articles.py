"""Articles that came before their text was kept as a capture get one. The bytes they came in are not known any more."""

import hashlib

from django.db import migrations

_LONGEST_VISIBLE = 20_000


def fill(apps, schema_editor):
    intakes = apps.get_model("claims", "Intake").objects
    captures = apps.get_model("sources", "Capture").objects
    texts = apps.get_model("sources", "PageText").objects
    for intake in intakes.filter(state__in=["open", "done"], capture=None).exclude(text="").iterator():
        digest = hashlib.sha256(intake.text.encode()).hexdigest()
        known = {"text": intake.text, "visible": intake.text[:_LONGEST_VISIBLE]}
        text, _made = texts.get_or_create(sha256=digest, defaults=known)
        intake.capture = captures.create(
            report_id=intake.report_id if intake.state == "done" else None,  # it becomes one when it is taken in
            requested_at=intake.made_at,
            vantage="handed_in",
            made_by_id=intake.made_by_id,
            title=intake.title,
            text=text,
        )
        if intake.state == "done":
            intake.text, intake.proposals, intake.decisions = "", [], {}
        intake.save(update_fields=["capture", "text", "proposals", "decisions"])


class Migration(migrations.Migration):

    dependencies = [
        ("claims", "0018_articles_have_captures"),
    ]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
