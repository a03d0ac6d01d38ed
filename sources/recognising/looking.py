"""An answer beside the last good capture, and the questions that signs ask of the two."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from sources.recognising import addresses
from sources.recognising.likeness import likeness

_SHORT = 1_500  # characters: error pages and walls have less main text, reports rarely
_TINY = 400  # characters: a first look may meet a short report about a deletion, and must not take it for one
_SMALL = 4_000  # characters: all that is visible on a page that is nothing but a wall
_HERE = 0.6  # of what the last good capture said: with so much of it left, the report is there, whatever stands around
_TRACE = 0.3  # with less of it left, a page that calls itself an error is believed
_TEASER = 0.6  # of the last good capture's length: a teaser has less
_FRAME = 0.5  # of the lines around a report: with so many of them left, it is the same site's page


@dataclass(frozen=True)
class Met:
    """One answer. `status` is 0 when none came, and `problem` says then why (a kind of connecting.Problem).

    Header names may be in any case. `kind` and what follows are what `sources.extracting` read.
    """

    url: str
    final_url: str
    status: int
    problem: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    kind: str = "html"
    title: str = ""
    text: str = ""
    visible: str = ""
    marks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Good:
    """The last capture in which the report was there. `visible` helps to know the site's frame, and may be empty."""

    title: str
    text: str
    visible: str = ""


@dataclass(frozen=True)
class Look:
    met: Met
    good: Good | None = None

    @cached_property
    def kept(self) -> float | None:
        """The share of the report's words that is left; None when there is no capture to compare with."""
        return likeness(self.good.text, self.met.text or self.met.visible) if self.good else None

    @property
    def is_here(self) -> bool:
        return self.kept is not None and self.kept >= _HERE

    @property
    def is_other(self) -> bool:
        """Whether hardly anything of the report is left; without a capture, whether there is hardly any text."""
        return self.kept < _TRACE if self.kept is not None else len(self.met.text) < _TINY

    @property
    def is_short(self) -> bool:
        return len(self.met.text) < _SHORT

    @property
    def is_small(self) -> bool:
        return self.is_short and len(self.met.visible) < _SMALL

    @property
    def is_cut(self) -> bool:
        """Whether it is much shorter than the report was; without a capture, whether it is short."""
        return len(self.met.text) < _TEASER * len(self.good.text) if self.good else self.is_short

    @property
    def was_sent(self) -> bool:
        return not addresses.is_same(self.met.url, self.met.final_url)

    @property
    def has_frame(self) -> bool:
        """Whether most of what stood around the report is still there: menus, names of sections, the foot."""
        if self.good is None:
            return False
        text, before = set(self.good.text.split("\n")), set(self.good.visible.split("\n"))
        frame = before - text
        return len(frame) > 4 and len(frame & set(self.met.visible.split("\n"))) >= _FRAME * len(frame)

    def titled(self, pattern: re.Pattern[str]) -> bool:
        return bool(pattern.search(self.met.title))

    def headed(self, pattern: re.Pattern[str]) -> bool:
        """Whether the title or one of the first lines is what the pattern asks for."""
        lines = self.met.text.split("\n")[:3] + self.met.visible.split("\n")[:30]
        return self.titled(pattern) or any(pattern.search(line) for line in lines)

    def says(self, pattern: re.Pattern[str]) -> bool:
        """Whether the page says so: in its title, its main text, or anywhere when it is small."""
        text = f"{self.met.text}\n{self.met.visible}" if self.is_short else self.met.text
        return self.titled(pattern) or bool(pattern.search(text[: 2 * _SMALL]))
