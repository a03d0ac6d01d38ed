"""Says of pairs of figures what the second is to the first. Needs no database and no server."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from claims.matching.pairs import BadLine, answers, read_passages


class Command(BaseCommand):
    help = "Compare pairs of figures: the same, an update, a contradiction, a part, another quantity, or unrelated."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--jsonl", metavar="FILE", required=True, help='Lines of {"id", "a": figure, "b": figure}; - for input.'
        )
        parser.add_argument(
            "--passages",
            metavar="FILE",
            help='Lines of {"id", "text"}: the passages that the figures name. Default: the file beside FILE that is'
            " called figures instead of figure_pairs, if there is one.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        pairs = options["jsonl"]
        passages = options["passages"] or _beside(pairs)
        try:
            known = read_passages(_lines(passages)) if passages else {}
            for answer in answers(_lines(pairs), known):
                self.stdout.write(json.dumps(answer))  # in ASCII: an id may be any text
        except (BadLine, OSError, UnicodeDecodeError) as error:
            raise CommandError(str(error)) from error


def _beside(pairs: str) -> str | None:
    """The file of the passages that stands beside the file of pairs."""
    path = Path(pairs)
    beside = path.with_name(path.name.replace("figure_pairs", "figures"))
    return str(beside) if beside != path and beside.is_file() else None


def _lines(path: str) -> Iterator[str]:
    if path == "-":
        yield from sys.stdin
    else:
        with Path(path).open(encoding="utf-8") as file:
            yield from file
