"""What stands on a page and changes by itself: dates of updates, counters, advertisements, links, notices of cookies.

Rules are lines of a table: a pattern for the whole line, and the most words that such a line has. A line that holds an
excerpt is never noise.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sources.comparing import vocabulary as v


@dataclass(frozen=True)
class Rule:
    pattern: re.Pattern[str]
    most_words: int


def _rule(most_words: int, *patterns: str) -> Rule:
    return Rule(re.compile("|".join(patterns), re.IGNORECASE), most_words)


_WEEKDAYS = (
    r"(?:mo|di|mi|do|fr|sa|so)\.|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|(?:mon|tues|wednes|thurs|fri"
    r"|satur|sun)day"
    r"|(?:mon|tue|wed|thu|fri|sat|sun)\b|понедельник|вторник|среда|четверг|пятница|суббота|воскресенье"
    r"|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
)
_RULES = (
    # Dates of publication and update, alone or with their label.
    _rule(
        18,
        r"^\W*(?:zuletzt |last |letzte |последнее |dernière )?"
        r"(?:aktualisier\w*|aktualisierung|geändert|änderung|stand|update[ds]?|modified|published|posted|created"
        r"|released"
        r"|veröffentlich\w*|publiziert|erstellt|erschienen|online seit|обновлен[оа]?|обновление|опубликован[оа]?"
        r"|изменен[оа]?"
        r"|дата(?: публикации)?|размещено|mise? à jour|publié\w*|modifié\w*|créé\w*)\b[^.!?]{0,10}\d",
        r"^\W*(?:zuletzt |last )?(?:aktualisiert|updated|обновлено|mis à jour)\b.{0,60}$",
        rf"^(?:\W|\d|\b(?:uhr|um|at|on|am|pm|a\.m|p\.m|в|г|мск|msk|utc|gmt|cet|est|et|den|der|the|le|à|h|год[ау]?"
        rf"|{v.MONTHS})\b"
        rf"|{_WEEKDAYS})+$",
    ),
    _rule(
        8,
        r"\b(?:vor|il y a)\s+\w+\s+(?:sekunden?|minuten?|min|stunden?|std|tag(?:en)?|wochen?|heures?|jours?"
        r"|minutes?)\b",
        r"\b\w+\s+(?:seconds?|minutes?|mins?|hours?|hrs?|days?|weeks?)\s+ago\b|\bjust now\b|\bgerade eben\b",
        r"\b(?:\w+\s+)?(?:секунд\w*|минут\w*|час\w*|день|дня|дней|недел\w+)\s+назад\b|\bтолько что\b",
    ),
    # Counters.
    _rule(
        12,
        r"\d[\d.,\s\u00a0]*(?:[kmк]|tsd\.?|тыс\.?)?\s*\+?\s*(?:kommentare?|comments?|beiträge|shares?|likes?"
        r"|views?|aufrufe|klicks?"
        r"|leser\b|mal (?:geteilt|gelesen|angesehen)|reaktionen|reactions?|retweets?|reposts?|followers?|abonnenten"
        r"|просмотр\w*|комментари\w*|лайк\w*|репост\w*|отметок|подписчик\w*|прочт\w+|vues?|partages?"
        r"|commentaires?|j'aime)",
        r"\b(?:kommentare?|comments?|shares?|shared|likes?|views?|aufrufe|gelesen|geteilt|klicks?|gefällt|leser"
        r"|reads?|hits"
        r"|просмотр\w*|комментари\w*|лайк\w*|прочитал\w*|прочитано|поделил\w*|vues?|partag\w+|commentaires?"
        r"|lectures?)"
        r"\s*[:(–-]?\s*\d[\d.,\s\u00a0]*\)?\W*$",
        r"\b(?:lese(?:zeit|dauer)|min(?:uten?|utes?|\.)? (?:lese|read|de lecture)|reading time|read time"
        r"|время (?:на )?чтени\w+"
        r"|temps de lecture|минут\w* (?:на )?чтени\w+)",
        r"\b(?:artikel|beitrag|article|story|стать\w+|материал\w*)\b.{0,30}\b(?:hilfreich|helpful|useful"
        r"|полезн\w+|utile)\b",
        r"\b(?:abgestimmt|teilgenommen|stimmen abgegeben|votes?|have voted|проголосовал\w*|голос(?:ов|а)?\b"
        r"|votants?)",
        r"\b(?:personen|leute|nutzer|people|users|readers|человек|пользовател\w+)\b.{0,20}\b(?:lesen|online"
        r"|gerade|reading|watching"
        r"|viewing|now|читают|сейчас|смотрят)\b",
    ),
    # Weather, rates, results.
    _rule(
        14,
        r"[-−–+]?\d+\s*°",
        r"\b(?:dax|mdax|dow jones|nasdaq|s&p 500|euro stoxx|ftse|nikkei|brent|bitcoin|btc|eur/usd|usd/\w+|usd|ртс"
        r"|ммвб|мосбиржи?"
        r"|курс (?:доллара|евро|валют\w*)|goldpreis|ölpreis|cac 40)\b[^.!?]{0,20}\d",
        r"[-+−]\s?\d+[.,]\d+\s?%\W*$",
    ),
    # Advertisements, and what is sold to readers.
    _rule(
        30,
        r"^\W*(?:anzeige|werbung|advertisement|advertorial|sponsored|gesponsert|promoted|promotion|partner"
        r"|paid content|paid post|промо"
        r"|реклама|партн[её]рск\w+"
        r"|на правах рекламы|publicité|sponsorisé|ad)\b\W*",
        r"(?:sparen|rabatt|angebot|gutschein|kaufen|bestellen|sichern|gewinnen|testen|kostenlos|sale|save"
        r"|discount|deal|offer|buy"
        r"|order|shop|win|скидк\w+|акци[яи]|купи\w*|закаж\w+|выигра\w+|promo\w*|économisez|achetez|offre)\b.{0,80}"
        r"(?:\d\s?%|€|\$|₽|\beuro?s?\b|\beur\b|руб\w*|dollars?|gratis|free\b|бесплатно|gratuit|\d{2,})",
        r"(?:\d\s?%|€|\$|₽|\bnur\b|\bonly\b|\bвсего\b|\bab\b|\bfrom\b).{0,60}(?:sparen|rabatt|angebot|gutschein"
        r"|bestellen|sichern"
        r"|discount|\boff\b|deal\b|offer|скидк\w+|акци[яи]|купи\w*|закаж\w+|promo\w*)",
    ),
    _rule(
        60,
        r"\bnewsletter\b|\bpush-|\bpush (?:alerts?|notifications?)|\brss\b|\bpodcast\b",
        r"\b(?:abonnieren sie|jetzt abonnieren|folgen sie uns|folge uns|unsere[rn]? app|whatsapp-kanal"
        r"|melden sie sich)\b",
        r"\b(?:subscribe|sign up|follow us|join us|join our|download (?:our|the) app|get our|support (?:us|our)"
        r"|become a member"
        r"|donate|turn on notifications)\b",
        r"\b(?:подпис(?:ывайтесь|аться|ывайся|ка|ись)\w*|подпишитесь|рассылк\w+|(?:наш\w*|телеграм"
        r"|telegram)-?\s?канал\w*"
        r"|скачайте|установите|присоединяйтесь|поддержите|следите за)\b",
        r"\b(?:inscrivez-vous|abonnez-vous|suivez-nous|téléchargez|soutenez)\b",
    ),
    _rule(
        90,
        r"\b(?:cookies?|куки)\b",
        r"\b(?:ihre|deine|your|ваш\w*|вашей|votre)\s(?:privatsphäre|daten\b|privacy|приватност\w*"
        r"|конфиденциальност\w*|vie privée)",
        r"\b(?:datenschutzerklärung|datenschutzeinstellungen|privacy policy|политик\w+ конфиденциальности"
        r"|персональных данных|politique de confidentialité|nutzungsbedingungen|terms of (?:use|service))\b",
    ),
    # Ways to other pages.
    _rule(
        45,
        r"^\W*(?:mehr (?:zum thema|dazu|aus|von|news|artikel|lesen)|lesen sie (?:auch|mehr|dazu|hier|weiter)"
        r"|lies auch"
        r"|(?:das könnte|könnte) (?:sie|dich)|siehe auch|auch interessant|weitere (?:artikel|meldungen"
        r"|nachrichten|themen|news)"
        r"|weiterlesen|verwandte|ähnliche|passend dazu|hintergrund\s*:|themen\s*:|schlagw\w+|tags?\b|empfohlen"
        r"|empfehlung\w*"
        r"|meistgelesen\w*|meist gelesen\w*|beliebt\w*|neueste|aktuelle meldungen|topthemen|video\s*:"
        r"|bildergalerie|fotostrecke)",
        r"^\W*(?:read (?:more|also|next|on|the full|our)|related|see also|also read|also see|more (?:on|from"
        r"|about|stories|news|like)"
        r"|recommended|you (?:may|might) (?:also )?|don'?t miss|most (?:read|popular|viewed|shared)|trending"
        r"|top stories|latest"
        r"|popular|up next|watch\s*:|in pictures|topics\s*:|keywords|editors?['’]? picks?|what to read|explore"
        r"|click here)",
        r"^\W*(?:читайте|читать|читай|смотрите|смотри|по теме|материалы? по теме|ещ[её] (?:по теме|новости"
        r"|материалы|на)"
        r"|другие (?:новости|материалы)|самое|популярн\w+|последние новости|главные новости|новости по теме"
        r"|рекоменд\w+|теги|тема\s*:"
        r"|сюжет|фото\s*:|видео\s*:|лента новостей|ранее мы писали|вам (?:может|будет))",
        r"^\W*(?:lire (?:aussi|la suite)|à lire|voir aussi|sur le même|les plus lus|plus d['’]|articles? liés?"
        r"|à découvrir|tags)\b",
        r"^\+\+\+|\+\+\+\s*$",
    ),
    _rule(
        25,
        r"^\W*(?:foto|bild|bildquelle|photo|image|picture|credit|фото|фотография|изображение|снимок|иллюстрация"
        r"|crédit|video)s?\s*"
        r"(?:credit|by|von)?\s*[:©/|]",
        r"©|\(c\)\s|\b(?:all rights reserved|alle rechte vorbehalten|все права защищены|tous droits réservés"
        r"|copyright)\b",
        r"^\W*(?:von|by|autor(?:in)?|author|автор|text|par|redaktion|reporting by"
        r"|editing by)\s*:?\s+\S+(?:\s\S+){0,5}$",
        r"\b(?:impressum|imprint|контакты|mentions légales)\b",
        r"^\W*(?:(?:teilen|drucken|merken|kopieren|vorlesen|mail|e-mail|share|print|save|copy link|listen|tweet"
        r"|facebook|twitter|x"
        r"|whatsapp|telegram|vk|вконтакте|одноклассники|linkedin|reddit|поделиться|печать|распечатать|сохранить"
        r"|слушать|partager"
        r"|imprimer|per|on|auf|via|в|и|und|and)\W*)+$",
        r"\b(?:kommentar (?:schreiben|verfassen)|kommentieren|diskutieren sie|leave a (?:comment|reply)"
        r"|join the (?:conversation"
        r"|discussion)|post a comment|оставить комментарий|обсудить|laisser un commentaire|fehler (?:gefunden|melden)"
        r"|report an? (?:error|typo)|нашли (?:ошибку|опечатку)|ctrl\W+enter)\b",
        r"\b(?:javascript|adblock\w*|browser (?:nicht )?unterstütz\w*|video (?:player|laden|wird geladen)|loading"
        r"|wird geladen)\b",
        r"^\W*\d{1,2}:\d{2}(?:\s*/\s*\d{1,2}:\d{2})?\W*$",
    ),
)
_AD_LABEL = re.compile(
    r"\W*(?:anzeige|werbung|advertisement|advertorial|sponsored|gesponsert|promoted|paid (?:content|post)|промо"
    r"|реклама"
    r"|на правах рекламы|publicité|sponsorisé|ad)\W*",
    re.IGNORECASE,
)
_LONGEST_HEADING = 6  # words; longer lines hold their links themselves
# A heading of one of these makes the list under it noise too.
_LIST_HEADINGS = _RULES[7].pattern
_ENDS = re.compile(r"[.!…:»”\"'][»”\"')\]\s]*$")
_ASKS = re.compile(r"\?\W*$")
_SENTENCE = re.compile(r"\w[.!…]\s")
_INLINE = re.compile(
    r"[(\[](?:zuletzt |last )?(?:aktualisier\w*|update[ds]?|stand|обновлено|mis à jour|anzeige|advertisement"
    r"|реклама)\b[^)\]\n]{0,80}[)\]]"
    r"|[(\[]?(?:lesen sie (?:auch|mehr|dazu|hier)|mehr dazu|read (?:more|also)|see also|also read|related"
    r"|читайте также|смотрите также"
    r"|подробнее|lire aussi|à lire aussi)\s?:[^.!?\n]{0,200}[.!?)\]]?",
    re.IGNORECASE,
)


def noisy_lines(lines: Sequence[str]) -> list[bool]:
    """Whether each line is noise. What follows a label such as "Advertisement" is, and a list under "Most read"."""
    flags: list[bool] = []
    in_list = is_labelled = False
    for line in lines:
        is_noise = is_noisy(line) or is_labelled
        is_label = is_noise and len(line.split()) < _LONGEST_HEADING and not is_running(line)
        if is_label and _LIST_HEADINGS.search(line):
            in_list = True
        elif in_list and (is_running(line) or not line.strip()):
            in_list = False
        is_labelled = is_label and bool(_AD_LABEL.fullmatch(line.strip()))
        flags.append(is_noise or in_list)
    return flags


def is_noisy(line: str) -> bool:
    count = len(line.split())
    return any(count <= rule.most_words and rule.pattern.search(line) for rule in _RULES)


def is_running(line: str) -> bool:
    """Whether the line is running text rather than a heading, a link or a caption: it ends as sentences do.

    Headlines like to ask, so a question alone is none.
    """
    if len(line.split()) <= 4:
        return False
    return bool(_ENDS.search(line) or (_ASKS.search(line) and _SENTENCE.search(line)))


def inline(text: str) -> Iterator[tuple[int, int]]:
    """Spans within paragraphs that are noise: "(updated 14:35)", "Read also: …"."""
    for match in _INLINE.finditer(text):
        yield match.span()
