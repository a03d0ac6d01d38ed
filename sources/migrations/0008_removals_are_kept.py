"""Who removed what, and on which ground, is neither changed nor deleted, under any path."""

from django.db import migrations

GUARD = """
CREATE FUNCTION sources_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON sources_removal
    FOR EACH STATEMENT EXECUTE FUNCTION sources_refuse();
"""
DROP_GUARD = """
DROP TRIGGER append_only ON sources_removal;
DROP FUNCTION sources_refuse();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("sources", "0007_removals"),
    ]

    operations = [migrations.RunSQL(GUARD, DROP_GUARD)]
