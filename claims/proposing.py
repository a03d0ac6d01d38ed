"""What the desk is offered of an article: figures and statements as plain rows, each with the sentence it stands in.

Rows are JSON, because an Intake keeps them: what an editor decided of "the third figure" must still be about it after
the rules of extraction have changed.
"""

import re
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from claims.choices import ClaimKind, Nature
from claims.extraction import UnknownLanguage, extract
from claims.extraction.conflicts import possible_conflicts
from claims.extraction.detecting import UNDETERMINED
from claims.extraction.proposals import Extraction, Figure, Hop, Statement
from claims.extraction.reading import Reading, read
from claims.extraction.sentences import sentences
from claims.extraction.speech import speech

MOST_PROPOSED = 120  # more than an editor decides in one sitting, and a page that still opens at once
_CONTEXT = 60  # characters before and after an excerpt: enough to find it again when the page changes
_TIED = re.compile(r"(\w{1,2})['’](?=\w)")
UNSURE = 0.5  # below this a field is shown as a guess
# A proposal that this one may be at odds with: its number, of whom this one speaks, and of whom the other.
Clash = tuple[int, str, str]


@dataclass(frozen=True)
class Row:
    """One proposal. `start` to `end` are the words it rests on, `from_` to `until` their sentence, in code points."""

    kind: str
    start: int
    end: int
    from_: int
    until: int
    words: str = ""
    qualifier: str = ""
    low: str = ""
    high: str = ""
    counted: str = ""
    counted_class: str = ""
    who: str = ""
    unit: str = ""
    place: str = ""
    as_of: str = ""
    chain: tuple[str, ...] = ()
    nature: str = Nature.CHECKABLE
    verb: str = ""
    quoted: bool = False
    takes_back: bool = False  # a denial, a deletion or a withdrawal of what others said
    concerns: tuple[int, ...] = ()  # the numbers of the proposals that it is about
    clashes: tuple[Clash, ...] = ()
    unsure: tuple[str, ...] = ()

    def excerpt(self, text: str) -> dict[str, str]:
        """The sentence as a W3C TextQuoteSelector, with the whole words that stand beside it."""
        return {
            "exact": text[self.from_ : self.until],
            "prefix": _before(text, self.from_),
            "suffix": _after(text, self.until),
        }


def _before(text: str, end: int) -> str:
    start = max(0, end - _CONTEXT)
    return " ".join(text[start:end].split()[_is_in_a_word(text, start) :])


def _after(text: str, start: int) -> str:
    end = start + _CONTEXT
    words = text[start:end].split()
    return " ".join(words[: len(words) - _is_in_a_word(text, end)])


def _is_in_a_word(text: str, place: int) -> bool:
    return 0 < place < len(text) and not text[place - 1].isspace() and not text[place].isspace()


def propose(text: str, lang: str = "", first: int = 0) -> tuple[str, list[dict[str, Any]]]:
    """The language of the text, and a row for each proposal in the order of the text, at most MOST_PROPOSED from the
    one numbered `first` on. What rows say of each other counts from there.

    Nothing is proposed in a language that extraction has no tables for. Raises ValidationError when none is given and
    none can be told.
    """
    try:
        found = extract(text, lang or None)
    except UnknownLanguage:
        return lang, []
    if found.lang == UNDETERMINED:
        raise ValidationError({"lang": _("The language cannot be told from the text: say which it is.")})
    reading = read(text, found.lang, sentences(text, found.lang))
    things: list[Figure | Statement] = [*found.figures, *found.statements]
    things = sorted(things, key=lambda thing: (thing.start, thing.end))[first : first + MOST_PROPOSED]
    numbers = {id(thing): number for number, thing in enumerate(things)}
    clashes = _conflicting(found, reading, numbers)
    made = [_row(text, found, thing, _around(reading, thing), numbers) for thing in things]
    return found.lang, [{**asdict(row), "clashes": clashes.get(number, [])} for number, row in enumerate(made)]


