"""Named people and things for tests. Claims reach a status by the moves that editors make, never by assignment."""

from datetime import UTC, datetime
from itertools import count
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

from claims import workflow
from claims.choices import Bearing, ClaimKind, Counted, Nature, Qualifier, Reason, StandingCode, Status
from claims.models import Attribution, Claim, Evidence, Hop, Measure, Proposal, Topic
from claims.permissions import CONTRIBUTOR, EDITOR, OPERATOR
from sources.choices import NameKind, SourceKind
from sources.models import Report, Source, SourceName
from sources.texts import texts

_number = count(1)
NINTH = datetime(2022, 1, 9, 20, 10, tzinfo=UTC)


def _person(name: str, group: str | None = None, **fields: Any) -> Any:
    person, _made = get_user_model().objects.get_or_create(
        email=f"{name.lower()}@desk.example", defaults={"byline": name, "is_staff": True, **fields}
    )
    if group:
        person.groups.add(Group.objects.get(name=group))
    return person


def anna() -> Any:
    """An editor."""
    return _person("Anna", EDITOR)


def boris() -> Any:
    """Another editor."""
    return _person("Boris", EDITOR)


def clara() -> Any:
    """A contributor."""
    return _person("Clara", CONTRIBUTOR)


def olga() -> Any:
    """An operator, without editorial right."""
    return _person("Olga", OPERATOR)


def root() -> Any:
    """A superuser."""
    return _person("Root", is_superuser=True)


def stranger() -> Any:
    """Somebody with an account and no group."""
    return _person("Stranger", is_staff=False)


def make_source(name: str = "Health ministry", kind: str = SourceKind.GOVERNMENT, **fields: Any) -> Source:
    source = Source(name=name, kind=kind, **fields)
    source.full_clean()
    source.save()
    SourceName.objects.create(source=source, lang="en", text=name, kind=NameKind.PREFERRED)
    return source


def make_topic(**fields: Any) -> Topic:
    topic = Topic(**{"slug": f"topic-{next(_number)}", "title": texts(en="Unrest in Kazakhstan"), **fields})
    topic.full_clean()
    topic.save()
    return topic


def make_measure(topic: Topic | None = None, **fields: Any) -> Measure:
    measure = Measure(
        **{"topic": topic or make_topic(), "label": texts(en="people killed"), "counted": Counted.DEAD, **fields}
    )
    measure.full_clean()
    measure.save()
    return measure


def make_report(publisher: Source | None = None, **fields: Any) -> Report:
    publisher = publisher or make_source(f"Outlet {next(_number)}", SourceKind.OUTLET)
    report = Report(**{"publisher": publisher, "title": f"Report {next(_number)}", "lang": "de", **fields})
    report.full_clean()
    report.save()
    return report


def make_figure(**fields: Any) -> Claim:
    """A draft: at least 164 dead, without attribution."""
    measure = fields.pop("measure", None) or make_measure()
    return _claim(
        **{
            "kind": ClaimKind.FIGURE,
            "topic": measure.topic,
            "measure": measure,
            "wording": "mindestens 164 Tote",
            "summary": texts(en="At least 164 people were killed."),
            "words": "mindestens 164",
            "qualifier": Qualifier.AT_LEAST,
            "low": 164,
            **fields,
        }
    )


def make_statement(**fields: Any) -> Claim:
    """A draft: order is restored, without attribution."""
    return _claim(
        **{
            "kind": ClaimKind.STATEMENT,
            "topic": fields.pop("topic", None) or make_topic(),
            "wording": "Die Ordnung ist wiederhergestellt",
            "summary": texts(en="Order in the country is restored."),
            "nature": Nature.CHECKABLE,
            **fields,
        }
    )


def _claim(**fields: Any) -> Claim:
    claim = Claim(**{"wording_lang": "de", "created_by": anna(), **fields})
    claim.full_clean(exclude=["search"])
    claim.save()
    return claim


def attribute(claim: Claim, *chain: Source, **fields: Any) -> Attribution:
    """Attribute a claim along a chain from its origin to its publisher."""
    sources = chain or (make_source(f"Ministry {next(_number)}"), make_source(f"Outlet {next(_number)}", "outlet"))
    attribution = Attribution.objects.create(
        claim=claim, report=fields.pop("report", None) or make_report(sources[-1]), **fields
    )
    for position, source in enumerate(sources):
        Hop.objects.create(
            attribution=attribution, position=position, source=source, named_as=source.name, named_as_lang="en"
        )
    return attribution


def publish(claim: Claim, by: Any = None) -> Claim:
    """Publish a draft, with an attribution if it has none."""
    if not claim.attributions.exists():
        attribute(claim)
    workflow.publish_claim(claim, by=by or anna(), reason=texts(en="Taken in from a report."))
    claim.refresh_from_db()
    return claim


def add_evidence(claim: Claim, bearing: str = Bearing.CONTRADICTS, primary: bool = False) -> Evidence:
    return Evidence.objects.create(
        claim=claim, report=make_report(), bearing=bearing, primary=primary, note=texts(en="What it shows.")
    )


def deny(claim: Claim, code: str = StandingCode.DENIED) -> Source:
    """Have the origin of each attribution deny it; the origin."""
    for attribution in claim.attributions.all():
        origin = attribution.hops.all()[0].source
        workflow.note_standing(
            attribution, StandingCode(code), by=anna(), source=origin, reason=texts(en="It says so."), happened_at=NINTH
        )
    claim.refresh_from_db()
    return origin


def bring_to(claim: Claim, status: Status, **how: Any) -> Claim:
    """Bring a public claim to `status` by a real move, approved by a second editor where one is needed."""
    grounds = {**grounds_for(claim, status), **how}
    made = workflow.move_claim(claim, status, by=anna(), reason=texts(en="Why."), **grounds)
    if isinstance(made, Proposal):
        workflow.approve(made, by=boris())
    claim.refresh_from_db()
    return claim


def grounds_for(claim: Claim, status: Status) -> dict[str, Any]:
    """What an editor would bring for this status."""
    if status == Status.CORROBORATED:
        add_evidence(claim, Bearing.SUPPORTS, primary=True)
        return {"reason_code": Reason.PRIMARY_EVIDENCE}
    if status == Status.DISPUTED:
        return {"reason_code": Reason.CHALLENGED, "attributed_to": make_source(f"Challenger {next(_number)}")}
    if status == Status.RETRACTED:
        return {"reason_code": Reason.DENIED, "attributed_to": deny(claim)}
    if status in (Status.MISLEADING, Status.REFUTED):
        add_evidence(claim)
    if status == Status.NOT_CHECKABLE:
        return {"reason_code": Reason.OPINION}
    return {}
