"""Cues with a verb of speaking: which form it is, who its subject is, and on which side of it stands what was said."""

from claims.extraction.cue import Cue, is_back, is_medium, make_cue
from claims.extraction.data_givers import is_empty
from claims.extraction.inflected import as_subject, ends_clause, is_impersonal, is_place, past_scenes, speaker_behind
from claims.extraction.line import LONGEST_NAME, Line, Name
from claims.extraction.listeners import medium_told, past_listener
from claims.extraction.names_after import may_begin, name_after, past_asides, with_apposition, with_role
from claims.extraction.names_before import before_which, is_preceded, name_before
from claims.extraction.speech import Speech
from claims.extraction.unspoken import disagrees, is_no_speaker, is_no_speech, is_participle
from claims.extraction.verb_forms import clause_opening, governed, is_negated, verb_at

_VERB_REACH = 20  # words within which a verb's second part follows, or its auxiliary stands before it
_DEED_REACH = 8  # words from "revendiqué" to "attentat"
_QUOTATION_ENDS = '“”"»«’‘'
_SHORTEST_CONTENT = 3  # words before "X said" that can be what X said
_INFINITIVES = ("er", "ir", "oir", "re")  # of French
_LONGEST_SCENE = 10  # words of "in a post on its website" behind "X said"


def may_speak(speech: Speech, word: str) -> bool:
    return bool(speech.verbs_of(speech.stem_of(word)))


def verb_cue(line: Line, place: int) -> tuple[Cue, int] | None:
    if not line.is_word(place):
        return None
    found = verb_at(line, place)
    if not found:
        return None
    verb, head, last = found
    if is_negated(line, head, last) or is_no_speech(line, place) or is_participle(line, place, verb.kind):
        return None
    name, postposed = subject(line, head, last)
    if name and line.phrase("anaphors", name.first) == name.end - name.first:
        name.pronoun = True
    if name and name.pronoun and line.has("nobody", name.end - 1):
        name = _place_told(line, last)  # "a-t-on indiqué à la préfecture"
        if not name:
            return None
    if verb.kind == "counts" and ((name and is_place(line, name)) or line.has("reflexive", head - 1)):
        return None  # "des manifestants [se revendiquant] de la gauche"
    if verb.kind == "counts" and last == place and _is_count(line, place):
        return None
    if line.has("only_reflexive", place) and not line.has("reflexive", place - 1):
        return None
    if line.has("own_doings", place) and line.has("reflexive", head - 1):
        return None
    opens = last + 1 < len(line.texts) and line.texts[last + 1] == ":"  # "Le gouverneur tempère : …"
    spoken = opens or (postposed and _is_behind_speech(line, head))
    if verb.kind == "utters" and not spoken and not _reports(line, head):
        return None
    if not name and not _continues(line, head):
        return None
    if name and name.end > head and name.first <= last < name.end:
        return None
    if verb.kind == "counts" and (_claims_deed(line, last) or (name and _is_ground(line, name))):
        return None
    if name and not name.pronoun and line.speech.adjectives_follow and is_empty(line, name):
        return None  # "Le dernier, daté de mercredi, annonçait …"
    if name and (_is_mute(line, name) or _is_quoted_self(line, name)):
        return None
    if name and (is_no_speaker(line, name) or disagrees(line, name, place)):
        return None
    if name and _is_own_paper(line, name):
        name = None  # "a spokesperson said its own survey showed …"
    if verb.kind == "shows" and not (name and (_is_written(line, name) or line.has("that", last + 1))):
        return None
    clause = name is not None and (_is_relative(line, name) or _is_related(line, name, last))
    cue = make_cue(line, verb.kind, head, head + 1, name, before=postposed or clause, after=not clause)
    back, comparing = is_back(line, head), _compares(line, head, last)
    behind = cue.behind if line.speech.nouns_are_capitals else max(cue.behind, last + 1 if last - head <= 2 else 0)
    if name and line.has("that", name.first - 1) and line.has("these", name.first - 2) and not back:
        cue.before = False  # "révéler ce que les syndicats répétaient"
    cue.before, cue.is_back, cue.is_as = cue.before or back or comparing, back, comparing
    cue.told, cue.last, cue.behind = medium_told(line, head, name), last, behind
    return cue, max(last, head) + 1


