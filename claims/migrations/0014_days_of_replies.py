"""Questions are asked, and answers wanted, on a day as often as at a time."""

from django.db import migrations, models

PRECISIONS = [("minute", "to the minute"), ("day", "to the day"), ("month", "to the month"), ("year", "to the year")]


class Migration(migrations.Migration):
    dependencies = [("claims", "0013_unnamed_publishers")]

    operations = [
        migrations.AddField(
            model_name="reply",
            name=name,
            field=models.CharField(choices=PRECISIONS, default="minute", editable=False, max_length=10),
        )
        for name in ("asked_precision", "deadline_precision")
    ]
