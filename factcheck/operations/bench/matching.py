"""How often matching is right: kinds of pairs, claims found again among thousands of others, and how long it takes."""

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from statistics import median

from django.conf import settings
from django.core.management.base import CommandError
from django.db import connection, transaction

from claims.choices import Basis, ClaimKind, Qualifier
from claims.matching.candidates import matches
from claims.matching.kinds import Kind, kind_of
from claims.matching.meanings import is_on, remember
from claims.matching.signals import Given
from claims.models import Claim, Measure, Topic
from claims.workflow.importing import new_claim, publish_new_claims
from factcheck.operations.bench import bm25, truth
from factcheck.operations.bench.ground import database_of
from factcheck.operations.bench.report import Line
from factcheck.operations.bench.synthetic import Synthetic
from factcheck.operations.bench.truth import Pair
from sources.texts import texts

_FOLDER = Path(__file__).resolve().parents[3] / "tests" / "claims" / "matching"
_AMONG = 2_000  # other claims, at least
_FOUND_AGAIN = (Kind.SAME, Kind.UPDATE, Kind.CONTRADICTION, Kind.PART_OF)
_TOP = 5


def measure(sizes: list[int]) -> list[Line]:
    if not _FOLDER.is_dir():
        raise CommandError(f"The hand-made pairs are not in {_FOLDER}: they come with the tests.")
    pairs = truth.pairs(_FOLDER)
    fresh = {name: truth.fresh(_FOLDER, name) for name in truth.FRESH}
    lines = [*_kinds(pairs), *(_fresh(name, some) for name, some in fresh.items())]
    pairs += [pair for some in fresh.values() for pair in some]
    settings.ALLOWED_HOSTS = ["*"]
    for size in sizes:
        if size < _AMONG:
            raise CommandError(f"Matching is measured among at least {_AMONG} other claims.")
        database_of(size)
        with transaction.atomic():  # the hand-made claims are gone again at the end
            lines += [*_retrieval(pairs, size), *_statements(size), *_harder(size)]
            transaction.set_rollback(True)
    return lines


# Kinds ------------------------------------------------------------------------------------------------------------


def _kinds(pairs: Sequence[Pair]) -> Iterable[Line]:
    answers = [(pair, kind_of(pair.first, pair.second).kind) for pair in pairs]
    yield Line(f"kind right, {len(pairs)} pairs", _share(kind == pair.kind for pair, kind in answers), "", 0.85)
    for language in sorted({pair.languages for pair in pairs}):
        ours = [(pair, kind) for pair, kind in answers if pair.languages == language]
        yield Line(f"kind right, {language} ({len(ours)})", _share(kind == pair.kind for pair, kind in ours), "")
    for wanted in Kind:
        said = [pair.kind == wanted for pair, kind in answers if kind == wanted]
        there = [kind == wanted for pair, kind in answers if pair.kind == wanted]
        yield Line(f"{wanted.value}: precision ({len(said)} said)", _share(said), "")
        yield Line(f"{wanted.value}: recall ({len(there)} there)", _share(there), "")


def _fresh(name: str, pairs: Sequence[Pair]) -> Line:
    right = _share(kind_of(pair.first, pair.second).kind == pair.kind for pair in pairs)
    return Line(f"kind right, {name} ({len(pairs)})", right, "", 0.85)


def _share(right: Iterable[bool]) -> float:
    right = list(right)
    return sum(right) / len(right) if right else 0.0


# Figures found again ----------------------------------------------------------------------------------------------


