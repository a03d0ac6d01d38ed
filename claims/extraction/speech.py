"""How a language says who said something: the table `languages/<language>/speech.toml`, ready to be looked up."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from claims.extraction.languages import table
from claims.extraction.tokens import KEPT_WORDS, fold

_LONGEST_ENDING = 3  # letters that "stem*" leaves open
_LONGEST_WORD = 40  # letters: what is longer is no word that a table could hold
_SHORTEST_HEAD = 3  # letters


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

    @property
    def first_words(self) -> Iterable[str]:
        return self._phrases.keys()

    @property
    def heads(self) -> Iterable[str]:
        return self._heads

    def __contains__(self, word: str) -> bool:
        return () in self._phrases.get(word, ()) or self.has_head(word)

    def at(self, words: tuple[str, ...], place: int) -> int:
        """How many words the longest phrase at `place` has; 0 when there is none."""
        for others in self._phrases.get(words[place], ()):
            end = place + 1 + len(others)
            if words[place + 1 : end] == others:
                return end - place
        return int(self.has_head(words[place]))

    def has_head(self, word: str) -> bool:
        """Whether a compound ends in one of the heads: "Polizeiangaben", "Militärkreisen"."""
        if not self._heads or len(word) > _LONGEST_WORD:
            return False
        return any(word[cut:] in self._heads for cut in range(2, len(word) - _SHORTEST_HEAD + 1))


@dataclass(frozen=True, slots=True)
class Verb:
    """One form of a verb. What it needs must follow in the clause ("teilte … mit"); a participle needs an auxiliary.

    With the word `ends` its clause must end ("ging von … aus"), and none of the words `never` may stand in it.
    """

    kind: str
    needs: tuple[str, ...] = ()
    is_participle: bool = False
    ends: str = ""
    never: frozenset[str] = frozenset()


class Verbs:
    """The forms of the verbs of speaking, with their kinds.

    "annon/cer" stands for "annon" with each ending that `endings` has for "cer".
    """

    def __init__(self, kinds: Mapping[str, str], endings: Mapping[str, str] | None = None) -> None:
        self._forms: dict[str, list[Verb]] = {}
        self._stems: dict[str, list[Verb]] = {}
        for kind, forms in kinds.items():
            for form in fold(forms).split():
                for each in _conjugated(form, endings or {}):
                    self._add(kind, each)

    def _add(self, kind: str, form: str) -> None:
        told, _mark, never = form.lstrip("~").partition("!")
        word, needs, ends, *_ = (*told.split("+"), "", "")
        verb = Verb(
            kind,
            tuple(needs.split("_")) if needs else (),
            form.startswith("~"),
            ends,
            frozenset(filter(None, never.split("_"))),
        )
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


def _conjugated(form: str, endings: Mapping[str, str]) -> Iterator[str]:
    """The forms of "précis/er" or "croi/re+savoir"; any other form is itself."""
    stem, slash, rest = form.partition("/")
    if not slash:
        yield form
        return
    group, plus, needs = rest.partition("+")
    for ending in fold(endings[group]).split():
        mark = "~" if ending.startswith("~") else ""
        yield f"{mark}{stem}{ending.lstrip('~')}{plus}{needs}"


_EMPTY = Phrases("")
_NO_ROLES: frozenset[str] = frozenset()


class Speech:
    """The table of a language. What each list is for is said in the table itself.

    Texts use few words over and over: what each word may be is looked up once.
    """

    def __init__(self, verbs: Verbs, lists: Mapping[str, Phrases], told: Mapping[str, Any]) -> None:
        self.nouns_are_capitals: bool = told.get("nouns_are_capitals", False)
        self.adjectives_follow: bool = told.get("adjectives_follow", False)
        self.subjects_follow: bool = told.get("subjects_follow", False)
        self.names_are_inflected: bool = told.get("names_are_inflected", False)
        self.oblique_endings = tuple(told.get("oblique_endings", "").split())
        self.people_endings = tuple(told.get("people_endings", "").split())
        self.acronyms = frozenset(told.get("acronyms", "").upper().split())
        self._lists = lists
        self._roles = _roles_of_words(lists)
        self._heads = _roles_of_heads(lists)
        self._head_lengths = sorted(set(map(len, self._heads)))
        self.verbs_of = lru_cache(maxsize=KEPT_WORDS)(verbs.of)
        self.roles_of = lru_cache(maxsize=KEPT_WORDS)(self._roles_of)

    def __getitem__(self, name: str) -> Phrases:
        return self._lists.get(name, _EMPTY)

    def stem_of(self, word: str) -> str:
        """A verb's form without the pronoun that French hangs on it: "précise-t-il"."""
        head, hyphen, rest = word.partition("-")
        return head if hyphen and rest.removeprefix("t-") in self["pronouns"] else word

    def _roles_of(self, word: str) -> frozenset[str]:
        """The lists that the word is in, and with "…_" the lists that have a phrase beginning with it."""
        roles = self._roles.get(word, _NO_ROLES)
        if len(word) > _LONGEST_WORD:
            return roles
        fitting = [size for size in self._head_lengths if _SHORTEST_HEAD <= size <= len(word) - 2]
        heads = [self._heads[word[-size:]] for size in fitting if word[-size:] in self._heads]
        return roles.union(*heads) if heads else roles


def _roles_of_words(lists: Mapping[str, Phrases]) -> dict[str, frozenset[str]]:
    """The roles of each word that some list has by itself."""
    words = {word for phrases in lists.values() for word in phrases.first_words}
    roles: dict[str, set[str]] = {word: set() for word in words}
    for name, phrases in lists.items():
        for word in phrases.first_words:
            roles[word] |= {name, f"{name}_"} if word in phrases else {f"{name}_"}
    return {word: frozenset(names) for word, names in roles.items()}


def _roles_of_heads(lists: Mapping[str, Phrases]) -> dict[str, frozenset[str]]:
    roles: dict[str, set[str]] = {}
    for name, phrases in lists.items():
        for head in phrases.heads:
            roles.setdefault(head, set()).update((name, f"{name}_"))
    return {head: frozenset(names) for head, names in roles.items()}


@cache
def speech(language: str) -> Speech | None:
    """The table of a language; None where nobody has written one."""
    told = table(language, "speech")
    if not told:
        return None
    lists = {name: Phrases(listed) for name, listed in {**told["sources"], **told["words"]}.items()}
    return Speech(Verbs(told["verbs"], told.get("conjugations")), lists, told)
