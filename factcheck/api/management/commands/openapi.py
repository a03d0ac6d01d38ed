"""Writes docs/openapi.json, from which partners make their clients."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from factcheck.api.v1.describing import schema_json

DOCUMENT = Path(settings.BASE_DIR) / "docs" / "openapi.json"


class Command(BaseCommand):
    help = "Write the OpenAPI description of the interface to docs/openapi.json."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="Write nothing; fail when the file is out of date.")

    def handle(self, *args: Any, **options: Any) -> None:
        document = schema_json()
        if not options["check"]:
            DOCUMENT.write_bytes(document)
        elif not DOCUMENT.exists() or DOCUMENT.read_bytes() != document:
            raise CommandError("docs/openapi.json is out of date: run manage.py openapi.")