def _retrieval(pairs: Sequence[Pair], size: int) -> Iterable[Line]:
    wanted = [pair for pair in pairs if pair.kind in _FOUND_AGAIN]
    tracked = _track([pair.first for pair in wanted])
    _analyze()
    found: dict[str, list[bool]] = defaultdict(list)
    times: list[float] = []
    for pair in wanted:
        begin = time.perf_counter()
        top = [match.claim.pk for match in matches(pair.second, limit=_TOP)]
        times.append(time.perf_counter() - begin)
        # Of several entries with this very figure any is right; the pair's own passage holds other figures too.
        right = tracked[_key(pair.first)] in top
        found[pair.languages].append(right)
    everything = [right for some in found.values() for right in some]
    yield Line(f"figures: recall at {_TOP} among {size:,}", _share(everything), "", 0.95)
    for language, some in sorted(found.items()):
        yield Line(f"figures: recall at {_TOP} among {size:,}, {language} ({len(some)})", _share(some), "")
    yield from _timed("figures", size, times)
    yield from _of_sentences(wanted, tracked, size)


def _of_sentences(wanted: Sequence[Pair], tracked: dict[tuple[str, str], int], size: int) -> Iterable[Line]:
    """An article's figures are looked for by their sentence alone, and with the passage around it."""
    for around, label in ((False, "by its sentence"), (True, "by its sentence and the words around")):
        times, found = [], []
        for pair in wanted:
            at, text = pair.second.signals.sentence, pair.second.text
            given = replace(pair.second, text=text[slice(*at)], about=text if around else "")
            begin = time.perf_counter()
            found.append(tracked[_key(pair.first)] in [match.claim.pk for match in matches(given, limit=_TOP)])
            times.append(time.perf_counter() - begin)
        yield Line(f"figures: recall at {_TOP} among {size:,}, {label}", _share(found), "")
        yield Line(f"figures: one look among {size:,}, {label}, median", median(times) * 1000, "ms")


def _timed(what: str, size: int, times: list[float]) -> Iterable[Line]:
    yield Line(f"{what}: one look among {size:,}, median", median(times) * 1000, "ms", 50, at_most=True)
    yield Line(f"{what}: one look among {size:,}, slowest", max(times) * 1000, "ms")


def _key(given: Given) -> tuple[str, str]:
    return given.passage, given.span


def _track(figures: Iterable[Given]) -> dict[tuple[str, str], int]:
    """Publish each figure once, worded as the sentence that it stands in."""
    synthetic = Synthetic(0, seed=1)
    synthetic.sources = synthetic.make_sources()
    measures: dict[str, Measure] = {}
    claims = {}
    for given in {_key(given): given for given in figures}.values():
        topic = given.passage.split("/")[0]
        key = f"{topic} {given.counted}"
        if key not in measures:
            story = Topic.objects.get_or_create(slug=f"truth-{topic}", defaults={"title": texts(en=topic)})[0]
            measures[key] = Measure.objects.create(
                topic=story, label=texts(en=given.counted), counted=given.counted, basis=Basis.CUMULATIVE
            )
        claims[_key(given)] = _claim(synthetic, given, measures[key])
    publish_new_claims(list(claims.values()), by=synthetic.editor, reason=texts(en="Imported."))
    return {key: claim.pk for key, claim in claims.items()}


_QUALIFIERS = {(True, True): Qualifier.BETWEEN, (True, False): Qualifier.AT_LEAST, (False, True): Qualifier.AT_MOST}


def _qualifier(given: Given) -> Qualifier:
    return Qualifier.NONE if given.low == given.high else _QUALIFIERS[given.low is not None, given.high is not None]


def _claim(synthetic: Synthetic, given: Given, measure: Measure) -> Claim:
    claim = Claim(
        kind=ClaimKind.FIGURE,
        topic=measure.topic,
        measure=measure,
        wording=given.text,
        wording_lang=given.lang,
        summary=texts(**{given.lang: given.text}),  # type: ignore[arg-type]
        words=given.span,
        qualifier=_qualifier(given),
        low=given.low,
        high=given.high,
        created_by=synthetic.editor,
    )
    return _attributed(synthetic, claim)


def _attributed(synthetic: Synthetic, claim: Claim) -> Claim:
    [report] = synthetic.make_reports(1)
    attribution, hops = synthetic.make_chain(report, None)
    return new_claim(claim, [(attribution, hops[-1:])])


