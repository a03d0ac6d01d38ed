"""What the database itself refuses of times, loose steps, and rewriting what waits or names a thing."""

from django.db import migrations

CONSTRAINTS = """
ALTER TABLE claims_record ADD CONSTRAINT record_digest_is_whole CHECK (octet_length(digest) = 32);
ALTER TABLE claims_body ADD CONSTRAINT body_salt_is_whole CHECK (octet_length(salt) = 16);
-- The head moves only with the Records that it counts: without them, nobody could append after it.
ALTER TABLE claims_loghead
    ADD COLUMN last_index bigint GENERATED ALWAYS AS (CASE WHEN next_index = 0 THEN NULL ELSE next_index - 1 END) STORED,
    ADD CONSTRAINT loghead_counts_records
        FOREIGN KEY (last_index) REFERENCES claims_record (index) DEFERRABLE INITIALLY DEFERRED;
"""
DROP_CONSTRAINTS = """
ALTER TABLE claims_loghead DROP CONSTRAINT loghead_counts_records, DROP COLUMN last_index;
ALTER TABLE claims_body DROP CONSTRAINT body_salt_is_whole;
ALTER TABLE claims_record DROP CONSTRAINT record_digest_is_whole;
"""

# A real log is stamped by the database's own clock, and never runs backwards when that is put back. A demonstration
# retells the past: it may choose its times, in order, up to now.
HEAD = """
CREATE FUNCTION claims_stamp_head() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.demonstration THEN
        IF NEW.recorded_at > clock_timestamp() AND NEW.recorded_at IS DISTINCT FROM OLD.recorded_at THEN
            RAISE EXCEPTION 'nothing is recorded in the future' USING ERRCODE = 'restrict_violation';
        END IF;
    ELSIF NEW.next_index > OLD.next_index THEN
        NEW.recorded_at := greatest(OLD.recorded_at, clock_timestamp());
    ELSIF NEW.recorded_at IS DISTINCT FROM OLD.recorded_at THEN
        RAISE EXCEPTION 'the time of the log moves with its Records only' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER stamped BEFORE UPDATE ON claims_loghead FOR EACH ROW EXECUTE FUNCTION claims_stamp_head();
"""
DROP_HEAD = """
DROP TRIGGER stamped ON claims_loghead;
DROP FUNCTION claims_stamp_head();
"""

# Whoever appends has moved the head first, and holds its lock; what was added has the head's time.
RECORD = """
CREATE FUNCTION claims_refuse_another_time() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM added, claims_loghead head
        WHERE added.index >= head.next_index OR added.recorded_at IS DISTINCT FROM head.recorded_at
    ) THEN
        RAISE EXCEPTION 'a Record has its place and its time from the head of the log'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER follows_the_head AFTER INSERT ON claims_record REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION claims_refuse_another_time();
"""
DROP_RECORD = """
DROP TRIGGER follows_the_head ON claims_record;
DROP FUNCTION claims_refuse_another_time();
"""

# A step that nothing follows would keep every other step from following its predecessor, for good.
STEP = """
CREATE FUNCTION claims_refuse_a_loose_step() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM claims_claim WHERE latest_change_id = NEW.id)
        AND NOT EXISTS (SELECT FROM claims_statuschange WHERE previous_id = NEW.id) THEN
        RAISE EXCEPTION 'step % does not move its claim', NEW.id USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER moves_its_claim AFTER INSERT ON claims_statuschange DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION claims_refuse_a_loose_step();
"""
DROP_STEP = """
DROP TRIGGER moves_its_claim ON claims_statuschange;
DROP FUNCTION claims_refuse_a_loose_step();
"""

