"""How lists are found: searches in bounded steps, pages of one moment, and connections that were lost."""

from collections.abc import Iterator
from contextlib import closing

import pytest
from django.db import OperationalError, connection, transaction

from claims import lists, reading
from claims.choices import Status
from claims.lists import Filters
from claims.models import Claim
from claims.stored import fetched
from tests import factories as make


@pytest.fixture
def small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """A search looks through one Record, trusts the index of words with two, and looks through two more."""
    monkeypatch.setattr(lists, "_NEWEST", 1)
    monkeypatch.setattr(lists, "_FOUND_BY_WORDS", 2)
    monkeypatch.setattr(lists, "_OLDER", 2)


def published(*wordings: str) -> list[Claim]:
    return [make.publish(make.make_statement(wording=wording)) for wording in wordings]


def pages(filters: Filters, limit: int) -> Iterator[list[str]]:
    pinned = reading.head()
    before: int | None = pinned
    while before is not None:
        page = lists.page(filters, pinned=pinned, before=before, limit=limit)
        yield [row.subject for row in page.rows]
        before = page.before


@pytest.mark.django_db
def test_a_page_says_where_the_list_goes_on() -> None:
    claims = [claim.public_id for claim in published("a", "b", "c")]
    assert list(pages(Filters(), 2)) == [claims[:0:-1], claims[:1]]
    assert list(pages(Filters(), 3)) == [claims[::-1]]


@pytest.mark.django_db
@pytest.mark.usefixtures("small_steps")
def test_a_rare_word_is_found_by_the_index_of_words_however_old() -> None:
    rare, *_others = published("Rentier", "Zug", "Zug", "Zug", "Zug")
    assert list(pages(Filters(text="Rentier"), 10)) == [[rare.public_id]]


@pytest.mark.django_db
@pytest.mark.usefixtures("small_steps")
def test_a_common_word_that_is_old_comes_in_pages_that_are_not_full() -> None:
    old = [claim.public_id for claim in published("Rentier", "Rentier", "Rentier")]
    published("Zug", "Zug", "Zug", "Zug")
    found = list(pages(Filters(text="Rentier"), 10))
    assert found[0] == []
    assert [subject for page in found for subject in page] == old[::-1]


@pytest.mark.django_db
@pytest.mark.usefixtures("small_steps")
@pytest.mark.parametrize("limit", [1, 2, 3, 100])
def test_a_search_finds_everything_once_whatever_the_size_of_a_page(limit: int) -> None:
    words = ["Rentier", "Zug", "Rentier Zug", "Zug", "Rentier", "Rentier", "Zug"]
    expected = [c.public_id for c, w in zip(published(*words), words, strict=True) if "Rentier" in w]
    assert [subject for page in pages(Filters(text="rentier"), limit) for subject in page] == expected[::-1]


@pytest.mark.django_db
@pytest.mark.usefixtures("small_steps")
def test_a_list_of_a_search_is_full_however_far_it_has_to_look() -> None:
    old = [claim.public_id for claim in published("Rentier", "Rentier", "Rentier")]
    published("Zug", "Zug", "Zug", "Zug")
    assert [row.subject for row in reading.listed(Filters(text="Rentier"), limit=2)] == old[:0:-1]


@pytest.mark.django_db
def test_a_search_pinned_to_a_moment_finds_what_was_in_force_then() -> None:
    [claim] = published("Rentier")
    pinned = reading.head()
    make.bring_to(claim, Status.UNPROVEN)
    [row] = lists.page(Filters(text="Rentier"), pinned=pinned, before=pinned, limit=10).rows
    assert (row.subject, row.status) == (claim.public_id, "unverified")


@pytest.mark.django_db
def test_nothing_to_search_for_finds_nothing() -> None:
    published("Rentier")
    assert reading.listed(Filters(text="…")) == []


@pytest.mark.django_db
def test_head_at_counts_records_of_the_same_moment_together() -> None:
    published("a")
    for row in reading.changes(-1, 100):
        last = max(other.index for other in reading.changes(-1, 100) if other.recorded_at == row.recorded_at)
        assert reading.head_at(row.recorded_at) == last + 1


def end_this_connection() -> int:
    """Have the server close the connection, as a restart does; its process id."""
    [(pid,)] = fetched("SELECT pg_backend_pid()")
    with closing(connection.copy()) as another, another.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])
    return int(pid)


@pytest.mark.django_db(transaction=True)
def test_a_connection_that_the_server_closed_is_made_anew() -> None:
    ended = end_this_connection()
    assert fetched("SELECT pg_backend_pid()") != [(ended,)]


@pytest.mark.django_db(transaction=True)
def test_the_head_is_found_after_the_server_closed_the_connection() -> None:
    published("a")
    head = reading.head()
    end_this_connection()
    assert reading.head() == head


@pytest.mark.django_db(transaction=True)
def test_what_was_asked_within_a_transaction_is_not_asked_again_outside_of_it() -> None:
    with pytest.raises(OperationalError), transaction.atomic():  # noqa: PT012 - the transaction must be open before
        end_this_connection()
        fetched("SELECT 1")
