"""Proposes the figures and statements of a text. Needs no database and no server."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from django.core.management.base import BaseCommand, CommandError

from claims.extraction import UnknownLanguage, extract
from claims.extraction.shapes import shape


class Command(BaseCommand):
    help = "Propose the figures and statements of an article, as JSON. Reads standard input where no file is named."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", help="A text in UTF-8; - or nothing for standard input.")
        parser.add_argument("--lang", help="The language of the text, if it is not to be detected.")
        parser.add_argument(
            "--jsonl", action="store_true", help='Many texts, one a line: {"id": …, "lang": …, "text": …}.'
        )

    def handle(self, *args: Any, **options: Any) -> None:
        path, lang = options["file"], options["lang"]
        if options["jsonl"]:
            for line in _lines(path):
                self.stdout.write(json.dumps(_proposals_of_line(line, lang)))
            return
        text = _decoded(b"".join(_read(path)), path or "standard input")
        try:
            self.stdout.write(json.dumps(shape(extract(text, lang), text), ensure_ascii=False, indent=2))
        except UnknownLanguage as problem:
            raise CommandError(f"--lang: {problem}") from problem


def _proposals_of_line(numbered: tuple[int, bytes], lang: str | None) -> dict[str, Any]:
    number, line = numbered
    passage = _passage(number, line)
    text = passage["text"]
    try:
        extraction = extract(text, passage.get("lang") or lang)
    except UnknownLanguage as problem:
        raise CommandError(f"Line {number}, lang: {problem}") from problem
    return {"id": passage.get("id"), **shape(extraction, text)}


def _passage(number: int, line: bytes) -> dict[str, Any]:
    try:
        passage = json.loads(_decoded(line, f"Line {number}"))
    except (json.JSONDecodeError, RecursionError) as problem:
        raise CommandError(f"Line {number} is not JSON: {problem}") from problem
    if not isinstance(passage, dict):
        raise CommandError(f"Line {number} is not a JSON object.")
    for field, required in {"text": True, "lang": False}.items():
        value = passage.get(field)
        if not isinstance(value, str) and (required or value is not None):
            raise CommandError(f"Line {number}, {field}: not a text.")
    return passage


def _lines(path: str | None) -> Iterator[tuple[int, bytes]]:
    return ((number, line) for number, line in enumerate(_read(path), start=1) if line.strip())


def _read(path: str | None) -> Iterator[bytes]:
    """The lines of the file, or of standard input."""
    if path in (None, "-"):
        yield from _standard_input()
        return
    try:
        with Path(str(path)).open("rb") as file:
            yield from file
    except (OSError, ValueError) as problem:
        raise CommandError(f"{path} cannot be read: {problem}") from problem


def _standard_input() -> BinaryIO:
    return sys.stdin.buffer


def _decoded(data: bytes, name: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise CommandError(f"{name} is not UTF-8: byte {problem.start} is none.") from problem
