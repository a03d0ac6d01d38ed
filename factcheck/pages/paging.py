"""Lists that go on: by the index of the last thing shown, so that nothing is skipped or seen twice while we publish."""

from collections.abc import Sequence
from typing import Protocol, TypeVar

from django.http import Http404

ON_A_PAGE = 30
_LARGEST = 2**63 - 1


class _Indexed(Protocol):
    @property
    def index(self) -> int: ...


Row = TypeVar("Row", bound=_Indexed)


def cursor(written: str | None) -> int | None:
    """The index below which a list goes on, as it stands in an address; None for the first page."""
    if not written:
        return None
    if not (written.isascii() and written.isdigit()) or len(written) > 19 or int(written) > _LARGEST:
        raise Http404
    return int(written)


def cut(rows: Sequence[Row], limit: int = ON_A_PAGE) -> tuple[Sequence[Row], int | None]:
    """The rows of this page, and where the next goes on, out of rows that were read with one more than `limit`."""
    return rows[:limit], rows[limit - 1].index if len(rows) > limit else None
