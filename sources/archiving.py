"""Archives: the exact bytes of what was asked and answered, in WARC 1.1 files (ISO 28500:2017).

One file holds one look: it is written whole and flushed before the row that names it, so a crash leaves at worst a file
that no row names. Files joined end to end are a valid WARC file too.
"""

import hashlib
import os
import re
import uuid
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, Storage, storages

from sources.connecting import Answer, Hop
from sources.models import Capture

if TYPE_CHECKING:
    from warcio.recordloader import ArcWarcRecord
    from warcio.warcwriter import WARCWriter


_INTERIM = re.compile(rb"HTTP/1\.\d 1\d\d\b")


@dataclass(frozen=True)
class Place:
    """Where the record of an answer stands. All three are empty when there is none."""

    archive_file: str = ""
    archive_offset: int | None = None
    archive_length: int | None = None


@dataclass(frozen=True)
class Resource:
    """Something to keep that did not come over the wire: its bytes, their media type, and in a line where it is from.

    `via` is the address that it is said to be from, if any.
    """

    body: bytes
    media_type: str
    description: str
    via: str = ""


class Broken(Exception):
    """An archive does not hold what the row says. The text says which and how."""


def store(answer: Answer, *, name: str, earlier: Capture | None = None) -> Place:
    """Write the exchange to an archive called after `name`; where the record of the answer begins.

    A body that `earlier` holds already is not written again.
    """
    digest = sha256(answer.body)
    if earlier and earlier.archive_file and (earlier.body_sha256, earlier.status) == (digest, answer.status):
        return Place(earlier.archive_file, earlier.archive_offset, earlier.archive_length)
    content, offset, length = _written(answer)
    path = f"{answer.requested_at:%Y/%m/%d}/{name}.warc.gz"
    return Place(_save(path, content), offset, length)


def store_resource(resource: Resource, *, at: datetime, name: str) -> Place:
    """Write what no server answered to an archive called after `name`; where its record begins."""
    content, offset, length = _written_resource(resource, at)
    return Place(_save(f"{at.astimezone(UTC):%Y/%m/%d}/{name}.warc.gz", content), offset, length)