STANDING = """
CREATE FUNCTION claims_refuse_another_standing() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    attribution bigint;
BEGIN
    IF TG_TABLE_NAME = 'claims_standing' THEN
        attribution := NEW.attribution_id;
    ELSE
        attribution := NEW.id;
    END IF;
    IF EXISTS (
        SELECT FROM claims_attribution a
        WHERE a.id = attribution AND a.standing <> coalesce((
            SELECT s.code FROM claims_standing s WHERE s.attribution_id = a.id
            ORDER BY s.happened_at DESC, s.id DESC LIMIT 1
        ), 'stands')
    ) THEN
        RAISE EXCEPTION 'attribution %: its standing is not the latest that was noted', attribution
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER is_shown AFTER INSERT ON claims_standing DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION claims_refuse_another_standing();
CREATE CONSTRAINT TRIGGER was_noted AFTER UPDATE ON claims_attribution DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (OLD.standing <> NEW.standing) EXECUTE FUNCTION claims_refuse_another_standing();
CREATE CONSTRAINT TRIGGER was_noted_first AFTER INSERT ON claims_attribution DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.standing <> 'stands') EXECUTE FUNCTION claims_refuse_another_standing();
"""
DROP_STANDING = """
DROP TRIGGER was_noted_first ON claims_attribution;
DROP TRIGGER was_noted ON claims_attribution;
DROP TRIGGER is_shown ON claims_standing;
DROP FUNCTION claims_refuse_another_standing();
"""


def _kept(table: str, name: str, columns: str, when: str = "true") -> tuple[str, str]:
    """A trigger that refuses to change these columns of a row, once `when` holds of it."""
    old, new = (", ".join(f"{row}.{column}" for column in columns.split()) for row in ("OLD", "NEW"))
    return (
        f"CREATE TRIGGER {name} BEFORE UPDATE ON {table} FOR EACH ROW"
        f" WHEN ({when} AND ROW({old}) IS DISTINCT FROM ROW({new})) EXECUTE FUNCTION claims_refuse_rewriting();",
        f"DROP TRIGGER {name} ON {table};",
    )


def _never_deleted(table: str) -> tuple[str, str]:
    return (
        f"CREATE TRIGGER never_deleted BEFORE DELETE OR TRUNCATE ON {table}"
        " FOR EACH STATEMENT EXECUTE FUNCTION claims_refuse();",
        f"DROP TRIGGER never_deleted ON {table};",
    )


REWRITING = """
CREATE FUNCTION claims_refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% %: this stays as it is (%)', TG_TABLE_NAME, OLD.id, TG_NAME
        USING ERRCODE = 'restrict_violation';
END $$;
"""
_PROPOSED = "claim_id kind to_status reason_code attributed_to_id changes reason made_by_id made_at"
KEPT = [
    # Who proposed what decides who may approve it.
    _kept("claims_proposal", "stays_as_proposed", _PROPOSED),
    _kept("claims_proposal", "stays_decided", "outcome decided_by_id decided_at decision_note", "OLD.outcome <> 'open'"),
    _kept("claims_hold", "stays_as_made", "claim_id reported_at reason made_by_id made_at"),
    _kept("claims_hold", "stays_ended", "ended_at ended_by_id", "OLD.ended_at IS NOT NULL"),
    _never_deleted("claims_proposal"),
    _never_deleted("claims_hold"),
    # Ids are for ever: partners keep them.
    *(
        _kept(f"claims_{table}", "keeps_its_id", "public_id")
        for table in ("claim", "attribution", "topic", "measure")
    ),
]


class Migration(migrations.Migration):
    dependencies = [("claims", "0011_why_and_when")]

    operations = [
        migrations.RunSQL(CONSTRAINTS, DROP_CONSTRAINTS),
        migrations.RunSQL(HEAD, DROP_HEAD),
        migrations.RunSQL(RECORD, DROP_RECORD),
        migrations.RunSQL(STEP, DROP_STEP),
        migrations.RunSQL(STANDING, DROP_STANDING),
        migrations.RunSQL(REWRITING, "DROP FUNCTION claims_refuse_rewriting();"),
        *(migrations.RunSQL(create, drop) for create, drop in KEPT),
    ]
