"""Extraction: kilobytes a second on a language's sentences, and how many of their figures it finds."""

import time
from pathlib import Path

from django.conf import settings

from claims.extraction import extract
from factcheck.operations.bench.passages import Passage, passages, score
from factcheck.operations.bench.report import Line

_LEAST_SPEED = 250  # KB a second on one core
_LEAST_F1 = 0.92
_TIMES = 3
_TEXT_SIZE = 200_000  # characters
_HOSTILE = {"at least": "at least 1,1,1,1 ", "digits": "1 000 000 ", "quotes": "«\"'", "letters": "a"}
_HOSTILE_SIZE = 100_000
_HOSTILE_LIMIT = 1_000  # ms for all rules together; there are more than twenty, and each may take 50


def measure(_sizes: list[int]) -> list[Line]:
    """Nothing here depends on how many claims there are."""
    lines: list[Line] = []
    for path in sorted(_corpora().glob("*.txt")):
        lines += _language(path.stem, passages(path))
    return lines + [_hostile(name, piece) for name, piece in _HOSTILE.items()]


def _corpora() -> Path:
    return Path(settings.BASE_DIR) / "tests" / "claims" / "extraction" / "corpus"


def _language(code: str, corpus: list[Passage]) -> list[Line]:
    total = score(corpus, code)
    f1 = 2 * total.precision * total.recall / ((total.precision + total.recall) or 1)
    return [
        Line(f"{code}: speed where every sentence has a figure", _speed(code, corpus), "KB/s", _LEAST_SPEED),
        Line(f"{code}: precision of {total.found + total.wrong} figures", total.precision, ""),
        Line(f"{code}: recall of {total.marked} figures", total.recall, ""),
        Line(f"{code}: F1", f1, "", _LEAST_F1),
        Line(f"{code}: bounds right", total.of_found(total.bounds), "", 0.92),
        Line(f"{code}: qualifier right", total.of_found(total.qualifiers), "", 0.9),
        Line(f"{code}: counted class right", total.of_found(total.classes), "", 0.85),
        Line(f"{code}: sentences without figures left clean", total.clean / max(1, total.empty), "", 0.9),
    ]


def _speed(code: str, corpus: list[Passage]) -> float:
    """Of the processor, not of the clock, and the best of some: a busy machine only makes it slower."""
    text = "\n".join(passage.text for passage in corpus)
    text *= max(1, _TEXT_SIZE // len(text))
    extract(corpus[0].text, code)  # so that the tables are read before the clock runs
    taken = []
    for _ in range(_TIMES):
        begin = time.process_time()
        extract(text, code)
        taken.append(time.process_time() - begin)
    return len(text.encode()) / 1024 / min(taken)


def _hostile(name: str, piece: str) -> Line:
    text = (piece * (_HOSTILE_SIZE // len(piece) + 1))[:_HOSTILE_SIZE]
    begin = time.process_time()
    extract(text, "en")
    return Line(f"100 KB of {name}", (time.process_time() - begin) * 1000, "ms", _HOSTILE_LIMIT, at_most=True)
