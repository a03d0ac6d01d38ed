"""Looking words up: by one look for all patterns, and for all lists together, the same is found as by trying each."""

from hypothesis import given
from hypothesis import strategies as st

from claims.extraction.lexicon import Lexicon, begun_by, fits

_LETTERS = st.text("abc", min_size=1, max_size=6)
_STARS = st.sampled_from(("", "*"))
_PATTERNS = st.builds("{}{}{}".format, _STARS, _LETTERS, _STARS)


@given(st.lists(_PATTERNS, max_size=12), _LETTERS)
def test_a_word_begins_what_some_pattern_fits(patterns: list[str], word: str) -> None:
    begun = begun_by({"list": Lexicon((pattern, "value") for pattern in patterns)})
    assert bool(begun(word)) == any(fits(pattern, word) for pattern in patterns)


@given(st.lists(_PATTERNS, max_size=6), st.lists(_PATTERNS, max_size=6), _LETTERS)
def test_all_lists_together_tell_what_each_tells_alone(one: list[str], other: list[str], word: str) -> None:
    lexicons = {"one": Lexicon((pattern, 1) for pattern in one), "other": Lexicon((pattern, 2) for pattern in other)}
    alone = {name for name, lexicon in lexicons.items() if lexicon.of(word) is not None}
    assert begun_by(lexicons)(word) == alone


def test_an_exact_word_is_better_than_a_stem_and_a_longer_stem_than_a_head() -> None:
    lexicon = Lexicon([("*mann", "head"), ("feuer*", "stem"), ("feuermann", "exact"), ("feuerm*", "longer")])
    assert lexicon.of("feuermann") == "exact"
    assert lexicon.of("feuermanns") is None
    assert lexicon.of("wachmann") == "head"
    assert Lexicon([("*mann", "head"), ("feuerma*", "stem")]).of("feuermann") == "stem"


def test_a_compound_takes_an_ending_only_where_the_pattern_says_so() -> None:
    assert Lexicon([("*soldat*", "troops")]).of("zeitsoldaten") == "troops"
    assert Lexicon([("*soldat", "troops")]).of("zeitsoldaten") is None


def test_a_word_longer_than_any_begins_nothing() -> None:
    assert begun_by({"list": Lexicon([("a*", 1), ("*a", 2)])})("a" * 61) == frozenset()