def _is_count(line: Line, place: int) -> bool:
    """ "Nouveau [décompte] : 38 corps", "au dernier [décompte] de la mairie": a noun that looks like a verb."""
    owned = line.has("genitive", place + 1) and line.has("determiners", place + 2)
    return owned or line.texts[place + 1 : place + 2] == (":",)


def _place_told(line: Line, last: int) -> Name | None:
    """Where somebody said it whom nobody names: "a-t-on indiqué [à la préfecture]"."""
    place = past_asides(line, last + 1)
    taken = line.phrase("place_told", place) if place < len(line.texts) else 0
    name = name_after(line, place + taken) if taken else None
    return name if name and not name.pronoun and not is_medium(line, name) else None


def _reports(line: Line, head: int) -> bool:
    """ "Как передаёт ТАСС", "Об этом передаёт ТАСС"."""
    return line.speech.names_are_inflected and (is_back(line, head) or _as(line, head) is not None)


def _is_behind_speech(line: Line, head: int) -> bool:
    """ "…, lance X", "« … », s'inquiète X": right behind a comma or a quotation, with small words between."""
    place = head
    while line.has("clitics", place - 1):
        place -= 1
    return place > 0 and (line.texts[place - 1] == "," or line.texts[place - 1] in _QUOTATION_ENDS)


def _claims_deed(line: Line, last: int) -> bool:
    """ "a revendiqué l'attentat": no number is claimed there."""
    return line.holds("deeds") and any(line.has("deeds", place) for place in range(last + 1, last + _DEED_REACH))


def _is_ground(line: Line, name: Name) -> bool:
    """ "La France compte 3.000 cas": where they are counted, not who counts."""
    behind = range(name.first + line.has("determiners", name.first), name.end)
    end = next((place for place in behind if line.has("links", place)), name.end)
    heads = [place for place in range(behind.start, end) if line.is_upper(place) or place <= behind.start + 1]
    return any(line.has("grounds", place) for place in heads)  # but not "l'Union syndicale suisse"


def _is_mute(line: Line, name: Name) -> bool:
    """ "Das Erdbeben forderte 1655 Tote", "the attack claimed 40 lives": no speaker, whatever the verb."""
    if name.pronoun or not line.holds("mute"):
        return False
    places = range(name.first, name.end)
    nouns = [place for place in places if line.is_capital(place) and not line.has("determiners", place)]
    if line.speech.nouns_are_capitals:
        return bool(nouns) and line.has("mute", nouns[0])
    behind = range(name.first + line.has("determiners", name.first), name.end)
    end = next((place for place in behind if line.has("links", place)), name.end)
    first = name.first if line.speech.adjectives_follow or line.speech.names_are_inflected else end - 1
    named = not line.speech.subjects_follow and first > name.first and line.is_capital(first)  # "Cal Fire"
    return not named and any(line.has("mute", place) for place in range(first, end))


def _is_quoted_self(line: Line, name: Name) -> bool:
    """ "„Wir hatten mit 800 Leuten gerechnet“": whoever is quoted says so, and is named beside the quotation."""
    return name.end - name.first == 1 and line.has("firsts", name.first)


def _is_own_paper(line: Line, name: Name) -> bool:
    return line.has("possessives", name.first) and _has_paper(line, name)


def _has_paper(line: Line, name: Name) -> bool:
    return any(line.has("papers", place) or line.has("data", place) for place in range(name.first, name.end))


def _is_written(line: Line, name: Name) -> bool:
    return any(line.has("papers", place) or line.has("writings", place) for place in range(name.first, name.end))


