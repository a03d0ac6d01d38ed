"""The rows that the program cannot work without: permitted moves, the head of the log, the groups of the desk."""

from typing import Any

from django.db import migrations

from claims.choices import MOVES
from claims.permissions import GROUPS

# The permitted moves are fixed by migrations alone: each change of the table in claims.choices brings one like this.
GUARD = (
    "CREATE TRIGGER append_only BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON claims_transition"
    " FOR EACH STATEMENT EXECUTE FUNCTION claims_refuse();"
)


def fill(apps: Any, _schema: Any) -> None:
    transition = apps.get_model("claims", "Transition")
    transition.objects.bulk_create(
        transition(from_status=m.from_status, to_status=m.to_status, needs_second=m.needs_second) for m in MOVES
    )
    apps.get_model("claims", "LogHead").objects.create(id=1)
    group = apps.get_model("auth", "Group")
    group.objects.bulk_create([group(name=name) for name in GROUPS], ignore_conflicts=True)


class Migration(migrations.Migration):
    dependencies = [("claims", "0002_guards"), ("auth", "0012_alter_user_first_name_max_length")]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RunSQL(GUARD, "DROP TRIGGER append_only ON claims_transition;"),
    ]
