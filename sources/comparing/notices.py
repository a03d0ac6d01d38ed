"""Notices of correction: what tells an announced edit from a silent one. "Updated 14:30" is none."""

import re

_NOTICE = re.compile(
    r"^\W*(?:korrektur(?:hinweis)?|berichtigung|richtigstellung|klarstellung|transparenzhinweis|hinweis der redaktion"
    r"|anmerkung der redaktion|anm\. d\. red)\b"
    r"|\bin ein(?:er|em) (?:früheren|ersten|vorherigen|älteren|vorigen|ursprünglichen) (?:version|fassung|variante)\b"
    r"|\b(?:ursprünglich|zunächst|zuvor) (?:hieß es|hatten wir|stand)[^.!?\n]{0,80}(?:artikel|text|beitrag"
    r"|meldung|hier|an dieser stelle)"
    r"|\b(?:haben wir|wurde|haben) (?:\w+ ){0,8}(?:korrigiert|berichtigt|richtiggestellt)\b"
    r"|\bwir (?:haben|bitten)[^.!?\n]{0,80}(?:korrigiert|berichtigt|den fehler|zu entschuldigen)"
    r"|\b(?:artikel|text|beitrag|meldung)\w*[^.!?\n]{0,40} (?:nachträglich|korrigiert|berichtigt)\b"
    r"|^\W*(?:corrections?|clarification|editor['’]?s['’]? note|erratum|amendment)\b\W"
    r"|\b(?:an?|the) (?:earlier|previous|original|prior) version of (?:this|the (?:article|story|report|headline))\b"
    r"|\bthis (?:article|story|report|piece|post|page|headline)[^.!?\n]{0,40} (?:was|has been|is) (?:\w+ )?"
    r"(?:corrected|amended|clarified|edited|updated to (?:correct|reflect|clarify))"
    r"|\bwe (?:have |had )?(?:corrected|misstated|regret the error)|\bcorrects? (?:the )?(?:number|figure|toll"
    r"|name|spelling|date)"
    r"|^\W*(?:исправлен\w*|исправление|поправка|уточнение|опровержение|от редакции|примечание редакции)\b"
    r"|\bв (?:более ранней|первоначальной|предыдущей|первой|прежней) (?:версии|редакции)\b"
    r"|\b(?:первоначально|изначально|ранее) в (?:тексте|материале|статье|заметке|новости)\b"
    r"|\bредакция (?:приносит|исправила|уточнила|извиняется)|\b(?:в текст|в материал\w*"
    r"|в заметк\w+) внесен[аыо] (?:исправлен|правк|уточнен)"
    r"|\b(?:материал|текст|заголовок|заметка|статья|новость)[^.!?\n]{0,30} (?:исправлен|уточнен|уточнён"
    r"|скорректирован)\w*"
    r"|^\W*(?:rectificatif|rectification|correction|erratum|précision|note de la rédaction)\b"
    r"|\b(?:une|la) (?:précédente|première) version d|\bune version (?:précédente|antérieure|initiale) d"
    r"|\b(?:cet article|ce texte)[^.!?\n]{0,30} a été (?:corrigé|modifié|rectifié)",
    re.IGNORECASE | re.MULTILINE,
)


def is_notice(line: str) -> bool:
    """Whether a line tells that the text was corrected."""
    return bool(_NOTICE.search(line))


def notices(text: str) -> list[str]:
    """The lines of `text` that tell of a correction."""
    return [line.strip() for line in text.split("\n") if is_notice(line)]
