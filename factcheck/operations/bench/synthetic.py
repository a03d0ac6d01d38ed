"""A synthetic record of any size, the same for the same seed, made through the product's own import."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

from claims.choices import QUALIFIER_BOUNDS, Basis, Bounds, ClaimKind, Counted, KnownBy, Nature, Qualifier
from claims.models import Attribution, Claim, Hop, Measure, Topic
from claims.permissions import EDITOR
from claims.workflow.importing import new_claim, publish_new_claims
from sources.choices import NameKind, SourceKind
from sources.models import Report, Source, SourceName
from sources.names import name_key
from sources.texts import Texts, texts

SEED = 2022
BATCH = 500
CLAIMS_A_TOPIC = 200
CLAIMS_A_REPORT = 5
SOURCES = 400
_BEGIN = datetime(2021, 1, 1, tzinfo=UTC)
_PLACES = (
    *("Almaty", "Astana", "Shymkent", "Aktau", "Atyrau", "Kostanay", "Pavlodar", "Semey", "Taraz", "Oral", "Minsk"),
    *("Kyiv", "Tbilisi", "Yerevan", "Baku", "Tehran", "Beirut", "Khartoum", "Goma", "Manila", "Dhaka", "Lima"),
    *("Quito", "Bogota", "Santiago", "Lagos", "Accra", "Dakar", "Tunis", "Tripoli"),
)
_KINDS = [SourceKind.GOVERNMENT, SourceKind.AGENCY, SourceKind.OUTLET, SourceKind.ORGANISATION, SourceKind.PERSON]
_BODIES = ("ministry of health", "interior ministry", "police", "news agency", "daily", "hospital", "committee")
_WORDS = {
    "en": ("{figure} people were reported {what} in {place}", "according to {who}", "dead injured missing detained"),
    "de": ("In {place} wurden {figure} Menschen {what} gemeldet", "laut {who}", "tot verletzt vermisst festgenommen"),
    "ru": ("В городе {place} сообщили о {figure}: {what}", "по данным {who}", "погибшие раненые пропавшие задержанные"),
}
_COUNTED = (Counted.DEAD, Counted.INJURED, Counted.MISSING, Counted.DETAINED)
_QUALIFIERS = [q for q in Qualifier if QUALIFIER_BOUNDS[q] != Bounds.NONE]


class Synthetic:
    """Makes `size` claims with their topics, measures, sources and reports; every choice comes from one seed."""

    def __init__(self, size: int, seed: int = SEED) -> None:
        self.size = size
        self.random = random.Random(seed)  # noqa: S311 - repeatable on purpose
        self.editor = get_user_model().objects.get_or_create(email="bench@desk.invalid", byline="Bench")[0]
        self.editor.groups.add(Group.objects.get(name=EDITOR))

    def load(self) -> None:
        """Store and publish everything, in batches of the size that imports use."""
        self.sources = self.make_sources()
        for batch in self.batches():
            publish_new_claims(batch, by=self.editor, reason=texts(en="Imported."))

    def batches(self) -> Iterator[list[Claim]]:
        """New claims, not stored yet, whose topics, measures and reports are."""
        for start in range(0, self.size, BATCH):
            count = min(BATCH, self.size - start)
            measures = [measure for _ in range(max(1, count // CLAIMS_A_TOPIC)) for measure in self._topic()]
            reports = self.make_reports(max(1, count // CLAIMS_A_REPORT))
            yield [self._claim(start + number, measures, reports) for number in range(count)]

    def make_sources(self) -> list[Source]:
        places, bodies = _PLACES, _BODIES
        made = Source.objects.bulk_create(
            Source(name=f"{places[n % len(places)]} {bodies[n % len(bodies)]} {n}", kind=_KINDS[n % len(_KINDS)])
            for n in range(SOURCES)
        )
        SourceName.objects.bulk_create(
            SourceName(source=source, lang="en", text=source.name, kind=NameKind.PREFERRED, key=name_key(source.name))
            for source in made
        )
        return list(made)

    def _topic(self) -> list[Measure]:
        place = self.random.choice(_PLACES)
        number = self.random.getrandbits(48)
        topic = Topic.objects.create(slug=f"{place.lower()}-{number:x}", title=texts(en=f"Events in {place}"))
        return Measure.objects.bulk_create(
            Measure(topic=topic, label=texts(en=f"people {counted}"), counted=counted, basis=Basis.CUMULATIVE)
            for counted in _COUNTED
        )

    def make_reports(self, count: int) -> list[Report]:
        numbers = [self.random.getrandbits(60) for _ in range(count)]
        return Report.objects.bulk_create(
            Report(
                publisher=self.random.choice(self.sources),
                title=f"Report {number}",
                lang="en",
                url=f"https://news.invalid/{number}",
                published_at=_BEGIN + timedelta(minutes=self.random.randrange(2_000_000)),
            )
            for number in numbers
        )

    def _claim(self, number: int, measures: list[Measure], reports: list[Report]) -> Claim:
        measure, language = self.random.choice(measures), self.random.choice(list(_WORDS))
        figure = self._figure() if number % 4 else None
        words = figure["words"] if figure else str(self.random.randrange(100))
        claim = Claim(
            kind=ClaimKind.FIGURE if figure else ClaimKind.STATEMENT,
            nature=Nature.CHECKABLE if figure else self.random.choice(Nature.values),
            topic=measure.topic,
            measure=measure if figure else None,
            wording=self._sentence(language, words),
            wording_lang=language,
            summary=self._summary(words),
            as_of=_BEGIN + timedelta(minutes=self.random.randrange(2_000_000)) if figure else None,
            created_by=self.editor,
            **(figure or {}),
        )
        return new_claim(
            claim, [self.make_chain(report, figure) for report in self.random.sample(reports, 1 + number % 2)]
        )

    def _figure(self) -> dict[str, Any]:
        qualifier = self.random.choice(_QUALIFIERS)
        low = self.random.randrange(2, 20_000)
        shape = QUALIFIER_BOUNDS[qualifier]
        return {
            "words": f"{qualifier.replace('_', ' ')} {low}",
            "qualifier": qualifier,
            "low": None if shape == Bounds.CEILING else low,
            "high": {Bounds.FLOOR: None, Bounds.SPAN: low + 100}.get(shape, low),
        }

    def _sentence(self, language: str, words: str) -> str:
        sentence, says, counted = _WORDS[language]
        place, source = self.random.choice(_PLACES), self.random.choice(self.sources)
        what = self.random.choice(counted.split())
        return f"{sentence.format(figure=words, what=what, place=place)}, {says.format(who=source.name)}."

    def _summary(self, words: str) -> Texts:
        return texts(en=self._sentence("en", words), de=self._sentence("de", words))

    def make_chain(self, report: Report, figure: dict[str, Any] | None) -> tuple[Attribution, list[Hop]]:
        others = [s for s in self.random.sample(self.sources, self.random.randrange(1, 4)) if s != report.publisher]
        hops = [Hop(source=s, named_as=s.name, named_as_lang="en", known_by=KnownBy.RELAYED) for s in others]
        if figure and hops:
            for field, value in figure.items():
                setattr(hops[0], field, value)
        return Attribution(report=report), [
            *hops,
            Hop(source=report.publisher, named_as=report.publisher.name, named_as_lang="en"),
        ]