def _compares(line: Line, head: int, last: int) -> bool:
    """ "as the ministry said,": where the clause goes on behind an English verb, "as" tells when something was."""
    if _as(line, head) is None:
        return False
    ends = line.is_mark(last + 1) or line.has("prepositions", last + 1) or bool(line.is_time(last + 1))
    return ends or line.speech.subjects_follow or line.speech.names_are_inflected


def subject(line: Line, head: int, last: int) -> tuple[Name | None, bool]:
    """Who speaks by the verb at `head`, and whether what was said stands before it."""
    conjunction = _as(line, head)
    name = name_after(line, conjunction + 1) if conjunction is not None else None
    if name and name.first < head and all(line.has("adverbs", place) for place in range(name.first, head)):
        return None, False  # "as first feared"
    if name and name.first < head:
        return Name(name.first, min(name.end, head), name.pronoun), _compares(line, head, last)
    opening = clause_opening(line, head)
    if opening is not None and line.is_mark(head + 1):
        name, end = name_after(line, opening + 1), governed(line, head, "von") or head
        return (Name(name.first, min(name.end, end), name.pronoun) if name else None), True
    if hung := _hung_pronoun(line, head):
        return hung, True
    if _goes_on(line, head) or line.has("and", head - 1):
        return _antecedent(line, head), False
    if is_preceded(line, head):
        return _subject_after_content(line, head, last)
    if is_back(line, head):
        return _right_of(line, head, last), True
    name = name_before(line, head)
    if name and not _is_object(line, name):
        return name, _is_postposed(line, name, last)
    if paper := _paper_at_head(line, head):
        return paper, False
    if line.speech.subjects_follow and not _follows_noun(line, head):
        numbers = [place for place in range(max(0, head - LONGEST_NAME), head) if line.is_number(place)]
        counted = bool(numbers) and not any(line.is_mark(place) for place in range(numbers[-1], head))
        return _right_of(line, head, last), counted
    return None, False


def _antecedent(line: Line, head: int) -> Name | None:
    """ "[the rebels], which denied it and | said": whose clause it is that goes on."""
    if line.speech.subjects_follow:
        return None
    near = range(head - 1, max(0, head - _VERB_REACH), -1)
    at = next((place for place in near if line.is_mark(place) or line.has("who", place)), 0)
    return before_which(line, at) if line.has("who", at) and not line.has("that", at) else None


def _paper_at_head(line: Line, head: int) -> Name | None:
    """ "L'enquête de l'institut Ipsos auprès de 1 047 personnes | montre": what opens the sentence, up to the verb."""
    name = name_after(line, 0) if line.speech.adjectives_follow else None
    if not name or name.pronoun or name.end > head or not line.has("papers", name.first + 1):
        return None
    if line.has("by", name.end + 1) and (giver := name_after(line, name.end + 2)) and not giver.pronoun:
        name = Name(name.first, giver.end)  # "L'enquête menée par l'institut"
    between = range(name.end, head)
    return None if any(line.has("finite", at) or line.texts[at] in ",;:" for at in between) else name


def _follows_noun(line: Line, head: int) -> bool:
    """ "45 enfants ont déclaré des symptômes": whoever they are, they stand before their verb in French."""
    while line.has("clitics", head - 1):
        head -= 1
    before = any(line.has(words, head - 1) for words in ("that", "stops", "lead_ins", "as"))
    return line.speech.adjectives_follow and head > 0 and not before and not line.is_mark(head - 1)


def _is_object(line: Line, name: Name) -> bool:
    """ "Den Schaden schätzt die Polizei", "Die Kosten beziffert der Minister": an object before its verb."""
    heads = (name.first, name.first + 1)
    if line.has("numerals", name.first):  # "Zwölf Plätze hatte der Senat versprochen"
        behind = name_after(line, name.end + 1)
        return behind is not None and not behind.pronoun and not line.has("objects", behind.first)
    return line.has("objects", name.first) or any(line.has("amounts", place) for place in heads if place < name.end)


