"""The addresses of snapshots: which there are, what is in each, and the files."""

from collections.abc import Sequence
from typing import Any

import orjson
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase

from factcheck.api import problems
from factcheck.api.answering import ReadView
from factcheck.api.problems import Problem
from factcheck.api.snapshots import catalogue, folder
from factcheck.api.snapshots.files import Records, Table
from factcheck.api.snapshots.folder import Snapshot
from factcheck.api.snapshots.parquet import Parquet
from factcheck.api.snapshots.sending import send
from factcheck.api.snapshots.serializers import Manifest, SnapshotList
from factcheck.api.v1.describing import DescribedByItself, Description
from factcheck.api.v1.parameters import Parameter, read_all
from factcheck.keeping import Document
from factcheck.serving import answer

_NONE_YET = "There is no snapshot yet: the first one is made in the night after something was published."
_MEDIA_TYPES = (Records.media_type, Table.media_type.partition(";")[0], Parquet.media_type, "application/json")
_OURS = {folder.MANIFEST: "application/json", catalogue.PACKAGE: "application/json"}


class SnapshotView(ReadView):
    schema: Any = DescribedByItself()
    parameters: Sequence[Parameter] = ()


class Snapshots(SnapshotView):
    """The snapshots that there are, the newest first: the whole record in files, as of one index of the log.

    Load one, then follow `/api/v1/changes/?after=` with its `index`: nothing is missed, and nothing comes twice. Each
    line of an NDJSON file is a Record as the feed has it. They are made each night and kept for some days.
    """

    def described(self) -> Description:
        return Description("list_snapshots", "List snapshots", "snapshots", SnapshotList)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        read_all((), request.GET)
        snapshots = folder.snapshots()
        results = [_told(request, one) for one in snapshots]
        return answer(request, _json({"results": results}, request, snapshots))


class SnapshotDetail(SnapshotView):
    """The manifest of one snapshot: its files with their lengths, numbers of rows and SHA-256 digests."""

    def described(self) -> Description:
        errors = (problems.NOT_FOUND,)
        return Description("get_snapshot", "Get the manifest of a snapshot", "snapshots", Manifest, errors)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        read_all((), request.GET)
        found = _found(kwargs["index"])
        return answer(request, _json(_told(request, found), request, [found]))


class Latest(SnapshotView):
    """To the manifest of the newest snapshot, or to a file of it."""

    schema = None

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        read_all((), request.GET)
        newest = next(iter(folder.snapshots()), None)
        if newest is None:
            raise Problem(problems.NOT_FOUND, _NONE_YET)
        response = HttpResponseRedirect(f"/api/v1/snapshots/{newest.index}/{kwargs.get('name', '')}")
        response.headers["Cache-Control"] = "no-store"
        return response


class SnapshotFile(SnapshotView):
    """A file of a snapshot, as named in its manifest. A download that broke goes on with `Range` and `If-Range`.

    Besides those in `files` there are `manifest.json` and `datapackage.json` (Frictionless Data Package v2).
    """

    media_type = ""

    def described(self) -> Description:
        errors = (problems.NOT_FOUND, problems.RANGE_NOT_SATISFIABLE, problems.UNAVAILABLE)
        others = {206: ({"type": "string", "format": "binary"}, "The part of the file that `Range` asked for.")}
        whole = {"type": "string", "format": "binary"}
        return Description(
            "get_snapshot_file", "Download a file", "snapshots", whole, errors, others=others, media_types=_MEDIA_TYPES
        )

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        read_all((), request.GET)
        snapshot, name = _found(kwargs["index"]), kwargs["name"]
        file = snapshot.files().get(name)
        if file is None and name not in _OURS:
            raise Problem(problems.NOT_FOUND, f"It has these files: {', '.join([*snapshot.files(), *_OURS])}.")
        return send(
            request,
            snapshot.path / name,
            media_type=file["media_type"] if file else _OURS[name],
            etag=f'"{file["sha256"]}"' if file else f'"{snapshot.index}-{snapshot.manifest["made_at"]}"',
            modified_at=snapshot.made_at,
        )


class Catalogue(SnapshotView):
    """The snapshots as a data set of a catalogue: DCAT 3 in JSON-LD."""

    media_type = "application/ld+json"

    def described(self) -> Description:
        return Description("get_catalogue", "Get the DCAT catalogue", "snapshots", {"type": "object"})

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        read_all((), request.GET)
        snapshots = folder.snapshots()
        return answer(request, _json(catalogue.dcat(snapshots), request, snapshots, self.media_type))


def _found(index: str) -> Snapshot:
    found = folder.find(int(index))
    if found is None:
        newest = next(iter(folder.snapshots()), None)
        detail = f"The newest snapshot is {newest.index}; older ones are taken away." if newest else _NONE_YET
        raise Problem(problems.NOT_FOUND, detail)
    return found


def _told(request: HttpRequest, snapshot: Snapshot) -> dict[str, Any]:
    """The manifest as partners get it, with addresses."""
    base = request.build_absolute_uri(f"/api/v1/snapshots/{snapshot.index}/")
    files = [{**file, "url": base + file["name"]} for file in snapshot.manifest["files"]]
    return {**snapshot.manifest, "url": base, "files": files}


def _json(
    content: Any, request: HttpRequest, snapshots: Sequence[Snapshot], media_type: str = "application/json"
) -> Document:
    """A document about these snapshots."""
    modified_at = snapshots[0].made_at if snapshots else None
    return Document(orjson.dumps(content), request.path, modified_at=modified_at, headers={"Content-Type": media_type})
