"""Figures as newsrooms write them, in a style that stays, so that only what an edit changes is changed."""

from dataclasses import dataclass, replace
from random import Random

WORDS = {
    "de": "zwei drei vier fünf sechs sieben acht neun zehn elf zwölf",
    "en": "two three four five six seven eight nine ten eleven twelve",
    "ru": "два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать",
}
MILLIONS = {"de": ("Millionen", "Milliarden"), "en": ("million", "billion"), "ru": ("миллионов", "миллиардов")}
PERCENT = {"de": "Prozent", "en": "percent", "ru": "процентов"}
BETWEEN = {"de": "{} bis {}", "en": "{} to {}", "ru": "от {} до {}"}
GROUPS = {"de": ".", "en": ",", "ru": "\u00a0"}


@dataclass(frozen=True)
class Figure:
    """`style` is digits, word, million, percent, range, or text (then `text` is what stands there instead)."""

    value: int
    style: str = "digits"
    qualifier: str = ""
    high: int = 0
    text: str = ""

    def written(self, lang: str) -> str:
        return f"{self.qualifier} {self._number(lang)}".strip()

    def _number(self, lang: str) -> str:
        if self.style == "text":
            return self.text
        if self.style == "word":
            return WORDS[lang].split()[self.value - 2]
        if self.style == "million":
            tenths = f"{self.value / 10:.1f}"
            return f"{tenths if lang == 'en' else tenths.replace('.', ',')} {MILLIONS[lang][0]}"
        if self.style == "percent":
            return f"{self.value} {PERCENT[lang]}"
        if self.style == "range":
            return BETWEEN[lang].format(_grouped(self.value, lang), _grouped(self.high, lang))
        return _grouped(self.value, lang)


def _grouped(value: int, lang: str) -> str:
    return str(value) if value < 1000 else f"{value:,}".replace(",", GROUPS[lang])


def drawn(rng: Random, qualifiers: tuple[str, ...], style: str = "") -> Figure:
    """A figure of a random style and size, with a qualifier as often as not."""
    style = style or rng.choice(("digits", "digits", "digits", "word", "million", "percent", "range"))
    qualifier = rng.choice(qualifiers) if style != "range" and rng.random() < 0.5 else ""
    if style == "word":
        return Figure(rng.randint(2, 12), style, qualifier)
    if style == "million":
        return Figure(rng.randint(11, 99), style, qualifier)
    if style == "percent":
        return Figure(rng.randint(2, 97), style, qualifier)
    value = rng.choice((rng.randint(13, 99), rng.randint(100, 999), rng.randint(1000, 99_999)))
    return Figure(value, style, qualifier, high=value + rng.randint(5, 50))


def other(figure: Figure, rng: Random) -> Figure:
    """The figure with another value in the same style."""
    if figure.style == "word":
        return replace(figure, value=rng.choice([n for n in range(2, 13) if n != figure.value]))
    if figure.style == "range":
        return replace(figure, high=figure.high + rng.randint(1, 40))
    if rng.random() < 0.2 and figure.style == "digits":
        return replace(figure, value=figure.value * 10 + rng.randint(0, 9))
    return replace(figure, value=figure.value + rng.choice((-1, 1, 2, 7, 13)) * (1 + figure.value // 50))
