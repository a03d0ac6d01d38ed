"""Shapes that recur in bodies, and how their fields are declared."""

from typing import Any

from rest_framework import serializers as s

from claims import choices
from sources import choices as source_choices


class Text(s.Serializer[Any]):
    """A text in one language."""

    text = s.CharField(help_text="The text.")
    by = s.CharField(allow_blank=True, help_text="Who wrote or translated it; may be empty.")
    machine = s.BooleanField(help_text="Whether a machine translated it.")


def texts(meaning: str, **options: Any) -> s.DictField:
    return s.DictField(child=Text(), help_text=f"{meaning} By language (BCP 47), empty when there is none.", **options)


def id_of(of: str, **options: Any) -> s.CharField:
    return s.CharField(help_text=f"The id of {of}.", **options)


def moment(meaning: str, **options: Any) -> s.DateTimeField:
    return s.DateTimeField(help_text=f"{meaning} UTC, RFC 3339.", **options)


def code(codes: Any, meaning: str, **options: Any) -> s.ChoiceField:
    return s.ChoiceField(choices=codes.choices, help_text=meaning, **options)


# A draft has no Record.
PUBLIC_STATUSES = [(status.value, status.label) for status in choices.PUBLIC_STATUSES]


def status(meaning: str, **options: Any) -> s.ChoiceField:
    return s.ChoiceField(choices=PUBLIC_STATUSES, help_text=meaning, **options)


def constant(value: str) -> s.ChoiceField:
    return s.ChoiceField(choices=[value], help_text="What the body is of.")


class Dated(s.Serializer[Any]):
    """A moment known to a precision."""

    at = moment("The beginning of the minute, day, month or year that is meant.")
    precision = code(source_choices.Precision, "How exactly the moment is known.")


class SourceRef(s.Serializer[Any]):
    """A source; of a protected one nothing but its kind is public."""

    source = id_of("the source; null for a protected one", allow_null=True)  # type: ignore[assignment]
    protected = s.BooleanField(help_text="Whether the source is protected.")
    kind = code(source_choices.SourceKind, "What a protected source is; null for any other.", allow_null=True)


class Figure(s.Serializer[Any]):
    """A figure as it was given. Keep its words and qualifier with the numbers wherever you show them."""

    words = s.CharField(help_text="The figure word for word, such as “mindestens 164”.")
    qualifier = code(
        choices.Qualifier,
        "What stood before the number. `none` is a bare number, which does not mean exactly; `not_yet_known` has no"
        " bounds.",
    )
    low = s.FloatField(allow_null=True, help_text="The lowest number; null for an open end. In the measure's unit.")
    high = s.FloatField(allow_null=True, help_text="The highest number; null for an open end. In the measure's unit.")


class FigureAsOf(Figure):
    """A figure, and the time for which it was given."""

    as_of = Dated(allow_null=True, help_text="The time for which the figure was given; null when that is unknown.")


class Wording(s.Serializer[Any]):
    """Words in the language in which they were said or written."""

    text = s.CharField(help_text="Word for word.")
    lang = s.CharField(help_text="Their language (BCP 47).")


class Excerpt(s.Serializer[Any]):
    """A passage of a report: a TextQuoteSelector of the W3C's Web Annotation Data Model."""

    exact = s.CharField(help_text="The passage.")
    prefix = s.CharField(allow_blank=True, help_text="What stands before it.")
    suffix = s.CharField(allow_blank=True, help_text="What stands after it.")
    lang = s.CharField(help_text="Its language (BCP 47).")
