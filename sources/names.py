"""Names in any spelling and script, brought to one key by which they find each other."""

from typing import Any

from django.utils.translation import get_language

from sources.choices import NameKind
from sources.texts import folded

LONGEST_KEY = 600  # characters: a name of щ alone would give a key four times its length

# Cyrillic to Latin, Russian and Kazakh letters. Not a transliteration for readers: a key only has to be the same
# for the spellings that people use, so sounds that languages write differently fall together further below.
_CYRILLIC = str.maketrans(
    dict(zip("абвгдезийклмнопрстуфыэ", "abvgdeziiklmnoprstufie", strict=True))
    | {"ё": "e", "ж": "zh", "х": "h", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ь": ""}
    | {"ю": "iu", "я": "ia", "ә": "a", "ғ": "g", "қ": "k", "ң": "n", "ө": "o", "ұ": "u", "ү": "u", "һ": "h"}
    | {"і": "i", "ї": "i", "є": "e", "ґ": "g"}
)
# German, English, French and Latin-Kazakh habits for the same sounds; longest first.
_SOUNDS = (
    ("shtsch", "shch"),
    ("schtsch", "shch"),
    ("tsch", "ch"),
    ("sch", "sh"),
    ("tch", "ch"),
    ("dsch", "j"),
    ("dj", "j"),
    ("dzh", "j"),
    ("zh", "j"),
    ("kh", "h"),
    ("ch", "sh"),
    ("q", "k"),
    ("w", "v"),
    ("y", "i"),
    ("ss", "s"),
)


def name_key(name: str) -> str:
    """The key of a name: words in Latin letters, alike for Tokajew, Tokayev, Tokaïev, Токаев, Тоқаев and Toqaev."""
    words = filter(None, (_word_key(word) for word in folded(name).split()))
    return " ".join(words)[:LONGEST_KEY].rstrip()


def _word_key(word: str) -> str:
    latin = word.translate(_CYRILLIC)
    for written, sound in _SOUNDS:
        latin = latin.replace(written, sound)
    # Between vowels and before e, the same glide is written i, j, y or not at all: Toka-i-ev, Toka-j-ew, Toka-ev.
    for glide in ("ij", "ji", "j", "i"):
        for vowel in "aeou":
            latin = latin.replace(f"{vowel}{glide}e", f"{vowel}e")
    return latin


def name_here(source: Any) -> str:
    """The name that readers of the active language know a source by, or the nearest there is."""
    names = {name.lang: name.text for name in source.names.all() if name.kind == NameKind.PREFERRED}
    return names.get(get_language() or "") or next(iter(names.values()), None) or str(source.name)
