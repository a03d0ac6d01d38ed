"""BM25 in memory, to compare with (Robertson and Zaragoza 2009, section 3), over PostgreSQL's own stems."""

import math
from collections import Counter, defaultdict
from collections.abc import Sequence

from django.db import connection

from claims.search import STEMMERS
from sources.texts import folded

_K1, _B = 1.2, 0.75


def stems(texts: Sequence[tuple[str, str]]) -> list[list[str]]:
    """The stems of texts with their languages, in their order of place and as often as they stand there."""
    rows = [(STEMMERS.get(lang, "simple"), folded(text)) for lang, text in texts]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT ARRAY(SELECT v.lexeme FROM unnest(to_tsvector(t.s::regconfig, t.w)) v, unnest(v.positions))"
            " FROM unnest(%s::text[], %s::text[]) WITH ORDINALITY t (s, w, n) ORDER BY n",
            [[stemmer for stemmer, _text in rows], [text for _stemmer, text in rows]],
        )
        return [row[0] for row in cursor.fetchall()]


class Index:
    """Documents by number, ranked for a text."""

    def __init__(self, documents: Sequence[tuple[int, str, str]]) -> None:
        self._postings: dict[str, list[tuple[int, int]]] = defaultdict(list)
        self._lengths: dict[int, int] = {}
        for (number, _lang, _text), words in zip(documents, stems([d[1:] for d in documents]), strict=True):
            self._lengths[number] = len(words)
            for word, count in Counter(words).items():
                self._postings[word].append((number, count))
        self._usual = sum(self._lengths.values()) / max(len(self._lengths), 1)

    def best(self, text: str, lang: str, count: int) -> list[int]:
        """The numbers of the documents most like `text`."""
        scores: dict[int, float] = defaultdict(float)
        for word in set(stems([(lang, text)])[0]):
            postings = self._postings.get(word, [])
            rarity = math.log(1 + (len(self._lengths) - len(postings) + 0.5) / (len(postings) + 0.5))
            for number, often in postings:
                length = 1 - _B + _B * self._lengths[number] / self._usual
                scores[number] += rarity * often * (_K1 + 1) / (often + _K1 * length)
        return sorted(scores, key=lambda number: -scores[number])[:count]
