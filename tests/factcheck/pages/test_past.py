"""States of the past, by the record's own clock (RFC 7089)."""

from datetime import UTC, datetime

import pytest
from django.core.management import call_command

from claims import clock, log, reading
from claims.choices import Status
from claims.models import Claim
from sources.observing import note_by_hand
from tests.factcheck.pages.readers import visit_claim, visit_topic, words
from tests.factories import anna, boris, bring_to, make_figure, publish

pytestmark = pytest.mark.django_db
NOON, EVENING = datetime(2022, 1, 9, 12, tzinfo=UTC), datetime(2022, 1, 9, 20, tzinfo=UTC)


@pytest.fixture
def claim() -> Claim:
    """Published at noon, withdrawn in the evening."""
    log.begin_demonstration()
    with clock.at(NOON):
        claim = publish(make_figure())
    with clock.at(EVENING):
        return bring_to(claim, Status.RETRACTED)


@pytest.mark.parametrize("moment", ["2022-01-09T18:00Z", "2022-01-09T18:00", "2022-01-09T20:00+02:00"])
def test_the_page_shows_what_was_told_then(claim: Claim, moment: str) -> None:
    seen = words(visit_claim(claim, f"?as_of={moment}"))
    assert "Reported, not independently confirmed" in seen
    assert "denies" not in seen


def test_a_banner_says_so_and_how_often_it_changed_since(claim: Claim) -> None:
    seen = words(visit_claim(claim, "?as_of=2022-01-09T18:00Z"))
    assert (
        "You are looking at the past: the record as of 9 January 2022, 18:00 UTC. It has changed 2 times since." in seen
    )


def test_the_headers_are_those_of_a_memento(claim: Claim) -> None:
    answer = visit_claim(claim, "?as_of=2022-01-09T18:00Z")
    assert answer["Memento-Datetime"] == "Sun, 09 Jan 2022 18:00:00 GMT"
    assert 'rel="original' in answer["Link"]


def test_the_page_of_today_is_no_memento(claim: Claim) -> None:
    assert "Memento-Datetime" not in visit_claim(claim)


def test_what_is_not_in_the_record_is_left_out(claim: Claim) -> None:
    note_by_hand(claim.attributions.all()[0].report, state="present", at=NOON, by=anna())
    assert "Link last checked" in words(visit_claim(claim))
    assert "Link last checked" not in words(visit_claim(claim, "?as_of=2022-01-09T18:00Z"))


def test_another_language_stays_in_the_past(claim: Claim) -> None:
    page = visit_claim(claim, "?as_of=2022-01-09T20:00%2B02:00").content.decode()
    assert '?as_of=2022-01-09T18:00:00Z" lang="de"' in page


def test_search_engines_are_kept_from_the_past(claim: Claim) -> None:
    assert '<meta name="robots" content="noindex">' in visit_claim(claim, "?as_of=2022-01-10").content.decode()


def test_before_its_publication_a_claim_is_not_found(claim: Claim) -> None:
    assert visit_claim(claim, "?as_of=2022-01-08").status_code == 404


@pytest.mark.parametrize(
    "moment", ["yesterday", "2022-13-40", "", "0000-01-01", "2022-01-09T99:00Z", "9" * 5000, "\x00"]
)
def test_what_is_no_moment_is_refused_with_an_example(claim: Claim, moment: str) -> None:
    answer = visit_claim(claim, f"?as_of={moment}")
    assert answer.status_code == 400
    assert "?as_of=2022-01-09T18:00Z" in words(answer)


@pytest.mark.parametrize("moment", ["9999-12-31T23:59Z", "0001-01-01T00:00Z"])
def test_the_ends_of_time_are_moments(claim: Claim, moment: str) -> None:
    assert visit_claim(claim, f"?as_of={moment}").status_code in {200, 404}


def test_before_its_first_record_a_claim_was_not_there_yet(claim: Claim) -> None:
    answer = visit_claim(claim, "?as_of=1999-01-01T00:00Z")
    assert answer.status_code == 404
    assert "the record did not hold this claim yet" in words(answer)


def test_a_topic_has_a_past_too(claim: Claim) -> None:
    assert "withdrawn" in words(visit_topic(claim.topic)).split("How to read")[0]
    past = words(visit_topic(claim.topic, "?as_of=2022-01-09T18:00Z"))
    assert "the record as of 9 January 2022, 18:00 UTC" in past
    assert "withdrawn" not in past.split("How to read")[0]


def test_what_was_removed_leaves_a_tombstone(claim: Claim) -> None:
    index = reading.history(claim.public_id)[0].index
    people = {"by": anna().email, "approved_by": boris().email}
    call_command("redact", str(index), ground="Court order 12", verbosity=0, **people)
    answer = visit_claim(claim, "?as_of=2022-01-09T18:00Z")
    assert answer.status_code == 410
    assert f"Record {index}" in words(answer)
    assert visit_claim(claim).status_code == 200
