"""The desk's pages of a report under watch."""

import gzip
import uuid
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from sources import archiving, scheduling
from sources.choices import Pace
from sources.connecting import send as ask
from sources.models import Capture, Excerpt, LastLook, Outage, PageText, PublicCopy, Report, TextChange, Watch
from sources.removing import remove
from tests import factories
from tests.claims.admin.intake.articles import make_capture
from tests.sources.connecting.lines import answering, serving

HOSTILE = b"<html><head><script>alert(1)</script></head><body onload=alert(2)><h1>164</h1></body></html>"


@pytest.fixture
def report(db: None) -> Report:
    report = factories.make_report(url="https://site.example/1")
    scheduling.plan(timezone.now())
    return report


def watch_page(report: Report) -> str:
    return reverse("admin:sources_report_watch", args=[report.pk])


def captured(report: Report, **fields: Any) -> Capture:
    text, _made = PageText.objects.get_or_create(sha256="0" * 64, defaults={"text": "At least <b>164</b>\n\u202edead"})
    return Capture.objects.create(
        **{
            "report": report,
            "requested_at": timezone.now(),
            "vantage": "watcher",
            "outcome": "present",
            "lease": uuid.uuid4(),
            "text": text,
            "why": "here",
            "status": 200,
            **fields,
        }
    )


