"""What a proposed figure is called until an editor words it: what it counts, and in one line how many.

"Tote (Sicherheitskräfte): 19" is plain and right in every language, which no sentence made of parts would be.
"""

from django.utils.translation import override

from claims.choices import Counted
from claims.extraction.languages import table
from claims.proposing import Row


def measure_label(row: Row, text: str, lang: str) -> str:
    """What is counted, of whom and where, in the language of the article: figures of one question share it."""
    labels = table(lang, "labels")
    what = labels.get("classes", {}).get(row.counted_class) or _noun(row, text, lang)
    beside = [part for part in (who_label(row, lang), row.place) if part]
    return f"{what} ({', '.join(beside)})" if what and beside else what


def who_label(row: Row, lang: str) -> str:
    """Who is counted; empty where the class says so already."""
    told = table(lang, "labels").get("who", {}).get(row.who, "")
    return "" if row.who == row.counted_class else str(told)


def summary_line(row: Row, text: str, lang: str) -> str:
    """What is counted and how many. Where the class does not say what, the sentence as it stands."""
    if row.counted_class in table(lang, "labels").get("classes", {}):
        return f"{measure_label(row, text, lang)}: {row.words}"
    return " ".join(text[row.from_ : row.until].split())


def _noun(row: Row, text: str, lang: str) -> str:
    """The counted noun as it stands there; its dictionary form where it stands apart; or what the class is called."""
    beside = text[row.start : row.end].split()[len(row.words.split()) :]
    if beside or row.counted or not row.counted_class:
        return " ".join(beside) or row.counted
    with override(lang):
        return str(Counted(row.counted_class).label)
