"""Why the workflow did not do what was asked, in a sentence that a person can read."""

from typing import Any

from django.core.exceptions import ValidationError


class Refused(ValidationError):
    """The state of the claim does not allow it. `field` names the field of a form that could mend it."""

    def __init__(self, sentence: Any, field: str | None = None) -> None:
        super().__init__({field: sentence} if field else sentence)
        self.field = field

    @property
    def sentence(self) -> str:
        return " ".join(self.messages)


class Conflict(Exception):
    """Somebody else changed the claim since this version of it was shown."""

    def __init__(self, seen: int, current: int) -> None:
        super().__init__(f"version {seen} was shown, version {current} is current")
        self.seen = seen
        self.current = current