def _subject_after_content(line: Line, head: int, last: int) -> tuple[Name | None, bool]:
    left = name_before(line, head)
    if left and not line.speech.nouns_are_capitals and _opens_sentence(line, left, head):
        return left, False
    right = _right_of(line, head, last)
    said = not line.speech.subjects_follow and not line.phrase("told", last)
    if right and said and line.is_capital(right.first) and line.is_mark(right.end):
        return right, True  # "…, said Dana Roe, a division chief."
    behind = left and not line.speech.subjects_follow and line.texts[head - 1] == ","
    if left and behind and _looks_like_name(line, left):
        return left, _is_postposed(line, left, last)
    right = _right_of(line, head, last)
    if right and (line.speech.subjects_follow or _looks_like_name(line, right)):
        return right, True
    return (left, _is_postposed(line, left, last)) if left else (None, False)


def _opens_sentence(line: Line, name: Name, head: int) -> bool:
    """ "Human Rights Watch, qui a enquêté, accuse l'armée": nothing was said before the name or behind it."""
    if name.pronoun or past_asides(line, 0) != name.first or not may_begin(line, name.first) or _is_mute(line, name):
        return False
    if line.phrase("before", name.first) or line.phrase("before_data", name.first):
        return False
    if line.has("links", name.first) and not line.has("determiners", name.first):
        return False  # "De son côté, …"
    if any(text in _QUOTATION_ENDS for text in line.texts[head - 2 : head]):
        return False  # « Bon, j'ai demandé plus », explique le vendeur
    aside = range(min(name.end + 1, head), head)
    related = line.has("who", name.end + 1) or line.has("subordinate", name.end + 1)
    return related or not any(line.is_number(place) or line.has("finite", place) for place in aside)


def _looks_like_name(line: Line, name: Name) -> bool:
    first = line.is_capital(name.first) or line.has("determiners", name.first)
    return first or any(line.has("speakers", place) for place in range(name.first, name.end))


def _right_of(line: Line, head: int, last: int) -> Name | None:
    name = _name_right_of(line, head, last)
    if name and line.has("offers", last) and _has_paper(line, name):
        return None
    return None if name and not line.speech.nouns_are_capitals and _is_mute(line, name) else name


def _name_right_of(line: Line, head: int, last: int) -> Name | None:
    place = (last if last - head < 3 and not line.speech.nouns_are_capitals else head) + 1
    place, is_place = _past_place(line, head, past_listener(line, place))
    if line.has("inner", last) and _is_infinitive(line, place):
        return None
    name = name_after(line, place) or _behind_scene(line, place) or speaker_behind(line, place)
    if not name or (line.speech.nouns_are_capitals and line.has("objects", name.first)):
        return None
    if is_place and all(line.has("scenes", at) for at in range(name.first, name.end)):
        return None  # "пишут в фейсбуке"
    whole = with_apposition(line, name)
    whole = whole if whole != name else with_role(line, name)
    plain = line.speech.names_are_inflected and is_preceded(line, head) and ends_clause(line, whole)
    return whole if is_place or plain else as_subject(line, whole)


def _is_infinitive(line: Line, place: int) -> bool:
    """ "s'attendaient à | recevoir des renforts"."""
    return place < len(line.texts) and not line.is_upper(place) and line.lows[place].endswith(_INFINITIVES)


def _past_place(line: Line, head: int, place: int) -> tuple[int, bool]:
    """Past "в": whether the place speaks ("сообщили [в] полиции"), or only tells where ("сообщил [в Telegram] мэр")."""
    place = past_asides(line, place) if line.speech.names_are_inflected else place
    if not line.speech.names_are_inflected or place >= len(line.texts):
        return place, False
    if line.lows[place] not in ("в", "во"):
        return place, False
    if is_impersonal(line, head):
        return place + 1, True
    behind = past_scenes(line, place)
    return (behind if behind > place else place + 2), False


