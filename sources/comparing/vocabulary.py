"""The words by which numbers, qualifiers and attributions are read: German, English, Russian, French in one table.

Languages are mixed on purpose: a page's language tag is wrong often enough, and both versions are read alike. Keys are
as in `sources.words`: lower case, and phrases are tuples of words.
"""


def _phrases(*lines: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(phrase.split()) for line in lines for phrase in line.split(" | "))


def _split(line: str) -> list[str]:
    return line.split()


# Codes as in the desk's list of qualifiers.
QUALIFIERS: dict[str, tuple[tuple[str, ...], ...]] = {
    "at_least": _phrases(
        "mindestens | wenigstens | zumindest | nicht weniger als",
        "at least | no fewer than | not less than | no less than | a minimum of",
        "не менее | не меньше | как минимум | по меньшей мере | по крайней мере | минимум",
        "au moins | au minimum | pas moins de",
    ),
    "more_than": _phrases(
        "mehr als | über | deutlich mehr als | gut",
        "more than | over | upwards of | in excess of | well over",
        "более | больше | свыше | более чем | больше чем",
        "plus de | plus d",
    ),
    "nearly": _phrases(
        "fast | knapp | beinahe | nahezu | annähernd",
        "nearly | almost | close to | just under",
        "почти | без малого | чуть менее | чуть меньше",
        "presque | près de | près d",
    ),
    "about": _phrases(
        "rund | etwa | ungefähr | circa | ca | zirka | schätzungsweise | um die",
        "about | around | some | approximately | roughly | an estimated | circa",
        "около | примерно | порядка | приблизительно | ориентировочно",
        "environ | quelque | quelques | autour de",
    ),
    "at_most": _phrases(
        "höchstens | maximal | bis zu | nicht mehr als | allenfalls",
        "at most | up to | no more than | not more than | a maximum of | as many as",
        "не более | не больше | максимум | до",
        "au plus | au maximum | jusqu à | pas plus de",
    ),
    "fewer_than": _phrases(
        "weniger als | unter",
        "fewer than | less than | under | below",
        "менее | меньше | менее чем",
        "moins de | moins d",
    ),
    "exactly": _phrases("genau | exakt | exactly | precisely | ровно | точно | exactement"),
    "alleged": _phrases(
        "angeblich | mutmaßlich | vermutlich | offenbar",
        "allegedly | reportedly | apparently | possibly",
        "якобы | предположительно | возможно",
        "apparemment | peut être",
    ),
}
# Behind the number: "164 or more".
QUALIFIERS_BEHIND: dict[str, tuple[tuple[str, ...], ...]] = {
    "at_least": _phrases("oder mehr | or more | и более | и больше | ou plus | at least"),
    "at_most": _phrases("oder weniger | or fewer | or less | и менее | ou moins | at most"),
}
# May stand between a qualifier and its number.
FILLERS = frozenset(
    _split(
        "the a an another further weitere weiteren weiterer insgesamt total of bis zu die der den als еще"
        " ещё уже les de d"
    )
)

MULTIPLIERS: dict[str, int] = {
    **dict.fromkeys(
        _split("tausend tsd thousand mille тыс тысяча тысячи тысяч тысячу тысячам тысячами тысячах"),
        1000,
    ),
    **dict.fromkeys(
        _split("million millionen mio mln millions млн миллион миллиона миллионов миллионам"),
        10**6,
    ),
    **dict.fromkeys(_split("milliarde milliarden mrd billion billions bn milliard milliards"), 10**9),
    **dict.fromkeys(_split("млрд миллиард миллиарда миллиардов"), 10**9),
    **dict.fromkeys(_split("trillion trillions billionen трлн триллион триллиона триллионов"), 10**12),
}
VAGUE: dict[str, str] = {
    **dict.fromkeys(
        _split("dutzend dutzende dutzenden dozen dozens десятки десятков десяткам dizaine dizaines"),
        "~10s",
    ),
    **dict.fromkeys(_split("hunderte hunderten hunderter hundreds сотни сотен сотням centaine centaines"), "~100s"),
    **dict.fromkeys(_split("tausende tausenden tausender thousands тысячи тысяч millier milliers"), "~1000s"),
    **dict.fromkeys(_split("zehntausende zehntausenden"), "~10000s"),
    **dict.fromkeys(_split("hunderttausende hunderttausenden"), "~100000s"),
    **dict.fromkeys(_split("millionen millions миллионы миллионов"), "~millions"),
    **dict.fromkeys(_split("mehrere mehreren several несколько нескольких plusieurs einige einigen"), "~several"),
    **dict.fromkeys(_split("hälfte half половина половины половину moitié"), "~half"),
}

