"""Documents are kept while nothing that they show has changed, and conditional requests are honoured."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.http import Http404
from django.test import RequestFactory

from claims import reading, workflow
from claims.choices import Status
from claims.models import Claim
from factcheck import serving
from factcheck.keeping import Document, Kept, Shelf
from sources.texts import texts
from tests.factories import anna, bring_to, make_statement, publish

pytestmark = pytest.mark.django_db
PATH = "/en/page/"


@pytest.fixture(autouse=True)
def _empty_shelf() -> Iterator[None]:
    serving.shelf.clear()
    yield
    serving.shelf.clear()


class Page:
    """A page that counts how often it is drawn."""

    def __init__(self, **shows: Any) -> None:
        self.drawn = 0
        self._shows = shows

    def draw(self) -> Document:
        self.drawn += 1
        return Document(f"drawn {self.drawn}".encode(), PATH, **self._shows)

    def visit(self, path: str = PATH, **headers: str) -> Any:
        return serving.serve(RequestFactory(headers=headers).get(path), ("page",), self.draw)


@pytest.fixture
def claim() -> Claim:
    return publish(make_statement())


def test_a_page_is_drawn_once(claim: Claim) -> None:
    page = Page(shown=frozenset([claim.public_id]))
    page.visit()
    assert page.visit().content == b"drawn 1"


def test_a_change_of_something_else_leaves_it(claim: Claim) -> None:
    page = Page(shown=frozenset([claim.public_id]))
    page.visit()
    publish(make_statement())
    page.visit()
    assert page.drawn == 1


def test_a_change_of_what_it_shows_draws_it_anew(claim: Claim) -> None:
    page = Page(shown=frozenset([claim.public_id]))
    page.visit()
    bring_to(claim, Status.UNPROVEN)
    page.visit()
    assert page.drawn == 2


def test_a_change_is_seen_behind_a_change_of_something_else(claim: Claim) -> None:
    page = Page(shown=frozenset([claim.public_id]))
    page.visit()
    bring_to(claim, Status.UNPROVEN)
    publish(make_statement())
    page.visit()
    assert page.drawn == 2


def test_what_newly_refers_to_it_draws_it_anew(claim: Claim) -> None:
    page = Page(shown=frozenset([claim.public_id]), mentioning=claim.topic.public_id)
    page.visit()
    publish(make_statement(topic=claim.topic))
    page.visit()
    assert page.drawn == 2


def test_a_page_of_everything_is_drawn_anew_after_any_change(claim: Claim) -> None:
    page = Page()
    page.visit()
    with workflow.editing(claim, by=anna(), reason=texts(en="Any.")):
        pass
    page.visit()
    assert page.drawn == 2


def test_after_a_minute_it_is_drawn_anew(claim: Claim, monkeypatch: pytest.MonkeyPatch) -> None:
    page, now = Page(shown=frozenset([claim.public_id])), [1000.0]
    monkeypatch.setattr("factcheck.serving.time.monotonic", lambda: now[0])
    page.visit()
    now[0] += serving.SECONDS_KEPT + 1
    page.visit()
    assert page.drawn == 2


def test_a_log_that_became_shorter_is_another_log(claim: Claim, monkeypatch: pytest.MonkeyPatch) -> None:
    page = Page(shown=frozenset([claim.public_id]))
    page.visit()
    monkeypatch.setattr(reading, "head", lambda: 0)
    page.visit()
    assert page.drawn == 2


def test_a_page_that_cannot_be_drawn_is_not_kept() -> None:
    def missing() -> Document:
        raise Http404

    request = RequestFactory().get(PATH)
    for _time in range(2):
        with pytest.raises(Http404):
            serving.serve(request, ("page",), missing)


def test_the_same_tag_is_answered_without_a_body(claim: Claim) -> None:
    page = Page(shown=frozenset([claim.public_id]))
    again = page.visit(**{"if-none-match": page.visit()["ETag"]})
    assert again.status_code == 304
    assert again.content == b""


def test_another_tag_is_answered_whole(claim: Claim) -> None:
    assert Page(shown=frozenset([claim.public_id])).visit(**{"if-none-match": '"other"'}).status_code == 200


def test_unchanged_since_its_time_is_answered_without_a_body(claim: Claim) -> None:
    at = reading.find([claim.public_id])[claim.public_id].recorded_at
    page = Page(shown=frozenset([claim.public_id]), modified_at=at)
    assert page.visit(**{"if-modified-since": page.visit()["Last-Modified"]}).status_code == 304


def test_what_is_gone_is_never_answered_as_unchanged(claim: Claim) -> None:
    page = Page(shown=frozenset([claim.public_id]), status=410)
    assert page.visit(**{"if-none-match": page.visit()["ETag"]}).status_code == 410


def test_caches_must_ask_each_time(claim: Claim) -> None:
    assert Page(shown=frozenset([claim.public_id])).visit()["Cache-Control"] == "public, max-age=0, must-revalidate"


def test_another_address_leads_to_the_right_one_with_its_query(claim: Claim) -> None:
    answer = Page(shown=frozenset([claim.public_id])).visit("/en/elsewhere/?a=b")
    assert (answer.status_code, answer["Location"]) == (301, f"{PATH}?a=b")
    assert answer["Cache-Control"] == serving.CACHE_CONTROL


def kept(size: int) -> Kept:
    return Kept(Document(b"x" * size, PATH), PATH, {}, None, 0, 0.0)


def test_the_shelf_holds_no_more_than_its_bytes() -> None:
    shelf = Shelf(most_bytes=100)
    for name in "abcd":
        shelf.put(name, kept(40))
    assert shelf.bytes == 80
    assert [name for name in "abcd" if shelf.get(name)] == ["c", "d"]


def test_what_was_asked_for_last_stays_longest() -> None:
    shelf = Shelf(most_bytes=100)
    shelf.put("a", kept(40))
    shelf.put("b", kept(40))
    shelf.get("a")
    shelf.put("c", kept(40))
    assert shelf.get("b") is None
    assert shelf.get("a") is not None


def test_a_document_put_again_is_counted_once() -> None:
    shelf = Shelf(most_bytes=100)
    shelf.put("a", kept(40))
    shelf.put("a", kept(30))
    assert shelf.bytes == 30
