"""What the law demands to be removed leaves the archives, and nothing brings it back unasked."""

from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from sources import receiving, removing, scheduling, watching
from sources.archiving import Resource
from sources.choices import Pace
from sources.connecting import Ways, using
from sources.extracting.reading import Extracted
from sources.leasing import take_turn
from sources.models import Capture, Host, PageText, Removal, Report, TextChange, Watch
from tests.factories import anna, boris, make_report
from tests.sources import site as sites
from tests.sources.connecting.lines import nowhere
from tests.waiting import waited_for

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def kept(text: str, report: Report) -> Capture:
    resource = Resource(text.encode(), "text/plain", "Pasted by an editor")
    read = Extracted("text", title="Jane Doe", text=text)
    return receiving.adopt(
        receiving.keep_handed_in(resource, read, note="jane.txt", at=timezone.now(), by=anna()), report
    )


def remove(report: Report) -> int:
    of_it = Capture.objects.filter(report=report)
    return removing.remove(of_it, ground="Court order 12", by=anna(), approved_by=boris())


def test_texts_and_archives_go_and_the_digest_stays(folder: Path) -> None:
    report = make_report()
    capture = kept("Jane Doe said it", report)
    assert remove(report) == 1
    digest = capture.body_sha256
    capture.refresh_from_db()
    assert (capture.text, capture.archive_file, capture.body_sha256) == (None, "", digest)
    assert (capture.title, capture.note) == ("", "")
    assert not PageText.objects.exists()
    assert not list(folder.rglob("*.gz"))


def test_what_others_hold_of_the_very_same_goes_too(folder: Path) -> None:
    one, other = make_report(url="https://news.example/1"), make_report(url="https://news.example/2")
    kept("Jane Doe said it", one), kept("Jane Doe said it", other), kept("Nobody said it", other)
    assert remove(one) == 2
    assert list(other.captures.exclude(text=None).values_list("text__text", flat=True)) == ["Nobody said it"]


def test_the_watch_does_not_bring_it_back() -> None:
    report = make_report(url="https://news.example/1")
    scheduling.plan(timezone.now())
    capture = kept("Jane Doe said it", report)
    Watch.objects.update(baseline=capture, last_good=capture)
    remove(report)
    watch = Watch.objects.get()
    assert (watch.pace, watch.due_at, watch.baseline, watch.last_good) == (Pace.PAUSED, None, None, None)


@pytest.mark.loopback
def test_a_look_that_is_under_way_stores_nothing() -> None:
    with sites.running() as site, using(Ways(also=frozenset({("127.0.0.1", site.port)}), resolve=nowhere)):
        report = make_report(url=site.url("stays", 0))
        scheduling.plan(timezone.now())
        Host.objects.update(robots_at=timezone.now())
        kept("Jane Doe said it", report)
        turn = take_turn(timezone.now())
        assert turn
        remove(report)
        assert watching.look(turn) is None
    assert [path for _round, path, _headers in site.asked] == ["/stays/0"]
    assert report.captures.count() == 1
    assert Watch.objects.get().due_at is None


@pytest.mark.django_db(transaction=True)
def test_a_look_that_is_just_being_stored_is_waited_for_and_emptied() -> None:
    report = make_report(url="https://news.example/1")
    scheduling.plan(timezone.now())
    first, _people = kept("Jane Doe said 164", report), (anna(), boris())
    with waited_for(lambda: remove(report)) as removed:
        Watch.objects.select_for_update().get()  # as the watch does before it stores
        newer = kept("Jane Doe said 225", report)
        told = {"findings": [], "found_at": timezone.now()}
        TextChange.objects.create(report=report, before=first, after=newer, **told)
    assert removed == [2]
    assert not PageText.objects.exists()


def test_what_was_told_of_a_change_goes_too() -> None:
    report = make_report()
    before, after = kept("Jane Doe said 164", report), kept("Jane Doe said 225", report)
    told = [{"kind": "number_changed", "was": "Jane Doe said 164", "now": "Jane Doe said 225", "excerpts": []}]
    TextChange.objects.create(report=report, before=before, after=after, findings=told, found_at=timezone.now())
    remove(report)
    assert "Jane" not in str(TextChange.objects.get().findings)


def test_a_removal_that_broke_off_is_done_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    report = make_report()
    kept("Jane Doe said it", report)
    with monkeypatch.context() as broken:
        broken.setattr(removing, "drop_unread_texts", None)
        with pytest.raises(TypeError):
            remove(report)
    assert not list(folder.rglob("*.gz"))
    assert remove(report) == 1


def test_nothing_is_removed_where_nothing_is_held() -> None:
    assert remove(make_report()) == 0
    assert not Removal.objects.exists()


def test_one_person_alone_removes_nothing() -> None:
    report = make_report()
    kept("Jane Doe said it", report)
    with pytest.raises(ValueError, match="two different people"):
        removing.remove(report.captures.all(), ground="Court order 12", by=anna(), approved_by=anna())
    with pytest.raises(IntegrityError), transaction.atomic():
        Removal.objects.create(ground="Court order 12", removed_by=anna(), approved_by=anna())


@pytest.mark.parametrize("sql", ["UPDATE sources_removal SET ground = ''", "DELETE FROM sources_removal"])
def test_who_answers_for_a_removal_is_kept(sql: str) -> None:
    report = make_report()
    kept("Jane Doe said it", report)
    remove(report)
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