def _analyze() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE claims_claim")


# Statements -------------------------------------------------------------------------------------------------------


def _statements(size: int) -> Iterable[Line]:
    """Each statement is looked for in its other wordings; BM25 over the same lexemes is asked the same."""
    statements = truth.statements(_FOLDER)
    claims = _stated("truth-statements", [(each.id, *each.first) for each in statements], seed=2)
    _analyze()
    asked = [(claims[each.id].pk, *other) for each in statements for other in each.others]
    others = bm25.Index(_wordings())

    times: list[float] = []
    for language in ("", *sorted({lang for _pk, lang, _text in asked})):
        some = [case for case in asked if language in ("", case[1])]
        label = f"statements: MAP at {_TOP} among {size:,}" + (f", {language}" if language else "")
        theirs = _map(some, lambda text, lang: others.best(text, lang, _TOP))
        yield Line(label, _map(some, _ours, times), "", theirs)
        yield Line(f"{label}, BM25", theirs, "")
    yield from _timed("statements", size, times)


def _harder(size: int) -> Iterable[Line]:
    """Statements in few of the same words, each with one that is nearly it; by meaning too where a model is on."""
    statements = truth.statements(_FOLDER, "statements2.txt")
    claims = _stated("truth-harder", [(each.id, *each.first) for each in statements], seed=3)
    misses = _stated("truth-misses", [(each.id, each.first[0], each.wordings["no1"]) for each in statements], seed=4)
    for claim in (*claims.values(), *misses.values()):
        remember(claim)
    _analyze()
    asked = [(claims[each.id].pk, *other) for each in statements for other in each.others]
    others = bm25.Index(_wordings())
    theirs = _map(asked, lambda text, lang: others.best(text, lang, _TOP))
    label = f"harder statements: MAP at {_TOP} among {size:,}"
    times: list[float] = []
    with_model = ", with the embedding" if is_on() else ""
    yield Line(f"{label}{with_model}", _map(asked, _ours, times), "", theirs)
    yield Line(f"{label}, BM25", theirs, "")
    yield Line(f"harder statements: one look among {size:,}{with_model}, median", median(times) * 1000, "ms")


def _ours(text: str, lang: str) -> list[int]:
    return [match.claim.pk for match in matches(Given(text, lang), limit=_TOP)]


def _stated(topic: str, statements: Iterable[tuple[str, str, str]], seed: int) -> dict[str, Claim]:
    """Publish statements, by their names, each with its language and its wording."""
    synthetic = Synthetic(0, seed=seed)  # another for each topic: reports have other addresses
    synthetic.sources = synthetic.make_sources()
    about = Topic.objects.create(slug=topic, title=texts(en="Statements"))
    claims = {
        name: _attributed(
            synthetic,
            Claim(
                kind=ClaimKind.STATEMENT,
                topic=about,
                wording=text,
                wording_lang=lang,
                summary=texts(**{lang: text}),  # type: ignore[arg-type]
                created_by=synthetic.editor,
            ),
        )
        for name, lang, text in statements
    }
    publish_new_claims(list(claims.values()), by=synthetic.editor, reason=texts(en="Imported."))
    return claims


def _wordings() -> list[tuple[int, str, str]]:
    rows = Claim.objects.filter(kind=ClaimKind.STATEMENT).values_list("pk", "wording_lang", "wording")
    return list(rows)


def _map(
    asked: Sequence[tuple[int, str, str]], ask: Callable[[str, str], list[int]], times: list[float] | None = None
) -> float:
    """Mean average precision where one answer is right: the mean of one over its place."""
    total = 0.0
    for wanted, lang, text in asked:
        begin = time.perf_counter()
        found = ask(text, lang)
        if times is not None:
            times.append(time.perf_counter() - begin)
        total += 1 / (found.index(wanted) + 1) if wanted in found else 0.0
    return total / len(asked)
