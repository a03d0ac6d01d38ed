"""What stands in a body, version 1, described for partners. Never used to write one: claims.record does that.

docs/record.md says the same in prose; tests hold both against what is stored.
"""

from typing import Any

from rest_framework import serializers as s

from claims import choices
from sources import choices as source_choices


class Text(s.Serializer[Any]):
    """A text in one language."""

    text = s.CharField(help_text="The text.")
    by = s.CharField(allow_blank=True, help_text="Who wrote or translated it; may be empty.")
    machine = s.BooleanField(help_text="Whether a machine translated it.")


def _texts(meaning: str, **options: Any) -> s.DictField:
    return s.DictField(child=Text(), help_text=f"{meaning} By language (BCP 47), empty when there is none.", **options)


def _id(of: str, **options: Any) -> s.CharField:
    return s.CharField(help_text=f"The id of {of}.", **options)


def _moment(meaning: str, **options: Any) -> s.DateTimeField:
    return s.DateTimeField(help_text=f"{meaning} UTC, RFC 3339.", **options)


def _code(codes: Any, meaning: str, **options: Any) -> s.ChoiceField:
    return s.ChoiceField(choices=codes.choices, help_text=meaning, **options)


# A draft has no Record.
PUBLIC_STATUSES = [(status.value, status.label) for status in choices.PUBLIC_STATUSES]


def _status(meaning: str, **options: Any) -> s.ChoiceField:
    return s.ChoiceField(choices=PUBLIC_STATUSES, help_text=meaning, **options)


def _constant(value: str) -> s.ChoiceField:
    return s.ChoiceField(choices=[value], help_text="What the body is of.")


class Dated(s.Serializer[Any]):
    """A moment known to a precision."""

    at = _moment("The beginning of the minute, day, month or year that is meant.")
    precision = _code(source_choices.Precision, "How exactly the moment is known.")


class SourceRef(s.Serializer[Any]):
    """A source; of a protected one nothing but its kind is public."""

    source = _id("the source; null for a protected one", allow_null=True)  # type: ignore[assignment]
    protected = s.BooleanField(help_text="Whether the source is protected.")
    kind = _code(source_choices.SourceKind, "What a protected source is; null for any other.", allow_null=True)


