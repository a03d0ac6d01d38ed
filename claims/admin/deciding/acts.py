"""The one table of what the decision page does. Menus, buttons and addresses are drawn from it."""

from claims.admin.deciding.act import Act
from claims.admin.deciding.at_once import EndHold, Hold, NoteStanding
from claims.admin.deciding.endings import Merge, Remove, Unmerge
from claims.admin.deciding.proposals import Approve, Decline
from claims.admin.deciding.records import CorrectRecord, NoteReport
from claims.admin.deciding.statuses import Publish, marks

# In the order in which menus show them: what is urgent first.
ACTS: dict[str, Act] = {
    act.code: act
    for act in (
        Hold(),
        EndHold(),
        NoteStanding(),
        *marks(),
        Publish(),
        CorrectRecord(),
        NoteReport(),
        Merge(),
        Unmerge(),
        Remove(),
        Approve(),
        Decline(),
    )
}
