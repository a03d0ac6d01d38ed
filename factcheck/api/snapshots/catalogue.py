"""Snapshots as catalogues know them: Frictionless Data Package v2 beside the files, and DCAT 3."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings

from factcheck.api.snapshots.folder import Snapshot
from factcheck.api.v1 import spreadsheet

PACKAGE = "datapackage.json"
_TITLE = "Public record of claims"
_DESCRIPTION = (
    "Figures and statements that somebody said: who said them, through whom, and where they stand. Show a figure with"
    " its words, its qualifier, who says so and its status. `retracted` does not mean false."
)
_FORMATS = {"ndjson.gz": "ndjson", "csv": "csv", "parquet": "parquet"}
_NAMESPACES = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

Json = dict[str, Any]


def publisher() -> str:
    return settings.PUBLISHER_NAME or _TITLE


def data_package(manifest: Json) -> Json:
    """The descriptor of a snapshot (Data Package v2); its paths lead to the files beside it."""
    package = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "claims",
        "id": f"{settings.BASE_URL}/api/v1/snapshots/{manifest['index']}/",
        "title": _TITLE,
        "description": _DESCRIPTION,
        "homepage": settings.BASE_URL,
        "version": str(manifest["index"]),
        "created": manifest["made_at"],
        "contributors": [{"title": publisher(), "roles": ["publisher"]}],
        "resources": [_resource(file) for file in manifest["files"]],
    }
    if manifest["licence"]:
        package["licenses"] = [_licence(manifest["licence"])]
    return package


def _licence(licence: str) -> Json:
    """A licence is set as an address or as words."""
    return {"path": licence} if licence.startswith(("http://", "https://")) else {"title": licence}


def _resource(file: Json) -> Json:
    stem, _dot, ending = file["name"].partition(".")
    resource = {
        "name": f"{stem}-{_FORMATS[ending]}",
        "path": file["name"],
        "title": file["about"],
        "format": _FORMATS[ending],
        "mediatype": file["media_type"].partition(";")[0],
        "bytes": file["bytes"],
        "hash": f"sha256:{file['sha256']}",
    }
    if ending == "ndjson.gz":
        return resource
    table = {"type": "table", "schema": {"fields": list(_fields()), "primaryKey": ["id"]}}
    return {**resource, **table, **({"encoding": "utf-8"} if ending == "csv" else {})}


def _fields() -> Iterable[Json]:
    for column in spreadsheet.COLUMNS:
        yield {"name": column.name, "type": column.type, "description": column.meaning}


def dcat(snapshots: Iterable[Snapshot]) -> Json:
    """The catalogue of one data set with the files of each snapshot as its distributions (DCAT 3, as JSON-LD)."""
    newest_first = list(snapshots)
    data_set = {
        "@id": f"{settings.BASE_URL}/api/v1/snapshots/#claims",
        "@type": "dcat:Dataset",
        "dcterms:title": {"@value": _TITLE, "@language": "en"},
        "dcterms:description": {"@value": _DESCRIPTION, "@language": "en"},
        "dcterms:publisher": {"@type": "foaf:Agent", "foaf:name": publisher()},
        "dcat:landingPage": {"@id": f"{settings.BASE_URL}/"},
        "dcat:distribution": [_distribution(one, file) for one in newest_first for file in one.manifest["files"]],
    }
    if newest_first:
        data_set["dcterms:modified"] = _moment(newest_first[0].manifest["made_at"])
        data_set["dcat:version"] = str(newest_first[0].index)
    return {
        "@context": _NAMESPACES,
        "@id": f"{settings.BASE_URL}/api/v1/snapshots/catalogue.jsonld",
        "@type": "dcat:Catalog",
        "dcterms:title": {"@value": publisher(), "@language": "en"},
        "dcat:dataset": [data_set],
        "dcat:service": [
            {
                "@type": "dcat:DataService",
                "dcterms:title": {"@value": "REST API v1", "@language": "en"},
                "dcat:endpointURL": {"@id": f"{settings.BASE_URL}/api/v1/"},
                "dcat:endpointDescription": {"@id": f"{settings.BASE_URL}/api/v1/openapi.json"},
                "dcat:servesDataset": {"@id": data_set["@id"]},
            }
        ],
    }


def _distribution(snapshot: Snapshot, file: Json) -> Json:
    address = f"{settings.BASE_URL}/api/v1/snapshots/{snapshot.index}/{file['name']}"
    distribution = {
        "@id": address,
        "@type": "dcat:Distribution",
        "dcterms:title": {"@value": file["about"], "@language": "en"},
        "dcterms:issued": _moment(snapshot.manifest["made_at"]),
        "dcat:downloadURL": {"@id": address},
        "dcat:byteSize": {"@value": str(file["bytes"]), "@type": "xsd:nonNegativeInteger"},
        "dcat:mediaType": {
            "@id": f"https://www.iana.org/assignments/media-types/{file['media_type'].partition(';')[0]}"
        },
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
            "spdx:checksumValue": {"@value": file["sha256"], "@type": "xsd:hexBinary"},
        },
    }
    if licence := snapshot.manifest["licence"]:
        is_address = licence.startswith(("http://", "https://"))
        distribution["dcterms:license"] = {"@id": licence} if is_address else licence
    return distribution


def _moment(value: str) -> Json:
    return {"@value": value, "@type": "xsd:dateTime"}
