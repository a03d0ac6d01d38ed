"""What stands in a body, version 1, described for partners. Never used to write one: claims.record does that.

docs/record.md says the same in prose; tests hold both against what is stored.
"""

from typing import Any

from rest_framework import serializers as s

from claims import choices
from claims.choices import SubjectKind
from factcheck.api.v1 import shapes
from factcheck.api.v1.shapes import Dated, Excerpt, Figure, FigureAsOf, SourceRef, Wording
from sources import choices as source_choices


class Status(s.Serializer[Any]):
    """Where the claim stands, and since when and why."""

    code = shapes.status("The status. `retracted` means withdrawn by those who gave it, which is not false.")
    previous = shapes.status("The status before; null for the first.", allow_null=True)
    reason_code = shapes.code(choices.Reason, "The typed reason, where the status has several.", allow_null=True)
    attributed_to = SourceRef(allow_null=True, help_text="Who acted: the one who challenged, withdrew or denied it.")
    happened = Dated(
        required=False,
        allow_null=True,
        help_text="When they did, where the desk noted it with the status. Not in bodies from before it could.",
    )
    reason = shapes.texts("Why, in words.")
    decided_at = shapes.moment("When the desk decided.")
    decided_by = s.ListField(
        child=s.CharField(allow_null=True), help_text="Bylines of one or two editors; null for one without a byline."
    )


class Hold(s.Serializer[Any]):
    """Something was reported, and the decision awaits a second editor."""

    reported_at = shapes.moment("When it was reported to us.")
    reason = shapes.texts("What was reported.")


class Origins(s.Serializer[Any]):
    """What the chains come down to: nine reports that relay one ministry are one origin."""

    count = s.IntegerField(help_text="Identified origins that do not rest on each other.")
    unidentified = s.IntegerField(help_text="Unidentified origins, which never count as independent.")
    reports = s.IntegerField(help_text="Reports that carry the claim.")
    standing = s.IntegerField(help_text="Of `count`, how many still stand behind it.")


class Standing(SourceRef):
    """A dated step: who withdrew, denied or repeated it, and where that can be read."""

    code = shapes.code(choices.StandingCode, "What happened.")
    report = shapes.id_of("the report that says so", allow_null=True)
    happened = Dated(allow_null=True, help_text="When it happened.")
    reason = shapes.texts("In words.")


class Hop(SourceRef):
    """One link of a chain."""

    named_as = s.CharField(
        allow_null=True,
        help_text="How it was named there; null for a protected source, or for a publisher that was not.",
    )
    named_as_lang = s.CharField(help_text="The language of that name (BCP 47).")
    role = shapes.texts("The role that the source had at that time; null when it is not known.", allow_null=True)
    quote = Wording(allow_null=True, help_text="Its own words, where we have them.")
    figure = Figure(allow_null=True, help_text="The figure as this link gave it, where that differs or is known.")
    said = Dated(allow_null=True, help_text="When this link said it.")
    known_by = shapes.code(choices.KnownBy, "How we know what this link said.")


class Attribution(s.Serializer[Any]):
    """One way in which the claim reached us."""

    id = s.CharField(help_text="Its own id: `a` and ten letters or digits.")
    report = shapes.id_of("the report through which it reached us")
    excerpt = Excerpt(allow_null=True, help_text="The passage that it rests on.")
    standing = shapes.code(choices.StandingCode, "What became of it, as of the last step of `standings`.")
    standings = Standing(many=True, help_text="What became of it, oldest first.")
    chain = Hop(many=True, help_text="From the origin to the publisher of the report.")


class Evidence(s.Serializer[Any]):
    """A report that speaks for or against the claim, or explains it."""

    bearing = shapes.code(choices.Bearing, "What it does to the claim.")
    primary = s.BooleanField(help_text="Whether we saw the thing itself.")
    report = shapes.id_of("the report")
    excerpt = Excerpt(allow_null=True, help_text="The passage.")
    note = shapes.texts("What it shows.")


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
    other = shapes.id_of("the other claim")
    counted_differently = s.BooleanField(help_text="Whether the two are figures under different measures.")
    note = shapes.texts("Why we say so.")


class Reply(SourceRef):
    """Whom we asked, and the answer or the silence."""

    asked_at = shapes.moment("When we asked.")
    asked_precision = shapes.code(source_choices.Precision, "How exactly that is known.")
    deadline_at = shapes.moment("Until when we wanted the answer.", allow_null=True)
    deadline_precision = shapes.code(source_choices.Precision, "How exactly that was said: a deadline may be a day.")
    answered_at = shapes.moment("When the answer came; null while there is none.", allow_null=True)
    answer = shapes.texts("The answer.")


class CorrectionRef(s.Serializer[Any]):
    """One of our corrections."""

    correction = shapes.id_of("the correction")


class ClaimRef(s.Serializer[Any]):
    """Another claim."""

    claim = shapes.id_of("the claim")


class Removed(s.Serializer[Any]):
    """Why there is nothing here any more."""

    at = shapes.moment("When it was removed.")
    by = s.ListField(child=s.CharField(allow_null=True), help_text="Bylines; null for an editor without one.")
    reason = shapes.texts("Why.")


class Act(s.Serializer[Any]):
    """Something that the desk did. The last five fields are there when the status changed."""

    at = shapes.moment("When the desk decided.")
    by = s.ListField(child=s.CharField(allow_null=True), help_text="Bylines; null for an editor without one.")
    reason = shapes.texts("Why.")
    change = shapes.code(choices.Change, "What was done.")
    # A word of Python's own cannot be assigned to.
    vars()["from"] = shapes.status("The status before it; null for the first.", required=False, allow_null=True)
    to = shapes.status("The status after it.", required=False)
    reason_code = shapes.code(choices.Reason, "The typed reason.", required=False, allow_null=True)
    attributed_to = SourceRef(required=False, allow_null=True, help_text="Who acted.")
    happened = Dated(required=False, allow_null=True, help_text="When they did, where it was noted with the status.")


