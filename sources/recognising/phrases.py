"""What pages say that are not the report: errors, walls and checks, in German, English, Russian and French.

One table for each kind, matched against the title or a text, in any case. Phrases are long: news has them in part.
"""

import re

_Pattern = re.Pattern[str]


def _any(*phrases: str) -> _Pattern:
    return re.compile("|".join(phrases), re.IGNORECASE)


NOT_FOUND = _any(
    # German
    r"seite (?:wurde )?(?:leider )?nicht (?:mehr )?(?:gefunden|vorhanden|verfügbar)",
    r"seite (?:konnte|kann) (?:leider )?nicht (?:mehr )?(?:gefunden|angezeigt) werden",
    r"(?:seite|artikel|inhalt|dokument|beitrag)\w* (?:existiert|gibt es)(?: hier)?(?: leider)? nicht(?: mehr)?",
    r"(?:artikel|beitrag|inhalt|meldung|dokument) (?:wurde )?(?:leider )?nicht gefunden",
    r"konnten? (?:die|den|das) (?:\w+ )?(?:seite|artikel|beitrag|inhalt) (?:leider )?nicht finden",
    # English
    r"page (?:was |is |could |can )?(?:not|n't|cannot)(?: be)? (?:be )?found",
    r"(?:page|article|story|content|document|post|link)(?: that)?(?: you(?:'re| are| were)? \w+(?: \w+){0,3})? "
    r"(?:does ?n[o']t|does not|no longer) exists?",
    r"(?:can't|cannot|couldn't|could not|can not|unable to) (?:seem to )?(?:find|locate) (?:the |that |this )?"
    r"(?:page|article|story|content)",
    r"(?:article|story|content|post|file|document) (?:was )?not found",
    r"nothing (?:was )?found at this (?:address|location)",
    # Russian
    r"страниц[аыу] не (?:найден[аыо]?|существует)",
    r"(?:страниц[аы]|материал\w*|стать[яи]|документ\w*|публикаци[яи]|новост[ьи])[^.!?\n]{0,60} "
    r"не (?:найден[аоы]?|существует)",
    r"такой страницы (?:больше )?(?:нет|не существует)",
    r"не (?:удалось|смогли|можем) найти (?:эту |такую |запрашиваемую |нужную )?(?:страницу|статью|публикацию)",
    r"ничего не найдено по (?:этому|данному) адресу",
    # French
    r"(?:page|article|contenu|document)[^.!?\n]{0,60} (?:est |semble )?(?:introuvable|inexistante?)",
    r"(?:page|article|contenu)[^.!?\n]{0,60} n['’]existe (?:plus|pas)",
    r"(?:page|article|contenu)[^.!?\n]{0,60} n['’]a (?:pas )?(?:pu )?(?:être|été) trouvée?",
)
# As the title or a heading only: in running text it may be a number of something.
NOT_FOUND_TITLE = _any(
    r"^\W*(?:error|fehler|ошибка|erreur)?\W*(?:404|410)\b(?!\s*[\w%])",
    r"\b(?:404|410)\W*(?:not found|gone|error|fehler|ошибка|erreur|nicht gefunden|page introuvable|страница)",
    r"(?:error|fehler|ошибка|erreur|http)\W*(?:404|410)\b",
    r"^\W*not found\W*$",
    r"^\W*(?:страница|файл)?\s*не найден[ао]?\W*$",
    r"^\W*nicht gefunden\W*$",
)
REMOVED = _any(
    # German
    r"(?:artikel|beitrag|inhalt|meldung|video|seite|text|dokument|post|bericht)\w*"
    r"[^.!?\n]{0,60}(?:entfernt|gelöscht|zurückgezogen|depubliziert|offline genommen)",
    r"(?:artikel|beitrag|inhalt|meldung|video|text|dokument|bericht)\w*[^.!?\n]{0,40} "
    r"(?:nicht mehr|nicht länger) (?:verfügbar|abrufbar|online|erreichbar|zugänglich)",
    # English
    r"(?:article|story|page|content|post|video|report|item|document|tweet)[^.!?\n]{0,60} "
    r"(?:been|was|were|is) (?:removed|deleted|withdrawn|taken down|taken offline|retracted|unpublished)",
    r"(?:article|story|page|content|post|video|report|item|document)[^.!?\n]{0,60} (?:is |are )?"
    r"(?:no longer|not) (?:available|accessible|online)",
    r"(?:removed|deleted|withdrawn) by (?:the )?(?:author|editors?|publisher|user|administrator)",
    # Russian
    r"(?:материал|стать[яи]|страниц[аы]|новост[ьи]|публикаци[яи]|запись|пост|видео|документ|сообщение)\w*"
    r"[^.!?\n]{0,60}(?:удал[её]н[аоы]?|снят[аоы]? с публикации|отозван[аоы]?|изъят[аоы]?)\b",
    r"(?:материал|стать[яи]|страниц[аы]|новост[ьи]|публикаци[яи]|запись|видео)\w*[^.!?\n]{0,60} "
    r"(?:больше )?(?:не ?доступ(?:ен|на|но|ны)|недоступ(?:ен|на|но|ны))",
    # French
    r"(?:article|page|contenu|vidéo|publication|message|document)[^.!?\n]{0,60} (?:a été|ont été|est|été) "
    r"(?:supprimée?|retirée?|effacée?|dépubliée?)",
    r"(?:article|page|contenu|vidéo|publication|document)[^.!?\n]{0,60} (?:n['’]est|ne sont) (?:plus|pas) "
    r"(?:disponible|accessible|en ligne)",
)
LOGIN = _any(
    r"(?:bitte )?(?:melden sie sich|melde dich|loggen sie sich)(?: \w+)? (?:an|ein)\b",
    r"(?:um|zum) (?:weiterzulesen|weiterlesen)[^.!?\n]{0,40}(?:anmelden|einloggen|registrieren)",
    r"(?:bitte|jetzt) (?:anmelden|einloggen|kostenlos registrieren)",
    r"(?:please |you (?:must|need to) )?(?:log|sign)[ -]?in to (?:continue|read|view|access|see|your account)",
    r"(?:please |you (?:must|need to) )(?:be logged in|log in|sign in|register)",
    r"(?:create|register for) (?:a |your )?(?:free )?account to (?:continue|read)",
    r"(?:войдите|авторизуйтесь|зарегистрируйтесь)[^.!?\n]{0,60}(?:чтобы|для|продолж|аккаунт)",
    r"(?:необходимо|нужно|требуется) (?:войти|авторизоваться|зарегистрироваться|авторизация)",
    r"(?:connectez|identifiez|inscrivez)-vous (?:pour|à|afin)",
    r"(?:veuillez|vous devez) (?:vous|être) (?:connecter|identifier|inscrire|connecté)",
)
LOGIN_TITLE = _any(
    r"^\W*(?:log ?in|sign ?in|anmelden|anmeldung|einloggen|login|вход(?: на сайт| в систему)?|авторизация|connexion"
    r"|se connecter|identification)\b(?:\W|$)"
)
PAYWALL = _any(
    r"(?:artikel|inhalt|beitrag|text)\w*[^.!?\n]{0,60}(?:nur für|exklusiv für|vorbehalten)[^.!?\n]{0,30}abonnent",
    r"(?:weiterlesen|weiterzulesen|lesen)[^.!?\n]{0,40}(?:mit|abo|abonn|plus|testen|freischalten)",
    r"jetzt (?:abo|abonn\w*|plus)[^.!?\n]{0,30}(?:abschließen|testen|bestellen|lesen|freischalten)",
    r"jetzt abonnieren und (?:weiter)?lesen",
    r"(?:subscribe|become a (?:subscriber|member))[^.!?\n]{0,40}(?:to (?:continue|read|unlock|keep)|now|for full)",
    r"(?:to continue|continue) reading[^.!?\n]{0,60}(?:subscri|sign up|trial|register)",
    r"(?:article|content|story)[^.!?\n]{0,40}(?:for|to|exclusive to) (?:our |paid |paying )?(?:subscribers|members)",
    r"you(?:'ve| have) (?:reached|read|used)[^.!?\n]{0,40}(?:free|complimentary)[^.!?\n]{0,20}(?:articles?|stories)",
    r"(?:доступ\w*|читать|открыт\w*)[^.!?\n]{0,60}(?:по подписке|подписчик|только для подписч)",
    r"оформите подписку",
    r"(?:article|contenu)[^.!?\n]{0,40}(?:réservé|exclusif)[^.!?\n]{0,20}abonné",
    r"(?:abonnez|réabonnez)-vous[^.!?\n]{0,40}(?:pour|afin)",
    r"il vous reste[^.!?\n]{0,20}% de cet article",
)
BOT_CHECK = _any(
    r"just a moment\b",
    r"attention required",
    r"checking (?:if the site connection is secure|your browser)",
    r"(?:verify|verifying|confirm|prove)(?: that)? you(?:'re| are)(?: not| a)? (?:a )?(?:human|robot|bot)",
    r"are you (?:a )?(?:human|robot)",
    r"i(?:'m| am) not a robot",
    r"unusual (?:traffic|activity) from your",
    r"pardon our interruption",
    r"request unsuccessful\. incapsula",
    r"(?:enable|activate) javascript and cookies",
    r"ddos[- ]protection by|ddos-guard",
    r"press (?:&|and) hold",
    r"(?:bestätigen sie|zeigen sie)[^.!?\n]{0,30}(?:mensch|kein roboter)",
    r"sind sie ein (?:mensch|roboter)",
    r"ihr browser wird (?:überprüft|geprüft)|browser-überprüfung|sicherheitsüberprüfung",
    r"подтвердите,? что (?:вы|запросы)[^.!?\n]{0,40}(?:не робот|человек|отправляли вы)",
    r"(?:вы )?не робот\b|проверк[аи] (?:вашего )?браузера|проверяем ваш браузер",
    r"(?:vérifi\w+|confirm\w+)[^.!?\n]{0,30}(?:humain|robot)",
    r"vérification de (?:votre navigateur|sécurité)",
)
CONSENT = _any(
    r"we value your privacy|before you continue to",
    r"(?:mit|ohne) werbung (?:und tracking )?(?:weiterlesen|lesen|nutzen)|zustimmen (?:und|&) weiter",
    r"accept (?:all )?(?:cookies )?(?:and|&) (?:continue|close)",
    r"accepter et (?:continuer|fermer)|continuer sans accepter",
    r"принять (?:и|все)[^.!?\n]{0,20}(?:продолжить|cookie|куки)",
)
REGION = _any(
    r"not available in your (?:country|region|location|area)|unavailable (?:in|for) your (?:country|region)"
    r"|due to legal reasons",
    r"in (?:ihrem|deinem|ihrer|deiner) (?:land|region) (?:leider )?nicht (?:verfügbar|zugänglich)",
    r"(?:недоступ\w+|ограничен\w*|не доступ\w+|запрещ[её]н\w*) (?:в|на территории) (?:вашей|вашем|вашего|рф|росси)",
    r"(?:pas|plus) (?:disponible|accessible) dans votre (?:pays|région)",
)
DENIED = _any(
    r"^\W*(?:access denied|403 forbidden|forbidden|zugriff verweigert|доступ (?:запрещ[её]н|закрыт|ограничен)"
    r"|accès (?:refusé|interdit))\b"
)
MAINTENANCE = _any(
    r"(?:down|closed|undergoing|scheduled|under) (?:for )?(?:scheduled |planned )?maintenance|be back (?:soon|shortly)",
    r"wartungsarbeiten|wird (?:gerade|derzeit) gewartet|wartungsmodus",
    r"(?:технические|профилактические) работы|сайт (?:временно )?на обслуживании|временно недоступен",
    r"(?:en|site en) (?:cours de )?maintenance",
    r"(?:database|internal server|gateway|service) (?:connection )?(?:error|unavailable|timeout)|bad gateway",
)
