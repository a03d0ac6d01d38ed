"""The command `archives`."""

import os
import time
import uuid
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from warcio.archiveiterator import ArchiveIterator

from sources import archiving
from sources.connecting import send
from sources.models import Capture, Report
from tests.factories import make_report
from tests.sources.connecting.lines import answering, serving

pytestmark = [pytest.mark.loopback, pytest.mark.django_db]


@pytest.fixture(autouse=True)
def captures(settings: Any, tmp_path: Path) -> list[Capture]:
    """One capture of each of two reports."""
    settings.MEDIA_ROOT = tmp_path / "archives"
    return [_captured(b"164"), _captured(b"225")]


def _captured(body: bytes) -> Capture:
    with serving(answering(body)) as server:
        answer = send("GET", server.url, ways=server.ways)
    name = uuid.uuid4()
    return Capture.objects.create(
        report=make_report(),
        requested_at=timezone.now(),
        vantage="watcher",
        outcome="present",
        lease=name,
        status=200,
        body_sha256=archiving.sha256(body),
        **vars(archiving.store(answer, name=str(name))),
    )


def archives(*arguments: str) -> str:
    told = StringIO()
    call_command("archives", *arguments, stdout=told, stderr=told)
    return told.getvalue()


def test_whole_archives_are_told_to_be() -> None:
    assert archives() == "2 captures are in their archives as they should be.\n"


def test_lost_archive_is_named(captures: list[Capture], settings: Any) -> None:
    (Path(settings.MEDIA_ROOT) / captures[0].archive_file).unlink()
    told = StringIO()
    with pytest.raises(CommandError, match="1 of 2"):
        call_command("archives", stdout=told, stderr=told)
    assert captures[0].archive_file in told.getvalue()


def test_archives_of_one_report_are_written_as_one_file(captures: list[Capture], tmp_path: Path) -> None:
    out = tmp_path / "out.warc.gz"
    report = Report.objects.get(captures=captures[1])
    archives("--report", report.public_id, "--export", str(out))
    with out.open("rb") as file:
        bodies = [r.content_stream().read() for r in ArchiveIterator(file) if r.rec_type == "response"]
    assert bodies == [b"225"]


def test_file_that_is_there_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine")
    with pytest.raises(CommandError, match="cannot be written"):
        archives("--export", str(tmp_path / "out"))


def test_where_nothing_was_archived_nothing_is_deleted(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "none"
    assert "0 archives" in archives("--delete-unnamed")


def test_what_a_crash_left_is_deleted_and_nothing_else(captures: list[Capture], settings: Any) -> None:
    left, young = (Path(settings.MEDIA_ROOT) / f"2026/01/01/{name}.warc.gz" for name in ("left", "young"))
    left.parent.mkdir(parents=True)
    for path in (left, young):
        path.write_bytes(b"of no row")
    an_hour_ago = time.time() - 3700
    for path in (left, Path(settings.MEDIA_ROOT) / captures[0].archive_file):
        os.utime(path, (an_hour_ago, an_hour_ago))
    told = archives("--delete-unnamed")
    assert "2026/01/01/left.warc.gz" in told
    assert "1 archives" in told
    assert (left.exists(), young.exists()) == (False, True)
    assert "2 captures are in their archives" in archives()
