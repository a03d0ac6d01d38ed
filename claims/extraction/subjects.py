"""Who a sentence is about that says nothing of who speaks: the name at its head."""

from claims.extraction.cue import span_of
from claims.extraction.line import Line, Name
from claims.extraction.names_after import name_after
from claims.extraction.proposals import Span


def subject_of(line: Line) -> Span | None:
    """The name at the head of a sentence, where it is somebody's who speaks."""
    name = name_after(line, 0) if line.texts else None
    if not name or name.pronoun:
        return None
    speakers = [place for place in range(name.first, name.end) if line.has("speakers", place)]
    if not speakers:
        return None
    end = name.end if line.speech.subjects_follow else _head_end(line, name, speakers[-1])
    return span_of(line, Name(name.first, end))


def _head_end(line: Line, name: Name, speaker: int) -> int:
    """Where the name ends whose verb nothing marks: "The police | got a tip", "Mayor Amy Roe of Hull | spoke"."""
    end = speaker + 1
    while end < name.end and (line.is_capital(end) or (line.has("links", end) and line.is_capital(end + 1))):
        end += 1
    return end
