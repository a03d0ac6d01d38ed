"""Archives hold the exact bytes, in files that public tools read."""

import gzip
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import InMemoryStorage, storages
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

from sources import archiving
from sources.connecting import Answer, send
from sources.models import Capture
from tests.sources.connecting.lines import Act, answering, saying, serving

pytestmark = pytest.mark.loopback
BODY = b"<p>At least 164 dead</p>"
CHUNKED = (
    b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n"
    b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nx-odd:  two  blanks\r\n\r\n"
    b"5\r\n<p>At\r\n13\r\n least 164 dead</p>\r\n0\r\n\r\n"
)
ACTS: dict[str, Act] = {
    "plain": answering(BODY),
    "gzip": answering(gzip.compress(BODY), "Content-Encoding: gzip"),
    "chunked": saying(CHUNKED),
    "empty": answering(b""),
}


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, settings: object) -> None:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]


def _asked(*acts: Act) -> Answer:
    with serving(*acts) as server:
        return send("GET", f"{server.url}/report", ways=server.ways)


def _stored(answer: Answer) -> Capture:
    place = archiving.store(answer, name="1-a")
    return Capture(body_sha256=archiving.sha256(answer.body), status=answer.status, **vars(place))


@pytest.mark.parametrize("kind", ACTS)
def test_archive_gives_back_the_body_that_was_captured(kind: str) -> None:
    answer = _asked(ACTS[kind])
    capture = _stored(answer)
    archiving.verify(capture)
    assert archiving.body_of(capture) == answer.body


@pytest.mark.parametrize("kind", ACTS)
def test_public_tool_finds_no_fault(kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capture = _stored(_asked(ACTS[kind]))
    checker = Checker(type("Command", (), {"inputs": [str(tmp_path / capture.archive_file)], "verbose": True})())
    checker.process_all()
    assert checker.exit_value == 0
    assert "digest pass" in capsys.readouterr().out


def test_record_is_byte_for_byte_what_went_over_the_wire() -> None:
    answer = _asked(saying(CHUNKED))
    capture = _stored(answer)
    raw = gzip.decompress(_bytes(capture)[capture.archive_offset :][: capture.archive_length])
    assert raw.startswith(b"WARC/1.1\r\n")
    assert CHUNKED.partition(b"\r\n\r\n")[2] in raw
    assert b"103 Early" not in raw


def _bytes(capture: Capture) -> bytes:
    with storages["archives"].open(capture.archive_file) as archive:
        content: bytes = archive.read()
    return content


def test_redirects_stand_in_the_archive_too() -> None:
    moved = answering(b"", "Location: /new", status="301 Moved")
    capture = _stored(_asked(moved, answering(BODY)))
    records = [(r.rec_type, r.rec_headers.get_header("WARC-Target-URI")) for r in _records(_bytes(capture))]
    assert [kind for kind, _url in records] == ["warcinfo", "response", "request", "response", "request"]
    assert [str(url).rpartition("/")[2] for _kind, url in records[1::2]] == ["report", "new"]
    archiving.verify(capture)


def _records(archive: bytes) -> Iterator[Any]:
    for record in ArchiveIterator(io.BytesIO(archive)):
        record.content_stream().read()
        yield record


def test_same_body_is_kept_once(tmp_path: Path) -> None:
    answer = _asked(answering(BODY))
    capture = _stored(answer)
    again = archiving.store(answer, name="1-b", earlier=capture)
    assert again.archive_file == capture.archive_file
    assert len(list(tmp_path.rglob("*.gz"))) == 1


@pytest.mark.parametrize("damage", [lambda raw: raw[:-40], lambda raw: raw.replace(raw[-60:-50], b"0123456789"), None])
def test_damaged_or_missing_archive_is_found(damage: object, tmp_path: Path) -> None:
    capture = _stored(_asked(answering(BODY * 50)))
    path = tmp_path / capture.archive_file
    end = (capture.archive_offset or 0) + (capture.archive_length or 0)
    if damage is None:
        path.unlink()
    else:
        path.write_bytes(damage(path.read_bytes()[:end]))  # type: ignore[operator]
    with pytest.raises(archiving.Broken):
        archiving.verify(capture)


def test_row_that_says_something_else_is_found() -> None:
    capture = _stored(_asked(answering(BODY)))
    capture.body_sha256 = archiving.sha256(b"other")
    with pytest.raises(archiving.Broken, match="another body"):
        archiving.verify(capture)


def test_archives_joined_are_one_archive(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    first, second = _stored(_asked(answering(BODY))), _stored(_asked(answering(b"225")))
    joined = b"".join(archiving.whole(iter([first, second, first])))
    assert len(list(_records(joined))) == 6


def test_storage_that_is_no_folder_works_too(monkeypatch: pytest.MonkeyPatch) -> None:
    memory = InMemoryStorage()
    monkeypatch.setattr(archiving, "_storage", lambda: memory)
    archiving.verify(_stored(_asked(answering(BODY))))
