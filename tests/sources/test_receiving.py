"""What an editor had before there was a report is archived, and becomes a capture of it."""

import io
import os
import signal
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import FileSystemStorage
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

from factcheck.operations.supervising import fork
from sources import archiving, capturing, leasing, receiving, scheduling, watching
from sources.archiving import Resource
from sources.choices import ReportState as S
from sources.choices import Vantage
from sources.connecting import Ways, get, using
from sources.extracting.reading import Extracted
from sources.models import Capture, Excerpt, PageText, Report, StateChange, TextChange, Watch
from sources.refinding import Fit
from tests.factories import anna, make_report
from tests.sources import site as sites
from tests.sources.connecting.lines import nowhere
from tests.sources.site import Site
from tests.waiting import waited_for

pytestmark = [pytest.mark.loopback, pytest.mark.django_db]
TEXT = "Mindestens 164 Menschen starben, teilte das Ministerium mit."
PASTED = Resource(
    TEXT.encode(), "text/plain; charset=utf-8", "Pasted by an editor", via="https://news.example/a\r\nx: y"
)


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT, settings.WATCH_HOST_GAP = tmp_path, 0
    return tmp_path


@pytest.fixture
def site(settings: Any) -> Iterator[Site]:
    """The scripted site, the only place that may be asked."""
    with sites.running() as running, using(Ways(also=frozenset({("127.0.0.1", running.port)}), resolve=nowhere)):
        settings.WATCH_CANARIES = [f"{running.home}canary"]
        yield running


def pasted() -> Capture:
    read = Extracted("text", text=TEXT, visible=TEXT)
    return receiving.keep_handed_in(PASTED, read, note="", at=timezone.now(), by=anna())


def fetched(url: str) -> Capture:
    began = leasing.database_now()
    answer = get(url)
    return receiving.keep_answer(answer, capturing.read_body(answer), url=url, at=began, by=anna())


def look_at(report: Report, after: timedelta = timedelta(minutes=40)) -> Report:
    """Let the watch look for it once, `after` now: as the next look."""
    now = timezone.now() + after
    scheduling.plan(now)
    Watch.objects.update(due_at=now)
    for _turn in ("robots.txt", "the report"):
        watching.watch(seconds=600, clock=lambda: now)
        Watch.objects.update(due_at=now)
    report.refresh_from_db()
    return report


# In the archive -------------------------------------------------------------------------------------------------


def records(capture: Capture, folder: Path) -> list[Any]:
    archive = ArchiveIterator(io.BytesIO((folder / capture.archive_file).read_bytes()))
    return [(record.rec_type, record.rec_headers, record.content_stream().read()) for record in archive]


def test_a_pasted_text_stands_in_the_archive_as_a_resource(folder: Path) -> None:
    capture = pasted()
    archiving.verify(capture)
    assert archiving.body_of(capture).decode() == TEXT
    kinds = [kind for kind, _headers, _block in records(capture, folder)]
    assert kinds == ["warcinfo", "resource", "metadata"]


def test_the_archive_says_where_it_is_from_and_no_line_can_be_slipped_in(folder: Path) -> None:
    _info, (_kind, resource, _body), (_kind, metadata, block) = records(pasted(), folder)
    assert block == b"description: Pasted by an editor\r\nvia: https://news.example/a x: y\r\n"
    assert metadata.get_header("WARC-Refers-To") == resource.get_header("WARC-Record-ID")
    assert metadata.get_header("WARC-Payload-Digest") is None
    assert resource.get_header("WARC-Target-URI").startswith("urn:uuid:")
    assert resource.get_header("WARC-Date") == metadata.get_header("WARC-Date")


