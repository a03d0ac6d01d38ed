"""What a set of stories is made of. Two sets exist, so that what is tuned on one can be measured on the other."""

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random


@dataclass(frozen=True)
class Story:
    """Texts with slots: {f1} to {f3} figures, {a1} an attribution, {c1} what is counted, {place}.

    The first paragraph that has {f1} has {a1} too. `title` has {f1}; so has `heading`.
    """

    title: str
    heading: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class Words:
    """One language's words for the slots and for edits. Each attribution names another body."""

    qualifiers: tuple[str, ...]
    vague: tuple[str, ...]
    attributions: tuple[str, ...]
    counted: tuple[str, ...]
    extra: str  # a sentence with {f}, to be added
    notice: str  # of a correction, with {f}


Templates = dict[str, dict[str, dict[str, str]]]


@dataclass(frozen=True)
class Set:
    """`noise` holds HTML by place (see pages.Around), name and language, with slots that `filled` draws anew."""

    name: str
    site: str
    stories: Mapping[str, tuple[Story, ...]]
    words: Mapping[str, Words]
    noise: Templates
    headlines: Mapping[str, tuple[str, ...]]
    places: tuple[str, ...]


def filled(template: str, rng: Random, headlines: tuple[str, ...]) -> str:
    """A piece of noise with fresh values: counts {n} {m}, time {t}, day {d}, year {y}, rate {p}, headlines {h} {g}."""
    h, g = rng.sample(headlines, 2)
    return template.format(
        n=rng.randint(2, 9999),
        m=rng.randint(2, 59),
        t=f"{rng.randint(0, 23):02}:{rng.randint(0, 59):02}",
        d=f"{rng.randint(1, 28):02}.{rng.randint(1, 12):02}.2022",
        y=rng.randint(2022, 2026),
        p=f"{rng.uniform(0, 99):.2f}",
        h=h,
        g=g,
    )
