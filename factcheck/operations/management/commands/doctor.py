"""Examines the installation."""

import json
import sys
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand

from factcheck.operations.diagnosis import diagnose


class Command(BaseCommand):
    help = "Say what keeps this installation from working, each with its remedy. Exit code 1 when something does."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="for machines")

    def handle(self, *args: Any, **options: Any) -> None:
        findings = list(diagnose())
        if options["json"]:
            self.stdout.write(json.dumps([asdict(finding) for finding in findings], indent=1))
        else:
            self.stdout.write("\n".join(str(finding) for finding in findings))
        if any(finding.failed for finding in findings):
            sys.exit(1)
