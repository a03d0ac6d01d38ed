"""Rules for the kernel that keep the program from what is not public."""

import re
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from sources.connecting.egress import nftables


class Command(BaseCommand):
    help = "Print nftables rules by which a system user reaches public servers only: nft -f reads them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--user", required=True, help="The system user that runs the program, or its number.")
        parser.add_argument(
            "--allow",
            action="append",
            default=[],
            metavar="ADDRESS:PORT",
            help="Database, broker, mail server and resolver, each an address and a port.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not re.fullmatch(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,30}", options["user"]):
            raise CommandError("--user is the name or the number of a system user.")
        try:
            rules = nftables(options["user"], options["allow"])
        except ValueError as error:
            raise CommandError("--allow wants an address and a port, such as 127.0.0.53:53 or [::1]:5432.") from error
        self.stdout.write(rules, ending="")
