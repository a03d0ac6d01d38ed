from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('claims', '0019_captures_of_articles'),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='intake',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'open'), _negated=True), models.Q(models.Q(('text', ''), _negated=True), ('capture__isnull', False)), _connector='OR'), name='intake_open_has_a_text'),
        ),
        migrations.AddConstraint(
            model_name='intake',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'done'), _negated=True), models.Q(('capture__isnull', False), ('decisions', {}), ('proposals', []), ('text', '')), _connector='OR'), name='intake_done_leaves_its_text_to_the_capture'),
        ),
        migrations.AddConstraint(
            model_name='intake',
            constraint=models.UniqueConstraint(fields=('capture', 'first'), name='intake_part_once'),
        ),
    ]