def rows(proposals: list[dict[str, Any]]) -> list[Row]:
    """The rows of an Intake as they were kept."""
    return [Row(**proposal) for proposal in proposals]


def _around(reading: Reading, thing: Figure | Statement) -> tuple[int, int]:
    """From the beginning of the sentence that it begins in, past a dateline, to the end of the one that it ends in."""
    inside = [span for span in reading.sentences if span.start < thing.end and thing.start < span.end]
    if not inside:
        return thing.start, thing.end
    begins = inside[0].start
    if begins < reading.dateline.end < inside[0].end:
        begins = reading.dateline.end
    return min(begins, thing.start), max(inside[-1].end, thing.end)


def _row(
    text: str, found: Extraction, thing: Figure | Statement, around: tuple[int, int], numbers: dict[int, int]
) -> Row:
    place: dict[str, Any] = {"start": thing.start, "end": thing.end, "from_": around[0], "until": around[1]}
    unsure = tuple(sorted(name for name, sure in thing.confidence.items() if sure < UNSURE))
    if isinstance(thing, Figure):
        return Row(
            kind=ClaimKind.FIGURE,
            **place,
            words=_words(text, thing),
            qualifier=thing.qualifier,
            low=_number(thing.low),
            high=_number(thing.high),
            counted=thing.counted or "",
            counted_class=thing.counted_class or "",
            who=thing.who or "",
            unit=thing.unit or "",
            place=thing.place or "",
            as_of=thing.as_of or "",
            chain=_chain(found.lang, thing.chain, thing.attribution, thing.attribution_via),
            unsure=unsure,
        )
    return Row(
        kind=ClaimKind.STATEMENT,
        **place,
        chain=_chain(found.lang, thing.chain, thing.speaker, thing.speaker_via),
        nature=thing.nature,
        verb=thing.verb_kind,
        quoted=thing.quoted,
        takes_back=thing.denies or thing.retracts,
        concerns=tuple(n for f in thing.concerned_figures if (n := numbers.get(id(found.figures[f]))) is not None),
        unsure=unsure,
    )


def _words(text: str, figure: Figure) -> str:
    """The qualifier and the number as they stand there, without the noun behind them."""
    end = figure.num_end if figure.start <= figure.num_start < figure.num_end else figure.end
    return " ".join(text[figure.start : end].split())


def _number(value: Decimal | None) -> str:
    return "" if value is None else f"{value.normalize():f}"


def _chain(lang: str, hops: tuple[Hop, ...], source: str | None, via: str | None) -> tuple[str, ...]:
    named = [hop.named_as for hop in hops] or [source or "", via or ""]
    tidy = (_name(lang, name) for name in named)
    return tuple(dict.fromkeys(name for name in tidy if name))


def _name(lang: str, named_as: str) -> str:
    """The name without the article before it, so that "das Ministerium" and "Ministerium" are one name to decide on."""
    words, rules = named_as.split(), speech(lang)
    while rules and len(words) > 1 and words[0].casefold() in rules["determiners"]:
        words.pop(0)
    return " ".join(words)


def readable_name(lang: str, named_as: str) -> str:
    """What a source is probably called, from how it is named: without the article, even one tied to it (l'Unicef)."""
    name, rules = _name(lang, named_as), speech(lang)
    tied = _TIED.match(name)
    if rules and tied and f"{tied[1].casefold()}'" in rules["determiners"]:
        name = name[tied.end() :]
    return name


def _conflicting(found: Extraction, reading: Reading, numbers: dict[int, int]) -> dict[int, list[Clash]]:
    """What each proposal may be at odds with, and of whom the two speak."""
    clashes: dict[int, list[Clash]] = {}
    for conflict in possible_conflicts(reading, found.statements):
        one, two = (numbers.get(id(found.statements[place])) for place in (conflict.first, conflict.second))
        if one is not None and two is not None:
            here, there = conflict.populations or ("", "")
            clashes.setdefault(one, []).append((two, here, there))
            clashes.setdefault(two, []).append((one, there, here))
    return clashes
