"""Manifests, described for OpenAPI."""

from typing import Any

from rest_framework import serializers as s

from factcheck.api.v1 import shapes


class SnapshotFile(s.Serializer[Any]):
    """A file of a snapshot."""

    name = s.CharField(help_text="Its name.")
    url = s.URLField(help_text="Its address.")
    about = s.CharField(help_text="What is in it.")
    media_type = s.CharField(help_text="Its media type.")
    bytes = s.IntegerField(help_text="Its length.")
    rows = s.IntegerField(help_text="How many Records or rows are in it, a header not counted.")
    sha256 = s.CharField(help_text="The SHA-256 digest of the file, in hexadecimal; its ETag too.")


class Manifest(s.Serializer[Any]):
    """What is in a snapshot, and how to go on from it."""

    format = s.CharField(help_text="`factcheck-snapshot/1`.")
    index = s.IntegerField(help_text="The last Record that it knows: follow the changes after it.")
    follow = s.CharField(help_text="The address from which to follow the changes.")
    url = s.URLField(help_text="Its own address.")
    made_at = shapes.moment("When it was made.")
    body_version = s.IntegerField(help_text="The version of the bodies in it.")
    demonstration = s.BooleanField(help_text="Whether the record is a demonstration.")
    publisher = s.CharField(allow_null=True, help_text="Who publishes the record.")
    licence = s.CharField(allow_null=True, help_text="The licence of the data, an address or words.")
    log = s.CharField(help_text="What tells this log from any other: the digest of its first Record, in hexadecimal.")
    removed = s.IntegerField(help_text="How many bodies had been removed by law when it was made.")
    rows = s.IntegerField(help_text="How many Records are in it: one for each thing.")
    files = SnapshotFile(many=True, help_text="Its files.")


class SnapshotList(s.Serializer[Any]):
    """The snapshots that there are."""

    results = Manifest(many=True, help_text="Their manifests, the newest first.")
