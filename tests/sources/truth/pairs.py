"""Pairs of versions of one page: a figure edited amid noise, or only noise edited. Drawn from a seed, so always the same."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from random import Random

from tests.sources.truth import (
    measuring_noise,
    measuring_stories,
    second_noise,
    second_stories,
    third_noise,
    tuning_noise,
    tuning_stories,
)
from tests.sources.truth.figures import Figure, drawn, other
from tests.sources.truth.pages import SKINS, Around, Article
from tests.sources.truth.stories import Set, Story, filled

LANGUAGES = ("de", "en", "ru")
TUNING = Set(
    "tuning",
    "Neue Rundschau",
    tuning_stories.STORIES,
    tuning_stories.WORDS,
    tuning_noise.NOISE,
    tuning_noise.HEADLINES,
    ("Aksu", "Turan", "Belgara", "Ostrava", "Marlinn"),
)
SECOND = Set(
    "second",
    "Herald24",
    second_stories.STORIES,
    second_stories.WORDS,
    second_noise.NOISE,
    second_noise.HEADLINES,
    ("Kelbach", "Norrvik", "Santoral", "Druzhin", "Pellworth", "Azmara"),
)
THIRD = Set(
    "third",
    "Kurier",
    measuring_stories.STORIES,
    measuring_stories.WORDS,
    third_noise.NOISE,
    third_noise.HEADLINES,
    ("Tarnau", "Bexwick", "Olmeda", "Kesra", "Vintala"),
)
# Written last. Its stories are those of the third set, and rules name by now what its noise is made of as well.
MEASURING = Set(
    "measuring",
    "Kurier",
    measuring_stories.STORIES,
    measuring_stories.WORDS,
    measuring_noise.NOISE,
    measuring_noise.HEADLINES,
    ("Ulmen", "Farrow", "Casteno", "Ledva", "Orlinka"),
)


@dataclass(frozen=True)
class Version:
    """What fills the slots of a story, and what an edit did beside filling them otherwise."""

    story: Story
    lang: str
    place: str
    figures: dict[str, Figure]
    attribution: str
    counted: str
    title_figure: Figure
    heading_figure: Figure
    dropped: frozenset[int] = frozenset()
    extra: str = ""
    notice: str = ""

    def filled(self, text: str) -> str:
        slots = {name: figure.written(self.lang) for name, figure in self.figures.items()}
        made = text.format(**slots, a1=self.attribution, c1=self.counted, place=self.place)
        return _tidy(made)

    def paragraphs(self) -> tuple[str, ...]:
        made = [self.filled(text) for i, text in enumerate(self.story.paragraphs) if i not in self.dropped]
        if self.extra:
            made[1] = f"{made[1]} {self.extra}"
        return tuple(made)

    def title(self) -> str:
        slots = {**self.figures, "f1": self.title_figure}
        return replace(self, figures=slots).filled(self.story.title)

    def heading(self) -> str:
        return replace(self, figures={**self.figures, "f1": self.heading_figure}).filled(self.story.heading)


def _tidy(text: str) -> str:
    """Without the marks that an attribution leaves when it is taken out, and with a capital at the beginning."""
    text = re.sub(r"\s*[,;–—]\s*(?=\.)", "", text)
    text = re.sub(r" {2,}", " ", text).strip()
    return text[:1].upper() + text[1:]


@dataclass(frozen=True)
class Case:
    """Two pages, the excerpt that a claim rests on, and what ought to be found: one of these kinds, or nothing."""

    name: str
    lang: str
    before: str
    after: str
    excerpt: tuple[str, str, str]  # exact, prefix, suffix
    kinds: frozenset[str]
    is_announced: bool = False


Edit = Callable[[Version, Random, Set], Version]


def _with(version: Version, name: str, figure: Figure) -> Version:
    return replace(version, figures={**version.figures, name: figure})


def value(version: Version, rng: Random, _made_of: Set) -> Version:
    return _with(version, "f1", other(version.figures["f1"], rng))


def styled(style: str) -> tuple[Edit, Edit]:
    """An edit of a figure in this style, and what prepares the version for it."""

    def prepare(version: Version, rng: Random, made_of: Set) -> Version:
        return _with(version, "f1", drawn(rng, made_of.words[version.lang].qualifiers, style))

    return value, prepare


def to_word(version: Version, rng: Random, _made_of: Set) -> Version:
    """Another number, and as a word."""
    return _with(version, "f1", Figure(rng.randint(2, 12), "word", version.figures["f1"].qualifier))


def large(version: Version, rng: Random, _made_of: Set) -> Version:
    return _with(version, "f1", Figure(rng.randint(14, 9000), "digits", version.figures["f1"].qualifier))


def vague(version: Version, rng: Random, made_of: Set) -> Version:
    return _with(version, "f1", Figure(0, "text", text=rng.choice(made_of.words[version.lang].vague)))


def precise(version: Version, rng: Random, _made_of: Set) -> Version:
    return _with(version, "f1", Figure(rng.randint(13, 900)))


def qualified(version: Version, rng: Random, made_of: Set) -> Version:
    qualifier = rng.choice(made_of.words[version.lang].qualifiers)
    return _with(version, "f1", replace(large(version, rng, made_of).figures["f1"], qualifier=qualifier))


def unqualified(version: Version, _rng: Random, _made_of: Set) -> Version:
    return _with(version, "f1", replace(version.figures["f1"], qualifier=""))


def bare(version: Version, rng: Random, made_of: Set) -> Version:
    return unqualified(large(version, rng, made_of), rng, made_of)


def requalified(version: Version, rng: Random, made_of: Set) -> Version:
    figure = version.figures["f1"]
    others = [word for word in made_of.words[version.lang].qualifiers if word != figure.qualifier]
    return _with(version, "f1", replace(figure, qualifier=rng.choice(others)))


def unattributed(version: Version, _rng: Random, _made_of: Set) -> Version:
    return replace(version, attribution="")


def reattributed(version: Version, rng: Random, made_of: Set) -> Version:
    others = [words for words in made_of.words[version.lang].attributions if words != version.attribution]
    return replace(version, attribution=rng.choice(others))


def swapped(version: Version, _rng: Random, _made_of: Set) -> Version:
    return replace(version, figures={**version.figures, "f1": version.figures["f2"], "f2": version.figures["f1"]})


def removed(version: Version, _rng: Random, _made_of: Set) -> Version:
    return replace(version, dropped=frozenset({0}))


def added(version: Version, rng: Random, made_of: Set) -> Version:
    figure = Figure(rng.randint(2, 900)).written(version.lang)
    return replace(version, extra=made_of.words[version.lang].extra.format(f=figure))


def recounted(version: Version, rng: Random, made_of: Set) -> Version:
    others = [word for word in made_of.words[version.lang].counted if word != version.counted]
    return replace(version, counted=rng.choice(others))


def retitled(version: Version, rng: Random, _made_of: Set) -> Version:
    return replace(version, title_figure=other(version.title_figure, rng))


def reheaded(version: Version, rng: Random, _made_of: Set) -> Version:
    return replace(version, heading_figure=other(version.heading_figure, rng))


def second(version: Version, rng: Random, _made_of: Set) -> Version:
    return _with(version, "f2", other(version.figures["f2"], rng))


def announced(version: Version, rng: Random, made_of: Set) -> Version:
    was = version.figures["f1"].written(version.lang)
    return replace(value(version, rng, made_of), notice=made_of.words[version.lang].notice.format(f=was))


def _same(version: Version, _rng: Random, _made_of: Set) -> Version:
    return version


_CHANGED = frozenset({"number_changed"})
_GONE = frozenset({"number_vanished", "number_changed", "excerpt_gone"})
_QUALIFIED = frozenset({"qualifier_lost", "qualifier_gained", "qualifier_changed"})
# By name: the edit, what prepares the version for it, and the kinds of findings of which one must be made.
EDITS: dict[str, tuple[Edit, Edit, frozenset[str]]] = {
    "value": (value, _same, _CHANGED),
    "digits": (*styled("digits"), _CHANGED),
    "word": (*styled("word"), _CHANGED),
    "million": (*styled("million"), _CHANGED),
    "percent": (*styled("percent"), _CHANGED),
    "range": (*styled("range"), _CHANGED),
    "digits-to-word": (to_word, large, _CHANGED),
    "to-vague": (vague, large, _GONE),
    "from-vague": (precise, vague, frozenset({"number_appeared", "number_changed"})),
    "qualifier-lost": (unqualified, qualified, frozenset({"qualifier_lost"})),
    "qualifier-gained": (requalified, bare, frozenset({"qualifier_gained"})),
    "qualifier-swapped": (requalified, qualified, _QUALIFIED),
    "attribution-lost": (unattributed, _same, frozenset({"attribution_lost"})),
    "attribution-changed": (reattributed, _same, frozenset({"attribution_changed", "attribution_lost"})),
    "swapped": (swapped, _same, _CHANGED | {"counted_changed"}),
    "sentence-removed": (removed, _same, _GONE),
    "sentence-added": (added, _same, frozenset({"number_appeared"})),
    "recounted": (recounted, _same, frozenset({"counted_changed"})),
    "title": (retitled, _same, _CHANGED),
    "heading": (reheaded, _same, _CHANGED),
    "elsewhere": (second, _same, _CHANGED),
    "announced": (announced, _same, _CHANGED),
}


def _first(rng: Random, lang: str, made_of: Set) -> Version:
    words = made_of.words[lang]
    figures = {name: drawn(rng, words.qualifiers) for name in ("f1", "f2", "f3")}
    while figures["f2"].written(lang) == figures["f1"].written(lang):
        figures["f2"] = drawn(rng, words.qualifiers)
    return Version(
        story=rng.choice(made_of.stories[lang]),
        lang=lang,
        place=rng.choice(made_of.places),
        figures=figures,
        attribution=rng.choice(words.attributions),
        counted=rng.choice(words.counted),
        title_figure=drawn(rng, words.qualifiers, "digits"),
        heading_figure=drawn(rng, words.qualifiers, "digits"),
    )


def cases(made_of: Set, seed: int, rounds: int = 3) -> Iterator[Case]:
    """For each language and round: a pair for each edit, and as many with noise alone."""
    for lang in LANGUAGES:
        for number in range(rounds):
            for name in EDITS:
                rng = Random(f"{seed} {lang} {number} {name}")
                yield _edited(name, lang, rng, made_of)
                yield _noise_only(lang, Random(f"{seed} {lang} {number} {name} noise"), made_of)


def _edited(name: str, lang: str, rng: Random, made_of: Set) -> Case:
    edit, prepare, kinds = EDITS[name]
    before = prepare(_first(rng, lang, made_of), rng, made_of)
    after = edit(before, rng, made_of)
    return _case(name, before, after, kinds, rng, made_of)


def _noise_only(lang: str, rng: Random, made_of: Set) -> Case:
    before = _first(rng, lang, made_of)
    return _case("noise", before, before, frozenset(), rng, made_of)


def _case(name: str, before: Version, after: Version, kinds: frozenset[str], rng: Random, made_of: Set) -> Case:
    skin = rng.choice(SKINS[made_of.name])
    chosen = {place: [n for n in kinds_ if rng.random() < 0.6] for place, kinds_ in made_of.noise.items()}
    author, day = f"{rng.choice('ABEKLMNS')}. {rng.choice(('Weber', 'Orlow', 'Lindt', 'Moreau'))}", rng.randint(10, 28)
    pages = []
    for version, shape in ((before, _plain), (after, rng.choice(SHAPES))):
        article = Article(
            version.lang,
            version.title(),
            shape(version.paragraphs(), rng),
            made_of.site,
            author,
            f"2022-01-{day}T08:00:00+00:00",
            {2: version.heading()},
            after.notice if version is after and after is not before else "",
        )
        pages.append(skin(article, _around(version.lang, chosen, rng, made_of)))
    text = before.paragraphs()
    sentence = text[0]
    excerpt = (sentence, "", text[1][:60])
    return Case(name, before.lang, pages[0], pages[1], excerpt, kinds, is_announced=bool(after.notice))


def _around(lang: str, chosen: dict[str, list[str]], rng: Random, made_of: Set) -> Around:
    """Noise drawn anew. Now and then one piece of it is missing or there for the first time."""

    def piece(place: str) -> str:
        names = [name for name in made_of.noise[place] if (name in chosen[place]) != (rng.random() < 0.1)]
        return "\n".join(filled(made_of.noise[place][name][lang], rng, made_of.headlines[lang]) for name in names)

    between = piece("between")
    return Around(
        top=piece("top"),
        under_title=piece("under_title"),
        between={rng.randint(1, 3): between},
        bottom=piece("bottom"),
        side=piece("side"),
        foot=piece("foot"),
    )


Shape = Callable[[tuple[str, ...], Random], tuple[str, ...]]


def _plain(paragraphs: tuple[str, ...], _rng: Random) -> tuple[str, ...]:
    return paragraphs


def _merged(paragraphs: tuple[str, ...], _rng: Random) -> tuple[str, ...]:
    return (*paragraphs[:2], f"{paragraphs[2]} {paragraphs[3]}", *paragraphs[4:])


def _split(paragraphs: tuple[str, ...], _rng: Random) -> tuple[str, ...]:
    first, dot, rest = paragraphs[-1].partition(". ")
    return (*paragraphs[:-1], first + dot.strip(), rest) if rest else paragraphs


def _spaced(paragraphs: tuple[str, ...], _rng: Random) -> tuple[str, ...]:
    return tuple(re.sub(r"(\d) ", "\\1\u00a0", text).replace("  ", " ") for text in paragraphs)


def _quoted(paragraphs: tuple[str, ...], _rng: Random) -> tuple[str, ...]:
    marks = str.maketrans({"„": '"', "“": '"', "”": '"', "«": '"', "»": '"', "–": "-", "—": "-", "’": "'"})
    return tuple(text.translate(marks) for text in paragraphs)


def _hyphenated(paragraphs: tuple[str, ...], _rng: Random) -> tuple[str, ...]:
    return tuple(re.sub(r"\b(\w{6})(\w{4,})", "\\1\u00ad\\2", text) for text in paragraphs)


def _regrouped(paragraphs: tuple[str, ...], _rng: Random) -> tuple[str, ...]:
    """Thousands grouped by a thin space, as a new house style would have it."""
    return tuple(re.sub(r"(\d)[.,\u00a0](\d{3})\b", "\\1\u202f\\2", text) for text in paragraphs)


SHAPES: tuple[Shape, ...] = (_plain, _plain, _merged, _split, _spaced, _quoted, _hyphenated, _regrouped)
