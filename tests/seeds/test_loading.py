"""All of the files or nothing, once and for ever the same, and never on top of real work."""

import re
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model

from claims.models import Claim, LogHead, Proposal, Record
from seeds.loading import NoDemonstration, load
from seeds.problems import SeedsRefused
from sources.models import Report, Source
from sources.public_ids import PUBLIC_ID_PATTERN, id_of_key
from tests import factories
from tests.seeds.conftest import SMALL, SOURCES, Write, counts

pytestmark = pytest.mark.django_db
RETRACTION = """\
  - at: 2022-01-09T11:00Z
    by: editor-b
    act: standing
    claim: dead
    attribution: article
    code: withdrawn
    source: ministry
    happened: 2022-01-09
    reason: {en: Taken back}
  - at: 2022-01-09T11:05Z
    by: editor-b
    act: move
    claim: dead
    to: retracted
    reason_code: withdrawn
    source: ministry
    reason: {en: Taken back}
"""
APPROVAL = "  - {at: 2022-01-09T11:10Z, by: %s, act: approve, claim: dead}\n"


def refusal(*paths: Path, demonstration: bool = True) -> list[str]:
    with pytest.raises(SeedsRefused) as refused:
        load(paths, demonstration=demonstration)
    return [str(problem) for problem in refused.value.problems]


def line(text: str, part: str) -> int:
    """The line on which `part` first stands in `text`."""
    return text[: text.index(part)].count("\n") + 1


def test_what_is_loaded_is_what_the_file_says(write: Write) -> None:
    load([write(SMALL)], demonstration=True)
    claim = Claim.objects.get()
    assert (claim.public_id, claim.status, claim.words) == (id_of_key("c", "dead"), "unverified", "mindestens 164")
    hops = claim.attributions.get().hops.all()
    assert [(hop.source.name, hop.named_as, str(hop.role or "")) for hop in hops] == [
        ("Ministry", "Ministerium", "Keeper"),
        ("Outlet", "Blatt", ""),
    ]


def test_records_carry_the_moments_of_the_story(write: Write) -> None:
    load([write(SMALL)], demonstration=True)
    assert {f"{moment:%Y-%m-%dT%H:%MZ}" for moment in Record.objects.values_list("recorded_at", flat=True)} == {
        "2022-01-09T10:10Z"
    }


def test_second_load_leaves_alone_what_the_desk_changed_since(write: Write) -> None:
    load([write(SMALL)], demonstration=True)
    Source.objects.filter(public_id=id_of_key("s", "ministry")).update(name="Renamed by the desk")
    load([write(SMALL)], demonstration=True)
    assert Source.objects.filter(name="Renamed by the desk").exists()


def test_waiting_proposal_is_not_proposed_again(write: Write) -> None:
    story = write(SMALL + RETRACTION)
    load([story], demonstration=True)
    assert load([story], demonstration=True)["act"] == 0
    assert Proposal.objects.count() == 1


def test_story_goes_on_where_it_ended(write: Write) -> None:
    load([write(SMALL + RETRACTION)], demonstration=True)
    assert load([write(SMALL + RETRACTION + APPROVAL % "editor-a")], demonstration=True)["act"] == 1
    assert Claim.objects.get().status == "retracted"


def test_act_added_in_the_past_of_the_record_is_refused(write: Write) -> None:
    load([write(SMALL + RETRACTION)], demonstration=True)
    head, _acts, story = (SMALL + RETRACTION).partition("acts:\n")
    early = "  - {at: 2022-01-09T10:05Z, by: editor-a, act: hold, claim: dead, reason: {en: Early}}\n"
    (problem,) = refusal(write(f"{head}acts:\n{early}{story}"))
    assert "acts[0].at: The record goes up to 2022-01-09T11:00Z already" in problem


def test_acts_come_one_after_the_other(write: Write) -> None:
    story = SMALL + RETRACTION.replace("11:05Z", "10:55Z")
    (problem,) = refusal(write(story))
    assert problem.startswith(f"small.yaml:{line(story, '10:55Z')}: acts[2].at: An act comes later")


def test_act_in_the_future_is_refused(write: Write) -> None:
    (problem,) = refusal(write(SMALL.replace("at: 2022-01-09T10:10Z", "at: 2922-01-09T10:10Z")))
    assert "acts[0].at: This lies in the future." in problem


def test_what_the_workflow_refuses_takes_everything_back(write: Write) -> None:
    (problem,) = refusal(write(SMALL + APPROVAL % "editor-a"))
    assert problem.startswith(f"small.yaml:{len(SMALL.splitlines()) + 1}: acts[1]: No decision on this claim waits")
    assert not any(counts())
    assert not LogHead.objects.get().demonstration


def test_nobody_approves_in_a_file_what_they_proposed_themselves(write: Write) -> None:
    (problem,) = refusal(write(SMALL + RETRACTION + APPROVAL % "editor-b"))
    assert "acts[3].by: A second editor must approve" in problem


