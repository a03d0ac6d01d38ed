"""Rows of people, sources, topics, measures and reports."""

from collections.abc import Iterator

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import models

from claims.choices import Basis, Counted, Inclusion
from claims.models import Measure, Topic
from claims.permissions import EDITOR
from seeds.problems import Place
from seeds.rows import Row
from seeds.things import Things
from sources.choices import NameKind, ReportKind, SourceKind
from sources.models import Report, Role, Source, SourceName
from sources.names import name_key
from sources.public_ids import id_of_key
from sources.texts import LONGEST_LINE


def read_person(key: str, row: Row, things: Things) -> None:
    """An editor of the demonstration, who has no password."""
    mail, name = row.text("mail", must=True), row.text("name", must=True)
    if not mail.endswith(".invalid"):
        row.refuse("Nobody may get this mail: the address must end with .invalid.", "mail")
    if not things.is_new(things.people, key, row):
        return
    if stored := get_user_model()._default_manager.filter(email=mail.lower()).first():
        things.people.put(key, stored)
        return
    person = get_user_model()(email=mail, name=name, byline=name, is_staff=True)
    person.set_unusable_password()
    if things.keep(things.people, key, row, person, {"email": "mail", "byline": "name"}):
        person.groups.add(Group.objects.get(name=EDITOR))


def _refuse_taken(row: Row, key: str, holders: models.QuerySet[Source] | models.QuerySet[Report]) -> None:
    """What only one thing may have is asked here, for the database would name a constraint and no field."""
    if holder := holders.first():
        row.refuse(f"“{holder}” has this already, as {holder.public_id}.", key)


def read_source(key: str, row: Row, things: Things) -> None:
    """A source with its names. The first name in each language is the one to show."""
    is_new = things.is_new(things.sources, key, row)
    source = Source(
        public_id=id_of_key("s", key),
        kind=row.code("kind", SourceKind),
        name=row.text("name"),
        wikidata_id=row.text("wikidata"),
        note=row.text("note"),
    )
    names = list(_names(row))
    if not is_new:
        return
    if source.wikidata_id:
        _refuse_taken(row, "wikidata", Source.objects.filter(wikidata_id=source.wikidata_id))
    kept = things.keep(things.sources, key, row, source, {"wikidata_id": "wikidata"})
    for place, name in names:
        name.source = kept  # type: ignore[assignment]  # None where the source has a problem: it is checked without
        if row.check(name, at=place):
            name.save()


def _names(row: Row) -> Iterator[tuple[Place, SourceName]]:
    for language, lines in row.by_language("names"):
        for number, (place, text) in enumerate(lines):
            yield place, _name(text, language, NameKind.ALIAS if number else NameKind.PREFERRED)
    for language, lines in row.by_language("abbreviations"):
        for place, text in lines:
            yield place, _name(text, language, NameKind.ABBREVIATION)


def _name(text: str, language: str, kind: NameKind) -> SourceName:
    # The key of a text that is refused as too long would itself take long to make.
    return SourceName(text=text, lang=language, kind=kind, key=name_key(text[: LONGEST_LINE + 1]))


def read_roles(key: str, row: Row, things: Things) -> None:
    """The roles of a source; after all sources, since a role may be of another body."""
    source = things.sources.get(key)
    for name, role_row in row.keyed("roles").items():
        role = Role(
            source=source,
            title=role_row.texts("title", must=True),
            body=role_row.refer("body", things.sources),
            from_on=role_row.day("from"),
            until_on=role_row.day("until"),
        )
        stored = Role.objects.filter(source=source, title=role.title).first() if source else None
        if stored is None:
            things.keep(things.roles, f"{key}/{name}", role_row, role, {"from_on": "from", "until_on": "until"})
        else:
            things.roles.put(f"{key}/{name}", stored)


def read_topic(key: str, row: Row, things: Things) -> None:
    """A topic; its key is the word in its address."""
    is_new = things.is_new(things.topics, key, row)
    topic = Topic(
        public_id=id_of_key("t", key),
        slug=key,
        title=row.texts("title"),
        summary=row.texts("summary"),
        not_known=row.texts("not_known"),
        note=row.text("note"),
    )
    if is_new:
        things.keep(things.topics, key, row, topic)


def read_measure(key: str, row: Row, things: Things) -> None:
    is_new = things.is_new(things.measures, key, row)
    measure = Measure(
        public_id=id_of_key("m", key),
        topic=row.refer("topic", things.topics, must=True),
        label=row.texts("label"),
        counted=row.code("counted", Counted),
        unit=row.text("unit"),
        who=row.texts("who"),
        security_forces=row.code("security_forces", Inclusion, Inclusion.UNCLEAR),
        place=row.texts("place"),
        basis=row.code("basis", Basis, Basis.CUMULATIVE),
        period_from=row.day("period_from"),
        period_until=row.day("period_until"),
    )
    if is_new:
        things.keep(things.measures, key, row, measure)


def read_report(key: str, row: Row, things: Things) -> None:
    is_new = things.is_new(things.reports, key, row)
    published_at, published_precision = row.dated("published")
    report = Report(
        public_id=id_of_key("r", key),
        publisher=row.refer("publisher", things.sources, must=True),
        kind=row.code("kind", ReportKind, ReportKind.ARTICLE),
        title=row.text("title"),
        lang=row.text("lang"),
        url=row.text("url"),
        published_at=published_at,
        published_precision=published_precision,
        note=row.text("note"),
    )
    if not is_new:
        return
    if report.url:
        _refuse_taken(row, "url", Report.objects.filter(url=report.url))
    things.keep(things.reports, key, row, report, {"published_at": "published"})
