"""Forms of verbs of speaking by which nobody says anything: "called up reserves", "added 300 jobs"."""

from claims.extraction.currencies import MARKS
from claims.extraction.line import Line, Name


def is_no_speech(line: Line, place: int) -> bool:
    """Whether what stands around a form that could be a verb of speaking says that it is none."""
    return (
        line.phrase("no_verb", place) > 0
        or _is_infinitive(line, place)
        or _is_plural(line, place)
        or line.has("than", place - 1)
        or (line.has("gains", place) and _amount_follows(line, place + 1))
    )


def _is_infinitive(line: Line, place: int) -> bool:
    """ "prompted authorities [to declare] a disaster"."""
    return not line.speech.subjects_follow and line.has("infinitive", place - 1)


def _is_plural(line: Line, place: int) -> bool:
    """ "have filed [claims]": no form behind an auxiliary ends so."""
    low, near = line.lows[place], range(max(0, place - 3), place)
    return not line.speech.subjects_follow and low.endswith("s") and any(line.has("auxiliaries", at) for at in near)


def _amount_follows(line: Line, place: int) -> bool:
    """ "added [another 300] jobs", "posted [$5m]"; "added that" says something."""
    for at in range(place, place + 3):
        if line.is_number(at) or (at < len(line.texts) and line.texts[at] in MARKS):
            return True
        if line.has("that", at) or not (line.has("hedges", at) or line.has("determiners", at)):
            break
    return False


def is_no_speaker(line: Line, name: Name) -> bool:
    """ "According to pictures | posted", "citing a colonel, | said": the words before are of another phrase."""
    counted = line.has("many", name.first) or line.is_number(name.first)
    alone = name.end - name.first == 1 and counted  # "[ten] alleged dealers", "by [124] reports"
    alone = alone or (counted and not _are_people(line, name))  # "with [two deaths] reported in May"
    of_others = line.has("genitive", name.first) and not line.speech.subjects_follow  # "57 % [of the ballots] tallied"
    return line.has("relay", name.first) or bool(line.phrase("before", name.first)) or alone or of_others


def _are_people(line: Line, name: Name) -> bool:
    kinds = ("speakers", "persons", "media", "papers")
    inside = range(name.first, name.end)
    return line.speech.subjects_follow or any(line.has(kind, place) for place in inside for kind in kinds)


def is_participle(line: Line, place: int, kind: str) -> bool:
    """ "with all precincts counted,": what nothing follows tells what was done, not who counted."""
    form = line.lows[place].endswith("ed") or line.has("bases", place)  # "the official murder count, at 320"
    ends = line.is_mark(place + 1) and place + 1 < len(line.texts) and line.texts[place + 1] != ":"
    bare = form and ends and not line.is_mark(place - 1)
    return kind == "counts" and bare and not line.speech.subjects_follow


def disagrees(line: Line, name: Name, place: int) -> bool:
    """Whether the form is a noun by its number: "two separate drug finds", "creditors claims", "a new daily record"."""
    if line.has("bases", place):
        return line.has("singles", name.first) or (line.has("noun_forms", place) and _is_singular(line, name))
    if line.speech.subjects_follow or not line.lows[place].endswith("s"):
        return False
    if line.lows[name.first].endswith("ing") and line.has("noun_forms", place):
        return True  # "after landing aircraft [orders]"
    head = _head(line, name)
    if line.has("noun_forms", place) and line.lows[head].endswith("ed"):
        return True  # "The completed [projects] include"
    plural = line.lows[head].endswith("s") and not line.lows[head].endswith(("ss", "us", "is", "'s"))
    return line.has("many", name.first) or (plural and (not line.is_capital(head) or _is_opening(line, name, head)))


def _is_opening(line: Line, name: Name, head: int) -> bool:
    """ "Arrests in Lagos [states]": a capital only because the sentence begins there."""
    return head == 0 and name.end > 1 and line.has("links", 1)


def _head(line: Line, name: Name) -> int:
    ends = (at for at in range(name.first + 1, name.end) if line.has("links", at) or line.has("told_by", at))
    return next(ends, name.end) - 1


def _is_singular(line: Line, name: Name) -> bool:
    """ "crews in Washington [state]", "the charity [count]": a form that is a noun too is one there."""
    head = _head(line, name)
    if head < name.end - 1 and line.is_capital(name.end - 1):
        return True
    plural = line.lows[head].endswith("s") and not line.lows[head].endswith(("ss", "us", "is"))
    return not (name.pronoun or plural or line.has("plurals", head))


def is_evidence(line: Line, name: Name) -> bool:
    """ "citing satellite images", "citing a cap under the law": what is shown or followed, and nobody who said it."""
    if line.speech.nouns_are_capitals or line.speech.names_are_inflected:
        return any(line.has("evidence", place) for place in range(name.first, name.end))
    behind = range(name.first + line.has("determiners", name.first), name.end)
    links = (place for place in behind if line.has("links", place) or line.has("prepositions", place))
    end = next(links, name.end)
    first = name.first if line.speech.adjectives_follow else end - 1
    return any(line.has("evidence", place) for place in range(first, end))


def is_nobody(line: Line, name: Name) -> bool:
    """ "citing funding gaps": without a capital, an article, and a word for who says things, or for a paper."""
    inside = range(name.first, name.end)
    named = line.has("determiners", name.first) or any(line.is_capital(place) for place in inside)
    if line.speech.subjects_follow or named:
        return False
    kinds = ("speakers", "papers", "writings", "data", "media", "persons")
    return not any(line.has(kind, place) for place in inside for kind in kinds)