def test_a_public_tool_finds_no_fault(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = str(folder / pasted().archive_file)
    checker = Checker(type("Command", (), {"inputs": [path], "verbose": True})())
    checker.process_all()
    assert checker.exit_value == 0
    assert "digest pass" in capsys.readouterr().out


def test_a_full_disk_leaves_no_row_and_no_half_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fill_up(storage: FileSystemStorage, name: str, content: Any) -> str:
        path = Path(storage.path(name))
        path.parent.mkdir(parents=True)
        path.write_bytes(content.read()[:20])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(FileSystemStorage, "_save", fill_up)
    with pytest.raises(OSError, match="No space left"):
        pasted()
    assert not Capture.objects.exists()
    assert not list(folder.rglob("*.gz"))


def test_what_cannot_be_flushed_leaves_no_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        pasted()
    assert not list(folder.rglob("*.gz"))


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_between_archive_and_row_leaves_a_file_alone(folder: Path) -> None:
    def work() -> None:
        connection.connection = None

        def die(_capture: Capture) -> None:
            os.kill(os.getpid(), signal.SIGKILL)

        Capture.save = die  # type: ignore[method-assign, assignment]
        pasted()

    anna()
    connection.close()
    worker = fork("reader", work)
    os.waitpid(worker.pid, 0)
    assert len(list(folder.rglob("*.gz"))) == 1
    assert not Capture.objects.exists()
    archiving.verify(pasted())


# As a capture of the report ---------------------------------------------------------------------------------------


def test_what_was_fetched_is_the_first_look_at_the_report(site: Site) -> None:
    report = make_report(url=site.url("stays", 0))
    receiving.adopt(fetched(report.url), report)
    assert (report.state, report.check_count, report.last_seen_at is not None) == (S.PRESENT, 1, True)
    assert not StateChange.objects.filter(drained_at=None).exists()


def test_an_edit_between_the_reading_and_the_first_look_is_found(site: Site) -> None:
    report = make_report(url=site.url("figure", 0))
    read = receiving.adopt(fetched(report.url), report)
    site.round = 2
    assert look_at(report).state == S.CHANGED
    change = TextChange.objects.get()
    assert change.before == read
    assert {"164", "225"} <= {finding[side] for finding in change.findings for side in ("was", "now")}


def test_a_page_that_stays_raises_no_alarm(site: Site) -> None:
    report = make_report(url=site.url("stays", 0))
    receiving.adopt(fetched(report.url), report)
    assert look_at(report).state == S.PRESENT
    assert not TextChange.objects.exists()
    assert report.captures.filter(vantage=Vantage.WATCHER, why="not_modified").exists()


def test_a_pasted_text_is_compared_with_nothing(site: Site) -> None:
    report = make_report(url=site.url("stays", 0))
    receiving.adopt(pasted(), report)
    assert report.state == S.NEVER_CAPTURED
    assert look_at(report).state == S.PRESENT
    assert not TextChange.objects.exists()


def test_a_pasted_text_is_no_sight_of_a_report_that_is_gone(site: Site) -> None:
    site.round = 1
    report = make_report(url=site.url("not-found", 0))
    look_at(report)
    receiving.adopt(pasted(), report)
    assert look_at(report, timedelta(minutes=90)).state == S.ABSENT


def test_what_was_fetched_elsewhere_is_no_look_at_the_report(site: Site) -> None:
    report = make_report(url=site.url("stays", 1))
    receiving.adopt(fetched(site.url("stays", 0)), report)
    assert report.state == S.NEVER_CAPTURED
    look_at(report)
    assert not TextChange.objects.exists()


def test_a_report_under_watch_keeps_what_it_is_compared_with(site: Site) -> None:
    report = look_at(make_report(url=site.url("stays", 0)), timedelta())
    baseline, looks = Watch.objects.get().baseline, report.check_count
    read = receiving.adopt(fetched(report.url), report)
    assert Watch.objects.get().baseline == baseline
    assert (read.report, report.check_count) == (report, looks)


def test_a_look_of_the_watch_since_the_report_was_loaded_counts(site: Site) -> None:
    report = make_report(url=site.url("stays", 0))
    read = fetched(report.url)
    Report.objects.update(state=S.ABSENT, state_since=timezone.now())
    receiving.adopt(read, report)
    assert Report.objects.get().state == S.ABSENT


def test_a_report_that_was_planned_and_never_seen_begins_with_it(site: Site) -> None:
    report = make_report(url=site.url("stays", 0))
    scheduling.plan(timezone.now())
    read = receiving.adopt(fetched(report.url), report)
    assert Watch.objects.get().baseline == read


def test_excerpts_are_found_in_what_they_were_taken_from() -> None:
    report = make_report()
    capture = receiving.adopt(pasted(), report)
    here = Excerpt.objects.create(report=report, lang="de", exact="Mindestens 164 Menschen starben")
    other = Excerpt.objects.create(report=report, lang="de", exact="Die Ordnung ist wiederhergestellt")
    receiving.note_excerpts(capture)
    capture.refresh_from_db()
    assert capture.excerpts == {str(here.pk): Fit.EXACT, str(other.pk): Fit.GONE}


def test_one_text_of_two_reports_is_archived_once(folder: Path) -> None:
    capture = receiving.adopt(pasted(), make_report(url="https://news.example/1"))
    again = receiving.adopt(capture, make_report(url="https://news.example/2"))
    assert Capture.objects.count() == 2
    archiving.verify(again)
    assert len(list(folder.rglob("*.gz"))) == 1


def test_what_came_to_nothing_is_discarded_whole(folder: Path) -> None:
    receiving.discard(pasted())
    assert not Capture.objects.exists()
    assert not PageText.objects.exists()
    assert not list(folder.rglob("*.gz"))


@pytest.mark.django_db(transaction=True)
def test_a_text_that_somebody_hands_in_meanwhile_is_not_dropped() -> None:
    first, _person = pasted(), anna()
    with waited_for(transaction.atomic(lambda: receiving.discard(first))):
        pasted()
    assert PageText.objects.get().captures.count() == 1


def test_what_a_report_has_come_of_is_not_discarded() -> None:
    receiving.discard(receiving.adopt(pasted(), make_report()))
    assert Capture.objects.exists()


@pytest.mark.parametrize(
    "fields",
    [
        {"vantage": "watcher", "outcome": "present"},  # a look at no report
        {"vantage": "handed_in", "outcome": "present"},  # a look that none was
        {"vantage": "fetched", "outcome": ""},
        {"vantage": "fetched", "outcome": "present", "made_by": None},
    ],
)
def test_the_database_refuses_a_capture_that_says_too_much_or_too_little(fields: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Capture.objects.create(**{"requested_at": datetime(2026, 1, 1, tzinfo=UTC), "made_by": anna(), **fields})