def _behind_scene(line: Line, place: int) -> Name | None:
    """ "a indiqué sur le même réseau social, le maire": where it was said stands before who said it."""
    if not line.speech.adjectives_follow or not line.has("prepositions", place):
        return None
    scene = name_after(line, place + 1)
    if scene and not scene.pronoun and line.has("determiners", scene.end):
        return name_after(line, scene.end)  # "s'est alarmé dans un communiqué | le bureau"
    reach = range(place, min(len(line.texts) - 1, place + _LONGEST_SCENE))
    mark = next((at for at in reach if line.is_mark(at)), 0)
    name = name_after(line, mark + 1) if mark and line.texts[mark] == "," else None
    return name if name and (name.end >= len(line.texts) or line.texts[name.end] in ".,;") else None


def _hung_pronoun(line: Line, head: int) -> Name | None:
    low = line.lows[head]
    hung = low != line.speech.stem_of(low) or line.has("pronouns", head)
    return Name(head, head + 1, pronoun=True) if hung else None


def _as(line: Line, head: int) -> int | None:
    """Where "wie", "как", "comme" opens the clause that `head` stands in."""
    if not line.holds("as"):
        return None
    for place in range(head - 1, max(-1, head - 1 - _VERB_REACH), -1):
        if line.has("as", place) and (place == 0 or line.is_mark(place - 1)):
            return place
        if line.texts[place] in ";:," or (line.texts[place] == "." and not line.is_number(place - 1)):
            return None
    return None


def _is_postposed(line: Line, name: Name, last: int) -> bool:
    """ "…, the coast guard said on Monday.": nothing follows that could have been said."""
    if name.first < _SHORTEST_CONTENT or line.speech.nouns_are_capitals:
        return False  # in German the subject then stands behind its verb
    if line.texts[name.first - 1] in _QUOTATION_ENDS:
        return True
    place = last + 1
    if line.phrase("told", last) and (listener := name_after(line, place)):
        place = listener.end
    place += line.has("told_listeners", place)
    while place < len(line.texts) and (step := line.is_time(place)):
        place += step
    if place >= len(line.texts) or line.texts[place] in ".,;)" or _turns(line, name, place):
        return not line.has("that", place + 1)
    rest = line.texts[place : place + _LONGEST_SCENE + 1]
    opens = any(line.has("that", place + at) or line.has("infinitive", place + at) for at in range(len(rest)))
    leads_away = line.has("prepositions", place) and not line.has("topics", place)
    return leads_away and len(rest) <= _LONGEST_SCENE and not opens


def _turns(line: Line, name: Name, place: int) -> bool:
    """ "Thousands have fled, the agency said: 48,300 at last count": said before it, and more behind it."""
    return line.texts[place] == ":" and line.texts[name.first - 1] == ","


def _continues(line: Line, head: int) -> bool:
    """ "…, adding that", "… und fügte hinzu": whoever spoke before in this sentence goes on."""
    aside = line.has("lead_ins", head - 1) and line.is_mark(head - 2)
    return aside or line.has("and", head - 1) or _goes_on(line, head)


def _is_relative(line: Line, name: Name) -> bool:
    """ "20 soldiers the army has confirmed dead": the name follows what it speaks of without a mark between."""
    if line.speech.subjects_follow or name.first < 2 or name.pronoun or line.is_mark(name.first - 1):
        return False
    return line.is_number(name.first - 2) or (line.is_number(name.first - 3) and not line.is_mark(name.first - 2))


def _is_related(line: Line, name: Name, last: int) -> bool:
    """ "the 38,000 animals that [the governor] says froze", "shifts which [the clerks] say were lost"."""
    if line.speech.subjects_follow or not line.has("who", name.first - 1) or name.first < 2 or name.pronoun:
        return False
    noun = not line.is_mark(name.first - 2) and not line.speech.verbs_of(line.lows[name.first - 2])
    return noun and not line.has("that", last + 1) and not line.is_mark(last + 1)


def _goes_on(line: Line, head: int) -> bool:
    """A participle without a subject of its own: "…, adding that", "…, добавив, что", "…, ajoutant que"."""
    return is_preceded(line, head) and head > 0 and line.lows[head].endswith(("ing", "ив", "ав", "ant"))
