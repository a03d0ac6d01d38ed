"""Number words added up one by one, apart or in one word ("zweihundertfünfundzwanzig")."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal


@dataclass(slots=True)
class Sum:
    """A number as it is read word by word: what is complete, and what a scale may still multiply."""

    total: Decimal = Decimal(0)
    current: Decimal | None = None
    last_scale: Decimal | None = None
    scaled: bool = False
    lead: Decimal | None = None  # what the first scale multiplied
    scale: Decimal = Decimal(1)  # all scales multiplied

    @property
    def whole_scale(self) -> Decimal | None:
        """The scale, where the number is nothing but the lead times it: "three million"."""
        return self.scale if self.lead is not None and self.lead * self.scale == self.value else None

    @property
    def value(self) -> Decimal:
        return self.total + (self.current or 0)

    def add(self, small: Decimal) -> bool:
        """Whether `small` continues the number: "zwanzig" does after "hundert", "fünf" does not after "drei"."""
        if self.current is None:
            self.current = small
            return self.last_scale is None or small < self.last_scale
        room = next((unit for unit in (Decimal(100), Decimal(20), Decimal(10)) if self._leaves(unit, small)), None)
        if room is None:
            return False
        self.current += small
        return True

    def _leaves(self, unit: Decimal, small: Decimal) -> bool:
        assert self.current is not None
        if unit == 20:  # soixante-douze, quatre-vingt-treize
            return self.current in (60, 80) and small < unit
        return self.current % unit == 0 and small < unit

    def multiply(self, scale: Decimal) -> bool:
        lead = self.lead if self.lead is not None else self.current or Decimal(1)
        if scale <= 100:
            if self.current is not None and self.current >= 100:
                return False
            self.current = (self.current or Decimal(1)) * scale
        else:
            if self.last_scale is not None and scale >= self.last_scale:
                return False
            self.total += (self.current or Decimal(1)) * scale
            self.current, self.last_scale = None, scale
        self.scaled, self.lead, self.scale = True, lead, self.scale * scale
        return True

    def halve(self) -> None:
        if self.current is None and self.last_scale is not None:
            self.total += self.last_scale / 2
        else:
            self.current = (self.current or 0) + Decimal("0.5")


def compound_value(word: str, parts: re.Pattern[str], values: Mapping[str, Decimal], join: str) -> Decimal | None:
    sum_ = Sum()
    unit: Decimal | None = None
    at = 0
    while at < len(word):
        part = parts.match(word, at)
        if part is None:
            return None
        at = part.end()
        if part.group() == join:
            unit, sum_.current = _split_unit(sum_.current)
            continue
        value = values[part.group()]
        if value >= 100:
            read = sum_.multiply(value)
        else:
            read = sum_.add(value + (unit or 0)) if unit is None or value >= 20 else sum_.add(value)
        if not read:
            return None
        unit = None
    return sum_.value or None


def _split_unit(current: Decimal | None) -> tuple[Decimal | None, Decimal | None]:
    """What "und" adds to the tens behind it: the five of "zweihundertfünfundzwanzig"."""
    if current is None or not 0 < current % 10 < 10 or current % 100 >= 10:
        return None, current
    rest = current - current % 10
    return current % 10, rest or None
