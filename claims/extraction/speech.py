"""How a language says who said something: the table `languages/<language>/speech.toml`, ready to be looked up."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from claims.extraction.languages import table
from claims.extraction.tokens import fold
from claims.extraction.words import Word

_LONGEST_ENDING = 3  # letters that "stem*" leaves open
_KEPT_WORDS = 20_000  # several articles have as many different ones
_LONGEST_WORD = 40  # letters: what is longer is no word that a table could hold


class Phrases:
    """Words and phrases, found by one look at a word however many there are."""

    def __init__(self, listed: str) -> None:
        self._phrases: dict[str, list[tuple[str, ...]]] = {}
        self._heads: set[str] = set()
        for entry in fold(listed).split():
            if entry.startswith("*"):
                self._heads.add(entry[1:])
            else:
                first, *others = entry.split("_")
                self._phrases.setdefault(first, []).append(tuple(others))
        for longer in self._phrases.values():
            longer.sort(key=len, reverse=True)

    def __contains__(self, word: str) -> bool:
        return () in self._phrases.get(word, ()) or self.has_head(word)

    def begins(self, word: str) -> bool:
        """Whether a phrase, of one word or more, begins with the word."""
        return word in self._phrases or self.has_head(word)

    def at(self, words: Sequence[Word], place: int) -> int:
        """How many words the longest phrase at `place` has; 0 when there is none."""
        for others in self._phrases.get(words[place].low, ()):
            end = place + 1 + len(others)
            if end <= len(words) and all(words[place + 1 + i].low == other for i, other in enumerate(others)):
                return end - place
        return int(self.has_head(words[place].low))

    def has_head(self, word: str) -> bool:
        """Whether a compound ends in one of the heads: "Polizeiangaben", "Militärkreisen"."""
        if not self._heads or len(word) > _LONGEST_WORD:
            return False
        return any(word[cut:] in self._heads for cut in range(2, len(word) - 2))


@dataclass(frozen=True, slots=True)
class Verb:
    """One form of a verb. What it needs must follow in the clause ("teilte … mit"); a participle needs an auxiliary."""

    kind: str
    needs: tuple[str, ...] = ()
    is_participle: bool = False


class Verbs:
    """The forms of the verbs of speaking, with their kinds."""

    def __init__(self, kinds: Mapping[str, str]) -> None:
        self._forms: dict[str, list[Verb]] = {}
        self._stems: dict[str, list[Verb]] = {}
        for kind, forms in kinds.items():
            for form in fold(forms).split():
                self._add(kind, form)

    def _add(self, kind: str, form: str) -> None:
        word, _plus, needs = form.lstrip("~").partition("+")
        verb = Verb(kind, tuple(needs.split("_")) if needs else (), form.startswith("~"))
        table = self._stems if word.endswith("*") else self._forms
        table.setdefault(word.rstrip("*"), []).append(verb)

    def of(self, word: str) -> tuple[Verb, ...]:
        """The verbs that the word may be a form of: exact forms before stems, longer stems before shorter."""
        if len(word) > _LONGEST_WORD:
            return ()
        return tuple(sorted(self._found(word), key=lambda verb: not verb.needs))

    def _found(self, word: str) -> Iterator[Verb]:
        yield from self._forms.get(word, ())
        for cut in range(min(_LONGEST_ENDING, len(word) - 2) + 1):
            yield from self._stems.get(word[: len(word) - cut], ())


_EMPTY = Phrases("")


class Speech:
    """The table of a language. What each list is for is said in the table itself.

    Texts use few words over and over: what each word may be is looked up once.
    """

    def __init__(self, verbs: Verbs, lists: Mapping[str, Phrases], told: Mapping[str, Any]) -> None:
        self.nouns_are_capitals: bool = told.get("nouns_are_capitals", False)
        self.adjectives_follow: bool = told.get("adjectives_follow", False)
        self.subjects_follow: bool = told.get("subjects_follow", False)
        self.names_are_inflected: bool = told.get("names_are_inflected", False)
        self._lists = lists
        self.verbs_of = lru_cache(maxsize=_KEPT_WORDS)(verbs.of)
        self.roles_of = lru_cache(maxsize=_KEPT_WORDS)(self._roles_of)

    def __getitem__(self, name: str) -> Phrases:
        return self._lists.get(name, _EMPTY)

    def _roles_of(self, word: str) -> frozenset[str]:
        """The lists that the word is in, and with "…_" the lists that have a phrase beginning with it."""
        alone = {name for name, phrases in self._lists.items() if word in phrases}
        return frozenset(alone | {f"{name}_" for name, phrases in self._lists.items() if phrases.begins(word)})


@cache
def speech(language: str) -> Speech | None:
    """The table of a language; None where nobody has written one."""
    told = table(language, "speech")
    if not told:
        return None
    lists = {name: Phrases(listed) for name, listed in {**told["sources"], **told["words"]}.items()}
    return Speech(Verbs(told["verbs"]), lists, told)
