"""How a claim reached us, told from its body: who says so, through whom, and where words changed on the way."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from claims.choices import StandingCode
from claims.wording import figure_words
from sources.texts import visible

Body = dict[str, Any]


@dataclass
class Saying:
    """One origin of a claim: how bodies refer to it, its role, through whom it came, and what was said of it since."""

    origin: Body
    via: list[Body] = field(default_factory=list)
    standings: list[Body] = field(default_factory=list)

    @property
    def names_no_source(self) -> bool:
        """Whether a publisher says so itself, in a report that names nobody."""
        return not self.via


def sayings(attributions: list[Body]) -> list[Saying]:
    """Who is said to have said it, each origin once, however many reports lead to it."""
    by_origin: dict[str, Saying] = {}
    for attribution in attributions:
        chain = attribution["chain"]
        saying = by_origin.setdefault(chain[0]["source"] or attribution["id"], Saying(chain[0]))
        known = {hop["source"] for hop in saying.via}
        saying.via += [hop for hop in chain[1:] if hop["source"] not in known]
    for key, saying in by_origin.items():
        own = [a for a in attributions if (a["chain"][0]["source"] or a["id"]) == key]
        steps = _latest([step for attribution in own for step in attribution["standings"]])
        # What the named origin says of it itself comes first.
        saying.standings = sorted(steps, key=lambda step: step["source"] != saying.origin["source"])
    return list(by_origin.values())


def _latest(steps: list[Body]) -> list[Body]:
    """The last thing that each source said of it, oldest first; that somebody stands by it goes without saying."""
    last: dict[str | None, Body] = {}
    for step in sorted(steps, key=lambda step: step["happened"]["at"]):
        last.pop(step["source"], None)
        last[step["source"]] = step
    return [step for step in last.values() if step["code"] != StandingCode.STANDS]


@dataclass(frozen=True)
class Link:
    """One hop, and how its figure differs from the one before it; empty words where it does not."""

    hop: Body
    before: str = ""
    after: str = ""


def links(chain: list[Body]) -> Iterator[Link]:
    """The hops of a chain, with a note where “164” became “at least 164”."""
    before: Body | None = None
    for hop in chain:
        figure = hop["figure"]
        if figure and before and _bounds(figure) != _bounds(before):
            yield Link(hop, _told(before), _told(figure))
        else:
            yield Link(hop)
        before = figure or before


def elsewhere(attribution: Body, claim: Body) -> str:
    """The figure that the last of a chain gives, where it is another than the claim's: “164”, not “at least 164”."""
    given = [hop["figure"] for hop in attribution["chain"] if hop["figure"]]
    if not given or not claim["figure"] or _bounds(given[-1]) == _bounds(claim["figure"]):
        return ""
    return _told(given[-1])


def other_words(claim: Body) -> list[str]:
    """The other figures that reports give for this claim, each once, the first given first."""
    told = [(_first_said(a), elsewhere(a, claim)) for a in claim["attributions"]]
    return list(dict.fromkeys(words for _at, words in sorted(told) if words))


def _first_said(attribution: Body) -> str:
    return min((hop["said"]["at"] for hop in attribution["chain"] if hop["said"]), default="")


def _bounds(figure: Body) -> tuple[Any, ...]:
    return figure["qualifier"], figure["low"], figure["high"]


def _told(figure: Body) -> str:
    return visible(figure_words(figure))
