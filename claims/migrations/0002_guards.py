"""What the database itself refuses, under every path: update(), bulk writes, the shell, raw SQL.

Declared constraints say which histories exist. The triggers only refuse changes to what is append-only, and stamp
the ledger's own time.
"""

from django.db import migrations

LEDGER = ["claims_statuschange", "claims_edit", "claims_standing", "claims_correction", "claims_redaction"]

CONSTRAINTS = """
ALTER TABLE claims_statuschange
    ADD CONSTRAINT statuschange_is_a_permitted_move
        FOREIGN KEY (from_status, to_status, needs_second)
        REFERENCES claims_transition (from_status, to_status, needs_second),
    ADD CONSTRAINT statuschange_follows_its_predecessor
        FOREIGN KEY (previous_id, claim_id, from_status)
        REFERENCES claims_statuschange (id, claim_id, to_status);
ALTER TABLE claims_claim
    ADD CONSTRAINT claim_status_is_that_of_its_latest_change
        FOREIGN KEY (latest_change_id, id, status)
        REFERENCES claims_statuschange (id, claim_id, to_status);
-- The log has no gaps: every Record but the first refers to the one before it.
ALTER TABLE claims_record
    ADD COLUMN previous_index bigint GENERATED ALWAYS AS (CASE WHEN index = 0 THEN NULL ELSE index - 1 END) STORED,
    ADD CONSTRAINT record_follows_its_predecessor
        FOREIGN KEY (previous_index) REFERENCES claims_record (index),
    ADD CONSTRAINT record_index_counts_from_zero CHECK (index >= 0);
"""
DROP_CONSTRAINTS = """
ALTER TABLE claims_record
    DROP CONSTRAINT record_index_counts_from_zero,
    DROP CONSTRAINT record_follows_its_predecessor,
    DROP COLUMN previous_index;
ALTER TABLE claims_claim DROP CONSTRAINT claim_status_is_that_of_its_latest_change;
ALTER TABLE claims_statuschange
    DROP CONSTRAINT statuschange_follows_its_predecessor,
    DROP CONSTRAINT statuschange_is_a_permitted_move;
"""

FUNCTIONS = """
CREATE FUNCTION claims_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END $$;

CREATE FUNCTION claims_refuse_unredacted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM claims_redaction WHERE index = OLD.index) THEN
        RAISE EXCEPTION 'body % has no redaction that permits its removal', OLD.index
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN OLD;
END $$;

CREATE FUNCTION claims_refuse_public() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.status <> 'draft' THEN
        RAISE EXCEPTION 'claim % is public and cannot be deleted', OLD.public_id USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN OLD;
END $$;

-- The constraints say that a claim's status is that of one of its changes; this says that it is the newest one.
CREATE FUNCTION claims_refuse_going_back() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM claims_statuschange
        WHERE id = NEW.latest_change_id AND previous_id IS NOT DISTINCT FROM OLD.latest_change_id
    ) THEN
        RAISE EXCEPTION 'claim %: the new latest change does not follow the old one', OLD.public_id
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION claims_refuse_turning_back() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.next_index < OLD.next_index OR NEW.recorded_at < OLD.recorded_at
        OR (NEW.demonstration <> OLD.demonstration AND OLD.next_index > 0) THEN
        RAISE EXCEPTION 'the head of the log only moves forward' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

-- Only a log that was created as a demonstration may hold times of its own choosing.
CREATE FUNCTION claims_stamp() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM claims_loghead WHERE demonstration) THEN
        NEW.made_at := clock_timestamp();
    END IF;
    RETURN NEW;
END $$;
"""
DROP_FUNCTIONS = """
DROP FUNCTION claims_stamp();
DROP FUNCTION claims_refuse_turning_back();
DROP FUNCTION claims_refuse_going_back();
DROP FUNCTION claims_refuse_public();
DROP FUNCTION claims_refuse_unredacted();
DROP FUNCTION claims_refuse();
"""


def _append_only(table: str, events: str) -> tuple[str, str]:
    return (
        f"CREATE TRIGGER append_only BEFORE {events} ON {table} FOR EACH STATEMENT EXECUTE FUNCTION claims_refuse();",
        f"DROP TRIGGER append_only ON {table};",
    )


TRIGGERS = [
    *(_append_only(table, "UPDATE OR DELETE OR TRUNCATE") for table in [*LEDGER, "claims_record"]),
    _append_only("claims_body", "UPDATE OR TRUNCATE"),
    _append_only("claims_loghead", "DELETE OR TRUNCATE"),
    (
        "CREATE TRIGGER kept_unless_redacted BEFORE DELETE ON claims_body"
        " FOR EACH ROW EXECUTE FUNCTION claims_refuse_unredacted();",
        "DROP TRIGGER kept_unless_redacted ON claims_body;",
    ),
    (
        "CREATE TRIGGER kept_once_public BEFORE DELETE ON claims_claim"
        " FOR EACH ROW EXECUTE FUNCTION claims_refuse_public();",
        "DROP TRIGGER kept_once_public ON claims_claim;",
    ),
    (
        "CREATE TRIGGER follows_the_ledger BEFORE UPDATE ON claims_claim FOR EACH ROW"
        " WHEN (OLD.latest_change_id IS DISTINCT FROM NEW.latest_change_id)"
        " EXECUTE FUNCTION claims_refuse_going_back();",
        "DROP TRIGGER follows_the_ledger ON claims_claim;",
    ),
    (
        "CREATE TRIGGER moves_forward BEFORE UPDATE ON claims_loghead"
        " FOR EACH ROW EXECUTE FUNCTION claims_refuse_turning_back();",
        "DROP TRIGGER moves_forward ON claims_loghead;",
    ),
    *(
        (
            f"CREATE TRIGGER stamped BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION claims_stamp();",
            f"DROP TRIGGER stamped ON {table};",
        )
        for table in LEDGER
    ),
]


class Migration(migrations.Migration):
    dependencies = [("claims", "0001_claims")]

    operations = [
        migrations.RunSQL(CONSTRAINTS, DROP_CONSTRAINTS),
        migrations.RunSQL(FUNCTIONS, DROP_FUNCTIONS),
        *(migrations.RunSQL(create, drop) for create, drop in TRIGGERS),
    ]
