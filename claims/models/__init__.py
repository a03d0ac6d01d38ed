from claims.models.attributions import Attribution, Hop, Standing
from claims.models.claims import Claim
from claims.models.imports import Import, ImportMade, ImportParcel, ImportPart, ImportRow
from claims.models.intake import Intake
from claims.models.ledger import Edit, Hold, Proposal, StatusChange, Transition
from claims.models.meanings import Meaning
from claims.models.notices import Correction, Note, Reply, ReviewItem, Tip
from claims.models.record import Body, Listing, LogHead, Mention, Record, Redaction
from claims.models.relations import Evidence, Relation
from claims.models.topics import Measure, Topic

__all__ = [
    "Attribution",
    "Body",
    "Claim",
    "Correction",
    "Edit",
    "Evidence",
    "Hold",
    "Hop",
    "Import",
    "ImportMade",
    "ImportParcel",
    "ImportPart",
    "ImportRow",
    "Intake",
    "Listing",
    "LogHead",
    "Meaning",
    "Measure",
    "Mention",
    "Note",
    "Proposal",
    "Record",
    "Redaction",
    "Relation",
    "Reply",
    "ReviewItem",
    "Standing",
    "StatusChange",
    "Tip",
    "Topic",
    "Transition",
]
