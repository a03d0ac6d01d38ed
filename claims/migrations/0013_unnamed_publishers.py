"""The publisher at the end of a chain may go unnamed in its own report: nothing is made up for it."""

from django.db import migrations

import sources.texts


class Migration(migrations.Migration):
    dependencies = [("claims", "0012_times_and_steps_guards")]

    operations = [
        migrations.AlterField(
            model_name="hop",
            name="named_as",
            field=sources.texts.LineField(
                blank=True,
                help_text="How the source was named there, word for word. The publisher at the end may go unnamed.",
                max_length=500,
                verbose_name="named as",
            ),
        ),
    ]