class Body(s.Serializer[Any]):
    """What every body begins with."""

    v = s.IntegerField(min_value=1, max_value=1, help_text="The version of the format. Fields are only ever added.")


class ClaimBody(Body):
    """A claim: one checkable assertion, a figure or a statement."""

    type = shapes.constant("claim")
    id = s.CharField(help_text="`c` and ten letters or digits. It never changes and is never used again.")
    kind = shapes.code(choices.ClaimKind, "A figure or a statement.")
    nature = shapes.code(choices.Nature, "Whether a statement can be checked; a figure always can.")
    topic = shapes.id_of("the topic")
    measure = shapes.id_of("the measure: figures are comparable only under one; null for a statement", allow_null=True)
    wording = Wording(help_text="The claim word for word, as it was reported.")
    summary = shapes.texts("The desk's own sentence: who is said to have claimed what.")
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
    reviewed_at = shapes.moment("When an editor last reviewed it.", allow_null=True)
    merged_into = ClaimRef(
        required=False, allow_null=True, help_text="The claim that it was merged into: show that one instead."
    )
    merged = ClaimRef(many=True, required=False, help_text="The claims that were merged into it.")
    removed = Removed(
        required=False,
        allow_null=True,
        help_text="Why it was taken out of the record: drop your copy. The other fields are empty then.",
    )


class TopicBody(Body):
    """A topic: the story that claims belong to."""

    type = shapes.constant("topic")
    id = s.CharField(help_text="`t` and ten letters or digits.")
    slug = s.CharField(help_text="The word in the address of its page; it may change, the id does not.")
    title = shapes.texts("The title.")
    summary = shapes.texts("What it is about.")
    not_known = shapes.texts("What is not known.")


class MeasureBody(Body):
    """A measure: the question that a figure answers."""

    type = shapes.constant("measure")
    id = s.CharField(help_text="`m` and ten letters or digits.")
    topic = shapes.id_of("the topic")
    label = shapes.texts("What is counted, in words.")  # type: ignore[assignment]
    counted = shapes.code(choices.Counted, "What is counted.")
    unit = s.CharField(allow_null=True, help_text="The unit of money and things; null where people are counted.")
    who = shapes.texts("Who is counted.")
    security_forces = shapes.code(choices.Inclusion, "Whether security forces are counted too.")
    place = shapes.texts("Where.")
    basis = shapes.code(choices.Basis, "Everything up to a time, within a period, or at a moment.")
    period_from = s.DateField(allow_null=True, help_text="The first day of the period.")
    period_until = s.DateField(allow_null=True, help_text="The last day of the period.")


class Name(s.Serializer[Any]):
    """A name of a source."""

    text = s.CharField(help_text="The name.")
    lang = s.CharField(help_text="Its language (BCP 47).")
    kind = shapes.code(source_choices.NameKind, "The name to show in that language, another one, or an abbreviation.")


class Role(s.Serializer[Any]):
    """A role that a source has or had."""

    title = shapes.texts("The role.")
    body = shapes.id_of("the body in which it is held", allow_null=True)
    vars()["from"] = s.DateField(allow_null=True, help_text="The first day.")
    until = s.DateField(allow_null=True, help_text="The last day.")


class SourceBody(Body):
    """A source: a person or body that says things."""

    type = shapes.constant("source")
    id = s.CharField(help_text="`s` and ten letters or digits.")
    kind = shapes.code(source_choices.SourceKind, "What it is.")
    names = Name(many=True, help_text="Its names, in any script.")
    wikidata_id = s.CharField(allow_null=True, help_text="Its item in Wikidata, such as Q1234.")
    roles = Role(many=True, help_text="Its roles.")


class ReportBody(Body):
    """A report: one published item."""

    type = shapes.constant("report")
    id = s.CharField(help_text="`r` and ten letters or digits.")
    publisher = shapes.id_of("the source that published it")
    kind = shapes.code(source_choices.ReportKind, "What it is.")
    title = s.CharField(allow_null=True, help_text="Its title.")
    lang = s.CharField(help_text="Its language (BCP 47).")
    url = s.URLField(allow_null=True, help_text="Its address; null for one that has none, such as a broadcast.")
    published = Dated(allow_null=True, help_text="When it was published.")
    state = shapes.code(source_choices.ReportState, "What we saw when we looked for it. Deletion is not withdrawal.")
    state_since = shapes.moment("Since when.", allow_null=True)


class CorrectionBody(Body):
    """A notice about our own record."""

    type = shapes.constant("correction")
    id = s.CharField(help_text="`n` and ten letters or digits.")
    kind = shapes.code(choices.CorrectionKind, "A correction or a clarification.")
    claim = shapes.id_of("the claim whose record was wrong")
    was_wrong = shapes.texts("What was wrong.")
    is_right = shapes.texts("What is right.")
    corrected_at = shapes.moment("When we corrected it.")
    corrected_by = s.CharField(allow_null=True, help_text="A byline.")


BODIES: dict[SubjectKind, type[Body]] = {
    SubjectKind.CLAIM: ClaimBody,
    SubjectKind.TOPIC: TopicBody,
    SubjectKind.MEASURE: MeasureBody,
    SubjectKind.SOURCE: SourceBody,
    SubjectKind.REPORT: ReportBody,
    SubjectKind.CORRECTION: CorrectionBody,
}
