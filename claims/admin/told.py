"""What the body of a claim tells readers, as the desk shows it before and after saving."""

from dataclasses import dataclass
from typing import Any

from claims.admin.deciding.shown import readers_name
from claims.choices import SubjectKind
from claims.models import Measure
from claims.record import measure_body
from claims.wording import StatusWords, counted_words, origins_words, status_words
from sources.models import Source

Body = dict[str, Any]


@dataclass(frozen=True)
class Told:
    """The claim in readers' words."""

    summary: dict[str, Any]
    figure: str
    measure: dict[str, Any]
    words: str
    status: StatusWords
    reason: dict[str, Any]
    hold: dict[str, Any]
    origins: str


def told(body: Body) -> Told | None:
    """None for what is no claim."""
    if body.get("type") != SubjectKind.CLAIM:
        return None
    figure, status = body["figure"], body["status"]
    measure = _measure(body["measure"])
    return Told(
        summary=body["summary"],
        figure=counted_words(figure, measure) if figure else "",
        measure=measure.get("label", {}),
        words=figure["words"] if figure else "",
        status=status_words(status["code"], status["reason_code"], _name(status["attributed_to"])),
        reason=status["reason"],
        hold=(body["hold"] or {}).get("reason", {}),
        origins=origins_words(body["origins"]),
    )


def _measure(public_id: str | None) -> Body:
    measure = Measure.objects.select_related("topic").filter(public_id=public_id).first() if public_id else None
    return measure_body(measure) if measure else {}


def _name(ref: Body | None) -> str:
    public_id = ref and ref["source"]
    source = Source.objects.prefetch_related("names").filter(public_id=public_id).first() if public_id else None
    return readers_name(source)