def test_standing_that_is_missing_is_named_at_the_field_that_mends_it(write: Write) -> None:
    move = RETRACTION[RETRACTION.index("  - at: 2022-01-09T11:05Z") :]
    (problem,) = refusal(write(SMALL + move))
    assert "acts[1]" in problem
    assert "Still standing: Ministry" in problem


def test_all_problems_of_all_files_come_at_once(write: Write) -> None:
    bad = SMALL.replace("kind: government", "kind: goverment").replace("2022-01-09T10:00Z", "yesterday")
    other = "sources:\n  one: {kind: person, nam: One}\n"
    assert refusal(write(bad), write(other, "other.yaml")) == [
        "other.yaml:2: sources.one.nam: Unknown here."
        " Known are: abbreviations, kind, name, names, note, roles, wikidata.",
        "other.yaml:2: sources.one.name: This field cannot be blank.",
        f"small.yaml:{line(bad, 'kind: goverment')}: sources.ministry.kind: Write one of: person, government, alliance,"
        " organisation, company, agency, state_media, outlet, channel, eyewitness, unidentified.",
        f"small.yaml:{line(bad, 'yesterday')}: claims.dead.at: Write a moment with its zone, such as"
        " 2022-01-09T20:10Z.",
    ]
    assert not any(counts())


def test_good_rows_beside_a_bad_one_are_not_loaded(write: Write) -> None:
    refusal(write(SOURCES + "  bad: {kind: person}\n"), demonstration=False)
    assert not Source.objects.exists()


def test_row_that_refers_to_a_bad_row_is_not_blamed(write: Write) -> None:
    problems = refusal(write(SMALL.replace("counted: dead", "counted: deaf")))
    assert [problem.split(": ")[1] for problem in problems] == ["measures.killed.counted"]


def test_unreadable_file_does_not_make_others_look_wrong(write: Write) -> None:
    problems = refusal(write(SMALL.replace(SOURCES, "")), write("sources: [", "broken.yaml"))
    assert [problem.split(":")[0] for problem in problems] == ["broken.yaml"]


def test_order_of_files_does_not_matter(write: Write) -> None:
    load([write(SMALL.replace(SOURCES, ""), "a.yaml"), write(SOURCES, "b.yaml")], demonstration=True)
    assert Claim.objects.count() == 1


def test_files_can_be_loaded_one_after_the_other(write: Write) -> None:
    load([write(SOURCES)])
    load([write("reports:\n  post: {publisher: outlet, title: Post, lang: de}\n", "reports.yaml")])
    assert Report.objects.get().publisher.public_id == id_of_key("s", "outlet")


def test_key_that_stands_in_two_files_is_refused(write: Write) -> None:
    (problem,) = refusal(
        write(SOURCES), write("sources: {outlet: {kind: outlet, name: X}}", "b.yaml"), demonstration=False
    )
    first = f"This source stands in small.yaml, line {line(SOURCES, '  outlet:')}, already."
    assert problem == f"b.yaml:1: sources.outlet: {first}"


def test_thing_that_exists_under_another_id_is_refused_at_its_field(write: Write) -> None:
    factories.make_source("Made by hand", wikidata_id="Q42")
    (problem,) = refusal(write(SOURCES), demonstration=False)
    assert "sources.outlet.wikidata: “Made by hand” has this already" in problem


def test_sources_load_on_a_real_log_with_records(write: Write) -> None:
    factories.publish(factories.make_figure())
    before = Record.objects.count()
    assert load([write(SOURCES)]) == {"source": 2, "role": 1, "act": 0}
    assert (Record.objects.count(), LogHead.objects.get().demonstration) == (before, False)


def test_story_is_refused_on_a_real_log(write: Write) -> None:
    sections = [problem.split(": ")[1] for problem in refusal(write(SMALL), demonstration=False)]
    assert sections == ["people", "claims", "acts"]


def test_demonstration_is_refused_on_a_log_with_records(write: Write) -> None:
    factories.publish(factories.make_figure())
    with pytest.raises(NoDemonstration):
        load([write(SMALL)], demonstration=True)
    assert not LogHead.objects.get().demonstration


def test_demonstration_is_refused_where_drafts_wait(write: Write) -> None:
    factories.make_figure()
    with pytest.raises(NoDemonstration):
        load([write(SMALL)], demonstration=True)


def test_editors_of_the_demonstration_have_no_password_and_a_role(write: Write) -> None:
    load([write(SMALL)], demonstration=True)
    people = get_user_model()._default_manager.order_by("email")
    assert [person.byline for person in people] == ["Editor A", "Editor B"]
    assert not any(person.has_usable_password() or person.is_superuser for person in people)
    assert all([*person.groups.values_list("name", flat=True)] == ["editor"] for person in people)


def test_public_ids_follow_from_keys_and_have_the_common_form() -> None:
    assert id_of_key("c", "dead") == id_of_key("c", "dead") != id_of_key("c", "dead-2")
    assert re.fullmatch(PUBLIC_ID_PATTERN, id_of_key("c", "dead"))
