"""How much of one text is left in another."""

import re

_WORD = re.compile(r"\w+")
_MOST_WORDS = 20_000
_RUN = 3  # words: a run of three is hardly ever shared by chance


def likeness(good: str, met: str) -> float | None:
    """The share (0 to 1) of the runs of three words of `good` that `met` has too; None when `good` has no words."""
    ours = _runs(good)
    return len(ours & _runs(met)) / len(ours) if ours else None


def _runs(text: str) -> set[tuple[str, ...]]:
    words = [match.group() for match, _n in zip(_WORD.finditer(text.casefold()), range(_MOST_WORDS), strict=False)]
    length = min(_RUN, len(words))
    return {tuple(words[i : i + length]) for i in range(len(words) - length + 1)} if words else set()