# One is left out where it is an article too. Values of words that are spoken one after the other.
NUMBER_WORDS: dict[str, int] = {
    **dict(
        zip(
            _split(
                "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
                " sixteen seventeen eighteen nineteen"
            ),
            range(2, 20),
            strict=True,
        )
    ),
    **dict(
        zip(
            _split("twenty thirty forty fifty sixty seventy eighty ninety"),
            range(20, 100, 10),
            strict=True,
        ),
    ),
    "hundred": 100,
    **dict(
        zip(
            _split("deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize"),
            range(2, 17),
            strict=True,
        )
    ),
    **dict(zip(_split("vingt trente quarante cinquante soixante"), range(20, 70, 10), strict=True)),
    **dict.fromkeys(("cent", "cents"), 100),
    "vingts": 20,
}
_RUSSIAN = {
    2: "два две двух двум двумя двое двоих",
    3: "три трех трем тремя трое троих",
    4: "четыре четырех четырем четырьмя четверо четверых",
    5: "пять пяти пятью пятеро пятерых",
    6: "шесть шести шестью шестеро шестерых",
    7: "семь семи семью семеро семерых",
    8: "восемь восьми восемью",
    9: "девять девяти девятью",
    10: "десять десяти десятью",
    **{
        number: f"{stem}ь {stem}и {stem}ью"
        for number, stem in enumerate(
            _split(
                "одиннадцат двенадцат тринадцат четырнадцат пятнадцат шестнадцат семнадцат восемнадцат"
                " девятнадцат двадцат"
            ),
            11,
        )
    },
    30: "тридцать тридцати тридцатью",
    40: "сорок сорока",
    50: "пятьдесят пятидесяти",
    60: "шестьдесят шестидесяти",
    70: "семьдесят семидесяти",
    80: "восемьдесят восьмидесяти",
    90: "девяносто девяноста",
    100: "сто ста",
    200: "двести двухсот двумстам",
    300: "триста трехсот тремстам",
    400: "четыреста четырехсот",
    500: "пятьсот пятисот",
    600: "шестьсот шестисот",
    700: "семьсот семисот",
    800: "восемьсот восьмисот",
    900: "девятьсот девятисот",
}
NUMBER_WORDS |= {form: number for number, forms in _RUSSIAN.items() for form in forms.split()}
# Only behind a larger number word: alone they are articles and pronouns.
LAST_ONES = frozenset(_split("one eins один одна одно одного одной un une"))
AND = frozenset({"and", "et"})
GERMAN_UNITS = dict(
    zip(
        _split(
            "ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn"
            " sechzehn siebzehn achtzehn neunzehn"
        ),
        range(1, 20),
        strict=True,
    )
) | {"eins": 1, "eine": 1}
GERMAN_TENS = dict(
    zip(
        _split("zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig"),
        range(20, 100, 10),
        strict=True,
    )
) | {"dreissig": 30}

# Beginnings of words for visitors of a site and what they do there.
COUNTERS = tuple(
    _split(
        "leser nutzer besucher abonnent follower kommentar reaktion aufruf klick likes shares views comments readers"
        " users visitors subscribers"
        " reactions retweets clicks читател посетител подписчик просмотр комментари лайк репост реакци пользовател"
        " lecteurs abonnés vues partages commentaires réactions"
    )
)

# Words by which a text says who said it.
ATTRIBUTIONS = _phrases(
    "laut | nach angaben | zufolge | unter berufung auf | hieß es | wie aus | nach auskunft | nach informationen",
    "teilte | teilten | sagte | sagten | erklärte | erklärten | meldete | meldeten | berichtete | berichteten",
    "bestätigte | bestätigten | gab bekannt | nannte | sprach von | mitteilte | mitteilten | berichtet | demnach",
    "according to | said | says | citing | cited | told | reported | announced | confirmed | stated | officials say",
    "as reported by | quoted | put the number | put the toll | per the",
    "по данным | по словам | по информации | согласно | со ссылкой на | как сообщает | сообщил | сообщила | сообщили",
    "сообщило | сообщает | сообщают | заявил | заявила | заявили | заявило | передает | передаёт | уточнил | уточнили",
    "уточнила | отметил | отметили | рассказал | рассказали | подтвердил | подтвердили | подтвердило | по сведениям",
    "selon | d après | a déclaré | a annoncé | a indiqué | a affirmé | ont indiqué | a confirmé | cité par",
)

MONTHS = (
    "januar|jänner|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember"
    "|january|february|march|may|june|july|october|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec"
    "|январ[яь]|феврал[яь]|марта?|апрел[яь]|ма[яй]|июн[яь]|июл[яь]|августа?|сентябр[яь]|октябр[яь]|ноябр[яь]|декабр[яь]"
    ""
    "|janvier|février|mars|avril|juin|juillet|août|octobre|décembre"
)
