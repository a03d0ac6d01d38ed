"""How two numbers stand to each other, whatever they count."""

from decimal import Decimal
from typing import Any

from claims.choices import Counted, Qualifier
from claims.matching.signals import LONGEST, Given
from claims.search import number_lexeme


def same_number(first: Given, second: Given) -> bool:
    """Whether one bound is the same number and the other does not speak against it: "at least 99" and "99"."""
    bounds = ((first.low, second.low), (first.high, second.high))
    if any(one != two and None not in (one, two) for one, two in bounds):
        return False
    return {*bounds} == {(None, None)} or any(one == two and one is not None for one, two in bounds)


def is_number_of(lexeme: str, given: Given) -> bool:
    number = _number(given)
    return number is not None and number_lexeme(number) == lexeme


def holds_number(one: Given, two: Given) -> bool:
    """Whether the text of one has the number of the other, in digits."""
    number = _number(two)
    return number is not None and number_lexeme(number) in one.event.all_numbers


def is_telling(given: Given) -> bool:
    """Whether its number is not met by chance in another event: three digits, and not a round one."""
    number = _number(given)
    return number is not None and number >= _LEAST_FLOOR and _unit(number) <= number / _LEAST_FLOOR


_NEAR = Decimal("0.07")  # of the larger: what a round number and the one that it was made of differ by at most
_VERY_NEAR = Decimal("0.02")  # the same, where no word says that it is round
_BARE = ("", Qualifier.NONE)
_ROUNDED = (Qualifier.MORE_THAN, Qualifier.NEARLY, Qualifier.ABOUT, Qualifier.AT_LEAST, Qualifier.FEWER_THAN)
_MOST_ADDENDS = 6  # parts that one sentence tells of a whole
_LEAST_FLOOR = 100  # "at least 30" is counted, "at least 160" may be 164


def rounded(first: Given, second: Given) -> bool:
    """Whether one is the other made round: "nearly 8,000" and 7,939, "more than 250" and 252."""
    return _rounds(first, second) or _rounds(second, first)


def _rounds(one: Given, two: Given) -> bool:
    mine, yours, hedge = _number(one), _number(two), one.signals.hedge
    if mine is None or yours is None:
        return False
    coarse = _unit(mine) >= _LEAST_FLOOR or one.counted == Counted.PERCENT
    if hedge in _BARE and coarse and _unit(mine) > _unit(yours):
        return abs(mine - yours) <= min(_unit(mine) / 2, _VERY_NEAR * mine)
    if hedge not in _ROUNDED:
        return False
    if _unit(mine) <= 1 or _unit(mine) < _unit(yours) or abs(mine - yours) > _NEAR * max(mine, yours):
        return False
    if hedge in (Qualifier.NEARLY, Qualifier.FEWER_THAN):
        return yours <= mine
    if hedge == Qualifier.AT_LEAST and mine < _LEAST_FLOOR:
        return False
    return hedge == Qualifier.ABOUT or yours >= mine


def _number(given: Given) -> Decimal | None:
    return given.high if given.low is None else given.low


def _unit(number: Decimal) -> Decimal:
    """The place of its last digit that is no zero: 100 for 7,900."""
    exponent = number.normalize().as_tuple().exponent
    return Decimal(10) ** exponent if isinstance(exponent, int) else Decimal(1)


def shuts_out(first: Given, second: Given) -> bool:
    """Whether one is said to be the most that there are, and the other is more: that is no later count."""
    return any(
        one.low is None and one.high is not None and two.low is not None and two.low > one.high
        for one, two in ((first, second), (second, first))
    )


def addends_of(whole: Given) -> list[Decimal]:
    """The numbers that follow it in its sentence, if the first of them, two or more, make it up together."""
    begin, end = whole.at[1], whole.signals.sentence[1]
    after = [other for other in whole.others if begin <= other.at[0] and other.at[1] <= end]
    numbers = [number for other in after if (number := _number(other)) is not None]
    for count in range(2, min(len(numbers), _MOST_ADDENDS) + 1):
        if sum(numbers[:count]) == _number(whole):
            return numbers[:count]
    return []


def makes_up(small: Given, large: Given) -> bool:
    """Whether the text of the smaller tells another number beside it, as what came on top or in the same sentence, that
    makes it up to the larger, which it tells too."""
    number, whole, mine = _number(small), _number(large), small.signals
    if number is None or whole is None or number >= whole:
        return False
    told = holds_number(small, large) and not (mine.later or mine.earlier)
    begin, end = (0, LONGEST) if mine.more else mine.sentence
    beside = [other for other in small.others if begin <= other.at[0] < end] if mine.more or told else []
    return any(other.counted == small.counted and _number(other) == whole - number for other in beside)


def by_size(first: Given, second: Given) -> list[Given]:
    return sorted((first, second), key=size)


def size(counted: Any) -> float:
    """By which the part is told from the whole: what a figure or a claim counts, at the least if that is known."""
    bounds = [float(bound) for bound in (counted.low, counted.high) if bound is not None]
    return bounds[0] if bounds else 0.0
