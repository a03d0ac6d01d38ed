"""The only door through which a status changes. Each function is an editor's sentence.

All of them take `by=` and a reason, run in one transaction, and raise PermissionDenied (who may), Refused (whether
the state allows it) or Conflict (the claim changed since it was shown).
"""

from claims.workflow.draining import drain_state_changes, drain_text_changes
from claims.workflow.editing import (
    correct_record,
    editing,
    note_reply,
    note_standing,
    relate_claims,
    unrelate_claims,
)
from claims.workflow.errors import Conflict, Refused
from claims.workflow.merging import merge_claims, remove_claim, unmerge_claims
from claims.workflow.moving import (
    Decision,
    check_decision,
    check_move,
    corroborate_claim,
    dispute_claim,
    move_claim,
    publish_claim,
    refute_claim,
    reinstate_claim,
    retract_claim,
)
from claims.workflow.proposing import (
    approve,
    decline,
    end_hold_without_change,
    hold_claim,
    suggest_edit,
    take_over_edit,
)
from claims.workflow.publishing import editing_subject
from claims.workflow.receiving import answer_tip, link_tip, receive_tip
from claims.workflow.reviewing import announce_draft, close_item, release_item, take_item

__all__ = [
    "Conflict",
    "Decision",
    "Refused",
    "announce_draft",
    "answer_tip",
    "approve",
    "check_decision",
    "check_move",
    "close_item",
    "correct_record",
    "corroborate_claim",
    "decline",
    "dispute_claim",
    "drain_state_changes",
    "drain_text_changes",
    "editing",
    "editing_subject",
    "end_hold_without_change",
    "hold_claim",
    "link_tip",
    "merge_claims",
    "move_claim",
    "note_reply",
    "note_standing",
    "publish_claim",
    "receive_tip",
    "refute_claim",
    "reinstate_claim",
    "relate_claims",
    "release_item",
    "remove_claim",
    "retract_claim",
    "suggest_edit",
    "take_item",
    "take_over_edit",
    "unmerge_claims",
    "unrelate_claims",
]