def sha256(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def _storage() -> Storage:
    return storages["archives"]


def _save(path: str, content: bytes) -> str:
    storage, saved = _storage(), path
    try:
        saved = storage.save(path, ContentFile(content))
        # Storages that are no folder, such as S3, have stored the file when `save` returns.
        if isinstance(storage, FileSystemStorage):
            _flush(Path(storage.path(saved)), Path(storage.location))
    except OSError:
        storage.delete(saved)  # what a full disk took of it: no row will name it
        raise
    return saved


def _flush(path: Path, root: Path) -> None:
    """Bring the file and the folders that name it to the disk itself."""
    for place in (path, *[folder for folder in path.parents if folder == root or root in folder.parents]):
        handle = os.open(place, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _begun(out: BytesIO, **more: str) -> "WARCWriter":
    """A file that begins with who writes it."""
    from warcio.warcwriter import WARCWriter

    writer = WARCWriter(out, gzip=True, warc_version="1.1")
    # A record of metadata has no payload (WARC 1.1, section 4), and so no digest of one (5.9).
    writer.NO_PAYLOAD_DIGEST_TYPES = (*writer.NO_PAYLOAD_DIGEST_TYPES, "metadata")
    software = {"software": settings.USER_AGENT, "format": "WARC File Format 1.1", **more}
    writer.write_record(writer.create_warcinfo_record(None, software))
    return writer


def _written(answer: Answer) -> tuple[bytes, int, int]:
    """The file, and the place of the last answer's record in it."""
    out = BytesIO()
    writer = _begun(out, robots=_policy())
    for hop in answer.redirects:
        _write(writer, hop)
    begin = out.tell()
    end = _write(writer, answer.hop)
    return out.getvalue(), begin, end - begin


def _written_resource(resource: Resource, at: datetime) -> tuple[bytes, int, int]:
    """The same for a record of type "resource" (WARC 1.1, section 6.4), and one that says where it is from (6.6).

    Its address is made up: under that of a page such a record would have to hold what the server sent.
    """
    out, address, date = BytesIO(), uuid.uuid4().urn, {"WARC-Date": _date(at)}
    writer = _begun(out)
    begin = out.tell()
    kept = writer.create_warc_record(
        address,
        "resource",
        payload=BytesIO(resource.body),
        length=len(resource.body),
        warc_content_type=resource.media_type,
        warc_headers_dict=dict(date),
    )
    writer.write_record(kept)
    end = out.tell()
    told = _fields({"description": resource.description, "via": resource.via})
    refers = date | {"WARC-Refers-To": kept.rec_headers.get_header("WARC-Record-ID")}
    about = writer.create_warc_record(
        address, "metadata", payload=BytesIO(told), length=len(told), warc_headers_dict=refers
    )
    writer.write_record(about)
    return out.getvalue(), begin, end - begin


def _fields(told: dict[str, str]) -> bytes:
    """The block of type application/warc-fields: a line for each that is not empty."""
    return "".join(f"{name}: {' '.join(value.split())}\r\n" for name, value in told.items() if value).encode()


def _policy() -> str:
    return "obey" if settings.WATCH_ROBOTS else "ignore"


def _write(writer: "WARCWriter", hop: Hop) -> int:
    """Write one exchange; where the record of the answer ends."""
    response = _record(writer, "response", hop, hop.response)
    request = _record(writer, "request", hop, hop.request)
    request.rec_headers.add_header("WARC-Concurrent-To", response.rec_headers.get_header("WARC-Record-ID"))
    writer.write_record(response)
    end: int = writer.out.tell()
    writer.write_record(request)
    return end


def _record(writer: "WARCWriter", kind: str, hop: Hop, message: bytes) -> "ArcWarcRecord":
    head, _blank, payload = message.partition(b"\r\n\r\n")
    while _INTERIM.match(head):  # hints that came before the answer are no part of it
        head, _blank, payload = payload.partition(b"\r\n\r\n")
    facts = {"WARC-Date": _date(hop.requested_at), "WARC-IP-Address": hop.address}
    return writer.create_warc_record(
        hop.url,
        kind,
        payload=BytesIO(payload),
        length=len(payload),
        http_headers=_exact(head + b"\r\n\r\n"),
        warc_headers_dict=facts,
    )


def _exact(head: bytes) -> Any:
    """The head of a message as it was sent: the library would write it anew, in its own spelling."""
    from warcio.statusandheaders import StatusAndHeaders

    class Exact(StatusAndHeaders):  # type: ignore[misc]
        def compute_headers_buffer(self, header_filter: Any = None) -> None:
            self.headers_buff = head

    return Exact(head.partition(b"\r\n")[0].decode("latin-1"), [])


def _date(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def remove(path: str) -> None:
    """Delete an archive. One that is gone already is no fault: a removal that broke off is done again."""
    _storage().delete(path)


# Reading back ---------------------------------------------------------------------------------------------------


def body_of(capture: Capture) -> bytes:
    """The body of an archived answer, unpacked. Raises Broken."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    record_bytes = _record_bytes(capture)
    try:
        for record in ArchiveIterator(BytesIO(record_bytes), check_digests=True):
            body: bytes = record.content_stream().read()
            if record.digest_checker.passed is not False:
                return body
    except (ArchiveLoadFailed, EOFError, OSError, zlib.error) as error:
        raise _damaged(capture) from error
    raise _damaged(capture)


def _record_bytes(capture: Capture) -> bytes:
    if not capture.archive_file or capture.archive_offset is None or capture.archive_length is None:
        raise Broken(f"Capture {capture.pk} is in no archive.")
    try:
        with _storage().open(capture.archive_file) as archive:
            archive.seek(capture.archive_offset)
            record: bytes = archive.read(capture.archive_length)
    except OSError as error:
        raise Broken(f"{capture.archive_file} cannot be read: {error.strerror}.") from error
    if len(record) != capture.archive_length:
        raise _damaged(capture)
    return record


def _damaged(capture: Capture) -> Broken:
    return Broken(f"{capture.archive_file} is damaged at {capture.archive_offset}.")


def verify(capture: Capture) -> None:
    """Raise Broken unless the archive holds what the row says."""
    if sha256(body_of(capture)) != capture.body_sha256:
        raise Broken(f"{capture.archive_file} holds another body at {capture.archive_offset} than was captured.")


def whole(captures: Iterator[Capture]) -> Iterator[bytes]:
    """The archives of these captures joined into one valid WARC file, in blocks."""
    seen: set[str] = set()
    for capture in captures:
        if capture.archive_file and capture.archive_file not in seen:
            seen.add(capture.archive_file)
            with _storage().open(capture.archive_file) as archive:
                yield from archive.chunks()


def unnamed(before: datetime) -> Iterator[str]:
    """Archives that no capture names, written before then: a crash leaves them between the file and its row."""
    named = set(Capture.objects.exclude(archive_file="").values_list("archive_file", flat=True))
    storage = _storage()
    for path in _paths(storage, ""):
        if path not in named and path.endswith(".warc.gz") and storage.get_modified_time(path) < before:
            yield path


def _paths(storage: Storage, folder: str) -> Iterator[str]:
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:  # nothing was archived yet
        return
    yield from (f"{folder}{name}" for name in sorted(files))
    for name in sorted(folders):
        yield from _paths(storage, f"{folder}{name}/")
