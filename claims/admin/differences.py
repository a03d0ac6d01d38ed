"""What would change for readers: two bodies compared, each difference named in words."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from django.db.models import Model
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from claims import reading
from claims.admin.told import Told, told
from claims.choices import Basis, Bearing, Counted, Inclusion, KnownBy, Nature, Qualifier, StandingCode, Status
from claims.locales import language_name, moment_words
from claims.models import Claim, Measure, Topic
from claims.wording import relation_words
from sources.models import Report, Source
from sources.public_ids import PUBLIC_ID_PATTERN
from sources.texts import visible

Body = dict[str, Any]
# What no reader reads as a change of the thing: its identity, and the acts that brought it here.
_LEFT_OUT = frozenset({"v", "type", "id", "history", "reviewed_at"})

_WORDS: dict[str, str | Promise] = {
    "kind": _l("kind"),
    "nature": _l("nature"),
    "topic": _l("topic"),
    "measure": _l("measure"),
    "wording": _l("wording"),
    "summary": _l("summary"),
    "lang": _l("language"),
    "by": _l("translated by"),
    "machine": _l("by machine"),
    "figure": _l("figure"),
    "words": _l("words as reported"),
    "qualifier": _l("qualifier"),
    "low": _l("lowest"),
    "high": _l("highest"),
    "as_of": _l("as of"),
    "status": _l("status"),
    "hold": _l("hold"),
    "origins": _l("origins"),
    "count": _l("independent origins"),
    "unidentified": _l("unidentified origins"),
    "reports": _l("reports"),
    "standing": _l("standing"),
    "attributions": _l("attribution"),
    "chain": _l("hop"),
    "source": _l("source"),
    "named_as": _l("named as"),
    "named_as_lang": _l("language of the name"),
    "role": _l("role at the time"),
    "quote": _l("its own words"),
    "said": _l("when"),
    "known_by": _l("how we know"),
    "excerpt": _l("excerpt"),
    "exact": _l("exact words"),
    "prefix": _l("words before"),
    "suffix": _l("words after"),
    "evidence": _l("evidence"),
    "bearing": _l("bearing"),
    "primary": _l("primary"),
    "note": _l("note"),
    "report": _l("report"),
    "relations": _l("relation"),
    "other": _l("other claim"),
    "counted_differently": _l("counted differently"),
    "replies": _l("reply"),
    "answer": _l("answer"),
    "corrections": _l("correction"),
    "title": _l("title"),
    "slug": _l("word in the address"),
    "not_known": _l("what is not known"),
    "label": _l("what is counted, in words"),
    "counted": _l("what is counted"),
    "unit": _l("unit"),
    "who": _l("who is counted"),
    "security_forces": _l("security forces"),
    "place": _l("where"),
    "basis": _l("basis"),
    "period_from": _l("period from"),
    "period_until": _l("period until"),
    "names": _l("name"),
    "roles": _l("role"),
    "body": _l("of this body"),
    "from": _l("from"),
    "until": _l("until"),
    "wikidata_id": _l("Wikidata id"),
    "publisher": _l("publisher"),
    "url": _l("address"),
    "published": _l("published at"),
    "state": _l("state"),
}
_CODES: dict[str, type[Any]] = {
    "qualifier": Qualifier,
    "nature": Nature,
    "known_by": KnownBy,
    "standing": StandingCode,
    "bearing": Bearing,
    "basis": Basis,
    "counted": Counted,
    "security_forces": Inclusion,
    "code": Status,
}
_NAMED: dict[str, type[Model]] = {"s": Source, "r": Report, "t": Topic, "m": Measure, "c": Claim}


@dataclass(frozen=True)
class Difference:
    """One field that differs: what is published, and what would be."""

    label: str
    before: SafeString
    after: SafeString


@dataclass(frozen=True)
class Preview:
    """What saving would do to what readers see."""

    told: Told | None
    differences: list[Difference]


def preview(body: Body) -> Preview:
    """Compare what would be published with what is."""
    found = reading.find([body["id"]])
    published = found[body["id"]].json if body["id"] in found else {}
    return Preview(told(body), differences(published, body))


Path = tuple[str, ...]


def differences(before: Body, after: Body) -> list[Difference]:
    """The fields in which two bodies differ, in the order of the later one."""
    one, two = dict(_leaves(before)), dict(_leaves(after))
    paths = [path for path in dict.fromkeys([*two, *one]) if one.get(path) != two.get(path)]
    names = _names(value for path in paths for value in (one.get(path), two.get(path)))
    return [_difference(path, one.get(path), two.get(path), names) for path in paths]


def _leaves(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    if isinstance(value, dict) and set(value) != {"at", "precision"}:
        for key, inner in value.items():
            if key not in _LEFT_OUT:
                yield from _leaves(inner, (*path, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value, 1):
            # An attribution is known by its id, so that taking the first away does not change all others.
            key = inner.get("id") or str(number) if isinstance(inner, dict) else str(number)
            yield from _leaves(inner, (*path, key))
    elif value not in (None, "", False, {}):
        yield path, value


def _difference(path: Path, before: Any, after: Any, names: dict[str, str]) -> Difference:
    one, two = _told(path, before, names), _told(path, after, names)
    if isinstance(before, str) and isinstance(after, str) and " " in before and " " in after:
        return Difference(_label(path), *_marked(one, two))
    return Difference(_label(path), format_html("{}", one or "—"), format_html("{}", two or "—"))


def _label(path: Path) -> str:
    words = []
    for key, before in zip(path, ("", *path), strict=False):
        if key == "text" or re.fullmatch(PUBLIC_ID_PATTERN, key):
            continue
        word = _WORDS.get(key)
        is_language = word is None and before in _TEXTS
        words.append(str(word) if word else language_name(key) if is_language else key)
    return " › ".join(words)


_TEXTS = frozenset({"summary", "note", "reason", "answer", "title", "not_known", "label", "who", "place", "role"})


def _told(path: Path, value: Any, names: dict[str, str]) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, dict):
        return moment_words(value["at"], value["precision"])
    key = path[-1]
    if key in _CODES and value in _CODES[key].values:
        return str(_CODES[key](value).label)
    if key == "kind" and path[0] == "relations":
        return relation_words(value)
    return visible(names.get(value, str(value)) if isinstance(value, str) else str(value))


def _names(values: Iterable[Any]) -> dict[str, str]:
    """What the public ids among these values are called."""
    ids = {value for value in values if isinstance(value, str) and re.fullmatch(PUBLIC_ID_PATTERN, value)}
    names: dict[str, str] = {}
    for letter, model in _NAMED.items():
        if wanted := [public_id for public_id in ids if public_id.startswith(letter)]:
            found: Any = model._default_manager.filter(public_id__in=wanted)
            names |= {thing.public_id: str(thing) for thing in found}
    return names


def _marked(before: str, after: str) -> tuple[SafeString, SafeString]:
    """Both texts with the words marked that went and that came."""
    one, two = re.findall(r"\S+\s*", before), re.findall(r"\S+\s*", after)
    steps = SequenceMatcher(None, one, two).get_opcodes()
    went = [("del" if tag != "equal" else "span", "".join(one[i:j])) for tag, i, j, _k, _l in steps if i < j]
    came = [("ins" if tag != "equal" else "span", "".join(two[k:m])) for tag, _i, _j, k, m in steps if k < m]
    return _joined(went), _joined(came)


def _joined(parts: list[tuple[str, str]]) -> SafeString:
    return format_html_join("", "<{0}>{1}</{0}>", parts)
