"""Who a sentence is about that says nothing of who speaks: the name at its head."""

from claims.extraction.cue import span_of
from claims.extraction.line import Line, Name
from claims.extraction.names_after import name_after, past_asides
from claims.extraction.proposals import Span
from claims.extraction.speech import Speech
from claims.extraction.tokens import fold


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


def head_name(line: Line) -> Span | None:
    """ "However, [Unison] put it lower, saying …": the capitals at the head of a sentence whose verb nothing marks."""
    if line.speech.subjects_follow or not line.texts:
        return None
    first = past_asides(line, 0)
    first += first > 0 and line.is_mark(first) and line.texts[first] == ","
    end = first + line.has("determiners", first)
    while end < len(line.texts) and line.is_capital(end) and not line.is_mark(end) and not line.has("stops", end):
        end += 1
    named = end - first > line.has("determiners", first) and not line.has("prepositions", first)
    return span_of(line, Name(first, end)) if named and not line.is_time(first) else None


def _head_end(line: Line, name: Name, speaker: int) -> int:
    """Where the name ends whose verb nothing marks: "The police | got a tip", "Mayor Amy Roe of Hull | spoke"."""
    end = speaker + 1
    while end < name.end and (line.is_capital(end) or (line.has("links", end) and line.is_capital(end + 1))):
        end += 1
    return end


def pronoun_at(line: Line, place: int) -> str:
    """The pronoun there, without the verb that it hangs on: "a-t-il"."""
    return line.lows[place].rpartition("-")[2]


def may_mean(speech: Speech, pronoun: str, named: str) -> bool:
    """Whether a pronoun may stand for what is named so: for French, by the article ("il" is no "la police")."""
    if pronoun in speech["single"]:
        return is_person(speech, named)
    article = fold(named).replace("’", "'").partition(" ")[0].partition("'")
    return article[0] + article[1] not in speech[f"{pronoun}_not"]


def is_person(speech: Speech, named: str) -> bool:
    """Whether "he" or "she" can mean what is named so: no ministry, no report, and not several people."""
    words = fold(named).replace("’", "'").split()
    head = next((place for place, word in enumerate(words) if place and word in speech["links"]), len(words))
    last = words[head - 1].rstrip(",") if words else ""
    plural = last.endswith("s") and not last.endswith(("'s", "ss")) and named.split()[head - 1][:1].islower()
    return not plural and not any(last in speech[name] for name in ("bodies", "data", "papers", "writings"))


def giver_at_head(line: Line) -> Span | None:
    """ "Eine Mitteilung [der Polizei] klingt anders. Demnach …": whose paper the sentence begins with."""
    name = name_after(line, 0)
    if not name or name.pronoun:
        return None
    named = range(name.first, name.end - 1)
    papers = (place for place in named if line.has("data", place) or line.has("papers", place))
    paper = next((place for place in papers if line.has("genitive", place + 1)), None)
    return None if paper is None else span_of(line, Name(paper + 1, name.end))
