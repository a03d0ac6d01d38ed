"""What the rows of a batch name, as far as the desk knows it: a few queries, however many rows there are."""

from collections.abc import Callable, Collection, Sequence
from functools import lru_cache
from typing import Any, TypeVar

from django.db.models import Model, Q

from claims.models import Claim, Measure, Topic
from sources import names
from sources.models import Report, Source, SourceName
from sources.public_ids import id_of_key
from sources.texts import folded

ARROW = "→"
name_key = lru_cache(10_000)(names.name_key)  # a file says the same few names over and over
Row = dict[str, str]
# For each kind what somebody wrote, with the number of the thing that it meant and what claims take from that.
Found = dict[str, dict[str, list[Any]]]
Thing = TypeVar("Thing", bound=Model)


def names_in(row: Row) -> list[str]:
    """The names of the chain, the origin first."""
    parts = row.get("chain", "").replace(">", ARROW).replace(" | ", ARROW).split(ARROW)
    return [" ".join(part.split()) for part in parts if part.strip()]


class Known:
    """Topics, measures, sources, reports and claims that a batch of rows refers to; what is made new is added."""

    def __init__(self, rows: Sequence[Row], topic: Topic | None) -> None:
        self.topics = _topics({row.get("topic", "") for row in rows})
        in_use = {*self.topics.values(), *([topic] if topic else [])}
        self.measures = measures_of({topic.pk for topic in in_use})
        self.sources = sources_called({name for row in rows for name in all_names(row)})
        self.reports = reports_at({row.get(field, "") for row in rows for field in ("report_url", "review_url")})
        self.found: Found = {kind: {} for kind in _LOOKUPS}  # what rows asked for and was here
        self._of_row: list[tuple[dict[Any, Any], Any]] = []  # where the row at hand added what
        keys = {claim_id(row) for row in rows if row.get("key")}
        self.claims = set(Claim.objects.filter(public_id__in=keys).values_list("public_id", flat=True))

    def topic(self, written: str) -> Topic | None:
        return self._noted("topic", written, self.topics.get(folded(written)))

    def source(self, name: str) -> Source | None:
        """The one source of that name, in any spelling; None when there is none or more than one."""
        several = self.sources.get(name_key(name), [])
        return self._noted("source", name, several[0]) if len(several) == 1 else None

    def is_ambiguous(self, name: str) -> bool:
        return len(self.sources.get(name_key(name), [])) > 1

    def add_source(self, name: str, source: Source) -> None:
        self._add(self.sources, name_key(name), [source])

    def add_report(self, report: Report) -> None:
        self._add(self.reports, report.url, report)

    def measure(self, topic: Topic, written: str) -> Measure | None:
        label = folded(written)
        return self._noted("measure", f"{topic.pk} {label}", self.measures.get((topic.pk, label)))

    def report(self, url: str) -> Report | None:
        return self._noted("report", url, self.reports.get(url))

    def _noted(self, kind: str, written: str, thing: Thing | None) -> Thing | None:
        if thing is not None and thing.pk and written not in self.found[kind]:
            self.found[kind][written] = _facts(thing)
        return thing

    def add_measure(self, written: str, measure: Measure) -> None:
        self._add(self.measures, (measure.topic_id, folded(written)), measure)

    def _add(self, known: dict[Any, Any], key: Any, thing: Any) -> None:
        known[key] = thing
        self._of_row.append((known, key))

    def begin_row(self) -> None:
        self._of_row = []

    def forget_row(self) -> None:
        """A row that is refused makes nothing: the rows after it may not rest on what it would have made."""
        for known, key in self._of_row:
            known.pop(key, None)


def all_names(row: Row) -> list[str]:
    """Every name of a source in a row."""
    others = [row.get(field, "") for field in ("publisher", "review_publisher")]
    return [*names_in(row), *(" ".join(name.split()) for name in others if name.strip())]


def claim_id(row: Row) -> str:
    """The id that the claim of a row with a key always gets."""
    return _id_of(row["key"])


@lru_cache(4_000)  # it is asked for again and again while a step of rows is checked
def _id_of(key: str) -> str:
    return id_of_key("c", f"import/{key}")


def _topics(written: set[str]) -> dict[str, Topic]:
    wanted = {folded(each) for each in written if each}
    if not wanted:
        return {}
    exact = Q(slug__in=written) | Q(public_id__in=written)
    found = {name: topic for topic in Topic.objects.filter(exact) for name in (topic.slug, topic.public_id)}
    found = {folded(name): topic for name, topic in found.items()}
    if wanted - set(found):
        for topic in Topic.objects.only("title", "slug", "public_id")[:5_000]:
            for entry in topic.title.values():
                found.setdefault(folded(entry["text"]), topic)
    return found


def measures_of(topics: Collection[int]) -> dict[tuple[int, str], Measure]:
    """The measures of these topics by the number of the topic and each of their labels, folded."""
    found = {}
    for measure in Measure.objects.filter(topic__in=topics).select_related("topic"):
        for written in (measure.public_id, *(entry["text"] for entry in measure.label.values())):
            found[measure.topic_id, folded(written)] = measure
    return found


def sources_called(written: set[str]) -> dict[str, list[Source]]:
    """All sources with one of these names, by its key."""
    keys = {name_key(name) for name in written} - {""}
    by_key: dict[str, dict[int, Source]] = {}
    for name in SourceName.objects.filter(key__in=keys).select_related("source"):
        by_key.setdefault(name.key, {})[name.source_id] = name.source
    return {key: list(sources.values()) for key, sources in by_key.items()}


def reports_at(urls: set[str]) -> dict[str, Report]:
    """The reports at these addresses."""
    found = Report.objects.filter(url__in=urls - {""}).select_related("publisher")
    return {report.url: report for report in found}


# Whether it is as it was found -------------------------------------------------------------------------------------


def is_as_found(found: Found) -> bool:
    """Whether everything that rows meant is meant by the same words still, and is what it was: between check and
    import a name may be given to another source, a date corrected, a source protected."""
    return all(
        {written: _facts(thing) for written, thing in _LOOKUPS[kind](told).items() if thing} == told
        for kind, told in found.items()
        if told
    )


def _facts(thing: Any) -> list[Any]:
    return [thing.pk, *(fact(thing) for fact in _TAKEN.get(type(thing), ()))]


def _topics_found(told: Collection[str]) -> dict[str, Any]:
    known = _topics(set(told))
    return {written: known.get(folded(written)) for written in told}


def _sources_found(told: Collection[str]) -> dict[str, Any]:
    known = sources_called(set(told))
    named = {name: known.get(name_key(name), []) for name in told}
    return {name: several[0] for name, several in named.items() if len(several) == 1}


def _measures_found(told: Collection[str]) -> dict[str, Any]:
    asked = {written: written.partition(" ") for written in told}
    known = measures_of({int(topic) for topic, _space, _label in asked.values()})
    return {written: known.get((int(topic), label)) for written, (topic, _space, label) in asked.items()}


_LOOKUPS: dict[str, Callable[[Collection[str]], dict[str, Any]]] = {
    "topic": _topics_found,
    "source": _sources_found,
    "measure": _measures_found,
    "report": lambda told: dict(reports_at(set(told))),
}
# Claims, chains, excerpts and what is made for them take these over.
_TAKEN: dict[type[Model], tuple[Callable[[Any], Any], ...]] = {
    Source: (lambda source: source.name, lambda source: source.protected),
    Report: (
        lambda report: report.publisher_id,
        lambda report: report.publisher.name,
        lambda report: report.lang,
        lambda report: report.published_at and report.published_at.isoformat(),
        lambda report: report.published_precision,
    ),
}
