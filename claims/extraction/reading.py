"""A text as it is read for whom it names: sentences, quotations and cues, each found once."""

from dataclasses import dataclass, field
from functools import cached_property

from claims.extraction.cue import Cue
from claims.extraction.cues import cues
from claims.extraction.dateline import Dateline, dateline
from claims.extraction.line import Line
from claims.extraction.proposals import Span
from claims.extraction.sentences import Sentence, clauses, quotations, sentences
from claims.extraction.speech import Speech, speech
from claims.extraction.words import words

_LONG_SPEECH = 60  # characters of a quotation that begins in the middle of a sentence
_SHORTEST_SPEECH = 5  # characters
_SCARE_QUOTES = 25  # characters: shorter quotations are words held at a distance, not somebody's speech


@dataclass(slots=True)
class Voice:
    """A source as found: who, through whom, by which words, and how sure."""

    source: Span
    by: str
    kind: str
    via: Span | None = None
    anaphoric: bool = False


@dataclass(frozen=True)
class Reading:
    """A text as it is read for attributions: its sentences, quotations, and the cues of each sentence, found once."""

    text: str
    language: str
    sentences: tuple[Sentence, ...]
    _lines: dict[int, Line] = field(default_factory=dict)
    _cues: dict[int, list[Cue]] = field(default_factory=dict)
    _clauses: dict[int, tuple[Span, ...]] = field(default_factory=dict)
    carried: dict[int, Voice | None] = field(default_factory=dict)
    told_around: dict[int, Voice | None] = field(default_factory=dict)

    @cached_property
    def speech(self) -> Speech | None:
        return speech(self.language)

    @cached_property
    def dateline(self) -> Dateline:
        return dateline(self.text, self.speech) if self.speech else Dateline(0)

    @cached_property
    def all_quotations(self) -> tuple[Span, ...]:
        return quotations(self.text)

    @cached_property
    def quotations(self) -> tuple[Span, ...]:
        """Those that are somebody's speech."""
        return tuple(found for found in self.all_quotations if _is_speech(self.text, found))

    def line(self, index: int) -> Line:
        if index not in self._lines:
            assert self.speech is not None
            sentence = self.sentences[index]
            self._lines[index] = Line(words(self.text, sentence.start, sentence.end), self.speech)
        return self._lines[index]

    def cues(self, index: int) -> list[Cue]:
        if index not in self._cues:
            self._cues[index] = cues(self.line(index))
        return self._cues[index]

    def clauses(self, index: int) -> tuple[Span, ...]:
        if index not in self._clauses:
            self._clauses[index] = clauses(self.text, self.sentences[index])
        return self._clauses[index]


def _is_speech(text: str, quotation: Span) -> bool:
    """Whether somebody's sentence is quoted, not a name or a few words held at a distance."""
    inner = text[quotation.start + 1 : quotation.end - 1].strip()
    led = text[max(0, quotation.start - 3) : quotation.start].rstrip()
    goes_on = led.endswith(",") and inner[:1].islower() and len(inner) < _LONG_SPEECH
    if goes_on or (led and led[-1].isalnum()):
        return False
    is_sentence = led.endswith(":") or inner.endswith((".", "!", "?", ","))
    return len(inner) > (_SHORTEST_SPEECH if is_sentence else _SCARE_QUOTES)


def read(text: str, language: str, found: tuple[Sentence, ...] | None = None) -> Reading:
    """A reading of the text; `found` are its sentences where they are known already."""
    return Reading(text, language, sentences(text, language) if found is None else found)
