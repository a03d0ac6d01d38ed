"""Text from outside is hostile until it is escaped; what nobody may see is not there at all."""

import json
import re

import pytest

from claims.choices import RelationKind, Status
from claims.models import Relation
from sources.choices import NameKind, SourceKind
from sources.models import Source, SourceName
from sources.texts import texts
from tests.factcheck.pages.readers import markup, visit, visit_claim, visit_source, visit_topic, words
from tests.factories import anna, attribute, bring_to, make_figure, make_report, make_source, make_statement, publish

pytestmark = pytest.mark.django_db
SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(1)>"
TURNED = "safe\u202egpj.exe"
HEBREW = "משרד הבריאות"


@pytest.mark.parametrize("field", ["wording", "summary", "named_as", "title"])
def test_markup_in_text_is_shown_and_not_obeyed(field: str) -> None:
    text = dict.fromkeys(("wording", "summary", "named_as", "title"), "x") | {field: SCRIPT}
    claim, source = make_statement(wording=text["wording"], summary=texts(en=text["summary"])), make_source()
    attribution = attribute(claim, source, report=make_report(source, title=text["title"]))
    attribution.hops.update(named_as=text["named_as"])
    answer = visit_claim(publish(claim))
    assert "<script>alert" not in answer.content.decode()
    assert "<img" not in answer.content.decode()
    assert SCRIPT in words(answer)


def test_the_name_of_a_source_is_escaped_on_its_page() -> None:
    source = make_source(SCRIPT)
    attribute(claim := make_statement(), source)
    publish(claim)
    assert "<img" not in visit_source(source).content.decode()


def test_controls_that_turn_the_direction_are_made_visible() -> None:
    claim = publish(make_statement(wording=TURNED, summary=texts(en=TURNED)))
    answer = visit_claim(claim)
    assert "\u202e" not in answer.content.decode()
    assert "safe[U+202E]gpj.exe" in words(answer)


def test_a_right_to_left_name_does_not_turn_the_line_around_it() -> None:
    source = make_source("Ministry")
    source.names.all().delete()
    SourceName.objects.create(source=source, lang="he", text=HEBREW, kind=NameKind.PREFERRED)
    attribute(claim := make_statement(), source)
    assert f'<bdi lang="he">{HEBREW}</bdi>' in markup(visit_claim(publish(claim)))


def test_a_data_block_cannot_be_ended_from_inside() -> None:
    claim = publish(make_statement(wording="</script><script>alert(1)</script>"))
    page = visit_claim(claim).content.decode()
    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert block is not None
    assert json.loads(block.group(1))["text"] == "</script><script>alert(1)</script>"


def test_a_draft_has_no_page() -> None:
    assert visit_claim(make_figure()).status_code == 404


def test_a_related_draft_does_not_show() -> None:
    claim, draft = publish(make_figure()), make_statement(summary=texts(en="Not public yet."))
    Relation.objects.create(claim=claim, kind=RelationKind.CONTRADICTS, other=draft, made_by=anna())
    bring_to(claim, Status.UNPROVEN)
    assert "Not public yet" not in words(visit_claim(claim))


def test_a_draft_does_not_show_on_its_topic() -> None:
    claim = publish(make_statement())
    make_statement(topic=claim.topic, summary=texts(en="Not public yet."))
    assert "Not public yet" not in words(visit_topic(claim.topic))


def test_a_protected_source_leaves_no_more_than_its_kind() -> None:
    doctor = Source(kind=SourceKind.EYEWITNESS, name="Dr Aigul", protected=True)
    doctor.full_clean()
    doctor.save()
    claim = make_statement()
    attribute(claim, doctor, make_source("An outlet", SourceKind.OUTLET))
    answer = visit_claim(publish(claim))
    assert "a protected source (eyewitness)" in words(answer)
    assert "Aigul" not in answer.content.decode()


@pytest.mark.parametrize("path", ["/en/claims/czzzzzzzzzz/", "/en/topics/tzzzzzzzzzz/", "/en/sources/szzzzzzzzzz/"])
def test_an_unknown_id_is_not_found(path: str) -> None:
    assert visit(path).status_code == 404
