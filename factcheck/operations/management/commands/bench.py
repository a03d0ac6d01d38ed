"""Measures speed and memory against the limits that the product keeps; nothing here is asserted by a test."""

from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any

from django.core.management.base import BaseCommand

from factcheck.operations.bench import (
    attributing,
    desk,
    exporting,
    extracting,
    importing,
    loading,
    matching,
    outage,
    serving,
    starting,
    watch_texts,
    watching,
)
from factcheck.operations.bench.report import Line, table

_PARTS: dict[str, Callable[[list[int]], list[Line]]] = {
    "load": lambda _sizes: loading.measure(),
    "import": importing.measure,
    "serve": serving.measure,
    "desk": desk.measure,
    "extract": extracting.measure,
    "match": matching.measure,
    "attribute": attributing.measure,
    "export": exporting.measure,
    "start": lambda _sizes: starting.measure(),
    "watch": lambda _sizes: [*watching.measure(), *outage.measure()],
    "watch-texts": lambda _sizes: watch_texts.measure(),
}


class Command(BaseCommand):
    help = "Measure speed and memory on synthetic data, as ratios within this run. Data sets are kept between runs."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("parts", nargs="*", choices=[*_PARTS, []], help="Default: all of them.")
        parser.add_argument(
            "--sizes",
            nargs="+",
            type=int,
            default=[10_000, 100_000],
            help="Claims in the data sets (default: 10000 100000; 1000000 takes half an hour to make).",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        for part in options["parts"] or _PARTS:
            self.stdout.write(table(part, _PARTS[part](sorted(options["sizes"]))) + "\n")
            self.stdout.flush()
