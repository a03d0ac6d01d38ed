"""What a denial, a deletion or a withdrawal is about: chosen among all that the article says beside it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _l

from claims.proposing import Row

_SHOWN = 70  # characters: enough to know a statement again


@dataclass(frozen=True)
class Aim:
    """A proposal that another one may be about."""

    number: int
    words: str
    is_chosen: bool = False


def aims_of(rows: Sequence[Row], text: str) -> list[Aim]:
    """Every proposal of an article by its own words."""
    own = (" ".join(text[row.start : row.end].split()) for row in rows)
    return [Aim(number, Truncator(words).chars(_SHOWN)) for number, words in enumerate(own)]


class AboutField(forms.TypedMultipleChoiceField):
    """The numbers of proposals."""

    def __init__(self, aims: Sequence[Aim], initial: Sequence[int]) -> None:
        choices = [(aim.number, aim.words) for aim in aims]
        super().__init__(required=False, label=_l("This is about:"), choices=choices, coerce=int, initial=list(initial))
