"""Indexes for lists that are pinned to a moment, and for finding the Records of a moment."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("claims", "0003_rows")]

    operations = [
        migrations.AddIndex(
            model_name="listing",
            index=models.Index(
                "until_index", name="listing_superseded", condition=models.Q(("until_index__isnull", False))
            ),
        ),
        # Many Records share one time; the index makes their order complete.
        migrations.RemoveIndex(model_name="record", name="record_recorded_at"),
        migrations.AddIndex(model_name="record", index=models.Index("recorded_at", "index", name="record_recorded_at")),
    ]
