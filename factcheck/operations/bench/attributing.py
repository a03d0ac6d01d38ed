"""Attributions and statements: how many of the marked ones a language's tables find."""

from pathlib import Path
from statistics import fmean

from django.conf import settings

from factcheck.operations.bench.report import Line
from factcheck.operations.bench.voices import Sourced, Voiced, sourced, stated, unexpected, voiced

_LEAST_LIKENESS = 0.75  # token F1 of a source named in the text


def measure(_sizes: list[int]) -> list[Line]:
    """Nothing here depends on how many claims there are."""
    lines: list[Line] = []
    for path in sorted(_folder("attribution").glob("*.txt")):
        lines += _attributions(path.stem, voiced(path))
        statements = _folder("statements") / path.name
        lines += _statements(path.stem, voiced(statements)) if statements.exists() else []
    return lines


def _folder(name: str) -> Path:
    return Path(settings.BASE_DIR) / "tests" / "claims" / "extraction" / name


def _attributions(code: str, corpus: list[Voiced]) -> list[Line]:
    cases = list(sourced(corpus, code))
    named = [case.likeness for case in cases if case.source]
    return [
        Line(f"{code}: source of {len(named)} figures, token F1", fmean(named), "", _LEAST_LIKENESS),
        Line(f"{code}: medium told from its source", _mean_medium(cases), ""),
        Line(f"{code}: nobody made up", fmean(not case.found for case in cases if not case.source), "", 0.9),
    ]


def _mean_medium(cases: list[Sourced]) -> float:
    return fmean(case.medium_likeness for case in cases if case.medium)


def _statements(code: str, corpus: list[Voiced]) -> list[Line]:
    cases = list(stated(corpus, code))
    found = sum(case.found is not None for case in cases)
    return [
        Line(f"{code}: recall of {len(cases)} statements", found / len(cases), ""),
        Line(f"{code}: precision of statements", found / max(1, found + unexpected(corpus, code)), ""),
        Line(f"{code}: speaker, kind and nature right", sum(case.is_right for case in cases) / max(1, found), ""),
    ]
