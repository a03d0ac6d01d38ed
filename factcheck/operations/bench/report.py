"""What a measurement says: a figure, the limit that it is held against, and whether it keeps it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """One row of the table. `limit` is a bound on `figure` in the same unit; None for what is only told."""

    what: str
    figure: float
    unit: str
    limit: float | None = None
    at_most: bool = False

    @property
    def verdict(self) -> str:
        if self.limit is None:
            return ""
        kept = self.figure <= self.limit if self.at_most else self.figure >= self.limit
        return "kept" if kept else "MISSED"

    @property
    def bound(self) -> str:
        if self.limit is None:
            return ""
        return f"{'at most' if self.at_most else 'at least'} {self.limit:g}"


def table(title: str, lines: list[Line]) -> str:
    """The lines as a plain table under their title."""
    width = max((len(line.what) for line in lines), default=0)
    rows = [
        f"  {line.what:<{width}}  {line.figure:>12,.2f} {line.unit:<12} {line.bound:<16} {line.verdict}".rstrip()
        for line in lines
    ]
    return "\n".join([title, *rows])