def shown(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return str(response.content.decode())


# One report -----------------------------------------------------------------------------------------------------


def test_page_tells_what_was_seen_and_what_rests_on_it(editor: Client, report: Report) -> None:
    claim = factories.make_figure()
    factories.attribute(claim, factories.make_source(), report.publisher, report=report)
    excerpt = Excerpt.objects.create(report=report, lang="de", exact="mindestens 164 Tote")
    good = captured(report, excerpts={str(excerpt.pk): "gone"})
    Watch.objects.update(last_good=good)
    page = shown(editor, watch_page(report))
    assert "At least 164 people were killed." in page
    assert "mindestens 164 Tote" in page
    assert "Not there any more." in page
    assert "Next look:" in page


def test_miss_that_waits_for_a_second_look_is_told(editor: Client, report: Report) -> None:
    captured(report, outcome="absent", text=None)
    assert "absent. A second one decides." in shown(editor, watch_page(report))


def test_edit_is_told_with_its_numbers_and_leads_to_both_versions(editor: Client, report: Report) -> None:
    before, after = captured(report), captured(report)
    Watch.objects.update(baseline=before, last_good=after)
    found = [{"kind": "number_changed", "was": "164", "now": "225", "excerpts": []}]
    TextChange.objects.create(report=report, before=before, after=after, findings=found, found_at=timezone.now())
    page = shown(editor, watch_page(report))
    assert "the text was changed without a word" in page
    assert "A number changed: “164” → “225”" in page
    assert f"compare/?from={before.pk}&amp;until={after.pk}" in page


def test_editor_checks_now(editor: Client, report: Report) -> None:
    Watch.objects.update(due_at=timezone.now() + timedelta(days=5))
    assert editor.post(watch_page(report), {"look": "1"}).status_code == 302
    assert Watch.objects.get().due_at <= timezone.now()  # type: ignore[operator]


@pytest.mark.parametrize("pace", Pace.values)
def test_editor_sets_the_pace(editor: Client, report: Report, pace: str) -> None:
    editor.post(watch_page(report), {"pace": pace})
    assert Watch.objects.get().pace == pace
    assert (Watch.objects.get().due_at is None) is (pace == "paused")


@pytest.mark.parametrize("typed", [{"pace": "\x00"}, {"pace": "x" * 5000}, {}, {"other": "1"}])
def test_odd_input_changes_nothing(editor: Client, report: Report, typed: dict[str, str]) -> None:
    before = Watch.objects.values().get()
    assert editor.post(watch_page(report), typed).status_code == 302
    assert Watch.objects.values().get() == before


def test_archive_is_asked_for_a_copy_only_where_one_is_named(editor: Client, report: Report, settings: Any) -> None:
    settings.PUBLIC_ARCHIVE = ""
    assert "public archive" not in shown(editor, watch_page(report))
    editor.post(watch_page(report), {"copy": "1"})
    assert not PublicCopy.objects.exists()
    settings.PUBLIC_ARCHIVE = "https://archive.example/save/"
    assert "Ask archive.example to keep a copy" in shown(editor, watch_page(report))
    told = [editor.post(watch_page(report), {"copy": "1"}, follow=True).content.decode() for _time in range(2)]
    assert "The archive is asked." in told[0]
    assert "being asked already" in told[1]
    assert PublicCopy.objects.get().asked_by == factories.anna()


@pytest.mark.parametrize(
    ("ending", "words"),
    [({"link": "https://archive.example/20260310120000/x"}, "20260310120000/x</a>"), ({"reason": "<b>"}, "&lt;b&gt;")],
)
def test_what_came_of_a_copy_is_told(editor: Client, report: Report, ending: dict[str, str], words: str) -> None:
    now = timezone.now()
    facts = {"url": report.url, "asked_at": now, "asked_by": factories.anna(), "due_at": now, "ended_at": now}
    PublicCopy.objects.create(report=report, **facts, **ending)
    assert words in shown(editor, watch_page(report))


def test_report_without_address_says_why_it_is_not_watched(editor: Client, db: None) -> None:
    report = factories.make_report()
    assert "Not under watch" in shown(editor, watch_page(report))
    response = editor.post(watch_page(report), {"look": "1"}, follow=True)
    assert "not under watch" in response.content.decode()


def test_what_an_editor_has_seen_is_remembered_for_them_alone(editor: Client, report: Report) -> None:
    capture = captured(report)
    editor.post(watch_page(report), {"seen": "1"})
    look = LastLook.objects.get()
    assert (look.capture, look.looked_by) == (capture, factories.anna())


def test_a_text_that_was_handed_in_is_shown_and_taken_for_no_look(editor: Client, report: Report) -> None:
    seen = captured(report)
    given = make_capture("Mindestens 164 Tote", factories.anna(), report=report, note="bericht.pdf")
    page = shown(editor, watch_page(report))
    assert "handed in by an editor" in page
    editor.post(watch_page(report), {"seen": "1"})
    assert LastLook.objects.get().capture == seen
    told = shown(editor, reverse("admin:sources_report_capture", args=[report.pk, given.pk]))
    assert all(words in told for words in ("of where the report stands.</strong></p>", "bericht.pdf", "164 Tote"))


def test_what_was_removed_is_told_with_its_ground(editor: Client, report: Report) -> None:
    capture = captured(report)
    answering = {"by": factories.anna(), "approved_by": factories.boris()}
    remove(report.captures.all(), ground="Court order 12", **answering)
    told = shown(editor, reverse("admin:sources_report_capture", args=[report.pk, capture.pk]))
    assert "Court order 12" in told
    assert "At least" not in told


def test_outage_of_ours_is_told(editor: Client, report: Report) -> None:
    Outage.objects.create(began_at=timezone.now(), checked_at=timezone.now())
    assert "Our own network has been dead" in shown(editor, watch_page(report))


@pytest.mark.parametrize("number", ["999999", "0", "x", "1/watch/../2", "9" * 30])
def test_report_that_is_none_is_not_found(editor: Client, report: Report, number: str) -> None:
    assert editor.get(f"/desk/sources/report/{number}/watch/").status_code == 404


def test_stranger_sees_nothing(report: Report) -> None:
    client = Client()
    assert client.get(watch_page(report)).status_code == 302
    client.force_login(factories.olga())
    assert client.get(watch_page(report)).status_code == 403
    assert client.post(watch_page(report), {"look": "1"}).status_code == 403


# One look -------------------------------------------------------------------------------------------------------


def capture_page(capture: Capture, kind: str = "capture") -> str:
    return reverse(f"admin:sources_report_{kind}", args=[capture.report_id, capture.pk])


def test_text_is_shown_harmless(editor: Client, report: Report) -> None:
    capture = captured(
        report, title="<script>", headers=[["X", "<b>"]], redirects=[{"url": "http://a/", "status": 301}]
    )
    page = shown(editor, capture_page(capture))
    assert "At least &lt;b&gt;164&lt;/b&gt;" in page
    assert "[U+202E]" in page
    assert "&lt;script&gt;" in page
    assert "the report is there" in page


def test_look_of_another_report_is_not_found(editor: Client, report: Report) -> None:
    capture = captured(factories.make_report())
    assert editor.get(f"/desk/sources/report/{report.pk}/watch/{capture.pk}/").status_code == 404


@pytest.fixture
def archived(report: Report, settings: Any, tmp_path: Path) -> Capture:
    settings.MEDIA_ROOT = tmp_path
    packed = answering(gzip.compress(HOSTILE), "Content-Encoding: gzip", "Content-Type: text/html; charset=koi8-r")
    with serving(packed) as server:
        answer = ask("GET", server.url, ways=server.ways)
    place = archiving.store(answer, name="1-a")
    digest = archiving.sha256(answer.body)
    return captured(report, media_type=answer.header("content-type"), body_sha256=digest, **vars(place))


@pytest.mark.loopback
def test_archived_page_can_do_nothing(editor: Client, archived: Capture) -> None:
    response = editor.get(capture_page(archived, "archived"))
    assert response.content == HOSTILE
    policy = response["Content-Security-Policy"]
    assert policy.startswith("sandbox; default-src 'none'")
    assert "allow-" not in policy
    assert "script-src" not in policy
    assert response["Content-Type"] == "text/html; charset=koi8-r"
    assert response["Referrer-Policy"] == "no-referrer"
    assert response["X-Content-Type-Options"] == "nosniff"


@pytest.mark.loopback
@pytest.mark.parametrize("media_type", ["application/pdf", "image/svg+xml", "", "text/javascript", "text/html-x"])
def test_what_is_no_page_is_handed_out_as_a_file(editor: Client, archived: Capture, media_type: str) -> None:
    Capture.objects.filter(pk=archived.pk).update(media_type=media_type)
    response = editor.get(capture_page(archived, "archived"))
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"] == f'attachment; filename="capture-{archived.pk}.bin"'


@pytest.mark.loopback
def test_archive_that_is_lost_is_not_found(editor: Client, archived: Capture, tmp_path: Path) -> None:
    (tmp_path / archived.archive_file).unlink()
    assert editor.get(capture_page(archived, "archived")).status_code == 404


# The list -------------------------------------------------------------------------------------------------------


def test_reports_are_listed_by_state(editor: Client, report: Report) -> None:
    Report.objects.update(state="absent", state_since=timezone.now(), title="Gone one")
    factories.make_report(title="Another one")
    page = shown(editor, "/desk/sources/report/?state=absent")
    assert "Gone one" in page
    assert "Another one" not in page
    assert '<a href="?state=absent" aria-current="page">Absent <span class="count">1</span>' in page


@pytest.mark.parametrize("state", ["x", "", "%00", "absent&p=-1"])
def test_list_of_an_unknown_state_is_no_error(editor: Client, report: Report, state: str) -> None:
    assert editor.get(f"/desk/sources/report/?state={state}", follow=True).status_code == 200
