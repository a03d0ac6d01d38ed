"""From a row to a claim with its chain, or to everything that is wrong with it at once. Nothing is stored here."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext as _

from claims.admin.fields import Moment, MomentField, NumberField
from claims.choices import QUALIFIER_BOUNDS, Basis, Bearing, Bounds, ClaimKind, Counted, Nature, Qualifier
from claims.imports.blanks import fresh
from claims.imports.known import Known, Row, claim_id, name_key, names_in
from claims.imports.words import codes_by_words
from claims.models import Attribution, Claim, Evidence, Hop, Import, Measure, Topic
from claims.workflow.importing import new_claim
from sources.choices import NameKind, ReportKind
from sources.models import Excerpt, Report, Source, SourceName
from sources.texts import LONGEST_LINE, check_characters, folded, text_in

_MOMENT, _NUMBER = MomentField(required=False), NumberField(required=False)
_NO_MOMENT = Moment(None, "day")
# The form of a claim has these under other names than a file.
_COLUMN = {"wording_lang": "wording_lang", "as_of_precision": "as_of", "title": "report_title", "url": "report_url"}

# What somebody wrote freely in a row stands in these; the others hold codes, things and moments that were read here.
_FREE = ("wording", "wording_lang", "summary", "words", "low", "high")
_RELATED = {
    model: {column.name for column in model._meta.fields if column.is_relation}
    for model in (Source, Measure, Report, Excerpt, Evidence)
}
_NOT_FREE = {column.name for column in Claim._meta.fields} - {*_FREE}


@dataclass
class Built:
    """What became of a row. `made` has to be stored before the claim, in this order; `parts` refer to it by number."""

    claim: Claim | None = None
    problems: list[tuple[str, str]] = field(default_factory=list)
    made: list[Any] = field(default_factory=list)
    parts: list[Any] = field(default_factory=list)

    def object_to(self, column: str, sentence: Any) -> None:
        self.problems.append((column, str(sentence)))


class Builder:
    """Builds the claims of one import; what it makes new is known to the rows that follow."""

    def __init__(self, run: Import, known: Known, by: Any, *, is_checked: bool = False) -> None:
        """`is_checked`: the words of the rows were found sound before, and are not looked at once more."""
        self.run, self.known, self.by, self.is_checked = run, known, by, is_checked

    def build(self, row: Row) -> Built:
        built = Built()
        self.known.begin_row()
        if row.get("key") and claim_id(row) in self.known.claims:
            built.object_to("key", _("A claim with this key is here already, in other words: edit it on its page."))
        topic = self._topic(row, built)
        hops = self._chain(row, built)
        claim = self._claim(row, topic, built)
        report = self._report(row, hops, built)
        evidence = self._evidence(row, built)
        if report and claim.kind == ClaimKind.FIGURE:
            self._speak(hops, report, claim)
        excerpt = self._excerpt(row, report, built) if report else None
        self._check(row, claim, topic, built)
        if built.problems:
            self.known.forget_row()
        elif report:
            attribution = fresh(Attribution, report=report, excerpt=excerpt)
            built.claim = new_claim(claim, [(attribution, hops)], evidence)
            built.parts = [claim, attribution, *hops, *evidence]
        return built

    # Values ---------------------------------------------------------------------------------------------------

    def _value(self, row: Row, column: str, clean: Callable[[str], Any], otherwise: Any, built: Built) -> Any:
        written = row.get(column, "")
        if not written:
            return otherwise
        try:
            return clean(written)
        except ValidationError as refusal:
            built.object_to(column, " ".join(refusal.messages))
            return otherwise

    def _code(self, row: Row, column: str, codes: Any, otherwise: str, built: Built) -> str:
        written = folded(row.get(column, ""))
        if not written:
            return otherwise
        if code := codes_by_words(codes).get(written):
            return code
        known = {"written": row[column][:60], "codes": ", ".join(codes.values)}
        built.object_to(column, _("“%(written)s” is none of: %(codes)s.") % known)
        return otherwise

    # Things -----------------------------------------------------------------------------------------------------

    def _topic(self, row: Row, built: Built) -> Topic | None:
        written = row.get("topic", "")
        topic = self.known.topic(written) if written else self.run.topic
        if topic is None:
            built.object_to("topic", _("There is no such topic.") if written else _("Say which topic it belongs to."))
        return topic

    def _claim(self, row: Row, topic: Topic | None, built: Built) -> Claim:
        has_figure = bool(row.get("words") or row.get("low") or row.get("high"))
        kind = self._code(row, "kind", ClaimKind, ClaimKind.FIGURE if has_figure else ClaimKind.STATEMENT, built)
        lang = row.get("wording_lang") or self.run.lang
        wording = row.get("wording") or row.get("words", "")
        known_by = {"public_id": claim_id(row)} if row.get("key") else {}
        claim = fresh(
            Claim,
            **known_by,
            kind=kind,
            wording=wording,
            wording_lang=lang,
            summary=text_in(lang, row.get("summary") or wording),
            nature=self._code(row, "nature", Nature, Nature.CHECKABLE, built),
            created_by=self.by,
        )
        if topic:
            claim.topic = topic
        if kind == ClaimKind.FIGURE:
            self._figure(row, claim, built)
        return claim

    def _figure(self, row: Row, claim: Claim, built: Built) -> None:
        claim.qualifier = self._code(row, "qualifier", Qualifier, Qualifier.NONE, built)
        claim.low = self._value(row, "low", _NUMBER.clean, None, built)
        claim.high = self._value(row, "high", _NUMBER.clean, None, built)
        if QUALIFIER_BOUNDS[Qualifier(claim.qualifier)] == Bounds.POINT:  # whichever column has the one number
            claim.low = claim.high = claim.high if claim.low is None else claim.low
        claim.words = row.get("words") or row.get("low") or row.get("high", "")
        as_of = self._value(row, "as_of", moment_of, _NO_MOMENT, built)
        claim.as_of, claim.as_of_precision = as_of.at, as_of.precision
        if hasattr(claim, "topic"):
            claim.measure = self._measure(row, claim, built)

    def _measure(self, row: Row, claim: Claim, built: Built) -> Measure | None:
        written = row.get("measure", "")
        known = self.known.measure(claim.topic, written) if written else None
        if known or not written:
            if not written:
                built.object_to("measure", _("Say what is counted."))
            return known
        if not self.run.makes_measures:
            built.object_to(
                "measure", _("The topic has no such measure: mend its name, or allow new ones and check again.")
            )
            return None
        counted = self._code(row, "counted", Counted, self.run.counted, built)
        if not counted:
            built.object_to("counted", _("A new measure needs to say which kind of thing is counted."))
            return None
        measure = fresh(
            Measure,
            topic=claim.topic,
            label=text_in(claim.wording_lang, written),
            counted=counted,
            unit=row.get("unit", ""),
            basis=Basis.CUMULATIVE,
        )
        if self._is_sound(measure, {"label": "measure"}, built, "topic"):
            built.made.append(measure)
            self.known.add_measure(written, measure)
        return measure

    def _chain(self, row: Row, built: Built) -> list[Hop]:
        lang = row.get("wording_lang") or self.run.lang
        named = [(name, self._source(name, "chain", built)) for name in names_in(row)]
        hops = [fresh(Hop, source=source, named_as=name, named_as_lang=lang) for name, source in named if source]
        sources = [hop.source for hop in hops]
        if any(source in sources[:place] for place, source in enumerate(sources)):
            built.object_to("chain", _("A chain does not come back to a source."))
        return hops

    def _source(self, name: str, column: str, built: Built) -> Source | None:
        if not self.is_checked and (refusal := refused_name(name)):
            built.object_to(column, refusal)
            return None
        if source := self.known.source(name):
            return source
        several = self.known.is_ambiguous(name)
        kind = self.run.new_names.get(name)
        if kind and not several:
            return self._new_source(name, kind, column, built)
        told = _("Several sources are called “%(name)s”.") if several else _("No source is called “%(name)s”.")
        built.object_to(column, told % {"name": name[:120]})
        return None

    def _new_source(self, name: str, kind: str, column: str, built: Built) -> Source | None:
        source = fresh(Source, name=name, kind=kind)
        called = fresh(
            SourceName,
            source=source,
            lang=self.run.lang or "en",
            text=name,
            kind=NameKind.PREFERRED,
            key=name_key(name),
        )
        if not self._is_sound(source, {"name": column}, built):
            return None
        built.made += [source, called]
        self.known.add_source(name, source)
        return source

    def _report(self, row: Row, hops: list[Hop], built: Built) -> Report | None:
        url = row.get("report_url", "")
        published = self._value(row, "published_at", moment_of, _NO_MOMENT, built)
        if url and (known := self.known.report(url)):
            return self._ending(hops, known, row)
        publisher = self._publisher(row, hops, built)
        if publisher is None:
            return None
        report = fresh(
            Report,
            publisher=publisher,
            kind=ReportKind.ARTICLE,
            title=row.get("report_title", ""),
            url=url,
            lang=row.get("wording_lang") or self.run.lang,
            published_at=published.at,
            published_precision=published.precision,
        )
        if not self._is_sound(report, {"title": "report_title", "url": "report_url", "lang": "wording_lang"}, built):
            return None
        built.made.append(report)
        if url:
            self.known.add_report(report)
        return self._ending(hops, report, row)

    def _publisher(self, row: Row, hops: list[Hop], built: Built) -> Source | None:
        """Who published the report; without a column for it, the last of the chain."""
        if row.get("publisher"):
            return self._source(" ".join(row["publisher"].split()), "publisher", built)
        if hops:
            return hops[-1].source
        if "chain" not in dict(built.problems):
            built.object_to("publisher", _("Say who published it: every chain ends there."))
        return None

    def _ending(self, hops: list[Hop], report: Report, row: Row) -> Report:
        """A chain ends with the publisher of its report."""
        publisher = report.publisher
        hops[:] = [hop for hop in hops if hop.source != publisher]
        said = {"said_at": report.published_at, "said_precision": report.published_precision}
        lang = row.get("wording_lang") or self.run.lang
        hops.append(fresh(Hop, source=publisher, named_as=publisher.name, named_as_lang=lang, **said))
        return report

    def _speak(self, hops: list[Hop], report: Report, claim: Claim) -> None:
        """The publisher says the figure as it stands in the file."""
        for name in ("words", "qualifier", "low", "high"):
            setattr(hops[-1], name, getattr(claim, name))

    def _excerpt(self, row: Row, report: Report, built: Built) -> Excerpt | None:
        if not row.get("excerpt"):
            return None
        excerpt = fresh(Excerpt, report=report, lang=report.lang, exact=row["excerpt"])
        if not self.is_checked and not self._is_sound(excerpt, {"exact": "excerpt", "lang": "wording_lang"}, built):
            return None
        built.made.append(excerpt)
        return excerpt

    def _evidence(self, row: Row, built: Built) -> list[Evidence]:
        """What another desk found, in its words; whether it is right is for ours to say."""
        if not row.get("review_url") or not row.get("review_publisher"):
            return []
        publisher = self._source(" ".join(row["review_publisher"].split()), "review_publisher", built)
        if publisher is None:
            return []
        url, lang = row["review_url"], row.get("wording_lang") or self.run.lang
        report = self.known.report(url) or fresh(Report, publisher=publisher, url=url, lang=lang)
        if report.pk is None and url not in self.known.reports:
            if not self._is_sound(report, {"url": "review_url", "lang": "wording_lang"}, built):
                return []
            built.made.append(report)
            self.known.add_report(report)
        note = text_in(lang, row.get("review_rating") or url)
        evidence = fresh(Evidence, report=report, bearing=Bearing.CONTEXT, note=note)
        return [evidence] if self._is_sound(evidence, {"note": "review_rating"}, built, "claim") else []

    # Checks -----------------------------------------------------------------------------------------------------

    def _is_sound(self, thing: Any, columns: dict[str, str], built: Built, *excluded: str) -> bool:
        try:
            thing.clean_fields(exclude={*_RELATED[type(thing)], *excluded})
            thing.clean()
        except ValidationError as refusal:
            _object(built, refusal, columns)
            return False
        return True

    def _check(self, row: Row, claim: Claim, topic: Topic | None, built: Built) -> None:
        if self.is_checked:  # workflow.importing asks again, for whoever comes to it
            return
        try:
            claim.clean_fields(exclude=_NOT_FREE if row.get("summary") else {*_NOT_FREE, "summary"})
            if topic and not built.problems:
                claim.clean()
        except ValidationError as refusal:
            _object(built, refusal, _COLUMN)


def moment_of(written: str) -> Moment:
    """A moment as the desk reads it: there is one way to read those with the day first."""
    moment: Moment = _MOMENT.clean(written)
    return moment


def refused_name(name: str) -> str:
    """What speaks against a name as it stands, whoever it may mean; empty for nothing."""
    if not name_key(name):
        return _("A name needs letters.")
    try:
        check_characters(name)
        MaxLengthValidator(LONGEST_LINE)(name)
    except ValidationError as refusal:
        return " ".join(refusal.messages)
    return ""


def _object(built: Built, refusal: ValidationError, columns: dict[str, str]) -> None:
    """One problem a column: what a second check finds there may only be there because of the first."""
    known = {column for column, _sentence in built.problems}
    for name, sentences in refusal.message_dict.items():
        column = columns.get(name, name)
        if column not in known:
            built.object_to(column, " ".join(sentences))
