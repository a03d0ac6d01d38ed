"""What the database itself refuses of merging and removing claims, under every path."""

from django.db import migrations

CONSTRAINTS = """
ALTER TABLE claims_claim
    ADD COLUMN is_merged boolean GENERATED ALWAYS AS (merged_into_id IS NOT NULL) STORED,
    ADD COLUMN target_is_merged boolean
        GENERATED ALWAYS AS (CASE WHEN merged_into_id IS NULL THEN NULL ELSE false END) STORED,
    ADD COLUMN ending_change varchar(20) GENERATED ALWAYS AS (
        CASE WHEN ending_id IS NULL THEN NULL WHEN merged_into_id IS NULL THEN 'removed' ELSE 'merged' END
    ) STORED;
ALTER TABLE claims_claim
    ADD CONSTRAINT claim_and_its_target UNIQUE (id, merged_into_id),
    ADD CONSTRAINT claim_and_whether_merged UNIQUE (id, is_merged),
    -- One step leads to the claim that is tracked: what others were merged into is not itself merged.
    ADD CONSTRAINT claim_target_is_not_merged
        FOREIGN KEY (merged_into_id, target_is_merged) REFERENCES claims_claim (id, is_merged),
    ADD CONSTRAINT claim_ending_is_its_own_act
        FOREIGN KEY (ending_id, public_id, ending_change) REFERENCES claims_edit (id, subject, change);
-- What came with a merged claim stays with the other one for as long as they are merged, and no longer.
ALTER TABLE claims_attribution
    ADD CONSTRAINT attribution_is_where_its_claim_was_merged
        FOREIGN KEY (merged_from_id, claim_id) REFERENCES claims_claim (id, merged_into_id);
ALTER TABLE claims_evidence
    ADD CONSTRAINT evidence_is_where_its_claim_was_merged
        FOREIGN KEY (merged_from_id, claim_id) REFERENCES claims_claim (id, merged_into_id);
"""
DROP_CONSTRAINTS = """
ALTER TABLE claims_evidence DROP CONSTRAINT evidence_is_where_its_claim_was_merged;
ALTER TABLE claims_attribution DROP CONSTRAINT attribution_is_where_its_claim_was_merged;
ALTER TABLE claims_claim
    DROP CONSTRAINT claim_ending_is_its_own_act,
    DROP CONSTRAINT claim_target_is_not_merged,
    DROP CONSTRAINT claim_and_whether_merged,
    DROP CONSTRAINT claim_and_its_target;
ALTER TABLE claims_claim
    DROP COLUMN ending_change,
    DROP COLUMN target_is_merged,
    DROP COLUMN is_merged;
"""

FUNCTIONS = """
-- A removal is for good; a merge ends by an act of the ledger that came after it; meanwhile no status changes.
CREATE FUNCTION claims_refuse_after_the_end() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.ending_id IS NOT DISTINCT FROM OLD.ending_id THEN
        IF NEW.latest_change_id IS DISTINCT FROM OLD.latest_change_id THEN
            RAISE EXCEPTION 'claim % is merged or removed: its status stays', OLD.public_id
                USING ERRCODE = 'restrict_violation';
        END IF;
    ELSIF NEW.ending_id IS NOT NULL OR OLD.merged_into_id IS NULL OR NOT EXISTS (
        SELECT FROM claims_edit WHERE subject = OLD.public_id AND change = 'unmerged' AND id > OLD.ending_id
    ) THEN
        RAISE EXCEPTION 'claim %: no act of the ledger brings it back', OLD.public_id
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
"""
TRIGGER = """
CREATE TRIGGER stays_ended BEFORE UPDATE ON claims_claim FOR EACH ROW
    WHEN (OLD.ending_id IS NOT NULL) EXECUTE FUNCTION claims_refuse_after_the_end();
"""


class Migration(migrations.Migration):
    dependencies = [("claims", "0005_merging")]

    operations = [
        migrations.RunSQL(CONSTRAINTS, DROP_CONSTRAINTS),
        migrations.RunSQL(FUNCTIONS, "DROP FUNCTION claims_refuse_after_the_end();"),
        migrations.RunSQL(TRIGGER, "DROP TRIGGER stays_ended ON claims_claim;"),
    ]