class Figure(s.Serializer[Any]):
    """A figure as it was given. Keep its words and qualifier with the numbers wherever you show them."""

    words = s.CharField(help_text="The figure word for word, such as “mindestens 164”.")
    qualifier = _code(
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


class Status(s.Serializer[Any]):
    """Where the claim stands, and since when and why."""

    code = _status("The status. `retracted` means withdrawn by those who gave it, which is not false.")
    previous = _status("The status before; null for the first.", allow_null=True)
    reason_code = _code(choices.Reason, "The typed reason, where the status has several.", allow_null=True)
    attributed_to = SourceRef(allow_null=True, help_text="Who acted: the one who challenged, withdrew or denied it.")
    reason = _texts("Why, in words.")
    decided_at = _moment("When the desk decided.")
    decided_by = s.ListField(
        child=s.CharField(allow_null=True), help_text="Bylines of one or two editors; null for one without a byline."
    )


class Hold(s.Serializer[Any]):
    """Something was reported, and the decision awaits a second editor."""

    reported_at = _moment("When it was reported to us.")
    reason = _texts("What was reported.")


class Origins(s.Serializer[Any]):
    """What the chains come down to: nine reports that relay one ministry are one origin."""

    count = s.IntegerField(help_text="Identified origins that do not rest on each other.")
    unidentified = s.IntegerField(help_text="Unidentified origins, which never count as independent.")
    reports = s.IntegerField(help_text="Reports that carry the claim.")
    standing = s.IntegerField(help_text="Of `count`, how many still stand behind it.")


class Standing(SourceRef):
    """A dated step: who withdrew, denied or repeated it, and where that can be read."""

    code = _code(choices.StandingCode, "What happened.")
    report = _id("the report that says so", allow_null=True)
    happened = Dated(allow_null=True, help_text="When it happened.")
    reason = _texts("In words.")


class Hop(SourceRef):
    """One link of a chain."""

    named_as = s.CharField(allow_null=True, help_text="How the source was named there; null for a protected one.")
    named_as_lang = s.CharField(help_text="The language of that name (BCP 47).")
    role = _texts("The role that the source had at that time; null when it is not known.", allow_null=True)
    quote = Wording(allow_null=True, help_text="Its own words, where we have them.")
    figure = Figure(allow_null=True, help_text="The figure as this link gave it, where that differs or is known.")
    said = Dated(allow_null=True, help_text="When this link said it.")
    known_by = _code(choices.KnownBy, "How we know what this link said.")


class Attribution(s.Serializer[Any]):
    """One way in which the claim reached us."""

    id = s.CharField(help_text="Its own id: `a` and ten letters or digits.")
    report = _id("the report through which it reached us")
    excerpt = Excerpt(allow_null=True, help_text="The passage that it rests on.")
    standing = _code(choices.StandingCode, "What became of it, as of the last step of `standings`.")
    standings = Standing(many=True, help_text="What became of it, oldest first.")
    chain = Hop(many=True, help_text="From the origin to the publisher of the report.")


class Evidence(s.Serializer[Any]):
    """A report that speaks for or against the claim, or explains it."""

    bearing = _code(choices.Bearing, "What it does to the claim.")
    primary = s.BooleanField(help_text="Whether we saw the thing itself.")
    report = _id("the report")
    excerpt = Excerpt(allow_null=True, help_text="The passage.")
    note = _texts("What it shows.")


_RELATIONS = [
    *choices.RelationKind.choices,
    ("contradicted_by", "is contradicted by"),
    ("updated_by", "is updated by"),
    ("has_part", "has as a part"),
    ("repeated_by", "is repeated by"),
]


class Relation(s.Serializer[Any]):
    """How the claim stands to another one. Both ends carry it."""

    kind = s.ChoiceField(choices=_RELATIONS, help_text="What this claim is to the other one.")
    other = _id("the other claim")
    counted_differently = s.BooleanField(help_text="Whether the two are figures under different measures.")
    note = _texts("Why we say so.")


class Reply(SourceRef):
    """Whom we asked, and the answer or the silence."""

    asked_at = _moment("When we asked.")
    deadline_at = _moment("Until when we wanted the answer.", allow_null=True)
    answered_at = _moment("When the answer came; null while there is none.", allow_null=True)
    answer = _texts("The answer.")


class CorrectionRef(s.Serializer[Any]):
    """One of our corrections."""

    correction = _id("the correction")


class Act(s.Serializer[Any]):
    """Something that the desk did. The last four fields are there when the status changed."""

    at = _moment("When the desk decided.")
    by = s.ListField(child=s.CharField(allow_null=True), help_text="Bylines; null for an editor without one.")
    reason = _texts("Why.")
    change = _code(choices.Change, "What was done.")
    # A word of Python's own cannot be assigned to.
    vars()["from"] = _status("The status before it; null for the first.", required=False, allow_null=True)
    to = _status("The status after it.", required=False)
    reason_code = _code(choices.Reason, "The typed reason.", required=False, allow_null=True)
    attributed_to = SourceRef(required=False, allow_null=True, help_text="Who acted.")


class Body(s.Serializer[Any]):
    """What every body begins with."""

    v = s.IntegerField(min_value=1, max_value=1, help_text="The version of the format. Fields are only ever added.")


class ClaimBody(Body):
    """A claim: one checkable assertion, a figure or a statement."""

    type = _constant("claim")
    id = s.CharField(help_text="`c` and ten letters or digits. It never changes and is never used again.")
    kind = _code(choices.ClaimKind, "A figure or a statement.")
    nature = _code(choices.Nature, "Whether a statement can be checked; a figure always can.")
    topic = _id("the topic")
    measure = _id("the measure: figures are comparable only under one; null for a statement", allow_null=True)
    wording = Wording(help_text="The claim word for word, as it was reported.")
    summary = _texts("The desk's own sentence: who is said to have claimed what.")
    figure = FigureAsOf(allow_null=True, help_text="The figure; null for a statement.")
    status = Status(help_text="Where the claim stands.")
    hold = Hold(allow_null=True, help_text="An open hold: treat the figure with care until it is decided.")
    origins = Origins(help_text="How many origins the claim has.")
    attributions = Attribution(many=True, help_text="How the claim reached us.")
    evidence = Evidence(many=True, help_text="What speaks for it and against it.")
    relations = Relation(many=True, help_text="Other claims that it contradicts, updates, repeats or is part of.")
    replies = Reply(many=True, help_text="Whom we asked.")
    corrections = CorrectionRef(many=True, help_text="Our corrections of this record.")
    history = Act(many=True, help_text="What the desk did, oldest first.")
    reviewed_at = _moment("When an editor last reviewed it.", allow_null=True)


class TopicBody(Body):
    """A topic: the story that claims belong to."""

    type = _constant("topic")
    id = s.CharField(help_text="`t` and ten letters or digits.")
    slug = s.CharField(help_text="The word in the address of its page; it may change, the id does not.")
    title = _texts("The title.")
    summary = _texts("What it is about.")
    not_known = _texts("What is not known.")


class MeasureBody(Body):
    """A measure: the question that a figure answers."""

    type = _constant("measure")
    id = s.CharField(help_text="`m` and ten letters or digits.")
    topic = _id("the topic")
    label = _texts("What is counted, in words.")  # type: ignore[assignment]
    counted = _code(choices.Counted, "What is counted.")
    unit = s.CharField(allow_null=True, help_text="The unit of money and things; null where people are counted.")
    who = _texts("Who is counted.")
    security_forces = _code(choices.Inclusion, "Whether security forces are counted too.")
    place = _texts("Where.")
    basis = _code(choices.Basis, "Everything up to a time, within a period, or at a moment.")
    period_from = s.DateField(allow_null=True, help_text="The first day of the period.")
    period_until = s.DateField(allow_null=True, help_text="The last day of the period.")


class Name(s.Serializer[Any]):
    """A name of a source."""

    text = s.CharField(help_text="The name.")
    lang = s.CharField(help_text="Its language (BCP 47).")
    kind = _code(source_choices.NameKind, "The name to show in that language, another one, or an abbreviation.")


class Role(s.Serializer[Any]):
    """A role that a source has or had."""

    title = _texts("The role.")
    body = _id("the body in which it is held", allow_null=True)
    vars()["from"] = s.DateField(allow_null=True, help_text="The first day.")
    until = s.DateField(allow_null=True, help_text="The last day.")


class SourceBody(Body):
    """A source: a person or body that says things."""

    type = _constant("source")
    id = s.CharField(help_text="`s` and ten letters or digits.")
    kind = _code(source_choices.SourceKind, "What it is.")
    names = Name(many=True, help_text="Its names, in any script.")
    wikidata_id = s.CharField(allow_null=True, help_text="Its item in Wikidata, such as Q1234.")
    roles = Role(many=True, help_text="Its roles.")


class ReportBody(Body):
    """A report: one published item."""

    type = _constant("report")
    id = s.CharField(help_text="`r` and ten letters or digits.")
    publisher = _id("the source that published it")
    kind = _code(source_choices.ReportKind, "What it is.")
    title = s.CharField(allow_null=True, help_text="Its title.")
    lang = s.CharField(help_text="Its language (BCP 47).")
    url = s.URLField(allow_null=True, help_text="Its address; null for one that has none, such as a broadcast.")
    published = Dated(allow_null=True, help_text="When it was published.")
    state = _code(source_choices.ReportState, "What we saw when we looked for it. Deletion is not withdrawal.")
    state_since = _moment("Since when.", allow_null=True)


class CorrectionBody(Body):
    """A notice about our own record."""

    type = _constant("correction")
    id = s.CharField(help_text="`n` and ten letters or digits.")
    kind = _code(choices.CorrectionKind, "A correction or a clarification.")
    claim = _id("the claim whose record was wrong")
    was_wrong = _texts("What was wrong.")
    is_right = _texts("What is right.")
    corrected_at = _moment("When we corrected it.")
    corrected_by = s.CharField(allow_null=True, help_text="A byline.")
