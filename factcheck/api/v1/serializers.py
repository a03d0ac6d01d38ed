"""What the addresses answer with, described for OpenAPI. Answers are made in envelopes.py from stored bytes."""

from typing import Any

from drf_spectacular.utils import PolymorphicProxySerializer
from rest_framework import serializers as s

from claims.choices import Change, SubjectKind
from factcheck.api.v1.bodies import BODIES
from factcheck.api.v1.shapes import PUBLIC_STATUSES

_BODY = "The whole public state; null where a lawful ground demanded its removal."
_NEXT = "The address of the next page; null at the end."

Shape = type[s.Serializer[Any]]


class Envelope(s.Serializer[Any]):
    """A Record: the published form of one thing at one moment, and what changed."""

    index = s.IntegerField(help_text="The place in the log: without gaps, in the order of publication, from 0.")
    type = s.ChoiceField(choices=SubjectKind.choices, help_text="What kind of thing the Record is of.")
    id = s.CharField(help_text="The id of the thing.")
    change = s.ChoiceField(choices=Change.choices, help_text="What happened.")
    previous_status = s.ChoiceField(
        choices=PUBLIC_STATUSES,
        allow_null=True,
        help_text="A claim's status before this change, the same one if it did not change; null for its first Record.",
    )
    status = s.ChoiceField(
        choices=PUBLIC_STATUSES, allow_null=True, help_text="A claim's status; null for everything else."
    )
    urgent = s.BooleanField(help_text="Whether readers should learn of it at once, such as of a withdrawal.")
    recorded_at = s.DateTimeField(help_text="When we recorded it. UTC, RFC 3339; it never runs backwards.")


class Labels(s.Serializer[Any]):
    """What readers are told, in the language that `lang` asks for. Null where there is no such thing to tell."""

    lang = s.CharField(help_text="The language of the words.")
    title = s.CharField(allow_null=True, help_text="What it is called, in that language or the nearest.")
    type = s.CharField(help_text="What kind of thing it is.")
    change = s.CharField(help_text="What happened.")
    kind = s.CharField(allow_null=True, help_text="The `kind` of the body.")
    status = s.CharField(allow_null=True, help_text="The status as readers are told it, with who acted.")
    figure = s.CharField(allow_null=True, help_text="The qualifier and the bounds, such as “at least 164”.")
    counted = s.CharField(allow_null=True, help_text="What a measure counts.")
    state = s.CharField(allow_null=True, help_text="What we saw when we looked for a report.")


class AnyRecord(Envelope):
    """A Record of any kind of thing."""

    body = PolymorphicProxySerializer(
        component_name="AnyBody",
        serializers={kind.value: body for kind, body in BODIES.items()},
        resource_type_field_name="type",
        allow_null=True,
        help_text=_BODY,
    )


class ChangePage(s.Serializer[Any]):
    """Records in the order of the log."""

    results = AnyRecord(many=True, help_text="The Records after `after`.")
    next = s.URLField(allow_null=True, help_text=f"{_NEXT} There, go on with the index of the last Record.")


class ParameterError(s.Serializer[Any]):
    """What is wrong with a parameter, or with a part of what was sent."""

    parameter = s.CharField(required=False, help_text="The name of the parameter.")
    pointer = s.CharField(required=False, help_text="The part of what was sent: a JSON pointer (RFC 6901).")
    detail = s.CharField(help_text="What is wrong with it.")


class ProblemDetails(s.Serializer[Any]):
    """An error (RFC 9457)."""

    type = s.CharField(help_text="What kind of error it is: an address that never changes and explains it.")
    title = s.CharField(help_text="The same in words.")
    status = s.IntegerField(help_text="The HTTP status.")
    detail = s.CharField(help_text="What is wrong this time.")
    errors = ParameterError(many=True, required=False, help_text="What is wrong with what.")  # type: ignore[assignment]


def _record(kind: SubjectKind) -> Shape:
    fields = {
        "__doc__": f"A Record of a {kind.value}.",
        "labels": Labels(required=False, help_text="Words for the codes; with `lang` only."),
        "body": BODIES[kind](required=False, allow_null=True, help_text=f"{_BODY} Left out with `fields`."),
        "part": s.DictField(required=False, help_text="In place of the body: those of its fields that `fields` names."),
    }
    return type(f"{kind.value.capitalize()}Record", (Envelope,), fields)


def _detail(kind: SubjectKind, record: Shape) -> Shape:
    fields = {
        "__doc__": f"The Record in force of a {kind.value}, and those of everything that it refers to.",
        "included": AnyRecord(many=True, help_text="The Records in force of what the body refers to, by index."),
    }
    return type(f"{kind.value.capitalize()}Detail", (record,), fields)


def _page(kind: SubjectKind, record: Shape) -> Shape:
    fields = {
        "__doc__": f"Records in force of {kind.value}s, the newest first.",
        "results": record(many=True, help_text="The Records."),
        "next": s.URLField(allow_null=True, help_text=_NEXT),
        "included": AnyRecord(many=True, required=False, help_text="What `include` asked for, by index."),
    }
    return type(f"{kind.value.capitalize()}Page", (s.Serializer,), fields)


_RECORDS = {kind: _record(kind) for kind in SubjectKind}
DETAILS = {kind: _detail(kind, record) for kind, record in _RECORDS.items()}
PAGES = {kind: _page(kind, record) for kind, record in _RECORDS.items()}


class Merged(s.Serializer[Any]):
    """Where a claim is found that was merged into another one."""

    merged_into = s.CharField(help_text="The id of the other claim.")
